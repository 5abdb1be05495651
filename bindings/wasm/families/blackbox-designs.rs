//! The WebAssembly module of the task of `blackbox` that proposes designs from a table.

superlinear_wasm::module!(blackbox::designs);
