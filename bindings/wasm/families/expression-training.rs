//! The WebAssembly module of initialization and training in `expression`.

superlinear_wasm::module!(superlinear_expression::parts::training);
