/** Answers over a queue, one question after the other. */

import type { Job, Worker } from 'bullmq';
import { requirePositive } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import type { QueueAddress } from './address.js';
import { connect } from './connection.js';
import { toMilliseconds } from './milliseconds.js';
import { fromPacked, type Packed, toPacked } from './request.js';

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

/** The number of times that a question is given again before it is considered to kill those who answer. */
const MAX_TAKEOVERS = 5;

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
  // BullMQ does not close connections passed to it.
  const workerRedis = connection.redis.duplicate();
  workerRedis.on('error', () => {});
  let worker: Worker<Packed, Packed> | undefined;
  try {
    worker = new connection.bullmq.Worker<Packed, Packed>(
      connection.queue.name,
      async ({ data }: Job<Packed, Packed>) => toPacked(await handler(fromPacked(data))),
      {
        connection: workerRedis,
        concurrency: 1,
        lockDuration: toMilliseconds(patience),
        stalledInterval: LOOK_INTERVAL,
        maxStalledCount: MAX_TAKEOVERS,
      },
    );
    worker.on('error', () => {});
    await connection.whileReached(aborted(signal));
  } finally {
    const isAway = connection.redis.status !== 'ready';
    if (isAway) workerRedis.disconnect();
    try {
      await (isAway ? worker?.close(true) : connection.whileReached(Promise.resolve(worker?.close())));
    } finally {
      workerRedis.disconnect();
      await connection.close();
    }
  }
}

/** Waits until a signal is aborted; without one, for ever. */
function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
