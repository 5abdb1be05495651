/** Losses of predictions in JavaScript, with a model fitted to targets. */

import { requireFunction } from '../engine/check.js';
import { type Answerer, batchAnswerer, converse, converseSync, type Questions } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { received, returnedNumber } from '../engine/returned.js';
import { withFormulasRead } from '../expression/in-problems.js';
import type { MinimizeTargetsProblem, MinimizeTargetsSolution } from '../generated/stochastic.js';
import '#wasm/stochastic.js';

/** The data of a {@link minimizeTargets} problem. */
export type MinimizeTargetsData = Omit<MinimizeTargetsProblem, 'predictions' | 'predictionGradient'>;

/** The loss of a {@link minimizeTargets} problem. Arguments are used again for the next question: do not keep them. */
export interface TargetFunctions<Value> {
  /**
   * Returns the mean loss of the rows with these indices at their predictions, and writes the gradient of each row's own
   * loss with respect to its predictions into the last argument, row by row.
   */
  targetGradient(predictions: Float64Array, indices: Float64Array, out: Float64Array): Value;
}

/**
 * Predictions as a function in the place of `matrix`, for rows that are known to the function alone. Arguments are used
 * again for the next question: do not keep them.
 */
export interface PredictionFunctions<Result> {
  /** The predictions of the rows with these indices, row by row: returned, or written into the last argument. */
  predictions?(coefficients: Float64Array, indices: Float64Array, out: Float64Array): Result;
  /**
   * The gradient with respect to the coefficients of the sum of the predictions of these rows, each prediction times its
   * weight: returned, or written into the last argument. `predictions` needs it.
   */
  predictionGradient?(
    coefficients: Float64Array,
    indices: Float64Array,
    weights: Float64Array,
    out: Float64Array,
  ): Result;
}

/** A {@link minimizeTargets} problem. Its functions may be asynchronous. */
export type MinimizeTargetsFunctionProblem = MinimizeTargetsData &
  TargetFunctions<number | PromiseLike<number>> &
  PredictionFunctions<VectorAnswer | PromiseLike<VectorAnswer>>;

/** A {@link minimizeTargets} problem with synchronous functions, for the blocking function. */
export type SyncMinimizeTargetsFunctionProblem = MinimizeTargetsData &
  TargetFunctions<number> &
  PredictionFunctions<VectorAnswer>;

const METHOD = 'stochastic.minimizeTargets';

/**
 * Minimizes a loss of the predictions of a model, where the gradient with respect to the predictions is expensive, such as
 * a simulation or a question to people, and the model cheap: each gradient gives targets, and the coefficients of the model
 * are fitted to them by least squares. For cheap losses, `fit` and `minimize` take less time.
 *
 * The predictions are linear, a formula of a row and of coefficients, or a function in JavaScript.
 *
 * @example
 * ```ts
 * import { minimizeTargets } from 'superlinear/stochastic';
 *
 * // Logistic regression of 200 rows: the loss of a row has a gradient with Lipschitz constant 1/4.
 * const matrix = Array.from({ length: 200 }, (_, i) => [1, Math.sin(i), Math.cos(3 * i)]);
 * const signs = matrix.map((row, i) => (Math.sin(i) + Math.sin(7 * i) > 0 ? 1 : -1));
 * const { coefficients, status } = await minimizeTargets({
 *   matrix,
 *   targetSmoothness: 0.25,
 *   targetGradient(predictions, indices, out) {
 *     let loss = 0;
 *     predictions.forEach((z, k) => {
 *       const sign = signs[indices[k] ?? 0] ?? 0;
 *       loss += Math.log1p(Math.exp(-sign * z)) / predictions.length;
 *       out[k] = -sign / (1 + Math.exp(sign * z));
 *     });
 *     return loss;
 *   },
 * });
 * console.log(status, coefficients);
 *
 * // A model that saturates, as a formula, for the responses 1, 2 and 2.5.
 * const responses = [1, 2, 2.5];
 * const saturating = await minimizeTargets({
 *   matrix: [[1], [3], [6]],
 *   model: { formula: 'c[0] * row[0] / (c[1] + row[0])', inputs: { c: 2, row: 1 } },
 *   initial: [1, 1],
 *   targetSmoothness: 1,
 *   targetGradient(predictions, indices, out) {
 *     const errors = predictions.map((z, k) => z - (responses[indices[k] ?? 0] ?? 0));
 *     out.set(errors);
 *     return errors.reduce((sum, error) => sum + error ** 2, 0) / 2 / errors.length;
 *   },
 * });
 * console.log(saturating.coefficients);
 * ```
 */
