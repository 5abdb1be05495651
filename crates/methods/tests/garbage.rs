//! Arbitrary input at the entry points yields a solution or a typed error, never a defect.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::Arc;
use superlinear_engine::{Call, Kind, OpenDialogue, converse as converse_by, solve as solve_by};
use superlinear_interface::testing::StoppedClock;
use superlinear_interface::wire::{Buffer, Payload};
use superlinear_interface::{Code, Error, Host};
use superlinear_methods::all;

fn solve(method: &str, problem: Payload, options: &str, host: Arc<dyn Host>) -> Result<Payload, Error> {
    solve_by(all, Call { method, problem, options }, host)
}

fn converse(method: &str, problem: Payload, options: &str, host: Arc<dyn Host>) -> OpenDialogue {
    converse_by(all, Call { method, problem, options }, host)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), -2.0..2.0, Just(0.0), Just(1.0), Just(f64::NAN), Just(f64::INFINITY), Just(1e-300)]
}

fn buffer() -> impl Strategy<Value = Buffer> {
    prop_oneof![
        prop::collection::vec(number(), 0..7).prop_map(|values| Buffer::F64(values.into())),
        prop::collection::vec(any::<f32>(), 0..7).prop_map(|values| Buffer::F32(values.into())),
        prop::collection::vec(any::<i32>(), 0..7).prop_map(|values| Buffer::I32(values.into())),
        prop::collection::vec(any::<u8>(), 0..7).prop_map(|values| Buffer::U8(values.into())),
    ]
}

