// Startup time, and the fraction of a batch spent in solvers.
//
//   npm run bench -- batch [--large]      with --large, batches of 100,000 problems, one of them killed ten times

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transport } from 'superlinear';
import { runBatch } from 'superlinear/batch';
import { formatTable } from '../examples/support/table.js';
import { problemOf, writeJobs } from './batch/jobs.js';
import { compareWithKilled } from './batch/kills.js';

const ROUNDS = 15;

/** Number of jobs solved to estimate the solver's time per job. */
const SAMPLE = 300;

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds that a statement takes in a new process, by that process's clock. */
function inProcess(statement: string): number {
  const script = `const start = performance.now(); ${statement}; console.log(performance.now() - start);`;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
}

/** Milliseconds from the start of a process to its exit. */
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

/** Processor seconds of the solver alone for one job, on one thread. */
function solverSeconds(size: number): number {
  const problems = Array.from({ length: SAMPLE }, (_, index) => problemOf(index + 1, size));
  const solveAll = () => {
    for (const problem of problems) transport.sinkhornNewtonSync(problem, { threads: 1 });
  };
  solveAll();
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    solveAll();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 / SAMPLE;
  });
  return median(times);
}

/** Measures a batch of entropic transport problems between random points. */
async function measure(folder: string, count: number, size: number): Promise<Record<string, string>> {
  const [input, output] = [join(folder, 'jobs.jsonl'), join(folder, 'records.jsonl')];
  writeJobs(input, count, size);
  const alone = solverSeconds(size);
  const memory: number[] = [];
  const clock = setInterval(() => memory.push(process.memoryUsage.rss() / 2 ** 20), 20);
  const before = process.cpuUsage();
  const { seconds, solverShare, threads } = await runBatch({ input, output, overwrite: true });
  const { user, system } = process.cpuUsage(before);
  const processorSeconds = (user + system) / 1e6;
  clearInterval(clock);
  const quarters = [0, 1, 2, 3].map((quarter) => {
    const [start, end] = [quarter, quarter + 1].map((place) => Math.ceil((memory.length * place) / 4));
    return Math.max(...memory.slice(start, end)).toFixed(0);
  });
  return {
    batch: `${count} of ${size} by ${size} points`,
    'jobs a second': (count / seconds).toFixed(0),
    'threads in solvers': percent(solverShare),
    'processors in use': percent(processorSeconds / (seconds * threads)),
    'processor time in solvers': percent((count * alone) / processorSeconds),
    'MiB by quarters': quarters.join(' '),
  };
}

const isLarge = process.argv.includes('--large');
const count = isLarge ? 100_000 : 10_000;
const folder = mkdtempSync(join(tmpdir(), 'superlinear-bench-'));
try {
  const rows = [];
  for (const size of [10, 30, 100]) {
    rows.push(await measure(folder, !isLarge && size === 100 ? count / 10 : count, size));
  }
  console.log('\nBatches on all processors; memory is the most in each quarter of the time');
  console.log(formatTable(rows));
  if (isLarge) {
    const [input, undisturbed, killed] = ['jobs', 'undisturbed', 'killed'].map((name) =>
      join(folder, `${name}.jsonl`),
    ) as [string, string, string];
    writeJobs(input, count, 30);
    console.log('\nThe same batch undisturbed, and killed ten times');
    console.log(formatTable([await compareWithKilled(input, undisturbed, killed)]));
  }
} finally {
  rmSync(folder, { recursive: true });
}
