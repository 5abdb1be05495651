/** Taking of jobs from a queue until an end. Jobs of processes that have died are taken over. */

import type { Job, Worker } from 'bullmq';
import { wholeMilliseconds } from '../engine/timer.js';
import type { Connection } from './connection.js';

/** The number of times a job is taken over from unresponsive processes before it is considered to kill them. */
const MAX_TAKEOVERS = 5;

/** What is done with the jobs of a queue, and how they are taken. */
export interface Taking<Data, Result> {
  /** Does a job. A rejection is its failure. */
  readonly perform: (job: Job<Data, Result>) => Promise<Result>;
  /** The number of jobs at a time. */
  readonly concurrency: number;
  /** Seconds without a sign of life from this process before its jobs are given to others. */
  readonly patience: number;
  /**
   * Milliseconds between checks for jobs of unresponsive processes. It must be the same for all processes at a queue, since
   * BullMQ lets only one of them check in each interval: a longer interval of one would delay all others.
   */
  readonly lookInterval: number;
  readonly onCompleted?: (job: Job<Data, Result>) => void;
  readonly onFailed?: (job: Job<Data, Result>, error: Error) => void;
}

/** Takes jobs until the promise of `until` resolves, then finishes those at hand. Rejects if Redis is away for too long. */
export async function takeJobs<Data, Result>(
  connection: Connection,
  taking: Taking<Data, Result>,
  until: () => Promise<void>,
): Promise<void> {
  const redis = connection.another();
  let worker: Worker<Data, Result> | undefined;
  try {
    worker = workerOf(connection, redis, taking);
    await connection.whileReached(until());
  } finally {
    // An unavailable Redis cannot be notified; other processes take over the current jobs.
    const isAway = connection.redis.status !== 'ready';
    if (isAway) redis.disconnect();
    try {
      // Redis may also go away while the worker waits for its last jobs.
      await (isAway ? worker?.close(true) : connection.whileReached(Promise.resolve(worker?.close())));
    } finally {
      redis.disconnect();
    }
  }
}

function workerOf<Data, Result>(
  { bullmq, queue }: Connection,
  redis: Connection['redis'],
  { perform, concurrency, patience, lookInterval, onCompleted, onFailed }: Taking<Data, Result>,
): Worker<Data, Result> {
  const worker = new bullmq.Worker<Data, Result>(queue.name, perform, {
    connection: redis,
    concurrency,
    lockDuration: wholeMilliseconds(patience),
    stalledInterval: lookInterval,
    maxStalledCount: MAX_TAKEOVERS,
  });
  // Without a listener, BullMQ prints the errors of a lost connection.
  worker.on('error', () => {});
  worker.on('completed', (job) => onCompleted?.(job));
  worker.on('failed', (job, error) => job !== undefined && onFailed?.(job, error));
  return worker;
}
