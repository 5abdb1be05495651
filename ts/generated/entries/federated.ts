// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `federated`, each by its name, and all under that of the family. */

export * from '../../families/federated.js';
export * as federated from '../../families/federated.js';
