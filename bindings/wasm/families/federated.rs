//! The WebAssembly module of the family `federated`.

superlinear_wasm::module!(federated);
