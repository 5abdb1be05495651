//! The WebAssembly module of the least squares tasks of `constrained` for functions as data.

superlinear_wasm::module!(superlinear_constrained::parts::fits);
