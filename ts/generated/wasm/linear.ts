// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('linear', () => new URL('../../wasm/linear.wasm', import.meta.url));
provide('linear-eigenvalues', () => new URL('../../wasm/linear-eigenvalues.wasm', import.meta.url));
