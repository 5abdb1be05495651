/** Batches in programs: jobs from iterables, records one by one, and early termination. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { coordinate, SuperlinearError } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { type BatchOptions, type JobRecord, runBatch } from '../../dist/batch.js';
import { recordsOf, temporaryFolder, transportJobs } from '../support/command.js';
import { expectError } from '../support/expect.js';
import { uniform } from '../support/random.js';

const exact = (id: number) => ({ id, method: 'transport.exact', problem: { cost: [[id]] } });

/** Jobs 1 to `count`; records the number of jobs taken, and whether the iterator was closed. */
function source(count: number) {
  const seen = { asked: 0, closed: false };
  function* jobs() {
    try {
      while (seen.asked < count) yield exact(++seen.asked);
    } finally {
      seen.closed = true;
    }
  }
  return { seen, input: jobs() };
}

async function allOf(options: BatchOptions): Promise<JobRecord[]> {
  const records: JobRecord[] = [];
  for await (const record of runBatch(options)) records.push(record);
  return records;
}

/** The costs of solutions. */
const costs = (records: readonly JobRecord[]) =>
  records.map(({ solution }) => (solution as { transportCost: number }).transportCost);

describe('records one by one', () => {
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  test.each([
    ['an array', () => ten.map(exact)],
    ['a generator', () => source(10).input],
    ['a stream', () => Readable.from(ten.map(exact))],
    [
      'an array of promises',
      () => ten.map((id) => sleep(id, exact(id))) as unknown as ReturnType<typeof exact>[],
    ],
  ])('come from the jobs of %s', async (_, jobs) => {
    const records = await allOf({ input: jobs(), jobs: 2 });
    expect(records.map(({ id }) => id).sort((a, b) => Number(a) - Number(b))).toEqual(ten);
    expect(costs(await allOf({ input: jobs(), jobs: 2, ordered: true }))).toEqual(ten);
  });

  test('come from a file', async () => {
    const input = join(temporaryFolder(), 'jobs.jsonl');
    writeFileSync(input, `\n${transportJobs(300, 5)}`);
    const records = await allOf({ input, ordered: true });
    expect(records.map(({ line }) => line)).toEqual(Array.from({ length: 300 }, (_, i) => i + 2));
  });

  test('hold what the functions return, for problems as they take them', async () => {
    const problem = {
      matrix: { rows: 3, columns: 2, data: Float64Array.of(1, 2, 3, -1, 0, 1) },
      response: Float64Array.of(1, 2, 3),
      lambda: 0.1,
    };
    const kept = structuredClone(problem);
    const [record] = await allOf({ input: [problem], method: 'coordinate.lasso' });
    expect(record).toEqual({ line: 1, solution: coordinate.lassoSync(problem, { threads: 1 }) });
    expect(problem).toEqual(kept);
  });

  test('tell what is wrong with a job, and the others go on', async () => {
    const input = [
      exact(1),
      { id: 'text', method: 'transport.exact', problem: { cost: 'x' } },
      null as unknown as object,
      { id: 'f', method: 'coordinate.fit', problem: { matrix: [[1]], response: [1], loss: () => 0 } },
      { id: 'm', method: 'coordinate.laso', problem: {} },
      exact(2),
    ];
    const unknown = expect.stringMatching(/got "coordinate\.laso"; did you mean coordinate\.lasso\?$/);
    expect(await allOf({ input, ordered: true, jobs: 1 })).toMatchObject([
      { line: 1, id: 1, solution: { transportCost: 1 } },
      { line: 2, id: 'text', error: { code: 'INVALID_INPUT', path: 'cost' } },
      { line: 3, error: { code: 'INVALID_INPUT', message: 'job must be an object, got null' } },
      { line: 4, id: 'f', error: { message: 'loss must be data, got a function', path: 'loss' } },
      { line: 5, id: 'm', error: { path: 'method', message: unknown } },
      { line: 6, id: 2, solution: { transportCost: 2 } },
    ]);
  });

  test('are solved only when they are taken, and jobs asked for only when there is a thread', async () => {
    const { seen, input } = source(1000);
    const records = runBatch({ input, jobs: 1 });
    expect(seen.asked).toBe(0);
    await records.next();
    for (let before = -1; before !== seen.asked; await sleep(300)) before = seen.asked;
    // One job is being solved, one is ready, two records wait and one job is next; plus jobs finished in the meantime.
    expect(seen.asked).toBeLessThan(10);
    await records.return();
    expect(seen.closed).toBe(true);
  });

  test('may decide what the next job is', async () => {
    let last = 0;
    async function* input() {
      for (let id = 1; id <= 5; id++) {
        while (last < id - 1) await sleep(1);
        yield exact(id);
      }
    }
    for await (const { id } of runBatch({ input: input(), jobs: 2 })) last = id as number;
    expect(last).toBe(5);
  });

  test('tell how far the batch has come', async () => {
    const fractions: (number | undefined)[] = [];
    const input = Array.from({ length: 2000 }, (_, id) => exact(id));
    for await (const _ of runBatch({ input, onProgress: ({ fraction }) => fractions.push(fraction) }));
    expect(fractions.at(-1)).toBe(1);
    expect([...fractions].sort((a, b) => Number(a) - Number(b))).toEqual(fractions);
  });
});

