// Linear models of very many rows compared with peers: the same rule and the same passes, on one thread.

import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coordinate, type SyncRunOptions, stochastic } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { type TextTable, textTables } from '../../stochastic/text.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';
import { compareDense, DENSE } from './dense.js';

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Rows like those of texts; see ../../stochastic/text.ts. */
const COLUMNS = 50_000;
const [ROWS, TEST_ROWS, FEW_ROWS] = [100_000, 20_000, 3000];

/** Losses on test rows of those who agree differ by at most this. */
const LOSS = 0.02;

/** Settings of `fit`, and peers with the same rule, named as in worker.py. */
interface Contest {
  readonly settings: Partial<stochastic.FitProblem>;
  readonly peers: readonly string[];
}

const onePass = (settings: Partial<stochastic.FitProblem>): Partial<stochastic.FitProblem> => ({
  ...{ epochs: 1, sampling: 'cyclic' },
  ...settings,
});

const CONTESTS = {
  'text, sgd': {
    settings: onePass({
      ...{ method: 'sgd', learningRate: 4, schedule: { kind: 'constant' } },
      intercept: false,
    }),
    peers: ['scikit-learn SGDClassifier'],
  },
  // The rule of scikit-learn's learning_rate='optimal' for alpha = 1e-6.
  'text, sgd, ten passes': {
    settings: {
      ...{ method: 'sgd', learningRate: 1e6 ** 0.25, schedule: { kind: 'inverse', decay: 1e-6 ** 0.75 } },
      ...{ lambda: 1e-6, intercept: false, epochs: 10 },
    },
    peers: ['scikit-learn SGDClassifier, ten passes'],
  },
  'text, adagrad': {
    settings: onePass({ method: 'adagrad', learningRate: 1 }),
    peers: ['vowpalwabbit --adaptive'],
  },
  'text, normalizedAdaptive': {
    settings: onePass({ method: 'normalizedAdaptive', learningRate: 2, importanceAware: true }),
    peers: ['vowpalwabbit'],
  },
  'text, ftrl': {
    settings: onePass({ method: 'ftrl', learningRate: 1, beta: 1e-3 }),
    peers: ['vowpalwabbit --ftrl'],
  },
  'text, rate chosen': { settings: onePass({ method: 'adagrad' }), peers: ['vowpalwabbit --adaptive'] },
} as const satisfies Record<string, Contest>;

/** Rows of a file, and few rows for a slow peer. */
const [FILE, FEW] = ['text from a file', `text, ${FEW_ROWS} rows`];

/** Ten passes, and `coordinate.fit`, on the same rows: without peers here. */
const MORE = 'text, more passes';

type InMemory = keyof typeof CONTESTS;

export const workloads = [...(Object.keys(CONTESTS) as InMemory[]), FILE, FEW, MORE, DENSE] as const;

/** The mean loss and the share of errors on the test rows. */
interface Score {
  readonly loss: number;
  readonly error: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly string[], quick: boolean): Promise<void> {
  const rounds = quick ? 1 : 5;
  if (chosen.includes(DENSE)) console.log(await compareDense(rounds));
  if (chosen.every((name) => name === DENSE)) return;
  const { python, versions } = await Python.start('stochastic', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  const tables = textTables(COLUMNS, ROWS, TEST_ROWS);
  const { train, test } = tables;
  const lines: Record<string, string>[] = [];
  await handOver(train, test, python);
  for (const [name, contest] of Object.entries<Contest>(CONTESTS))
    if (chosen.includes(name)) lines.push(...(await compare(name, contest, tables, python, rounds)));
  if (chosen.includes(FILE)) lines.push(...(await compareFile(tables, python, rounds)));
  if (chosen.includes(MORE)) lines.push(...morePasses(tables));
  if (chosen.includes(FEW)) {
    const few = { train: firstRows(train, FEW_ROWS), test };
    await handOver(few.train, test, python);
    const contest = { settings: CONTESTS['text, adagrad'].settings, peers: ['river AdaGrad'] };
    lines.push(...(await compare(FEW, contest, few, python, rounds)));
  }
  console.log(formatTable(lines));
  python.stop();
}

interface Tables {
  readonly train: TextTable;
  readonly test: TextTable;
}

async function handOver(train: TextTable, test: TextTable, python: Python): Promise<void> {
  const arrays = [train, test].flatMap(({ matrix, response }) => [
    ...[matrix.indptr, matrix.indices, matrix.data],
    response,
  ]);
  const sizes = [train, test].map(({ matrix }) => [matrix.rows, matrix.data.length]);
  await python.load(arrays, { columns: COLUMNS, sizes });
}

function firstRows({ matrix, response }: TextTable, rows: number): TextTable {
  const entries = matrix.indptr[rows] as number;
  return {
    matrix: {
      rows,
      columns: matrix.columns,
      indptr: matrix.indptr.slice(0, rows + 1),
      indices: matrix.indices.slice(0, entries),
      data: matrix.data.slice(0, entries),
    },
    response: response.slice(0, rows),
  };
}

interface Model {
  readonly coefficients: ArrayLike<number>;
  readonly intercept: number;
}

function scoreOf({ coefficients, intercept }: Model, { matrix, response }: TextTable): Score {
  let [loss, errors] = [0, 0];
  for (let i = 0; i < matrix.rows; i++) {
    let z = intercept;
    for (let k = matrix.indptr[i] as number; k < (matrix.indptr[i + 1] as number); k++)
      z += (matrix.data[k] as number) * (coefficients[matrix.indices[k] as number] as number);
    const margin = (response[i] as number) * z;
    loss += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
    if (margin <= 0) errors++;
  }
  return { loss: loss / matrix.rows, error: errors / matrix.rows };
}

async function compare(
  name: string,
  { settings, peers }: Contest,
  { train, test }: Tables,
  python: Python,
  rounds: number,
): Promise<Record<string, string>[]> {
  const problem = { ...train, loss: 'logistic', certificate: false, ...settings } as const;
  const solve = (options: SyncRunOptions) => stochastic.fitSync(problem, options);
  const own = scoreOf(solve(NATIVE), test);
  solve(WASM);
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  return contest({ name, method: 'stochastic.fit', own, turns, peers, python, rounds });
}

/** The same rows as text in a file, read and learned in constant memory. */
async function compareFile({ train, test }: Tables, python: Python, rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), 'superlinear-'));
  const file = join(folder, 'rows.svm');
  writeFileSync(file, svmlight(train));
  const settings = { loss: 'logistic', classes: [-1, 1], method: 'adagrad', learningRate: 1 } as const;
  const learn = (options: SyncRunOptions) => {
    const rows = stochastic.svmlightRows(createReadStream(file), { columns: COLUMNS });
    return stochastic.fitStream(rows, settings, options);
  };
  const own = scoreOf(await learn(NATIVE), test);
  const timed = async (options: SyncRunOptions): Promise<Time> => {
    const [cpu, wall] = [process.cpuUsage(), performance.now()];
    await learn(options);
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1000 };
  };
  const turns = { native: () => timed(NATIVE), wasm: () => timed(WASM) };
  const peers = ['vowpalwabbit from text'];
  const method = 'stochastic.fitStream';
  const lines = await contest({ name: FILE, method, own, turns, peers, python, rounds });
  rmSync(folder, { recursive: true });
  return lines;
}

