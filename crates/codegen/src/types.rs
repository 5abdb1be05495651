//! Each family's file: the types of its problems and solutions, and the functions of its tasks.

use crate::File;
use crate::description::{Family, families, generator};
use crate::functions::{RUN, RUN_SYNC, SOLVE, SOLVE_SYNC, functions};
use crate::typescript::{Direction, declarations};
use serde_json::{Map, Value};
use std::fmt::Write;

/// Array types imported by generated files.
const ARRAYS: [&str; 8] = [
    "AnyMatrixInput",
    "BytesInput",
    "IndexInput",
    "Matrix",
    "MatrixInput",
    "SparseMatrix",
    "SparseMatrixInput",
    "VectorInput",
];

/// Types of functions as data, and of their points, imported by generated files.
const FUNCTIONS: [&str; 2] = ["FunctionInput", "PointInput"];

/// One file per family, and one for the engine.
pub(crate) fn files() -> Vec<File> {
    families().iter().map(|family| File::new(format!("generated/{}.ts", family.name), text_of(family))).collect()
}

fn text_of(family: &Family) -> String {
    let methods = &family.methods;
    let mut problems = generator();
    let mut results = generator();
    for method in methods {
        if method.task.is_some() || !family.has_task(method.name) {
            (method.problem)(&mut problems);
        }
        (method.solution)(&mut results);
        (method.progress)(&mut results);
    }
    let types = declarations(problems.definitions(), Direction::Input)
        + &declarations(&only_in_results(problems.definitions(), results.definitions()), Direction::Output);
    let words: Vec<_> = types.split(|c: char| !c.is_alphanumeric()).collect();
    let used: Vec<_> = ARRAYS.into_iter().filter(|name| words.contains(name)).collect();
    let (functions, refined) = functions(family);
    let mut imports = String::new();
    if !used.is_empty() {
        let _ = writeln!(imports, "import type {{ {} }} from '../engine/arrays.js';", used.join(", "));
    }
    let used: Vec<_> = FUNCTIONS.into_iter().filter(|name| words.contains(name)).collect();
    if !used.is_empty() {
        let _ = writeln!(imports, "import type {{ {} }} from '../expression/inputs.js';", used.join(", "));
    }
    if !functions.is_empty() {
        imports += "import type { RunOptions, SyncRunOptions } from '../engine/options.js';\n";
        if functions.contains(&format!("return {RUN}(")) {
            let _ = writeln!(imports, "import {{ {RUN}, {RUN_SYNC} }} from '../engine/run.js';");
        }
        if functions.contains(&format!("return {SOLVE}(")) {
            let names = format!("solve as {SOLVE}, solveSync as {SOLVE_SYNC}");
            let _ = writeln!(imports, "import {{ {names} }} from '../expression/solve.js';");
        }
        if !refined.is_empty() {
            let _ =
                writeln!(imports, "import type {{ {} }} from '../families/{}.js';", refined.join(", "), family.name);
        }
        let _ = writeln!(imports, "import '#wasm/{}.js';", family.name);
    }
    if family.name != "engine" {
        imports += "\nexport { load } from '../engine/load.js';\n";
    }
    let separator = if imports.is_empty() { "" } else { "\n" };
    format!("{separator}{imports}{types}{functions}")
}

/// The types of results that problems lack. A type of both is declared once, so it must contain no arrays, for which
/// problems accept more forms.
fn only_in_results(problems: &Map<String, Value>, results: &Map<String, Value>) -> Map<String, Value> {
    let (both, only): (Vec<_>, Vec<_>) = results
        .iter()
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .partition(|(name, _)| problems.contains_key(name));
    for (name, schema) in both {
        assert_eq!(problems[&name], schema, "{name} stands for two types");
        assert!(!schema.to_string().contains("x-array"), "{name} holds arrays and is in problems and in results");
    }
    only.into_iter().collect()
}
