//! The WebAssembly module of the tasks of `expression` that draw and train parameters.

superlinear_wasm::module!(expression::training);
