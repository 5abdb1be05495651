/**
 * Constrained optimization: local minima of smooth functions of many variables under equality constraints, bounds and
 * inequalities; bounded least squares; curve fitting.
 */

import { prepared } from '../curve-fit/data-models.js';
import {
  byName,
  checkFit,
  finished,
  inNames,
  type Model,
  ofFunction,
  pointsOf,
  shared,
} from '../curve-fit/fit.js';
import type { ModelName } from '../curve-fit/models.js';
import type {
  AnyCurveFitProblem,
  CurveFitBatchProblem,
  CurveFitFormulaProblem,
  CurveFitNamedProblem,
  CurveFitProblem,
  CurveFitSolution,
  FlatNames,
  FlatParameters,
  NamedParameters,
  ParameterInput,
  Parameters,
  Predictor,
} from '../curve-fit/problem.js';
import type { MatrixInput, VectorInput } from '../engine/arrays.js';
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
import { flattened, type MatrixAnswer, matrixAnswerer } from '../engine/matrix-answers.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { tellMethods } from '../engine/probe.js';
import { run, runSync } from '../engine/run.js';
import { solve, solveSync } from '../expression/solve.js';
import type {
  DerivativeReport,
  LeastSquaresExpressionsProblem,
  LeastSquaresRecord,
  LeastSquaresSolution,
  MinimizeExpressionsProblem,
  MinimizeProblem,
  MinimizeRecord,
  MinimizeSolution,
  Structure,
} from '../generated/constrained.js';
import '#wasm/constrained.js';

export type { ModelName, ModelParameters, ParameterOf } from '../curve-fit/models.js';
export type {
  Bounds,
  CurveFitBatchProblem,
  CurveFitData,
  CurveFitFormulaProblem,
  CurveFitNamedProblem,
  CurveFitProblem,
  CurveFitSolution,
  FlatNames,
  FlatParameters,
  Interval,
  NamedParameters,
  ParameterInput,
  Parameters,
  Predictor,
} from '../curve-fit/problem.js';
export type * from '../engine/dialogue-types.js';
export type { MatrixAnswer } from '../engine/matrix-answers.js';
export * from '../generated/constrained.js';

/**
 * The functions of a problem. Vector-valued functions return the vector, or write it into their last argument and
 * return nothing. All arguments are reused for the next question: do not keep them. At trial points a function may
 * return `NaN` or an infinity, which ranks below every number.
 */
export interface ProblemFunctions<NumberResult, VectorResult, MatrixResult> {
  /** The objective to minimize. */
  objective(x: Float64Array): NumberResult;
  /**
   * The constraint values, `constraintCount` numbers: constrained to be zero, or between `constraintLower` and
   * `constraintUpper`.
   */
  constraints?(x: Float64Array, values: Float64Array): VectorResult;
  /**
   * The gradient of the objective.
   * @defaultValue central differences, with two evaluations of the objective per variable
   */
  gradient?(x: Float64Array, gradient: Float64Array): VectorResult;
  /**
   * The Jacobian of the constraints: all entries, row by row, or only those of `jacobianStructure`.
   * @defaultValue central differences
   */
  jacobian?(x: Float64Array, entries: Float64Array): MatrixResult;
  /**
   * The Hessian of `objectiveWeight * objective + multipliers' constraints`: all entries, row by row, of which only the
   * lower triangle is read; or only those of `hessianStructure`.
   * @defaultValue differences of gradients; see `hessianApproximation`
   */
  hessian?(
    x: Float64Array,
    multipliers: Float64Array,
    objectiveWeight: number,
    entries: Float64Array,
  ): MatrixResult;
  /** The product of that Hessian with a vector. Used if `hessian` is not given. */
  hessianProduct?(
    x: Float64Array,
    multipliers: Float64Array,
    objectiveWeight: number,
    vector: Float64Array,
    product: Float64Array,
  ): VectorResult;
}

/** The functions of a problem, which may be asynchronous. */
export type MinimizeFunctions = ProblemFunctions<
  number | PromiseLike<number>,
  VectorAnswer | PromiseLike<VectorAnswer>,
  MatrixAnswer | PromiseLike<MatrixAnswer>
