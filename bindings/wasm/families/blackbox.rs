//! The WebAssembly module of the family `blackbox`.

superlinear_wasm::module!(superlinear_blackbox::methods);
