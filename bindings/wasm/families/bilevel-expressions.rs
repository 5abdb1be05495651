//! The WebAssembly module of the tasks of `bilevel` for functions as data.

superlinear_wasm::module!(superlinear_bilevel::parts::expressions);
