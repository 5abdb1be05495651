/** Constrained optimisation: minima of smooth functions of many variables under equations. */

import {
  converse,
  converseSync,
  type MakeAnswerer,
  numberAnswerer,
  type Questions,
  vectorAnswerer,
} from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run } from '../engine/run.js';
import { solveSync } from '../expression/solve-sync.js';
import type {
  DerivativeReport,
  MinimizeExpressionsProblem,
  MinimizeProblem,
  MinimizeRecord,
  MinimizeSolution,
} from '../generated/constrained.js';
import '../generated/wasm/constrained.js';

export type {
  Dialogue,
  DialogueOptions,
  DialogueQuestion,
  StoredAnswer,
  StoredNumber,
} from '../engine/dialogue.js';
export type { VectorAnswer } from '../engine/operators.js';
export type { FunctionInput, PointInput } from '../expression/problems.js';
export * from '../generated/constrained.js';

/** What a function with a matrix as its value returns: as a vector of the entries, or as an array of rows. */
export type MatrixAnswer = VectorAnswer | readonly ArrayLike<number>[];

/**
 * The functions of a problem. Those of vectors return theirs, or write it into their last argument and return nothing. All
 * arguments are used again for the next question: do not keep them. At points that are only tried out, a function may be
 * `NaN` or infinite, which is worse than any number.
 */
export interface ProblemFunctions<NumberResult, VectorResult, MatrixResult> {
  /** What is to be minimised. */
  objective(x: Float64Array): NumberResult;
  /** What is to be zero: `constraintCount` numbers. */
  constraints?(x: Float64Array, values: Float64Array): VectorResult;
  /**
   * The gradient of the objective.
   * @defaultValue by central differences, two objectives a variable
   */
  gradient?(x: Float64Array, gradient: Float64Array): VectorResult;
  /**
   * The Jacobian of the constraints: all of its entries, row by row, or those of `jacobianStructure`.
   * @defaultValue by central differences
   */
  jacobian?(x: Float64Array, entries: Float64Array): MatrixResult;
  /**
   * The Hessian of `objectiveWeight * objective + multipliers' constraints`: all of its entries, row by row, of which only
   * those on and below the diagonal are read; or those of `hessianStructure`.
   * @defaultValue by differences of gradients; see `hessianApproximation`
   */
  hessian?(
    x: Float64Array,
    multipliers: Float64Array,
    objectiveWeight: number,
    entries: Float64Array,
  ): MatrixResult;
  /** The product of that Hessian with a vector; asked for where `hessian` is not there. */
  hessianProduct?(
    x: Float64Array,
    multipliers: Float64Array,
    objectiveWeight: number,
    vector: Float64Array,
    product: Float64Array,
  ): VectorResult;
}

/** The functions of a problem, which may answer later. */
export type MinimizeFunctions = ProblemFunctions<
  number | PromiseLike<number>,
  VectorAnswer | PromiseLike<VectorAnswer>,
  MatrixAnswer | PromiseLike<MatrixAnswer>
>;

/** The functions of a problem, which answer at once, as blocking functions need it. */
export type SyncMinimizeFunctions = ProblemFunctions<number, VectorAnswer, MatrixAnswer>;

/** The part of a problem that is data. */
export type MinimizeData = Omit<MinimizeProblem, keyof MinimizeFunctions>;

