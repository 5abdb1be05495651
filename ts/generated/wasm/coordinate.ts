// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('coordinate', () => new URL('../../wasm/coordinate.wasm', import.meta.url));
