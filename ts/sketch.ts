/** Sketched linear algebra: random projections that make large problems small, and refinement that makes answers exact. */

import type { Matrix, MatrixInput, VectorInput } from './engine/arrays.js';
import type { RunOptions, SyncRunOptions } from './engine/options.js';
import { run, runSync } from './engine/run.js';
import type {
  LeverageScoresProblem,
  LeverageScoresSolution,
  LstsqProblem,
  LstsqSolution,
} from './generated/sketch.js';

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

/**
 * Linear least squares to machine precision, quicker than LAPACK's for tall matrices. A random sketch finds variables in
 * which the problem is well conditioned, the whole matrix corrects it, and a certificate says how exact the answer is; where
 * it fails, a QR decomposition takes over, and the result says so. Weights, a ridge, several right sides; the shortest
 * solution where the rank is deficient or the matrix is wide.
 *
 * @example
 * ```ts
 * const { solution, backwardError } = await lstsq({
 *   matrix: [
 *     [1, 0],
 *     [1, 1],
 *     [1, 2],
 *   ],
 *   rightSide: [1, 2.9, 5.1],
 * });
 * ```
 */
export function lstsq<RightSide extends VectorInput | MatrixInput>(
  problem: LstsqProblem & { readonly rightSide: RightSide },
  options?: RunOptions<never>,
): Promise<LstsqSolutionOf<RightSide>> {
  return run('sketch.lstsq', problem, options);
}

/** {@link lstsq}, blocking the calling thread. */
export function lstsqSync<RightSide extends VectorInput | MatrixInput>(
  problem: LstsqProblem & { readonly rightSide: RightSide },
  options?: SyncRunOptions,
): LstsqSolutionOf<RightSide> {
  return runSync('sketch.lstsq', problem, options);
}

/** The solution in the form of the right side: a vector for a vector, a matrix for a matrix. */
export type LstsqSolutionOf<RightSide> = RightSide extends VectorInput
  ? LstsqSolution & { readonly solution: Float64Array; readonly residual?: Float64Array }
  : RightSide extends MatrixInput
    ? LstsqSolution & { readonly solution: Matrix; readonly residual?: Matrix }
    : LstsqSolution;
