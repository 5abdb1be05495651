// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('bilevel', () => new URL('../../wasm/bilevel.wasm', import.meta.url));
provide('bilevel-expressions', () => new URL('../../wasm/bilevel-expressions.wasm', import.meta.url));
provide('bilevel-models', () => new URL('../../wasm/bilevel-models.wasm', import.meta.url));
