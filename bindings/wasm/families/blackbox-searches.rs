//! The WebAssembly module of the direct searches of `blackbox` for functions as data.

superlinear_wasm::module!(superlinear_blackbox::parts::searches);
