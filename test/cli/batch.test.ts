/** Batches: records, order, resuming, repair, and refusals, including a batch killed ten times. */

import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Report, unpack } from '../../dist/batch/chunk.js';
import { CompletedLines } from '../../dist/batch/completed-lines.js';
import { readNpy } from '../../dist/batch/npy.js';
import { RecordFile } from '../../dist/batch/record-file.js';
import { SolverPool } from '../../dist/batch/solver-pool.js';
import { type BatchToFileOptions, runBatch } from '../../dist/batch.js';
import { soakBatch } from '../../scripts/lib/jobs-soak.mjs';
import {
  COMMAND,
  expressionJobs,
  linesOf,
  recordsOf,
  start,
  superlinear,
  temporaryFolder,
  transportJobs,
} from '../support/command.js';

const EXACT = (cost: number[][]) => JSON.stringify({ method: 'transport.exact', problem: { cost } });

/** A batch of the given text in its own folder. */
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
    // No more input arrives, and the command still ends.
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '30 solved, 0 failed; stopped\n' });
  });

  test('keeps the order on request, and has the same records in any', async () => {
    // The first job is by far the largest, so that it is hardly ever finished first.
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
        'superlinear: records.jsonl already exists: --resume goes on with it, --overwrite replaces it\n',
    });
    await run({ overwrite: true });
    expect(recordsOf(output)).toHaveLength(1);
  });

  test('survives a thread that dies, and finds the line at fault', async () => {
    const records: string[] = [];
    const hear = (report: Report) => {
      for (const { text } of unpack(report)) records.push(new TextDecoder().decode(text));
    };
    const pool = new SolverPool(2, { options: { threads: 1 } }, hear, 24);
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

  /** A batch of 3000 jobs stopped after `solvedThen` solved ones. */
  async function stoppedBatch(solvedThen: number) {
    const batch = batchOf(transportJobs(3000, 20));
    const controller = new AbortController();
    const onProgress = ({ solved }: { solved: number }) => solved > solvedThen && controller.abort();
    await expect(batch.run({ signal: controller.signal, onProgress })).rejects.toThrow('aborted');
    return { ...batch, lines: linesOf(batch.input), records: recordsOf(batch.output) };
  }

  const withLines = (path: string, lines: readonly string[]) => writeFileSync(path, `${lines.join('\n')}\n`);

  test('does not go on where a job that has a record was changed, however late in the file', async () => {
    const { run, input, output, lines, records } = await stoppedBatch(400);
    const kept = readFileSync(output, 'utf8');
    const last = Math.max(...records.map(({ line }) => line));
    expect(lines.slice(0, last - 1).join('\n').length).toBeGreaterThan(2 ** 16);
    for (const changed of [
      lines.with(last - 1, lines[0] as string),
      lines.toSpliced(last - 1, 1),
      lines.toSpliced(last - 1, 0, ''),
    ]) {
      withLines(input, changed);
      const words = /^resume is impossible: .* is not the input .*: lines \d+ to \d+ are not as they were$/;
      await expect(run({ resume: true })).rejects.toMatchObject({
        path: 'resume',
        message: expect.stringMatching(words),
      });
    }
    withLines(input, lines.slice(0, last - 1));
    await expect(run({ resume: true })).rejects.toThrow(/it ends after line \d+, and had \d+ lines or more$/);
    // Records of unchanged jobs may have been appended, in any order.
    expect(readFileSync(output, 'utf8').startsWith(kept)).toBe(true);
    // A line that has not been read yet may change.
    withLines(input, lines.with(-1, '{}'));
    expect(await run({ resume: true })).toMatchObject({
      solved: 2999,
      failed: 1,
      firstFailure: { line: 3000 },
    });
  });

  test('knows no blank line before it has read it', async () => {
    const jobs = linesOf(batchOf(transportJobs(3000, 20)).input);
    const { run, input, output } = batchOf(`${jobs.toSpliced(2900, 0, '').join('\n')}\n`);
    const controller = new AbortController();
    const onProgress = ({ solved }: { solved: number }) => solved > 5 && controller.abort();
    await expect(run({ jobs: 1, signal: controller.signal, onProgress })).rejects.toThrow('aborted');
    expect(linesOf(output).length).toBeLessThan(2900);
    writeFileSync(input, `${jobs.join('\n')}\n`);
    expect(await run({ resume: true })).toMatchObject({ solved: 3000 });
  });

  test('compares its input when it is done, too, and takes more jobs', async () => {
    const { run, input, output, sorted } = batchOf(TEXT);
    await run();
    const lines = linesOf(input);
    withLines(input, lines.with(40, lines[0] as string));
    await expect(run({ resume: true })).rejects.toThrow('is not the input');
    // The last line loses its line feed before jobs are appended.
    writeFileSync(input, TEXT.trimEnd());
    expect(await run({ resume: true })).toMatchObject({ solved: 60, resumed: 60 });
    appendFileSync(input, `\n${EXACT([[1]])}`);
    expect(await run({ resume: true })).toMatchObject({ solved: 61, resumed: 60 });
    expect(sorted()).toBe(await undisturbed(readFileSync(input, 'utf8')));
    await expect(run({ resume: true, options: { seed: 1 } })).rejects.toThrow('with other options');
    writeFileSync(input, `${TEXT}${EXACT([[1]]).replace('1', '12')}`);
    await expect(run({ resume: true })).rejects.toThrow('is not the input');
    expect(linesOf(output)).toHaveLength(61);
  });

  test('goes on without its log where the ids of jobs and records are the same', async () => {
    const { run, input, output, sorted, folder } = batchOf(TEXT);
    await run();
    const whole = sorted();
    const log = `${output}.input`;
    for (const other of [TEXT.replace('job 50', 'job 51'), linesOf(input).slice(0, 30).join('\n')]) {
      rmSync(log);
      writeFileSync(input, other);
      await expect(run({ resume: true })).rejects.toThrow(/among lines 1 to 1000 are jobs with other ids/);
      writeFileSync(input, TEXT);
      truncateSync(output, Math.floor(statSync(output).size * 0.8));
      await run({ resume: true });
      expect(sorted()).toBe(whole);
    }
    rmSync(log);
    const args = ['batch', '-', '--out', 'records.jsonl', '--resume'];
    expect(await superlinear(args, folder, TEXT)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`resume is impossible without records.jsonl.input`),
    });
  });

  test('solves again what its log does not know', async () => {
    const { run, output, sorted } = batchOf(TEXT);
    await run();
    const whole = sorted();
    // As after a power failure: the records were written, but the log was not.
    const log = `${output}.input`;
    truncateSync(log, Math.floor(statSync(log).size * 0.6));
    const { solved, resumed } = await run({ resume: true });
    expect(resumed).toBeLessThan(60);
    expect({ solved, text: sorted() }).toEqual({ solved: 60, text: whole });
  });

  test('of standard input is refused where that is another one', async () => {
    const folder = temporaryFolder();
    const args = ['batch', '-', '--out', 'records.jsonl', '--resume', '--quiet'];
    const lines = transportJobs(10, 5).split('\n');
    expect(await superlinear(args, folder, lines.slice(0, 5).join('\n'))).toMatchObject({ code: 0 });
    const changed = await superlinear(args, folder, lines.with(2, '{}').join('\n'));
    expect(changed).toMatchObject({ code: 2, stderr: expect.stringContaining('lines 1 to ') });
    expect(await superlinear(args, folder, lines.join('\n'))).toMatchObject({ code: 0 });
    expect(linesOf(join(folder, 'records.jsonl'))).toHaveLength(10);
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

  test('loses and repeats nothing in five kills', async () => {
    const count = 12_000;
    const text = transportJobs(count, 12);
    const { folder, output, sorted } = batchOf(text);
    const args = ['batch', 'jobs.jsonl', '--out', 'records.jsonl', '--resume'];
    const expected = await undisturbed(text);
    let kills = 0;
    for (let round = 0; round < 5; round++) {
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
    expect(kills).toBe(5);
    expect(sorted() === expected).toBe(true);
  }, 180_000);
});

describe('the output of a batch', () => {
  test('is not its input, by whatever name', async () => {
    const { run, folder, input } = batchOf(transportJobs(10, 5));
    const text = readFileSync(input, 'utf8');
    const [symbolic, hard] = [join(folder, 'symbolic'), join(folder, 'hard')];
    symlinkSync('jobs.jsonl', symbolic);
    linkSync(input, hard);
    for (const output of [input, join(folder, '.', 'jobs.jsonl'), symbolic, hard]) {
      for (const option of [{ overwrite: true }, { resume: true }]) {
        await expect(run({ output, ...option })).rejects.toMatchObject({
          code: 'INVALID_INPUT',
          path: 'output',
          message: expect.stringMatching(/^output must not be the input: /),
        });
      }
    }
    const { code, stderr } = await superlinear(
      ['batch', 'symbolic', '--out', 'jobs.jsonl', '--overwrite'],
      folder,
    );
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('must not be the input'),
    });
    // Files next to the output are refused, too.
    for (const ending of ['.input', '.checkpoint']) {
      const beside = join(folder, `records.jsonl${ending}`);
      writeFileSync(beside, text);
      await expect(run({ input: beside })).rejects.toThrow('must not be the input');
      expect(readFileSync(beside, 'utf8')).toBe(text);
    }
    expect(readFileSync(input, 'utf8')).toBe(text);
  });

  test('is not its input where the shell opens them', async () => {
    const { folder, input } = batchOf(transportJobs(10, 5));
    const text = readFileSync(input, 'utf8');
    for (const [args, stdio] of [
      [
        ['-', '--out', 'jobs.jsonl', '--overwrite'],
        [openSync(input, 'r'), 'ignore', 'pipe'],
      ],
      [
        ['jobs.jsonl', '--out', '-'],
        ['ignore', openSync(input, 'a'), 'pipe'],
      ],
    ] as const) {
      const child = spawn(process.execPath, [COMMAND, 'batch', ...args], { cwd: folder, stdio: [...stdio] });
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(code).toBe(2);
    }
    expect(readFileSync(input, 'utf8')).toBe(text);
  });

  test('is written by one process at a time, and free as soon as that is killed', async () => {
    const { folder, output } = batchOf(transportJobs(10, 5));
    const link = join(folder, 'link.jsonl');
    symlinkSync('records.jsonl', link);
    const { child, ended } = start(['batch', '-', '--out', 'records.jsonl'], folder);
    child.stdin?.write(`${EXACT([[1]])}\n`);
    while (!existsSync(output) || statSync(output).size === 0) await sleep(5);
    for (const path of ['records.jsonl', 'link.jsonl']) {
      const { code, stderr } = await superlinear(
        ['batch', 'jobs.jsonl', '--out', path, '--overwrite'],
        folder,
      );
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: `superlinear: output cannot be written: another process is writing to ${path}\n`,
      });
    }
    expect(linesOf(output)).toHaveLength(1);
    child.kill('SIGKILL');
    const free = await superlinear(['batch', 'jobs.jsonl', '--out', 'records.jsonl', '--overwrite'], folder);
    expect(free).toMatchObject({ code: 0 });
    expect((await ended).signal).toBe('SIGKILL');
    expect(linesOf(output)).toHaveLength(10);
  });

  test('is given up where another program changes it', async () => {
    const { run, output } = batchOf(transportJobs(3000, 20));
    const onProgress = ({ solved }: { solved: number }) => solved > 50 && appendFileSync(output, 'mine\n');
    await expect(run({ onProgress })).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: `output cannot be written: another process has changed ${output}`,
    });
  });
});

test('identical or refused: kills, exchanged inputs, two writers, full disks, cut outputs', async () => {
  const counts = await soakBatch({ jobs: 3000, seed: 1, folder: temporaryFolder() });
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5);
}, 180_000);
