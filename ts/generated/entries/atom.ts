// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `atom`, each by its name, and all under that of the family. */

export * from '../../families/atom.js';
export * as atom from '../../families/atom.js';
