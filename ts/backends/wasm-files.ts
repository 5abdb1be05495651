/**
 * The WebAssembly modules of the program. The files in `generated/wasm` register their URLs, those in `generated/edge`
 * the modules themselves, one file per family, and each module with a family's functions imports its own. Bundlers thus
 * leave out the WebAssembly of unused families.
 */

/** A compiled module, or a function that locates its file. */
export type WasmSource = WebAssembly.Module | (() => URL);

const sources = new Map<string, WasmSource>();

/** Registers a module. */
export function provide(name: string, source: WasmSource): void {
  sources.set(name, source);
}

/** The source of a module; `undefined` if the program contains no function of its family. */
export const sourceOf = (name: string): WasmSource | undefined => sources.get(name);
