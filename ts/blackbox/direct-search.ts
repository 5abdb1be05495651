/** Constrained local minimization of functions by their values alone. */

import { requireFunction } from '../engine/check.js';
import {
  batchAnswerer,
  converse,
  converseSync,
  type MakeAnswerer,
  type Questions,
} from '../engine/converse.js';
import type { Dialogue, DialogueOptions } from '../engine/dialogue.js';
import { invalidInput } from '../engine/errors.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve, solveSync } from '../expression/solve.js';
import type {
  DirectSearchDataProblem,
  DirectSearchProgress,
  DirectSearchSolution as EngineSolution,
  KnownOutputs,
} from '../generated/blackbox.js';
import '#wasm/blackbox.js';
import { answerInto, countOf, outputsAnswerer } from './outputs.js';
import { holdsData, named, type SearchQuestion, searchDialogue, translated } from './problem.js';
import type { KnownAt, PointOf, Translation, VariablesInput } from './variables.js';

/** The data of a {@link directSearch} problem, as taken by {@link directSearchDialogue}. */
export type DirectSearchProblem = Omit<
  DirectSearchDataProblem,
  'objective' | 'constraints' | 'input' | 'parameters' | 'builtIn'
> & {
  /**
   * Whether to ask the question `attack` too. Its point is followed by one flag per constraint: 1 if the constraint was
   * violated at the end of the last attack step, else 0. The answer is an estimated ascent direction of the objective.
   * @defaultValue false
   */
  readonly attack?: boolean;
};

/** The box to search, given by bounds or by variables, and the initial point. */
export interface DirectSearchBox<Variables extends VariablesInput | undefined>
  extends Omit<DirectSearchProblem, 'variables' | 'initial' | 'known' | 'attack'> {
  /** The variables, by name or in a list, instead of `lower` and `upper`: real, integer or boolean. */
  readonly variables?: Variables;
  /**
   * The initial point, in the form of the functions' argument.
   * @defaultValue the best of `known`, or else the center of the box; for a variable with an infinite bound, the
   * allowed value nearest zero
   */
  readonly initial?: [Variables] extends [VariablesInput] ? PointOf<Variables> : ArrayLike<number>;
  /**
   * Earlier evaluations: points in the form of the functions' argument, or a matrix of engine coordinates such as
   * `archive`.
   */
  readonly known?: KnownAt<Variables, KnownOutputs['values']>;
}

/** Information on the functions beyond their values. */
export interface Attacked<Point, Values> {
  /**
   * An estimated ascent direction of the objective at a point, one number per variable, such as the gradient of a
   * neural network that is part of the function. Only the signs are used. Each iteration first tries a step against
   * this direction. If that step violates constraints, their indices are passed in `violated`, and the function is
   * called again for a direction that does not increase them.
   */
  attack?(x: Point, violated: readonly number[]): Values;
}

/** The objective and the constraints, evaluated at one point. */
export interface PointwiseConstrained<Point, Value, Values> {
  /**
   * The objective at a point: an object with the names of the variables, an array for variables in a list, or, with
   * bounds alone, a vector. A non-finite value is a failed evaluation.
   */
  objective(x: Point): Value;
  /**
   * The values of the `constraintCount` constraints c(x) ≤ 0. Called at every point at which the objective is
   * evaluated.
   */
  constraints?(x: Point): Values;
}

/** The objective and the constraints, evaluated at several points at once. */
export interface BatchConstrained<Result> {
  /**
   * The objective followed by the constraints for each of `count` points, stored one after another in `points` as
   * engine coordinates. The function returns them, or writes them into its last argument and returns nothing. `count`
   * is at most `parallel`.
   */
  objectives(points: Float64Array, count: number, values: Float64Array): Result;
}

/** A {@link directSearch} problem with JavaScript functions. */
export type DirectSearchFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  DirectSearchBox<Variables> &
    Attacked<PointOf<Variables>, ArrayLike<number> | PromiseLike<ArrayLike<number>>> &
    (
      | PointwiseConstrained<
          PointOf<Variables>,
          number | PromiseLike<number>,
          ArrayLike<number> | PromiseLike<ArrayLike<number>>
        >
      | BatchConstrained<VectorAnswer | PromiseLike<VectorAnswer>>
    );

/** A {@link DirectSearchFunctionProblem} with synchronous functions, for the blocking functions. */
export type SyncDirectSearchFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  DirectSearchBox<Variables> &
    Attacked<PointOf<Variables>, ArrayLike<number>> &
    (PointwiseConstrained<PointOf<Variables>, number, ArrayLike<number>> | BatchConstrained<VectorAnswer>);

/**
 * A {@link directSearch} problem with functions given as data: `objective`, an expression of one vector, or `builtIn`.
 */
export type DirectSearchExpressionProblem<Variables extends VariablesInput | undefined = undefined> =
  DirectSearchBox<Variables> &
    Pick<DirectSearchDataProblem, 'objective' | 'constraints' | 'input' | 'parameters' | 'builtIn'>;

/** The best feasible point, or the point with the smallest constraint violation if no feasible point is known. */
export interface DirectSearchSolution<Point = Float64Array> extends Omit<EngineSolution, 'solution'> {
  /** The point in the form of the functions' argument. */
  readonly solution: Point;
  /** The point in engine coordinates. */
  readonly point: Float64Array;
}

