/**
 * Jobs, files and strings from untrusted sources: unreadable files, false sizes, and strings with a meaning to a shell
 * or a terminal.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { plain } from '../../dist/batch/array-files.js';
import { BegunLines } from '../../dist/batch/begun-lines.js';
import { CompletedLines } from '../../dist/batch/completed-lines.js';
import { readJob, settingsFor, solveLine } from '../../dist/batch/job.js';
import type { JobRecord } from '../../dist/batch/job-types.js';
import { readNpy, writeNpy } from '../../dist/batch/npy.js';
import { runBatch } from '../../dist/batch.js';
import { COMMAND, recordsOf, start, superlinear, temporaryFolder } from '../support/command.js';
import { childrenOf, isAlive, processorSeconds, until } from '../support/processes.js';

/** A job that reads a file. */
const reading = (npy: string) => ({ method: 'transport.exact', problem: { cost: { npy } } });

const REFUSAL = 'is no file below a folder that arrays may be read from';

describe('files of jobs', () => {
  /** A folder of jobs next to another folder, each with an array. */
  function folders() {
    const place = temporaryFolder();
    const [own, other] = [join(place, 'own'), join(place, 'other')];
    for (const folder of [own, other, join(own, 'below')]) mkdirSync(folder);
    for (const folder of [own, other, join(own, 'below')]) {
      writeNpy(join(folder, 'cost.npy'), Float64Array.of(4, 1, 2, 0), [2, 2]);
    }
    return { place, own, other };
  }

  /** The transport costs or errors of jobs in a file of the folder `own`. */
  async function outcomes(own: string, files: readonly string[], arraysFrom?: readonly string[]) {
    const [input, output] = [join(own, 'jobs.jsonl'), join(own, 'records.jsonl')];
    writeFileSync(input, files.map((file) => `${JSON.stringify(reading(file))}\n`).join(''));
    const folders = arraysFrom && { arraysFrom };
    await runBatch({ input, output, ordered: true, overwrite: true, ...folders });
    return recordsOf(output).map(({ solution, error }) =>
      error ? error.message : (solution as { transportCost: number }).transportCost,
    );
  }

  test('are read from the folder of the input, from below, and from folders that are named', async () => {
    const { own, other } = folders();
    const files = ['cost.npy', 'below/cost.npy', join(own, 'cost.npy')];
    expect(await outcomes(own, files)).toEqual([1.5, 1.5, 1.5]);
    expect(await outcomes(own, ['../other/cost.npy', join(other, 'cost.npy')], [other])).toEqual([1.5, 1.5]);
  });

  test('are refused everywhere else in the same words, whatever is there', async () => {
    const { own, other } = folders();
    symlinkSync(join(other, 'cost.npy'), join(own, 'link.npy'));
    symlinkSync(other, join(own, 'folder'));
    execFileSync('mkfifo', [join(own, 'pipe.npy')]);
    const files = ['link.npy', 'folder/cost.npy', 'pipe.npy', '../other/cost.npy', join(other, 'cost.npy')];
    const absent = ['missing.npy', '/missing.npy', '/dev/zero', '/etc', 'below', 'a\0b'];
    for (const [index, outcome] of (await outcomes(own, [...files, ...absent])).entries()) {
      expect(outcome).toBe(`cost cannot be read: ${[...files, ...absent][index]} ${REFUSAL}`);
    }
  });

  test('are looked for nowhere but below the folders, even if links lead back', async () => {
    const { own, other } = folders();
    symlinkSync(join(own, 'cost.npy'), join(other, 'back.npy'));
    symlinkSync(own, join(other, 'back'));
    symlinkSync(join(own, 'below'), join(own, 'within'));
    const files = ['within/cost.npy', 'below/../cost.npy', '../other/back.npy', '../other/back/cost.npy'];
    const refused = (file: string | undefined) => `cost cannot be read: ${file} ${REFUSAL}`;
    const expected = [1.5, 1.5, refused(files[2]), refused(files[3])];
    expect(await outcomes(own, files)).toEqual(expected);
    // A folder that is not there opens and closes nothing.
    expect(await outcomes(own, files, [join(own, 'missing')])).toEqual(expected);
  });

  test('are opened by options of the command', async () => {
    const { own, other } = folders();
    writeFileSync(join(own, 'job.json'), JSON.stringify(reading('../other/cost.npy')));
    expect(await superlinear(['solve', 'job.json'], own)).toMatchObject({ code: 1 });
    expect(await superlinear(['solve', 'job.json', '--arrays-from', other], own)).toMatchObject({ code: 0 });
    const args = ['batch', 'job.json', '-o', '-', '--arrays-from', '../other'];
    expect(await superlinear(args, own)).toMatchObject({ code: 0 });
    await expect(runBatch({ input: [], output: '-', arraysFrom: [''] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      path: 'arraysFrom',
    });
  });
});

describe('.npy files', () => {
  const fileOf = (header: string) => {
    const text = `${header.padEnd(117)}\n`;
    return Buffer.concat([
      Buffer.from([0x93]),
      Buffer.from('NUMPY\x01\x00v\x00', 'latin1'),
      Buffer.from(text),
    ]);
  };

  test.each([
    [
      "{'descr': '<f8', 'fortran_order': True, 'shape': (99999999999999, 0), }",
      /a dimension of 99999999999999/,
    ],
    ["{'descr': 'constructor', 'fortran_order': False, 'shape': (1,), }", /elements of the type constructor/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (100000, 100000), }", /shorter than its header says/],
  ])('with the header %s are refused at once', (header, message) => {
    expect(() => readNpy('array.npy', fileOf(header))).toThrow(message);
  });

  test('without columns are read at once', () => {
    const header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2000000000, 0), }";
    expect(readNpy('array.npy', fileOf(header))).toMatchObject({ rows: 2_000_000_000, columns: 0 });
  });

  test('that are compressed well are decompressed to two gigabytes at most', () => {
    // Concatenated blocks, as from a file compressed piece by piece.
    const block = gzipSync(Buffer.alloc(2 ** 26), { level: 1 });
    const bomb = Buffer.concat(Array<Buffer>(33).fill(block));
    expect(() => readNpy('array.npy.gz', bomb)).toThrow(/larger than/);
  });
});

