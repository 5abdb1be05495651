//! The WebAssembly module of the engine's own methods.

superlinear_wasm::module!(superlinear_engine::methods);
