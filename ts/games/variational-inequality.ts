/** Variational inequalities with maps given as data or as functions. */

import {
  converse,
  converseSync,
  type MakeAnswerer,
  type Questions,
  vectorAnswerer,
} from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import { type MatrixAnswer, matrixAnswerer } from '../engine/matrix-answers.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve, solveSync } from '../expression/solve.js';
import type {
  VariationalInequalityDataProblem,
  VariationalInequalityRecord,
  VariationalInequalitySolution,
} from '../generated/games.js';
import '#wasm/games.js';

/**
 * The map of a problem, its Jacobian and its components. Arguments are reused for the next question: do not keep them.
 * At trial points the map may be `NaN`.
 */
export interface MapFunctions<VectorResult, MatrixResult> {
  /** The map at z: one number per variable, returned or written into the last argument. */
  operator(z: Float64Array, values: Float64Array): VectorResult;
  /**
   * The Jacobian of the map: all entries, row by row.
   * @defaultValue central differences, for at most 200 variables
   */
  jacobian?(z: Float64Array, entries: Float64Array): MatrixResult;
  /**
   * The mean of the components with these indices, which may repeat: always √`componentCount` of them, rounded up. The
   * map is the mean of all components.
   */
  components?(z: Float64Array, indices: Float64Array, values: Float64Array): VectorResult;
}

/** The data of a {@link variationalInequality} problem. */
export interface VariationalInequalityData
  extends Omit<VariationalInequalityDataProblem, 'operator' | 'variables' | 'parameters'> {
  /** The number of components. Required with `components`. */
  readonly componentCount?: number;
}

/** A problem for a dialogue. Set the key of each available function to `true`. */
export interface VariationalInequalityProblem extends VariationalInequalityData {
  /**
   * Whether Jacobians can be requested.
   * @defaultValue `false`
   */
  readonly jacobian?: boolean;
  /**
   * Whether components can be requested.
   * @defaultValue `false`
   */
  readonly components?: boolean;
}

/** A {@link variationalInequality} problem with JavaScript functions, which may be asynchronous. */
export type VariationalInequalityFunctionProblem = VariationalInequalityData &
  MapFunctions<VectorAnswer | PromiseLike<VectorAnswer>, MatrixAnswer | PromiseLike<MatrixAnswer>>;

/** A {@link VariationalInequalityFunctionProblem} with synchronous functions, for the blocking functions. */
export type SyncVariationalInequalityFunctionProblem = VariationalInequalityData &
  MapFunctions<VectorAnswer, MatrixAnswer>;

/**
 * Solves a variational inequality: finds z in a convex set such that ⟨F(z), u − z⟩ ≥ 0 for all u in the set, for a
 * monotone map F. Examples are saddle points, equilibria of traffic, markets and games, and roots. Anchored
 * extragradient steps approach a solution (after Yoon, Ryu, ICML 2021), and semismooth Newton steps polish it to the
 * last digits. On convergence the natural residual, computed at the returned point, is small; for saddle functions on
 * bounded sets, `gap` bounds the duality gap.
 *
 * The map is data (affine, a mean of affine maps, a saddle function, an expression with exact derivatives) or a
 * JavaScript function. Linear inequalities in addition to the set have multipliers.
 *
 * @example
 * ```ts
 * // A two-player zero-sum game with payoffs A: the first player minimizes, the second maximizes.
 * const { solution, gap } = await variationalInequality({
 *   operator: { saddle: { matrix: [[3, -1], [-2, 4]], primalLinear: [0, 0], dualLinear: [0, 0] } },
 *   set: [{ kind: 'simplex', size: 2 }, { kind: 'simplex', size: 2 }],
 * });
 *
 * // Two firms that choose quantities, as a function.
 * const market = await variationalInequality({
 *   operator: ([a = 0, b = 0]) => [2 * a + b - 9, a + 2 * b - 6],
 *   set: [{ kind: 'box', size: 2, lower: 0 }],
 * });
 * // market.solution is (4, 1)
 *
 * const same = await variationalInequality({
 *   operator: { expression: { formula: '[2 * q[0] + q[1] - 9, q[0] + 2 * q[1] - 6]', inputs: { q: 2 } } },
 *   set: [{ kind: 'box', size: 2, lower: 0 }],
 * });
 * ```
 */
export async function variationalInequality(
  problem: VariationalInequalityFunctionProblem | VariationalInequalityDataProblem,
  options?: RunOptions<VariationalInequalityRecord>,
): Promise<VariationalInequalitySolution> {
  if (isAsked(problem)) return converse(METHOD, problem, questions, options as RunOptions<never>);
  return solve(METHOD, problem, options);
}

/**
 * Blocking version of {@link variationalInequality}; the functions must be synchronous. In a page, call `await
 * load('games')` first; for maps given as data, `await load('games-expressions')`.
 */
export function variationalInequalitySync(
  problem: SyncVariationalInequalityFunctionProblem | VariationalInequalityDataProblem,
  options?: SyncRunOptions,
): VariationalInequalitySolution {
  return isAsked(problem)
    ? converseSync(METHOD, problem, questions, options)
    : solveSync(METHOD, problem, options);
}

/**
 * {@link variationalInequality} as a dialogue, for functions evaluated elsewhere, or in a process that may exit before
 * the solve ends.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `operator` | z | the map |
 * | `jacobian` | z | its Jacobian, row by row |
 * | `components` | z, then the indices of components | their mean |
 *
 * @example
 * ```ts
 * const dialogue = variationalInequalityDialogue({ set: [{ kind: 'box', size: 2, lower: 0 }] });
 * while (dialogue.question !== undefined) {
 *   const [a = 0, b = 0] = dialogue.question.point;
 *   dialogue.answer([2 * a + b - 9, a + 2 * b - 6]);
 * }
 * console.log(dialogue.solution.solution);
 * ```
 */
export function variationalInequalityDialogue(
  problem: VariationalInequalityProblem,
  options?: DialogueOptions,
): Dialogue<VariationalInequalitySolution> {
  return new Dialogue(METHOD, Object.keys(questions), problem, options);
}

const METHOD = 'games.variationalInequality';

/** Returns whether the map is a function. Values other than problems are rejected by the entry points. */
const isAsked = (problem: object): boolean =>
  typeof (problem as { operator?: unknown } | null | undefined)?.operator === 'function';

/** Makes an answerer for means of components. Their indices follow the point. */
const componentsAnswerer: MakeAnswerer = (name, f) =>
  vectorAnswerer(
    name,
    typeof f === 'function'
      ? (question: Float64Array, values: Float64Array) =>
          f(question.subarray(0, values.length), question.subarray(values.length), values)
      : f,
  );

/** The questions, in the engine's order. */
const questions: Questions = {
  operator: vectorAnswerer,
  jacobian: { ifGiven: matrixAnswerer },
  components: { ifGiven: componentsAnswerer },
};
