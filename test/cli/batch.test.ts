/** Batches: records, order, resuming, repair; and one that is killed ten times. */

import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Report, unpack } from '../../dist/batch/chunk.js';
import { CompletedLines } from '../../dist/batch/completed-lines.js';
import { readNpy } from '../../dist/batch/npy.js';
import { RecordFile } from '../../dist/batch/record-file.js';
import { SolverPool } from '../../dist/batch/solver-pool.js';
import { type BatchToFileOptions, runBatch } from '../../dist/batch.js';
import {
  expressionJobs,
  linesOf,
  recordsOf,
  start,
  superlinear,
  temporaryFolder,
  transportJobs,
} from '../support/command.js';

const EXACT = (cost: number[][]) => JSON.stringify({ method: 'transport.exact', problem: { cost } });

/** A batch of the given text in a folder of its own. */
function batchOf(text: string) {
  const folder = temporaryFolder();
  const [input, output] = [join(folder, 'jobs.jsonl'), join(folder, 'records.jsonl')];
  writeFileSync(input, text);
  return {
    folder,
    input,
    output,
    checkpoint: `${output}.checkpoint`,
    run: (options: Partial<BatchToFileOptions> = {}) => runBatch({ input, output, ...options }),
    sorted: () => linesOf(output).sort().join('\n'),
  };
}

