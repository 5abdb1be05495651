//! The WebAssembly module of initialization and training in `expression`.

superlinear_wasm::module!(expression::training);
