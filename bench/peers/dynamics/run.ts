// Series and recurrences compared with peers, all on one thread.

import { dynamics, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { lorenz, workloads as make, type Workload } from '../../dynamics/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

/** A piecewise-linear map of a series of Lorenz, beside steps of training a network of that form. */
const RECONSTRUCTION = 'reconstruct-lorenz';

export const workloads = [...(Object.keys(make) as Workload[]), RECONSTRUCTION] as const;

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Minimizes squared errors, so that there is no likelihood to compare. */
const DARTS = 'darts ExponentialSmoothing';

/** Names as in worker.py. */
const PEERS: Readonly<Record<Workload, readonly string[]>> = {
  'stream-5000': ['padasip FilterRLS'],
  'smoothing-passengers': ['statsmodels ETSModel', DARTS],
  'smoothing-choice': ['statsmodels ETSModel, nine forms'],
  'autoregression-5000': ['statsmodels VAR'],
  'scan-262144': ['NumPy loop', 'JAX scan', 'JAX associative scan'],
};

/** Distances of figures of those who agree: in log-likelihoods from the larger one, else relative. */
const LIKELIHOOD = 0.01;
const DIFFERENCE = 1e-6;

/** A peer's time, with a figure of its result as in `Contest`. */
interface PeerTime extends Time {
  readonly figure?: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly (typeof workloads)[number][], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('dynamics', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  const rounds = quick ? 1 : 5;
  for (const name of chosen)
    console.log(
      await (name === RECONSTRUCTION ? compareReconstruction(python, rounds) : compare(name, python, rounds)),
    );
  python.stop();
}

async function compare(name: Workload, python: Python, rounds: number): Promise<string> {
  const { method, tables, columns, solve, figureOf } = make[name]();
  const figure = figureOf(solve(NATIVE));
  solve(WASM);
  await python.load(tables, { tables: tables.length, columns });
  const figures = new Map<string, number | undefined>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  for (const peer of PEERS[name]) {
    turns[peer] = async () => {
      const result = await python.ask<PeerTime>('solve', { method: peer });
      figures.set(peer, result.figure);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 60);
  for (const peer of PEERS[name]) {
    record({
      workload: name,
      method,
      peer,
      ours: cpuOf(times.native as Timed),
      theirs: cpuOf(times[peer] as Timed),
      ...agreementOf(name, figure, figures.get(peer)),
    });
  }
  const [native, wasm] = [times.native?.cpu ?? Number.NaN, times.wasm?.cpu ?? Number.NaN];
  const lines = PEERS[name].map((peer) => ({
    peer,
    figure: figures.get(peer)?.toFixed(6) ?? '',
    time: seconds(times[peer]?.cpu ?? Number.NaN),
    'peer / native': ((times[peer]?.cpu ?? Number.NaN) / native).toFixed(2),
    'peer / WebAssembly': ((times[peer]?.cpu ?? Number.NaN) / wasm).toFixed(2),
  }));
  const ours = [
    `figure ${figure.toFixed(6)}`,
    `native ${seconds(native)}`,
    `WebAssembly ${factor(wasm / native)} of that`,
  ];
  return [`## ${name}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}

/** The errors of two figures; nothing for a peer without one. */
function agreementOf(name: Workload, ours: number, theirs: number | undefined) {
  if (theirs === undefined) return {};
  if (name.startsWith('smoothing')) {
    const best = Math.max(ours, theirs);
    return { errors: { ours: best - ours, theirs: best - theirs }, tolerance: LIKELIHOOD };
  }
  const apart = Math.abs(theirs / ours - 1);
  return { errors: { ours: apart, theirs: apart }, tolerance: DIFFERENCE };
}

/** Steps of the training that the authors of the method run for such a series. */
const TRAINING_STEPS = 100_000;

/** A step of our training: of many, without the search of the start and the checks. */
const SHORT = 1;
const LONG = 1001;

/** The whole of our call, and a step of our training, beside steps of the training, which is not run to its end and so not recorded. */
async function compareReconstruction(python: Python, rounds: number): Promise<string> {
  const series = lorenz(20_000);
  const solve = (options: SyncRunOptions) =>
    dynamics.reconstructSync({ series, step: 0.01, pieces: 2, starts: 10 }, options);
  const { residualRatio, lyapunovExponents } = solve(NATIVE);
  await python.load([series.data], { tables: 1, columns: 3 });
  const train = (steps: number) =>
    dynamics.reconstructSync(
      { series, step: 0.01, pieces: 2, starts: 1, method: 'teacherForcing', steps, checkEvery: 1e6 },
      NATIVE,
    );
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    short: () => timeOf(() => train(SHORT)),
    long: () => timeOf(() => train(LONG)),
  };
  for (const peer of ['JAX training step', 'JAX training step, single precision'])
    turns[peer] = () => python.ask<PeerTime>('solve', { method: peer });
  const { native, short, long, ...peers } = await takeTurns(rounds, turns, 60);
  const cpu = native?.cpu ?? Number.NaN;
  const step = ((long?.cpu ?? Number.NaN) - (short?.cpu ?? Number.NaN)) / (LONG - SHORT);
  const lines = Object.entries(peers).map(([peer, time]) => ({
    peer,
    'a step': seconds(time.cpu),
    'a step / ours': (time.cpu / step).toFixed(2),
    [`${TRAINING_STEPS} steps / native`]: factor((TRAINING_STEPS * time.cpu) / cpu),
  }));
  const ours = [
    `native ${seconds(cpu)}`,
    `a step of teacherForcing ${seconds(step)}`,
    `residual ratio ${residualRatio.toFixed(4)}`,
    `largest exponent ${lyapunovExponents[0]?.toFixed(2)}`,
  ];
  return [`## ${RECONSTRUCTION}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}
