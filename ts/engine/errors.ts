/** The error class of the library. */

/**
 * The kind of an error. Codes are part of the interface; messages may change.
 * - `INVALID_INPUT`: an argument is missing, of the wrong type or shape, or out of range; `path` names it.
 * - `INFEASIBLE`: the problem is well formed but has no solution.
 * - `NUMERICAL_BREAKDOWN`: rounding or overflow left no meaningful point to return.
 * - `OUT_OF_MEMORY`: the problem does not fit in memory.
 * - `BACKEND_UNAVAILABLE`: the requested backend cannot be loaded here.
 * - `UNREACHABLE`: a file or a queue cannot be read or written; `cause` is the operating system's error.
 * - `INTERNAL`: a bug in this library.
 */
export type ErrorCode =
  | 'INVALID_INPUT'
  | 'INFEASIBLE'
  | 'NUMERICAL_BREAKDOWN'
  | 'OUT_OF_MEMORY'
  | 'BACKEND_UNAVAILABLE'
  | 'UNREACHABLE'
  | 'INTERNAL';

/**
 * The error thrown, or rejected with, by every function of this library. Two kinds of errors pass through unchanged:
 * those thrown by the caller's own functions, and the reason of an aborted signal.
 */
export class SuperlinearError extends Error {
  override readonly name = 'SuperlinearError';
  /** The kind of error. */
  readonly code: ErrorCode;
  /** The offending argument, such as `source[3]`; empty if no single one is to blame. */
  readonly path: string;

  constructor(code: ErrorCode, message: string, path = '', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.path = path;
  }
}

/** Creates an error about the argument at `path`; `message` continues a sentence that starts with the path. */
export function invalidInput(path: string, message: string): SuperlinearError {
  return new SuperlinearError('INVALID_INPUT', `${path} ${message}`, path);
}

/** A number and its noun: `1 point`, `3 points`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Describes a value for a message: `NaN`, `"text"`, `a function`, `an object`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return 'an array';
  return /^[aeiou]/.test(typeof value) ? `an ${typeof value}` : `a ${typeof value}`;
}
