//! The WebAssembly module of the task of `games` that takes functions as data.

superlinear_wasm::module!(games::expressions);
