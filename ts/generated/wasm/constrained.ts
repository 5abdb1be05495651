// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('constrained', new URL('../../wasm/constrained.wasm', import.meta.url));
