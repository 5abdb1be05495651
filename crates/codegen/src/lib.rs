//! What is made from the Rust structs: the TypeScript types of every problem and solution, with their docs and defaults; the
//! lists of families and methods; what the command tells of them; the modules that pages load; the version.

mod description;
mod families;
mod functions;
mod methods;
mod reference;
mod run_options;
mod types;
mod typescript;

use std::path::PathBuf;

/// The first line of every file.
const HEADER: &str = "// Made from the Rust structs by `npm run codegen`; not to be edited.\n";

/// A file that is made.
pub struct File {
    /// Its path below `ts/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl File {
    /// A file of generated text below its first line.
    fn new(path: impl Into<String>, text: impl AsRef<str>) -> Self {
        Self { path: path.into(), text: format!("{HEADER}{}", text.as_ref()) }
    }

    /// Writes it, where it differs from what is there.
    pub fn write(&self) -> std::io::Result<()> {
        if self.is_current() { Ok(()) } else { std::fs::write(self.place(), &self.text) }
    }

    /// Whether it is there as it should be.
    pub fn is_current(&self) -> bool {
        std::fs::read_to_string(self.place()).is_ok_and(|current| current == self.text)
    }

    fn place(&self) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ts").join(&self.path)
    }
}

/// All files.
pub fn files() -> Vec<File> {
    let mut files = types::files();
    files.extend(families::wasm_files());
    files.extend([
        methods::file(),
        reference::file(),
        run_options::file(),
        families::exports(),
        families::modules(),
        version(),
    ]);
    files
}

/// The file that says which engine the package belongs to.
fn version() -> File {
    let doc = "/** The version of this package, and of the engine that it needs. */";
    File::new("generated/version.ts", format!("\n{doc}\nexport const version = '{}';\n", env!("CARGO_PKG_VERSION")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_made_is_current() {
        let stale: Vec<_> =
            super::files().into_iter().filter(|file| !file.is_current()).map(|file| file.path).collect();
        assert!(stale.is_empty(), "run `npm run codegen`: {stale:?} in ts/ are not current");
    }
}
