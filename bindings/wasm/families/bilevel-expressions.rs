//! The WebAssembly module of the tasks of `bilevel` that take functions as data.

superlinear_wasm::module!(bilevel::expressions);
