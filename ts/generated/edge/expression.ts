// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/expression.wasm?module';
import module1 from '../../wasm/expression-matrices.wasm?module';
import module2 from '../../wasm/expression-training.wasm?module';

provide('expression', module0);
provide('expression-matrices', module1);
provide('expression-training', module2);
