// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/constrained.wasm?module';
import module1 from '../../wasm/constrained-expressions.wasm?module';
import module2 from '../../wasm/constrained-fits.wasm?module';
import module3 from '../../wasm/constrained-quadratic.wasm?module';

provide('constrained', module0);
provide('constrained-expressions', module1);
provide('constrained-fits', module2);
provide('constrained-quadratic', module3);