/**
 * Finds a constrained local minimum of functions by their values alone: for simulations that may fail, without
 * derivatives, smooth or nonsmooth. Each iteration first tries promising points, including minimizers of quadratic
 * models of all functions, and, if none improves, polls the neighbors on a mesh. If no neighbor is better, the mesh is
 * refined. Constraint violations are tolerated at first and less and less later (the progressive barrier of Audet and
 * Dennis 2009); violations of constraints that are not `relaxable`, never.
 *
 * On convergence the solution includes `stationarity`, a comparison with all neighbors along the axes: if its `slope`
 * is nonnegative, no feasible neighbor is better.
 *
 * The functions are written in JavaScript, for one point or for many at once, and may be asynchronous, with up to
 * `parallel` evaluations in progress; or they are data: formulas or a built-in test function.
 *
 * @example
 * ```ts
 * const { solution, constraintViolation } = await directSearch({
 *   objective: ([x = 0, y = 0]) => (x - 2) ** 2 + Math.abs(y - 1),
 *   constraints: ([x = 0, y = 0]) => [x * x + y * y - 2],
 *   constraintCount: 1,
 *   lower: [-3, -3],
 *   upper: [3, 3],
 * });
 * ```
 */
export async function directSearch<const Variables extends VariablesInput | undefined = undefined>(
  problem: DirectSearchFunctionProblem<Variables> | DirectSearchExpressionProblem<Variables>,
  options?: RunOptions<DirectSearchProgress>,
): Promise<DirectSearchSolution<PointOf<Variables>>> {
  const { translation, encoded } = translated(problem, 'one');
  return named(translation, async () => {
    if (holdsData(problem))
      return decoded(
        await solve<EngineSolution, DirectSearchProgress>(METHOD, encoded, options),
        translation,
      );
    const { data, questions } = asked(encoded, translation);
    return decoded(
      await converse<EngineSolution>(METHOD, data, questions, options as RunOptions<never>),
      translation,
    );
  });
}

/**
 * Blocking version of {@link directSearch}; the functions must be synchronous. In a page, call `await load('blackbox')`
 * first; for functions given as data, `await load('blackbox-searches')`.
 */
export function directSearchSync<const Variables extends VariablesInput | undefined = undefined>(
  problem: SyncDirectSearchFunctionProblem<Variables> | DirectSearchExpressionProblem<Variables>,
  options?: SyncRunOptions,
): DirectSearchSolution<PointOf<Variables>> {
  const { translation, encoded } = translated(problem, 'one');
  return named(translation, () => {
    if (holdsData(problem)) return decoded(solveSync<EngineSolution>(METHOD, encoded, options), translation);
    const { data, questions } = asked(encoded, translation);
    return decoded(converseSync<EngineSolution>(METHOD, data, questions, options), translation);
  });
}

/**
 * {@link directSearch} as a dialogue, for functions evaluated elsewhere, or in a process that may exit before the
 * search ends. A question asks for the values at `items` points, at most `parallel`: `points` holds them in the form of
 * the functions' argument, `point` their coordinates one after another. The answer holds, for each point, the objective
 * and then the constraints.
 *
 * @example
 * ```ts
 * const problem = { lower: [-2, -2], upper: [2, 2], constraintCount: 1, maxEvaluations: 100 };
 * const dialogue = directSearchDialogue(problem);
 * while (dialogue.question !== undefined) {
 *   const [x = 0, y = 0] = dialogue.question.point;
 *   dialogue.answer([x + y, x * x + y * y - 1]);
 * }
 * console.log(dialogue.solution.objective);
 * ```
 */
export function directSearchDialogue<const Variables extends VariablesInput | undefined = undefined>(
  problem: DirectSearchBox<Variables> & Pick<DirectSearchProblem, 'attack'>,
  options?: DialogueOptions,
): Dialogue<DirectSearchSolution<PointOf<Variables>>, SearchQuestion<PointOf<Variables>>> {
  const names = ['objective', 'attack'];
  return searchDialogue(METHOD, names, translated(problem, 'one'), options, decoded<PointOf<Variables>>);
}

const METHOD = 'blackbox.directSearch';

/** The data of a problem, and its questions, under the keys of the functions that answer them. */
function asked(
  problem: object,
  translation: Translation | undefined,
): { data: object; questions: Questions } {
  const given = (problem ?? {}) as Partial<DirectSearchProblem> & {
    objectives?: unknown;
    constraints?: unknown;
  };
  const decode = translation?.decode ?? ((numbers: Float64Array) => numbers);
  const attack = { ifGiven: attackAnswerer(decode) };
  if (given.objectives !== undefined)
    return { data: problem, questions: { objectives: batchAnswerer, attack } };
  const { constraints, constraintCount } = given;
  if (constraints !== undefined && constraintCount === undefined)
    throw invalidInput('constraintCount', 'must be given together with constraints');
  const data = constraints === undefined ? problem : withoutConstraints(problem);
  // A count that is not a number is rejected by the engine.
  const counts = { objectives: 1, constraints: countOf(constraintCount, 0) };
  return { data, questions: { objective: outputsAnswerer(decode, counts, constraints), attack } };
}

/**
 * Makes an answerer of attack questions: the point is followed by the violation flags, and the answer is a direction.
 */
function attackAnswerer(decode: (numbers: Float64Array) => unknown): MakeAnswerer {
  return (name, f) => {
    requireFunction(name, f);
    return (question, answer) => {
      const flags = question.subarray(answer.length);
      const violated = Array.from(flags.keys()).filter((k) => flags[k] === 1);
      const value: unknown = f(decode(question.slice(0, answer.length)), violated);
      return answerInto({ name, count: answer.length }, value, answer, 0);
    };
  };
}

/** Removes the constraints from the data of a problem; they are evaluated together with the objective. */
function withoutConstraints(problem: object): object {
  const { constraints: _, ...data } = problem as { constraints?: unknown };
  return data;
}

function decoded<Point>(
  found: EngineSolution,
  translation: Translation | undefined,
): DirectSearchSolution<Point> {
  const point = found.solution;
  return { ...found, point, solution: (translation?.decode(point) ?? point) as Point };
}
