//! The WebAssembly module of the family `blackbox`.

superlinear_wasm::module!(blackbox);
