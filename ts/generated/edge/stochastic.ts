// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/stochastic.wasm?module';
import module1 from '../../wasm/stochastic-targets.wasm?module';

provide('stochastic', module0);
provide('stochastic-targets', module1);
