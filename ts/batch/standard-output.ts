/** Standard output, where it is a pipe, a terminal or a file on a disk that may be full. */

import { fstatSync } from 'node:fs';
import { unreachable, writeWhole } from './files.js';

/** The file descriptor of standard output. */
const STDOUT = 1;

/**
 * Writes all of it. To a file Node's stream writes once and says nothing of the bytes that found no place on the disk, so that those are
 * written here.
 */
export function writeOut(content: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    if (fstatSync(STDOUT).isFile()) {
      writeWhole(STDOUT, typeof content === 'string' ? Buffer.from(content) : content);
      resolve();
    } else {
      process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
    }
  });
}

/** Writes a text and a line feed. Rejects with `UNREACHABLE` where that is impossible. */
export async function print(text: string): Promise<void> {
  try {
    await writeOut(`${text}\n`);
  } catch (error) {
    throw unreachable('standard output', 'written', error);
  }
}
