// Curve fits compared with peers: NIST data sets, each from its two starts.

import { readFileSync } from 'node:fs';
import { levenbergMarquardt } from 'ml-levenberg-marquardt';
import { constrained, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, sum, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const family = 'constrained';

interface DataSet {
  readonly name: string;
  readonly model: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly starts: readonly (readonly number[])[];
  readonly sumOfSquares: number;
}

/** The models as functions, used by superlinear and by the peer in JavaScript. */
const MODELS = {
  Misra1a:
    ([a, b]: ArrayLike<number> & Iterable<number>) =>
    (x: number) =>
      a * (1 - Math.exp(-b * x)),
  BoxBOD:
    ([a, b]: ArrayLike<number> & Iterable<number>) =>
    (x: number) =>
      a * (1 - Math.exp(-b * x)),
  Rat42:
    ([a, b, c]: ArrayLike<number> & Iterable<number>) =>
    (x: number) =>
      a / (1 + Math.exp(b - c * x)),
  Chwirut1:
    ([a, b, c]: ArrayLike<number> & Iterable<number>) =>
    (x: number) =>
      Math.exp(-a * x) / (b + c * x),
  Eckerle4:
    ([a, b, c]: ArrayLike<number> & Iterable<number>) =>
    (x: number) =>
      (a / b) * Math.exp(-0.5 * ((x - c) / b) ** 2),
  MGH10:
    ([a, b, c]: ArrayLike<number> & Iterable<number>) =>
    (x: number) =>
      a * Math.exp(b / (x + c)),
};

export const workloads = Object.keys(MODELS).map((name) => `fit-${name}`);

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Names in the report; SciPy's are also the names in worker.py. */
const OURS = ['function, native', 'function, WebAssembly', 'formula, native'];
const ML = 'ml-levenberg-marquardt, 100 iterations';
const SCIPY = ['SciPy curve_fit, lm', 'SciPy least_squares, trf'];

/** A fit is solved within this relative distance of the certified sum of squares. */
const ACCURACY = 1e-6;

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly string[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('curves', 1);
  console.log(
    `Against ${versions}, ml-levenberg-marquardt 5.1.0. Ratios are of processor times: the peer's over ours.`,
  );
  console.log('Models are functions without derivatives; the formula is ours alone.\n');
  // This file is compiled to build/bench/peers/curves.
  const file = new URL('../../../../test/data/constrained/nist.json', import.meta.url);
  const { sets } = JSON.parse(readFileSync(file, 'utf8')) as { sets: readonly DataSet[] };
  for (const set of sets.filter(({ name }) => chosen.includes(`fit-${name}`))) {
    for (const start of [0, 1]) console.log(await compare(set, start, python, quick ? 1 : 5));
  }
  python.stop();
}

async function compare(set: DataSet, start: number, python: Python, rounds: number): Promise<string> {
  const { name, model: text, x, y } = set;
  const initial = set.starts[start];
  const make = MODELS[name as keyof typeof MODELS];
  const sums = new Map<string, number>();
  const ofFunction = (side: string, options: SyncRunOptions) => () => {
    const model = (parameters: Float64Array, at: number) => make(parameters)(at);
    sums.set(side, 2 * constrained.curveFitSync({ model, x, y, initial }, options).objective);
  };
  const ofFormula = () => {
    const model = { formula: text, inputs: { b: initial.length, x: [] } };
    sums.set(
      'formula, native',
      2 * constrained.curveFitSync({ model, x, y, initial: { b: initial } }, NATIVE).objective,
    );
  };
  // The defaults, absolute differences of 0.1 and termination at a sum of 0.01, depend on units and leave Misra1a at
  // its start.
  const settings = {
    initialValues: initial,
    gradientDifference: initial.map((value) => 1e-6 * Math.abs(value)),
    centralDifference: true,
    errorTolerance: 0,
    maxIterations: 100,
  };
  const ofMl = () => {
    try {
      const { parameterValues } = levenbergMarquardt({ x, y }, make, settings);
      const squares = x.map((at, i) => (make(parameterValues)(at) - y[i]) ** 2);
      sums.set(ML, sum(squares));
    } catch {
      sums.set(ML, Number.NaN);
    }
  };
  ofFunction('function, WebAssembly', WASM)(); // compiles the module
  const turns: Record<string, Turn> = {
    'function, native': () => timeOf(ofFunction('function, native', NATIVE)),
    'function, WebAssembly': () => timeOf(ofFunction('function, WebAssembly', WASM)),
    'formula, native': () => timeOf(ofFormula),
    [ML]: () => timeOf(ofMl),
  };
  for (const peer of SCIPY) {
    turns[peer] = async () => {
      const { sum: reached, ...time } = await python.ask<Time & { sum: number | null }>('solve', {
        name,
        method: peer,
        x,
        y,
        initial,
      });
      sums.set(peer, reached ?? Number.NaN);
      return time;
    };
  }
  const times = await takeTurns(rounds, turns, 60);
  const errorOf = (side: string) => (sums.get(side) ?? Number.NaN) / set.sumOfSquares - 1;
  for (const peer of [ML, ...SCIPY]) {
    record({
      workload: `fit-${name}, start ${start + 1}`,
      method: 'constrained.curveFit',
      peer,
      package: peer === ML ? 'ml-levenberg-marquardt' : 'scipy',
      ours: cpuOf(times['function, native'] as Timed),
      theirs: cpuOf(times[peer] as Timed),
      errors: { ours: errorOf('function, native'), theirs: errorOf(peer) },
      tolerance: ACCURACY,
    });
  }
  const lines = [...OURS, ML, ...SCIPY].map((side) => ({
    '': side,
    solved: errorOf(side) < ACCURACY ? 'yes' : 'no',
    time: seconds(times[side].cpu),
    '/ function, native': factor(times[side].cpu / times['function, native'].cpu),
    '/ WebAssembly': factor(times[side].cpu / times['function, WebAssembly'].cpu),
  }));
  return [`## fit-${name}, start ${start + 1}`, formatTable(lines), ''].join('\n\n');
}
