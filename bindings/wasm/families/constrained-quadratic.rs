//! The WebAssembly module of the quadratic programs of `constrained`.

superlinear_wasm::module!(constrained::quadratic);
