/** Minima of an outer objective over the solutions of an inner problem, whose functions are data or the caller's. */

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
import '../generated/wasm/bilevel.js';

/** The part of a problem of {@link minimize} that is data, where functions are asked. */
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
  /** Where y starts. */
  readonly innerInitial: VectorInput;
  /**
   * How many inequalities the inner problem has.
   * @defaultValue 0
   */
  readonly inequalityCount?: number;
  /**
   * How many equations the inner problem has.
   * @defaultValue 0
   */
  readonly equalityCount?: number;
  /** How many samples the outer objective is the mean of, where batches are given. */
  readonly outerSamples?: number;
  /** How many samples the inner objective is the mean of, where batches are given. */
  readonly innerSamples?: number;
  /**
   * How many samples a batch has, drawn with replacement.
   * @defaultValue 64
   */
  readonly batchSize?: number;
  /**
   * How far the first steps of `stochastic` move x, in the 2-norm; they become shorter, and end at no length.
   * @defaultValue 0.05
   */
  readonly stepLength?: number;
}

/** A problem whose functions are asked for one by one: `true` stands for one that can be. */
export interface MinimizeProblem extends MinimizeLevels {
  /** @defaultValue `false` */
  readonly innerProduct?: boolean;
  /** @defaultValue `false` */
  readonly innerHessian?: boolean;
  /** @defaultValue `false` */
  readonly constraints?: boolean;
  /** @defaultValue `false` */
  readonly constraintProduct?: boolean;
  /** @defaultValue `false` */
  readonly outerBatch?: boolean;
  /** @defaultValue `false` */
  readonly innerBatch?: boolean;
  /** @defaultValue `false` */
  readonly productBatch?: boolean;
}

/** The functions of a problem: those of two levels, and what constraints and batches need. */
export interface MinimizeFunctions<Outer, Inner, Product, Matrix, Constraints, OuterBatch, Vector>
  extends LevelFunctions<Outer, Inner, Product, Matrix> {
  /** The constraints of the inner problem. */
  constraints?(x: Float64Array, y: Float64Array): Constraints;
  /**
   * Products of the second derivatives of the constraints, weighted by multipliers and added up, with a direction v of y.
   * @defaultValue by central differences of their Jacobians
   */
  constraintProduct?(x: Float64Array, y: Float64Array, multipliers: Float64Array, v: Float64Array): Product;
  /** The gradients of the outer objective over the samples with these numbers, which may repeat: their means. */
  outerBatch?(x: Float64Array, y: Float64Array, indices: Float64Array): OuterBatch;
  /** The gradient of the inner objective by y over samples, returned or written into the last argument. */
  innerBatch?(x: Float64Array, y: Float64Array, indices: Float64Array, gradient: Float64Array): Vector;
  /** Products of the second derivatives of the inner objective over samples with v. */
  productBatch?(x: Float64Array, y: Float64Array, v: Float64Array, indices: Float64Array): Product;
}

/** A problem of {@link minimize} whose functions may answer later. */
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

/** A {@link MinimizeFunctionProblem} whose functions answer at once, as blocking functions need it. */
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
 * A local minimum of F(x, y) over x within bounds, where y minimises f(x, ·), under inequalities and equations that may depend on x.
 *
 * Where the inner problem has a unique solution and no constraints, quasi-Newton steps descend along the gradient through it, and inner
 * solutions are only as exact as a step needs (after Salehi, Mukherjee, Roberts, Ehrhardt, 2025). With constraints, or many inner solutions,
 * a single loop comes near (Yao, Yu, Zeng, Zhang, ICLR 2024) and Newton's method on the conditions of optimality of both levels ends it.
 * Means over many samples may be taken in batches (Hao, Gong, Liu, ICLR 2024).
 *
 * The functions are data, whose derivatives are exact, or JavaScript's own.
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
 * // Prices that bring most, where buyers then choose what is best for them, and can carry one and a half.
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
 * {@link minimize}, blocking the calling thread; the functions must answer at once. In a page, `await load('bilevel')` before; of functions
 * that are data, `await load('bilevel-expressions')`.
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
 * {@link minimize} with its questions handed out: for functions that are evaluated elsewhere, or in a process that may be gone before the
 * end. `true` stands for a function that can be asked for.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `outer` | x, y | the value, the gradient by x, the gradient by y |
 * | `inner` | x, y | the value, the gradient by y; that by x, where the answer is that long |
 * | `innerProduct` | x, y, v | the Hessian's product, the mixed product |
 * | `innerHessian` | x, y | all entries, row by row |
 * | `constraints` | x, y | inequalities, equations, all gradients by x row by row, all gradients by y |
 * | `constraintProduct` | x, y, multipliers, v | as `innerProduct` |
 * | `outerBatch`, `innerBatch` | x, y, numbers of samples | the gradients by x and by y; the gradient by y |
 * | `productBatch` | x, y, v, numbers of samples | as `innerProduct` |
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
 * Compares the derivatives of a problem of {@link minimize} with central differences, near `initial` and `innerInitial`, and reports what
 * does not agree.
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

/** {@link checkDerivatives}, blocking the calling thread; the functions must answer at once. */
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
