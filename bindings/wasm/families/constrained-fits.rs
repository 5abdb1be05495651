//! The WebAssembly module of the least squares of `constrained` that take functions as data.

superlinear_wasm::module!(constrained::fits);
