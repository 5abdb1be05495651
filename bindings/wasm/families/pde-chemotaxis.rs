//! The WebAssembly module of the part of `pde` for cells that move towards a signal.

superlinear_wasm::module!(superlinear_pde::parts::chemotaxis);
