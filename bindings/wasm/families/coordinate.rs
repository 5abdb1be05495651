//! The WebAssembly module of the family `coordinate`.

superlinear_wasm::module!(superlinear_coordinate::methods);
