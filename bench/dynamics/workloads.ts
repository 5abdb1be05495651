// Series and recurrences of benchmarks.

import type { dynamics, SyncRunOptions } from 'superlinear';
import { dynamics as methods } from 'superlinear';
import { PASSENGERS } from '../../examples/support/passengers.js';
import { normals, uniform } from '../../test/support/random.js';

const matrix = (rows: number, columns: number, seed: number) => ({
  rows,
  columns,
  data: normals(seed, rows * columns),
});

/** A stream with as many outputs as inputs. */
export const stream = (rows: number, inputs: number): dynamics.RecursiveLeastSquaresProblem => ({
  inputs: matrix(rows, inputs, 1),
  outputs: matrix(rows, inputs, 2),
  forgetting: 0.99,
});

/** A diagonal recurrence with factors from -1 to 1. */
export const recurrence = (rows: number, columns: number): dynamics.AffineScanProblem => ({
  kind: 'diagonal',
  factors: { rows, columns, data: uniform(1, rows * columns).map((value) => 2 * value - 1) },
  offsets: matrix(rows, columns, 2),
});

const SMOOTHING = {
  series: PASSENGERS,
  method: 'exponentialSmoothing',
  season: 12,
  trend: 'additive',
  seasonality: 'multiplicative',
} as const;

/** A vector autoregression of order 2 of five columns. */
export const autoregression = (rows: number): dynamics.FitPredictorProblem => ({
  series: matrix(rows, 5, 3),
  method: 'linear',
  order: 2,
  holdOut: 0,
});

/** Our side of each workload, and its data for peers. */
export const workloads = {
  'stream-5000': by(() => stream(5000, 5), methods.recursiveLeastSquaresSync),
  'smoothing-passengers': by(() => SMOOTHING, methods.fitPredictorSync),
  'smoothing-choice': by(
    () => ({ series: PASSENGERS, method: 'exponentialSmoothing', season: 12 }) as const,
    methods.fitPredictorSync,
  ),
  'autoregression-5000': by(() => autoregression(5000), methods.fitPredictorSync),
  'scan-262144': by(() => recurrence(2 ** 18, 16), methods.affineScanSync),
} satisfies Record<string, () => (options: SyncRunOptions) => object>;

export type Workload = keyof typeof workloads;

function by<Problem>(problem: () => Problem, solve: (problem: Problem, options: SyncRunOptions) => object) {
  return () => {
    const made = problem();
    return (options: SyncRunOptions) => solve(made, options);
  };
}

/** A series of the flow of Lorenz. */
export const lorenz = (rows: number) =>
  methods.simulateSync({ system: 'lorenz', length: rows, transient: 2000 }).series;
