// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('constrained', () => new URL('../../wasm/constrained.wasm', import.meta.url));
provide('constrained-expressions', () => new URL('../../wasm/constrained-expressions.wasm', import.meta.url));
provide('constrained-fits', () => new URL('../../wasm/constrained-fits.wasm', import.meta.url));
provide('constrained-quadratic', () => new URL('../../wasm/constrained-quadratic.wasm', import.meta.url));
