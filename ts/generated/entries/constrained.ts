// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `constrained`, each by its name, and all under that of the family. */

export * from '../../families/constrained.js';
export * as constrained from '../../families/constrained.js';
