/** Sketched linear algebra: random projections that make large problems small, and refinement that makes answers exact. */

import type { Matrix, MatrixInput, VectorInput } from './engine/arrays.js';
import { type SyncLinearOperator, solve, solveSync, type WithOperator } from './engine/operators.js';
import type { RunOptions, SyncRunOptions } from './engine/options.js';
import { run, runSync } from './engine/run.js';
import type {
  KrylovProblem,
  KrylovProgress,
  KrylovSolution,
  LeverageScoresProblem,
  LeverageScoresSolution,
  LstsqProblem,
  LstsqProgress,
  LstsqSolution,
} from './generated/sketch.js';

export type { LinearOperator, SyncLinearOperator, WithOperator } from './engine/operators.js';
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
  problem: (LstsqProblem | WithOperator<LstsqProblem>) & { readonly rightSide: RightSide },
  options?: RunOptions<LstsqProgress>,
): Promise<LstsqSolutionOf<RightSide>> {
  return solve('sketch.lstsq', problem, options);
}

/** {@link lstsq}, blocking the calling thread; an operator's functions must answer at once. */
export function lstsqSync<RightSide extends VectorInput | MatrixInput>(
  problem: (LstsqProblem | WithOperator<LstsqProblem, SyncLinearOperator>) & {
    readonly rightSide: RightSide;
  },
  options?: SyncRunOptions,
): LstsqSolutionOf<RightSide> {
  return solveSync('sketch.lstsq', problem, options);
}

/** The solution in the form of the right side: a vector for a vector, a matrix for a matrix. */
export type LstsqSolutionOf<RightSide> = RightSide extends VectorInput
  ? LstsqSolution & { readonly solution: Float64Array; readonly residual?: Float64Array }
  : RightSide extends MatrixInput
    ? LstsqSolution & { readonly solution: Matrix; readonly residual?: Matrix }
    : LstsqSolution;

/**
 * Least squares by LSQR, for large sparse matrices and for matrices that are known only by their products: the problem's
 * `matrix` may be data, or the caller's own functions. Each iteration takes one product with the matrix and one with its
 * transpose, and the residual falls in each.
 *
 * After Paige, Saunders: LSQR, An Algorithm for Sparse Linear Equations and Sparse Least Squares, ACM Transactions on
 * Mathematical Software 8, 1982.
 *
 * @example
 * ```ts
 * const differences = {
 *   rows: 3,
 *   columns: 4,
 *   apply: (x: Float64Array) => [x[1] - x[0], x[2] - x[1], x[3] - x[2]],
 *   applyTranspose: (y: Float64Array) => [-y[0], y[0] - y[1], y[1] - y[2], y[2]],
 * };
 * const { solution } = await lsqr({ matrix: differences, rightSide: [1, 2, 3] });
 * ```
 */
export function lsqr(
  problem: KrylovProblem | WithOperator<KrylovProblem>,
  options?: RunOptions<KrylovProgress>,
): Promise<KrylovSolution> {
  return solve('sketch.lsqr', problem, options);
}

/** {@link lsqr}, blocking the calling thread; an operator's functions must answer at once. */
export function lsqrSync(
  problem: KrylovProblem | WithOperator<KrylovProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): KrylovSolution {
  return solveSync('sketch.lsqr', problem, options);
}

/**
 * Least squares by LSMR: as {@link lsqr}, but it is the residual of the normal equations that falls in each iteration. So it
 * is the safer of the two to be stopped early, at a little more memory.
 *
 * After Fong, Saunders: LSMR, An Iterative Algorithm for Sparse Least-Squares Problems, SIAM Journal on Scientific Computing
 * 33, 2011.
 *
 * @example
 * ```ts
 * const { solution, normalResidual } = await lsmr({
 *   matrix: [[1, 0], [1, 1], [1, 2]],
 *   rightSide: [1, 3, 2],
 * });
 * ```
 */
export function lsmr(
  problem: KrylovProblem | WithOperator<KrylovProblem>,
  options?: RunOptions<KrylovProgress>,
): Promise<KrylovSolution> {
  return solve('sketch.lsmr', problem, options);
}

/** {@link lsmr}, blocking the calling thread; an operator's functions must answer at once. */
export function lsmrSync(
  problem: KrylovProblem | WithOperator<KrylovProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): KrylovSolution {
  return solveSync('sketch.lsmr', problem, options);
}
