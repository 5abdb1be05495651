/** Variational inequalities, whose maps are data or the caller's functions. */

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
import '../generated/wasm/games.js';

/**
 * The map of a problem, and what else is known of it. Arguments are used again for the next question: do not keep them. At points that
 * are only tried out the map may be `NaN`.
 */
export interface MapFunctions<VectorResult, MatrixResult> {
  /** The map at z: as many numbers, returned or written into the last argument. */
  operator(z: Float64Array, values: Float64Array): VectorResult;
  /**
   * Its Jacobian: all entries, row by row.
   * @defaultValue by central differences, of at most 200 variables
   */
  jacobian?(z: Float64Array, entries: Float64Array): MatrixResult;
  /**
   * The mean of the components with these numbers, which may repeat: always √`componentCount` of them, rounded up. The map is the mean of
   * all components.
   */
  components?(z: Float64Array, indices: Float64Array, values: Float64Array): VectorResult;
}

/** The part of a problem of {@link variationalInequality} that is data. */
export interface VariationalInequalityData
  extends Omit<VariationalInequalityDataProblem, 'operator' | 'variables' | 'parameters'> {
  /** How many components there are, where `components` is given. */
  readonly componentCount?: number;
}

/** A problem whose functions are asked for one by one: `true` stands for one that can be. */
export interface VariationalInequalityProblem extends VariationalInequalityData {
  /**
   * Whether the Jacobian is given.
   * @defaultValue `false`
   */
  readonly jacobian?: boolean;
  /**
   * Whether components are given.
   * @defaultValue `false`
   */
  readonly components?: boolean;
}

/** A problem of {@link variationalInequality} whose functions are JavaScript's own, which may answer later. */
export type VariationalInequalityFunctionProblem = VariationalInequalityData &
  MapFunctions<VectorAnswer | PromiseLike<VectorAnswer>, MatrixAnswer | PromiseLike<MatrixAnswer>>;

/** A {@link VariationalInequalityFunctionProblem} whose functions answer at once, as blocking functions need it. */
export type SyncVariationalInequalityFunctionProblem = VariationalInequalityData &
  MapFunctions<VectorAnswer, MatrixAnswer>;

/**
 * A point z of a convex set at which a monotone map F points nowhere into the set: ⟨F(z), u − z⟩ is not negative for any u in it. Saddle
 * points are such, equilibria of traffic, markets and games, and roots. Steps that are pulled back to an anchor lead near it (after Yoon,
 * Ryu, ICML 2021), and semismooth Newton steps end there to the last digits. What has converged has a small natural residual, which is
 * computed for the point that is returned; of saddle functions on bounded sets, `gap` bounds the duality gap.
 *
 * The map is data (affine, a mean of affine maps, a saddle function, an expression with exact derivatives), or a function of JavaScript.
 * Linear inequalities beside the set have multipliers.
 *
 * @example
 * ```ts
 * // A game of two players with the payoffs A: the first minimises, the second maximises.
 * const { solution, gap } = await variationalInequality({
 *   operator: { saddle: { matrix: [[3, -1], [-2, 4]], primalLinear: [0, 0], dualLinear: [0, 0] } },
 *   set: [{ kind: 'simplex', size: 2 }, { kind: 'simplex', size: 2 }],
 * });
 *
 * // Two firms that choose quantities, by a function.
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
 * {@link variationalInequality}, blocking the calling thread; the functions must answer at once. In a page, `await load('games')` before;
 * of maps that are data, `await load('games-expressions')`.
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
 * {@link variationalInequality} with its questions handed out: for functions that are evaluated elsewhere, or in a process that may be gone
 * before the end.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `operator` | z | the map |
 * | `jacobian` | z | its Jacobian, row by row |
 * | `components` | z, and after it the numbers of components | their mean |
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

/** Whether a problem's map is a function. What is no problem, the doors refuse. */
const isAsked = (problem: object): boolean =>
  typeof (problem as { operator?: unknown } | null | undefined)?.operator === 'function';

/** Answers with the mean of components, whose numbers come after the point. */
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
