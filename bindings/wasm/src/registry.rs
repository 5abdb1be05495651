//! The methods in a module.

use std::sync::OnceLock;
use superlinear_engine::Registry;

static REGISTRY: OnceLock<Registry> = OnceLock::new();

/// Sets the methods of this module, before the first call.
pub fn hold(registry: Registry) {
    // A module starts once, so there is nothing to replace.
    let _ = REGISTRY.set(registry);
}

/// The registry passed to [`hold`]; empty before.
pub(crate) fn registry() -> Registry {
    REGISTRY.get().copied().unwrap_or(Vec::new)
}

/// Defines a module for the family with this name, for a part of it, `module!(constrained::expressions)`, or for both,
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
