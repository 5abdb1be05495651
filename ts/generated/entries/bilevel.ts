// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `bilevel`, each by its name, and all under that of the family. */

export * from '../../families/bilevel.js';
export * as bilevel from '../../families/bilevel.js';
