// What starting costs, and what part of a batch is spent in solvers.
//
//   npm run bench -- batch [--large]      with --large, batches of 100,000 problems

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBatch } from 'superlinear/batch';
import { formatTable } from '../examples/support/table.js';
import { uniform } from '../test/support/random.js';

const ROUNDS = 15;

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds that a new process takes for something, by its own clock. */
function inProcess(statement: string): number {
  const script = `const start = performance.now(); ${statement}; console.log(performance.now() - start);`;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
}

/** Milliseconds from the start of a process to its end. */
function wholeProcess(args: string[]): number {
  const start = performance.now();
  execFileSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - start;
}

const rounds = (measure: () => number) => median(Array.from({ length: ROUNDS }, measure)).toFixed(0);

console.log(`Starting, medians of ${ROUNDS} processes`);
console.log(
  formatTable([
    { what: "import 'superlinear'", ms: rounds(() => inProcess("await import('superlinear')")) },
    { what: '  and its backend', ms: rounds(() => inProcess("(await import('superlinear')).backend()")) },
    { what: "import 'superlinear/batch'", ms: rounds(() => inProcess("await import('superlinear/batch')")) },
    { what: 'node, doing nothing', ms: rounds(() => wholeProcess(['--eval', '0'])) },
    { what: 'superlinear --help', ms: rounds(() => wholeProcess(['dist/cli/main.js', '--help'])) },
  ]),
);

/** A batch of problems of entropic transport between random points. */
async function measure(folder: string, count: number, size: number): Promise<Record<string, string>> {
  const [input, output] = [join(folder, 'jobs.jsonl'), join(folder, 'records.jsonl')];
  const numbers = uniform(size, 4 * size).map((value) => Math.round(1e4 * value) / 1e4);
  const points = (offset: number) =>
    Array.from({ length: size }, (_, i) => [numbers[2 * i + offset], numbers[2 * i + offset + 1]]);
  const problem = { sourcePoints: points(0), targetPoints: points(2 * size), regularization: 0.01 };
  const job = `${JSON.stringify({ method: 'transport.sinkhornNewton', problem })}\n`;
  writeFileSync(input, job.repeat(count));

  const memory: number[] = [];
  const clock = setInterval(() => memory.push(process.memoryUsage.rss() / 2 ** 20), 100);
  const before = process.cpuUsage();
  const { seconds, solverShare, threads } = await runBatch({ input, output, overwrite: true });
  const { user, system } = process.cpuUsage(before);
  clearInterval(clock);
  const early = Math.max(...memory.slice(0, Math.ceil(memory.length / 4)));
  return {
    batch: `${count} of ${size} by ${size} points`,
    'jobs a second': (count / seconds).toFixed(0),
    'threads in solvers': `${(100 * solverShare).toFixed(0)} %`,
    'processors in use': `${((100 * (user + system)) / 1e6 / (seconds * threads)).toFixed(0)} %`,
    'MiB at first': early.toFixed(0),
    'and at most': Math.max(...memory).toFixed(0),
  };
}

const count = process.argv.includes('--large') ? 100_000 : 10_000;
const folder = mkdtempSync(join(tmpdir(), 'superlinear-bench-'));
try {
  const rows = [];
  for (const size of [10, 30, 100]) rows.push(await measure(folder, size === 100 ? count / 10 : count, size));
  console.log(
    '\nBatches on all processors; memory is the most in the first quarter of the time, and in all of it',
  );
  console.log(formatTable(rows));
} finally {
  rmSync(folder, { recursive: true });
}
