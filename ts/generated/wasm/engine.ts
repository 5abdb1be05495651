// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('engine', () => new URL('../../wasm/engine.wasm', import.meta.url));
