//! The methods that a module holds.

use std::sync::OnceLock;
use superlinear_engine::Registry;

static REGISTRY: OnceLock<Registry> = OnceLock::new();

/// Says which methods this module holds, before the first call.
pub fn hold(registry: Registry) {
    // A module starts once, so there is nothing to replace.
    let _ = REGISTRY.set(registry);
}

/// What was given to [`hold`]; no methods before.
pub(crate) fn registry() -> Registry {
    REGISTRY.get().copied().unwrap_or(Vec::new)
}

/// Makes a module of the family with this name, of its part, `module!(constrained::expressions)`, or of both,
/// `module!(expression, expression::matrices)`.
#[macro_export]
macro_rules! module {
    ($($($name:ident)::+),+) => {
        /// Called when the module is instantiated.
        #[wasm_bindgen::prelude::wasm_bindgen(start)]
        pub fn start() {
            superlinear_wasm::hold(|| {
                let mut methods = Vec::new();
                $(methods.append(&mut superlinear_engine::families::$($name)::+::registry());)+
                methods
            });
        }
    };
}