describe('a batch of a program that ends early', () => {
  /** Points for a job of many minutes. */
  const points = (seed: number) => ({ rows: 20_000, columns: 2, data: uniform(seed, 40_000) });
  const problem = { sourcePoints: points(1), targetPoints: points(2) };
  const long = { id: 'long', method: 'transport.exact', problem };

  test('frees threads and jobs where its loop is left', async () => {
    const { seen, input } = source(1000);
    for await (const { id } of runBatch({ input, jobs: 2, ordered: true })) if (id === 3) break;
    expect(seen.closed).toBe(true);
    expect(seen.asked).toBeLessThan(20);
  });

  test('does not wait for what its threads are at', async () => {
    for await (const { id } of runBatch({ input: [long, exact(1)], jobs: 2 })) {
      expect(id).toBe(1);
      break;
    }
  });

  test('ends with the reason of its signal', async () => {
    const reason = new Error('enough');
    const aborted = AbortSignal.abort(reason);
    await expect(allOf({ input: [exact(1)], signal: aborted })).rejects.toBe(reason);
    await expect(runBatch({ input: [exact(1)], output: '/nowhere/records', signal: aborted })).rejects.toBe(
      reason,
    );

    const whileSolving = new AbortController();
    setTimeout(() => whileSolving.abort(reason), 100);
    await expect(allOf({ input: [long], signal: whileSolving.signal })).rejects.toBe(reason);

    const whileAsking = new AbortController();
    async function* silent() {
      yield exact(1);
      setTimeout(() => whileAsking.abort(reason), 10);
      await new Promise(() => {});
    }
    await expect(allOf({ input: silent(), signal: whileAsking.signal })).rejects.toBe(reason);
  });

  test('ends with what the functions of the program throw', async () => {
    const reason = new TypeError('mine');
    function* failing() {
      yield exact(1);
      throw reason;
    }
    await expect(allOf({ input: failing() })).rejects.toBe(reason);
    const output = join(temporaryFolder(), 'records.jsonl');
    await expect(runBatch({ input: failing(), output })).rejects.toBe(reason);
    const onProgress = () => {
      throw reason;
    };
    await expect(runBatch({ input: [long], output, overwrite: true, onProgress })).rejects.toBe(reason);
  });

  test('goes on in a file', async () => {
    const output = join(temporaryFolder(), 'records.jsonl');
    const reason = new Error('enough');
    const controller = new AbortController();
    function* stopping() {
      for (let id = 1; id <= 500; id++) {
        if (id === 300) controller.abort(reason);
        yield exact(id);
      }
    }
    await expect(runBatch({ input: stopping(), output, signal: controller.signal })).rejects.toBe(reason);
    const before = recordsOf(output).length;
    expect(before).toBeLessThan(300);
    const others = Array.from({ length: 500 }, (_, k) => exact(k + 1)).with(5, exact(7));
    const other = runBatch({ input: others, output, resume: true });
    await expect(other).rejects.toThrow(
      /the iterable is not the input .*: lines \d+ to \d+ are not as they were/,
    );
    expect(recordsOf(output)).toHaveLength(before);
    const { solved, resumed } = await runBatch({ input: source(500).input, output, resume: true });
    expect({ solved, resumed }).toEqual({ solved: 500, resumed: before });
    expect(
      recordsOf(output)
        .map(({ id }) => Number(id))
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });
});

describe('a batch that cannot be run', () => {
  const ofRecords = (options: object) => () => allOf(options as BatchOptions);
  const input = [exact(1)];

  test.each([
    [{}, 'input'],
    [{ input: 7 }, 'input'],
    [{ input, jobs: 1.5 }, 'jobs'],
    [{ input, concurrency: 2 }, 'concurrency'],
    [{ input, resume: true }, 'resume'],
    [{ input, method: 'transport.exat' }, 'method'],
    [{ input, method: 'linear.prepare' }, 'method'],
    [{ input, signal: 'x' }, 'signal'],
    [{ input, onProgress: 1 }, 'onProgress'],
    [{ input, options: { sed: 1 } }, 'sed'],
    [{ input, output: '' }, 'output'],
    [{ input, output: '-', resume: true }, 'resume'],
  ])('names the argument of %o', async (options, path) => {
    const run = 'output' in options ? () => runBatch(options as never) : ofRecords(options);
    await expectError(run, 'INVALID_INPUT', path);
  });

  test('says which file is to blame', async () => {
    const folder = temporaryFolder();
    const missing = join(folder, 'missing.jsonl');
    const error = await expectError(ofRecords({ input: missing }), 'UNREACHABLE', 'input');
    expect(error.message).toMatch(/^input cannot be read: ENOENT/);
    expect(error.cause).toMatchObject({ code: 'ENOENT' });
    const output = join(folder, 'r');
    await expectError(() => runBatch({ input: missing, output }), 'UNREACHABLE', 'input');
    expect(existsSync(output)).toBe(false);
    writeFileSync(output, 'what was solved before');
    await expectError(() => runBatch({ input: missing, output, overwrite: true }), 'UNREACHABLE', 'input');
    expect(readFileSync(output, 'utf8')).toBe('what was solved before');
    await expectError(() => runBatch({ input, output: join(missing, 'r') }), 'UNREACHABLE', 'output');
    await expectError(() => runBatch({ input, output: folder, overwrite: true }), 'UNREACHABLE', 'output');
    expect(error).toBeInstanceOf(SuperlinearError);
  });
});
