// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `blackbox`, each by its name, and all under that of the family. */

export * from '../../families/blackbox.js';
export * as blackbox from '../../families/blackbox.js';
