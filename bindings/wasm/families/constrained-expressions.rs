//! The WebAssembly module of the minima of `constrained` that take functions as data.

superlinear_wasm::module!(constrained::expressions);
