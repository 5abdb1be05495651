//! Panics stop here: the door turns one into an `INTERNAL` error and the process lives on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use superlinear_interface::{Code, Error};

/// Runs `work`, turning a panic into an error with its text. Where panics do not unwind (WebAssembly) it just runs `work`.
pub fn guard<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // Whatever the panic left half-done belongs to `work`, which is gone.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = text_of(&*panic);
        Err(Error::new(Code::Internal, format!("a defect in superlinear stopped this run: {text}")))
    })
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no text")
}
