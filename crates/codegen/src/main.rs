//! Writes the generated files. A test of this crate fails if they are not current.

use superlinear_codegen::files;

fn main() -> std::io::Result<()> {
    for file in files() {
        file.write()?;
    }
    Ok(())
}
