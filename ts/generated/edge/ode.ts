// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/ode.wasm?module';
import module1 from '../../wasm/ode-expressions.wasm?module';

provide('ode', module0);
provide('ode-expressions', module1);
