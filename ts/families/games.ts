/** Games: equilibria, where no player gains by deviating, and the distance of other strategies from equilibrium. */

export type * from '../engine/dialogue-types.js';
export type { MatrixAnswer } from '../engine/matrix-answers.js';
export type {
  DistributedFunctionProblem,
  DistributedProblem,
  SyncDistributedFunctionProblem,
  WorkerFunction,
} from '../games/distributed.js';
export { distributed, distributedDialogue, distributedSync } from '../games/distributed.js';
export type {
  MapFunctions,
  SyncVariationalInequalityFunctionProblem,
  VariationalInequalityData,
  VariationalInequalityFunctionProblem,
  VariationalInequalityProblem,
} from '../games/variational-inequality.js';
export {
  variationalInequality,
  variationalInequalityDialogue,
  variationalInequalitySync,
} from '../games/variational-inequality.js';
export * from '../generated/games.js';
