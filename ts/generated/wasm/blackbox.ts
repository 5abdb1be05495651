// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('blackbox', () => new URL('../../wasm/blackbox.wasm', import.meta.url));
provide('blackbox-compromises', () => new URL('../../wasm/blackbox-compromises.wasm', import.meta.url));
provide('blackbox-designs', () => new URL('../../wasm/blackbox-designs.wasm', import.meta.url));
provide('blackbox-expressions', () => new URL('../../wasm/blackbox-expressions.wasm', import.meta.url));
provide('blackbox-searches', () => new URL('../../wasm/blackbox-searches.wasm', import.meta.url));
