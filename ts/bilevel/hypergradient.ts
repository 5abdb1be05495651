/**
 * The gradient of an outer objective through the solution of an inner problem, with functions given as data or in
 * JavaScript.
 */

import type { VectorInput } from '../engine/arrays.js';
import { converse, converseSync, type Questions } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve, solveSync } from '../expression/solve.js';
import type { HypergradientDataProblem, HypergradientSolution } from '../generated/bilevel.js';
import {
  type AnyLevelFunctions,
  areAsked,
  levelAnswerers,
  type SyncLevelFunctions,
  sizesOf,
} from './functions.js';
import '#wasm/bilevel.js';

/** The data of a {@link hypergradient} problem with JavaScript functions. */
export interface HypergradientLevels
  extends Omit<
    HypergradientDataProblem,
    'outerObjective' | 'innerObjective' | 'outerVariables' | 'innerVariables' | 'parameters' | 'innerInitial'
  > {
  /** The initial y of the inner solver. */
  readonly innerInitial: VectorInput;
}

/** A problem for a dialogue. Set the key of each available function to `true`. */
export interface HypergradientProblem extends HypergradientLevels {
  /**
   * Whether `innerProduct` can be requested.
   * @defaultValue `false`
   */
  readonly innerProduct?: boolean;
  /**
   * Whether `innerHessian` can be requested.
   * @defaultValue `false`
   */
  readonly innerHessian?: boolean;
}

/** A {@link hypergradient} problem with JavaScript functions, which may be asynchronous. */
export type HypergradientFunctionProblem = HypergradientLevels & AnyLevelFunctions;

/** A {@link HypergradientFunctionProblem} with synchronous functions, for the blocking functions. */
export type SyncHypergradientFunctionProblem = HypergradientLevels & SyncLevelFunctions;

/**
 * Computes the value and the gradient of x → F(x, y*(x)), where y* minimizes f(x, ·), and an error estimate of the
 * gradient, for an outer loop of your own. The inner problem is solved to `tolerance` by Newton's method. The gradient
 * takes one linear solve with the inner Hessian, regardless of the number of outer variables (Pedregosa, ICML 2016).
 *
 * The functions are data, with exact derivatives, or written in JavaScript.
 *
 * @example
 * ```ts
 * const inputs = { x: 1, y: 1 };
 * const { objective, gradient, hypergradientError } = await hypergradient({
 *   outerObjective: { formula: '(y[0] - 1)^2 / 2', inputs },
 *   innerObjective: { formula: 'exp(y[0]) + y[0]^2 / 2 - x[0] * y[0]', inputs },
 *   initial: [0],
 * });
 * // gradient is (-1)
 *
 * const same = await hypergradient({
 *   outer: (x, [y = 0]) => ({ value: (y - 1) ** 2 / 2, xGradient: [0], yGradient: [y - 1] }),
 *   inner: ([x = 0], [y = 0]) => ({
 *     value: Math.exp(y) + y ** 2 / 2 - x * y,
 *     yGradient: [Math.exp(y) + y - x],
 *     xGradient: [-y],
 *   }),
 *   initial: [0],
 *   innerInitial: [0],
 * });
 * ```
 */
export async function hypergradient(
  problem: HypergradientFunctionProblem | HypergradientDataProblem,
  options?: RunOptions,
): Promise<HypergradientSolution> {
  return areAsked(problem)
    ? converse(METHOD, problem, questionsOf(problem), options)
    : solve(METHOD, problem, options);
}

/**
 * Blocking version of {@link hypergradient}; the functions must be synchronous. In a page, call `await load('bilevel')`
 * first; for functions given as data, `await load('bilevel-expressions')`.
 */
export function hypergradientSync(
  problem: SyncHypergradientFunctionProblem | HypergradientDataProblem,
  options?: SyncRunOptions,
): HypergradientSolution {
  return areAsked(problem)
    ? converseSync(METHOD, problem, questionsOf(problem), options)
    : solveSync(METHOD, problem, options);
}

/**
 * {@link hypergradient} as a dialogue. The questions are `outer`, `inner`, `innerProduct` and `innerHessian`, as in
 * {@link minimizeDialogue}.
 */
export function hypergradientDialogue(
  problem: HypergradientProblem,
  options?: DialogueOptions,
): Dialogue<HypergradientSolution> {
  return new Dialogue(METHOD, Object.keys(questionsOf(problem)), problem, options);
}

const METHOD = 'bilevel.hypergradient';

/** The questions of a problem, in the engine's order. */
const questionsOf = (problem: object): Questions => levelAnswerers(sizesOf(problem));
