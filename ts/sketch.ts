/** Sketched linear algebra: random projections that make large problems small, and refinement that makes answers exact. */

import type { RunOptions, SyncRunOptions } from './engine/options.js';
import { run, runSync } from './engine/run.js';
import type { LeverageScoresProblem, LeverageScoresSolution } from './generated/sketch.js';

export type * from './generated/sketch.js';

/**
 * Leverage scores: how much each row of a matrix counts in a least-squares problem, from 0 to 1.
 *
 * @example
 * ```ts
 * const { scores } = await leverageScores({ matrix: [[1, 0], [1, 1], [1, 2]] });
 * ```
 */
export function leverageScores(
  problem: LeverageScoresProblem,
  options?: RunOptions<never>,
): Promise<LeverageScoresSolution> {
  return run('sketch.leverageScores', problem, options);
}

/** {@link leverageScores}, blocking the calling thread. */
export function leverageScoresSync(
  problem: LeverageScoresProblem,
  options?: SyncRunOptions,
): LeverageScoresSolution {
  return runSync('sketch.leverageScores', problem, options);
}
