/** Files of all kinds: compressed, piped, with byte order marks; and outputs without disk space. */

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compressionOf, isCutOff } from '../../dist/batch/compression.js';
import { writeNpy } from '../../dist/batch/npy.js';
import { runBatch } from '../../dist/batch.js';
import {
  COMMAND,
  linesOf,
  recordsOf,
  superlinear,
  temporaryFolder,
  transportJobs,
} from '../support/command.js';

const PROBLEM = '{"cost": [[4, 1], [2, 0]]}';
const SOLVE = ['--method', 'transport.exact'];

/** Extensions of compressed files readable by this Node. */
const ENDINGS = 'zstdCompressSync' in zlib ? ['.gz', '.zst'] : ['.gz'];

/** Runs a shell command line with `$S` as the command. */
function shell(line: string, folder: string) {
  const env = { ...process.env, S: `'${process.execPath}' '${COMMAND}'` };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line.replaceAll('$S', env.S)], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

describe.each(ENDINGS)('files that end with %s', (ending) => {
  const compression = compressionOf(ending) as NonNullable<ReturnType<typeof compressionOf>>;
  const textOf = (path: string) => compression.decompressSync(readFileSync(path)).toString();

  test('are decompressed whatever the pieces and wherever they end', async () => {
    const blocks = Array.from({ length: 12 }, (_, k) =>
      Buffer.from(`block ${k}\n`.repeat(k === 3 ? 9000 : 5)),
    );
    const file = Buffer.concat(blocks.map((block) => compression.compressSync(block)));
    const text = Buffer.concat(blocks).toString();
    async function* pieces(bytes: Buffer, size: number) {
      for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
    }
    expect(compression.decompressSync(file).toString()).toBe(text);
    for (const size of [1, 7, 100, file.length]) {
      const all: Buffer[] = [];
      for await (const block of compression.decompress(pieces(file, size))) all.push(block);
      expect(Buffer.concat(all).toString() === text).toBe(true);
    }
    let end = 0;
    let kept = 0;
    for (const block of blocks) {
      // If the file is cut off within the next block, all previous data are returned.
      const all: Buffer[] = [];
      const cut = async () => {
        for await (const part of compression.decompress(pieces(file.subarray(0, end + 5), 64)))
          all.push(part);
      };
      expect(isCutOff(await cut().catch((error: unknown) => error))).toBe(true);
      expect(text.startsWith(Buffer.concat(all).toString())).toBe(true);
      expect(Buffer.concat(all).length).toBeGreaterThanOrEqual(kept);
      end += compression.compressSync(block).length;
      kept += block.length;
    }
  });

  test('hold jobs, records and arrays', async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    writeNpy(at('cost.npy'), Float64Array.of(4, 1, 2, 0), [2, 2]);
    writeFileSync(at(`cost.npy${ending}`), compression.compressSync(readFileSync(at('cost.npy'))));
    const byFile = `{"method":"transport.exact","problem":{"cost":{"npy":"cost.npy${ending}"}}}`;
    const jobs = `${transportJobs(40, 5)}${byFile}\n`;
    writeFileSync(at('jobs.jsonl'), jobs);
    writeFileSync(at(`jobs.jsonl${ending}`), compression.compressSync(Buffer.from(jobs)));
    const plain = { input: at('jobs.jsonl'), output: at('records.jsonl'), ordered: true };
    await runBatch(plain);
    const compressed = { ...plain, input: `${plain.input}${ending}`, output: `${plain.output}${ending}` };
    expect(await runBatch(compressed)).toMatchObject({ solved: 41, failed: 0 });
    expect(textOf(compressed.output)).toBe(readFileSync(plain.output, 'utf8'));
    expect(statSync(compressed.output).size).toBeLessThan(statSync(plain.output).size);
    writeFileSync(at(`job.json${ending}`), compression.compressSync(Buffer.from(byFile)));
    const solved = await superlinear(['solve', `job.json${ending}`], folder);
    expect(JSON.parse(solved.stdout)).toMatchObject({ transportCost: 1.5 });
    const args = ['c[0,0] * x^2', '--variables', 'x', '--parameter', `c=cost.npy${ending}`];
    expect((await superlinear(['minimize', ...args], folder)).code).toBe(0);
  });

  test('of records are gone on with, wherever they were cut off', async () => {
    const folder = temporaryFolder();
    const [input, output] = [join(folder, 'jobs.jsonl'), join(folder, `records.jsonl${ending}`)];
    writeFileSync(input, transportJobs(200, 5));
    const options = { input, output, ordered: true };
    await runBatch(options);
    const whole = textOf(output);
    for (const part of [0, 0.3, 0.8, 1]) {
      truncateSync(output, Math.floor(part * statSync(output).size));
      const { solved, resumed } = await runBatch({ ...options, resume: true });
      expect(solved).toBe(200);
      expect(resumed).toBe(part === 1 ? 200 : resumed);
      expect(textOf(output).split('\n').sort()).toEqual(whole.split('\n').sort());
    }
    // Stopped with a checkpoint in bytes of decompressed text.
    const controller = new AbortController();
    const onProgress = ({ solved }: { solved: number }) => solved > 20 && controller.abort();
    writeFileSync(input, transportJobs(3000, 20));
    const again = { ...options, overwrite: true, signal: controller.signal, onProgress };
    await expect(runBatch(again)).rejects.toThrow('aborted');
    await expect(runBatch({ ...options, resume: true, options: { seed: 1 } })).rejects.toMatchObject({
      path: 'resume',
    });
    const { solved, resumed } = await runBatch({ ...options, resume: true });
    expect(solved).toBe(3000);
    expect(resumed).toBeGreaterThan(20);
    const lines = textOf(output).split('\n').slice(0, -1);
    expect(lines.map((line) => JSON.parse(line).line)).toEqual(Array.from({ length: 3000 }, (_, k) => k + 1));
  });

  test('that are damaged are refused and left alone', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, `job.json${ending}`), PROBLEM);
    const { code, stderr } = await superlinear(['solve', `job.json${ending}`, ...SOLVE], folder);
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^superlinear: file cannot/),
    });
    const [input, output] = [join(folder, 'jobs.jsonl'), join(folder, `records.jsonl${ending}`)];
    writeFileSync(input, transportJobs(2, 5));
    writeFileSync(output, 'something else');
    await expect(runBatch({ input, output, resume: true })).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(readFileSync(output, 'utf8')).toBe('something else');
  });

  test('hold the record of a search', async () => {
    const folder = temporaryFolder();
    const search = (...args: string[]) =>
      superlinear(['tune', 'echo {x}', '--variable', 'x=0..1', '--record', `t${ending}`, ...args], folder);
    expect((await search('--evaluations', '3')).code).toBe(0);
    const file = join(folder, `t${ending}`);
    const first = textOf(file);
    truncateSync(file, statSync(file).size - 5);
    expect((await search('--evaluations', '5', '--resume')).code).toBe(0);
    const lines = textOf(file).split('\n');
    expect(lines.slice(0, 2)).toEqual(first.split('\n').slice(0, 2));
    expect(lines).toHaveLength(6);
  });
});

