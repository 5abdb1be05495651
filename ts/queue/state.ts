/** The state of a queue, and the errors of one that will never be done. */

import type { InputPoint } from '../batch/input-history.js';
import { SuperlinearError } from '../engine/errors.js';
import { type Connection, fileKey, pointsKey } from './connection.js';
import { isLeased } from './lease.js';

/** The state of a queue. */
export interface QueueState {
  /** The number of its jobs; undefined where `enqueue` has not ended. */
  readonly total: number | undefined;
  /** Whether nothing waits for a worker, or is at one, and none will come. */
  readonly isIdle: boolean;
}

/** Looks at a queue. Throws where there is no queue of the name. */
export async function stateOf({ redis, queue, url }: Connection): Promise<QueueState> {
  // In this order: jobs that come meanwhile are seen.
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

/** The points of a queue's file from a number on. */
export async function pointsOf(
  redis: Connection['redis'],
  name: string,
  from: number,
): Promise<InputPoint[]> {
  const texts = await redis.lrange(pointsKey(name), from, -1);
  return texts.map((text) => JSON.parse(text) as InputPoint);
}

/** The key of the lease of who fills a queue. */
export const fillingKey = (name: string) => `${fileKey(name)}:filling`;

/** The error of an idle queue that has only a part of its file. */
export function partlyFilled(name: string): SuperlinearError {
  const message = `name is that of a queue with a part of its jobs: enqueue of ${name} was stopped before its end; repeat it`;
  return new SuperlinearError('UNREACHABLE', message, 'name');
}

/** The error of a queue that is not the one that was begun with. */
export function lostQueue(name: string): SuperlinearError {
  const message = `queue has lost jobs: Redis came back without the queue ${name}; enqueue the file again`;
  return new SuperlinearError('UNREACHABLE', message, 'queue');
}
