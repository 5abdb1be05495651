//! The functions of tasks: one returns a promise, the other blocks.

use crate::description::{Family, Method, generator};
use crate::typescript::{doc, name_of};
use serde_json::Value;
use std::path::Path;

/// The functions of a family's tasks, except those written by hand. If the family's module has a type `SOLUTIONOf` of
/// the problem, the function returns that type. Returns the functions and the names of such types.
pub(crate) fn functions(family: &Family) -> (String, Vec<String>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ts/families").join(family.name).with_extension("ts");
    let Ok(module) = std::fs::read_to_string(file) else { return Default::default() };
    let mut refined = Vec::new();
    (family.generated_tasks().map(|method| pair(method, &module, &mut refined)).collect(), refined)
}

/// `method` of `family.method`.
fn short_name(method: &Method) -> &str {
    method.name.split('.').next_back().unwrap_or(method.name)
}

fn pair(method: &Method, module: &str, refined: &mut Vec<String>) -> String {
    let mut types = generator();
    let [problem, solution, progress] =
        [method.problem, method.solution, method.progress].map(|schema| name_of(schema, &mut types));
    let progress = if progress.is_empty() { progress } else { format!("<{progress}>") };
    let (path, name) = (method.name, short_name(method));
    let refinement = format!("{solution}Of");
    let (generic, problem, solution) = if module.contains(&refinement) {
        let returned = format!("{refinement}<Problem>");
        refined.push(refinement);
        (format!("<Problem extends {problem}>"), "Problem".to_owned(), returned)
    } else {
        (String::new(), problem, solution)
    };
    let documentation = doc(&documentation(method), "");
    let [run, run_sync] = if takes_functions(method) { [SOLVE, SOLVE_SYNC] } else { [RUN, RUN_SYNC] };
    format!(
        "
{documentation}export function {name}{generic}(
  problem: {problem},
  options?: RunOptions{progress},
): Promise<{solution}> {{
  return {run}('{path}', problem, options);
}}

/** {{@link {name}}}, blocking the calling thread. */
export function {name}Sync{generic}(problem: {problem}, options?: SyncRunOptions): {solution} {{
  return {run_sync}('{path}', problem, options);
}}
"
    )
}

/// The names in generated files of the functions that run a task on a problem.
pub(crate) const RUN: &str = "run";
pub(crate) const RUN_SYNC: &str = "runSync";

/// The same for a problem with functions as data, whose formulas are read first.
pub(crate) const SOLVE: &str = "solveData";
pub(crate) const SOLVE_SYNC: &str = "solveDataSync";

/// Whether the problem of a method may contain functions as data.
fn takes_functions(method: &Method) -> bool {
    let mut types = generator();
    (method.problem)(&mut types);
    types.definitions().values().any(|schema| schema.to_string().contains(r#""x-array":"Function""#))
}

/// The description of a method, from its type.
fn documentation(method: &Method) -> String {
    let schema = method.task.map(|task| task(&mut generator()));
    let description = schema.as_ref().and_then(|schema| schema.get("description")).and_then(Value::as_str);
    description.unwrap_or_default().to_owned()
}
