/** Waiting for asynchronous functions in a dialogue. */

import type { Dialogue } from '../backends/backend.js';
import { invalidInput } from './errors.js';
import { after } from './timer.js';

/**
 * Grace beyond the time limit, for an answer the solver cannot do without: at least this many milliseconds, and at
 * least this multiple of the slowest answer so far.
 */
const MIN_GRACE = 100;
const GRACE_PER_ANSWER = 2;

/** Waits for promises until the signal is aborted or the time limit has passed. */
export class Patience {
  readonly #signal: AbortSignal | undefined;
  readonly #deadline: number;
  #slowest = 0;

  /** Starts the clock. `timeLimit` is in seconds. */
  constructor(signal: AbortSignal | undefined, timeLimit: number | undefined) {
    this.#signal = signal;
    this.#deadline = performance.now() + 1000 * (timeLimit ?? Number.POSITIVE_INFINITY);
  }

  /**
   * Waits for the `pending` answer of the function `name`. Returns false if the dialogue has finished without it.
   * Throws the signal's reason, or an error if the time limit passes before there is anything to return.
   */
  async isAnswered(pending: PromiseLike<void>, name: string, dialogue: Dialogue): Promise<boolean> {
    const asked = performance.now();
    if (!(await settles(pending, this.#deadline - asked, this.#signal))) {
      if (dialogue.leave(false)) return false;
      const grace = Math.max(MIN_GRACE, GRACE_PER_ANSWER * this.#slowest);
      if (!(await settles(pending, grace, this.#signal))) {
        if (dialogue.leave(true)) return false;
        const what = `passed while ${name} was awaited, before there was anything to return`;
        throw invalidInput('timeLimit', what);
      }
    }
    this.#slowest = Math.max(this.#slowest, performance.now() - asked);
    return true;
  }
}

/** Returns whether a promise settles within the given time. Rejects if the promise does, or once the signal is aborted. */
export function settles(
  pending: PromiseLike<unknown>,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const end = () => {
      signal?.removeEventListener('abort', abort);
      clearTimeout(timer);
    };
    const settle = (isThere: boolean) => {
      end();
      resolve(isThere);
    };
    const fail = (reason: unknown) => {
      end();
      reject(reason);
    };
    const abort = () => fail(signal?.reason);
    signal?.addEventListener('abort', abort);
    const timer = after(milliseconds, () => settle(false));
    pending.then(() => settle(true), fail);
  });
}
