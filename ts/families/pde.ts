/** Partial differential equations on boxes: Poisson, diffusion, minimizers of energies, chemotaxis, reactions. */

export type * from '../engine/dialogue-types.js';
export * from '../generated/pde.js';
export type {
  DensityFunctions,
  EnergyData,
  EnergyDialogueProblem,
  EnergyFunctionProblem,
  SyncEnergyFunctionProblem,
} from '../pde/energies.js';
export { minimizeEnergy, minimizeEnergyDialogue, minimizeEnergySync } from '../pde/energies.js';
export type {
  ProductionFunctions,
  RateFunction,
  ReactionData,
  ReactionDialogueProblem,
  ReactionFunction,
  ReactionFunctionProblem,
  ReactionProblemOf,
  SyncReactionFunctionProblem,
} from '../pde/reactions.js';
export { reactionDiffusion, reactionDiffusionDialogue, reactionDiffusionSync } from '../pde/reactions.js';
