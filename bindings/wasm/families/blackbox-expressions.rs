//! The WebAssembly module of the minimization tasks of `blackbox` for functions as data.

superlinear_wasm::module!(superlinear_blackbox::parts::expressions);
