// A progress line on the terminal; nothing if the output is not a terminal.

import type { ProgressFraction } from 'superlinear';

/** Characters of a full bar. */
const WIDTH = 24;

/** Options for any solver that report progress under this title. */
export function showProgress(title: string) {
  if (!process.stderr.isTTY) return {};
  return {
    onProgress: ({ fraction }: ProgressFraction) =>
      write(`${title} ${'█'.repeat(WIDTH * fraction).padEnd(WIDTH, '░')}`),
  };
}

/** Removes the line. */
export function clearProgress(): void {
  if (process.stderr.isTTY) write('');
}

function write(line: string): void {
  process.stderr.write(`\r\x1b[K${line}`);
}
