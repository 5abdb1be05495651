//! The WebAssembly module of the part of `pde` for reactions with diffusion.

superlinear_wasm::module!(superlinear_pde::parts::reactions);
