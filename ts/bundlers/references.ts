/**
 * The files that a page loads by URL: `new URL('file', import.meta.url)`. Vite and webpack know what that means; others are
 * told by plugins.
 */

import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the modules that refer to such files. */
const BACKENDS = fileURLToPath(new URL('../backends/', import.meta.url));

const REFERENCE = /new URL\('(\.[^']+)', import\.meta\.url\)/g;

/** Matches the paths of the modules that may refer to files; {@link refersToFiles} is exact. */
export const MAYBE_REFERRING = /[\\/]backends[\\/]page[\w-]*\.js$/;

/** Whether a module is one of this package's that refer to files. */
export function refersToFiles(path: string): boolean {
  return (
    path.startsWith(BACKENDS) &&
    path.slice(BACKENDS.length).startsWith('page') &&
    !path.slice(BACKENDS.length).includes(sep)
  );
}

/** Replaces each reference in a module by what `replace` makes of its file. */
export function replaceReferences(code: string, path: string, replace: (file: string) => string): string {
  return code.replace(REFERENCE, (_, file: string) => replace(resolve(dirname(path), file)));
}

/** Whether a file is loaded as it is; all others are scripts of workers. */
export const isAsset = (file: string) => file.endsWith('.wasm');

/** A name that tells the families' files apart: `superlinear-transport.wasm`. */
export const assetName = (file: string) => `superlinear-${file.split(/[\\/]/).at(-2)}.wasm`;