/**
 * A local minimum of a smooth function of many variables under smooth equations: Newton steps on the conditions of Karush,
 * Kuhn and Tucker, which converge quadratically, and a merit function that leads to them from afar (the exact augmented
 * Lagrangian; after Hong, Na, Mahoney, Kolar, ICML 2023). Nothing need be convex.
 *
 * The functions are JavaScript's own, and derivatives that are not given are found by differences; or else they are data, as
 * `define`, `read` and formulas make them, all derivatives are exact, and no JavaScript runs meanwhile.
 *
 * @param problem The functions, where to start, and how exactly to solve.
 *
 * @example
 * ```ts
 * const { solution, multipliers } = await minimize({
 *   objective: ([x = 0, y = 0]) => x + y,
 *   constraints: ([x = 0, y = 0]) => [x * x + y * y - 2],
 *   constraintCount: 1,
 *   initial: [-2, 0],
 * });
 * // solution is (-1, -1), multipliers (0.5)
 *
 * const inputs = { x: 2 };
 * const same = await minimize({
 *   objective: { formula: 'x[0] + x[1]', inputs },
 *   constraints: { formula: '[x[0]^2 + x[1]^2 - 2]', inputs },
 *   initial: [-2, 0],
 * });
 * ```
 */
export async function minimize(
  problem: (MinimizeData & MinimizeFunctions) | MinimizeExpressionsProblem,
  options?: RunOptions<MinimizeRecord>,
): Promise<MinimizeSolution> {
  if (!holdsData(problem)) {
    return converse('constrained.minimize', problem, questionsOf(problem), options);
  }
  const { objective, constraints } = problem;
  if (!isText(objective) && !isText(constraints)) return run('constrained.minimize', problem, options);
  // What reads formulas is loaded here, so that pages without any need not have it.
  const { withFormulasRead } = await import('../expression/in-problems.js');
  return run('constrained.minimize', withFormulasRead(problem), options);
}

/**
 * {@link minimize}, blocking the calling thread; the functions must answer at once. In a page, `await load('constrained')` before;
 * of functions as data, `await load('constrained-expressions')`.
 */
export function minimizeSync(
  problem: (MinimizeData & SyncMinimizeFunctions) | MinimizeExpressionsProblem,
  options?: SyncRunOptions,
): MinimizeSolution {
  if (!holdsData(problem)) {
    return converseSync('constrained.minimize', problem, questionsOf(problem), options);
  }
  return solveSync('constrained.minimize', problem, options);
}

/** Whether a problem's functions are data: its objective says so for all of them. */
function holdsData(problem: object): problem is MinimizeExpressionsProblem {
  // What is not a problem, and one without an objective, the doors refuse.
  const { objective, constraints } = (problem ?? {}) as { objective?: unknown; constraints?: unknown };
  if (typeof objective === 'function' && isObject(constraints)) {
    throw mixed('constraints', 'a function', constraints);
  }
  if (!isObject(objective)) return false;
  for (const [name, value] of Object.entries(problem)) {
    if (typeof value === 'function') throw mixed(name, 'data', value);
  }
  return true;
}

const isText = (value: unknown): boolean => isObject(value) && 'formula' in value;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const mixed = (name: string, wanted: string, got: unknown) =>
  invalidInput(
    name,
    `must be ${wanted}, as the objective is: all functions are data, or none is; got ${describeValue(got)}`,
  );

/**
 * {@link minimize} with its questions handed out: for functions that are evaluated elsewhere, or in a process that may be gone
 * before the end. `true` stands for a function that can be asked for. In a page, `await load('constrained')` before.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `objective`, `constraints`, `gradient`, `jacobian` | x | as the functions give them, matrices flat |
 * | `values`, `derivatives` | x | objective and constraints, gradient and Jacobian, one after the other |
 * | `hessian` | x, the multipliers, the objective's weight | all its entries, or those of `hessianStructure` |
 * | `hessianProduct` | the same, and the vector | the product |
 *
 * @example
 * ```ts
 * const evaluateElsewhere = async ([x = 0, y = 0]: Float64Array) => [(x - 1) ** 2 + (y - 1) ** 2];
 * const problem = { initial: [-2, 0] };
 * const dialogue = minimizeDialogue(problem);
 * while (dialogue.question !== undefined) dialogue.answer(await evaluateElsewhere(dialogue.question.point));
 * console.log(dialogue.solution);
 * // Or later, from a list that was stored:
 * const resumed = minimizeDialogue(problem, { answers: dialogue.answers });
 * ```
 */
