// Files of small jobs: entropic transport between random points, different in every job.

import { closeSync, openSync, writeSync } from 'node:fs';
import { uniform } from '../../test/support/random.js';

const JOBS_A_WRITE = 1000;

export function problemOf(number: number, size: number) {
  const numbers = uniform(number, 4 * size).map((value) => Math.round(1e4 * value) / 1e4);
  const points = (offset: number) =>
    Array.from({ length: size }, (_, i) => [
      numbers[2 * i + offset] as number,
      numbers[2 * i + offset + 1] as number,
    ]);
  return { sourcePoints: points(0), targetPoints: points(2 * size), regularization: 0.01 };
}

/** Writes a file of `count` jobs, each between `size` source and `size` target points. */
export function writeJobs(path: string, count: number, size: number): void {
  const file = openSync(path, 'w');
  for (let start = 1; start <= count; start += JOBS_A_WRITE) {
    const jobs = Array.from({ length: Math.min(JOBS_A_WRITE, count - start + 1) }, (_, index) =>
      JSON.stringify({ method: 'transport.sinkhornNewton', problem: problemOf(start + index, size) }),
    );
    writeSync(file, `${jobs.join('\n')}\n`);
  }
  closeSync(file);
}
