/** The queue: BullMQ on Redis. Both packages are the user's to install, and are loaded when a queue is used. */

import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { unreachable } from '../batch/files.js';
import type { QueuedJob } from '../batch/job.js';
import { invalidInput, SuperlinearError } from '../engine/errors.js';
import type { QueueAddress } from './address.js';

/** The name of all jobs; BullMQ wants one. */
export const JOB_NAME = 'solve';

/** A connection that was opened, with what BullMQ exports. */
export interface Connection {
  readonly bullmq: typeof import('bullmq');
  readonly redis: Redis;
  readonly queue: Queue<QueuedJob, string>;
  close(): Promise<void>;
}

/** Connects to a queue. Throws at once where Redis cannot be reached. */
export async function connect({ queue: url, name = 'superlinear' }: QueueAddress): Promise<Connection> {
  if (!/^rediss?:\/\//.test(url)) {
    throw invalidInput('queue', `must be an address such as redis://localhost:6379, got ${url}`);
  }
  if (!/^[\w.-]+$/.test(name)) throw invalidInput('name', 'must be of letters, digits, ".", "-" and "_"');
  const [bullmq, { Redis }] = await loadPackages();
  // BullMQ's blocking calls want to wait for ever; what cannot be reached to begin with is an error all the same.
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  redis.on('error', () => {});
  await reach(redis, url);
  const queue = new bullmq.Queue<QueuedJob, string>(name, { connection: redis });
  return {
    bullmq,
    redis,
    queue,
    async close() {
      await queue.close();
      redis.disconnect();
    },
  };
}

/** The key of what is known about a queue's file: the hash of its first bytes, and how many jobs it has. */
export const fileKey = (name: string) => `superlinear:${name}`;

async function reach(redis: Redis, url: string): Promise<void> {
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw unreachable('queue', 'reached', new Error(`${url}: ${(error as Error).message}`, { cause: error }));
  }
}

async function loadPackages() {
  try {
    return await Promise.all([import('bullmq'), import('ioredis')]);
  } catch {
    throw new SuperlinearError(
      'BACKEND_UNAVAILABLE',
      'queues need two more packages: npm install bullmq ioredis',
    );
  }
}
