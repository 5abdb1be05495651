// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/games.wasm?module';
import module1 from '../../wasm/games-expressions.wasm?module';

provide('games', module0);
provide('games-expressions', module1);
