// Partial differential equations compared with peers on the same doubles, all on one thread.

import { pde, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { type Workload as Kind, workloads as kinds, type Problem } from '../../pde/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Points a side of each kind. */
const SIDES: Readonly<Record<Kind, readonly number[]>> = {
  square: [255, 1023],
  'square of order 4': [255],
  box: [127],
  constant: [255, 511],
  'anisotropy 100': [255],
  'anisotropy 10000': [255],
  board: [255, 511],
  lognormal: [255],
};

export const workloads = (Object.keys(SIDES) as Kind[]).flatMap((kind) =>
  SIDES[kind].map((side) => `${kind}, ${side}` as const),
);

type Workload = (typeof workloads)[number];

function problemOf(name: Workload): Problem {
  const [kind, side] = name.split(', ') as [Kind, string];
  return kinds[kind](Number(side));
}

/** Names as in worker.py. */
const PEERS = {
  poisson: ['SciPy fast transforms'],
  diffusion: ['PyAMG Ruge-Stüben', 'PyAMG smoothed aggregation', 'SciPy spsolve'],
} as const;

/** The residual of those who agree, or the relative difference of norms of direct solutions. */
const AGREEMENT = 2e-8;

/** A peer's time, its relative residual, and the norm of its solution. */
interface PeerTime extends Time {
  readonly residual: number;
  readonly norm: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('pde', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) console.log(await compare(name, problemOf(name), python, quick ? 1 : 5));
  python.stop();
}

async function compare(name: Workload, given: Problem, python: Python, rounds: number): Promise<string> {
  const solve = (options: SyncRunOptions) =>
    given.method === 'poisson'
      ? pde.poissonSync(given.problem, options)
      : pde.diffusionSync(given.problem, options);
  const found = solve(NATIVE);
  solve(WASM);
  await handOver(name, given, python);
  const answers = new Map<string, PeerTime>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  for (const method of PEERS[given.method]) {
    turns[method] = async () => {
      const result = await python.ask<PeerTime>('solve', { workload: name, method });
      answers.set(method, result);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 60);
  await python.ask('unload', { workload: name });
  const norm = Math.sqrt(found.solution.reduce((sum, value) => sum + value * value, 0));
  for (const peer of PEERS[given.method]) {
    const theirs = answers.get(peer);
    const apart = Math.abs((theirs?.norm ?? Number.NaN) / norm - 1);
    record({
      workload: name,
      method: `pde.${given.method}`,
      peer,
      ours: cpuOf(times.native as Timed),
      theirs: cpuOf(times[peer] as Timed),
      errors:
        'relativeResidual' in found
          ? { ours: found.relativeResidual, theirs: theirs?.residual ?? Number.NaN }
          : { ours: apart, theirs: apart },
      tolerance: AGREEMENT,
    });
  }
  const lines = PEERS[given.method].map((peer) => ({
    peer,
    residual: answers.get(peer)?.residual.toExponential(1) ?? '',
    time: seconds(times[peer]?.cpu ?? Number.NaN),
    'peer / native': ((times[peer]?.cpu ?? Number.NaN) / (times.native?.cpu ?? 0)).toFixed(2),
    'peer / WebAssembly': ((times[peer]?.cpu ?? Number.NaN) / (times.wasm?.cpu ?? 0)).toFixed(2),
  }));
  const figures =
    'iterations' in found
      ? `${found.iterations} iterations, residual ${found.relativeResidual.toExponential(1)}`
      : `backward error ${found.residual.toExponential(1)}`;
  const ours = [
    figures,
    `native ${seconds(times.native?.cpu ?? 0)}, WebAssembly ${factor((times.wasm?.cpu ?? 0) / (times.native?.cpu ?? 1))} of that`,
  ];
  return [`## ${name}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}

/** Passes the fields of a workload to the peers. */
async function handOver(workload: Workload, given: Problem, python: Python): Promise<void> {
  const points = Array.from(given.problem.points, Number);
  const count = points.reduce((product, n) => product * n, 1);
  const field = (values: unknown) =>
    typeof values === 'number' ? new Float64Array(count).fill(values) : Float64Array.from(values as number[]);
  const fields = [field(given.problem.rightSide)];
  if (given.method === 'diffusion') {
    const { coefficient = 1 } = given.problem;
    const isDirected = typeof coefficient === 'object' && 'x' in coefficient;
    fields.push(
      field(isDirected ? coefficient.x : coefficient),
      field(isDirected ? coefficient.y : coefficient),
    );
  }
  const order = given.method === 'poisson' ? given.problem.order : 2;
  await python.load(fields, { workload, points, order });
}
