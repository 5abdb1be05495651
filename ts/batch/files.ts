/** What the system refuses, as an error that names the argument. */

import { writeSync } from 'node:fs';
import { describeValue, SuperlinearError } from '../engine/errors.js';

/** What cannot be done with the file, or the queue, that an argument stands for. */
type Use = 'read' | 'written' | 'reached';

/** The error of an argument whose file or queue the system refuses. */
export function unreachable(argument: string, use: Use, error: unknown): SuperlinearError {
  if (error instanceof SuperlinearError) return error;
  const reason = error instanceof Error ? error.message : describeValue(error);
  return new SuperlinearError('UNREACHABLE', `${argument} cannot be ${use}: ${reason}`, argument, {
    cause: error,
  });
}

/** Does what needs the file that an argument names. */
export async function reaching<Result>(
  argument: string,
  use: Use,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw unreachable(argument, use, error);
  }
}

/** Writes all bytes to a file descriptor: one write may take less than it is given, and never takes more than two gigabytes. */
export function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
