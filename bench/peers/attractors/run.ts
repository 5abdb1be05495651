// Equations and exponents of series compared with pysindy and nolds, all on one thread.

import { dynamics, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { lorenz } from '../../dynamics/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const family = 'dynamics';

export const workloads = ['equations', 'divergence'] as const;

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };
const STEP = 0.01;

/** A workload: our call with its main figures, and the peer's action with its arguments. */
interface Comparison {
  readonly method: string;
  readonly peer: string;
  /** The error of those who agree. */
  readonly tolerance: number;
  readonly action: string;
  readonly data: object;
  solve(options: SyncRunOptions): number[];
  /** The error of figures beside those of the other side. */
  errorOf(figures: readonly number[], others: readonly number[]): number;
}

/** The largest exponent of the flow of Lorenz. */
const EXPONENT = 0.9056;

/** The relative difference of figures. */
const apart = (ours: readonly number[], theirs: readonly number[]) =>
  Math.max(...ours.map((value, k) => Math.abs(value - (theirs[k] ?? Number.NaN)))) /
  Math.max(...ours.map(Math.abs));

const COMPARISONS: Readonly<Record<(typeof workloads)[number], (rows: number) => Comparison>> = {
  equations(rows) {
    const series = lorenz(rows);
    return {
      method: 'dynamics.discoverEquations',
      peer: 'pysindy',
      tolerance: 1e-3,
      errorOf: apart,
      action: 'equations',
      data: { series: Array.from(series.data), rows, step: STEP, order: 2 },
      solve: (options) =>
        Array.from(
          dynamics.discoverEquationsSync({ series, step: STEP, differences: 'second' }, options).coefficients
            .data,
        ),
    };
  },
  divergence(rows) {
    const series = lorenz(rows).data.filter((_, k) => k % 3 === 0);
    const options = { dimension: 3, delay: 18, exclusion: 150, follow: 190 };
    return {
      method: 'dynamics.lyapunovExponents',
      peer: 'nolds',
      tolerance: 0.2,
      errorOf: ([exponent = Number.NaN]) => Math.abs(exponent / EXPONENT - 1),
      action: 'divergence',
      data: { series: Array.from(series), step: STEP, ...options },
      solve: (run) =>
        Array.from(dynamics.lyapunovExponentsSync({ series, step: STEP, ...options }, run).exponents),
    };
  },
};

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly (typeof workloads)[number][], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('attractors', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  const lines = [];
  for (const workload of chosen)
    for (const rows of quick ? [2500] : [2500, 5000, 10_000])
      lines.push({
        workload,
        rows: String(rows),
        ...(await compare(`${workload}, ${rows} rows`, COMPARISONS[workload](rows), python, quick ? 1 : 5)),
      });
  console.log(formatTable(lines));
  python.stop();
}

async function compare(workload: string, comparison: Comparison, python: Python, rounds: number) {
  const { method, peer, tolerance, action, data, solve, errorOf } = comparison;
  const ours = solve(NATIVE);
  let theirs: number[] = [];
  const times = await takeTurns(
    rounds,
    {
      native: () => timeOf(() => solve(NATIVE)),
      wasm: () => timeOf(() => solve(WASM)),
      peer: async () => {
        const result = await python.ask<Time & { values: number[] }>(action, data);
        theirs = result.values;
        return result;
      },
    },
    60,
  );
  record({
    workload,
    method,
    peer,
    ours: cpuOf(times.native),
    theirs: cpuOf(times.peer),
    errors: { ours: errorOf(ours, theirs), theirs: errorOf(theirs, ours) },
    tolerance,
  });
  const [native, wasm, other] = ['native', 'wasm', 'peer'].map(
    (name) => times[name as keyof typeof times]?.cpu ?? Number.NaN,
  ) as [number, number, number];
  return {
    peer,
    native: seconds(native),
    'WebAssembly / native': factor(wasm / native),
    'peer / native': factor(other / native),
    'peer / WebAssembly': factor(other / wasm),
    apart: apart(ours, theirs).toExponential(1),
  };
}
