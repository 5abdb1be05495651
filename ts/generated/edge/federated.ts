// Made from the Rust structs by `npm run codegen`; not to be edited.

import { provide } from '../../backends/wasm-files.js';
import module0 from '../../wasm/federated.wasm?module';
import module1 from '../../wasm/federated-expressions.wasm?module';

provide('federated', module0);
provide('federated-expressions', module1);
