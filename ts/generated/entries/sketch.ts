// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `sketch`, each by its name, and all under that of the family. */

export * from '../../families/sketch.js';
export * as sketch from '../../families/sketch.js';
