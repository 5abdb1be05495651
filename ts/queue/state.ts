/** The state of a queue, and errors about queues that cannot be completed. */

import type { InputPoint } from '../batch/input-history.js';
import { SuperlinearError } from '../engine/errors.js';
import { type Connection, fileKey, pointsKey } from './connection.js';
import { isLeased } from './lease.js';

/** The state of a queue. */
interface QueueState {
  /** The number of jobs; undefined if `enqueue` has not finished. */
  readonly total: number | undefined;
  /** Whether no job is waiting or in progress, and none will be added. */
  readonly isIdle: boolean;
}

/** Reads the state of a queue. Throws if the queue does not exist. */
export async function stateOf({ redis, queue, url }: Connection): Promise<QueueState> {
  // The order of these reads matters: jobs added meanwhile are counted.
  const isFilling = await isLeased(redis, fillingKey(queue.name));
  const known = await redis.hgetall(fileKey(queue.name));
  const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized');
  if (Object.keys(known).length === 0) {
    const message = `name is that of no queue: ${queue.name} has no jobs at ${url}; enqueue them first, or again where Redis has lost them`;
    throw new SuperlinearError('UNREACHABLE', message, 'name');
  }
  const { jobs } = known;
  return {
    total: jobs === undefined ? undefined : Number(jobs),
    isIdle: !isFilling && Object.values(counts).every((count) => count === 0),
  };
}

/** The input points of a queue's file, from index `from` on. */
export async function pointsOf(
  redis: Connection['redis'],
  name: string,
  from: number,
): Promise<InputPoint[]> {
  const texts = await redis.lrange(pointsKey(name), from, -1);
  return texts.map((text) => JSON.parse(text) as InputPoint);
}

/** The key of the lease for filling a queue. */
export const fillingKey = (name: string) => `${fileKey(name)}:filling`;

/** The error about an idle queue that holds only part of its file. */
export function partlyFilled(name: string): SuperlinearError {
  const message = `name is that of a queue with a part of its jobs: enqueue of ${name} was stopped before its end; repeat it`;
  return new SuperlinearError('UNREACHABLE', message, 'name');
}

/** The error about a queue that Redis has lost or replaced. */
export function lostQueue(name: string): SuperlinearError {
  const message = `queue has lost jobs: Redis came back without the queue ${name}; enqueue the file again`;
  return new SuperlinearError('UNREACHABLE', message, 'queue');
}
