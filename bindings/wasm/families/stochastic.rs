//! The WebAssembly module of the family `stochastic`.

superlinear_wasm::module!(superlinear_stochastic::methods);
