/** Leases: one process at a time fills a queue, and one collects it. The lease of a process that was killed ends by itself. */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { SuperlinearError } from '../engine/errors.js';

/** Milliseconds until a lease ends that is not renewed: so long the work of one turn may hold up the timer. */
const DURATION = 5000;

/** Milliseconds between renewals, and between looks at the lease of another process. */
const INTERVAL = 500;

/** Takes the lease, or renews it; tells whether it is this process's. */
const TAKE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** A lease that this process has. */
export interface Lease {
  /** Throws where another process has taken it, since this one did not renew it. */
  require(): void;
  release(): Promise<void>;
}

/** Whether a process has the lease of a key. */
export const isLeased = async (redis: Redis, key: string) => (await redis.exists(key)) === 1;

/** Takes a lease, after that of a process that does not renew it. Throws where another process does. */
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
      // Redis is away, which whoever works with it is told.
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
