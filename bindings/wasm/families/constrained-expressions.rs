//! The WebAssembly module of the tasks of `constrained` that take functions as data.

superlinear_wasm::module!(constrained::expressions);