test.runIf(ENDINGS.length === 1)('Zstandard is refused in words where Node has it not', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'jobs.jsonl'), transportJobs(2, 5));
  const { code, stderr } = await superlinear(['batch', 'jobs.jsonl', '-o', 'records.jsonl.zst'], folder);
  expect(code).toBe(3);
  expect(stderr).toMatch(/records\.jsonl\.zst: \.zst files need Node 22\.15 or later, this is v2\d/);
});

describe('a named pipe', () => {
  test('gives its jobs once, and all of them', () => {
    const folder = temporaryFolder();
    // More than the 64 kB capacity of a pipe.
    const jobs = transportJobs(800, 5);
    writeFileSync(join(folder, 'jobs.jsonl'), jobs);
    const { code, stderr } = shell('$S batch <(cat jobs.jsonl) --out records.jsonl', folder);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^800 solved, 0 failed/),
    });
    const lines = recordsOf(join(folder, 'records.jsonl')).map(({ line }) => line);
    expect(lines.sort((a, b) => a - b)).toEqual(Array.from({ length: 800 }, (_, k) => k + 1));
    truncateSync(join(folder, 'records.jsonl'), 5000);
    const resumed = shell('$S batch <(cat jobs.jsonl) --out records.jsonl --resume', folder);
    expect(resumed.code).toBe(0);
    expect(new Set(recordsOf(join(folder, 'records.jsonl')).map(({ line }) => line)).size).toBe(800);
  });

  test('is no place for arrays: those lie in the working folder', () => {
    const folder = temporaryFolder();
    writeNpy(join(folder, 'cost.npy'), Float64Array.of(4, 1, 2, 0), [2, 2]);
    writeFileSync(join(folder, 'job.json'), '{"cost":{"npy":"cost.npy"}}');
    const { code, stdout } = shell('$S solve <(cat job.json) --method transport.exact', folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ transportCost: 1.5 });
  });
});

