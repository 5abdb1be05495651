/** Comparisons of settings: on rows of a linear model, or with a gradient in JavaScript. */

import { converse, converseSync } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { CompareProblem, CompareSolution, SimulateProgress } from '../generated/federated.js';
import {
  type ClientRowFunctions,
  hasGradient,
  type OfAskedClients,
  QUESTIONS,
  refuseFormula,
} from './asked-clients.js';
import '#wasm/federated.js';

/**
 * The data of a comparison with a gradient in JavaScript. Its candidates have no penalty, classes and adversary: the
 * model is that of `gradient`, whatever the loss.
 */
export type CompareData = OfAskedClients<CompareProblem>;

/** A comparison with a gradient in JavaScript, which may be asynchronous. */
export type CompareFunctionProblem = CompareData & ClientRowFunctions<number | PromiseLike<number>>;

/** A comparison with a synchronous gradient in JavaScript, for the blocking function. */
export type SyncCompareFunctionProblem = CompareData & ClientRowFunctions<number>;

const METHOD = 'federated.compare';

/**
 * Simulates trainings with several settings over the same clients, absences and losses, and orders them by the virtual
 * time to a target.
 *
 * The model is linear, on rows in `matrix`; or any differentiable one, with its `gradient` in JavaScript, as for
 * `simulate`. For one given as a formula, use `compareFormula`.
 *
 * @example
 * ```ts
 * import { compare } from 'superlinear/federated';
 *
 * const local = { learningRate: 0.1 };
 * const { table } = await compare({
 *   candidates: [
 *     { algorithm: 'fedAvg', intercept: false, local },
 *     { algorithm: 'scaffold', intercept: false, local },
 *   ],
 *   clients: [
 *     { matrix: [[1], [2]], response: [2, 4] },
 *     { matrix: [[1], [3]], response: [3, 9] },
 *   ],
 *   target: 1,
 * });
 * ```
 */
export async function compare(
  problem: CompareFunctionProblem | CompareProblem,
  options?: RunOptions<SimulateProgress>,
): Promise<CompareSolution> {
  if (hasGradient(problem)) return converse(METHOD, problem, QUESTIONS, options as RunOptions<never>);
  refuseFormula(problem, 'compareFormula');
  return run(METHOD, problem, options);
}

/** {@link compare}, blocking the calling thread; a gradient must be synchronous. */
export function compareSync(
  problem: SyncCompareFunctionProblem | CompareProblem,
  options?: SyncRunOptions,
): CompareSolution {
  if (hasGradient(problem)) return converseSync(METHOD, problem, QUESTIONS, options);
  refuseFormula(problem, 'compareFormulaSync');
  return runSync(METHOD, problem, options);
}

/** {@link compare} as a dialogue, with the question of `simulateDialogue`. */
export function compareDialogue(problem: CompareData, options?: DialogueOptions): Dialogue<CompareSolution> {
  return new Dialogue(METHOD, Object.keys(QUESTIONS), problem, options);
}
