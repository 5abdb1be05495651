// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The version of this package and of its engine. */
export const version = '0.1.0';
