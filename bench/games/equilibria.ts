// Equilibria and preferences with fixed seeds, in three sizes each.

import { games, type SyncRunOptions } from 'superlinear';
import { drawnComparisons, preferences, rotatingWorkers } from '../../ts/claims/support/equilibria.js';
import { matrix, normals, uniform } from './workloads.js';

/** A workload, and the number of evaluations, rounds or steps it needs. */
interface Workload {
  readonly name: string;
  readonly solve: (options: SyncRunOptions) => { readonly iterations: number; readonly status: string };
}

const simplices = (size: number) => [0, 1].map((): games.ConvexSet => ({ kind: 'simplex', size }));

const saddles = [50, 100, 200].map((size): Workload => {
  const zeros = new Float64Array(size);
  const operator = {
    saddle: { matrix: matrix(size, size, normals(41, size * size)), primalLinear: zeros, dualLinear: zeros },
  };
  return {
    name: `variational inequality, game of ${size}²`,
    solve: (options) => {
      const { evaluations, status } = games.variationalInequalitySync(
        { operator, set: simplices(size) },
        options,
      );
      return { iterations: evaluations, status };
    },
  };
});

/** A monotone map of 100 variables with bounds (Harker, Pang, Lectures in Applied Mathematics 26, 1990). */
function complementarity(): games.VariationalInequalityDataProblem {
  const n = 100;
  const [r, s, d, q] = [uniform(42, n * n), uniform(43, n * n), uniform(44, n), uniform(45, n)];
  const at = (of: Float64Array, i: number, j: number) => 10 * of[i * n + j] - 5;
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const skew = i < j ? at(s, i, j) : i > j ? -at(s, j, i) : 0.3 * d[i];
      data[i * n + j] = skew;
      for (let k = 0; k < n; k++) data[i * n + j] += at(r, i, k) * at(r, j, k);
    }
  }
  return {
    operator: { affine: { matrix: matrix(n, n, data), vector: q.map((value) => -500 * value) } },
    set: [{ kind: 'box', size: n, lower: 0, upper: 10 }],
  };
}

/** A bilinear saddle problem with singular values from .05 to 1. */
function bilinear(): games.VariationalInequalityDataProblem {
  const data = new Float64Array(2500);
  for (let i = 0; i < 50; i++) data[51 * i] = 0.05 + (0.95 * i) / 49;
  const zeros = new Float64Array(50);
  const saddle = { matrix: matrix(50, 50, data), primalLinear: zeros, dualLinear: zeros };
  return { operator: { saddle }, initial: new Float64Array(100).fill(1) };
}

const matrixGame = (): games.VariationalInequalityDataProblem => {
  const zeros = new Float64Array(50);
  const saddle = { matrix: matrix(50, 50, normals(41, 2500)), primalLinear: zeros, dualLinear: zeros };
  return { operator: { saddle }, set: simplices(50) };
};

/** Each method on each of three problems. The guide quotes these numbers of evaluations. */
const methods = Object.entries({ complementarity, bilinear, 'matrix game': matrixGame }).flatMap(
  ([name, make]) =>
    (['auto', 'anchored', 'extragradient', 'goldenRatio', 'optimistic'] as const).map((method): Workload => {
      const problem = { ...make(), method, maxIterations: 40_000 };
      return {
        name: `${name} by ${method}`,
        solve: (options) => {
          const { evaluations, status } = games.variationalInequalitySync(problem, options);
          return { iterations: evaluations, status };
        },
      };
    }),
);

const functions = [10, 100, 1000].map((size): Workload => {
  // A chain of players, each aiming slightly ahead of its predecessor.
  const problem: games.SyncVariationalInequalityFunctionProblem = {
    operator: (z, values) => {
      for (let i = 0; i < size; i++)
        values[i] = Math.tanh(z[i]) + 0.3 * ((z[i + 1] ?? 0) - (z[i - 1] ?? 0)) - 0.5;
    },
    set: [{ kind: 'box', size, lower: 0, upper: 2 }],
    newton: false,
  };
  return {
    name: `variational inequality, function of ${size}`,
    solve: (options) => {
      const { evaluations, status } = games.variationalInequalitySync(problem, options);
      return { iterations: evaluations, status };
    },
  };
});

const rankings = [100, 500, 2000].map((items): Workload => {
  const comparisons = drawnComparisons(items, 40 * items, 31, 32);
  const problem = { comparisons, itemCount: items, regularization: 0.1, standardErrors: false };
  return {
    name: `bradley-terry, ${items} items, ${40 * items} votes`,
    solve: (options) => games.bradleyTerrySync(problem, options),
  };
});

const winners = [50, 200, 800].map((items): Workload => {
  const shares = matrix(items, items, Float64Array.from(preferences(items, 21).flat()));
  return {
    name: `preference winner, ${items} items, β = .03`,
    solve: (options) => games.preferenceWinnerSync({ preferences: shares, regularization: 0.03 }, options),
  };
});

const workers = [50, 100, 200].map((size): Workload => {
  const problem = { workers: rotatingWorkers(10, size, 0.1, 61) };
  return {
    name: `distributed, 10 workers of ${size}`,
    solve: (options) => games.distributedSync(problem, options),
  };
});

export const equilibria: readonly Workload[] = [
  ...methods,
  ...saddles,
  ...functions,
  ...rankings,
  ...winners,
  ...workers,
];
