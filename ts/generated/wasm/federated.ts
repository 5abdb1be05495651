// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('federated', () => new URL('../../wasm/federated.wasm', import.meta.url));
provide('federated-expressions', () => new URL('../../wasm/federated-expressions.wasm', import.meta.url));
