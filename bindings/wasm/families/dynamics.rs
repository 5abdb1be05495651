//! The WebAssembly module of the family `dynamics`.

superlinear_wasm::module!(superlinear_dynamics::methods);
