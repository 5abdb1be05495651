// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `coordinate`, each by its name, and all under that of the family. */

export * from '../../families/coordinate.js';
export * as coordinate from '../../families/coordinate.js';
