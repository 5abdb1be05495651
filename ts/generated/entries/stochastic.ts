// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `stochastic`, each by its name, and all under that of the family. */

export * from '../../families/stochastic.js';
export * as stochastic from '../../families/stochastic.js';
