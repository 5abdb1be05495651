//! The list of all methods, for whoever has to name them without loading an engine.

use crate::HEADER;
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;
use std::fmt::Write;
use superlinear_engine::{Method, methods};

/// The text of `methods.ts`: every method of the families, once. (The engine's own methods solve nothing.)
pub fn list() -> String {
    let all: Vec<_> = methods().into_iter().filter(|method| !method.name.starts_with("engine.")).collect();
    let mut names: Vec<_> = all.iter().map(|method| method.name).collect();
    // The registry may be in any order; within a family it is kept.
    names.sort_by_key(|name| family_of(name));
    names.dedup();
    let mut families: Vec<_> = names.iter().map(|name| family_of(name)).collect();
    families.dedup();

    let mut text = format!("{HEADER}\n/** The families of methods. */\nexport const families = [\n");
    for family in families {
        let _ = writeln!(text, "  '{family}',");
    }
    text += "] as const;\n\n";
    text +=
        "/** Every method: its name, what it solves, and whether its problem may be all data or hold functions. */\n";
    text += "export const methods = [\n";
    for name in names {
        let doors: Vec<_> = all.iter().filter(|method| method.name == name).collect();
        let data = doors.iter().any(|method| method.as_task().is_some());
        let functions = doors.iter().any(|method| method.as_dialogue().is_some());
        let summary = Value::from(summary(doors[0]));
        let _ = writeln!(text, "  {{ name: '{name}', data: {data}, functions: {functions}, summary: {summary} }},");
    }
    text + "] as const;\n"
}

/// `family` of `family.method`.
fn family_of(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// The first sentence about a method's problem.
fn summary(method: &Method) -> String {
    let mut generator: SchemaGenerator = SchemaSettings::draft2020_12().into_generator();
    let reference = (method.problem)(&mut generator);
    let name = reference.get("$ref").and_then(Value::as_str).unwrap_or_default().trim_start_matches("#/$defs/");
    let description = generator.definitions()[name]["description"].as_str().unwrap_or_default();
    let text = description.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split_inclusive(". ").next().unwrap_or_default().trim_end_matches([' ', '.']).to_owned()
}
