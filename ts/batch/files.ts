/** Operating system errors, attributed to arguments. */

import { writeSync } from 'node:fs';
import { describeValue, SuperlinearError } from '../engine/errors.js';

/** The failed operation on the file or queue of an argument. */
type Use = 'read' | 'written' | 'reached';

/** Converts an operating system error to one about an argument. */
export function unreachable(argument: string, use: Use, error: unknown): SuperlinearError {
  if (error instanceof SuperlinearError) return error;
  const reason = error instanceof Error ? error.message : describeValue(error);
  return new SuperlinearError('UNREACHABLE', `${argument} cannot be ${use}: ${reason}`, argument, {
    cause: error,
  });
}

/** Runs work on the file of an argument and converts its errors. */
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

/** Writes all bytes to a file descriptor. A single write may be partial, and is limited to two gigabytes. */
export function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
