//! The WebAssembly module of the quadratic programs of `constrained`.

superlinear_wasm::module!(superlinear_constrained::parts::quadratic);
