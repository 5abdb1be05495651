/** Black-box optimization: minimization of functions by their values alone. */

import { pointwiseAnswerer } from '../blackbox/answers.js';
import { holdsData, named, type SearchQuestion, searchDialogue, translated } from '../blackbox/problem.js';
import type { KnownAt, PointOf, PointsOf, Translation, VariablesInput } from '../blackbox/variables.js';
import { batchAnswerer, converse, converseSync, type Questions } from '../engine/converse.js';
import type { Dialogue, DialogueOptions } from '../engine/dialogue.js';
import { invalidInput } from '../engine/errors.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve, solveSync } from '../expression/solve.js';
import type {
  MinimizeSolution as EngineSolution,
  Known,
  MinimizeDataProblem,
  MinimizeProgress,
  WarmStart,
} from '../generated/blackbox.js';
import '#wasm/blackbox.js';

export type {
  Attacked,
  BatchConstrained,
  DirectSearchBox,
  DirectSearchExpressionProblem,
  DirectSearchFunctionProblem,
  DirectSearchProblem,
  DirectSearchSolution,
  PointwiseConstrained,
  SyncDirectSearchFunctionProblem,
} from '../blackbox/direct-search.js';
export { directSearch, directSearchDialogue, directSearchSync } from '../blackbox/direct-search.js';
export type {
  BatchObjectives,
  ParetoBox,
  ParetoExpressionProblem,
  ParetoFunctionProblem,
  ParetoProblem,
  ParetoSolution,
  PointwiseObjectives,
  SyncParetoFunctionProblem,
} from '../blackbox/pareto.js';
export { pareto, paretoDialogue, paretoSync } from '../blackbox/pareto.js';
export type { SearchQuestion } from '../blackbox/problem.js';
export type {
  BooleanVariable,
  CategoryVariable,
  IntegerVariable,
  KnownAt,
  PointOf,
  PointsOf,
  RealVariable,
  ValueOf,
  VariableInput,
  VariablesInput,
} from '../blackbox/variables.js';
export type * from '../engine/dialogue-types.js';
export * from '../generated/blackbox.js';

/** The data of a {@link minimize} problem, as taken by {@link minimizeDialogue}. */
export type MinimizeProblem = Omit<MinimizeDataProblem, 'objective' | 'input' | 'parameters' | 'builtIn'>;

/** The box to search, given by bounds or by variables, and the initial points. */
export interface MinimizeBox<Variables extends VariablesInput | undefined>
  extends Omit<MinimizeProblem, 'variables' | 'initial' | 'known'> {
  /** The variables, by name or in a list, instead of `lower` and `upper`. */
  readonly variables?: Variables;
  /**
   * Initial points in the form of the function's argument: one, or several in a list. All are evaluated first, so the
   * solution is never worse than any of them. The search starts at the best; `consensus`, `evolution` and
   * `gaussianProcess` include all of them among their first points.
   * @defaultValue the best of `known`, or else the center of the box
   */
  readonly initial?: PointsOf<Variables>;
  /**
   * Earlier evaluations: points in the form of the function's argument, or a matrix of engine coordinates such as
   * `archive`.
   */
  readonly known?: KnownAt<Variables, Known['values']>;
}

/** An objective evaluated at one point. */
export interface PointwiseObjective<Point, Result> {
  /**
   * The value at a point: an object with the names of the variables, an array for variables in a list, or, with bounds
   * alone, a vector that is reused for the next question. A non-finite value is a failed evaluation and ranks below
   * every number.
   */
  objective(x: Point): Result;
}

/** An objective evaluated at several points at once. */
export interface BatchObjective<Result> {
  /**
   * The values at `count` points, stored one after another in `points` as engine coordinates, with categories as
   * indices. The function returns them, or writes them into its last argument and returns nothing. `count` is at most
   * `parallel`.
   */
  objectives(points: Float64Array, count: number, values: Float64Array): Result;
}

/** A {@link minimize} problem with a JavaScript objective. */
export type MinimizeFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  MinimizeBox<Variables> &
    (
      | PointwiseObjective<PointOf<Variables>, number | PromiseLike<number>>
      | BatchObjective<VectorAnswer | PromiseLike<VectorAnswer>>
    );

/** A {@link MinimizeFunctionProblem} with a synchronous objective, for the blocking functions. */
export type SyncMinimizeFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  MinimizeBox<Variables> & (PointwiseObjective<PointOf<Variables>, number> | BatchObjective<VectorAnswer>);

/**
 * A {@link minimize} problem with an objective given as data: `objective`, an expression of one vector, or `builtIn`.
 */
export type MinimizeExpressionProblem<Variables extends VariablesInput | undefined = undefined> =
  MinimizeBox<Variables> & Pick<MinimizeDataProblem, 'objective' | 'input' | 'parameters' | 'builtIn'>;

/** The best point found. It is not proven to be a global minimum. */
export interface MinimizeSolution<Point = Float64Array>
  extends Omit<EngineSolution, 'solution' | 'warmStart'> {
  /** The best point, in the form of the function's argument. */
  readonly solution: Point;
  /** The best point in engine coordinates, with categories as indices. */
  readonly point: Float64Array;
  /** Starting data for a similar problem, returned by `cmaes`: `minimize({ ...problem, ...warmStart })`. */
  readonly warmStart?: MinimizeWarmStart<Point>;
}

/** Starting data for a similar problem, under the keys of a problem. */
export interface MinimizeWarmStart<Point = Float64Array> extends Omit<WarmStart, 'initial'> {
  /** The mean of the distribution, in the form of the function's argument. */
  readonly initial: Point;
}

