//! The WebAssembly module of the family `atom`.

superlinear_wasm::module!(superlinear_atom::methods);
