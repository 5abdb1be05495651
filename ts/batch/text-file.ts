/** The text of a whole file or of standard input. */

import { readFileSync } from 'node:fs';
import { decompressedAt } from './compression.js';
import { unreachable } from './files.js';
import { STANDARD } from './lines.js';

/** The file descriptor of standard input. */
const STDIN = 0;

/**
 * Reads text as UTF-8, or as UTF-16 if its byte order mark says so. The mark is removed. Throws `UNREACHABLE` if the
 * file named by `argument` cannot be read.
 */
export function readText(path: string, argument: string): string {
  try {
    const bytes = decompressedAt(path, readFileSync(path === STANDARD ? STDIN : path));
    return new TextDecoder(encodingOf(bytes)).decode(bytes);
  } catch (error) {
    throw unreachable(argument, 'read', error);
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
