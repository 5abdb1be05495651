/** Messages of the command. */

import { printable } from '../engine/printable.js';

/** Prints a line on standard error. */
export function tell(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}
