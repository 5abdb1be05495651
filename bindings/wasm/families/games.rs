//! The WebAssembly module of the family `games`.

superlinear_wasm::module!(superlinear_games::methods);
