/** Stochastic: the problems of the family, in a sentence. */

export type * from '../engine/dialogue-types.js';
export * from '../generated/stochastic.js';
export {
  type ComponentFunctions,
  type MinimizeData,
  type MinimizeFunctionProblem,
  minimize,
  minimizeDialogue,
  minimizeSync,
  type SyncMinimizeFunctionProblem,
} from '../stochastic/minimize.js';
export { Optimizer, optimizer, optimizerSync } from '../stochastic/optimizer.js';
export {
  type PolishOptions,
  StreamRegression,
  streamRegression,
  streamRegressionSync,
} from '../stochastic/stream-regression.js';
export {
  type MinimizeTargetsFunctionProblem,
  minimizeTargets,
  minimizeTargetsDialogue,
  minimizeTargetsSync,
  type SyncMinimizeTargetsFunctionProblem,
  type TargetFunctions,
} from '../stochastic/targets.js';
