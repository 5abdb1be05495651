/** Equality-constrained problems written as text, converted to functions with exact derivatives. */

import { formula } from './formulas.js';

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
   * Whether the solution is reached slowly or has no multipliers: the final objective is then only known not to exceed
   * the optimum plus 1e-7.
   */
  readonly isDegenerate?: boolean;
}

/** The functions of a problem. */
export function functionsOf({ objective, constraints, initial }: Program) {
  const f = formula(objective);
  const c = constraints.map(formula);
  const withoutDerivatives = {
    objective: (x: Float64Array) => f(x, 0).value,
    constraints: (x: Float64Array) => c.map((constraint) => constraint(x, 0).value),
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
