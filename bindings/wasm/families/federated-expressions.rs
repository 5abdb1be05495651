//! The WebAssembly module of the tasks of `federated` for functions as data.

superlinear_wasm::module!(superlinear_federated::parts::expressions);
