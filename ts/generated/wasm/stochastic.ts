// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('stochastic', () => new URL('../../wasm/stochastic.wasm', import.meta.url));
provide('stochastic-targets', () => new URL('../../wasm/stochastic-targets.wasm', import.meta.url));
