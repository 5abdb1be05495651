/** Exit codes of the command, and which errors lead to which. */

import { SuperlinearError } from '../engine/errors.js';

/** Exit codes, as the help documents them. */
export const EXIT = {
  /** Everything was solved. */
  solved: 0,
  /** A problem could not be solved, or some lines of a batch could not. */
  failed: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** A file cannot be read or written, or a queue cannot be reached or finished. */
  unreachable: 3,
  /** A defect of superlinear. */
  defect: 70,
  /** Stopped from the keyboard; a batch can be resumed. */
  interrupted: 130,
  /** Nobody reads the output any more: what a shell says of a command that a closed pipe ended. */
  unread: 141,
} as const;

/** What the help says about them. */
export const EXIT_CODE_HELP = `
Exit codes:
  0    everything was solved (a method that stopped early says so in the status of its solution)
  1    the problem has an error, or some lines of a batch have; the records of the others are written
  2    the command line makes no sense
  3    a file cannot be read or written, or a queue cannot be reached or finished
  70   a defect of superlinear
  130  stopped from the keyboard; a batch goes on with --resume
  141  nobody reads the output any more, as after "| head"`;

/** The command line asks for something that cannot be done. */
export class UsageError extends Error {}

/** The exit code of an error that ended the command. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof SuperlinearError) {
    if (error.code === 'UNREACHABLE') return EXIT.unreachable;
    return error.code === 'INTERNAL' ? EXIT.defect : EXIT.failed;
  }
  // What the system refuses has a code such as ENOENT or ECONNREFUSED.
  const isOfSystem = error instanceof Error && 'code' in error && /^E[A-Z]+/.test(String(error.code));
  return isOfSystem ? EXIT.unreachable : EXIT.defect;
}
