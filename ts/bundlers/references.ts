/**
 * References to files loaded by a page, `new URL('file', import.meta.url)`. Vite and webpack resolve them; other
 * bundlers need plugins.
 */

import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The modules with such references: the one that starts the worker, and one for each family's WebAssembly. */
const OPENS_WORKER = fileURLToPath(new URL('../backends/page.js', import.meta.url));
const OF_FAMILIES = fileURLToPath(new URL('../generated/wasm', import.meta.url));

const REFERENCE = /new URL\('(\.[^']+)', import\.meta\.url\)/g;

/** Matches the paths of modules that may contain references; {@link refersToFiles} is exact. */
export const MAYBE_REFERRING = /[\\/](backends[\\/]page|generated[\\/]wasm[\\/]\w+)\.js$/;

/** Returns whether a module of this package contains references. */
export const refersToFiles = (path: string) => path === OPENS_WORKER || dirname(path) === OF_FAMILIES;

/** Replaces each reference in a module by the result of `replace` for its file. */
export function replaceReferences(code: string, path: string, replace: (file: string) => string): string {
  return code.replace(REFERENCE, (_, file: string) => replace(resolve(dirname(path), file)));
}

/** Returns whether a file is loaded unchanged. All others are worker scripts. */
export const isAsset = (file: string) => file.endsWith('.wasm');

/** The file's name in the output, with the package as prefix: `superlinear-transport.wasm`. */
export const assetName = (file: string) => `superlinear-${basename(file)}`;
