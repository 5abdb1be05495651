//! The families' modules: those of TypeScript, which the package exports, and those of WebAssembly, which pages load.

use crate::File;
use crate::description::{families, solving_families};
use std::fmt::Write;

/// `generated/families.ts`: each family's functions under its name.
pub fn exports() -> File {
    let mut text = "\n".to_owned();
    for family in solving_families().map(|family| family.name) {
        let _ = writeln!(text, "export * as {family} from '../families/{family}.js';");
    }
    File::new("generated/families.ts", text)
}

/// `generated/wasm/FAMILY.ts`: where a page finds the WebAssembly of each family and of the engine, in the form that bundlers know.
pub fn wasm_files() -> impl Iterator<Item = File> {
    families().into_iter().map(|family| {
        let family = family.name;
        let text = format!(
            "
import {{ provide }} from '../../backends/wasm-files.js';

provide('{family}', new URL('../../wasm/{family}.wasm', import.meta.url));
"
        );
        File::new(format!("generated/wasm/{family}.ts"), text)
    })
}
