/**
 * The files that a page loads by URL: `new URL('file', import.meta.url)`. Vite and webpack know what that means; others are
 * told by plugins.
 */

import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The modules that refer to such files: the one that opens the worker, and one for each family's WebAssembly. */
const OPENS_WORKER = fileURLToPath(new URL('../backends/page.js', import.meta.url));
const OF_FAMILIES = fileURLToPath(new URL('../generated/wasm', import.meta.url));

const REFERENCE = /new URL\('(\.[^']+)', import\.meta\.url\)/g;

/** Matches the paths of the modules that may refer to files; {@link refersToFiles} is exact. */
export const MAYBE_REFERRING = /[\\/](backends[\\/]page|generated[\\/]wasm[\\/]\w+)\.js$/;

/** Whether a module is one of this package's that refer to files. */
export const refersToFiles = (path: string) => path === OPENS_WORKER || dirname(path) === OF_FAMILIES;

/** Replaces each reference in a module by what `replace` makes of its file. */
export function replaceReferences(code: string, path: string, replace: (file: string) => string): string {
  return code.replace(REFERENCE, (_, file: string) => replace(resolve(dirname(path), file)));
}

/** Whether a file is loaded as it is; all others are scripts of workers. */
export const isAsset = (file: string) => file.endsWith('.wasm');

/** A name that tells whose file it is: `superlinear-transport.wasm`. */
export const assetName = (file: string) => `superlinear-${basename(file)}`;
