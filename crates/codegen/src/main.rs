//! Writes `ts/generated/<family>.ts`: the TypeScript types of every problem and solution, with their docs and defaults, from
//! the Rust structs; and beside them the options of a run, the list of all methods and the version. With `--check` it writes
//! nothing and fails where a file is not current.

mod registry;
mod run_options;
mod typescript;

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use superlinear_engine::{Method, methods};
use typescript::{Direction, declarations};

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ts/generated");
    let mut stale = false;
    let others = [("methods", registry::list()), ("options", run_options::options()), ("version", version())];
    for (name, text) in families().into_iter().chain(others) {
        let file = folder.join(name).with_extension("ts");
        if std::fs::read_to_string(&file).is_ok_and(|current| current == text) {
            continue;
        }
        if check {
            eprintln!("ts/generated/{name}.ts is not current: run `npm run codegen`");
            stale = true;
        } else if let Err(error) = std::fs::write(&file, text) {
            eprintln!("{}: {error}", file.display());
            return ExitCode::FAILURE;
        }
    }
    if stale { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The text of each family's file.
fn families() -> BTreeMap<&'static str, String> {
    let mut families: BTreeMap<&str, Vec<Method>> = BTreeMap::new();
    for method in methods() {
        let family = method.name.split('.').next().unwrap_or(method.name);
        families.entry(family).or_default().push(method);
    }
    families.into_iter().map(|(family, methods)| (family, file_of(&methods))).collect()
}

/// The file that says which engine the package belongs to.
fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let doc = "/** The version of this package, and of the engine that it needs. */";
    format!("{HEADER}\n{doc}\nexport const version = '{version}';\n")
}

/// The first line of every file.
const HEADER: &str = "// Made from the Rust structs by `npm run codegen`; not to be edited.\n";

fn file_of(methods: &[Method]) -> String {
    let mut problems = generator();
    let mut results = generator();
    for method in methods {
        let has_task = || methods.iter().any(|other| other.name == method.name && other.as_task().is_some());
        // A dialogue with the name of a task takes the same problem, with functions where the task has data.
        if method.as_task().is_some() || !has_task() {
            (method.problem)(&mut problems);
        }
        (method.results)(&mut results);
    }
    let types = declarations(problems.definitions(), Direction::Input)
        + &declarations(&only_in_results(problems.definitions(), results.definitions()), Direction::Output);
    let words: Vec<_> = types.split(|c: char| !c.is_alphanumeric()).collect();
    let used: Vec<_> = [
        "AnyMatrixInput",
        "BytesInput",
        "IndexInput",
        "Matrix",
        "MatrixInput",
        "SparseMatrix",
        "SparseMatrixInput",
        "VectorInput",
    ]
    .into_iter()
    .filter(|name| words.contains(name))
    .collect();
    let import = match used.as_slice() {
        [] => String::new(),
        names => format!("import type {{ {} }} from '../engine/arrays.js';\n", names.join(", ")),
    };
    let separator = if import.is_empty() { "" } else { "\n" };
    format!("{HEADER}{separator}{import}{types}")
}

/// The types of results that problems do not have. A type of both is declared once; so it must hold no arrays, which problems
/// may have in more forms.
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

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().into_generator()
}
