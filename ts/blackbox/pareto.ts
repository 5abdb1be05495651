/** Sets of best compromises between several functions that are known by their values alone. */

import { batchAnswerer, converse, converseSync, type Questions } from '../engine/converse.js';
import type { Dialogue, DialogueOptions } from '../engine/dialogue.js';
import { invalidInput } from '../engine/errors.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve, solveSync } from '../expression/solve.js';
import type {
  ParetoSolution as EngineSolution,
  KnownOutputs,
  ParetoDataProblem,
  ParetoProgress,
} from '../generated/blackbox.js';
import '../generated/wasm/blackbox.js';
import { countOf, outputsAnswerer } from './outputs.js';
import { holdsData, named, type SearchQuestion, searchDialogue, translated } from './problem.js';
import type { KnownAt, PointOf, PointsOf, Translation, VariablesInput } from './variables.js';

/** The part of a problem of {@link pareto} that is data, as {@link paretoDialogue} takes it. */
export type ParetoProblem = Omit<
  ParetoDataProblem,
  'objective' | 'constraints' | 'input' | 'parameters' | 'builtIn'
>;

/** The box to search, by bounds or by variables. */
export interface ParetoBox<Variables extends VariablesInput | undefined>
  extends Omit<ParetoProblem, 'variables' | 'initial' | 'known'> {
  /** The variables by name or in a list, instead of `lower` and `upper`. */
  readonly variables?: Variables;
  /** Points that are in the first generation, beside random ones, as the functions have them: one, or several in a list. */
  readonly initial?: PointsOf<Variables>;
  /** Evaluations that were made before: points as the functions have them, or a matrix of them in the engine's numbers, as `archive` is. */
  readonly known?: KnownAt<Variables, KnownOutputs['values']>;
}

/** The functions to be minimised together, at one point. */
export interface PointwiseObjectives<Point, Result> {
  /**
   * As many numbers as there are objectives, at a point: an object with the names of the variables, an array where they are in a list, or,
   * with bounds alone, a vector. Where one is not finite the evaluation has failed: it is worse than any other.
   */
  objective(x: Point): Result;
  /** `constraintCount` numbers, each of which is to be at most 0. */
  constraints?(x: Point): Result;
}

/** The functions to be minimised together, at several points at once. */
export interface BatchObjectives<Result> {
  /**
   * The objectives and after them the constraints, at `count` points, one after another in `points`, in the engine's numbers:
   * categories by their places. It returns them, or writes them into its last argument and returns nothing.
   */
  objectives(points: Float64Array, count: number, values: Float64Array): Result;
}

/** A problem of {@link pareto} whose functions are JavaScript's own. */
export type ParetoFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  ParetoBox<Variables> &
    (
      | PointwiseObjectives<PointOf<Variables>, ArrayLike<number> | PromiseLike<ArrayLike<number>>>
      | BatchObjectives<VectorAnswer | PromiseLike<VectorAnswer>>
    );

/** A {@link ParetoFunctionProblem} whose functions answer at once, as blocking functions need it. */
export type SyncParetoFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  ParetoBox<Variables> &
    (PointwiseObjectives<PointOf<Variables>, ArrayLike<number>> | BatchObjectives<VectorAnswer>);

/** A problem of {@link pareto} whose functions are data: `objective`, an expression of one vector, or `builtIn`. */
export type ParetoExpressionProblem<Variables extends VariablesInput | undefined = undefined> =
  ParetoBox<Variables> &
    Pick<ParetoDataProblem, 'objective' | 'constraints' | 'input' | 'parameters' | 'builtIn'>;

/** The best compromises that were found. Nothing proves that there are no better ones. */
export interface ParetoSolution<Point = Float64Array> extends EngineSolution {
  /** The points, as the functions have them, in the order of the rows of `points` and `values`. */
  readonly solutions: readonly Point[];
}

/**
 * The best compromises between 2 to 6 functions that are known by their values alone, within a box of real and whole numbers and
 * categories: points of which none is at least as good as another in all objectives and better in one.
 *
 * Of costly functions, cheap models learn from what was evaluated, and an evolution on the models proposes what to evaluate next (after
 * LINAS: Cummings and others 2022). With more than 2000 evaluations, and for functions that are data, the evolution is on the functions
 * themselves: NSGA-II's mating (Deb and others 2002), with points near others dropped one at a time. Constraints are kept by dominance:
 * what keeps them is before what does not.
 *
 * The functions are JavaScript's own, at one point or at many at once, and may answer later, with `parallel` evaluations under way;
 * or else they are data: a formula whose value is a vector, or a built-in test problem.
 *
 * @example
 * ```ts
 * const { solutions, values } = await pareto({
 *   variables: {
 *     material: { type: 'category', values: ['steel', 'oak'] },
 *     thickness: { type: 'real', lower: 1, upper: 20 },
 *   },
 *   objective: ({ material, thickness }) => [
 *     (material === 'steel' ? 7.8 : 0.7) * thickness,
 *     (material === 'steel' ? 1 : 18) / thickness ** 3,
 *   ],
 *   maxEvaluations: 200,
 * });
 * ```
 */