/**
 * Minimizes a function within a box by its values alone. The function may be noisy, have many local minima and no
 * derivatives, and depend on real, integer and categorical variables. CMA-ES with restarts follows valleys of any
 * shape; for costly functions, a quadratic model of recent values selects the points to evaluate. By default, functions
 * of one or two variables are minimized by the Nelder-Mead simplex with random restarts, and functions of categorical
 * variables by an evolutionary algorithm on cheap models. The result is not proven to be a global minimum: values alone
 * cannot prove one.
 *
 * The function is written in JavaScript, for one point or for many at once, and may be asynchronous, with up to
 * `parallel` evaluations in progress; or it is data: a formula or a built-in test function.
 *
 * @example
 * ```ts
 * const { solution, objective } = await minimize({
 *   objective: ([x = 0, y = 0, z = 0]) => (x - 1) ** 2 + 100 * (y - x * x) ** 2 + Math.abs(z) + 0.1 * Math.cos(40 * z),
 *   lower: [-5, -5, -5],
 *   upper: [5, 5, 5],
 *   maxEvaluations: 2000,
 * });
 *
 * // Named variables of several types, one with a logarithmic scale.
 * const { solution: best } = await minimize({
 *   variables: {
 *     rate: { type: 'real', lower: 1e-6, upper: 1, scale: 'log' },
 *     layers: { type: 'integer', lower: 1, upper: 12 },
 *     bias: { type: 'boolean' },
 *   },
 *   objective: ({ rate, layers, bias }) => Math.log10(rate / 1e-3) ** 2 + Math.abs(layers - 4) + (bias ? 0 : 1),
 *   maxEvaluations: 500,
 * });
 * ```
 */
export async function minimize<const Variables extends VariablesInput | undefined = undefined>(
  problem: MinimizeFunctionProblem<Variables> | MinimizeExpressionProblem<Variables>,
  options?: RunOptions<MinimizeProgress>,
): Promise<MinimizeSolution<PointOf<Variables>>> {
  const { translation, encoded } = encodedOf(problem);
  return named(translation, async () => {
    const found: EngineSolution = holdsData(problem)
      ? await solve(METHOD, encoded, options)
      : await converse(METHOD, encoded, questionsOf(problem, translation), options as RunOptions<never>);
    return decoded(found, translation);
  });
}

/**
 * Blocking version of {@link minimize}; the function must be synchronous. In a page, call `await load('blackbox')`
 * first; for functions given as data, `await load('blackbox-expressions')`.
 */
export function minimizeSync<const Variables extends VariablesInput | undefined = undefined>(
  problem: SyncMinimizeFunctionProblem<Variables> | MinimizeExpressionProblem<Variables>,
  options?: SyncRunOptions,
): MinimizeSolution<PointOf<Variables>> {
  const { translation, encoded } = encodedOf(problem);
  return named(translation, () => {
    const found: EngineSolution = holdsData(problem)
      ? solveSync(METHOD, encoded, options)
      : converseSync(METHOD, encoded, questionsOf(problem, translation), options);
    return decoded(found, translation);
  });
}

/**
 * {@link minimize} as a dialogue, for functions evaluated elsewhere, or in a process that may exit before the search
 * ends. A question asks for the values at `items` points, at most `parallel`: `points` holds them in the form of the
 * function's argument, `point` their coordinates one after another. The answer holds one value per point.
 *
 * @example
 * ```ts
 * const problem = { lower: [-5, -5, -5], upper: [5, 5, 5], maxEvaluations: 300 };
 * const dialogue = minimizeDialogue(problem);
 * while (dialogue.question !== undefined) {
 *   const [x = 0, y = 0, z = 0] = dialogue.question.point;
 *   dialogue.answer([x * x + y * y + z * z]);
 * }
 * console.log(dialogue.solution.objective);
 * // Later, from a stored list:
 * const resumed = minimizeDialogue(problem, { answers: dialogue.answers });
 * ```
 */
export function minimizeDialogue<const Variables extends VariablesInput | undefined = undefined>(
  problem: MinimizeBox<Variables>,
  options?: DialogueOptions,
): Dialogue<MinimizeSolution<PointOf<Variables>>, SearchQuestion<PointOf<Variables>>> {
  return searchDialogue(METHOD, ['objective'], encodedOf(problem), options, decoded<PointOf<Variables>>);
}

const METHOD = 'blackbox.minimize';

/** Encodes a problem for the engine. */
function encodedOf(problem: object): ReturnType<typeof translated> {
  const { constraints } = (problem ?? {}) as { constraints?: unknown };
  if (constraints !== undefined)
    throw invalidInput('constraints', 'are not taken by this method: use directSearch');
  return translated(problem, 'some');
}

/** The single question of the dialogue, under the key of the function that answers it. */
function questionsOf(problem: object, translation: Translation | undefined): Questions {
  const { objectives } = (problem ?? {}) as { objectives?: unknown };
  if (objectives !== undefined) return { objectives: batchAnswerer };
  return { objective: pointwiseAnswerer(translation?.decode ?? ((numbers) => numbers)) };
}

function decoded<Point>(
  found: EngineSolution,
  translation: Translation | undefined,
): MinimizeSolution<Point> {
  const { solution: point, warmStart, ...rest } = found;
  const pointOf = (numbers: Float64Array) => (translation?.decode(numbers) ?? numbers) as Point;
  const solution = { ...rest, point, solution: pointOf(point) };
  return warmStart === undefined
    ? solution
    : { ...solution, warmStart: { ...warmStart, initial: pointOf(warmStart.initial) } };
}
