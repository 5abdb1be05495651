// Regression problems for the benchmarks.

import { coordinate, type Matrix, type SparseMatrix, type SyncRunOptions } from 'superlinear';
import { corr, text } from '../../test/support/regression.js';

/** The peers' task on the data. */
export type Task = 'lasso' | 'lassoPath' | 'lassoCrossValidation' | 'logistic' | 'groupLasso' | 'multinomial';

/** A problem and its solver in superlinear. */
export interface Regression {
  readonly task: Task;
  readonly matrix: Matrix | SparseMatrix;
  readonly response: Float64Array;
  /** Penalty strength relative to the largest; for a path, at its last point. */
  readonly ratio: number;
  readonly solve: (options: SyncRunOptions) => Solved;
}

/** Results compared between superlinear and the peers. */
export interface Solved {
  /** Coefficients of the model; of the last one on a path, of the chosen one in cross-validation. */
  readonly coefficients: Float64Array;
  /** Penalty strength of that model. */
  readonly lambda: number;
  readonly summary: string;
}

export type WorkloadName = keyof typeof workloads;

/** Returns a numeric data set bundled with scikit-learn. */
export type Tables = (name: 'breast_cancer' | 'digits') => { matrix: Matrix; response: Float64Array };

/** Constructors of workloads; shared data are generated once. */
export const workloads = {
  'lasso-dense-r10': () => lasso(10),
  'lasso-dense-r100': () => lasso(100),
  'lasso-path-100': lassoPath,
  'lasso-cv-5x100': lassoCrossValidation,
  'logistic-text-r10': () => logistic(10),
  'logistic-text-r100': () => logistic(100),
  'logistic-cancer-r100': tumours,
  'multinomial-digits-r30': digits,
  'group-lasso-r10': groupLasso,
} satisfies Record<string, (tables: Tables) => Regression>;

/** Caches the last result, since consecutive workloads mostly share it. */
function once<Data>(make: () => Data): () => Data {
  let data: Data | undefined;
  return () => {
    data ??= make();
    return data;
  };
}

const wide = once(() => corr(1000, 5000, 100, 0.6, 3, 11));
const documents = once(() => {
  const { matrix, response } = text(20_000, 40_000, 40, 300, 21);
  return { matrix: byColumns(matrix), response };
});

/** Converts a sparse matrix to columns, the layout also passed to the peers. */
function byColumns({ rows, columns, indptr, indices, data }: SparseMatrix): SparseMatrix {
  const starts = new Int32Array(columns + 1);
  for (const column of indices) starts[column + 1]++;
  for (let j = 0; j < columns; j++) starts[j + 1] += starts[j];
  const next = starts.slice();
  const [places, values] = [new Int32Array(data.length), new Float64Array(data.length)];
  for (let i = 0; i < rows; i++) {
    for (let k = indptr[i]; k < indptr[i + 1]; k++) {
      const place = next[indices[k]]++;
      places[place] = i;
      values[place] = data[k];
    }
  }
  return { rows, columns, indptr: starts, indices: places, data: values };
}

const layout = 'columnMajor' as const;

function solved({
  coefficients,
  lambda,
  iterations,
  epochs,
  newtonSteps,
  support,
}: coordinate.SingleFitSolution) {
  const summary = `${iterations} iterations, ${epochs} epochs, ${newtonSteps} Newton steps, ${support.length} features`;
  return { coefficients, lambda, summary };
}

function lasso(divisor: number): Regression {
  const { matrix, response } = wide();
  const problem = { matrix, layout, response, intercept: false, lambdaRatio: 1 / divisor } as const;
  const solve = (options: SyncRunOptions) => solved(coordinate.lassoSync(problem, options));
  return { task: 'lasso', matrix, response, ratio: 1 / divisor, solve };
}

function lassoPath(): Regression {
  const { matrix, response } = wide();
  const problem = { matrix, layout, response, intercept: false, smallestRatio: 0.01 } as const;
  const solve = (options: SyncRunOptions) => {
    const { coefficients, lambdas, iterations } = coordinate.pathSync(problem, options);
    const dense = new Float64Array(matrix.columns);
    for (let q = coefficients.indptr[99]; q < coefficients.indptr[100]; q++)
      dense[coefficients.indices[q]] = coefficients.data[q];
    return { coefficients: dense, lambda: lambdas[99], summary: `${iterations} iterations` };
  };
  return { task: 'lassoPath', matrix, response, ratio: 0.01, solve };
}

/** Data with centered features and response. */
function lassoCrossValidation(): Regression {
  const { matrix, response } = corr(500, 2000, 40, 0.6, 3, 41);
  const centered = (column: Float64Array) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    column.forEach((value, i) => {
      column[i] = value - mean;
    });
  };
  for (let j = 0; j < 2000; j++) centered(matrix.data.subarray(j * 500, (j + 1) * 500));
  centered(response);
  const problem = { matrix, layout, response, intercept: false, smallestRatio: 0.01 } as const;
  const solve = (options: SyncRunOptions) => {
    const { model } = coordinate.crossValidateSync(problem, options);
    return solved(model as coordinate.SingleFitSolution);
  };
  return { task: 'lassoCrossValidation', matrix, response, ratio: 0.01, solve };
}

function logistic(divisor: number): Regression {
  const { matrix, response } = documents();
  const problem = { matrix, layout, response, intercept: false, lambdaRatio: 1 / divisor } as const;
  const solve = (options: SyncRunOptions) => solved(coordinate.logisticRegressionSync(problem, options));
  return { task: 'logistic', matrix, response, ratio: 1 / divisor, solve };
}

/** Features of tumors, standardized to mean 0 and variance 1. */
function tumours(tables: Tables): Regression {
  const { matrix, response } = tables('breast_cancer');
  const { rows, columns } = matrix;
  for (let j = 0; j < columns; j++) standardize(matrix.data.subarray(j * rows, (j + 1) * rows));
  const labels = response.map((label) => 2 * label - 1);
  const problem = { matrix, layout, response: labels, intercept: false, lambdaRatio: 0.01 } as const;
  const solve = (options: SyncRunOptions) => solved(coordinate.logisticRegressionSync(problem, options));
  return { task: 'logistic', matrix, response: labels, ratio: 0.01, solve };
}

function standardize(column: Float64Array): void {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
  column.forEach((value, i) => {
    column[i] = (value - mean) / Math.sqrt(variance);
  });
}

/** Handwritten digits of 8 x 8 pixels. */
function digits(tables: Tables): Regression {
  const { matrix, response } = tables('digits');
  const problem = { matrix, layout, response, intercept: false, lambdaRatio: 1 / 30 } as const;
  const solve = (options: SyncRunOptions) => {
    const solution = coordinate.multinomialRegressionSync(problem, options);
    const { iterations, epochs, newtonSteps, support, lambda } = solution;
    const summary = `${iterations} iterations, ${epochs} epochs, ${newtonSteps} Newton steps, ${support.length} features`;
    return { coefficients: solution.coefficients.data as Float64Array, lambda, summary };
  };
  return { task: 'multinomial', matrix, response, ratio: 1 / 30, solve };
}

function groupLasso(): Regression {
  const { matrix, response } = corr(500, 5000, 100, 0.5, 3, 31);
  const groups = Int32Array.from({ length: 5000 }, (_, j) => Math.floor(j / 10));
  const problem = { matrix, layout, response, groups, intercept: false, lambdaRatio: 0.1 } as const;
  const solve = (options: SyncRunOptions) => solved(coordinate.groupLassoSync(problem, options));
  return { task: 'groupLasso', matrix, response, ratio: 0.1, solve };
}
