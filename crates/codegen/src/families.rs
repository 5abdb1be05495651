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

/// `backends/page-sources.ts`: where a page finds the WebAssembly of each family and of the engine, in the forms that bundlers know.
pub fn page_sources() -> File {
    let mut text = "\nimport type { Glue } from './instance.js';

/** Where a page finds a family's WebAssembly: the module, and the script beside it. */
export interface Source {
  readonly glue: () => Promise<Glue>;
  readonly file: URL;
}

/** The families' modules. */
export const SOURCES: Readonly<Record<string, Source>> = {\n"
        .to_owned();
    for family in families().into_iter().map(|family| family.name) {
        let file = format!("../wasm/{family}/engine_bg");
        let _ = writeln!(text, "  {family}: {{");
        let _ = writeln!(text, "    glue: () => import('{file}.js'),");
        let _ = writeln!(text, "    file: new URL('{file}.wasm', import.meta.url),");
        let _ = writeln!(text, "  }},");
    }
    File::new("backends/page-sources.ts", text + "};\n")
}