test('a solution of more numbers than a text can hold is an error, unless its arrays go to files', () => {
  const solution = { x: new Uint8Array(6_000_000), y: { z: new Uint8Array(6_000_000) } };
  expect(() => plain(solution, undefined, '1')).toThrow(
    expect.objectContaining({ code: 'OUT_OF_MEMORY', path: 'arraysTo' }),
  );
  const folder = temporaryFolder();
  expect(plain(solution, { folder, prefix: '', above: 1000 }, '1')).toEqual({
    x: { npy: '1.x.npy' },
    y: { z: { npy: '1.y.z.npy' } },
  });
});

test.each([[60], [null], [undefined], [Number.POSITIVE_INFINITY]])(
  'a job that asks for %s seconds gets no more than it may',
  (timeLimit) => {
    const job = { method: 'transport.exact', problem: { cost: [[1]] }, options: { timeLimit } };
    const settings = { options: {}, maxTimeLimit: 5 };
    expect(readJob(job, settings).options?.timeLimit).toBe(5);
    expect(readJob({ ...job, options: { timeLimit: 2 } }, settings).options?.timeLimit).toBe(2);
  },
);

test('a job gets no more threads than it may', () => {
  const job = (threads: unknown) => ({
    method: 'transport.exact',
    problem: { cost: [[1]] },
    options: { threads },
  });
  const given = (threads: unknown) => readJob(job(threads), { options: {}, maxThreads: 3 }).options?.threads;
  expect([1, 3, 4, 1024, 1e9, null, undefined].map(given)).toEqual([1, 3, 3, 3, 3, 3, 3]);
  expect([0, -1, '4', 1.5].map(given)).toEqual([0, -1, '4', 1.5]);
  // Without a limit of its own, a batch gives as many as there are processors, or as its caller asks for.
  const processors = availableParallelism();
  expect(settingsFor([], {}).maxThreads).toBe(processors);
  expect(settingsFor([], { options: { threads: processors + 1 } }).maxThreads).toBe(processors + 1);
});

