/**
 * The URLs of the WebAssembly modules in a page. The files in `generated/wasm` register them, one per family, and each
 * module with a family's functions imports its own. Bundlers thus leave out the files of unused families.
 */

const files = new Map<string, URL>();

/** Registers the URL of a module. */
export function provide(name: string, file: URL): void {
  files.set(name, file);
}

/** The URL of a module; `undefined` if the program contains no function of its family. */
export const fileOf = (name: string): URL | undefined => files.get(name);