describe('a batch', () => {
  test('gives one record a line, and goes on after bad ones', async () => {
    const lines = [
      '\uFEFF{"id":"first","method":"transport.exact","problem":{"cost":[[1]]}}',
      '',
      'not JSON',
      '{"id":4,"method":"transport.exact","problem":{"cost":"x"}}',
      '   \r',
      '{"id":6,"method":"transport.exact","problem":{"cost":[[2]]}}\r',
      EXACT([[3]]),
    ];
    const { run, output, checkpoint } = batchOf(lines.join('\n'));
    expect(await run({ ordered: true })).toMatchObject({
      solved: 3,
      failed: 2,
      resumed: 0,
      firstFailure: { line: 3, error: { code: 'INVALID_INPUT', path: 'job' } },
    });
    expect(recordsOf(output)).toMatchObject([
      { line: 1, id: 'first', solution: { transportCost: 1 } },
      { line: 3, error: { code: 'INVALID_INPUT', path: 'job' } },
      { line: 4, id: 4, error: { code: 'INVALID_INPUT', path: 'cost' } },
      { line: 6, id: 6, solution: { transportCost: 2 } },
      { line: 7, solution: { transportCost: 3 } },
    ]);
    expect(existsSync(checkpoint)).toBe(false);
  });

  test('takes problems for one method, from standard input, and tells by its exit code', async () => {
    const folder = temporaryFolder();
    const args = ['batch', '-', '--out', 'records.jsonl', '--method', 'transport.exact', '--ordered'];
    const { code, stderr } = await superlinear(args, folder, '{"cost":[[1]]}\n{"cost":[[-1,2]]}\n{}\n');
    const summary = /^2 solved, 1 failed; .*\nfailed: line 3: INVALID_INPUT: cost must be given, .*\n$/;
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(summary) });
    expect(recordsOf(join(folder, 'records.jsonl')).map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  test('gives records to standard output, and tells about itself on standard error', async () => {
    const jobs = `${transportJobs(50, 5)}{"id":"bad","method":"transport.exact"}\n{}\n`;
    const { run, output, folder } = batchOf(jobs);
    const { firstFailure } = await run({ ordered: true });
    expect(firstFailure).toMatchObject({ line: 51, id: 'bad', error: { path: 'problem' } });
    const args = ['batch', 'jobs.jsonl', '--out', '-', '--ordered'];
    const { code, stdout, stderr } = await superlinear(args, folder);
    expect(code).toBe(1);
    expect(stdout).toBe(readFileSync(output, 'utf8'));
    expect(stderr).toMatch(
      /^50 solved, 2 failed; .*\nthe first that failed: line 51 \("bad"\): INVALID_INPUT: problem must be an object, .*\n$/,
    );
    expect(existsSync(join(folder, '-'))).toBe(false);
    expect(await superlinear([...args, '--resume'], folder)).toMatchObject({
      code: 2,
      stderr: 'superlinear: resume needs an output that is a file, and not standard output\n',
    });
  });

  test('gives a record as soon as its job has come', async () => {
    const { child, ended } = start(['batch', '-', '--out', '-'], '.');
    const answers: string[] = [];
    for (let id = 1; id <= 30; id++) {
      const answer = new Promise<string>((resolve) => child.stdout?.once('data', resolve));
      child.stdin?.write(`${JSON.stringify({ id, method: 'transport.exact', problem: { cost: [[id]] } })}\n`);
      answers.push(await answer);
    }
    expect(answers.map((answer) => JSON.parse(answer).id)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    );
    // Nothing more comes; it ends all the same.
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '30 solved, 0 failed; stopped\n' });
  });

  test('keeps the order on request, and has the same records in any', async () => {
    // The first is the largest by far, so that it is hardly ready first.
    const text = transportJobs(1, 400) + transportJobs(300, 8);
    const ordered = batchOf(text);
    await ordered.run({ ordered: true, jobs: 2 });
    expect(recordsOf(ordered.output).map(({ line }) => line)).toEqual(
      Array.from({ length: 301 }, (_, i) => i + 1),
    );
    const free = batchOf(text);
    await free.run({ jobs: 2 });
    expect(free.sorted()).toBe(ordered.sorted());
  });

  test.each([
    [true, [1, 2, 3, 4]],
    [false, [3, 1, 4, 2]],
  ])('writes records that come as 3, 1, 4, 2; ordered: %o', async (isOrdered, expected) => {
    const output = join(temporaryFolder(), 'records.jsonl');
    const file = await RecordFile.open(output, { completed: new CompletedLines(), ordered: isOrdered });
    for (const line of [3, 1, 4, 2]) file.add({ line, text: Buffer.from(`{"line":${line}}\n`) });
    await file.flush();
    expect(file.written).toMatchObject({ solved: 4, failed: 0 });
    await file.close();
    expect(recordsOf(output).map(({ line }) => line)).toEqual(expected);
  });

  test('gives the records that calls give, whatever the backend', async () => {
    const text = transportJobs(20, 6);
    const [native, wasm] = [batchOf(text), batchOf(text)];
    await native.run({ ordered: true });
    await wasm.run({ ordered: true, options: { backend: 'wasm' } });
    const costs = (path: string) =>
      recordsOf(path).map(({ solution }) => (solution as { transportCost: number }).transportCost);
    costs(wasm.output).forEach((cost, index) => {
      expect(cost).toBeCloseTo(costs(native.output)[index] as number, 10);
    });
    const { transport } = await import('superlinear');
    const first = JSON.parse(text.split('\n')[0] as string);
    const { transportCost } = transport.sinkhornNewtonSync(first.problem);
    expect(costs(native.output)[0]).toBe(transportCost);
  });

  test('writes large arrays beside the records', async () => {
    const { run, folder, output } = batchOf(
      `${EXACT([
        [1, 2],
        [2, 1],
      ])}\n`,
    );
    await run({ arraysTo: join(folder, 'arrays'), arraysAbove: 1 });
    const [record] = recordsOf(output);
    expect(record?.solution).toMatchObject({ assignment: { npy: 'arrays/1.assignment.npy' } });
    expect(readNpy(join(folder, 'arrays/1.assignment.npy'))).toEqual(Int32Array.of(0, 1));
  });

  test('does not replace what is there, nor take another file for its own', async () => {
    const { run, output, folder } = batchOf(`${EXACT([[1]])}\n`);
    writeFileSync(output, 'precious\n');
    await expect(run()).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      path: 'output',
      message: expect.stringMatching(/the option resume goes on with it, and overwrite replaces it$/),
    });
    await expect(run({ resume: true })).rejects.toThrow('no record');
    writeFileSync(output, 'precious');
    await expect(run({ resume: true })).rejects.toThrow('not a file of records');
    expect(readFileSync(output, 'utf8')).toBe('precious');
    const { code, stderr } = await superlinear(['batch', 'jobs.jsonl', '--out', 'records.jsonl'], folder);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'superlinear: records.jsonl is there already: --resume goes on with it, --overwrite replaces it\n',
    });
    await run({ overwrite: true });
    expect(recordsOf(output)).toHaveLength(1);
  });

  test('survives a thread that dies, and finds the line at fault', async () => {
    const records: string[] = [];
    const hear = (report: Report) => {
      for (const { text } of unpack(report)) records.push(new TextDecoder().decode(text));
    };
    const pool = new SolverPool(2, { options: { threads: 1 }, folder: '.' }, hear, 24);
    const hungry = `{"method":"transport.exact","problem":{"cost":[${'{},'.repeat(900_000)}{}]}}`;
    for (const number of [0, 1, 2]) {
      const lines = [3 * number + 1, 3 * number + 2, 3 * number + 3];
      const jobs = [EXACT([[1]]), number === 1 ? hungry : EXACT([[2]]), EXACT([[3]])];
      await pool.submit({ number, lines, content: new TextEncoder().encode(`${jobs.join('\n')}\n`) });
    }
    await pool.drain();
    await pool.close();
    const found = records.map((record) => JSON.parse(record)).sort((a, b) => a.line - b.line);
    expect(found.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(found.filter(({ error }) => error !== undefined)).toMatchObject([
      { line: 5, error: { code: 'OUT_OF_MEMORY' } },
    ]);
  });
});

