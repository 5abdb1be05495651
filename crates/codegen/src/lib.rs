//! Generates TypeScript files from the Rust structs: the types of all problems and solutions, with docs and defaults;
//! the lists of families and methods; the operations and limits of functions as data; the reference shown by the
//! command; the modules loaded by web pages; the version.

mod description;
mod families;
mod functions;
mod methods;
mod operations;
mod reference;
mod run_options;
mod types;
mod typescript;

use std::path::PathBuf;

/// The first line of every file.
const HEADER: &str = "// Made from the Rust structs by `npm run codegen`; not to be edited.\n";

/// A generated file.
pub struct File {
    /// Its path below `ts/`.
    pub path: String,
    /// Its contents.
    pub text: String,
}

impl File {
    /// A file with generated text below its first line.
    fn new(path: impl Into<String>, text: impl AsRef<str>) -> Self {
        Self { path: path.into(), text: format!("{HEADER}{}", text.as_ref()) }
    }

    /// Writes the file, if it differs from the existing one.
    pub fn write(&self) -> std::io::Result<()> {
        if self.is_current() { Ok(()) } else { std::fs::write(self.place(), &self.text) }
    }

    /// Whether the existing file is current.
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
    files.extend(families::entries());
    files.extend([
        methods::file(),
        operations::file(),
        reference::file(),
        run_options::file(),
        families::exports(),
        families::modules(),
        version(),
    ]);
    files
}

/// The file with the version of the engine required by the package.
fn version() -> File {
    let doc = "/** The version of this package and of its engine. */";
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
