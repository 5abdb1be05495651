/** How long a dialogue waits for a function that answers later. */

import type { Dialogue } from '../backends/backend.js';
import { invalidInput } from './errors.js';

/**
 * Where the solver cannot do without an answer, it is waited for beyond the time limit: this many milliseconds at least, and
 * this many times as long as the slowest answer before it took.
 */
const LEAST_GRACE = 100;
const GRACE_PER_ANSWER = 2;

/** Timers of more milliseconds than this go off at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Waits for promises, but no longer than until the signal is aborted or the time limit has passed. */
export class Patience {
  readonly #signal: AbortSignal | undefined;
  readonly #deadline: number;
  #slowest = 0;

  /** From now on; the limit is in seconds. */
  constructor(signal: AbortSignal | undefined, timeLimit: number | undefined) {
    this.#signal = signal;
    this.#deadline = performance.now() + 1000 * (timeLimit ?? Number.POSITIVE_INFINITY);
  }

  /**
   * Waits for the answer that is `pending` by the function `name`. Returns whether it is there: false where the dialogue has
   * finished without it. Throws the signal's reason, and where the time limit passed before there was anything to finish with.
   */
  async isAnswered(pending: PromiseLike<void>, name: string, dialogue: Dialogue): Promise<boolean> {
    const asked = performance.now();
    if (!(await this.#settles(pending, this.#deadline - asked))) {
      if (dialogue.leave(false)) return false;
      const grace = Math.max(LEAST_GRACE, GRACE_PER_ANSWER * this.#slowest);
      if (!(await this.#settles(pending, grace))) {
        if (dialogue.leave(true)) return false;
        const what = `passed while ${name} was awaited, before there was anything to return`;
        throw invalidInput('timeLimit', what);
      }
    }
    this.#slowest = Math.max(this.#slowest, performance.now() - asked);
    return true;
  }

  /** Whether a promise settles within some milliseconds; throws what it is rejected with. */
  #settles(pending: PromiseLike<void>, milliseconds: number): Promise<boolean> {
    const signal = this.#signal;
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
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
      if (milliseconds <= LONGEST_TIMER) timer = setTimeout(settle, Math.ceil(milliseconds), false);
      pending.then(() => settle(true), fail);
    });
  }
}
