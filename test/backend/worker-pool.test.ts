/** The worker pool, tested with simulated workers. */

import { expect, test } from 'vitest';
import { type WorkerMessage, WorkerPool, type WorkerTask } from '../../dist/backends/worker-pool.js';

/** A worker as seen by the pool, with the messages that the pool receives. */
interface PlayedWorker {
  readonly tasks: WorkerTask[];
  say(message: WorkerMessage): void;
  die(error: Error): void;
}

/** A pool with one worker at a time, and the workers it has started. */
function playedPool(spawnError?: Error) {
  const workers: PlayedWorker[] = [];
  const pool = new WorkerPool((say, die) => {
    if (spawnError !== undefined) throw spawnError;
    const tasks: WorkerTask[] = [];
    workers.push({ tasks, say, die });
    return { post: (task) => tasks.push(task), terminate: () => {}, keepAlive: () => {} };
  }, 1);
  return { pool, workers };
}

const call = { moduleName: 'none', method: 'none', header: '{}', options: '{}', buffers: [] };
const reply = { ok: true, header: '{}', buffers: [] };

test('a worker that dies while it is idle is not used again', async () => {
  const { pool, workers } = playedPool();
  const first = pool.solve(call, undefined);
  workers[0]?.say({ kind: 'reply', reply, bytes: 0 });
  expect(await first.reply).toBe(reply);
  workers[0]?.die(new Error('out of memory'));
  const second = pool.solve(call, undefined);
  expect(workers.map(({ tasks }) => tasks.length)).toEqual([1, 1]);
  workers[1]?.say({ kind: 'reply', reply, bytes: 0 });
  expect(await second.reply).toBe(reply);
});

test('an idle worker is used again', async () => {
  const { pool, workers } = playedPool();
  for (const expected of [1, 2]) {
    const { reply: answer } = pool.solve(call, undefined);
    expect(workers.map(({ tasks }) => tasks.length)).toEqual([expected]);
    workers[0]?.say({ kind: 'reply', reply, bytes: 0 });
    await answer;
  }
});

test('a worker that cannot be started rejects its task', async () => {
  const { pool } = playedPool(new Error('no thread'));
  const expected = { code: 'BACKEND_UNAVAILABLE', message: 'no worker could be started: Error: no thread' };
  await expect(pool.solve(call, undefined).reply).rejects.toMatchObject(expected);
});
