// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `pde`, each by its name, and all under that of the family. */

export * from '../../families/pde.js';
export * as pde from '../../families/pde.js';
