//! The WebAssembly module of the tasks of `blackbox` that take functions as data.

superlinear_wasm::module!(blackbox::expressions);