export async function pareto<const Variables extends VariablesInput | undefined = undefined>(
  problem: ParetoFunctionProblem<Variables> | ParetoExpressionProblem<Variables>,
  options?: RunOptions<ParetoProgress>,
): Promise<ParetoSolution<PointOf<Variables>>> {
  const { translation, encoded } = translated(problem, 'some');
  return named(translation, async () => {
    if (holdsData(problem))
      return decoded(await solve<EngineSolution, ParetoProgress>(METHOD, encoded, options), translation);
    const { data, questions } = asked(encoded, translation);
    return decoded(
      await converse<EngineSolution>(METHOD, data, questions, options as RunOptions<never>),
      translation,
    );
  });
}

/**
 * {@link pareto}, blocking the calling thread; the functions must answer at once. In a page, `await load('blackbox')` before; of
 * functions that are data, `await load('blackbox-compromises')`.
 */
export function paretoSync<const Variables extends VariablesInput | undefined = undefined>(
  problem: SyncParetoFunctionProblem<Variables> | ParetoExpressionProblem<Variables>,
  options?: SyncRunOptions,
): ParetoSolution<PointOf<Variables>> {
  const { translation, encoded } = translated(problem, 'some');
  return named(translation, () => {
    if (holdsData(problem)) return decoded(solveSync<EngineSolution>(METHOD, encoded, options), translation);
    const { data, questions } = asked(encoded, translation);
    return decoded(converseSync<EngineSolution>(METHOD, data, questions, options), translation);
  });
}

/**
 * {@link pareto} with its questions handed out: for functions that are evaluated elsewhere, or in a process that may be gone before the
 * end. A question is about `items` points, at most `parallel`: `points` has them as functions would, and `point` their numbers one after
 * another. The answer has the objectives of each, and after them its constraints.
 *
 * @example
 * ```ts
 * const problem = { lower: [-2, -2], upper: [2, 2], maxEvaluations: 100 };
 * const dialogue = paretoDialogue(problem);
 * while (dialogue.question !== undefined) {
 *   const [x = 0, y = 0] = dialogue.question.point;
 *   dialogue.answer([x * x + y * y, (x - 1) ** 2 + y * y]);
 * }
 * console.log(dialogue.solution.hypervolume);
 * ```
 */
export function paretoDialogue<const Variables extends VariablesInput | undefined = undefined>(
  problem: ParetoBox<Variables>,
  options?: DialogueOptions,
): Dialogue<ParetoSolution<PointOf<Variables>>, SearchQuestion<PointOf<Variables>>> {
  const encoded = translated(problem, 'some');
  return searchDialogue(METHOD, ['objective'], encoded, options, decoded<PointOf<Variables>>);
}

const METHOD = 'blackbox.pareto';

/** The data of a problem, and the one question that there is, under the key of the function that answers it. */
function asked(
  problem: object,
  translation: Translation | undefined,
): { data: object; questions: Questions } {
  const given = (problem ?? {}) as Partial<ParetoProblem> & { objectives?: unknown; constraints?: unknown };
  if (given.objectives !== undefined) return { data: problem, questions: { objectives: batchAnswerer } };
  const { constraints, objectiveCount, constraintCount } = given;
  if (constraints !== undefined && constraintCount === undefined)
    throw invalidInput('constraintCount', 'must be given together with constraints');
  const data = constraints === undefined ? problem : withoutConstraints(problem);
  const decode = translation?.decode ?? ((numbers: Float64Array) => numbers);
  const counts = { objectives: countOf(objectiveCount, 2), constraints: countOf(constraintCount, 0) };
  return { data, questions: { objective: outputsAnswerer(decode, counts, constraints) } };
}

/** A problem whose constraints are asked for together with the objectives. */
function withoutConstraints(problem: object): object {
  const { constraints: _, ...data } = problem as { constraints?: unknown };
  return data;
}

function decoded<Point>(found: EngineSolution, translation: Translation | undefined): ParetoSolution<Point> {
  const { rows, columns, data } = found.points;
  const solutions = Array.from({ length: rows }, (_, k) => {
    const point = data.slice(k * columns, (k + 1) * columns);
    return (translation?.decode(point) ?? point) as Point;
  });
  return { ...found, solutions };
}
