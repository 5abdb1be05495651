//! The WebAssembly module of the minima of `blackbox` that take functions as data.

superlinear_wasm::module!(blackbox::expressions);
