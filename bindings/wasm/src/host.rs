//! The JavaScript realm as the host of a run: cancel flag, progress, clock. JavaScript functions cannot leave their
//! thread, and an instance has only one, so they are kept outside the host.

use js_sys::Function;
use std::cell::RefCell;
use superlinear_interface::{Host, hear_defects};
use wasm_bindgen::JsValue;

thread_local! {
    static NOW: RefCell<Option<Function>> = const { RefCell::new(None) };
    static DEFECTS: RefCell<Option<Function>> = const { RefCell::new(None) };
    static LISTENER: RefCell<Listener> = const { RefCell::new(Listener { is_cancelled: None, progress: None }) };
}

/// The callbacks of the running task.
struct Listener {
    is_cancelled: Option<Function>,
    progress: Option<Function>,
}

/// Sets this instance's clock, a function that returns seconds, and a function that takes the text of a defect.
pub fn connect(now: Function, defects: Function) {
    NOW.set(Some(now));
    DEFECTS.set(Some(defects));
    hear_defects(|text| {
        DEFECTS.with_borrow(|listener| {
            if let Some(function) = listener {
                // There is no one left to report to if even this fails.
                let _ = function.call1(&JsValue::UNDEFINED, &JsValue::from_str(text));
            }
        });
    });
}

/// Runs a task with the given callbacks.
pub fn with_listener<T>(is_cancelled: Option<Function>, progress: Option<Function>, task: impl FnOnce() -> T) -> T {
    LISTENER.set(Listener { is_cancelled, progress });
    let outcome = task();
    LISTENER.set(Listener { is_cancelled: None, progress: None });
    outcome
}

/// The host of every run of this instance.
pub struct WasmHost;

impl Host for WasmHost {
    fn is_cancelled(&self) -> bool {
        LISTENER.with_borrow(|listener| listener.is_cancelled.as_ref().is_some_and(|poll| call(poll).is_truthy()))
    }

    fn hears_progress(&self) -> bool {
        LISTENER.with_borrow(|listener| listener.progress.is_some())
    }

    fn progress(&self, record: String) {
        LISTENER.with_borrow(|listener| {
            if let Some(function) = &listener.progress {
                // An exception in the callback does not stop the run.
                let _ = function.call1(&JsValue::UNDEFINED, &JsValue::from_str(&record));
            }
        });
    }

    fn now(&self) -> f64 {
        NOW.with_borrow(|now| now.as_ref().and_then(|clock| call(clock).as_f64())).unwrap_or(0.0)
    }
}

fn call(function: &Function) -> JsValue {
    function.call0(&JsValue::UNDEFINED).unwrap_or(JsValue::UNDEFINED)
}
