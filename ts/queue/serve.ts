/** Answers over a queue, one question after the other. */

import { requirePositive } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import type { QueueAddress } from './address.js';
import { connect } from './connection.js';
import { fromPacked, type Packed, toPacked } from './request.js';
import { type Taking, takeJobs } from './take-jobs.js';

/** Options of {@link serve}. */
export interface ServeOptions extends QueueAddress {
  /** Aborting it stops serving after the current question. */
  readonly signal?: AbortSignal;
  /**
   * Seconds without a sign of life from this process before its current question is given again, to it when it has been
   * started again, or to another process.
   * @defaultValue 5
   */
  readonly patience?: number;
}

/** Milliseconds between checks for questions of processes that have died. */
const LOOK_INTERVAL = 500;

/**
 * Answers the questions of {@link request} one after the other, until the signal is aborted. The handler gets the payload
 * and returns the answer, or a promise of it; if it throws, the question fails with its message. A question is given
 * again if the process dies in the middle of it, so handlers must bear repetition.
 *
 * @example
 * ```ts
 * import { serve } from 'superlinear/batch';
 *
 * const signal = AbortSignal.timeout(1000);
 * const queue = 'redis://localhost:6379';
 * await serve({ queue, name: 'echo', signal }, (payload) => ({ heard: payload }));
 * ```
 */
export async function serve(options: ServeOptions, handler: (payload: unknown) => unknown): Promise<void> {
  const { signal, patience = 5 } = options;
  requirePositive('patience', patience, 'seconds');
  if (typeof handler !== 'function') {
    throw invalidInput('handler', `must be a function, got ${describeValue(handler)}`);
  }
  const connection = await connect(options);
  const taking: Taking<Packed, Packed> = {
    perform: async ({ data }) => toPacked(await handler(fromPacked(data))),
    concurrency: 1,
    patience,
    lookInterval: LOOK_INTERVAL,
  };
  try {
    await takeJobs(connection, taking, () => aborted(signal));
  } finally {
    await connection.close();
  }
}

/** Waits until a signal is aborted; without one, for ever. */
function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
