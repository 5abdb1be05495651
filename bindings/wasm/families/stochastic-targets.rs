//! The WebAssembly module of the part of `stochastic` for losses of predictions.

superlinear_wasm::module!(superlinear_stochastic::parts::targets);
