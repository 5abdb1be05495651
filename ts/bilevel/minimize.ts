/**
 * Minimization of an outer objective over the solutions of an inner problem, with functions given as data or in
 * JavaScript.
 */

import type { VectorInput } from '../engine/arrays.js';
import { converse, converseSync, type Questions } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { MatrixAnswer } from '../engine/matrix-answers.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve, solveSync } from '../expression/solve.js';
import type {
  DerivativeReport,
  MinimizeDataProblem,
  MinimizeSolution,
  OuterRecord,
} from '../generated/bilevel.js';
import {
  areAsked,
  type ConstraintAnswer,
  type InnerAnswer,
  type Later,
  type LevelFunctions,
  levelAnswerers,
  type OuterAnswer,
  type OuterBatchAnswer,
  type ProductAnswer,
  partsAnswerer,
  sizesOf,
  splitAnswerer,
} from './functions.js';
import '#wasm/bilevel.js';

/** The data of a {@link minimize} problem with JavaScript functions. */
export interface MinimizeLevels
  extends Omit<
    MinimizeDataProblem,
    | 'outerObjective'
    | 'innerObjective'
    | 'innerInequalities'
    | 'innerEqualities'
    | 'outerVariables'
    | 'innerVariables'
    | 'parameters'
    | 'innerInitial'
  > {
  /** The initial y. */
  readonly innerInitial: VectorInput;
  /**
   * The number of inequality constraints of the inner problem.
   * @defaultValue 0
   */
  readonly inequalityCount?: number;
  /**
   * The number of equality constraints of the inner problem.
   * @defaultValue 0
   */
  readonly equalityCount?: number;
  /** The number of samples averaged by the outer objective, for batches. */
  readonly outerSamples?: number;
  /** The number of samples averaged by the inner objective, for batches. */
  readonly innerSamples?: number;
  /**
   * The number of samples per batch, drawn with replacement.
   * @defaultValue 64
   */
  readonly batchSize?: number;
  /**
   * The 2-norm of the first steps of `stochastic` in x. Later steps decrease to zero.
   * @defaultValue 0.05
   */
  readonly stepLength?: number;
}

/** A problem for a dialogue. Set the key of each available function to `true`. */
export interface MinimizeProblem extends MinimizeLevels {
  /**
   * Whether `innerProduct` can be requested.
   * @defaultValue `false`
   */
  readonly innerProduct?: boolean;
  /**
   * Whether `innerHessian` can be requested.
   * @defaultValue `false`
   */
  readonly innerHessian?: boolean;
  /**
   * Whether `constraints` can be requested.
   * @defaultValue `false`
   */
  readonly constraints?: boolean;
  /**
   * Whether `constraintProduct` can be requested.
   * @defaultValue `false`
   */
  readonly constraintProduct?: boolean;
  /**
   * Whether `outerBatch` can be requested.
   * @defaultValue `false`
   */
  readonly outerBatch?: boolean;
  /**
   * Whether `innerBatch` can be requested.
   * @defaultValue `false`
   */
  readonly innerBatch?: boolean;
  /**
   * Whether `productBatch` can be requested.
   * @defaultValue `false`
   */
  readonly productBatch?: boolean;
}

/** The functions of a problem: the objectives, constraints and batch gradients. */
export interface MinimizeFunctions<Outer, Inner, Product, Matrix, Constraints, OuterBatch, Vector>
  extends LevelFunctions<Outer, Inner, Product, Matrix> {
  /** The constraints of the inner problem. */
  constraints?(x: Float64Array, y: Float64Array): Constraints;
  /**
   * Products of the second derivatives of the Lagrangian term, the sum of the constraints weighted by `multipliers`,
   * with a direction v of y.
   * @defaultValue central differences of the Jacobians
   */
  constraintProduct?(x: Float64Array, y: Float64Array, multipliers: Float64Array, v: Float64Array): Product;
  /** The mean gradients of the outer objective over the samples with these indices, which may repeat. */
  outerBatch?(x: Float64Array, y: Float64Array, indices: Float64Array): OuterBatch;
  /**
   * The mean gradient of the inner objective with respect to y over the samples with these indices, returned or written
   * into the last argument.
   */
  innerBatch?(x: Float64Array, y: Float64Array, indices: Float64Array, gradient: Float64Array): Vector;
  /** Products of the mean second derivatives of the inner objective over the samples with v. */
  productBatch?(x: Float64Array, y: Float64Array, v: Float64Array, indices: Float64Array): Product;
}