export function minimizeDialogue(
  problem: MinimizeProblem,
  options?: DialogueOptions,
): Dialogue<MinimizeSolution> {
  return new Dialogue('constrained.minimize', Object.keys(questionsOf(problem)), problem, options);
}

/**
 * Compares the derivatives of a problem of {@link minimize} with central differences, near `initial`, and reports what does
 * not agree. Differences of the whole Hessian take as many gradients as there are variables, twice.
 *
 * @example
 * ```ts
 * const { errors } = await checkDerivatives({
 *   objective: ([x = 0, y = 0]) => x * x * y,
 *   gradient: ([x = 0, y = 0]) => [2 * x * y, x],
 *   initial: [1, 2],
 * });
 * for (const { name, row, column, given, numeric } of errors) console.log(name, row, column, given, numeric);
 * ```
 */
export function checkDerivatives(
  problem: MinimizeData & MinimizeFunctions,
  options?: RunOptions<never>,
): Promise<DerivativeReport> {
  return converse('constrained.checkDerivatives', problem, questionsOf(problem), options);
}

/** {@link checkDerivatives}, blocking the calling thread; the functions must answer at once. */
export function checkDerivativesSync(
  problem: MinimizeData & SyncMinimizeFunctions,
  options?: SyncRunOptions,
): DerivativeReport {
  return converseSync('constrained.checkDerivatives', problem, questionsOf(problem), options);
}

/** The questions of a problem, in the engine's order. */
function questionsOf(problem: object): Questions {
  // What is not a problem, the doors refuse before anything is asked.
  const multiplierCount = (problem as Partial<MinimizeProblem> | null | undefined)?.constraintCount ?? 0;
  /** Calls a function of the Hessian's arguments, which come as one point. */
  const ofHessian: MakeAnswerer = (name, f) => {
    if (typeof f !== 'function') return vectorAnswerer(name, f);
    // The point is the same array each time, and views of it cost more than many a function.
    let views:
      | { of: Float64Array; x: Float64Array; multipliers: Float64Array; vector: Float64Array }
      | undefined;
    return vectorAnswerer(name, (point: Float64Array, answer: Float64Array) => {
      const inPoint = point.length - multiplierCount - 1;
      const variables = name === 'hessian' ? inPoint : inPoint / 2;
      const after = variables + multiplierCount + 1;
      if (views?.of !== point) {
        const multipliers = point.subarray(variables, after - 1);
        views = { of: point, x: point.subarray(0, variables), multipliers, vector: point.subarray(after) };
      }
      const { x, multipliers, vector } = views;
      const weight = point[after - 1];
      return flattened(
        name === 'hessian' ? f(x, multipliers, weight, answer) : f(x, multipliers, weight, vector, answer),
      );
    });
  };
  const ofMatrix: MakeAnswerer = (name, f) =>
    vectorAnswerer(
      name,
      typeof f === 'function' ? (x: Float64Array, entries: Float64Array) => flattened(f(x, entries)) : f,
    );
  return {
    objective: numberAnswerer,
    constraints: { ifGiven: vectorAnswerer },
    gradient: { ifGiven: vectorAnswerer },
    jacobian: { ifGiven: ofMatrix },
    hessian: { ifGiven: ofHessian },
    hessianProduct: { ifGiven: ofHessian },
    values: { jointly: ['objective', 'constraints'] },
    derivatives: { jointly: ['gradient', 'jacobian'] },
  };
}

/** The entries of an array of rows, row by row; all else, now or later, as it is. */
function flattened(value: unknown): unknown {
  if (typeof (value as PromiseLike<unknown> | undefined)?.then === 'function') {
    return (value as PromiseLike<unknown>).then(flattened);
  }
  const isListOfRows = Array.isArray(value) && value.length > 0 && value.every(isRow);
  return isListOfRows ? value.flatMap((row) => Array.from(row)) : value;
}

function isRow(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
