//! The WebAssembly module of the family `ode`.

superlinear_wasm::module!(superlinear_ode::methods);
