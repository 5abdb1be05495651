//! The WebAssembly module of the direct searches of `blackbox` that take functions as data.

superlinear_wasm::module!(blackbox::searches);
