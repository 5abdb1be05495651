//! The WebAssembly module of all methods of `expression` but those that train, for pages that want Jacobians and Hessians.

superlinear_wasm::module!(expression, expression::matrices);
