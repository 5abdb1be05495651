/** Job queues: a real Redis, workers in separate processes, and killed workers. */

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
import { collect, enqueue, request, runBatch, serve, work } from '../../dist/batch.js';
import { soakHostile } from '../../scripts/lib/hostile-soak.mjs';
import { Server, soakQueue } from '../../scripts/lib/jobs-soak.mjs';
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
});

afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

/** Queries the queue of that name. */
async function ask<Answer>(name: string, question: (held: Queue) => Promise<Answer>): Promise<Answer> {
  const connection = new Redis(queue, { maxRetriesPerRequest: null });
  const held = new Queue(name, { connection });
  const answer = await question(held);
  await held.close();
  connection.disconnect();
  return answer;
}

/** The number of jobs in the queue, by state. */
const countsOf = (name: string) => ask(name, (held) => held.getJobCounts());

/** The permanently failed jobs. */
async function deadJobs(name: string) {
  const jobs = await ask(name, (held) => held.getFailed());
  return jobs.map(({ attemptsMade, failedReason }) => ({ attemptsMade, failedReason }));
}

/** A file of jobs, and the sorted records of a batch of it. */
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

    // Invalid input fails every time, so it is tried once.
    expect(await deadJobs('records')).toEqual([
      { attemptsMade: 1, failedReason: expect.stringMatching(/^INVALID_INPUT: cost /) },
    ]);
  });

  test('is collected in little memory, however large its records are', async () => {
    const problem = { function: { formula: 'sum(x)', inputs: { x: 9_000_000 } }, parameters: { x: 'zeros' } };
    const job = JSON.stringify({ method: 'expression.initialize', problem });
    const place = temporaryFolder();
    writeFileSync(join(place, 'jobs.jsonl'), `${job}\n`.repeat(12));
    const address = { queue, name: 'large' };
    await enqueue({ ...address, input: join(place, 'jobs.jsonl') });
    await work({ ...address, untilEmpty: true });
    const args = ['collect', '--queue', queue, '--name', 'large', '--out', 'records.jsonl', '--quiet'];
    const { ended } = start(args, place, { NODE_OPTIONS: '--max-old-space-size=200' });
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    expect(statSync(join(place, 'records.jsonl')).size).toBeGreaterThan(12 * 18_000_000);
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
    // Collected jobs have left the queue, and do not return.
    expect(await enqueue({ ...address, input })).toBe(10);
    expect(await countsOf('twice')).toMatchObject({ waiting: 0 });
    await collect({ ...address, output });
    expect(sorted(output)).toBe(expected);

    const other = join(place, 'other.jsonl');
    writeFileSync(other, transportJobs(3, 4));
    await expect(enqueue({ ...address, input: other })).rejects.toMatchObject({ path: 'name' });
  });

  test('takes no file that differs late, nor other options, and stays what it was', async () => {
    const { input, output, expected, sorted, place } = await jobsAndRecords(transportJobs(300, 20));
    const address = { queue, name: 'late' };
    await enqueue({ ...address, input });
    const other = join(place, 'other.jsonl');
    const lines = linesOf(input);
    expect(lines.slice(0, 250).join('\n').length).toBeGreaterThan(2 ** 16);
    for (const changed of [lines.with(250, lines[0] as string), lines.slice(0, -1)]) {
      writeFileSync(other, `${changed.join('\n')}\n`);
      await expect(enqueue({ ...address, input: other })).rejects.toMatchObject({
        path: 'name',
        message: expect.stringMatching(
          /the queue late has the jobs of another file: (lines 1 to 300|it ends after line 299)/,
        ),
      });
    }
    await expect(enqueue({ ...address, input, options: { seed: 3 } })).rejects.toThrow('with other options');
    await work({ ...address, untilEmpty: true });
    expect(await collect({ ...address, output })).toMatchObject({ solved: 300, complete: true });
    expect(sorted(output)).toBe(expected);
  });

  test('takes more jobs of the same file', async () => {
    const { input, output, place } = await jobsAndRecords(transportJobs(700, 5));
    const [address, shorter] = [{ queue, name: 'more' }, join(place, 'shorter.jsonl')];
    writeFileSync(shorter, linesOf(input).slice(0, 610).join('\n'));
    expect(await enqueue({ ...address, input: shorter })).toBe(610);
    await work({ ...address, untilEmpty: true });
    expect(await collect({ ...address, output })).toMatchObject({ solved: 610, complete: true });
    expect(await enqueue({ ...address, input })).toBe(700);
    await work({ ...address, untilEmpty: true });
    expect(await collect({ ...address, output })).toMatchObject({ solved: 700, complete: true });
    expect(
      recordsOf(output)
        .map(({ line }) => line)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 700 }, (_, k) => k + 1));
    // A batch may continue the records of a queue.
    expect(await runBatch({ input, output, resume: true })).toMatchObject({ solved: 700, resumed: 700 });
  });

  test('that is not there is an error, and none is waited for', async () => {
    const { input, output } = await jobsAndRecords(transportJobs(5, 5));
    const args = ['--queue', queue, '--name', 'none'];
    const words = `superlinear: name is that of no queue: none has no jobs at ${queue}; enqueue them first, or again where Redis has lost them\n`;
    const missing = { code: 3, stdout: '', stderr: words };
    expect(await superlinear(['collect', '--out', output, ...args])).toMatchObject(missing);
    expect(await superlinear(['work', '--until-empty', ...args])).toMatchObject(missing);
    expect(existsSync(output)).toBe(false);

    // As if Redis had come back empty.
    await enqueue({ queue, name: 'none', input });
    const collecting = superlinear(['collect', '--out', output, ...args]);
    const working = superlinear(['work', ...args, '--until-empty', '--quiet']);
    await working;
    await collecting;
    const before = linesOf(output);
    const client = new Redis(queue);
    await client.del(...(await client.keys('*none*')));
    client.disconnect();
    expect(await superlinear(['collect', '--out', output, ...args])).toMatchObject(missing);
    expect(linesOf(output)).toEqual(before);

    // Jobs enqueued again are solved again, without duplicate records.
    await enqueue({ queue, name: 'none', input });
    await work({ queue, name: 'none', untilEmpty: true });
    expect(await collect({ queue, name: 'none', output })).toMatchObject({ solved: 5, complete: true });
    expect(linesOf(output)).toEqual(before);
  });

  test('tells that jobs are gone, and which file has their records', async () => {
    const { input, output, place } = await jobsAndRecords(transportJobs(20, 5));
    const address = { queue, name: 'gone' };
    await enqueue({ ...address, input });
    await work({ ...address, untilEmpty: true });
    await collect({ ...address, output });
    await expect(collect({ ...address, output: join(place, 'second.jsonl') })).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('20 of 20 are neither on gone nor in '),
    });
  });

  test('collects to no records of another input, nor where its own log is missing', async () => {
    const { place, input, output } = await jobsAndRecords(transportJobs(20, 5));
    const other = join(place, 'other.jsonl');
    writeFileSync(other, transportJobs(20, 6));
    const records = join(place, 'others.jsonl');
    await runBatch({ input: other, output: records });
    const kept = linesOf(records);
    const address = { queue, name: 'mixed' };
    await enqueue({ ...address, input });
    await work({ ...address, untilEmpty: true });
    const refusal = { path: 'output', message: expect.stringContaining('not those of the queue mixed') };
    await expect(collect({ ...address, output: records })).rejects.toMatchObject(refusal);
    rmSync(`${records}.input`);
    await expect(collect({ ...address, output: records })).rejects.toMatchObject(refusal);
    expect(linesOf(records)).toEqual(kept);
    expect(await collect({ ...address, output })).toMatchObject({ solved: 20, complete: true });
  });

  test('whose file is there in part is told, until the rest comes', async () => {
    const { place, input, output, expected, sorted } = await jobsAndRecords(transportJobs(3000, 8));
    const args = ['--queue', queue, '--name', 'part'];
    const { child, ended } = start(['enqueue', input, ...args], place);
    while (Object.values(await countsOf('part')).every((count) => count === 0)) await sleep(1);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    const words =
      /^superlinear: name is that of a queue with a part of its jobs: enqueue of part was stopped/m;
    const stopped = { code: 3, stderr: expect.stringMatching(words) };
    expect(await superlinear(['work', ...args, '--until-empty', '--quiet'], place)).toMatchObject(stopped);
    expect(await superlinear(['collect', ...args, '--out', output], place)).toMatchObject(stopped);
    expect(linesOf(output).length).toBeGreaterThan(0);

    // Workers that find the queue empty wait for another process to fill it.
    const working = superlinear(['work', ...args, '--until-empty', '--quiet'], place);
    const filling = superlinear(['enqueue', input, ...args], place);
    expect(await filling).toMatchObject({ code: 0 });
    // The worker may have started first.
    if ((await working).code !== 0) await work({ queue, name: 'part', untilEmpty: true });
    expect(await collect({ queue, name: 'part', output })).toMatchObject({ solved: 3000, complete: true });
    expect(sorted(output)).toBe(expected);
  });

  test('is collected by one process at a time', async () => {
    const { place, input, output, expected, sorted } = await jobsAndRecords(transportJobs(30, 5));
    const args = ['--queue', queue, '--name', 'once'];
    await enqueue({ queue, name: 'once', input });
    const { child, ended } = start(['collect', ...args, '--out', output], place);
    while (!existsSync(output)) await sleep(5);
    expect(await superlinear(['collect', ...args, '--out', output], place)).toMatchObject({
      code: 3,
      stderr: `superlinear: output cannot be written: another process is writing to ${output}\n`,
    });
    const elsewhere = await superlinear(['collect', ...args, '--out', join(place, 'other')], place);
    expect(elsewhere).toMatchObject({
      code: 3,
      stderr: 'superlinear: name cannot be collected: another process collects the queue once\n',
    });
    child.kill('SIGKILL');
    await ended;
    const collecting = superlinear(['collect', ...args, '--out', output], place);
    await work({ queue, name: 'once', untilEmpty: true });
    expect(await collecting).toMatchObject({ code: 0, stderr: '30 solved, 0 failed\n' });
    expect(sorted(output)).toBe(expected);
  });

  test("takes the jobs of a killed worker by that one's patience, however long that of others is", async () => {
    const { place, input, output, expected, sorted } = await jobsAndRecords(transportJobs(600, 40));
    const args = ['work', '--queue', queue, '--name', 'patience', '--jobs', '1', '--quiet'];
    await enqueue({ queue, name: 'patience', input });
    const patient = start([...args, '--patience', '600'], place);
    const { child, ended } = start([...args, '--patience', '1'], place);
    while (((await countsOf('patience')).active ?? 0) < 4) await sleep(1);
    child.kill('SIGKILL');
    await ended;
    expect(await collect({ queue, name: 'patience', output })).toMatchObject({ solved: 600, complete: true });
    patient.child.kill('SIGTERM');
    expect(await patient.ended).toMatchObject({ code: 0, stderr: '' });
    expect(sorted(output)).toBe(expected);
  });

  test('identical or refused: kills, lost and restarted Redis, other files, two collectors', async () => {
    const counts = await soakQueue({
      jobs: 2500,
      seed: 3,
      folder: temporaryFolder(),
      redis: provideRedis(),
      pause: 0.3,
    });
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(2);
  });

  describe('with a job that a worker fails by no fault of the job', () => {
    /** Requires the native addon, which this environment hides. */
    const JOB = '{"method":"transport.exact","problem":{"cost":[[7]]},"options":{"backend":"native"}}\n';
    const HIDDEN = { NODE_OPTIONS: '--no-addons' };

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

  test('reads arrays from the folder of a worker alone', async () => {
    const { place, output } = await jobsAndRecords('');
    const { writeNpy } = await import('../../dist/batch/npy.js');
    writeNpy(join(place, 'cost.npy'), Float64Array.of(4, 1, 2, 0), [2, 2]);
    const input = join(place, 'arrays.jsonl');
    writeFileSync(input, '{"cost":{"npy":"cost.npy"}}\n');
    const address = { queue, name: 'arrays' };
    await enqueue({ ...address, input, method: 'transport.exact' });
    await work({ ...address, untilEmpty: true, arraysFrom: [place] });
    await collect({ ...address, output });
    expect(recordsOf(output)).toMatchObject([{ line: 1, solution: { transportCost: 1.5 } }]);

    const closed = { queue, name: 'closed' };
    writeFileSync(
      input,
      `${JSON.stringify({ cost: { npy: join(place, 'cost.npy') } })}\n{"cost":{"npy":"/"}}\n`,
    );
    await enqueue({ ...closed, input, method: 'transport.exact' });
    await work({ ...closed, untilEmpty: true });
    const second = join(place, 'second.jsonl');
    await collect({ ...closed, output: second });
    const messages = recordsOf(second).map(({ error }) => error?.message.replace(/read: \S+/, 'read:'));
    expect(messages).toEqual(
      Array(2).fill('cost cannot be read: is no file below a folder that arrays may be read from'),
    );
  });

  test('is served by a worker within its limits', async () => {
    const jobs = [
      {
        method: 'transport.exact',
        problem: {
          cost: [
            [4, 1],
            [2, 0],
          ],
        },
      },
      { method: 'coordinate.lasso', problem: { matrix: [[1]], response: [1], lambda: 0.1 } },
      { method: 'sketch.lstsq', problem: { matrix: [[1]], rightSide: [2] }, options: { timeLimit: 60 } },
      {
        method: 'expression.initialize',
        problem: { function: { formula: 'sum(x)', inputs: { x: 600_000 } }, parameters: { x: 'zeros' } },
      },
    ];
    const { input, output } = await jobsAndRecords(jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
    const address = { queue, name: 'limits' };
    await enqueue({ ...address, input, attempts: 1 });
    const methods = ['transport', 'sketch.lstsq', 'expression'];
    await work({ ...address, untilEmpty: true, methods, timeLimit: 5, threads: 1, recordLimit: 1 });
    await collect({ ...address, output });
    const records = recordsOf(output).sort((one, other) => one.line - other.line);
    expect(records).toMatchObject([
      { solution: { transportCost: 1.5 } },
      {
        error: {
          code: 'INVALID_INPUT',
          path: 'method',
          message: expect.stringContaining('is not served here'),
        },
      },
      { solution: { solution: [2] } },
      { error: { code: 'OUT_OF_MEMORY', message: 'the record is longer than 1 MiB' } },
    ]);
    await expect(work({ ...address, methods: ['transport.nothing'] })).rejects.toMatchObject({
      path: 'methods',
    });
    const notListed = work({ ...address, methods: 'transport' as unknown as string[] });
    await expect(notListed).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'methods' });
    for (const path of ['timeLimit', 'threads', 'recordLimit', 'patience']) {
      await expect(work({ ...address, [path]: -1 })).rejects.toMatchObject({ path });
    }
    await expect(work({ ...address, arraysFrom: [''] })).rejects.toMatchObject({ path: 'arraysFrom' });
  });

  test('is left in a minute by a worker that ends, and a collector, when Redis goes away', async () => {
    const place = temporaryFolder();
    const own = new Server(provideRedis(), place, await freePort());
    own.start();
    const length = 12;
    const problem = {
      objective: { formula: 'sum(sin(50 x)) + sum(x^2)', inputs: { x: length } },
      lower: Array(length).fill(-5),
      upper: Array(length).fill(5),
      method: 'evolution',
      maxEvaluations: 2e9,
    };
    const job = { method: 'blackbox.minimize', problem, options: { timeLimit: 4 } };
    writeFileSync(join(place, 'jobs.jsonl'), `${JSON.stringify(job)}\n`);
    const address = ['--queue', own.url];
    expect(await start(['enqueue', 'jobs.jsonl', ...address], place).ended).toMatchObject({ code: 0 });
    const working = start(['work', ...address, '--jobs', '1'], place);
    const collecting = start(['collect', ...address, '--out', 'records.jsonl', '--quiet'], place);
    await sleep(2500);
    working.child.kill('SIGTERM');
    await sleep(500);
    await own.kill();
    for (const ended of [working.ended, collecting.ended]) {
      expect(await ended).toMatchObject({ code: 3, stderr: expect.stringContaining('cannot be reached') });
    }
  });

  test('takes no harm of hostile jobs of all kinds', async () => {
    const counts = await soakHostile({
      jobs: 170,
      seed: 1,
      folder: temporaryFolder(),
      redis: provideRedis(),
    });
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(17);
  });

  test('takes no harm of jobs that enqueue did not put there', async () => {
    const { input, output, expected, sorted } = await jobsAndRecords(transportJobs(5, 4));
    const address = { queue, name: 'strange' };
    await enqueue({ ...address, input });
    const text = '{"method":"transport.exact","problem":{"cost":[[1]]}}';
    await ask('strange', async (held) => {
      await held.add('solve', { text });
      await held.add('solve', { line: { a: 1 }, text });
      await held.add('solve', { line: 2, text, options: {} });
      await held.add('solve', { line: 9, text, options: {} }, { jobId: 'line-9' });
      await held.add('solve', { line: 8, text: 7 }, { jobId: 'line-8' });
      await held.add('solve', { line: 2 ** 40, text, options: {} }, { jobId: `line-${2 ** 40}` });
      await held.add('solve', null);
    });
    await work({ ...address, untilEmpty: true });
    expect(await collect({ ...address, output })).toEqual({ solved: 5, failed: 0, complete: true });
    expect(sorted(output)).toBe(expected);
    expect(await deadJobs('strange')).toHaveLength(5);
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
    const { place, input, output, expected, sorted } = await jobsAndRecords(transportJobs(800, 40));
    const address = ['--queue', queue, '--name', 'killed'];
    expect((await superlinear(['enqueue', input, ...address], place)).code).toBe(0);
    const startWorker = () =>
      start(['work', ...address, '--jobs', '1', '--patience', '2', '--until-empty', '--quiet'], place);
    const collecting = superlinear(['collect', ...address, '--out', output], place);
    const size = () => (existsSync(output) ? statSync(output).size : 0);

    // Two workers are killed during their work: one while both are active, the other while it is alone; the third takes
    // over.
    for (const { child, ended } of [startWorker(), startWorker()]) {
      const before = size();
      while (size() <= before && child.exitCode === null) await sleep(5);
      child.kill('SIGKILL');
      expect((await ended).signal).toBe('SIGKILL');
    }
    expect(linesOf(output).length).toBeLessThan(800);
    const third = startWorker();
    expect(await collecting).toMatchObject({ code: 0, stderr: '800 solved, 0 failed\n' });
    expect(await third.ended).toMatchObject({ code: 0 });
    expect(sorted(output)).toBe(expected);
    expect(await countsOf('killed')).toMatchObject({ completed: 0, failed: 0, waiting: 0, active: 0 });
  });

  test.each([...examplesOfTexts(), ...examplesOfComments()].filter(needsQueue))(
    'works as $place says',
    async ({ place, code }) => {
      const folder = resolve('build/test/queue');
      mkdirSync(folder, { recursive: true });
      const example = join(folder, `${place.replace(/\W+/g, '-')}.mjs`);
      // Each example gets its own queue; steps left to other processes are done first.
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
    expect(stderr).toMatch(
      /^superlinear: queue cannot be reached: redis:\/\/127\.0\.0\.1:1: connect ECONNREFUSED .*\n$/,
    );
    // Passwords are not printed.
    const refused = work({ queue: queue.replace('//', '//nobody:secret@') });
    await expect(refused).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringMatching(new RegExp(`^queue cannot be reached: ${queue}: WRONGPASS `)),
    });
    await expect(work({ queue: 'localhost' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      path: 'queue',
    });
  });
});

