//! The WebAssembly module of the part of `pde` for minimizers of energies.

superlinear_wasm::module!(superlinear_pde::parts::energies);
