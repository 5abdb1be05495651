// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('expression', () => new URL('../../wasm/expression.wasm', import.meta.url));
provide('expression-matrices', () => new URL('../../wasm/expression-matrices.wasm', import.meta.url));
provide('expression-training', () => new URL('../../wasm/expression-training.wasm', import.meta.url));
