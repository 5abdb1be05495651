/**
 * Linear models of very many rows, and of rows that arrive over time: one pass or some, any loss, learning rates that are
 * chosen on the way.
 */

import '../generated/wasm/stochastic.js';

export * from '../generated/stochastic.js';
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
} from '../stochastic/learner.js';
export type { ClassLabel, ResponseInput, StreamRows } from '../stochastic/rows.js';
export {
  type CsvOptions,
  csvRows,
  hashOf,
  type SvmlightOptions,
  svmlightRows,
  type TextSource,
} from '../stochastic/text-rows.js';
