/** Connections to queues: BullMQ on Redis. The user installs both packages; they are imported when a queue is used. */

import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { unreachable } from '../batch/files.js';
import type { QueuedJob } from '../batch/job-types.js';
import { invalidInput, SuperlinearError } from '../engine/errors.js';
import type { QueueAddress } from './address.js';

/** Milliseconds without Redis before giving up: longer than a restart that reads much data from disk. */
const AWAY = 60_000;

/** An open connection, with the exports of BullMQ. */
export interface Connection {
  readonly bullmq: typeof import('bullmq');
  readonly redis: Redis;
  readonly queue: Queue<QueuedJob, string>;
  /** Opens another connection, for blocking calls. BullMQ does not close connections passed to it: the caller does. */
  another(): Redis;
  /** The address, without a password. */
  readonly url: string;
  /**
   * Waits for work that needs Redis. Rejects with `UNREACHABLE` if Redis is unavailable for too long or rejects a
   * command.
   */
  whileReached<Result>(work: Promise<Result>): Promise<Result>;
  /** Aborted when the connection is closed. */
  readonly closed: AbortSignal;
  close(): Promise<void>;
}

/** Connects to a queue. Throws immediately if Redis cannot be reached. */
export async function connect({
  queue: url,
  name = 'superlinear',
  onConnection,
}: QueueAddress): Promise<Connection> {
  if (!/^rediss?:\/\//.test(url)) {
    throw invalidInput('queue', `must be an address such as redis://localhost:6379, got ${url}`);
  }
  if (!/^[\w.-]+$/.test(name)) throw invalidInput('name', 'must be of letters, digits, ".", "-" and "_"');
  const [bullmq, { Redis }] = await loadPackages();
  // BullMQ's blocking calls need unlimited retries; the explicit connection still reports a Redis that is unreachable
  // at the start.
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  const shown = withoutPassword(url);
  await reach(redis, shown);
  const loss = watch(redis, shown, onConnection);
  const queue = new bullmq.Queue<QueuedJob, string>(name, { connection: redis });
  // Without a listener, BullMQ prints the errors of a lost connection.
  queue.on('error', () => {});
  const closing = new AbortController();
  return {
    bullmq,
    redis,
    queue,
    another() {
      const other = redis.duplicate();
      // Losses are told by the first connection.
      other.on('error', () => {});
      return other;
    },
    url: shown,
    async whileReached(work) {
      try {
        return await Promise.race([work, loss.away]);
      } catch (error) {
        throw isOfRedis(error) ? unreachable('queue', 'reached', atUrl(shown, error as Error)) : error;
      }
    },
    closed: closing.signal,
    async close() {
      closing.abort();
      loss.stop();
      // Abandons commands waiting for an unavailable Redis.
      if (redis.status !== 'ready') redis.disconnect();
      await queue.close();
      redis.disconnect();
    },
  };
}

/** The key of a queue's metadata: its id, the settings of its jobs, and, once all are added, their number. */
export const fileKey = (name: string) => `superlinear:${name}`;

/** The key of the list of input points of the queue's file: see `InputPoint`. */
export const pointsKey = (name: string) => `${fileKey(name)}:input`;

/** Watches a connection that reconnects automatically. */
function watch(redis: Redis, url: string, onConnection: QueueAddress['onConnection']) {
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (error: Error) => void;
  const away = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  away.catch(() => {});
  const lose = () => {
    if (timer !== undefined) return;
    onConnection?.(false);
    const error = unreachable('queue', 'reached', atUrl(url, new Error('the connection was lost')));
    timer = setTimeout(() => giveUp(error), AWAY);
  };
  const find = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    onConnection?.(true);
  };
  redis.on('close', lose);
  redis.on('ready', find);
  return {
    away,
    stop() {
      redis.off('close', lose);
      redis.off('ready', find);
      clearTimeout(timer);
    },
  };
}

/**
 * Repeats idempotent work until it is not interrupted by a lost connection: transactions are not resent automatically.
 */
export async function repeating<Result>(
  { closed }: Connection,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isCutOff(error) || closed.aborted) throw error;
    }
  }
}

/** Messages of ioredis for commands lost with their connection and not resent. */
const CUT_OFF = ['Connection is closed.', 'Command aborted due to connection close'];

const isCutOff = (error: unknown) => error instanceof Error && CUT_OFF.includes(error.message);

/** Returns whether Redis rejected a command, or its connection was abandoned. */
const isOfRedis = (error: unknown) =>
  isCutOff(error) || (error instanceof Error && error.name === 'ReplyError');

const atUrl = (url: string, cause: Error) => new Error(`${url}: ${cause.message}`, { cause });

async function reach(redis: Redis, url: string): Promise<void> {
  // `connect` rejects with a generic error; the reason is emitted before.
  let reason: Error | undefined;
  redis.on('error', (error: Error) => {
    reason = error;
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw unreachable('queue', 'reached', atUrl(url, reason ?? (error as Error)));
  }
}

/** The address without its password, for messages. */
const withoutPassword = (url: string) => url.replace(/\/\/[^@/]*@/, '//');

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
