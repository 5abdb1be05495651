//! The WebAssembly module of the eigenvalues of `linear`.

superlinear_wasm::module!(superlinear_linear::parts::eigenvalues);
