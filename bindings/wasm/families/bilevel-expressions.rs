//! The WebAssembly module of the tasks of `bilevel` for functions as data.

superlinear_wasm::module!(bilevel::expressions);
