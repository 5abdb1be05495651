//! The WebAssembly module of the family `bilevel`.

superlinear_wasm::module!(bilevel);
