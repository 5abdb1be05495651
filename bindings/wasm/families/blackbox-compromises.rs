//! The WebAssembly module of the multiobjective optimization of `blackbox` for functions as data.

superlinear_wasm::module!(superlinear_blackbox::parts::compromises);
