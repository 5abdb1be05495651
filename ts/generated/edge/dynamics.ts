// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/dynamics.wasm?module';
import module1 from '../../wasm/dynamics-systems.wasm?module';

provide('dynamics', module0);
provide('dynamics-systems', module1);
