/** Pareto optimization of several functions by their values alone. */

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
import '#wasm/blackbox.js';
import { countOf, outputsAnswerer } from './outputs.js';
import { holdsData, named, type SearchQuestion, searchDialogue, translated } from './problem.js';
import type { KnownAt, PointOf, PointsOf, Translation, VariablesInput } from './variables.js';

/** The data of a {@link pareto} problem, as taken by {@link paretoDialogue}. */
export type ParetoProblem = Omit<
  ParetoDataProblem,
  'objective' | 'constraints' | 'input' | 'parameters' | 'builtIn'
>;

/** The box to search, given by bounds or by variables. */
export interface ParetoBox<Variables extends VariablesInput | undefined>
  extends Omit<ParetoProblem, 'variables' | 'initial' | 'known'> {
  /** The variables, by name or in a list, instead of `lower` and `upper`. */
  readonly variables?: Variables;
  /**
   * Points of the first generation, besides random ones, in the form of the functions' argument: one, or several in a
   * list.
   */
  readonly initial?: PointsOf<Variables>;
  /**
   * Earlier evaluations: points in the form of the functions' argument, or a matrix of engine coordinates such as
   * `archive`.
   */
  readonly known?: KnownAt<Variables, KnownOutputs['values']>;
}

/** The objectives to minimize together, evaluated at one point. */
export interface PointwiseObjectives<Point, Result> {
  /**
   * One number per objective at a point: an object with the names of the variables, an array for variables in a list,
   * or, with bounds alone, a vector. If one of the numbers is not finite, the evaluation has failed and ranks below all
   * others.
   */
  objective(x: Point): Result;
  /** The values of the `constraintCount` constraints c(x) ≤ 0. */
  constraints?(x: Point): Result;
}

/** The objectives to minimize together, evaluated at several points at once. */
export interface BatchObjectives<Result> {
  /**
   * The objectives followed by the constraints for each of `count` points, stored one after another in `points` as
   * engine coordinates, with categories as indices. The function returns them, or writes them into its last argument
   * and returns nothing.
   */
  objectives(points: Float64Array, count: number, values: Float64Array): Result;
}

/** A {@link pareto} problem with JavaScript functions. */
export type ParetoFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  ParetoBox<Variables> &
    (
      | PointwiseObjectives<PointOf<Variables>, ArrayLike<number> | PromiseLike<ArrayLike<number>>>
      | BatchObjectives<VectorAnswer | PromiseLike<VectorAnswer>>
    );

/** A {@link ParetoFunctionProblem} with synchronous functions, for the blocking functions. */
export type SyncParetoFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  ParetoBox<Variables> &
    (PointwiseObjectives<PointOf<Variables>, ArrayLike<number>> | BatchObjectives<VectorAnswer>);

/** A {@link pareto} problem with functions given as data: `objective`, an expression of one vector, or `builtIn`. */
export type ParetoExpressionProblem<Variables extends VariablesInput | undefined = undefined> =
  ParetoBox<Variables> &
    Pick<ParetoDataProblem, 'objective' | 'constraints' | 'input' | 'parameters' | 'builtIn'>;

/** The nondominated points found. They are not proven to be Pareto optimal. */
export interface ParetoSolution<Point = Float64Array> extends EngineSolution {
  /** The points in the form of the functions' argument, in the row order of `points` and `values`. */
  readonly solutions: readonly Point[];
}

/**
 * Finds the Pareto front of 2 to 6 functions by their values alone, within a box of real, integer and categorical
 * variables: the points not dominated by any other, meaning that no other point is at least as good in all objectives
 * and better in one.
 *
 * For costly functions, cheap surrogate models are trained on the evaluations, and an evolutionary search on the models
 * proposes the next points (after LINAS: Cummings and others 2022). With more than 2000 evaluations, and for functions
 * given as data, the evolutionary search runs on the functions themselves: NSGA-II's mating (Deb and others 2002), with
 * removal of one crowded point at a time. Constraints are handled by dominance: feasible points rank above infeasible
 * ones.
 *
 * The functions are written in JavaScript, for one point or for many at once, and may be asynchronous, with up to
 * `parallel` evaluations in progress; or they are data: a formula with a vector value or a built-in test problem.
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
 * Blocking version of {@link pareto}; the functions must be synchronous. In a page, call `await load('blackbox')`
 * first; for functions given as data, `await load('blackbox-compromises')`.
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
 * {@link pareto} as a dialogue, for functions evaluated elsewhere, or in a process that may exit before the search
 * ends. A question asks for the values at `items` points, at most `parallel`: `points` holds them in the form of the
 * functions' argument, `point` their coordinates one after another. The answer holds, for each point, the objectives
 * and then the constraints.
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

/** The data of a problem, and its single question, under the key of the function that answers it. */
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

/** Removes the constraints from the data of a problem; they are evaluated together with the objectives. */
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
