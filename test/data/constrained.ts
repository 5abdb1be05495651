/** Public test problems of equality-constrained optimisation, as functions with exact derivatives. */

import { formula } from '../support/formulas.js';
import { mulberry32, normals } from '../support/random.js';
import table from './nonlinear-programs.json';

/** A problem with its known optimum. */
export interface Program {
  readonly name: string;
  readonly objective: string;
  readonly constraints: readonly string[];
  readonly initial: readonly number[];
  readonly optimum: number;
  /** The iterations of Ipopt 3.14 at the tolerance 1e-8. */
  readonly ipoptIterations: number;
  /**
   * Whether the solution is reached slowly, or no multipliers belong to it: of the objective there it is then only known that
   * it is no larger than the optimum and 1e-7.
   */
  readonly isDegenerate?: boolean;
}

/** The problems: Hock and Schittkowski 1981, Boggs and Tolle 1989, and others of the CUTEst collection. */
export const PROGRAMS: readonly Program[] = table;

/** The functions of a problem. */
export function functionsOf({ objective, constraints, initial }: Program) {
  const f = formula(objective);
  const c = constraints.map(formula);
  const withoutDerivatives = {
    objective: (x: Float64Array) => f(x).value,
    constraints: (x: Float64Array) => c.map((constraint) => constraint(x).value),
    constraintCount: c.length,
    initial,
  };
  const hessian = (x: Float64Array, multipliers: Float64Array, objectiveWeight: number) => {
    const sum = f(x).hessian.map((row) => row.map((entry) => objectiveWeight * entry));
    c.forEach((constraint, k) => {
      constraint(x).hessian.forEach((row, i) => {
        row.forEach((entry, j) => {
          const target = sum[i] as number[];
          target[j] = (target[j] as number) + (multipliers[k] as number) * entry;
        });
      });
    });
    return sum;
  };
  const withDerivatives = {
    ...withoutDerivatives,
    gradient: (x: Float64Array) => [...f(x).gradient],
    jacobian: (x: Float64Array) => c.map((constraint) => [...constraint(x).gradient]),
    hessian,
  };
  return { withoutDerivatives, withDerivatives };
}

/**
 * Logistic regression on a sphere under ten random equations, with labels that depend on random coefficients. Of 2000 x 60 and
 * 32000 x 123 the optima are known from other programs.
 */
export function regression(rows: number, columns: number) {
  const features = { rows, columns, data: normals(2023, rows * columns) };
  const truth = normals(2024, columns).map((weight) => weight / Math.sqrt(columns));
  const random = mulberry32(2025);
  const labels = Float64Array.from({ length: rows }, (_, i) => {
    const row = features.data.subarray(i * columns, (i + 1) * columns);
    const product = row.reduce((sum, feature, j) => sum + feature * (truth[j] as number), 0);
    return random() < 1 / (1 + Math.exp(-4 * product)) ? 1 : -1;
  });
  const constraintMatrix = { rows: 10, columns, data: normals(2026, 10 * columns) };
  return { features, labels, constraintMatrix, constraintValues: normals(2027, 10), radius: 1 };
}
