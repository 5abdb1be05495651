//! The WebAssembly module of all methods of `expression` except training, for pages that need Jacobians and Hessians.

superlinear_wasm::module!(expression, expression::matrices);