>;

/** The functions of a problem, synchronous, for the blocking functions. */
export type SyncMinimizeFunctions = ProblemFunctions<number, VectorAnswer, MatrixAnswer>;

/** The data of a problem. */
export type MinimizeData = Omit<MinimizeProblem, keyof MinimizeFunctions>;

/**
 * Finds a local minimum of a smooth function of many variables under bounds, smooth equality constraints and
 * inequalities, by Newton steps on the KKT conditions, with quadratic convergence. With equality constraints alone, the
 * exact augmented Lagrangian serves as merit function (after Hong, Na, Mahoney, Kolar, ICML 2023); problems with bounds
 * or inequalities are solved by an interior point method (after Wächter, Biegler, Math. Program. 2006). No function is
 * ever evaluated outside the bounds. Convexity is not required.
 *
 * The functions are written in JavaScript, with missing derivatives approximated by differences; or they are data, made
 * by `define`, `read` or formulas: then all derivatives are exact and no JavaScript runs during the solve.
 *
 * @param problem The functions, the initial point and the tolerances.
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
 * // In the disk, with a lower bound of -1/2 on x.
 * const within = await minimize({
 *   objective: ([x = 0, y = 0]) => x + y,
 *   constraints: ([x = 0, y = 0]) => [x * x + y * y],
 *   constraintCount: 1,
 *   constraintUpper: [2],
 *   lower: [-0.5, -Infinity],
 *   initial: [0, 0],
 * });
 * // activeBounds are (-1, 0), activeConstraints (1)
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
  return solve('constrained.minimize', problem, options);
}

/**
 * Blocking version of {@link minimize}; the functions must be synchronous. In a page, call `await load('constrained')`
 * first; for functions given as data, `await load('constrained-expressions')`.
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

/** Returns whether the functions are data. The kind of the objective decides for all of them. */
function holdsData(problem: object): problem is MinimizeExpressionsProblem {
  // Values other than problems, and problems without an objective, are rejected by the entry points.
  const { objective, constraints } = (problem ?? {}) as { objective?: unknown; constraints?: unknown };
  if (typeof objective === 'function' && isObject(constraints)) {
    throw mixed('constraints', 'a function', 'objective', constraints);
  }
  return isOfData(problem, 'objective');
}

