// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { VectorInput } from '../engine/arrays.js';

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
 * The method for fixed points.
 * - `anderson`: Anderson acceleration: combines the last points so that their residuals nearly cancel.
 * - `plain`: The iteration `x = G(x)`.
 */
export type FixedPointMethod = 'anderson' | 'plain';

/**
 * The starting point and the accuracy of a search for a fixed point of `map`.
 */
export interface FixedPointProblem {
  /**
   * The starting point.
   */
  readonly initial: VectorInput;
  /**
   * A number below 1 by which the map contracts distances, if known: this gives `errorBound`.
   */
  readonly contraction?: number;
  /**
   * The fraction of a step that is taken, above 0 and at most 1.
   * @defaultValue 1.0
   */
  readonly damping?: number;
  /**
   * The maximum number of evaluations of the map.
   * @defaultValue 500
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: FixedPointMethod;
  /**
   * Whether to go back to the best point, and forget the earlier ones, if an accelerated step raises the residual to
   * more than ten times the smallest one.
   * @defaultValue true
   */
  readonly safeguard?: boolean;
  /**
   * The tolerance on `residual`, relative to 1 plus the norm of the point.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
  /**
   * The number of earlier points that `anderson` combines, at most 20. 0 gives the plain iteration.
   * @defaultValue 5
   */
  readonly window?: number;
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

/**
 * The fixed point found.
 */
export interface FixedPointSolution {
  /**
   * The reason for termination.
   */
  readonly status: FixedPointStatus;
  /**
   * The point with the smallest residual.
   */
  readonly solution: Float64Array;
  /**
   * The norm of `G(x) - x` there.
   */
  readonly residual: number;
  /**
   * The number of evaluations of the map.
   */
  readonly iterations: number;
  /**
   * The ratio of the last two residuals of successive plain steps: an estimate of the contraction. Absent without two
   * such steps.
   */
  readonly contraction?: number;
  /**
   * A bound of the distance to the fixed point, `residual / (1 - contraction)` with the contraction of the problem.
   */
  readonly errorBound?: number;
}

/**
 * Reasons for termination of `fixedPoint`.
 * - `converged`: The residual is within the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: The residual has not fallen for 100 evaluations, as in a cycle or at the level of rounding.
 * - `diverged`: The residual or the points grow beyond all bounds.
 */
export type FixedPointStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'diverged';
