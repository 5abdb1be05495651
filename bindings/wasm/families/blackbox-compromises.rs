//! The WebAssembly module of the compromises of `blackbox` between functions as data.

superlinear_wasm::module!(blackbox::compromises);