/** Returns whether the function `name` of a problem is data. Throws if another one is a JavaScript function. */
function isOfData(problem: object, name: string): boolean {
  if (!isObject((problem as Record<string, unknown> | undefined | null)?.[name])) return false;
  for (const [other, value] of Object.entries(problem)) {
    if (typeof value === 'function') throw mixed(other, 'data', name, value);
  }
  return true;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const mixed = (name: string, wanted: string, as: string, got: unknown) =>
  invalidInput(
    name,
    `must be ${wanted}, as ${as === 'objective' ? 'the objective is' : `${as} are`}: all functions are data, or none is; got ${describeValue(got)}`,
  );

/**
 * {@link minimize} as a dialogue, for functions evaluated elsewhere, or in a process that may exit before the solve
 * ends. Set the key of each available function to `true`. In a page, call `await load('constrained')` first.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `objective`, `constraints`, `gradient`, `jacobian` | x | the function's result, matrices flat |
 * | `values`, `derivatives` | x | objective and constraints, gradient and Jacobian, one after the other |
 * | `hessian` | x, the multipliers, the objective's weight | all entries, or those of `hessianStructure` |
 * | `hessianProduct` | the same, and the vector | the product |
 *
 * @example
 * ```ts
 * const evaluateElsewhere = async ([x = 0, y = 0]: Float64Array) => [(x - 1) ** 2 + (y - 1) ** 2];
 * const problem = { initial: [-2, 0] };
 * const dialogue = minimizeDialogue(problem);
 * while (dialogue.question !== undefined) dialogue.answer(await evaluateElsewhere(dialogue.question.point));
 * console.log(dialogue.solution);
 * // Later, from a stored list:
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
 * Compares the derivatives of a {@link minimize} problem with central differences near `initial`, and reports the
 * entries that disagree. Differences of the whole Hessian take two gradient evaluations per variable.
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
  options?: RunOptions,
): Promise<DerivativeReport> {
  return converse('constrained.checkDerivatives', problem, questionsOf(problem), options);
}

/** Blocking version of {@link checkDerivatives}; the functions must be synchronous. */
export function checkDerivativesSync(
  problem: MinimizeData & SyncMinimizeFunctions,
  options?: SyncRunOptions,
): DerivativeReport {
  return converseSync('constrained.checkDerivatives', problem, questionsOf(problem), options);
}

/** The functions of a least-squares problem. Arguments are reused for the next question: do not keep them. */
export interface ResidualFunctions<VectorResult, MatrixResult> {
  /** The residuals, `residualCount` numbers, returned or written into the last argument. */
  residuals(x: Float64Array, values: Float64Array): VectorResult;
  /**
   * The Jacobian of the residuals: all entries, row by row, or only those of `jacobianStructure`.
   * @defaultValue central differences, within the bounds
   */
  jacobian?(x: Float64Array, entries: Float64Array): MatrixResult;
}

/** The functions of a least-squares problem, which may be asynchronous. */
export type LeastSquaresFunctions = ResidualFunctions<
  VectorAnswer | PromiseLike<VectorAnswer>,
  MatrixAnswer | PromiseLike<MatrixAnswer>
>;

/** The functions of a least-squares problem, synchronous, for the blocking functions. */
export type SyncLeastSquaresFunctions = ResidualFunctions<VectorAnswer, MatrixAnswer>;

/** The data of a least-squares problem. */
export interface LeastSquaresData
  extends Omit<LeastSquaresExpressionsProblem, 'residuals' | 'variables' | 'parameters'> {
  /** The number of residuals, at least 1. It may be smaller than the number of variables. */
  readonly residualCount: number;
  /**
   * The positions of the Jacobian entries that may be nonzero. `jacobian` then gives only these, in this order, and
   * each difference serves several columns.
   * @defaultValue all entries
   */
  readonly jacobianStructure?: Structure;
}

/** A least-squares problem for a dialogue. */
export interface LeastSquaresProblem extends LeastSquaresData {
  /**
   * Whether Jacobians can be requested.
   * @defaultValue `false`
   */
  readonly jacobian?: boolean;
}

/**
 * Minimizes the sum of squares of residuals, or of a robust loss of them, within bounds. The method is a trust region
 * after Moré. Its steps come from a singular value decomposition, so nearly dependent columns of the Jacobian do not
 * stop it. The solution includes the uncertainty of the variables. To fit a curve to data, {@link curveFit} is shorter.
 *
 * The residuals are a JavaScript function, never evaluated outside the bounds, with a missing Jacobian approximated by
 * differences; or they are data, with exact derivatives.
 *
 * @example
 * ```ts
 * const { solution, standardErrors } = await leastSquares({
 *   residuals: ([a = 0, b = 0]) => [a - 1, a + b - 3, a + 2 * b - 4.5, b - 1.7],
 *   residualCount: 4,
 *   initial: [0, 0],
 *   lower: [0, 0],
 * });
 *
 * const same = await leastSquares({
 *   residuals: { formula: '[p[0] - 1, p[0] + p[1] - 3, p[0] + 2 * p[1] - 4.5, p[1] - 1.7]', inputs: { p: 2 } },
 *   initial: [0, 0],
 *   lower: [0, 0],
 * });
 * ```
 */
export async function leastSquares(
  problem: (LeastSquaresData & LeastSquaresFunctions) | LeastSquaresExpressionsProblem,
  options?: RunOptions<LeastSquaresRecord>,
): Promise<LeastSquaresSolution> {
  if (!hasResidualsAsData(problem)) {
    return converse('constrained.leastSquares', problem, leastSquaresQuestions, options);
  }
  return solve('constrained.leastSquares', problem, options);
}

/** Blocking version of {@link leastSquares}; the functions must be synchronous. */
export function leastSquaresSync(
  problem: (LeastSquaresData & SyncLeastSquaresFunctions) | LeastSquaresExpressionsProblem,
  options?: SyncRunOptions,
): LeastSquaresSolution {
  if (!hasResidualsAsData(problem)) {
    return converseSync('constrained.leastSquares', problem, leastSquaresQuestions, options);
  }
  return solveSync('constrained.leastSquares', problem, options);
}

const hasResidualsAsData = (problem: object): problem is LeastSquaresExpressionsProblem =>
  isOfData(problem, 'residuals');

/**
 * {@link leastSquares} as a dialogue, like {@link minimizeDialogue}. The questions are `residuals` and, if set to
 * `true`, `jacobian`, with the matrix flat.
 */
export function leastSquaresDialogue(
  problem: LeastSquaresProblem,
  options?: DialogueOptions,
): Dialogue<LeastSquaresSolution> {
  return new Dialogue('constrained.leastSquares', Object.keys(leastSquaresQuestions), problem, options);
}

/**
 * Fits a curve to data: finds the parameters of a model that minimize the weighted sum of squared residuals, or a
 * robust loss of them. Returns standard errors, confidence intervals, and predictions with a confidence band. The model
 * is a JavaScript function, a formula with exact derivatives, or the name of a built-in model, which computes its own
 * starting values.
 *
 * | model | formula |
 * | --- | --- |
 * | `exponentialDecay` | `amplitude * exp(-rate * x) + offset` |
 * | `exponentialSaturation` | `maximum * (1 - exp(-rate * x))` |
 * | `logistic` | `maximum / (1 + exp(-rate * (x - midpoint)))` |
 * | `gaussian` | `amplitude * exp(-((x - center) / width)^2 / 2) + offset` |
 * | `michaelisMenten` | `maximum * x / (constant + x)` |
 * | `doseResponse` | `bottom + (top - bottom) / (1 + (ec50 / x)^slope)`, and `bottom` at 0 |
 * | `powerLaw` | `factor * x^exponent` |
 * | `sinusoid` | `amplitude * sin(2 * pi * x / period + phase) + offset` |
 *
 * @example
 * ```ts
 * const x = [0, 1, 2, 3, 4, 5];
 * const y = [5.1, 3.4, 2.5, 1.9, 1.6, 1.4];
 * const fit = await curveFit({ model: 'exponentialDecay', x, y });
 * console.log(fit.parameters.rate, fit.confidence, fit.predict(2.5));
 *
 * const same = await curveFit({
 *   model: ({ a, k, c }, x) => a * Math.exp(-k * x) + c,
 *   x,
 *   y,
 *   initial: { a: 4, k: 1, c: 1 },
 *   lower: { k: 0 },
 * });
 * ```
 */
export function curveFit<const Initial extends ParameterInput, const X extends VectorInput | MatrixInput>(
  problem: CurveFitProblem<Initial, X> | CurveFitBatchProblem<Initial, X>,
  options?: RunOptions<LeastSquaresRecord>,
): Promise<CurveFitSolution<Parameters<Initial>, Predictor<X>>>;
export function curveFit<Name extends ModelName>(
  problem: CurveFitNamedProblem<Name>,
  options?: RunOptions<LeastSquaresRecord>,
): Promise<CurveFitSolution<NamedParameters<Name>>>;
export function curveFit<const Initial extends FlatParameters>(
  problem: CurveFitFormulaProblem<Initial>,
  options?: RunOptions<LeastSquaresRecord>,
): Promise<CurveFitSolution<FlatNames<Initial>>>;
export async function curveFit(
  problem: AnyCurveFitProblem,
  options?: RunOptions<LeastSquaresRecord>,
): Promise<CurveFitSolution> {
  checkFit(problem);
  const points = pointsOf(problem);
  const { model, solve } = preparedFit(problem, points);
  try {
    return finished(problem, points, model, await solve(options));
  } catch (error) {
    throw inNames(error, problem, model.names);
  }
}

/** Blocking version of {@link curveFit}. */
export function curveFitSync<const Initial extends ParameterInput, const X extends VectorInput | MatrixInput>(
  problem: CurveFitProblem<Initial, X> | CurveFitBatchProblem<Initial, X>,
  options?: SyncRunOptions,
): CurveFitSolution<Parameters<Initial>, Predictor<X>>;
export function curveFitSync<Name extends ModelName>(
  problem: CurveFitNamedProblem<Name>,
  options?: SyncRunOptions,
): CurveFitSolution<NamedParameters<Name>>;
export function curveFitSync<const Initial extends FlatParameters>(
  problem: CurveFitFormulaProblem<Initial>,
  options?: SyncRunOptions,
): CurveFitSolution<FlatNames<Initial>>;
export function curveFitSync(problem: AnyCurveFitProblem, options?: SyncRunOptions): CurveFitSolution {
  tellMethods(problem, 'constrained.leastSquares');
  checkFit(problem);
  const points = pointsOf(problem);
  const { model, solveSync } = preparedFit(problem, points);
  try {
    return finished(problem, points, model, solveSync(options));
  } catch (error) {
    throw inNames(error, problem, model.names);
  }
}

/** The model of a fit and solvers of its least-squares problem. */
function preparedFit(problem: AnyCurveFitProblem, points: ReturnType<typeof pointsOf>) {
  if (isFunctionFit(problem)) {
    const { model, asked } = preparedFunction(problem, points);
    return {
      model,
      solve: (options?: RunOptions<LeastSquaresRecord>) => leastSquares(asked, options),
      solveSync: (options?: SyncRunOptions) => leastSquaresSync(asked, options),
    };
  }
  const { model, problem: asked } = prepared(problem, points);
  return {
    model,
    solve: (options?: RunOptions<LeastSquaresRecord>): Promise<LeastSquaresSolution> =>
      run('constrained.leastSquares', asked, options),
    solveSync: (options?: SyncRunOptions): LeastSquaresSolution =>
      runSync('constrained.leastSquares', asked, options),
  };
}

const isFunctionFit = (problem: AnyCurveFitProblem) =>
  'modelBatch' in problem || typeof problem.model === 'function';

/** The model and the least-squares problem of a fit whose model is a JavaScript function. */
function preparedFunction(problem: AnyCurveFitProblem, points: ReturnType<typeof pointsOf>) {
  const model: Model = ofFunction(problem);
  const { initial, lower, upper } = problem as unknown as Record<string, unknown>;
  const { x, y } = points;
  const asked = {
    ...shared(problem),
    ...(lower !== undefined && { lower: byName('lower', lower, model.names, -Infinity) }),
    ...(upper !== undefined && { upper: byName('upper', upper, model.names, Infinity) }),
    initial: byName('initial', initial, model.names, undefined),
    residualCount: y.length,
    residuals: (vector: Float64Array, values: Float64Array) => {
      model.write(vector, x, values);
      for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) - (y[i] as number);
    },
  };
  return { model, asked: asked as LeastSquaresData & SyncLeastSquaresFunctions };
}

/** The questions of a problem, in the engine's order. */
function questionsOf(problem: object): Questions {
  // Values other than problems are rejected by the entry points before the first question.
  const multiplierCount = (problem as Partial<MinimizeProblem> | null | undefined)?.constraintCount ?? 0;
  /** Splits the point of a Hessian question into the function's arguments. */
  const ofHessian: MakeAnswerer = (name, f) => {
    if (typeof f !== 'function') return vectorAnswerer(name, f);
    // The point is always the same array, and creating views of it would cost more than many functions do.
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
  return {
    objective: numberAnswerer,
    constraints: { ifGiven: vectorAnswerer },
    gradient: { ifGiven: vectorAnswerer },
    jacobian: { ifGiven: matrixAnswerer },
    hessian: { ifGiven: ofHessian },
    hessianProduct: { ifGiven: ofHessian },
    values: { jointly: ['objective', 'constraints'] },
    derivatives: { jointly: ['gradient', 'jacobian'] },
  };
}

/** The questions of least squares, in the engine's order. */
const leastSquaresQuestions: Questions = { residuals: vectorAnswerer, jacobian: { ifGiven: matrixAnswerer } };
