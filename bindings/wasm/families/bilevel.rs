//! The WebAssembly module of the family `bilevel`.

superlinear_wasm::module!(superlinear_bilevel::methods);
