//! The WebAssembly module of the task of `blackbox` for designs proposed from a table.

superlinear_wasm::module!(superlinear_blackbox::parts::designs);
