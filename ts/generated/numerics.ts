// Made from the Rust structs by `npm run codegen`; not to be edited.


export { load } from '../engine/load.js';

/**
 * Where to search for a minimum of `objective`, a function of one number, and how exactly. Where there are several minima,
 * one of them is found. The objective may be `Infinity`, which is worse than any number, but neither `-Infinity` nor NaN.
 */
export interface BrentMinimumProblem {
  /**
   * The lower end of the interval; the objective is not evaluated at the ends.
   */
  readonly lower: number;
  /**
   * The upper end of the interval, above `lower`.
   */
  readonly upper: number;
  /**
   * The most iterations, each one evaluation of the objective.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * How exactly the minimizer is wanted, in its units. To this is added 1.5e-8 times the minimizer, since near a minimum
   * the values of the objective differ by less than rounding.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * Where to search for a root of `function`, a function of one number, and how exactly. The function's values at the two
 * ends must differ in sign, and be finite everywhere.
 */
export interface BrentRootProblem {
  /**
   * The lower end of the interval.
   */
  readonly lower: number;
  /**
   * The upper end of the interval, above `lower`.
   */
  readonly upper: number;
  /**
   * The most iterations, each one evaluation of the function.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * How exactly the root is wanted, in its units. To this is added twice the rounding of the root.
   * @defaultValue 1e-14
   */
  readonly tolerance?: number;
}

/**
 * The minimum that was found.
 */
export interface BrentMinimumSolution {
  /**
   * Why the search stopped.
   */
  readonly status: BrentStatus;
  /**
   * The number of iterations.
   */
  readonly iterations: number;
  /**
   * How often the objective was asked for its value.
   */
  readonly evaluations: number;
  /**
   * The best point that was found.
   */
  readonly minimizer: number;
  /**
   * The objective there.
   */
  readonly objective: number;
  /**
   * The lower end of an interval that holds a minimizer.
   */
  readonly lower: number;
  /**
   * The upper end of that interval.
   */
  readonly upper: number;
}

/**
 * The root that was found.
 */
export interface BrentRootSolution {
  /**
   * Why the search stopped.
   */
  readonly status: BrentStatus;
  /**
   * The number of iterations.
   */
  readonly iterations: number;
  /**
   * How often the function was asked for its value.
   */
  readonly evaluations: number;
  /**
   * The best approximation of the root.
   */
  readonly root: number;
  /**
   * The function there.
   */
  readonly value: number;
  /**
   * The lower end of an interval in which the sign changes.
   */
  readonly lower: number;
  /**
   * The upper end of that interval.
   */
  readonly upper: number;
}

/**
 * Why the search stopped.
 * - `converged`: The interval is as small as was asked for.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 */
export type BrentStatus = 'converged' | 'iterationLimit' | 'timeLimit';
