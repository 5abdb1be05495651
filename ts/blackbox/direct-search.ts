/** Local minima, under constraints, of functions that are known by their values alone. */

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
import '../generated/wasm/blackbox.js';
import { answerInto, countOf, outputsAnswerer } from './outputs.js';
import { holdsData, named, type SearchQuestion, searchDialogue, translated } from './problem.js';
import type { KnownAt, PointOf, Translation, VariablesInput } from './variables.js';

/** The part of a problem of {@link directSearch} that is data, as {@link directSearchDialogue} takes it. */
export type DirectSearchProblem = Omit<
  DirectSearchDataProblem,
  'objective' | 'constraints' | 'input' | 'parameters' | 'builtIn'
> & {
  /**
   * Whether the question `attack` is asked too: at a point, after which there is a 1 for each constraint that was violated where the last
   * attack went, else a 0; the answer is a direction in which the objective is believed to grow.
   * @defaultValue false
   */
  readonly attack?: boolean;
};

/** The box to search, by bounds or by variables, and where to start in it. */
export interface DirectSearchBox<Variables extends VariablesInput | undefined>
  extends Omit<DirectSearchProblem, 'variables' | 'initial' | 'known' | 'attack'> {
  /** The variables by name or in a list, instead of `lower` and `upper`: numbers, real or whole, and booleans. */
  readonly variables?: Variables;
  /**
   * Where to start, as the functions have their points.
   * @defaultValue the best of `known`, or else the middle of the box; of a variable without an end, the number next to zero
   */
  readonly initial?: [Variables] extends [VariablesInput] ? PointOf<Variables> : ArrayLike<number>;
  /** Evaluations that were made before: points as the functions have them, or a matrix of them in the engine's numbers, as `archive` is. */
  readonly known?: KnownAt<Variables, KnownOutputs['values']>;
}

/** What else is known of functions than their values. */
export interface Attacked<Point, Values> {
  /**
   * A direction in which the objective is believed to grow at a point, a number for each variable, whose signs alone count: such as the
   * gradient of a network that is a part of the function. Each iteration first tries a step against it; where that violates constraints,
   * whose places are then in `violated`, it asks for another direction, along which these should not grow.
   */
  attack?(x: Point, violated: readonly number[]): Values;
}

/** The function to be minimised and the constraints, at one point. */
export interface PointwiseConstrained<Point, Value, Values> {
  /**
   * The value at a point: an object with the names of the variables, an array where they are in a list, or, with bounds alone, a vector.
   * A value that is not finite is a failed evaluation.
   */
  objective(x: Point): Value;
  /** `constraintCount` numbers, each of which is to be at most 0. It is asked at every point that the objective is asked at. */
  constraints?(x: Point): Values;
}

/** The function to be minimised and the constraints, at several points at once. */
export interface BatchConstrained<Result> {
  /**
   * The objective and after it the constraints, at `count` points, one after another in `points`, in the engine's numbers. It returns
   * them, or writes them into its last argument and returns nothing. `parallel` says how many points there are at most.
   */
  objectives(points: Float64Array, count: number, values: Float64Array): Result;
}

/** A problem of {@link directSearch} whose functions are JavaScript's own. */
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

/** A {@link DirectSearchFunctionProblem} whose functions answer at once, as blocking functions need it. */
export type SyncDirectSearchFunctionProblem<Variables extends VariablesInput | undefined = undefined> =
  DirectSearchBox<Variables> &
    Attacked<PointOf<Variables>, ArrayLike<number>> &
    (PointwiseConstrained<PointOf<Variables>, number, ArrayLike<number>> | BatchConstrained<VectorAnswer>);

/** A problem of {@link directSearch} whose functions are data: `objective`, an expression of one vector, or `builtIn`. */
export type DirectSearchExpressionProblem<Variables extends VariablesInput | undefined = undefined> =
  DirectSearchBox<Variables> &
    Pick<DirectSearchDataProblem, 'objective' | 'constraints' | 'input' | 'parameters' | 'builtIn'>;

/** The best point that keeps the constraints, or, where none is known, the one that violates them least. */
export interface DirectSearchSolution<Point = Float64Array> extends Omit<EngineSolution, 'solution'> {
  /** The point, as the functions have it. */
  readonly solution: Point;
  /** The point in the engine's numbers. */
  readonly point: Float64Array;
}

/**
 * A local minimum, under constraints, of functions that are known by their values alone: simulations that fail now and then, without
 * derivatives, smooth or not. Each iteration tries points that may be much better, of quadratic models of all functions among them,
 * and polls its neighbours on a mesh where none is; a mesh on which no neighbour is better becomes finer. Points that violate constraints are let pass
 * at first, and less and less (the progressive barrier of Audet and Dennis 2009); those that violate constraints which are not `relaxable`, never.
 *
 * What has converged comes with `stationarity`, a comparison with all neighbours along the axes: where `slope` is not negative, none of
 * those that keep the constraints is better.
 *
 * The functions are JavaScript's own, at one point or at many at once, and may answer later, with `parallel` evaluations under way;
 * or else they are data: formulas, or a built-in test function.
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
 * {@link directSearch}, blocking the calling thread; the functions must answer at once. In a page, `await load('blackbox')` before; of
 * functions that are data, `await load('blackbox-searches')`.
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
 * {@link directSearch} with its questions handed out: for functions that are evaluated elsewhere, or in a process that may be gone before
 * the end. A question is about `items` points, at most `parallel`: `points` has them as functions would, and `point` their numbers one
 * after another. The answer has the objective of each, and after it its constraints.
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

/** The data of a problem, and the one question that there is, under the key of the function that answers it. */
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
  // What is no number, the engine refuses.
  const counts = { objectives: 1, constraints: countOf(constraintCount, 0) };
  return { data, questions: { objective: outputsAnswerer(decode, counts, constraints), attack } };
}

/** Answers by a direction, to a question about a point and what was violated. */
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

/** A problem whose constraints are asked for together with the objective. */
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
