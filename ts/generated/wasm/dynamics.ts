// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('dynamics', () => new URL('../../wasm/dynamics.wasm', import.meta.url));
provide('dynamics-systems', () => new URL('../../wasm/dynamics-systems.wasm', import.meta.url));