/** A {@link minimize} problem with JavaScript functions, which may be asynchronous. */
export type MinimizeFunctionProblem = MinimizeLevels &
  MinimizeFunctions<
    Later<OuterAnswer>,
    Later<InnerAnswer>,
    Later<ProductAnswer>,
    Later<MatrixAnswer>,
    Later<ConstraintAnswer>,
    Later<OuterBatchAnswer>,
    Later<VectorAnswer>
  >;

/** A {@link MinimizeFunctionProblem} with synchronous functions, for the blocking functions. */
export type SyncMinimizeFunctionProblem = MinimizeLevels &
  MinimizeFunctions<
    OuterAnswer,
    InnerAnswer,
    ProductAnswer,
    MatrixAnswer,
    ConstraintAnswer,
    OuterBatchAnswer,
    VectorAnswer
  >;

/**
 * Finds a local minimum of F(x, y) over x within bounds, where y minimizes f(x, ·) subject to inequality and equality
 * constraints that may depend on x.
 *
 * If the inner problem has a unique solution and no constraints, quasi-Newton steps follow the hypergradient, with
 * inner solutions only as accurate as each step requires (after Salehi, Mukherjee, Roberts, Ehrhardt, 2025). With
 * constraints, or several inner solutions, a single-loop method approaches a solution (Yao, Yu, Zeng, Zhang, ICLR
 * 2024), and Newton's method on the optimality conditions of both levels completes the solve. Means over many samples
 * may be computed in batches (Hao, Gong, Liu, ICLR 2024).
 *
 * The functions are data, with exact derivatives, or written in JavaScript.
 *
 * @example
 * ```ts
 * const inputs = { x: 1, y: 1 };
 * const { solution } = await minimize({
 *   outerObjective: { formula: '(y[0] - 1)^2 / 2', inputs },
 *   innerObjective: { formula: 'exp(y[0]) + y[0]^2 / 2 - x[0] * y[0]', inputs },
 *   initial: [0],
 * });
 * // solution is (1 + e)
 *
 * const same = await minimize({
 *   outer: (x, [y = 0]) => ({ value: (y - 1) ** 2 / 2, xGradient: [0], yGradient: [y - 1] }),
 *   inner: ([x = 0], [y = 0]) => ({
 *     value: Math.exp(y) + y ** 2 / 2 - x * y,
 *     yGradient: [Math.exp(y) + y - x],
 *     xGradient: [-y],
 *   }),
 *   initial: [0],
 *   innerInitial: [0],
 * });
 *
 * // Prices of maximal revenue, where buyers choose their optimal quantities, at most 1.5 in total.
 * const sizes = { x: 2, y: 2 };
 * const prices = await minimize({
 *   outerObjective: { formula: '-sum(x * y)', inputs: sizes },
 *   innerObjective: {
 *     formula: 'y[0]^2 + y[0] * y[1] / 2 + y[1]^2 / 2 - (6 - x[0]) * y[0] - (4 - x[1]) * y[1]',
 *     inputs: sizes,
 *   },
 *   innerInequalities: { formula: '[-y[0], -y[1], y[0] + y[1] - 1.5]', inputs: sizes },
 *   initial: [1, 1],
 * });
 * // prices.solution is (63/16, 47/16)
 * ```
 */
export async function minimize(
  problem: MinimizeFunctionProblem | MinimizeDataProblem,
  options?: RunOptions<OuterRecord>,
): Promise<MinimizeSolution> {
  return areAsked(problem)
    ? converse(METHOD, problem, questionsOf(problem), options as RunOptions<never>)
    : solve(METHOD, problem, options);
}

/**
 * Blocking version of {@link minimize}; the functions must be synchronous. In a page, call `await load('bilevel')`
 * first; for functions given as data, `await load('bilevel-expressions')`.
 */
export function minimizeSync(
  problem: SyncMinimizeFunctionProblem | MinimizeDataProblem,
  options?: SyncRunOptions,
): MinimizeSolution {
  return areAsked(problem)
    ? converseSync(METHOD, problem, questionsOf(problem), options)
    : solveSync(METHOD, problem, options);
}

