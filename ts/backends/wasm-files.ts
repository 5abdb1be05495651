/**
 * Where a page finds the modules of WebAssembly. Those in `generated/wasm` tell, one a family, and each module with a family's
 * functions imports its own: so bundlers leave out the files of families that a page does not use.
 */

const files = new Map<string, URL>();

/** Tells where the file of a module is. */
export function provide(name: string, file: URL): void {
  files.set(name, file);
}

/** Where the file of a module is; undefined where none of its family's functions is part of the program. */
export const fileOf = (name: string): URL | undefined => files.get(name);
