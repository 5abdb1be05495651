/** Jobs on a queue: a real Redis, workers in processes of their own, and what becomes of it when they are killed. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, enqueue, runBatch, work } from '../../dist/batch.js';
import { provideRedis } from '../../scripts/redis.mjs';
import {
  expressionJobs,
  linesOf,
  recordsOf,
  start,
  superlinear,
  temporaryFolder,
  transportJobs,
} from '../support/command.js';
import { examplesOfComments, examplesOfTexts, needsQueue } from '../support/examples.js';

let server: ChildProcess;
let folder: string;
let queue: string;

/** A port that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'superlinear-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  server = spawn(provideRedis(), [...options, '--dir', folder], { stdio: 'ignore' });
  queue = `redis://127.0.0.1:${port}`;
  const client = new Redis(queue);
  client.on('error', () => {});
  await client.ping();
  client.disconnect();
}, 300_000);

afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

/** Asks the queue of that name. */
async function ask<Answer>(name: string, question: (held: Queue) => Promise<Answer>): Promise<Answer> {
  const connection = new Redis(queue, { maxRetriesPerRequest: null });
  const held = new Queue(name, { connection });
  const answer = await question(held);
  await held.close();
  connection.disconnect();
  return answer;
}

/** What the queue holds, by state. */
const countsOf = (name: string) => ask(name, (held) => held.getJobCounts());

/** The jobs that failed for good. */
async function deadJobs(name: string) {
  const jobs = await ask(name, (held) => held.getFailed());
  return jobs.map(({ attemptsMade, failedReason }) => ({ attemptsMade, failedReason }));
}

/** A file of jobs, and the sorted records that a batch makes of it. */
async function jobsAndRecords(text: string) {
  const place = temporaryFolder();
  const [input, output, direct] = ['jobs.jsonl', 'records.jsonl', 'direct.jsonl'].map((name) =>
    join(place, name),
  );
  writeFileSync(input as string, text);
  await runBatch({ input: input as string, output: direct as string });
  const sorted = (path: string) => linesOf(path).sort().join('\n');
  return { place, input, output, expected: sorted(direct as string), sorted } as {
    place: string;
    input: string;
    output: string;
    expected: string;
    sorted: typeof sorted;
  };
}

