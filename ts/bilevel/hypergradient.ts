/** The gradient of an outer objective through the solution of an inner problem, whose functions are data or the caller's. */

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
import '../generated/wasm/bilevel.js';

/** The part of a problem of {@link hypergradient} that is data, where functions are asked. */
export interface HypergradientLevels
  extends Omit<
    HypergradientDataProblem,
    'outerObjective' | 'innerObjective' | 'outerVariables' | 'innerVariables' | 'parameters' | 'innerInitial'
  > {
  /** Where y starts. */
  readonly innerInitial: VectorInput;
}

/** A problem whose functions are asked for one by one: `true` stands for one that can be. */
export interface HypergradientProblem extends HypergradientLevels {
  /** @defaultValue `false` */
  readonly innerProduct?: boolean;
  /** @defaultValue `false` */
  readonly innerHessian?: boolean;
}

/** A problem of {@link hypergradient} whose functions may answer later. */
export type HypergradientFunctionProblem = HypergradientLevels & AnyLevelFunctions;

/** A {@link HypergradientFunctionProblem} whose functions answer at once, as blocking functions need it. */
export type SyncHypergradientFunctionProblem = HypergradientLevels & SyncLevelFunctions;

/**
 * Value and gradient of x → F(x, y*(x)), where y* minimises f(x, ·), and how far the gradient may be from the exact one: for an outer loop
 * of one's own. The inner problem is solved by Newton's method as exactly as `tolerance` asks, and the gradient takes one linear system with
 * its Hessian, however many outer variables there are (Pedregosa, ICML 2016).
 *
 * The functions are data, whose derivatives are exact, or JavaScript's own.
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
 * {@link hypergradient}, blocking the calling thread; the functions must answer at once. In a page, `await load('bilevel')` before; of
 * functions that are data, `await load('bilevel-expressions')`.
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
 * {@link hypergradient} with its questions handed out: `outer`, `inner`, `innerProduct` and `innerHessian`, as
 * {@link minimizeDialogue} has them.
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
