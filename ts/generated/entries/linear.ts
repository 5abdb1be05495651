// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `linear`, each by its name, and all under that of the family. */

export * from '../../families/linear.js';
export * as linear from '../../families/linear.js';
