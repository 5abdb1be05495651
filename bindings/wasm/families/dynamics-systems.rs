//! The WebAssembly module of the dynamical systems of `dynamics`.

superlinear_wasm::module!(superlinear_dynamics::parts::systems);
