//! The WebAssembly module of the part of `pde` for cells that move towards a signal.

superlinear_wasm::module!(pde::chemotaxis);
