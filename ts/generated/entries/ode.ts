// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `ode`, each by its name, and all under that of the family. */

export * from '../../families/ode.js';
export * as ode from '../../families/ode.js';
