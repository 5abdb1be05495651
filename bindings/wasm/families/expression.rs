//! The WebAssembly module of the family `expression`.

superlinear_wasm::module!(superlinear_expression::methods);
