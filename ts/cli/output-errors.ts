/** Failures to write output: a reader such as `head` has closed the pipe, or the disk is full. */

import { unreachable } from '../batch/files.js';
import { SuperlinearError } from '../engine/errors.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { tell } from './tell.js';

/**
 * Ends the process if standard output cannot be written: silently if its reader is gone, else with the reason. Messages
 * on standard error may be lost.
 */
export function endWithOutput(): void {
  process.stdout.on('error', (error) => {
    if (isClosedPipe(error)) process.exit(EXIT.unread);
    endWith(unreachable('standard output', 'written', error));
    process.exit();
  });
  process.stderr.on('error', () => {});
}

/** Reports the error that ends the command, and sets its exit code. */
export function endWith(error: unknown): void {
  tell(`superlinear: ${error instanceof Error ? error.message : error}`);
  process.exitCode = exitCodeOf(error);
}

/** Whether a queue cannot be reached. */
export const isOfQueue = (error: unknown) =>
  error instanceof SuperlinearError && error.code === 'UNREACHABLE' && error.path === 'queue';

/** Returns whether an error reports a closed pipe. */
export const isClosedPipe = (error: unknown) =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