/// JSON values of the kinds used in problems, valid and invalid ones.
fn value() -> impl Strategy<Value = String> {
    let size = prop_oneof![(0u64..5).prop_map(|size| size.to_string()), any::<i64>().prop_map(|size| size.to_string())];
    let reference = (0usize..4).prop_map(|index| format!(r#"{{"$":{index}}}"#));
    prop_oneof![
        number().prop_filter("JSON has no NaN", |number| number.is_finite()).prop_map(|number| format!("{number:e}")),
        reference.clone(),
        (size.clone(), size.clone(), reference.clone())
            .prop_map(|(rows, columns, data)| format!(r#"{{"rows":{rows},"columns":{columns},"data":{data}}}"#)),
        (size.clone(), size).prop_map(|(rows, columns)| format!(r#"{{"rows":{rows},"columns":{columns}}}"#)),
        (reference.clone(), reference).prop_map(|(f, g)| format!(r#"{{"sourcePotential":{f},"targetPotential":{g}}}"#)),
        prop::sample::select(vec![
            "null",
            "true",
            "[]",
            "[1,2]",
            "{}",
            "\"\"",
            "\"dense\"",
            "\"sinkhorn\"",
            "[[1]]",
            "1e999"
        ])
        .prop_map(str::to_owned),
    ]
}

/// A header with keys of the registered problems, and an unknown one.
fn header() -> impl Strategy<Value = String> {
    let keys = vec![
        "cost",
        "sourcePoints",
        "targetPoints",
        "metric",
        "source",
        "target",
        "regularization",
        "normalize",
        "tolerance",
        "initial",
        "plan",
        "planThreshold",
        "maxPlanEntries",
        "history",
        "method",
        "echo",
        "bytes",
        "lower",
        "upper",
        "matrix",
        "rightSide",
        "sizes",
        "other",
    ];
    // The sizes keep valid problems short.
    let entries = prop::collection::btree_map(prop::sample::select(keys), value(), 0..6);
    let object = entries.prop_map(|entries| {
        let entries = entries.iter().map(|(key, value)| format!("{key:?}:{value}"));
        format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
    });
    prop_oneof![20 => object, 1 => any::<String>(), 1 => Just(String::new())]
}

fn assert_typed(error: &Error) {
    assert_ne!(error.code, Code::Internal, "{error}");
    assert!(!error.message.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_240_117),
        ..ProptestConfig::default()
    })]

    #[test]
    fn tasks_end_in_a_solution_or_a_typed_error(header in header(), buffers in prop::collection::vec(buffer(), 0..4)) {
        for method in all().iter().filter(|method| matches!(method.kind, Kind::Task(_))) {
            let problem = Payload { header: header.clone(), buffers: buffers.clone() };
            match solve(method.name, problem, r#"{"threads":1}"#, Arc::new(StoppedClock)) {
                Ok(solution) => prop_assert!(!solution.header.contains("null"), "{}", solution.header),
                Err(error) => assert_typed(&error),
            }
        }
    }

    #[test]
    fn dialogues_end_in_a_solution_or_a_typed_error(
        shape in 0..3,
        header in header(),
        buffers in prop::collection::vec(buffer(), 0..4),
        lower in number(),
        upper in number(),
        answers in prop::collection::vec(number(), 1..20),
    ) {
        let bounds = || format!(r#"{{"lower":{lower:e},"upper":{upper:e},"maxIterations":50}}"#);
        let operator = r#"{"matrix":{"rows":3,"columns":2},"rightSide":[1,2,3],"maxIterations":50}"#;
        for method in all().iter().filter(|method| matches!(method.kind, Kind::Dialogue(..))) {
            let header = match shape {
                0 if lower.is_finite() && upper.is_finite() => bounds(),
                1 => operator.to_owned(),
                _ => header.clone(),
            };
            let problem = Payload { header, buffers: buffers.clone() };
            let mut dialogue = converse(method.name, problem, "{}", Arc::new(StoppedClock));
            let mut answers = answers.iter().cycle();
            let mut answer = Vec::new();
            while let Some(tag) = dialogue.resume(&answer).map(|question| question.tag) {
                let length = dialogue.lengths()[tag].answer + dialogue.items() * dialogue.item_lengths()[tag].answer;
                answer = answers.by_ref().take(length).copied().collect();
            }
            if let Err(error) = dialogue.finish() {
                assert_typed(&error);
            }
        }
    }

    #[test]
    fn headers_that_are_damaged_are_refused_or_read(header in header(), place in any::<prop::sample::Index>(), other in ".{0,3}") {
        let mut text: Vec<char> = header.chars().collect();
        let place = place.index(text.len().max(1));
        text.splice(place..(place + 1).min(text.len()), other.chars());
        let problem = Payload { header: text.into_iter().collect(), buffers: Vec::new() };
        if let Err(error) = solve("transport.exact", problem, "{}", Arc::new(StoppedClock)) {
            assert_typed(&error);
        }
    }

    #[test]
    fn configurations_of_any_text_are_refused_or_read(text in r"(\[?[A-Z][a-zé]\]? ?|[0-9]{1,3}[spdfgx]?[0-9.e+-]{0,5} ?|.){0,6}") {
        let header = format!("{{\"text\":{}}}", serde_json::Value::from(text));
        let problem = Payload { header, buffers: Vec::new() };
        if let Err(error) = solve("atom.parseConfiguration", problem, "{}", Arc::new(StoppedClock)) {
            assert_typed(&error);
        }
    }

    #[test]
    fn unknown_names_and_options_are_refused(name in ".*", options in ".*") {
        let known = solve(&name, Payload::default(), "{}", Arc::new(StoppedClock)).expect_err("no such method");
        assert_typed(&known);
        if let Err(error) = solve("engine.diagnose", Payload { header: "{}".into(), buffers: vec![] }, &options, Arc::new(StoppedClock)) {
            assert_typed(&error);
        }
    }
}

#[test]
fn a_panic_comes_back_as_an_error() {
    let problem = Payload { header: r#"{"panic":"on purpose"}"#.to_owned(), buffers: Vec::new() };
    let error = solve("engine.diagnose", problem, "{}", Arc::new(StoppedClock)).expect_err("a panic");
    assert_eq!(error.code, Code::Internal);
    assert!(error.message.contains("on purpose"), "{error}");
}

#[test]
fn the_wrong_entry_point_is_named() {
    let task = solve("numerics.brentRoot", Payload::default(), "{}", Arc::new(StoppedClock)).expect_err("a dialogue");
    assert_eq!((task.code, task.path.as_str()), (Code::InvalidInput, "method"));
    let dialogue = converse("engine.diagnose", Payload::default(), "{}", Arc::new(StoppedClock)).finish();
    assert_eq!(dialogue.expect_err("a task").path, "method");
}

/// Asks about batches of two numbers per item and answers with the sum of each item, omitting the last `missing` items.
fn diagnose_questions(sizes: &str, missing: usize) -> Result<Payload, Error> {
    const EVALUATE: usize = 0;
    let problem = Payload { header: format!(r#"{{"sizes":{sizes},"dimension":2}}"#), buffers: Vec::new() };
    let mut dialogue = converse("engine.diagnoseQuestions", problem, "{}", Arc::new(StoppedClock));
    let mut answer = Vec::new();
    while let Some(tag) = dialogue.resume(&answer).map(|question| question.tag) {
        let point = dialogue.point().expect("a question");
        let sums: Vec<f64> = point.chunks(2).map(|item| item.iter().sum()).collect();
        assert_eq!(dialogue.items(), if tag == EVALUATE { sums.len() } else { 0 });
        answer = sums[..sums.len() - missing].to_vec();
    }
    dialogue.finish()
}

#[test]
fn batches_of_any_sizes_are_asked_about() {
    let solution = diagnose_questions("[1,3,0,2]", 0).expect("a solution");
    assert_eq!(solution.header, r#"{"sum":22.0,"confirmations":{"$":0}}"#);
    assert_eq!(solution.buffers, [Buffer::F64(vec![1.0, 16.0, 16.0, 22.0].into())]);
}

#[test]
fn an_answer_of_another_length_names_its_function() {
    let error = diagnose_questions("[3]", 1).expect_err("an answer is missing");
    assert_eq!(error, Error::invalid("evaluate", "must give 3 numbers, gave 2"));
}
