// Measures problems of the catalogue at three sizes: `npm run bench:costs [-- PROBLEM…]`. Writes `bench/costs.json`, read by
// the site; problems that are not asked for keep their last figures.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';
import { join } from 'node:path';
import * as library from 'superlinear';
import { type Workload, workloads } from './workloads.js';

const SIZES = [100, 10_000, 1_000_000];

/** Longer runs are given up, in seconds. */
const PATIENCE = 60;

/** Runs of a size; the quickest counts, since others may be disturbed. */
const TURNS = 5;

/** Seconds at each size; `null` for a run that was given up, or not begun since the last one was. */
interface Row {
  readonly problem: string;
  readonly method: string;
  readonly noun: string;
  readonly seconds: Readonly<Record<number, number | null>>;
}

type Solver = (problem: object, options: { readonly signal: AbortSignal }) => Promise<unknown>;

async function timeOf(solve: Solver, problem: object): Promise<number | null> {
  const times: number[] = [];
  while (times.length < TURNS && times.reduce((sum, time) => sum + time, 0) < PATIENCE / 6) {
    const start = performance.now();
    try {
      await solve(problem, { signal: AbortSignal.timeout(1000 * PATIENCE) });
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') return null;
      throw error;
    }
    times.push((performance.now() - start) / 1000);
  }
  return Number(Math.min(...times).toPrecision(2));
}

async function measure({ problem, method, noun, largest = Infinity, at }: Workload): Promise<Row> {
  const [family = '', name = ''] = method.split('.');
  const solve = (library as unknown as Record<string, Record<string, Solver>>)[family]?.[name] as Solver;
  const seconds: Record<number, number | null> = {};
  let isFeasible = true;
  for (const size of SIZES.filter((each) => each <= largest)) {
    seconds[size] = isFeasible ? await timeOf(solve, at(size)) : null;
    isFeasible = seconds[size] !== null;
  }
  return { problem, method, noun, seconds };
}

const asked = process.argv.slice(2);
const known = workloads.map(({ problem }) => problem);
const unknown = asked.find((name) => !known.includes(name));
if (unknown !== undefined)
  throw new Error(`There is no problem "${unknown}"; there are ${known.join(', ')}.`);

const folder = join(import.meta.dirname, '../../../bench');
const file = join(folder, 'costs.json');
const rows = new Map<string, Row>(
  existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { rows: Row[] }).rows.map((row) => [row.problem, row])
    : [],
);
for (const workload of workloads.filter(({ problem }) => asked.length === 0 || asked.includes(problem))) {
  const row = await measure(workload);
  rows.set(row.problem, row);
  console.log(row.problem.padEnd(28), JSON.stringify(row.seconds), row.noun);
}

const head = {
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim(),
  command: 'npm run bench:costs',
  machine: {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    instructionSet: library.backend('native').instructionSet,
    os: `${type()} ${release()}`,
    node: process.version,
  },
};
const lines = known.flatMap((problem) =>
  rows.has(problem) ? `    ${JSON.stringify(rows.get(problem))}` : [],
);
writeFileSync(
  file,
  `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "rows": [\n${lines.join(',\n')}\n  ]\n}\n`,
);
console.log('\nWrote bench/costs.json.');
