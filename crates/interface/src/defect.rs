//! Defects: they stop a run that cannot continue, and report a text.

use std::cell::Cell;

thread_local! {
    static LISTENER: Cell<Option<fn(&str)>> = const { Cell::new(None) };
}

/// Sets the listener for this thread's defects, for builds whose panics have no text.
pub fn hear_defects(listener: fn(&str)) {
    LISTENER.set(Some(listener));
}

/// Stops the run with an `INTERNAL` error and this text. WebAssembly is compiled without panic messages, a tenth of a
/// module; texts passed to this function reach the caller even there.
#[expect(clippy::panic, reason = "the panic is what this is for")]
#[cold]
pub fn defect(text: &str) -> ! {
    if let Some(listener) = LISTENER.get() {
        listener(text);
    }
    panic!("{text}")
}
