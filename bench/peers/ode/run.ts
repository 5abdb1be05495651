// Differential equations compared with peers at equal tolerances, all on one thread.

import { ode, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { type Equations, errorOf, workloads as made, problemOf, type Workload } from '../../ode/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { type Time, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';

export const workloads = Object.keys(made) as Workload[];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };
const TOLERANCES = [1e-4, 1e-6, 1e-8];

/** Names as in worker.py. */
const STIFF = ['SciPy Radau', 'SciPy BDF', 'SciPy LSODA', 'CVODES'];
const NONSTIFF = ['SciPy RK45', 'SciPy DOP853', 'SciPy LSODA', 'CVODES'];

/** A peer's time, its final state and its evaluations. */
interface PeerTime extends Time {
  readonly state: number[];
  readonly evaluations: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('ode', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) {
    for (const tolerance of TOLERANCES) console.log(await compare(name, tolerance, python, quick ? 1 : 5));
  }
  python.stop();
}

async function compare(name: Workload, tolerance: number, python: Python, rounds: number): Promise<string> {
  const equations: Equations = made[name];
  const problem = problemOf(equations, tolerance);
  const solve = (options: SyncRunOptions) => ode.solveSync(problem, options);
  const found = solve(NATIVE);
  solve(WASM);
  const answers = new Map<string, PeerTime>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  for (const method of equations.isStiff ? STIFF : NONSTIFF) {
    turns[method] = async () => {
      const { initial, end, scale } = equations;
      const result = await python.ask<PeerTime>('solve', {
        workload: name,
        method,
        initial,
        end,
        tolerance,
        absolute: tolerance * scale,
      });
      answers.set(method, result);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 60);
  const lines = [...answers].map(([peer, { state, evaluations }]) => ({
    peer,
    evaluations: String(evaluations),
    error: errorOf(equations, state).toExponential(1),
    time: seconds(times[peer]?.cpu ?? Number.NaN),
    'peer / native': ((times[peer]?.cpu ?? Number.NaN) / (times.native?.cpu ?? 1)).toFixed(2),
    'peer / WebAssembly': ((times[peer]?.cpu ?? Number.NaN) / (times.wasm?.cpu ?? 1)).toFixed(2),
  }));
  const ours = [
    `${found.evaluations} evaluations, ${found.factorizations} factorizations`,
    `error ${errorOf(equations, found.states.data).toExponential(1)}`,
    `native ${seconds(times.native?.cpu ?? Number.NaN)}`,
    `WebAssembly ${factor((times.wasm?.cpu ?? 1) / (times.native?.cpu ?? 1))} of that`,
  ];
  return [`## ${name} at ${tolerance}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}
