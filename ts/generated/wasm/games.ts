// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';

provide('games', () => new URL('../../wasm/games.wasm', import.meta.url));
provide('games-expressions', () => new URL('../../wasm/games-expressions.wasm', import.meta.url));