export async function minimizeTargets(
  problem: MinimizeTargetsFunctionProblem,
  options?: RunOptions<never>,
): Promise<MinimizeTargetsSolution> {
  return converse(METHOD, withFormulasRead(problem), questions, options);
}

/** Blocking version of {@link minimizeTargets}. In a page, call `await load('stochastic-targets')` first. */
export function minimizeTargetsSync(
  problem: SyncMinimizeTargetsFunctionProblem,
  options?: SyncRunOptions,
): MinimizeTargetsSolution {
  return converseSync(METHOD, withFormulasRead(problem), questions, options);
}

/**
 * {@link minimizeTargets} as a dialogue, for losses evaluated elsewhere, or in a process that may exit before the run
 * ends. In a page, call `await load('stochastic-targets')` first.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `targetGradient` | the predictions of rows, then the indices of the rows | their mean loss, then the gradient of each row's loss |
 * | `predictions` | the coefficients, then the indices of rows | the predictions of each row |
 * | `predictionGradient` | the coefficients, then the indices of rows, then a weight for each prediction | the gradient of the weighted sum |
 *
 * @example
 * ```ts
 * import { minimizeTargetsDialogue } from 'superlinear/stochastic';
 *
 * // Least squares: the targets are the responses, and one step finds the minimum.
 * const responses = [1, 3, 5];
 * const dialogue = minimizeTargetsDialogue({ matrix: [[0, 1], [1, 1], [2, 1]], targetSmoothness: 1 });
 * while (dialogue.question !== undefined) {
 *   const { point, items } = dialogue.question;
 *   const errors = Array.from(point.subarray(0, items), (z, k) => z - (responses[point[items + k] ?? 0] ?? 0));
 *   dialogue.answer([errors.reduce((sum, error) => sum + (error * error) / 2 / items, 0), ...errors]);
 * }
 * console.log(dialogue.solution.coefficients); // 2 and 1
 * ```
 */
export function minimizeTargetsDialogue(
  problem: MinimizeTargetsProblem,
  options?: DialogueOptions,
): Dialogue<MinimizeTargetsSolution> {
  return new Dialogue(METHOD, Object.keys(questions), withFormulasRead(problem), options);
}

/** Makes an answerer for the mean loss and the gradients of rows. */
function targetAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return (point, answer, items) => {
    // Entries left unwritten by the function remain NaN.
    answer.fill(Number.NaN);
    const place = point.length - items;
    const result = f(point.subarray(0, place), point.subarray(place), answer.subarray(1));
    return received(result, (value) => {
      answer[0] = returnedNumber(name, value);
    });
  };
}

/** Makes an answerer for predictions. Indices follow the coefficients. */
function predictionsAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return batchAnswerer(name, (point: Float64Array, items: number, answer: Float64Array) => {
    const count = point.length - items;
    return f(point.subarray(0, count), point.subarray(count), answer);
  });
}

/** Makes an answerer for gradients of predictions. Indices and weights follow the coefficients. */
function predictionGradientAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return batchAnswerer(name, (point: Float64Array, items: number, answer: Float64Array) => {
    const [count, end] = [answer.length, answer.length + items];
    return f(point.subarray(0, count), point.subarray(count, end), point.subarray(end), answer);
  });
}

/** The questions, in the engine's order. */
const questions: Questions = {
  targetGradient: targetAnswerer,
  predictions: { ifGiven: predictionsAnswerer },
  predictionGradient: { ifGiven: predictionGradientAnswerer },
};
