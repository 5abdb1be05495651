//! The WebAssembly module of the part of `pde` for minimizers of energies.

superlinear_wasm::module!(pde::energies);
