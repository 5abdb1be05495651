// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('numerics', () => new URL('../../wasm/numerics.wasm', import.meta.url));
