// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `transport`, each by its name, and all under that of the family. */

export * from '../../families/transport.js';
export * as transport from '../../families/transport.js';
