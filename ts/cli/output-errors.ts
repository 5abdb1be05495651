/** Output that cannot be written: its reader has gone away, as `head` does when it has enough, or its disk is full. */

import { unreachable } from '../batch/files.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { tell } from './printable.js';

/**
 * Ends the process when standard output cannot be written: without a word where nobody reads it any more, else with the reason. Messages
 * on standard error may go unread.
 */
export function endWithOutput(): void {
  process.stdout.on('error', (error) => {
    if (isClosedPipe(error)) process.exit(EXIT.unread);
    endWith(unreachable('standard output', 'written', error));
    process.exit();
  });
  process.stderr.on('error', () => {});
}

/** Tells why the command ends, and sets its exit code. */
export function endWith(error: unknown): void {
  tell(`superlinear: ${error instanceof Error ? error.message : error}`);
  process.exitCode = exitCodeOf(error);
}

/** Whether something could not be written since its reader is gone. */
export const isClosedPipe = (error: unknown) =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
