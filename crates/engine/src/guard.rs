//! Panics stop here: the door turns one into an `INTERNAL` error and the process lives on.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use superlinear_interface::{Code, Error};

thread_local! {
    /// What the hook heard of the panic that this thread's guard will catch; `None` outside of guards.
    static HEARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`, turning a panic into an error with its text and place. Where panics do not unwind (WebAssembly) it just
/// runs `work`: the binding's caller sees the trap.
pub fn guard<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    if cfg!(not(panic = "unwind")) {
        return work();
    }
    listen();
    HEARD.set(Some(String::new()));
    // Whatever the panic left half-done belongs to `work`, which is gone.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    let heard = HEARD.take().unwrap_or_default();
    outcome.unwrap_or_else(|_| {
        Err(Error::new(Code::Internal, format!("a defect in superlinear stopped this run: {heard}")))
    })
}

/// Makes panics under a guard silent and heard; all others go to whatever hook there was.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
            let guarded = HEARD.with_borrow_mut(|heard| heard.as_mut().map(|text| *text = panic.to_string()).is_some());
            if !guarded {
                others(panic);
            }
        }));
    });
}
