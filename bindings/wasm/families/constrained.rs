//! The WebAssembly module of the family `constrained`.

superlinear_wasm::module!(constrained);
