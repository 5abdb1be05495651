//! Modules of the families: TypeScript modules, exported by the package, and WebAssembly modules, loaded by web pages.

use crate::File;
use crate::description::{Family, Method, families, solving_families};
use std::fmt::Write;

/// `generated/families.ts`: each family's functions under its name.
pub(crate) fn exports() -> File {
    let mut text = "\n".to_owned();
    for family in solving_families().map(|family| family.name) {
        let _ = writeln!(text, "export * as {family} from '../families/{family}.js';");
    }
    File::new("generated/families.ts", text)
}

/// `generated/entries/FAMILY.ts`: the module of the path `superlinear/FAMILY`.
pub(crate) fn entries() -> impl Iterator<Item = File> {
    solving_families().map(|family| {
        let name = family.name;
        let doc = format!("/** The functions of `{name}`, each by its name, and all under that of the family. */");
        let from = format!("from '../../families/{name}.js';");
        let text = format!("\n{doc}\n\nexport * {from}\nexport * as {name} {from}\n");
        File::new(format!("generated/entries/{name}.ts"), text)
    })
}

/// `generated/modules.ts`: the WebAssembly modules, and the methods outside their family's module.
pub(crate) fn modules() -> File {
    let mut text =
        "\n/** A unit of loading: a family, the engine, or a part of a family with large dependencies of its own. */\n"
            .to_owned();
    text += "export const loadNames = [\n";
    for module in families().iter().flat_map(Family::modules) {
        let _ = writeln!(text, "  '{module}',");
    }
    text += "] as const;\n\n/** One of these. */\nexport type LoadName = (typeof loadNames)[number];\n";
    for (kind, is_task) in [("Task", true), ("Dialogue", false)] {
        let _ = writeln!(
            text,
            "\n/** The WebAssembly module of each {} outside its family's module. */",
            kind.to_lowercase()
        );
        let _ = writeln!(text, "export const moduleOf{kind}: {{ readonly [method: string]: LoadName }} = {{");
        for family in families() {
            let own = |method: &&Method| method.part.is_some() && method.task.is_some() == is_task;
            for method in family.methods.iter().filter(own) {
                let _ = writeln!(text, "  '{}': '{}',", method.name, family.module_of(method));
            }
        }
        text += "};\n";
    }
    File::new("generated/modules.ts", text)
}

/// `generated/wasm/FAMILY.ts`: the location of the WebAssembly of each family and of the engine, in a form known to
/// bundlers. `generated/edge/FAMILY.ts`: the same as imports, for runtimes that compile no WebAssembly.
pub(crate) fn wasm_files() -> impl Iterator<Item = File> {
    families().into_iter().flat_map(|family| {
        [("wasm", addresses(&family)), ("edge", imports(&family))]
            .map(|(folder, text)| File::new(format!("generated/{folder}/{}.ts", family.name), text))
    })
}

fn addresses(family: &Family) -> String {
    let mut text = "\nimport { provide } from '../../backends/wasm-files.js';\n\n".to_owned();
    for module in family.modules() {
        let _ = writeln!(text, "provide('{module}', () => new URL('../../wasm/{module}.wasm', import.meta.url));");
    }
    text
}

fn imports(family: &Family) -> String {
    let mut text = "\nimport { provide } from '../../backends/wasm-files.js';\n".to_owned();
    let mut calls = String::new();
    for (number, module) in family.modules().enumerate() {
        let _ = writeln!(text, "import module{number} from '../../wasm/{module}.wasm?module';");
        let _ = writeln!(calls, "provide('{module}', module{number});");
    }
    text + "\n" + &calls
}
