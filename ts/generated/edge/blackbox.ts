// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/blackbox.wasm?module';
import module1 from '../../wasm/blackbox-compromises.wasm?module';
import module2 from '../../wasm/blackbox-designs.wasm?module';
import module3 from '../../wasm/blackbox-expressions.wasm?module';
import module4 from '../../wasm/blackbox-searches.wasm?module';

provide('blackbox', module0);
provide('blackbox-compromises', module1);
provide('blackbox-designs', module2);
provide('blackbox-expressions', module3);
provide('blackbox-searches', module4);
