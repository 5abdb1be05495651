//! The options of a run that the engine takes: their types, and the list of their names.

use crate::typescript::{Direction, declarations};
use crate::{HEADER, generator};
use serde_json::Value;
use superlinear_engine::RunOptions;

/// The text of `options.ts`.
pub fn options() -> String {
    let mut generator = generator();
    generator.subschema_for::<RunOptions>();
    let types = declarations(generator.definitions(), Direction::Input);
    let names: Vec<_> = generator.definitions().values().flat_map(property_names).collect();
    let list = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    format!(
        "{HEADER}{types}\n/** The names of all options that the engine takes. */\nexport const engineOptions = [{list}] as const;\n"
    )
}

fn property_names(schema: &Value) -> impl Iterator<Item = &String> {
    schema["properties"].as_object().into_iter().flat_map(|properties| properties.keys())
}