describe('a line of more than 128 MiB', () => {
  const GOOD = '{"method":"transport.exact","problem":{"cost":[[1]]}}\n';

  /** Jobs in a compressed file, whose blocks follow each other, with lines of so many blocks of 64 MiB between them. */
  function jobsWith(...lines: readonly number[]) {
    const block = gzipSync(Buffer.alloc(2 ** 26, '['), { level: 1 });
    const good = gzipSync(GOOD);
    const path = join(temporaryFolder(), 'jobs.jsonl.gz');
    const blocks = lines.map((count) => [...Array<Buffer>(count).fill(block), gzipSync(']\n'), good]);
    writeFileSync(path, Buffer.concat([good, ...blocks.flat()]));
    return path;
  }

  test('is refused, and its neighbors are not', async () => {
    const input = jobsWith(2, 4);
    const output = `${input}.records`;
    const expected = { solved: 3, failed: 2 };
    expect(await runBatch({ input, output, ordered: true })).toMatchObject(expected);
    const records = recordsOf(output);
    expect(records.map(({ error }) => error?.message)).toEqual([
      undefined,
      'job is longer than 128 MiB; write its arrays to .npy files',
      undefined,
      'job is longer than 128 MiB; write its arrays to .npy files',
      undefined,
    ]);
    // The input is compared all the same.
    expect(await runBatch({ input, output, ordered: true, resume: true })).toMatchObject(expected);
    writeFileSync(input, readFileSync(jobsWith(2, 5)));
    await expect(runBatch({ input, output, ordered: true, resume: true })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      path: 'resume',
    });
  });
});

test.each([[[]], [['--ordered']]])('millions of blank lines take no memory %j', async (options) => {
  const folder = temporaryFolder();
  const good = gzipSync('{"method":"transport.exact","problem":{"cost":[[1]]}}\n');
  const blank = gzipSync(Buffer.alloc(2 ** 24, '\n'), { level: 1 });
  writeFileSync(join(folder, 'jobs.jsonl.gz'), Buffer.concat([good, blank, good]));
  const args = ['batch', 'jobs.jsonl.gz', '-o', 'records.jsonl', '--quiet', ...options];
  const { ended } = start(args, folder, { NODE_OPTIONS: '--max-old-space-size=100' });
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  const lines = recordsOf(join(folder, 'records.jsonl')).map(({ line }) => line);
  expect(lines).toEqual([1, 2 ** 24 + 2]);
});

