//! The WebAssembly module of the task of `games` for functions as data.

superlinear_wasm::module!(superlinear_games::parts::expressions);
