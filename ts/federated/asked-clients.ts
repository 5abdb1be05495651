/** Clients of simulations and comparisons with a gradient in JavaScript. */

import type { VectorInput } from '../engine/arrays.js';
import { requireFunction } from '../engine/check.js';
import { componentAnswerer } from '../engine/component-answers.js';
import type { Answerer, Questions } from '../engine/converse.js';
import { invalidInput } from '../engine/errors.js';
import type { SimulatedClient } from '../generated/federated.js';

/** A client with a gradient in JavaScript: the number of its rows, and its times. */
export interface AskedClient extends Omit<SimulatedClient, 'matrix' | 'response'> {
  /** The number of rows, at least 1. */
  readonly rowCount: number;
}

/** A problem of clients with rows, as the data of one with a gradient in JavaScript. */
export type OfAskedClients<Problem> = Omit<Problem, 'clients' | 'initial' | 'test'> & {
  /** The parameters at the start. */
  readonly initial: VectorInput;
  /** The clients. */
  readonly clients: readonly AskedClient[];
};

/** The model of all clients in JavaScript. */
export interface ClientRowFunctions<Value> {
  /**
   * Returns the sum of the losses of the rows with these indices of the client with this index, each times its weight,
   * and writes the sum of their gradients by the parameters, with the same weights, into the last argument. Arguments
   * are used again for the next question: do not keep them.
   */
  gradient(
    client: number,
    x: Float64Array,
    indices: Float64Array,
    weights: Float64Array,
    out: Float64Array,
  ): Value;
}

/** Makes an answerer for the rows of several clients. The index of the client comes first in a point. */
function clientAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  let client = 0;
  const answer = componentAnswerer(name, (...given: readonly unknown[]) => f(client, ...given));
  return (point, ...rest) => {
    client = point[0] as number;
    return answer(point.subarray(1), ...rest);
  };
}

/** The questions, in the engine's order. */
export const QUESTIONS: Questions = { gradient: clientAnswerer };

/** Refuses the formula of a model that is not linear, which has a function of its own. */
export function refuseFormula(problem: object, name: string): void {
  const { loss, settings } = (problem ?? {}) as { loss?: unknown; settings?: { loss?: unknown } };
  const isFormula = (value: unknown) => typeof value === 'object' && value !== null;
  if (isFormula(loss)) throw invalidInput('loss', `is a formula: call ${name} for it`);
  if (isFormula(settings?.loss))
    throw invalidInput('settings.loss', `is a formula: call ${name} with it as loss`);
}

/** Whether the gradient is a function. */
export const hasGradient = (problem: object): problem is ClientRowFunctions<unknown> =>
  ((problem ?? {}) as { gradient?: unknown }).gradient !== undefined;
