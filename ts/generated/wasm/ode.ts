// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('ode', () => new URL('../../wasm/ode.wasm', import.meta.url));
provide('ode-expressions', () => new URL('../../wasm/ode-expressions.wasm', import.meta.url));
