//! The WebAssembly module of the family `numerics`.

superlinear_wasm::module!(superlinear_numerics::methods);
