// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/bilevel.wasm?module';
import module1 from '../../wasm/bilevel-expressions.wasm?module';
import module2 from '../../wasm/bilevel-models.wasm?module';

provide('bilevel', module0);
provide('bilevel-expressions', module1);
provide('bilevel-models', module2);
