// The queue's server for tests: finds Redis, and installs it if there is none.
//
//   node scripts/redis.mjs      prints its path, after installing it if needed

import { resolve } from 'node:path';
import { findProgram, installByApt } from './lib/system.mjs';

const NAMES = ['redis-server', 'valkey-server'];

/** The path in the variable REDIS_SERVER, or of a program on PATH; undefined if there is none. */
const findRedis = () => process.env.REDIS_SERVER ?? findProgram(NAMES);

/** As `findRedis`, but installs it with the system's package manager, or throws an error with instructions. */
export function provideRedis() {
  const found = findRedis();
  if (found) return found;
  installByApt(
    'redis-server',
    'The tests of queues need Redis: install it, or set REDIS_SERVER to the path of redis-server.',
  );
  const installed = findRedis();
  if (!installed) throw new Error('Installing redis-server brought no program of that name.');
  return installed;
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) console.log(provideRedis());
