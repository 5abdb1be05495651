// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('atom', () => new URL('../../wasm/atom.wasm', import.meta.url));