/**
 * {@link minimize} as a dialogue, for functions evaluated elsewhere, or in a process that may exit before the solve
 * ends. Set the key of each available function to `true`.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `outer` | x, y | the value, the gradient in x, the gradient in y |
 * | `inner` | x, y | the value, the gradient in y; the gradient in x too if the answer is that long |
 * | `innerProduct` | x, y, v | the Hessian's product, the mixed product |
 * | `innerHessian` | x, y | all entries, row by row |
 * | `constraints` | x, y | inequalities, equality constraints, Jacobian in x row by row, Jacobian in y |
 * | `constraintProduct` | x, y, multipliers, v | as `innerProduct` |
 * | `outerBatch`, `innerBatch` | x, y, sample indices | the gradients in x and in y; the gradient in y |
 * | `productBatch` | x, y, v, sample indices | as `innerProduct` |
 *
 * @example
 * ```ts
 * const dialogue = minimizeDialogue({ initial: [0], innerInitial: [0], innerProduct: true });
 * while (dialogue.question !== undefined) {
 *   const { name, point } = dialogue.question;
 *   const [x = 0, y = 0, v = 0] = point;
 *   if (name === 'outer') dialogue.answer([(y - 1) ** 2 / 2, 0, y - 1]);
 *   else if (name === 'inner') dialogue.answer([Math.exp(y) + y ** 2 / 2 - x * y, Math.exp(y) + y - x]);
 *   else dialogue.answer([(Math.exp(y) + 1) * v, -v]);
 * }
 * console.log(dialogue.solution.solution);
 * ```
 */
export function minimizeDialogue(
  problem: MinimizeProblem,
  options?: DialogueOptions,
): Dialogue<MinimizeSolution> {
  return new Dialogue(METHOD, Object.keys(questionsOf(problem)), problem, options);
}

/**
 * Compares the derivatives of a {@link minimize} problem with central differences near `initial` and `innerInitial`,
 * and reports the entries that disagree.
 *
 * @example
 * ```ts
 * const { errors } = await checkDerivatives({
 *   outer: (x, [y = 0]) => ({ value: (y - 1) ** 2 / 2, xGradient: [0], yGradient: [y - 1] }),
 *   inner: ([x = 0], [y = 0]) => ({ value: y ** 2 / 2 - x * y, yGradient: [y - x], xGradient: [-y] }),
 *   initial: [0],
 *   innerInitial: [0],
 * });
 * for (const { name, row, column, given, numeric } of errors) console.log(name, row, column, given, numeric);
 * ```
 */
export function checkDerivatives(
  problem: MinimizeFunctionProblem,
  options?: RunOptions,
): Promise<DerivativeReport> {
  return converse('bilevel.checkDerivatives', problem, questionsOf(problem), options);
}

/** Blocking version of {@link checkDerivatives}; the functions must be synchronous. */
export function checkDerivativesSync(
  problem: SyncMinimizeFunctionProblem,
  options?: SyncRunOptions,
): DerivativeReport {
  return converseSync('bilevel.checkDerivatives', problem, questionsOf(problem), options);
}

const METHOD = 'bilevel.minimize';

/** The questions of a problem, in the engine's order. */
function questionsOf(problem: object): Questions {
  const sizes = sizesOf(problem);
  const { n, m, inequalities, equalities } = sizes;
  const count = inequalities + equalities;
  const product = () =>
    [
      ['hessianProduct', m],
      ['mixedProduct', n],
    ] as const;
  return {
    ...levelAnswerers(sizes),
    constraints: {
      ifGiven: partsAnswerer([n, m], () => [
        ['inequalities', inequalities],
        ['equalities', equalities],
        ['xJacobian', count * n],
        ['yJacobian', count * m],
      ]),
    },
    constraintProduct: { ifGiven: partsAnswerer([n, m, count], product) },
    outerBatch: {
      ifGiven: partsAnswerer([n, m], () => [
        ['xGradient', n],
        ['yGradient', m],
      ]),
    },
    innerBatch: { ifGiven: splitAnswerer([n, m]) },
    productBatch: { ifGiven: partsAnswerer([n, m, m], product) },
  };
}