describe('a byte order mark', () => {
  test.each([
    ['UTF-8', Buffer.from(`\uFEFF${PROBLEM}`)],
    ['UTF-16, little-endian', Buffer.from(`\uFEFF${PROBLEM}`, 'utf16le')],
    ['UTF-16, big-endian', Buffer.from(`\uFEFF${PROBLEM}`, 'utf16le').swap16()],
  ])('of %s is no part of a job', async (_, bytes) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'job.json'), bytes);
    const { code, stdout } = await superlinear(['solve', 'job.json', ...SOLVE], folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ transportCost: 1.5 });
  });

  test('of UTF-16 before a batch is refused', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'jobs.jsonl'), Buffer.from(`\uFEFF${transportJobs(2, 5)}`, 'utf16le'));
    expect(await superlinear(['batch', 'jobs.jsonl', '-o', '-'], folder)).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr: 'superlinear: input is UTF-16; batches take UTF-8\n',
    });
  });
});

describe.runIf(process.platform === 'linux')('a full disk behind standard output', () => {
  test.each([['methods'], ['--help'], ['backend --json'], ['atom He'], ['batch jobs.jsonl -o -']])(
    'ends %s with the reason',
    (args) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'jobs.jsonl'), transportJobs(3, 5));
      const { code, stderr } = shell(`$S ${args} > /dev/full`, folder);
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: 'superlinear: standard output cannot be written: ENOSPC: no space left on device, write\n',
      });
    },
  );

  test.each([['methods'], ['batch jobs.jsonl --quiet -o -']])('is no success of %s half written', (args) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'jobs.jsonl'), transportJobs(50, 5));
    // Limits files to 1 kB, to simulate a full disk.
    const { code, stderr } = shell(`ulimit -f 1; $S ${args} > out`, folder);
    expect(code).toBe(3);
    expect(stderr).toMatch(/output cannot be written: EFBIG/);
    expect(statSync(join(folder, 'out')).size).toBe(1024);
  });

  test('or behind arrays stops a batch, which goes on once there is room', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'jobs.jsonl'), transportJobs(20, 300));
    const batch = '$S batch jobs.jsonl -o r.jsonl --arrays-to arrays --arrays-above 10 --resume';
    const { code, stderr } = shell(`ulimit -f 1; ${batch}`, folder);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^superlinear: arraysTo cannot be written: EFBIG/);
    expect(linesOf(join(folder, 'r.jsonl'))).toEqual([]);
    expect(shell(batch, folder)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^20 solved, 0 failed;/),
    });
    expect(recordsOf(join(folder, 'r.jsonl')).every(({ error }) => error === undefined)).toBe(true);
  });

  test('of messages is ignored', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'jobs.jsonl'), transportJobs(3, 5));
    expect(shell('$S batch jobs.jsonl -o records.jsonl 2> /dev/full', folder).code).toBe(0);
    expect(linesOf(join(folder, 'records.jsonl'))).toHaveLength(3);
  });
});

test.each([
  ['minimize x^2 --variables x --variables y', "error: option '--variables <name:length>' is given twice"],
  ['batch - -o - --seed 1 --seed 2', "error: option '--seed <number>' is given twice"],
  [
    'minimize a*x^2 --variables x --parameter a=1 --parameter a=2',
    'superlinear: --parameter: a is given twice',
  ],
])('%s is refused', async (line, message) => {
  const { code, stdout, stderr } = await superlinear(line.split(' '));
  expect({ code, stdout, stderr: stderr.trim() }).toEqual({ code: 2, stdout: '', stderr: message });
});

describe('ids', () => {
  const job = (id: string) => `{"id":${id},"method":"transport.exact","problem":{"cost":[[1]]}}\n`;

  test('that a number cannot hold are refused, and not changed', async () => {
    const text = ['9007199254740991', '9007199254740993', '-0.5', '1e999'].map(job).join('');
    const { code, stdout } = await superlinear(['batch', '-', '-o', '-', '--ordered'], '.', text);
    expect(code).toBe(1);
    const records = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.map(({ id }) => id)).toEqual([9007199254740991, undefined, -0.5, undefined]);
    expect(records[1].error).toMatchObject({
      path: 'id',
      message: expect.stringContaining('must be a string'),
    });
  });
});

test('a thousand jobs at a time take no more threads than help', async () => {
  const folder = temporaryFolder();
  const output = join(folder, 'records.jsonl');
  writeFileSync(join(folder, 'jobs.jsonl'), transportJobs(200, 5));
  const { solved, threads } = await runBatch({ input: join(folder, 'jobs.jsonl'), output, jobs: 1000 });
  expect(solved).toBe(200);
  const processors = Number(execFileSync(process.execPath, ['-p', 'os.availableParallelism()']));
  expect(threads).toBe(Math.max(16, 4 * processors));
});
