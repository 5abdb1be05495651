/** Random vector fields `A y + b + W tanh(V y)`, and the quality of estimates of the error on them. */

import { solveSync } from '../../families/ode.js';
import type { SolveExpressionsProblem } from '../../generated/ode.js';
import { normals, uniform } from './random.js';

const METHODS = ['dormandPrince5', 'dormandPrince8', 'radau'] as const;
const TOLERANCES = [1e-4, 1e-6, 1e-9];

/** The tolerance of the integration that stands for the solution, and the part of its error that is not told apart. */
const FINE = 1e-13;
const ROUNDING = 1e-11;

/** A field with a seed of its own, with up to 5 unknowns and 3 hidden units. */
export function randomField(seed: number): SolveExpressionsProblem {
  const [first = 0, second = 0] = uniform(seed, 2);
  const n = 1 + Math.floor(5 * first);
  const hidden = Math.floor(4 * second);
  const numbers = normals(seed + 1, n * n + 2 * n + 2 * n * hidden);
  let used = 0;
  const take = (count: number) => {
    used += count;
    return numbers.slice(used - count, used);
  };
  const [A, b, W, V, initial] = [take(n * n), take(n), take(n * hidden), take(n * hidden), take(n)];
  const combined = (row: ArrayLike<number>, names: readonly string[]) =>
    names.map((name, j) => `(${row[j]}) * ${name}`).join(' + ') || '0';
  const state = Array.from({ length: n }, (_, i) => `y[${i}]`);
  const units = Array.from(
    { length: hidden },
    (_, k) => `tanh(${combined(V.slice(k * n, (k + 1) * n), state)})`,
  );
  const rows = state.map(
    (_, i) =>
      `${combined(A.slice(i * n, (i + 1) * n), state)} + (${b[i]}) + ${combined(W.slice(i * hidden, (i + 1) * hidden), units)}`,
  );
  return { field: { formula: `[${rows.join(', ')}]`, inputs: { y: n } }, initial, times: [2] };
}

/** Estimates beside errors, over fields, tolerances and methods. */
export interface Quality {
  readonly runs: number;
  /** The share of runs with an error above ten times its estimate, and above the estimate. */
  readonly farBelow: number;
  readonly below: number;
}

/** Compares estimates with errors of the returned states, in norms of all entries, for seeds up to `count`. */
export function qualityOfEstimates(count: number): Quality {
  let [runs, farBelow, below] = [0, 0, 0];
  for (let seed = 0; seed < count; seed++) {
    const problem = randomField(10 * seed);
    const exact = solveSync({
      ...problem,
      method: 'dormandPrince8',
      tolerance: FINE,
      absoluteTolerance: FINE / 10,
      estimateError: false,
    });
    const scale = Math.hypot(...exact.states.data);
    for (const tolerance of TOLERANCES) {
      const method = METHODS[(seed + runs) % METHODS.length] as (typeof METHODS)[number];
      const { states, errorEstimate = [] } = solveSync({
        ...problem,
        method,
        tolerance,
        absoluteTolerance: tolerance,
      });
      const error = Math.hypot(...states.data.map((value, i) => value - (exact.states.data[i] as number)));
      const allowed = ROUNDING * scale;
      const estimate = Math.hypot(...errorEstimate);
      runs++;
      if (error > 10 * estimate + allowed) farBelow++;
      if (error > estimate + allowed) below++;
    }
  }
  return { runs, farBelow: farBelow / runs, below: below / runs };
}
