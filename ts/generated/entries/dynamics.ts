// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `dynamics`, each by its name, and all under that of the family. */

export * from '../../families/dynamics.js';
export * as dynamics from '../../families/dynamics.js';
