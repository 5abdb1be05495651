//! The WebAssembly module of all methods of `expression` except training, for pages that need Jacobians and Hessians.

superlinear_wasm::module!(superlinear_expression::methods, superlinear_expression::parts::matrices);
