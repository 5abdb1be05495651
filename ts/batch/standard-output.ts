/** Standard output: a pipe, a terminal, or a file on a disk that may be full. */

import { fstatSync } from 'node:fs';
import { unreachable, writeWhole } from './files.js';

/** The file descriptor of standard output. */
const STDOUT = 1;

/**
 * Writes all of the content. Node's stream writes to a file once and silently drops bytes that do not fit on the disk,
 * so files are written here directly.
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

/** Writes text and a line feed. Rejects with `UNREACHABLE` if that fails. */
export async function print(text: string): Promise<void> {
  try {
    await writeOut(`${text}\n`);
  } catch (error) {
    throw unreachable('standard output', 'written', error);
  }
}
