//! Writes what is made from the Rust structs; a test of this crate sees to it that it was not forgotten.

use superlinear_codegen::files;

fn main() -> std::io::Result<()> {
    for file in files() {
        file.write()?;
    }
    Ok(())
}
