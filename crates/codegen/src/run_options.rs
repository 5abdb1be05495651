//! The run options of the engine: their types and the list of their names; the progress fields common to all runs.

use crate::File;
use crate::description::generator;
use crate::typescript::{Direction, declarations};
use serde_json::Value;
use superlinear_interface::{ProgressFraction, RunOptions};

/// `generated/options.ts`.
pub(crate) fn file() -> File {
    let mut options = generator();
    options.subschema_for::<RunOptions>();
    let types = declarations(options.definitions(), Direction::Input);
    let names: Vec<_> = options.definitions().values().flat_map(property_names).collect();
    let list = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    let mut results = generator();
    results.subschema_for::<ProgressFraction>();
    let progress = declarations(results.definitions(), Direction::Output);
    let text = format!(
        "{types}{progress}\n/** The names of all options of the engine. */\nexport const engineOptions = [{list}] as const;\n"
    );
    File::new("generated/options.ts", text)
}

fn property_names(schema: &Value) -> impl Iterator<Item = &String> {
    schema["properties"].as_object().into_iter().flat_map(|properties| properties.keys())
}
