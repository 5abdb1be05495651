//! The WebAssembly module of series and exponents of dynamical systems of `dynamics`.

superlinear_wasm::module!(superlinear_dynamics::parts::simulations);
