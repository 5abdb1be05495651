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

/// Defines a module of the methods visited by these functions: those of a family, `module!(superlinear_games::methods)`,
/// of a part of it, `module!(superlinear_games::parts::expressions)`, or of both.
#[macro_export]
macro_rules! module {
    ($($visit:path),+) => {
        /// Called when the module is instantiated.
        #[wasm_bindgen::prelude::wasm_bindgen(start)]
        pub fn start() {
            superlinear_wasm::hold(|| {
                superlinear_engine::collect(|visitor| {
                    $($visit(visitor);)+
                })
            });
        }
    };
}
