//! The WebAssembly module of the family `federated`.

superlinear_wasm::module!(superlinear_federated::methods);
