//! Catches panics: an entry point turns them into `INTERNAL` errors and the process continues.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use superlinear_interface::{Code, Error};

thread_local! {
    /// The message of a panic caught by this thread's guard; `None` outside of guards.
    static HEARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work` and converts a panic into an error with its text and location. If panics do not unwind (WebAssembly),
/// just runs `work`: the binding's caller sees the trap.
pub(crate) fn guard<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    if cfg!(not(panic = "unwind")) {
        return work();
    }
    listen();
    HEARD.set(Some(String::new()));
    // Inconsistent state left by a panic is dropped with `work`.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    let heard = HEARD.take().unwrap_or_default();
    outcome.unwrap_or_else(|_| {
        Err(Error::new(Code::Internal, format!("a defect in superlinear stopped this run: {heard}")))
    })
}

/// Installs a panic hook that silently records panics under a guard and passes all others to the previous hook.
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
