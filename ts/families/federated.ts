/**
 * Training over data that stay with their owners: the parts of a round as pure functions over any transport, and a
 * simulator of clients with speeds, delays and losses.
 */

import '#wasm/federated.js';

export type { ComponentGradient } from '../engine/component-answers.js';
export type * from '../engine/dialogue-types.js';
export { pack, unpack } from '../engine/pack.js';
export type { AskedClient, ClientRowFunctions, OfAskedClients } from '../federated/asked-clients.js';
export {
  type ClientStepData,
  type ClientStepFunctionProblem,
  clientStep,
  clientStepDialogue,
  clientStepSync,
  type RowFunctions,
  type SyncClientStepFunctionProblem,
} from '../federated/client-step.js';
export {
  type CompareData,
  type CompareFunctionProblem,
  compare,
  compareDialogue,
  compareSync,
  type SyncCompareFunctionProblem,
} from '../federated/compare.js';
export {
  type SimulateData,
  type SimulateFunctionProblem,
  type SyncSimulateFunctionProblem,
  simulate,
  simulateDialogue,
  simulateSync,
} from '../federated/simulate.js';
export * from '../generated/federated.js';
