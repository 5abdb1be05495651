/** Bilevel optimization: minimization of an objective over the solutions of another optimization problem. */

export type {
  AnyLevelFunctions,
  ConstraintAnswer,
  InnerAnswer,
  Later,
  LevelFunctions,
  OuterAnswer,
  OuterBatchAnswer,
  ProductAnswer,
  SyncLevelFunctions,
} from '../bilevel/functions.js';
export type {
  HypergradientFunctionProblem,
  HypergradientLevels,
  HypergradientProblem,
  SyncHypergradientFunctionProblem,
} from '../bilevel/hypergradient.js';
export { hypergradient, hypergradientDialogue, hypergradientSync } from '../bilevel/hypergradient.js';
export type {
  CleanSamplesSolutionOf,
  LinearLossOf,
  LinearModelOf,
  TunePenaltiesSolutionOf,
} from '../bilevel/linear.js';
export type {
  MinimizeFunctionProblem,
  MinimizeFunctions,
  MinimizeLevels,
  MinimizeProblem,
  SyncMinimizeFunctionProblem,
} from '../bilevel/minimize.js';
export {
  checkDerivatives,
  checkDerivativesSync,
  minimize,
  minimizeDialogue,
  minimizeSync,
} from '../bilevel/minimize.js';
export type * from '../engine/dialogue-types.js';
export type { LabelsOf } from '../engine/labels.js';
export type { MatrixAnswer } from '../engine/matrix-answers.js';
export * from '../generated/bilevel.js';
