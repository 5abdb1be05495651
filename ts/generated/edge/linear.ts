// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/linear.wasm?module';
import module1 from '../../wasm/linear-eigenvalues.wasm?module';

provide('linear', module0);
provide('linear-eigenvalues', module1);
