// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('sketch', () => new URL('../../wasm/sketch.wasm', import.meta.url));
