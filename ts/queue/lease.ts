/** Leases: one process at a time fills a queue, and one collects it. The lease of a killed process expires. */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { SuperlinearError } from '../engine/errors.js';

/** Milliseconds until a lease expires without renewal; the timer may be delayed this long by other work. */
const DURATION = 5000;

/** Milliseconds between renewals, and between polls of another process's lease. */
const INTERVAL = 500;

/** Takes or renews the lease. Returns whether this process holds it. */
const TAKE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** A lease held by this process. */
export interface Lease {
  /** Throws if another process has taken the lease after it expired. */
  require(): void;
  release(): Promise<void>;
}

/** Returns whether a process holds the lease of a key. */
export const isLeased = async (redis: Redis, key: string) => (await redis.exists(key)) === 1;

/** Takes a lease, waiting for one that is not renewed to expire. Throws if another process renews it. */
export async function lease(redis: Redis, key: string, refusal: string): Promise<Lease> {
  const token = randomUUID();
  const take = async () => (await redis.eval(TAKE, 1, key, token, DURATION)) === 1;
  const refused = new SuperlinearError('UNREACHABLE', refusal, 'name');
  let left = Number.POSITIVE_INFINITY;
  while (!(await take())) {
    const before = left;
    left = await redis.pttl(key);
    if (left > before - INTERVAL / 2) throw refused;
    await sleep(INTERVAL);
  }
  let isLost = false;
  const renew = () =>
    take().then(
      (isOurs) => {
        isLost ||= !isOurs;
      },
      // Redis is unavailable; the users of the connection are notified.
      () => {},
    );
  const timer = setInterval(renew, INTERVAL);
  return {
    require() {
      if (isLost) throw refused;
    },
    async release() {
      clearInterval(timer);
      if (redis.status === 'ready') await redis.eval(RELEASE, 1, key, token).catch(() => {});
    },
  };
}
