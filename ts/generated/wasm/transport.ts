// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('transport', () => new URL('../../wasm/transport.wasm', import.meta.url));
