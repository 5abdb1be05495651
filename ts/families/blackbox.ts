/** Black-box optimisation: functions that are known by their values alone. */

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
import '../generated/wasm/blackbox.js';

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
export type {
  Dialogue,
  DialogueOptions,
  DialogueQuestion,
  StoredAnswer,
  StoredNumber,
} from '../engine/dialogue.js';
export type { VectorAnswer } from '../engine/operators.js';
export type { FunctionInput, PointInput } from '../expression/problems.js';
export * from '../generated/blackbox.js';

/** The part of a problem of {@link minimize} that is data, as {@link minimizeDialogue} takes it. */
export type MinimizeProblem = Omit<MinimizeDataProblem, 'objective' | 'input' | 'parameters' | 'builtIn'>;

/** The box to search, by bounds or by variables, and where to start in it. */
export interface MinimizeBox<Variables extends VariablesInput | undefined>
  extends Omit<MinimizeProblem, 'variables' | 'initial' | 'known'> {
  /** The variables by name or in a list, instead of `lower` and `upper`. */
  readonly variables?: Variables;
  /**
   * Where to start, as the function has its points: one, or several in a list. All are evaluated first, so that the solution is no worse
   * than any of them, and the search starts at the best; `consensus`, `evolution` and `gaussianProcess` have all of them among their
   * first points.
   * @defaultValue the best of `known`, or else the middle of the box
   */
  readonly initial?: PointsOf<Variables>;
  /** Evaluations that were made before: points as the functions have them, or a matrix of them in the engine's numbers, as `archive` is. */
  readonly known?: KnownAt<Variables, Known['values']>;
}

/** The function to be minimised, at one point. */
export interface PointwiseObjective<Point, Result> {
  /**
   * The value at a point: an object with the names of the variables, an array where they are in a list, or, with bounds alone, a vector,
   * which is used again for the next question. A value that is not finite is a failed evaluation: worse than any number.
   */
  objective(x: Point): Result;
}

/** The function to be minimised, at several points at once. */
export interface BatchObjective<Result> {
  /**
   * The values at `count` points, one after another in `points`, in the engine's numbers: categories by their places. It returns them,
   * or writes them into its last argument and returns nothing. `parallel` says how many points there are at most.
   */
  objectives(points: Float64Array, count: number, values: Float64Array): Result;
}

/** A problem of {@link minimize} whose function is JavaScript's own. */
export type MinimizeFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  MinimizeBox<Variables> &
    (
      | PointwiseObjective<PointOf<Variables>, number | PromiseLike<number>>
      | BatchObjective<VectorAnswer | PromiseLike<VectorAnswer>>
    );

/** A {@link MinimizeFunctionProblem} whose function answers at once, as blocking functions need it. */
export type SyncMinimizeFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  MinimizeBox<Variables> & (PointwiseObjective<PointOf<Variables>, number> | BatchObjective<VectorAnswer>);

/** A problem of {@link minimize} whose function is data: `objective`, an expression of one vector, or `builtIn`. */
export type MinimizeExpressionProblem<Variables extends VariablesInput | undefined = undefined> =
  MinimizeBox<Variables> & Pick<MinimizeDataProblem, 'objective' | 'input' | 'parameters' | 'builtIn'>;

/** The best point that was found. Nothing proves that it is a global minimum. */
export interface MinimizeSolution<Point = Float64Array>
  extends Omit<EngineSolution, 'solution' | 'warmStart'> {
  /** The best point, as the function has its points. */
  readonly solution: Point;
  /** The best point in the engine's numbers: categories by their places. */
  readonly point: Float64Array;
  /** What a similar problem may start from, of `cmaes`: `minimize({ ...problem, ...warmStart })`. */
  readonly warmStart?: MinimizeWarmStart<Point>;
}

/** What a similar problem may start from, under the names that a problem has for it. */
export interface MinimizeWarmStart<Point = Float64Array> extends Omit<WarmStart, 'initial'> {
  /** The mean of the distribution, as the function has its points. */
  readonly initial: Point;
}

/**
 * The least value, within a box, of a function that is known by its values alone: noisy, with many local minima, without derivatives,
 * of numbers real or whole and of categories. CMA-ES with restarts finds valleys of any shape; of costly functions a quadratic model of the last values
 * says which points are worth an evaluation. For one or two variables it is Nelder and Mead's simplex, from one random point after
 * another; where there is a category, an evolution on cheap models. Nothing proves that what is found is a global minimum: of a function known by values alone, nothing can.
 *
 * The function is JavaScript's own, of one point or of many at once, and may answer later, with `parallel` evaluations under way; or
 * else it is data: a formula, or a built-in test function.
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
 * // By name, whole numbers and ratios too.
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
 * {@link minimize}, blocking the calling thread; the function must answer at once. In a page, `await load('blackbox')` before; of
 * functions that are data, `await load('blackbox-expressions')`.
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
 * {@link minimize} with its questions handed out: for functions that are evaluated elsewhere, or in a process that may be gone before the
 * end. A question is about `items` points, at most `parallel`: `points` has them as a function would, and `point` their numbers one after
 * another. The answer has as many values.
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
 * // Or later, from a list that was stored:
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

/** A problem as the engine has it. */
function encodedOf(problem: object): ReturnType<typeof translated> {
  const { constraints } = (problem ?? {}) as { constraints?: unknown };
  if (constraints !== undefined)
    throw invalidInput('constraints', 'are not taken by this method: use directSearch');
  return translated(problem, 'some');
}

/** The one question that there is, under the key of the function that answers it. */
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
