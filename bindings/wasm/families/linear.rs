//! The WebAssembly module of the family `linear`.

superlinear_wasm::module!(superlinear_linear::methods);
