//! The WebAssembly module of the family `pde`.

superlinear_wasm::module!(superlinear_pde::methods);
