//! The WebAssembly module of the minimization tasks of `constrained` for functions as data.

superlinear_wasm::module!(superlinear_constrained::parts::expressions);
