//! The WebAssembly module of the task of `ode` for functions as data.

superlinear_wasm::module!(superlinear_ode::parts::expressions);