/** The rows in the format of svmlight, with indices from 1. */
function svmlight({ matrix, response }: TextTable): string {
  const lines: string[] = [];
  for (let i = 0; i < matrix.rows; i++) {
    const pairs: string[] = [];
    for (let k = matrix.indptr[i] as number; k < (matrix.indptr[i + 1] as number); k++)
      pairs.push(`${(matrix.indices[k] as number) + 1}:${Number((matrix.data[k] as number).toPrecision(9))}`);
    lines.push(`${response[i]} ${pairs.join(' ')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Our side with its score on the test rows, and the peers. */
interface Sides {
  readonly name: string;
  readonly method: string;
  readonly own: Score;
  readonly turns: Readonly<Record<'native' | 'wasm', Turn>> | Record<string, Turn>;
  readonly peers: readonly string[];
  readonly python: Python;
  readonly rounds: number;
}

async function contest(sides: Sides): Promise<Record<string, string>[]> {
  const { name, method, own, peers, python, rounds } = sides;
  const scores = new Map<string, Score>();
  const turns: Record<string, Turn> = { ...sides.turns };
  for (const peer of peers) {
    turns[peer] = async () => {
      const { loss, error, ...time } = await python.ask<Time & Score>('solve', { method: peer });
      scores.set(peer, { loss, error });
      return time;
    };
  }
  const times = await takeTurns(rounds, turns, 120);
  const [native, wasm] = [times.native as Timed, times.wasm as Timed];
  const lines = [lineOf(name, 'native', native.cpu, own)];
  lines.push(lineOf(name, 'WebAssembly', wasm.cpu, own, wasm.cpu / native.cpu));
  for (const peer of peers) {
    const theirs = scores.get(peer) as Score;
    const time = times[peer] as Timed;
    const least = Math.min(own.loss, theirs.loss);
    record({
      workload: name,
      method,
      peer,
      ours: cpuOf(native),
      theirs: cpuOf(time),
      errors: { ours: own.loss - least, theirs: theirs.loss - least },
      tolerance: LOSS,
    });
    lines.push(lineOf(name, peer, time.cpu, theirs, time.cpu / native.cpu));
  }
  return lines;
}

/** Models of more passes, for the guide's table: one turn, not recorded. */
function morePasses({ train, test }: Tables): Record<string, string>[] {
  const ofLine = (side: string, solve: () => Model) => {
    let found: Model | undefined;
    const { cpu } = timeOf(() => {
      found = solve();
    }, 0);
    return lineOf(MORE, side, cpu, scoreOf(found as Model, test));
  };
  const problem = { ...train, loss: 'logistic' } as const;
  const passes = { ...problem, method: 'adagrad', epochs: 10, certificate: false } as const;
  const minimum = (lambda: number) => () =>
    coordinate.fitSync({ ...problem, penalty: 'l2', lambda, standardize: false }, NATIVE);
  return [
    ofLine('adagrad, ten passes', () => stochastic.fitSync({ ...passes, learningRate: 1 }, NATIVE)),
    ofLine('adagrad, rate chosen, ten passes', () => stochastic.fitSync(passes, NATIVE)),
    ...[1e-5, 3e-6, 1e-6].map((lambda) => ofLine(`coordinate.fit, lambda ${lambda}`, minimum(lambda))),
  ];
}

const lineOf = (workload: string, side: string, cpu: number, { loss, error }: Score, ratio = 1) => ({
  workload,
  side,
  time: seconds(cpu),
  '/ native': ratio === 1 ? '' : factor(ratio),
  'test loss': loss.toFixed(4),
  'test error': error.toFixed(4),
});
