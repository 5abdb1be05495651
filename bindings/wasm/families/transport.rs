//! The WebAssembly module of the family `transport`.

superlinear_wasm::module!(superlinear_transport::methods);
