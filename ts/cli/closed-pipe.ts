/** A reader that goes away, as `head` does when it has enough. */

import { EXIT } from './exit-codes.js';

/** Ends the process without a word when nobody reads its output any more. What it tells on standard error may go unread. */
export function endWithReader(): void {
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
    process.exit(EXIT.unread);
  });
  process.stderr.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
  });
}

/** Whether something could not be written since its reader is gone. */
export const isClosedPipe = (error: unknown) =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
