//! Randomly mutated functions yield a solution or a typed error.

use crate::common::solve;
use crate::properties::{function, point};
use serde_json::{Value, json};
use superlinear_expression::{Describe, Evaluate, Gradient, HessianTask, JacobianTask};
use superlinear_interface::Code;
use superlinear_numerics::random::Stream;

/// Replacements: strings, numbers and lists found elsewhere in functions.
const REPLACEMENTS: &str = r#"[-1, 0, 1, 2, 3, 5, 7, 1e9, 0.5, 4294967296, "add", "sum", "slice", "matmul", "gather", "take", "reshape", "exp",
    "power", "where", "less", "broadcast", "permute", "concatenate", "logsumexp", "convolution", "transposedConvolution", "sparseMatmul",
    "solve", "inverse", "det", "logdet", "cholesky",
    "zero", "none", "circular", "constant", "input", "data", [], [0], [1], [4], [2, 2], [0, 1], [1, 1, 4], [-1], null, {}]"#;

/// Mutates a document at this depth, in the nodes most often.
fn change(value: &mut Value, depth: u32, random: &mut Stream, replacements: &[Value]) {
    let mut below = |count: usize| random.below(count as u32) as usize;
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let chosen = below(entries.len());
            let is_of_nodes = entries.contains_key("nodes") && below(4) > 0;
            let key = if is_of_nodes { Some("nodes".to_owned()) } else { entries.keys().nth(chosen).cloned() };
            let child = key.and_then(|key| entries.get_mut(&key)).expect("it is there");
            change(child, depth.saturating_sub(1), random, replacements);
        }
        Value::Array(items) if !items.is_empty() => {
            let k = below(items.len());
            if depth > 0 {
                return change(&mut items[k], depth - 1, random, replacements);
            }
            match below(4) {
                0 => drop(items.remove(k)),
                1 => items.insert(k, items[k].clone()),
                2 => items.swap(0, k),
                _ => items[k] = replacements[below(replacements.len())].clone(),
            }
        }
        other => *other = replacements[below(replacements.len())].clone(),
    }
}

/// Mutates a document in a few places.
fn mutate(document: &mut Value, random: &mut Stream, replacements: &[Value]) {
    for _ in 0..1 + random.below(3) {
        let depth = 1 + random.below(3);
        change(document, depth, random, replacements);
    }
}

/// The number of mutated functions; `EXPRESSION_MUTATIONS` increases it.
fn trials() -> u32 {
    std::env::var("EXPRESSION_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(3000)
}

#[test]
fn changed_functions_give_solutions_or_typed_errors() {
    let replacements: Vec<Value> = serde_json::from_str(REPLACEMENTS).unwrap();
    let mut solved = 0;
    for seed in 0..trials() {
        let mut random = Stream::new(u64::from(seed), 0);
        let choices: Vec<_> = (0..1 + random.below(5))
            .map(|_| (random.below(256) as u8, random.below(256) as u8, random.below(256) as u8))
            .collect();
        let mut changed = function(&choices, random.below(2) == 0);
        mutate(&mut changed, &mut random, &replacements);
        let problem = json!({ "function": changed, "points": { "x": point(seed, 6), "p": point(seed + 1, 4) } });
        let of_function = json!({ "function": changed });
        let outcomes = [
            solve::<Evaluate>(&problem).map(drop),
            solve::<Gradient>(&problem).map(drop),
            solve::<JacobianTask>(&problem).map(drop),
            solve::<HessianTask>(&problem).map(drop),
            solve::<Describe>(&of_function).map(drop),
        ];
        for outcome in outcomes {
            match outcome {
                Ok(()) => solved += 1,
                Err(error) => {
                    assert!(matches!(error.code, Code::InvalidInput | Code::OutOfMemory), "{seed}: {error:?}");
                    assert!(error.code != Code::InvalidInput || !error.path.is_empty(), "{seed}: {error:?}");
                }
            }
        }
    }
    // Some mutations leave a valid function.
    assert!(solved > trials() / 10, "{solved}");
}
