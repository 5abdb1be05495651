/** Exit codes of the command, and the errors that lead to each. */

import { SuperlinearError } from '../engine/errors.js';

/** The exit codes, as documented by the help. */
export const EXIT = {
  /** Everything was solved. */
  solved: 0,
  /** A problem or some lines of a batch could not be solved. */
  failed: 1,
  /** Invalid command line. */
  usage: 2,
  /** A file cannot be read or written, or a queue cannot be reached or completed. */
  unreachable: 3,
  /** A bug in superlinear. */
  defect: 70,
  /** Stopped from the keyboard; a batch can be resumed. */
  interrupted: 130,
  /** The reader of the output has closed the pipe: the shell's code for SIGPIPE. */
  unread: 141,
} as const;

/** The section of the help on exit codes. */
export const EXIT_CODE_HELP = `
Exit codes:
  0    everything was solved (a method that stopped early says so in the status of its solution)
  1    the problem has an error, or some lines of a batch have; the records of the others are written
  2    the command line makes no sense
  3    a file cannot be read or written, or a queue cannot be reached or finished
  70   a defect of superlinear
  130  stopped from the keyboard; a batch goes on with --resume
  141  nobody reads the output any more, as after "| head"`;

/** An invalid command line. */
export class UsageError extends Error {}

/** The exit code for an error that ended the command. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof SuperlinearError) {
    if (error.code === 'UNREACHABLE') return EXIT.unreachable;
    return error.code === 'INTERNAL' ? EXIT.defect : EXIT.failed;
  }
  // Operating system errors have a code such as ENOENT or ECONNREFUSED.
  const isOfSystem = error instanceof Error && 'code' in error && /^E[A-Z]+/.test(String(error.code));
  return isOfSystem ? EXIT.unreachable : EXIT.defect;
}