test('a job that is nested too deeply is refused as such', async () => {
  const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`;
  const job = `{"method":"transport.exact","problem":{"cost":${deep},"source":{"npy":"a.npy"}}}`;
  const { code, stderr } = await superlinear(['solve', '-'], temporaryFolder(), job);
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'superlinear: job is nested too deeply\n' });
});

test('names and keys of millions of characters are refused at once, in messages that are short', () => {
  const [name, key] = ['transport.'.padEnd(5e6, 'x'), 'k'.repeat(1e6)];
  const errors = [
    { method: name, problem: {} },
    { method: 'transport.exact', problem: { cost: [[1]], [key]: 1 } },
    { method: 'transport.exact', problem: { cost: [[1]] }, [key]: 1 },
  ].map((job) => {
    const { record } = solveLine(1, JSON.stringify(job), { options: {} }, new Int32Array(1));
    return (JSON.parse(record as string) as JobRecord).error;
  });
  for (const error of errors) {
    expect(error?.code).toBe('INVALID_INPUT');
    expect(error?.message.length).toBeLessThan(3000);
    expect(error?.path.length).toBeLessThan(3000);
  }
});

test('short rows that would make a matrix beyond all memory are refused as rows', () => {
  const cost = [new Array(2e5).fill(1), ...Array.from({ length: 2e5 }, () => [])];
  const text = JSON.stringify({ method: 'transport.exact', problem: { cost } });
  const { record } = solveLine(1, text, { options: {} }, new Int32Array(1));
  const message = 'cost[1] must have as many entries as the first row, 200000, got 0';
  expect(JSON.parse(record as string)).toEqual({
    line: 1,
    error: { code: 'INVALID_INPUT', message, path: 'cost[1]' },
  });
});

describe('words of tune', () => {
  const HOSTILE = 'a\'$(touch p1)`touch p2`;touch p3 "b';

  test.each([
    ['bare', 'printf %s {m} >> words; echo 1'],
    ['in double quotes', 'printf %s "{m}" >> words; echo 1'],
  ])('%s reach the command as they are, and the shell reads none of them', async (_, command) => {
    const folder = temporaryFolder();
    const args = ['--variable', `m=one:${HOSTILE},plain`, '--evaluations', '6', '--json'];
    const { code, stdout } = await superlinear(['tune', command, ...args], folder);
    expect(code).toBe(0);
    for (const name of ['p1', 'p2', 'p3']) expect(existsSync(join(folder, name))).toBe(false);
    const words = execFileSync('cat', ['words'], { cwd: folder, encoding: 'utf8' });
    expect(words.replaceAll('plain', '').replaceAll(HOSTILE, '')).toBe('');
    expect(words).toContain(HOSTILE);
    // The printed command has the same effect.
    const { command: line, solution } = JSON.parse(stdout);
    execFileSync('sh', ['-c', `rm words; ${line}`], { cwd: folder });
    expect(execFileSync('cat', ['words'], { cwd: folder, encoding: 'utf8' })).toBe(solution.m);
  });

  test('in single quotes are refused where the shell would read them', async () => {
    const folder = temporaryFolder();
    const args = ['--variable', 'm=one:x y,z;w', '--evaluations', '2'];
    const { code, stderr } = await superlinear(['tune', "echo '{m}' 1", ...args], folder);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('single quotes') });
  });

  test('that leave a process behind are timed out', async () => {
    const folder = temporaryFolder();
    const args = ['--variable', 'x=0..1', '--evaluations', '1', '--timeout', '1'];
    const start = performance.now();
    const { stderr } = await superlinear(['tune', 'setsid sleep 100 & echo {x}', ...args], folder);
    expect(stderr).toContain('took longer than 1 s');
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});

test('control characters of names and keys are shown, and not obeyed', async () => {
  const folder = temporaryFolder();
  const [title, erase] = ['\u001b]0;owned\u0007', '\u009b2J'];
  const job = { method: 'transport.exact', problem: { cost: [[1]], [`${title}${erase}`]: 1 } };
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  for (const args of [
    ['solve', `missing${title}`],
    ['solve', 'job.json'],
    ['batch', 'job.json', '-o', 'out.jsonl'],
    ['solve', 'job.json', `--${title}`],
  ]) {
    const { stderr } = await superlinear(args, folder);
    expect(stderr).toContain('\\u001b]0;owned\\u0007');
    for (const character of ['\u001b', '\u0007', '\u009b']) expect(stderr).not.toContain(character);
  }
});

test('an output that is a link to itself is refused', async () => {
  const folder = temporaryFolder();
  symlinkSync('records.jsonl', join(folder, 'records.jsonl'));
  const args = ['batch', '-', '-o', 'records.jsonl'];
  const { code, stderr } = await superlinear(args, folder, '{}\n');
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('ELOOP') });
});

describe('lines under way', () => {
  test('are those of a killed run that are not done, however often the list was made anew', () => {
    const output = join(temporaryFolder(), 'records.jsonl');
    const completed = new CompletedLines();
    const begun = new BegunLines(output, completed, true);
    expect(begun.suspects.size).toBe(0);
    for (let line = 1; line <= 25_000; line++) {
      begun.begin([line]);
      if (line % 1000 !== 0) completed.add(line);
    }
    const lines = Array.from({ length: 25 }, (_, k) => 1000 * (k + 1));
    // A run that begins with other lines and is killed, too, does not forget them.
    for (const known of [lines, lines]) {
      const next = new BegunLines(output, completed, true);
      expect([...next.suspects]).toEqual(known);
      next.begin([1000]);
    }
    expect(new BegunLines(output, completed, false).suspects.size).toBe(0);
    begun.forget();
    expect(existsSync(`${output}.begun`)).toBe(false);
  });
});

describe('isolated jobs', () => {
  const GOOD = {
    method: 'transport.exact',
    problem: {
      cost: [
        [4, 1],
        [2, 0],
      ],
    },
  };
  /** Declares so many columns that vectors would take at least 16 GB. */
  const matrix = { rows: 2, columns: 2 ** 31 - 1, indptr: [0, 1, 2], indices: [0, 1], data: [1, 2] };
  const HOSTILE = { method: 'coordinate.lasso', problem: { matrix, response: [1, 2], lambda: 0.1 } };
  const UNLIMITED = { ...HOSTILE, options: { memoryLimit: 1e9 } };

  /** More numbers than a process of 300 MiB can read, in some 70 MB of text. */
  const longJob = () =>
    `{"method":"expression.evaluate","problem":{"function":"x","points":{"x":[${'0,'.repeat(2 ** 25)}0]}}}`;

  test.runIf(process.platform === 'linux')('that take too much memory fail alone', async () => {
    const folder = temporaryFolder();
    const [input, output] = [join(folder, 'jobs.jsonl'), join(folder, 'records.jsonl')];
    const lines = Array.from({ length: 40 }, (_, k) => JSON.stringify(k === 7 ? HOSTILE : GOOD));
    lines[27] = longJob();
    writeFileSync(input, `${lines.join('\n')}\n`);
    const { solved, failed } = await runBatch({ input, output, memoryLimit: 300, ordered: true });
    expect({ solved, failed }).toEqual({ solved: 38, failed: 2 });
    expect(recordsOf(output).filter((record) => record.error)).toMatchObject([
      // No run in the process may take more than the process.
      { line: 8, error: { code: 'OUT_OF_MEMORY', path: 'matrix' } },
      {
        line: 28,
        error: {
          code: 'OUT_OF_MEMORY',
          message: 'the process that solved it was ended: it took more than 300 MiB of memory',
        },
      },
    ]);
  });

  test.runIf(process.platform === 'linux')(
    'are those that were under way when a process died of one',
    async () => {
      const folder = temporaryFolder();
      const lines = Array.from({ length: 40 }, (_, k) => JSON.stringify(k === 25 ? UNLIMITED : GOOD));
      writeFileSync(join(folder, 'jobs.jsonl'), `${lines.join('\n')}\n`);
      // An allocation beyond the limit fails, which ends the process.
      const script = 'ulimit -v 8000000; exec "$0" "$@"';
      const args = [
        COMMAND,
        'batch',
        'jobs.jsonl',
        '-o',
        'records.jsonl',
        '--resume',
        '--quiet',
        '--jobs',
        '2',
      ];
      const run = () => spawnSync('sh', ['-c', script, process.execPath, ...args], { cwd: folder });
      const codes = [run(), run(), run()].map(({ status, signal }) => signal ?? status);
      expect(codes).toEqual(['SIGABRT', 1, 1]);
      const records = recordsOf(join(folder, 'records.jsonl'));
      expect(records.map(({ line }) => line).sort((one, other) => one - other)).toEqual(
        lines.map((_, k) => k + 1),
      );
      expect(records.filter(({ error }) => error)).toMatchObject([
        { line: 26, error: { code: 'OUT_OF_MEMORY' } },
      ]);
      expect(existsSync(join(folder, 'records.jsonl.begun'))).toBe(false);
    },
  );

  test('give what others give, as objects too', async () => {
    const records = async (isolate: boolean) => {
      const found = [];
      for await (const record of runBatch({
        input: [GOOD, { ...GOOD, problem: {} }],
        isolate,
        ordered: true,
      })) {
        found.push(record);
      }
      return found;
    };
    expect(await records(true)).toEqual(await records(false));
  });

  test('are all done before the program ends, which nothing else keeps', async () => {
    const program = `
import { runBatch } from ${JSON.stringify(new URL(`file://${resolve('dist/batch.js')}`).href)};
for await (const { error } of runBatch({ input: [0, 1, 2].map(() => (${JSON.stringify(GOOD)})), isolate: true })) console.log(error);
console.log('end');`;
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'undefined\nundefined\nundefined\nend\n' });
  });

  test.runIf(process.platform === 'linux')('end with a batch that is killed', async () => {
    const folder = temporaryFolder();
    const problem = {
      field: {
        formula: '[10 * (y[1] - y[0]), y[0] * (28 - y[2]) - y[1], y[0] * y[1] - 8 / 3 * y[2]]',
        inputs: { y: 3 },
      },
      initial: [1, 1, 1],
      times: [1e9],
      maxIterations: 1e9,
    };
    writeFileSync(join(folder, 'jobs.jsonl'), `${JSON.stringify({ method: 'ode.solve', problem })}\n`);
    const args = ['batch', 'jobs.jsonl', '-o', 'records.jsonl', '--isolate', '--jobs', '1'];
    const { child, ended } = start(args, folder);
    // A process at work takes more processor time than its start.
    await until(() => childrenOf(child).some((pid) => processorSeconds(pid) > 1));
    const processes = childrenOf(child);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    const killed = performance.now();
    await until(() => !processes.some(isAlive));
    // Left alone, the job takes hours.
    expect(performance.now() - killed).toBeLessThan(20_000);
  });

  test('are refused with limits that make no sense', async () => {
    await expect(runBatch({ input: [], output: '-', memoryLimit: -1 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      path: 'memoryLimit',
    });
  });
});
