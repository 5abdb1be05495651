// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('pde', () => new URL('../../wasm/pde.wasm', import.meta.url));
provide('pde-chemotaxis', () => new URL('../../wasm/pde-chemotaxis.wasm', import.meta.url));
provide('pde-energies', () => new URL('../../wasm/pde-energies.wasm', import.meta.url));
provide('pde-reactions', () => new URL('../../wasm/pde-reactions.wasm', import.meta.url));
