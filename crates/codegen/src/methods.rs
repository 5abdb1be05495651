//! The list of all methods, for code that names them without loading an engine.

use crate::File;
use crate::description::{Family, Method, generator, solving_families};
use crate::typescript::name_of;
use serde_json::Value;
use std::fmt::Write;

/// `generated/methods.ts`: every family, and every method once. (The engine's own methods solve nothing.)
pub(crate) fn file() -> File {
    let families: Vec<_> = solving_families().collect();
    let mut text = "\n/** The families of methods. */\nexport const families = [\n".to_owned();
    for Family { name, .. } in &families {
        let _ = writeln!(text, "  '{name}',");
    }
    text += "] as const;\n\n";
    text += "/** Every method: its name, its problem, and whether the problem may be all data or hold functions. */\n";
    text += "export const methods = [\n";
    for Family { methods, .. } in &families {
        for (k, Method { name, .. }) in methods.iter().enumerate() {
            if methods[..k].iter().any(|method| method.name == *name) {
                continue;
            }
            let entries: Vec<_> = methods.iter().filter(|method| method.name == *name).collect();
            let [data, functions] =
                [true, false].map(|is_task| entries.iter().any(|method| method.task.is_some() == is_task));
            let summary = Value::from(summary(entries[0]));
            let _ = writeln!(text, "  {{ name: '{name}', data: {data}, functions: {functions}, summary: {summary} }},");
        }
    }
    File::new("generated/methods.ts", text + "] as const;\n")
}

/// The first sentence of the problem's description.
fn summary(method: &Method) -> String {
    let mut generator = generator();
    let name = name_of(method.problem, &mut generator);
    let description = generator.definitions()[&name]["description"].as_str().unwrap_or_default();
    let text = description.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split_inclusive(". ").next().unwrap_or_default().trim_end_matches([' ', '.']).to_owned()
}