describe('a batch that was stopped', () => {
  const TEXT = transportJobs(60, 5);

  /** The records of an undisturbed run. */
  async function undisturbed(text: string): Promise<string> {
    const { run, sorted } = batchOf(text);
    await run();
    return sorted();
  }

  test('goes on after half a record, without a checkpoint', async () => {
    const { run, output, sorted } = batchOf(TEXT);
    await run();
    const whole = sorted();
    truncateSync(output, Math.floor(statSync(output).size * 0.6));
    expect((await run({ resume: true })).resumed).toBeGreaterThan(10);
    expect(sorted()).toBe(whole);
    expect(await run({ resume: true })).toMatchObject({ solved: 60, resumed: 60 });
    expect(sorted()).toBe(whole);
  });

  test('goes on from its signal, with a checkpoint that a failure of the power followed', async () => {
    const text = transportJobs(3000, 20);
    const { run, output, checkpoint, sorted } = batchOf(text);
    const [controller, reason] = [new AbortController(), new Error('enough')];
    const onProgress = ({ solved }: { solved: number }) => {
      if (solved > 100) controller.abort(reason);
    };
    await expect(run({ signal: controller.signal, onProgress })).rejects.toBe(reason);
    const solved = linesOf(output).length;
    expect(solved).toBeGreaterThan(100);
    expect(solved).toBeLessThan(3000);
    expect(JSON.parse(readFileSync(checkpoint, 'utf8'))).toMatchObject({
      outputBytes: statSync(output).size,
    });
    appendFileSync(output, Buffer.alloc(100));
    const resumed = await run({ resume: true });
    expect(resumed).toMatchObject({ solved: 3000, resumed: solved });
    expect(sorted()).toBe(await undisturbed(text));
  });

  test('does not go on with another input or other options', async () => {
    const { run, input } = batchOf(transportJobs(3000, 20));
    const controller = new AbortController();
    const onProgress = ({ solved }: { solved: number }) => solved > 50 && controller.abort();
    await expect(run({ signal: controller.signal, onProgress })).rejects.toThrow('aborted');
    await expect(run({ resume: true, options: { seed: 1 } })).rejects.toMatchObject({ path: 'resume' });
    await expect(run({ resume: true, ordered: true })).rejects.toMatchObject({ path: 'resume' });
    const other = readFileSync(input, 'utf8').replaceAll('job ', 'task ');
    writeFileSync(input, other);
    await expect(run({ resume: true })).rejects.toThrow('is not the input');
  });

  test('remembers the first line that failed', async () => {
    const { run, output } = batchOf(`{}\n${transportJobs(3000, 20)}`);
    const [controller, reason] = [new AbortController(), new Error('enough')];
    const onProgress = ({ failed }: { failed: number }) => failed > 0 && controller.abort(reason);
    await expect(run({ signal: controller.signal, onProgress })).rejects.toBe(reason);
    expect(await run({ resume: true })).toMatchObject({ firstFailure: { line: 1 } });
    expect(await run({ resume: true })).toMatchObject({ resumed: 3001, firstFailure: { line: 1 } });
    expect(recordsOf(output)).toHaveLength(3001);
  });

  test('of formulas gives the solutions that calls give, killed and resumed', async () => {
    const count = 400;
    const text = expressionJobs(count);
    const { folder, output, sorted } = batchOf(text);
    const args = ['batch', 'jobs.jsonl', '--out', 'records.jsonl', '--jobs', '1', '--resume'];
    const expected = await undisturbed(text);
    const { child, ended } = start(args, folder);
    while (!existsSync(output) || statSync(output).size === 0) await sleep(1);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    expect(linesOf(output).length).toBeLessThan(count);
    expect(await superlinear(args, folder)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${count} solved, 0 failed`),
    });
    expect(sorted()).toBe(expected);
    const { constrained } = await import('superlinear');
    const third = recordsOf(output).find(({ id }) => id === 3);
    const { problem } = JSON.parse(text.split('\n')[2] as string);
    const { solution, multipliers } = constrained.minimizeSync(problem, { threads: 1 });
    expect(third?.solution).toMatchObject({ status: 'converged', solution: [...solution] });
    expect(third?.solution).toMatchObject({ multipliers: [...multipliers] });
  });

  test('loses and repeats nothing in ten kills', async () => {
    const count = 12_000;
    const text = transportJobs(count, 12);
    const { folder, output, sorted } = batchOf(text);
    const args = ['batch', 'jobs.jsonl', '--out', 'records.jsonl', '--resume'];
    const expected = await undisturbed(text);
    let kills = 0;
    for (let round = 0; round < 10; round++) {
      const { child, ended } = start(args, folder);
      const size = () => (existsSync(output) ? statSync(output).size : 0);
      const before = size();
      const enough = before + Math.random() * 0.08 * expected.length;
      while (size() <= enough && child.exitCode === null) await sleep(1);
      await sleep(20 * Math.random());
      child.kill('SIGKILL');
      if ((await ended).signal === 'SIGKILL') kills++;
    }
    const { code, stderr } = await superlinear(args, folder);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${count} solved, 0 failed`),
    });
    expect(kills).toBe(10);
    expect(sorted() === expected).toBe(true);
  }, 180_000);
});
