/** Simulations: on rows of a linear model, or with a gradient in JavaScript. */

import { converse, converseSync } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { SimulateProblem, SimulateProgress, SimulateSolution } from '../generated/federated.js';
import {
  type ClientRowFunctions,
  hasGradient,
  type OfAskedClients,
  QUESTIONS,
  refuseFormula,
} from './asked-clients.js';
import '#wasm/federated.js';

/**
 * The data of a simulation with a gradient in JavaScript. Its settings have no penalty, classes and adversary: the model
 * is that of `gradient`, whatever the loss.
 */
export type SimulateData = OfAskedClients<SimulateProblem>;

/** A simulation with a gradient in JavaScript, which may be asynchronous. */
export type SimulateFunctionProblem = SimulateData & ClientRowFunctions<number | PromiseLike<number>>;

/** A simulation with a synchronous gradient in JavaScript, for the blocking function. */
export type SyncSimulateFunctionProblem = SimulateData & ClientRowFunctions<number>;

const METHOD = 'federated.simulate';

/**
 * Simulates a training over clients on a virtual clock: with their speeds, delays, connections, absences and lost
 * messages. Steps, messages and aggregations are those of `clientStep` and `aggregate`. The result depends on the seed,
 * and neither on threads nor on any real clock.
 *
 * The model is linear, on rows in `matrix`; or any differentiable one, with its `gradient` in JavaScript. For one given as
 * a formula, use `simulateFormula`.
 *
 * @example
 * ```ts
 * import { simulate } from 'superlinear/federated';
 *
 * const settings = { loss: 'squared', intercept: false, local: { learningRate: 0.1 } } as const;
 * const { parameters, time } = await simulate({
 *   settings,
 *   clients: [
 *     { matrix: [[1], [2]], response: [2, 4], speed: 1 },
 *     { matrix: [[1], [3]], response: [2, 6], speed: 4 },
 *   ],
 *   rounds: 20,
 * });
 *
 * // A model of one's own: the power of growth curves, with gradients by hand.
 * const sizes = [[1, 2, 4], [1, 3, 9]];
 * const own = await simulate({
 *   settings,
 *   initial: [1],
 *   clients: sizes.map(({ length }) => ({ rowCount: length })),
 *   gradient(client, [power = 0], rows, weights, out) {
 *     out.fill(0);
 *     return rows.reduce((loss, time, k) => {
 *       const [size = 0, weight = 0] = [sizes[client]?.[time], weights[k]];
 *       const error = power * time - Math.log(size);
 *       out[0] = (out[0] ?? 0) + weight * error * time;
 *       return loss + (weight * error ** 2) / 2;
 *     }, 0);
 *   },
 *   rounds: 20,
 * });
 * ```
 */
export async function simulate(
  problem: SimulateFunctionProblem | SimulateProblem,
  options?: RunOptions<SimulateProgress>,
): Promise<SimulateSolution> {
  if (hasGradient(problem)) return converse(METHOD, problem, QUESTIONS, options as RunOptions<never>);
  refuseFormula(problem, 'simulateFormula');
  return run(METHOD, problem, options);
}

/** {@link simulate}, blocking the calling thread; a gradient must be synchronous. */
export function simulateSync(
  problem: SyncSimulateFunctionProblem | SimulateProblem,
  options?: SyncRunOptions,
): SimulateSolution {
  if (hasGradient(problem)) return converseSync(METHOD, problem, QUESTIONS, options);
  refuseFormula(problem, 'simulateFormulaSync');
  return runSync(METHOD, problem, options);
}

/**
 * {@link simulate} as a dialogue, for gradients computed elsewhere, or in a process that may exit before the end.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `gradient` | the index of the client, the parameters, then the indices of rows, then their weights | the weighted sum of gradients, then that of losses |
 */
export function simulateDialogue(
  problem: SimulateData,
  options?: DialogueOptions,
): Dialogue<SimulateSolution> {
  return new Dialogue(METHOD, Object.keys(QUESTIONS), problem, options);
}
