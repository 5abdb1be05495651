// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `numerics`, each by its name, and all under that of the family. */

export * from '../../families/numerics.js';
export * as numerics from '../../families/numerics.js';
