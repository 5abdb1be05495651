/** Losses of predictions in JavaScript, with a linear model fitted to targets. */

import { requireFunction } from '../engine/check.js';
import { type Answerer, converse, converseSync, type Questions } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { received, returnedNumber } from '../engine/returned.js';
import type { MinimizeTargetsProblem, MinimizeTargetsSolution } from '../generated/stochastic.js';
import '#wasm/stochastic.js';

/** The loss of a {@link minimizeTargets} problem. Arguments are used again for the next question: do not keep them. */
export interface TargetFunctions<Value> {
  /**
   * Returns the mean loss of the rows with these indices at their predictions, and writes the gradient of each row's own
   * loss with respect to its predictions into the last argument, row by row.
   */
  targetGradient(predictions: Float64Array, indices: Float64Array, out: Float64Array): Value;
}

/** A {@link minimizeTargets} problem. Its function may be asynchronous. */
export type MinimizeTargetsFunctionProblem = MinimizeTargetsProblem &
  TargetFunctions<number | PromiseLike<number>>;

/** A {@link minimizeTargets} problem with a synchronous function, for the blocking function. */
export type SyncMinimizeTargetsFunctionProblem = MinimizeTargetsProblem & TargetFunctions<number>;

const METHOD = 'stochastic.minimizeTargets';

/**
 * Minimizes a loss of predictions that are linear in coefficients, where the gradient with respect to the predictions is
 * expensive, such as a simulation or a question to people: each gradient gives targets, and the coefficients are fitted
 * to them by least squares. For cheap losses, `fit` and `minimize` take less time.
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
 * ```
 */
export async function minimizeTargets(
  problem: MinimizeTargetsFunctionProblem,
  options?: RunOptions<never>,
): Promise<MinimizeTargetsSolution> {
  return converse(METHOD, problem, questions, options);
}

/** Blocking version of {@link minimizeTargets}. In a page, call `await load('stochastic')` first. */
export function minimizeTargetsSync(
  problem: SyncMinimizeTargetsFunctionProblem,
  options?: SyncRunOptions,
): MinimizeTargetsSolution {
  return converseSync(METHOD, problem, questions, options);
}

/**
 * {@link minimizeTargets} as a dialogue, for losses evaluated elsewhere, or in a process that may exit before the run
 * ends.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `targetGradient` | the predictions of rows, then the indices of the rows | their mean loss, then the gradient of each row's loss |
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
  return new Dialogue(METHOD, Object.keys(questions), problem, options);
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

/** The question of the engine. */
const questions: Questions = { targetGradient: targetAnswerer };
