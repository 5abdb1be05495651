/** The minimum of a mean of functions in JavaScript, asked for batches of components. */

import { requireFunction } from '../engine/check.js';
import { type ComponentGradient, componentAnswerer } from '../engine/component-answers.js';
import { type Answerer, batchAnswerer, converse, converseSync, type Questions } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import type { MinimizeProblem, MinimizeSolution } from '../generated/stochastic.js';
import '#wasm/stochastic.js';

/** The data of a {@link minimize} problem. */
export type MinimizeData = Omit<MinimizeProblem, 'gradientNorms'>;

/** The components of a problem. Arguments are used again for the next question: do not keep them. */
export interface ComponentFunctions<Value, Norms> {
  /**
   * Returns the sum of the values of the components with these indices at x, each times its weight, and writes the sum
   * of their gradients, with the same weights, into the last argument.
   */
  readonly gradient: ComponentGradient<Value>;
  /** The norm of the gradient of each of these components at x, for the sampling `gradientNorm`. */
  gradientNorms?(x: Float64Array, indices: Float64Array, out: Float64Array): Norms;
}

/** A {@link minimize} problem. Its functions may be asynchronous. */
export type MinimizeFunctionProblem = MinimizeData &
  ComponentFunctions<number | PromiseLike<number>, VectorAnswer | PromiseLike<VectorAnswer>>;

/** A {@link minimize} problem with synchronous functions, for the blocking function. */
export type SyncMinimizeFunctionProblem = MinimizeData & ComponentFunctions<number, VectorAnswer>;

const METHOD = 'stochastic.minimize';

/**
 * Minimizes the mean of many functions, plus a penalty or on a convex set, by gradients of batches: for functions in
 * JavaScript. Linear models are `fit`, losses given as formulas `expression.train`, few variables
 * `constrained.minimize`.
 *
 * @example
 * ```ts
 * import { minimize } from 'superlinear/stochastic';
 *
 * // The point with the smallest mean squared distance to 1000 points, in the unit ball.
 * const points = Array.from({ length: 1000 }, (_, i) => [2 + Math.sin(i), Math.cos(i)]);
 * const { solution } = await minimize({
 *   dimension: 2,
 *   componentCount: points.length,
 *   gradient(x, indices, weights, out) {
 *     let value = 0;
 *     out.fill(0);
 *     indices.forEach((i, k) => {
 *       const weight = weights[k] ?? 0;
 *       points[i]?.forEach((coordinate, j) => {
 *         const error = (x[j] ?? 0) - coordinate;
 *         value += (weight * error * error) / 2;
 *         out[j] = (out[j] ?? 0) + weight * error;
 *       });
 *     });
 *     return value;
 *   },
 *   set: [{ kind: 'ball', size: 2, radius: 1 }],
 *   learningRate: 0.5,
 * });
 * console.log(solution); // about (1, 0)
 * ```
 */
export async function minimize(
  problem: MinimizeFunctionProblem,
  options?: RunOptions<never>,
): Promise<MinimizeSolution> {
  return converse(METHOD, problem, questions, options);
}

/** Blocking version of {@link minimize}. In a page, call `await load('stochastic')` first. */
export function minimizeSync(
  problem: SyncMinimizeFunctionProblem,
  options?: SyncRunOptions,
): MinimizeSolution {
  return converseSync(METHOD, problem, questions, options);
}

/**
 * {@link minimize} as a dialogue, for components evaluated elsewhere, or in a process that may exit before the run ends.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `gradient` | x, then the indices of components, then their weights | the weighted sum of gradients, then that of values |
 * | `gradientNorms` | x, then the indices of components | the norms of their gradients |
 *
 * @example
 * ```ts
 * import { minimizeDialogue } from 'superlinear/stochastic';
 *
 * // Components (x - i)^2 / 2 for i = 0 … 4, all in each question.
 * const dialogue = minimizeDialogue({ dimension: 1, componentCount: 5, method: 'sgd', learningRate: 0.5, epochs: 60 });
 * while (dialogue.question !== undefined) {
 *   const { point, items } = dialogue.question;
 *   const [x = 0] = point;
 *   const [indices, weights] = [point.subarray(1, 1 + items), point.subarray(1 + items)];
 *   const errors = indices.map((i) => x - i);
 *   const sum = (f: (error: number) => number) => errors.reduce((all, e, k) => all + (weights[k] ?? 0) * f(e), 0);
 *   dialogue.answer([sum((e) => e), sum((e) => (e * e) / 2)]);
 * }
 * console.log(dialogue.solution.solution); // about 2
 * ```
 */
export function minimizeDialogue(
  problem: MinimizeProblem,
  options?: DialogueOptions,
): Dialogue<MinimizeSolution> {
  return new Dialogue(METHOD, Object.keys(questions), problem, options);
}

/** Makes an answerer for norms. Indices follow the point. */
function normsAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return batchAnswerer(name, (point: Float64Array, items: number, answer: Float64Array) => {
    const dimension = point.length - items;
    return f(point.subarray(0, dimension), point.subarray(dimension), answer);
  });
}

/** The questions, in the engine's order. */
const questions: Questions = {
  gradient: componentAnswerer,
  gradientNorms: { ifGiven: normsAnswerer },
};
