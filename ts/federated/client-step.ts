/** A client's part of a round: on rows of a linear model, or with a gradient in JavaScript. */

import { type ComponentGradient, componentAnswerer } from '../engine/component-answers.js';
import { converse, converseSync, type Questions } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import { invalidInput } from '../engine/errors.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { ClientStepProblem, ClientStepSolution } from '../generated/federated.js';
import { refuseFormula } from './asked-clients.js';
import '#wasm/federated.js';

/**
 * The data of a client's part of a round with a gradient in JavaScript. Its settings have no penalty, classes and
 * adversary: the model is that of `gradient`, whatever the loss.
 */
export interface ClientStepData extends Omit<ClientStepProblem, 'matrix' | 'response'> {
  /** The number of rows of this client, at least 1. */
  readonly rowCount: number;
}

/** The model of a client in JavaScript. */
export interface RowFunctions<Value> {
  /**
   * Returns the sum of the losses of the rows with these indices, each times its weight, and writes the sum of their
   * gradients by the parameters, with the same weights, into the last argument. Arguments are used again for the next
   * question: do not keep them.
   */
  readonly gradient: ComponentGradient<Value>;
}

/** A client's part of a round with a gradient in JavaScript, which may be asynchronous. */
export type ClientStepFunctionProblem = ClientStepData & RowFunctions<number | PromiseLike<number>>;

/** A client's part of a round with a synchronous gradient in JavaScript, for the blocking function. */
export type SyncClientStepFunctionProblem = ClientStepData & RowFunctions<number>;

const METHOD = 'federated.clientStep';

/** The questions, in the engine's order. */
const QUESTIONS: Questions = { gradient: componentAnswerer };

/** Whether the gradient is a function. A problem without rows has to have one. */
function hasFunctions(problem: object): problem is ClientStepFunctionProblem {
  const { gradient, matrix } = (problem ?? {}) as { gradient?: unknown; matrix?: unknown };
  if (gradient !== undefined && matrix !== undefined)
    throw invalidInput('gradient', 'must not be given beside matrix: the rows are its own');
  return gradient !== undefined;
}

/**
 * Does a client's part of a round: steps on its own rows, and a message about them for the server. Repeated broadcasts
 * get the same message again, and memories of lost messages are taken back, so the transport may lose and repeat. Keep
 * `state` before the message is sent. All clients and the server need the same `seed`.
 *
 * The model is linear, on rows in `matrix`; or any differentiable one, with its `gradient` in JavaScript. For one given as
 * a formula, use `clientStepFormula`.
 *
 * @example
 * ```ts
 * import { clientStep, start } from 'superlinear/federated';
 *
 * const settings = { loss: 'squared', dimension: 1, intercept: false, local: { learningRate: 0.1 } } as const;
 * const { broadcast } = await start({ settings, clients: ['north', 'south'] });
 * const { message, state } = await clientStep({
 *   settings,
 *   client: 'north',
 *   matrix: [[1], [2]],
 *   response: [2, 4],
 *   broadcast,
 * });
 *
 * // A model of one's own: the rate of a decay, with gradients by hand.
 * const [times, values] = [[0, 1, 2], [1, 0.6, 0.4]];
 * const own = await clientStep({
 *   settings,
 *   client: 'south',
 *   rowCount: times.length,
 *   gradient([rate = 0], rows, weights, out) {
 *     out.fill(0);
 *     return rows.reduce((loss, i, k) => {
 *       const [time = 0, value = 0, weight = 0] = [times[i], values[i], weights[k]];
 *       const error = Math.exp(-rate * time) - value;
 *       out[0] = (out[0] ?? 0) - weight * error * time * Math.exp(-rate * time);
 *       return loss + (weight * error ** 2) / 2;
 *     }, 0);
 *   },
 *   broadcast,
 * });
 * ```
 */
export async function clientStep(
  problem: ClientStepFunctionProblem | ClientStepProblem,
  options?: RunOptions<never>,
): Promise<ClientStepSolution> {
  if (hasFunctions(problem)) return converse(METHOD, problem, QUESTIONS, options);
  refuseFormula(problem, 'clientStepFormula');
  return run(METHOD, problem, options);
}

/** {@link clientStep}, blocking the calling thread; a gradient must be synchronous. */
export function clientStepSync(
  problem: SyncClientStepFunctionProblem | ClientStepProblem,
  options?: SyncRunOptions,
): ClientStepSolution {
  if (hasFunctions(problem)) return converseSync(METHOD, problem, QUESTIONS, options);
  refuseFormula(problem, 'clientStepFormulaSync');
  return runSync(METHOD, problem, options);
}

/**
 * {@link clientStep} as a dialogue, for gradients computed elsewhere, or in a process that may exit before the step ends.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `gradient` | the parameters, then the indices of rows, then their weights | the weighted sum of gradients, then that of losses |
 */
export function clientStepDialogue(
  problem: ClientStepData,
  options?: DialogueOptions,
): Dialogue<ClientStepSolution> {
  return new Dialogue(METHOD, Object.keys(QUESTIONS), problem, options);
}
