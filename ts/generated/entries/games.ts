// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The functions of `games`, each by its name, and all under that of the family. */

export * from '../../families/games.js';
export * as games from '../../families/games.js';
