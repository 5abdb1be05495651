// Made from the Rust structs by `npm run codegen`; not to be edited.


export { load } from '../engine/load.js';

/**
 * The interval and the accuracy of a search for a minimum of `objective`, a function of one number. If there are
 * several minima, one of them is found. The objective may be `Infinity`, worse than any number, but neither
 * `-Infinity` nor NaN.
 */
export interface BrentMinimumProblem {
  /**
   * The lower endpoint of the interval. The objective is not evaluated at the endpoints.
   */
  readonly lower: number;
  /**
   * The upper endpoint of the interval, above `lower`.
   */
  readonly upper: number;
  /**
   * Limit on iterations, each with one evaluation of the objective.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * Absolute tolerance on the minimizer. The effective tolerance is larger by 1.5e-8 times the minimizer, since near
   * a minimum the values of the objective differ by less than rounding.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * The interval and the accuracy of a search for a root of `function`, a function of one number. The values at the two
 * endpoints must differ in sign, and all values must be finite.
 */
export interface BrentRootProblem {
  /**
   * The lower endpoint of the interval.
   */
  readonly lower: number;
  /**
   * The upper endpoint of the interval, above `lower`.
   */
  readonly upper: number;
  /**
   * Limit on iterations, each with one evaluation of the function.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * Absolute tolerance on the root. The effective tolerance is larger by twice the rounding of the root.
   * @defaultValue 1e-14
   */
  readonly tolerance?: number;
}

/**
 * The minimum found.
 */
export interface BrentMinimumSolution {
  /**
   * The termination status.
   */
  readonly status: BrentStatus;
  /**
   * The number of iterations.
   */
  readonly iterations: number;
  /**
   * The number of evaluations of the objective.
   */
  readonly evaluations: number;
  /**
   * The best point found.
   */
  readonly minimizer: number;
  /**
   * The objective at the minimizer.
   */
  readonly objective: number;
  /**
   * The lower endpoint of an interval that contains a minimizer.
   */
  readonly lower: number;
  /**
   * The upper endpoint of that interval.
   */
  readonly upper: number;
}

/**
 * The root found.
 */
export interface BrentRootSolution {
  /**
   * The termination status.
   */
  readonly status: BrentStatus;
  /**
   * The number of iterations.
   */
  readonly iterations: number;
  /**
   * The number of evaluations of the function.
   */
  readonly evaluations: number;
  /**
   * The best approximation of the root.
   */
  readonly root: number;
  /**
   * The function at the root.
   */
  readonly value: number;
  /**
   * The lower endpoint of an interval with a change of sign.
   */
  readonly lower: number;
  /**
   * The upper endpoint of that interval.
   */
  readonly upper: number;
}

/**
 * The termination status.
 * - `converged`: The interval is within the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 */
export type BrentStatus = 'converged' | 'iterationLimit' | 'timeLimit';
