/** Linear models of rows in memory, whose solutions have the form of the loss. */

import type { Matrix } from '../engine/arrays.js';
import type { LabelsOf } from '../engine/labels.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { FitProblem, FitProgress, FitSolution, LossKind } from '../generated/stochastic.js';
import '#wasm/stochastic.js';

/** The loss named by a problem; the default if it is omitted. */
export type LossOf<Problem> = Problem extends { readonly loss: infer Loss extends LossKind }
  ? Loss
  : 'loss' extends keyof Problem
    ? LossKind
    : 'squared';

/** The fields of a solution that depend on the loss. */
export interface Fitted<Coefficients, Intercept, Loss> {
  /** The coefficient of each feature; for `multinomial`, a row with one for each class. */
  readonly coefficients: Coefficients;
  /** The intercept, 0 if the model has none; for `multinomial`, one for each class. */
  readonly intercept: Intercept;
  /** The loss of the problem. */
  readonly loss: Loss;
}

/**
 * The solution in the form of the problem: one coefficient per feature, or for `multinomial` a matrix; classes as given in
 * the response.
 */
export type FitSolutionOf<Problem> = Omit<FitSolution, 'classes' | keyof Fitted<unknown, unknown, unknown>> &
  (LossOf<Problem> extends infer Loss
    ? (Loss extends 'multinomial' ? Fitted<Matrix, Float64Array, Loss> : Fitted<Float64Array, number, Loss>) &
        (Loss extends ClassLoss
          ? { readonly classes: LabelsOf<ResponseOf<Problem>> }
          : { readonly classes?: never })
    : never);

/** The losses of classes. */
export type ClassLoss = 'logistic' | 'hinge' | 'squaredHinge' | 'multinomial';

/** The response of a problem. */
export type ResponseOf<Problem> = Problem extends { readonly response: infer Response } ? Response : unknown;

/**
 * Fits a linear model of very many rows, dense or sparse, in one pass over them or some: each step takes the derivatives
 * of one row, and costs the entries of that row. Losses may have corners. Without a `learningRate`, four copies of the
 * model find one in the first pass. The solution comes with a duality gap, an upper bound of its distance from the
 * minimum.
 *
 * For the minimum itself of a smooth loss, use `coordinate.fit`, which reaches it in fewer passes; for rows that arrive
 * over time or do not fit in memory, `learner` and `fitStream`.
 *
 * @param problem The rows, a loss and a penalty.
 * @param options The run options.
 *
 * @example
 * ```ts
 * const { coefficients, intercept, relativeGap } = await fit({
 *   matrix: [[0, 1], [1, 0], [1, 1], [2, 1]],
 *   response: ['no', 'no', 'yes', 'yes'],
 *   loss: 'logistic',
 *   lambda: 0.01,
 *   epochs: 20,
 * });
 * ```
 */
export function fit<Problem extends FitProblem>(
  problem: Problem,
  options?: RunOptions<FitProgress>,
): Promise<FitSolutionOf<Problem>> {
  return run('stochastic.fit', problem, options);
}

/** Blocking version of {@link fit}. */
export function fitSync<Problem extends FitProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): FitSolutionOf<Problem> {
  return runSync('stochastic.fit', problem, options);
}
