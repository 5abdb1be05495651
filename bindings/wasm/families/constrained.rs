//! The WebAssembly module of the family `constrained`.

superlinear_wasm::module!(superlinear_constrained::methods);
