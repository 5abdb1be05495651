/**
 * Where a page finds the WebAssembly of each family. The modules in `generated/wasm` tell, one a family, and each module with a
 * family's functions imports its own: so bundlers leave out the files of families that a page does not use.
 */

const files = new Map<string, URL>();

/** Tells where a family's file is. */
export function provide(family: string, file: URL): void {
  files.set(family, file);
}

/** Where a family's file is; undefined where none of the family's functions is part of the program. */
export const fileOf = (family: string): URL | undefined => files.get(family);
