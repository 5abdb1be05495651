/** Optimal transport: the cheapest way to move one distribution of mass onto another. */

import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type {
  BarycenterProblem,
  BarycenterProgress,
  BarycenterSolution,
  BatchProblem,
  BatchProgress,
  BatchSolution,
  ExactProblem,
  ExactProgress,
  ExactSolution,
  SinkhornDivergenceProblem,
  SinkhornDivergenceProgress,
  SinkhornDivergenceSolution,
  SinkhornNewtonProblem,
  SinkhornNewtonProgress,
  SinkhornNewtonSolution,
} from '../generated/transport.js';

export * from '../generated/transport.js';
