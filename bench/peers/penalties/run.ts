// Penalty tuning compared with peers in Python on the same doubles, on one thread: processor time to an objective
// within a thousandth of the best known, without compilation. superlinear's time is that of a whole call, including the
// initial search for shared penalties and the final model of all samples.

import { bilevel, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { type Tuning, tunings } from '../../bilevel/penalties.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

/** A peer's final state. */
interface Reached {
  readonly cpu: number;
  readonly objective: number;
  readonly reached: boolean;
}

/** Peers for many quadratic penalties; TPE and random search use values only. */
const SMOOTH = ['jaxopt', 'shared grid', 'optuna TPE', 'random search'];

const peersOf: Readonly<Record<string, readonly string[]>> = {
  'ridge, 300 x 100': ['jax, linear solve', ...SMOOTH],
  'logistic, 600 x 100': SMOOTH,
  'breast cancer, 569 x 30': SMOOTH,
  'handwritten digits, 1797 x 64': ['jaxopt', 'shared grid'],
  'handwritten digits, by class': ['jaxopt'],
  'text, 2400 x 2000, sparse': ['jaxopt', 'shared grid'],
  'weighted lasso, 600 x 200': [],
  'elastic net, 600 x 1000': [],
};

/** The packages of the peers; the others use scikit-learn. */
const PACKAGES: Readonly<Record<string, string>> = {
  jaxopt: 'jaxopt',
  'jax, linear solve': 'jax',
  'optuna TPE': 'optuna',
};

export const family = 'bilevel';

export const workloads = Object.keys(peersOf);

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** A peer's budget in processor seconds. */
const PATIENCE = 20;

/** Measures the chosen workloads and prints the results; `quick` takes fewer turns of superlinear. */
export async function run(chosen: readonly string[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('penalties', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  const lines: Record<string, string>[] = [];
  for (const name of chosen) {
    const tuning = await (tunings[name] ?? (() => digits(python, name.includes('by class'))))();
    lines.push(...(await compare(name, tuning, python, quick ? 3 : 9)));
  }
  console.log(formatTable(lines));
  python.stop();
}

/** Best known objectives for handwritten digits, with a penalty per feature, and per feature and class. */
const DIGITS = { byFeature: 0.169499835265, byClass: 0.09147232026 };

/** scikit-learn's handwritten digits; the first 1000 samples are for training. */
async function digits(python: Python, perClass: boolean): Promise<Tuning> {
  const { ink, labels } = await python.ask<{ ink: number[]; labels: number[] }>('digits', {});
  return {
    problem: {
      matrix: { rows: labels.length, columns: 64, data: Float64Array.from(ink) },
      response: labels,
      loss: 'multinomial',
      standardize: false,
      folds: labels.map((_, i) => (i < 1000 ? -1 : 0)),
      spread: 2,
      initial: Math.exp(-6),
      perClass,
    },
    target: 1.001 * (perClass ? DIGITS.byClass : DIGITS.byFeature),
  };
}

/** Limits the problem's iterations to the number that reaches the target. */
function upTo(target: number, given: bilevel.TunePenaltiesProblem): bilevel.TunePenaltiesProblem {
  const { history = [] } = bilevel.tunePenaltiesSync({ ...given, history: true }, NATIVE);
  const iteration = history.findIndex(({ objective }) => objective <= target);
  return iteration < 0 ? given : { ...given, maxIterations: Math.max(1, iteration) };
}

async function compare(
  name: string,
  { problem: given, target }: Tuning,
  python: Python,
  rounds: number,
): Promise<Record<string, string>[]> {
  const problem = upTo(target, given);
  const { matrix, response, folds = 5 } = problem;
  const listed = Object.entries(matrix).map(([key, value]) => [
    key,
    typeof value === 'number' ? value : Array.from(value),
  ]);
  await python.ask('load', {
    workload: name,
    matrix: Object.fromEntries(listed),
    response: Array.from(response as ArrayLike<number>),
    folds: typeof folds === 'number' ? folds : Array.from(folds),
    loss: problem.loss ?? 'squared',
    per_class: problem.perClass ?? false,
    standardize: problem.standardize ?? true,
    start: Math.log(problem.initial as number),
    spread: typeof problem.spread === 'number' ? problem.spread : null,
  });
  const ours = bilevel.tunePenaltiesSync(problem, NATIVE);
  bilevel.tunePenaltiesSync(problem, WASM);
  const times = await takeTurns(
    rounds,
    {
      native: () => timeOf(() => bilevel.tunePenaltiesSync(problem, NATIVE)),
      wasm: () => timeOf(() => bilevel.tunePenaltiesSync(problem, WASM)),
    },
    60,
  );
  const line = {
    workload: name,
    ours: seconds(times.native.cpu),
    'our objective': ours.objective.toFixed(6),
  };
  if (ours.objective > target) console.log(`${name}: ours ends above ${target}`);
  const ratio = factor(times.wasm.cpu / times.native.cpu);
  const none = { theirs: '', 'their objective': '', 'theirs / native': '', 'theirs / WebAssembly': '' };
  const compared: Record<string, string>[] = [{ ...line, peer: `(WebAssembly: ${ratio})`, ...none }];
  for (const peer of peersOf[name] ?? []) {
    const theirs = await python.ask<Reached>('solve', {
      workload: name,
      method: peer,
      target,
      patience: PATIENCE,
    });
    const excess = (objective: number) => objective / target - 1;
    // A peer that runs out of patience is stopped early.
    if (theirs.reached || theirs.cpu < PATIENCE) {
      record({
        workload: name,
        method: 'bilevel.tunePenalties',
        peer,
        package: PACKAGES[peer] ?? 'scikit-learn',
        ours: cpuOf(times.native),
        theirs: [theirs.cpu],
        errors: { ours: excess(ours.objective), theirs: excess(theirs.objective) },
        tolerance: 1e-9,
      });
    }
    compared.push({
      ...line,
      peer,
      theirs: seconds(theirs.cpu),
      'their objective': theirs.objective.toFixed(6),
      'theirs / native': `${theirs.reached ? '' : 'over '}${factor(theirs.cpu / times.native.cpu)}`,
      'theirs / WebAssembly': `${theirs.reached ? '' : 'over '}${factor(theirs.cpu / times.wasm.cpu)}`,
    });
  }
  return compared;
}