describe('a queue', () => {
  test('gives the records that a batch gives, and keeps failed jobs with their error', async () => {
    const bad = '{"id":"bad","method":"transport.exact","problem":{"cost":"x"}}\n';
    const { input, output, expected, sorted } = await jobsAndRecords(transportJobs(20, 6) + bad);
    const place = { queue, name: 'records' };
    expect(await enqueue({ ...place, input })).toBe(21);
    await work({ ...place, untilEmpty: true });
    expect(await collect({ ...place, output })).toEqual({ solved: 20, failed: 1, complete: true });
    expect(sorted(output)).toBe(expected);
    expect(await countsOf('records')).toMatchObject({ completed: 0, failed: 1, waiting: 0, active: 0 });

    // Nothing can mend wrong input, so it was tried once.
    expect(await deadJobs('records')).toEqual([
      { attemptsMade: 1, failedReason: expect.stringMatching(/^INVALID_INPUT: cost /) },
    ]);
  });

  test('takes shortcuts, and no output that is no file', async () => {
    const problem = '{"matrix":[[1,2],[3,-1],[0,1]],"response":[1,2,3],"lambda":0.1}';
    const job = `{"method":"coordinate.lasso","problem":${problem}}\n`;
    const { input, output, expected, sorted } = await jobsAndRecords(job);
    const place = { queue, name: 'shortcuts' };
    await enqueue({ ...place, input });
    await work({ ...place, untilEmpty: true });
    await expect(collect({ ...place, output: '-' })).rejects.toMatchObject({ path: 'output' });
    await collect({ ...place, output });
    expect(sorted(output)).toBe(expected);
    expect(recordsOf(output)).toMatchObject([{ line: 1, solution: { status: 'converged' } }]);
  });

  test('takes a file twice without doing anything twice, and no other file', async () => {
    const { input, output, expected, sorted, place } = await jobsAndRecords(transportJobs(10, 5));
    const address = { queue, name: 'twice' };
    await enqueue({ ...address, input });
    await enqueue({ ...address, input });
    expect(await countsOf('twice')).toMatchObject({ waiting: 10 });
    await work({ ...address, untilEmpty: true });
    await collect({ ...address, output });
    await collect({ ...address, output });
    expect(sorted(output)).toBe(expected);

    const other = join(place, 'other.jsonl');
    writeFileSync(other, transportJobs(3, 4));
    await expect(enqueue({ ...address, input: other })).rejects.toMatchObject({ path: 'name' });
  });

  describe('with a job that a worker fails by no fault of the job', () => {
    /** Wants the native addon, which this environment hides. */
    const JOB = '{"method":"transport.exact","problem":{"cost":[[7]]},"options":{"backend":"native"}}\n';
    const HIDDEN = { NAPI_RS_NATIVE_LIBRARY_PATH: '/nowhere' };

    test('keeps it dead, with its error, once it was tried as often as it may be', async () => {
      const { place, input, output } = await jobsAndRecords(JOB);
      const address = ['--queue', queue, '--name', 'dead'];
      await superlinear(['enqueue', input, ...address, '--attempts', '2'], place);
      const { ended } = start(['work', ...address, '--until-empty'], place, HIDDEN);
      const { code, stderr } = await ended;
      expect(code).toBe(0);
      expect(stderr.match(/^line 1: BACKEND_UNAVAILABLE: the native addon cannot be used/gm)).toHaveLength(2);
      expect(await collect({ queue, name: 'dead', output })).toEqual({
        solved: 0,
        failed: 1,
        complete: true,
      });
      expect(recordsOf(output)).toMatchObject([{ line: 1, error: { code: 'BACKEND_UNAVAILABLE' } }]);
      expect(await deadJobs('dead')).toEqual([
        { attemptsMade: 2, failedReason: expect.stringMatching(/^BACKEND_UNAVAILABLE: /) },
      ]);
    });

    test('has it tried again, by whoever can solve it', async () => {
      const { place, input, output, expected, sorted } = await jobsAndRecords(JOB);
      const address = ['--queue', queue, '--name', 'again'];
      await superlinear(['enqueue', input, ...address], place);
      const { child, ended } = start(['work', ...address], place, HIDDEN);
      child.stderr?.once('data', () => child.kill());
      expect((await ended).stderr).toMatch(
        /^line 1: BACKEND_UNAVAILABLE: .*\n0 solved, 1 failed by this worker/,
      );
      expect(await countsOf('again')).toMatchObject({ delayed: 1, failed: 0 });
      await work({ queue, name: 'again', untilEmpty: true });
      expect(await collect({ queue, name: 'again', output })).toMatchObject({ solved: 1, failed: 0 });
      expect(sorted(output)).toBe(expected);
    });
  });

  test('reads arrays beside the file that was put on it', async () => {
    const { place, output } = await jobsAndRecords('');
    const { writeNpy } = await import('../../dist/batch/npy.js');
    writeNpy(join(place, 'cost.npy'), Float64Array.of(4, 1, 2, 0), [2, 2]);
    const input = join(place, 'arrays.jsonl');
    writeFileSync(input, '{"cost":{"npy":"cost.npy"}}\n');
    const address = { queue, name: 'arrays' };
    await enqueue({ ...address, input, method: 'transport.exact' });
    await work({ ...address, untilEmpty: true });
    await collect({ ...address, output });
    expect(recordsOf(output)).toMatchObject([{ line: 1, solution: { transportCost: 1.5 } }]);
  });

  test('shares formulas out between two workers', async () => {
    const count = 300;
    const { place, input, output, expected, sorted } = await jobsAndRecords(expressionJobs(count));
    const address = ['--queue', queue, '--name', 'formulas'];
    expect((await superlinear(['enqueue', input, ...address], place)).code).toBe(0);
    const args = ['work', ...address, '--jobs', '1', '--until-empty'];
    const workers = [start(args, place), start(args, place)];
    expect(await collect({ queue, name: 'formulas', output })).toEqual({
      solved: count,
      failed: 0,
      complete: true,
    });
    const told = await Promise.all(workers.map(({ ended }) => ended));
    const shares = told.map(({ stderr }) => Number(/^(\d+) solved, 0 failed/.exec(stderr)?.[1]));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(count);
    for (const share of shares) expect(share).toBeGreaterThan(0);
    expect(sorted(output)).toBe(expected);
  });

  test('loses and repeats nothing when workers are killed', async () => {
    const { place, input, output, expected, sorted } = await jobsAndRecords(transportJobs(1500, 40));
    const address = ['--queue', queue, '--name', 'killed'];
    expect((await superlinear(['enqueue', input, ...address], place)).code).toBe(0);
    const startWorker = () =>
      start(['work', ...address, '--jobs', '1', '--patience', '2', '--until-empty', '--quiet'], place);
    const collecting = superlinear(['collect', ...address, '--out', output], place);
    const size = () => (existsSync(output) ? statSync(output).size : 0);

    // Two are killed in the middle: one while both are at work, the other while it is alone; the third takes over.
    for (const { child, ended } of [startWorker(), startWorker()]) {
      const before = size();
      while (size() <= before && child.exitCode === null) await sleep(5);
      child.kill('SIGKILL');
      expect((await ended).signal).toBe('SIGKILL');
    }
    expect(linesOf(output).length).toBeLessThan(1500);
    const third = startWorker();
    expect(await collecting).toMatchObject({ code: 0, stderr: '1500 solved, 0 failed\n' });
    expect(await third.ended).toMatchObject({ code: 0 });
    expect(sorted(output)).toBe(expected);
    expect(await countsOf('killed')).toMatchObject({ completed: 0, failed: 0, waiting: 0, active: 0 });
  }, 120_000);

  test.each([...examplesOfTexts(), ...examplesOfComments()].filter(needsQueue))(
    'works as $place says',
    async ({ place, code }) => {
      const folder = resolve('build/test/queue');
      mkdirSync(folder, { recursive: true });
      const example = join(folder, `${place.replace(/\W+/g, '-')}.mjs`);
      // Each on a queue of its own; what an example leaves to others is done before.
      const name = place.replace(/\W+/g, '-');
      const own = code.replace(/'redis:\/\/localhost:6379'/g, `'${queue}'`);
      writeFileSync(join(folder, 'jobs.jsonl'), transportJobs(5, 4));
      writeFileSync(example, own.replace(/queue: ('redis[^']*')(?!, name)/g, `queue: $1, name: '${name}'`));
      rmSync(join(folder, 'records.jsonl'), { force: true });
      rmSync(join(folder, 'collected.jsonl'), { force: true });
      if (!code.includes('enqueue(')) await enqueue({ queue, name, input: join(folder, 'jobs.jsonl') });
      if (code.includes('collect(') && !code.includes('work(')) await work({ queue, name, untilEmpty: true });
      await promisify(execFile)(process.execPath, [example], { cwd: folder });
    },
  );

  test('that cannot be reached is an error', async () => {
    const args = ['collect', '--out', 'records.jsonl', '--queue', 'redis://127.0.0.1:1'];
    const { code, stderr } = await superlinear(args, temporaryFolder());
    expect(code).toBe(3);
    expect(stderr).toMatch(/^superlinear: queue cannot be reached: redis:\/\/127\.0\.0\.1:1: /);
    await expect(work({ queue: 'localhost' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      path: 'queue',
    });
  });
});
