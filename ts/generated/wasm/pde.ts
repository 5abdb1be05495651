// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('pde', new URL('../../wasm/pde.wasm', import.meta.url));