describe('questions', () => {
  /** Serves a queue while a test runs. */
  async function serving<Result>(
    name: string,
    handler: (payload: unknown) => unknown,
    use: () => Promise<Result>,
    patience = 5,
  ): Promise<Result> {
    const stop = new AbortController();
    const served = serve({ queue, name, signal: stop.signal, patience }, handler);
    try {
      return await use();
    } finally {
      stop.abort();
      await served;
    }
  }

  test('get answers with their arrays, each its own, and leave nothing behind', async () => {
    const scale = (payload: unknown) => {
      const { factor, numbers } = payload as { factor: number; numbers: Float64Array };
      return { numbers: numbers.map((value) => factor * value) };
    };
    const numbers = Float64Array.of(0.1, -0, 1e300);
    await serving('scale', scale, async () => {
      const factors = Array.from({ length: 8 }, (_, k) => k - 3);
      const answers = await Promise.all(
        factors.map((factor) => request({ queue, name: 'scale', payload: { factor, numbers } })),
      );
      expect(answers).toEqual(factors.map((factor) => scale({ factor, numbers })));
    });
    expect(await countsOf('scale')).toMatchObject({ waiting: 0, active: 0, failed: 0 });
  });

  test('that fail tell why', async () => {
    const refuse = () => {
      throw new Error('not today');
    };
    await serving('refuse', refuse, async () => {
      const asked = request({ queue, name: 'refuse', payload: 1 });
      await expect(asked).rejects.toMatchObject({
        name: 'RequestError',
        reason: 'failed',
        message: 'not today',
      });
    });
  });

  test('that nobody answers are withdrawn', async () => {
    const asked = request({ queue, name: 'nobody', payload: 1, patience: 0.3 });
    await expect(asked).rejects.toMatchObject({ name: 'RequestError', reason: 'timeout' });
    expect(await countsOf('nobody')).toMatchObject({ waiting: 0, active: 0 });
    const reason = new Error('enough');
    const aborted = request({ queue, name: 'nobody', payload: 1, signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
  });

  test('are given up at once when aborted, also while they are posed', async () => {
    const controller = new AbortController();
    const asked = request({ queue, name: 'nobody', payload: 1, signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(await countsOf('nobody')).toMatchObject({ waiting: 0, active: 0 });
  });

  test('wait as long as they may, also for ever', async () => {
    await serving(
      'patient',
      (payload) => payload,
      async () => {
        expect(await request({ queue, name: 'patient', payload: 3, patience: Infinity })).toBe(3);
        expect(await request({ queue, name: 'patient', payload: 4, patience: 1e8 })).toBe(4);
      },
      Infinity,
    );
    const parts = () => request({ queue, name: 'parts', payload: 5, patience: 10.00005 });
    expect(await serving('parts', (payload) => payload, parts, 1.2345)).toBe(5);
  });

  test('of another kind are failures of their own, and the next is answered', async () => {
    await serving(
      'others',
      (payload) => payload,
      async () => {
        await ask('others', (held) => held.add('question', { text: 'no question' }));
        expect(await request({ queue, name: 'others', payload: 'one' })).toBe('one');
        const cyclic: unknown[] = [];
        cyclic.push(cyclic);
        const refused = request({ queue, name: 'others', payload: cyclic });
        await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      },
    );
    expect(await countsOf('others')).toMatchObject({ waiting: 0, active: 0, failed: 1 });
  });

  test('of a handler that returns no data tell why', async () => {
    await serving(
      'functions',
      () => () => 1,
      async () => {
        const asked = request({ queue, name: 'functions', payload: 1 });
        await expect(asked).rejects.toMatchObject({ reason: 'failed' });
      },
    );
  });

  test('of a late answer do not disturb the next one', async () => {
    const answers = async (payload: unknown) => {
      if (payload === 'slow') await sleep(800);
      return payload;
    };
    await serving('late', answers, async () => {
      const late = request({ queue, name: 'late', payload: 'slow', patience: 0.3 });
      await expect(late).rejects.toMatchObject({ reason: 'timeout' });
      expect(await request({ queue, name: 'late', payload: 'quick' })).toBe('quick');
    });
  });

  test('with bad arguments are refused', async () => {
    const address = { queue, name: 'bad' };
    await expect(request({ ...address, payload: undefined })).rejects.toMatchObject({ path: 'payload' });
    await expect(request({ ...address, payload: { f: () => 1 } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(request({ ...address, payload: 1, patience: 0 })).rejects.toMatchObject({
      path: 'patience',
    });
    await expect(serve({ ...address, patience: -1 }, () => 1)).rejects.toMatchObject({ path: 'patience' });
    await expect(work({ ...address, patience: 0 })).rejects.toMatchObject({ path: 'patience' });
    const notNumber = serve({ ...address, patience: '5' as unknown as number }, () => 1);
    await expect(notNumber).rejects.toMatchObject({ path: 'patience' });
    const noHandler = serve(address, 'handler' as unknown as () => unknown);
    await expect(noHandler).rejects.toMatchObject({ path: 'handler' });
  });

  test('of a federated training lose nothing although a process is killed', async () => {
    const args = ['build/examples/federated-queue.js', '--queue', queue, '--rounds', '60'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toContain('the process of north is killed');
    expect(stdout).toContain('180 of 180 messages counted');
    expect(stdout).toMatch(/simulation in one process: 0\n/);
  });
});
