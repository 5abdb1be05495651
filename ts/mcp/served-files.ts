/** The files of the served folders. No other file is opened, and all refusals are the same. */

import { isAbsolute } from 'node:path';
import { type ArrayFolders, readAllowed } from '../batch/array-folders.js';
import { describeValue } from '../engine/errors.js';
import { CallError } from './call-error.js';

/** A file with its real path and its content. */
export interface OpenedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

const MAX_BYTES = 512 * 2 ** 20;

const NO_ROOTS = 'no files are served; the person who set up this server may allow a folder by --root';

/** Reads a file below a served folder. A relative path is tried in each of them. */
export function readServed(name: string, roots: readonly string[], path: string): OpenedFile {
  if (roots.length === 0) throw new CallError('FORBIDDEN', `${path} cannot be read: ${NO_ROOTS}`, { path });
  const starts = isAbsolute(name) ? roots.slice(0, 1) : roots;
  let tooLarge: string | undefined;
  for (const start of starts) {
    const folders: ArrayFolders = { start, allowed: roots, maxBytes: MAX_BYTES };
    try {
      return readAllowed(name, folders);
    } catch (error) {
      const { message } = error as Error;
      if (message.startsWith('is larger')) tooLarge = message;
    }
  }
  const reason = tooLarge ?? 'is no file below a served folder';
  throw new CallError('FORBIDDEN', `${path} cannot be read: ${describeValue(name)} ${reason}`, { path });
}
