//! The WebAssembly module of the family `sketch`.

superlinear_wasm::module!(superlinear_sketch::methods);
