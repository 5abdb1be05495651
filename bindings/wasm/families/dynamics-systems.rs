//! The WebAssembly module of the dynamical systems of `dynamics`.

superlinear_wasm::module!(dynamics::systems);
