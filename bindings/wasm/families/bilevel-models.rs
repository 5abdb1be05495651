//! The WebAssembly module of the kernels, denoisers and networks of `bilevel`.

superlinear_wasm::module!(superlinear_bilevel::parts::models);
