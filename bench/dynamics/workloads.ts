// Series and recurrences of benchmarks.

import { dynamics, type Matrix, type SyncRunOptions } from 'superlinear';
import { PASSENGERS } from '../../examples/support/passengers.js';
import { normals, uniform } from '../../test/support/random.js';

const matrix = (rows: number, columns: number, seed: number) => ({
  rows,
  columns,
  data: normals(seed, rows * columns),
});

/** A stream with as many outputs as inputs. */
export const stream = (rows: number, inputs: number) =>
  ({
    inputs: matrix(rows, inputs, 1),
    outputs: matrix(rows, inputs, 2),
    forgetting: 0.99,
  }) satisfies dynamics.RecursiveLeastSquaresProblem;

/** A diagonal recurrence with factors from -1 to 1. */
export const recurrence = (rows: number, columns: number) =>
  ({
    kind: 'diagonal',
    factors: { rows, columns, data: uniform(1, rows * columns).map((value) => 2 * value - 1) },
    offsets: matrix(rows, columns, 2),
  }) satisfies dynamics.AffineScanProblem;

/** A vector autoregression of order 2 of five columns. */
export const autoregression = (rows: number) =>
  ({
    series: matrix(rows, 5, 3),
    method: 'linear',
    order: 2,
    holdOut: 0,
  }) satisfies dynamics.FitPredictorProblem;

/** A workload with its data for peers. */
export interface Contest {
  readonly method: string;
  /** Tables of equal length in rows of `columns` numbers, one after the other. */
  readonly tables: readonly Float64Array[];
  readonly columns: number;
  /** Solves it, and returns the numbers of the answer. */
  solve(options: SyncRunOptions): Float64Array;
  /** The figure of these numbers that all sides share: a log-likelihood or a norm. */
  figureOf(numbers: Float64Array): number;
}

const norm = (numbers: Float64Array) => Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));

export const workloads = {
  'stream-5000'() {
    const problem = stream(5000, 5);
    return {
      method: 'dynamics.recursiveLeastSquares',
      tables: [problem.inputs.data, problem.outputs.data],
      columns: 5,
      solve: (options) => dynamics.recursiveLeastSquaresSync(problem, options).coefficients.data,
      figureOf: norm,
    };
  },
  'smoothing-passengers': () => smoothing({ trend: 'additive', seasonality: 'multiplicative' }),
  'smoothing-choice': () => smoothing({}),
  'autoregression-5000'() {
    const problem = autoregression(5000);
    return {
      method: 'dynamics.fitPredictor',
      tables: [problem.series.data],
      columns: 5,
      solve(options) {
        const { coefficients, constants } = dynamics.fitPredictorSync(problem, options);
        return Float64Array.of(...(coefficients as Matrix).data, ...(constants as Float64Array));
      },
      figureOf: norm,
    };
  },
  'scan-262144'() {
    const problem = recurrence(2 ** 18, 16);
    return {
      method: 'dynamics.affineScan',
      tables: [problem.factors.data, problem.offsets.data],
      columns: 16,
      solve: (options) => dynamics.affineScanSync(problem, options).states.data,
      figureOf: norm,
    };
  },
} satisfies Record<string, () => Contest>;

export type Workload = keyof typeof workloads;

/** Exponential smoothing of passengers; without a form, the best of nine. */
function smoothing(form: Pick<dynamics.FitPredictorProblem, 'trend' | 'seasonality'>): Contest {
  const problem = {
    series: PASSENGERS,
    method: 'exponentialSmoothing',
    season: 12,
    holdOut: 0,
    ...form,
  } as const;
  return {
    method: 'dynamics.fitPredictor',
    tables: [Float64Array.from(PASSENGERS)],
    columns: 1,
    solve: (options) => dynamics.fitPredictorSync(problem, options).logLikelihoods as Float64Array,
    figureOf: ([likelihood]) => likelihood as number,
  };
}

/** A series of the flow of Lorenz. */
export const lorenz = (rows: number) =>
  dynamics.simulateSync({ system: 'lorenz', length: rows, transient: 2000 }).series;
