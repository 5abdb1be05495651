// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `expression`, each by its name, and all under that of the family. */

export * from '../../families/expression.js';
export * as expression from '../../families/expression.js';
