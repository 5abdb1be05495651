/** Errors of calls, as assistants see them. */

import { type ErrorCode, SuperlinearError } from '../engine/errors.js';

/**
 * The code of a failed call: one of the library's, or
 * - `FORBIDDEN`: a file is not served;
 * - `TIME_LIMIT`: the call did not end in its time;
 * - `CANCELLED`: the client cancelled the call;
 * - `BUSY`: too many calls wait.
 */
export type CallErrorCode = ErrorCode | 'FORBIDDEN' | 'TIME_LIMIT' | 'CANCELLED' | 'BUSY';

/** A failure in the form of an answer. */
export interface Failure {
  readonly code: CallErrorCode;
  readonly path: string;
  readonly message: string;
  /** The next step. */
  readonly hint?: string;
}

export class CallError extends Error implements Failure {
  readonly code: CallErrorCode;
  readonly path: string;
  readonly hint?: string;

  constructor(code: CallErrorCode, message: string, { path = '', hint = '' } = {}) {
    super(message);
    this.code = code;
    this.path = path;
    if (hint !== '') this.hint = hint;
  }
}

/** Creates an error about the argument at `path`; `message` continues a sentence that starts with the path. */
export const badArgument = (path: string, message: string, hint = ''): CallError =>
  new CallError('INVALID_INPUT', `${path} ${message}`, { path, hint });

/** Characters of a message or a path. Both may quote keys of a problem, of any length. */
const MAX_TEXT = 600;

const shortened = (text: string) => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

/** Any error in the form of an answer. `hint` is for bad problems. */
export function failureOf(error: unknown, hint?: string): Failure {
  const { code, path, message } = typed(error);
  const advice = error instanceof CallError ? error.hint : undefined;
  const next = advice ?? (code === 'INVALID_INPUT' ? hint : undefined);
  return {
    code,
    path: shortened(path),
    message: shortened(message),
    ...(next !== undefined && { hint: next }),
  };
}

function typed(error: unknown): { code: CallErrorCode; path: string; message: string } {
  if (error instanceof CallError || error instanceof SuperlinearError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof RangeError)) return { code: 'INTERNAL', path: '', message };
  return /call stack/.test(message)
    ? { code: 'INVALID_INPUT', path: '', message: 'the arguments are nested too deeply' }
    : { code: 'OUT_OF_MEMORY', path: '', message: `too large for the memory of JavaScript: ${message}` };
}
