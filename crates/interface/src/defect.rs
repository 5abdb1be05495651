//! Defects: what stops a run that cannot go on, and the text that tells of it.

use std::cell::Cell;

thread_local! {
    static LISTENER: Cell<Option<fn(&str)>> = const { Cell::new(None) };
}

/// Sets who hears the texts of this thread's defects, for builds in which panics have none.
pub fn hear_defects(listener: fn(&str)) {
    LISTENER.set(Some(listener));
}

/// Stops the run, which ends in an `INTERNAL` error with this text. WebAssembly is compiled without the texts of panics, which take a
/// tenth of a module; those of this function reach the caller there too.
#[expect(clippy::panic, reason = "the panic is what this is for")]
#[cold]
pub fn defect(text: &str) -> ! {
    if let Some(listener) = LISTENER.get() {
        listener(text);
    }
    panic!("{text}")
}
