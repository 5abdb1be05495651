// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/pde.wasm?module';
import module1 from '../../wasm/pde-chemotaxis.wasm?module';
import module2 from '../../wasm/pde-energies.wasm?module';
import module3 from '../../wasm/pde-reactions.wasm?module';

provide('pde', module0);
provide('pde-chemotaxis', module1);
provide('pde-energies', module2);
provide('pde-reactions', module3);
