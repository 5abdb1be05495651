/**
 * Linear models of very many rows, and of rows that arrive over time: one pass or some, any loss, learning rates that are
 * chosen on the way.
 */

import '#wasm/stochastic.js';

export type { ComponentGradient } from '../engine/component-answers.js';
export type * from '../engine/dialogue-types.js';
export * from '../generated/stochastic.js';
export {
  type ClassLoss,
  type FitSolutionOf,
  type Fitted,
  fit,
  fitSync,
  type LossOf,
  type ResponseOf,
} from '../stochastic/fit.js';
export {
  type FitStreamSolution,
  fitStream,
  type RowSource,
  type StreamProgress,
  type StreamRunOptions,
} from '../stochastic/fit-stream.js';
export {
  type LearnedModel,
  type LearnedPredictions,
  Learner,
  learner,
  learnerSync,
  type NumbersOf,
} from '../stochastic/learner.js';
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
export type { ClassLabel, ResponseInput, StreamRows } from '../stochastic/rows.js';
export {
  type PolishOptions,
  StreamRegression,
  streamRegression,
  streamRegressionSync,
} from '../stochastic/stream-regression.js';
export {
  type MinimizeTargetsData,
  type MinimizeTargetsFunctionProblem,
  minimizeTargets,
  minimizeTargetsDialogue,
  minimizeTargetsSync,
  type PredictionFunctions,
  type SyncMinimizeTargetsFunctionProblem,
  type TargetFunctions,
} from '../stochastic/targets.js';
export {
  type CsvOptions,
  csvRows,
  hashOf,
  type SvmlightOptions,
  svmlightRows,
  type TextSource,
} from '../stochastic/text-rows.js';
