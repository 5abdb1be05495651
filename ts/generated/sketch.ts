// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';

/**
 * A least-squares problem for an iterative method: the `x` that minimises `|A x - b|^2 + ridge |x|^2`.
 */
export interface KrylovProblem {
  /**
   * The matrix `A`: tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right side `b`, as long as the matrix has rows.
   */
  readonly rightSide: VectorInput;
  /**
   * Stop once the estimated condition number of `A` (with `ridge`, preconditioned) exceeds this; at least 1. Where it is
   * large the iterates grow in directions that the data say nothing about, and stopping keeps them small.
   * @defaultValue 1000000000000.0
   */
  readonly conditionLimit?: number;
  /**
   * Whether to record every iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Where to start, as long as the matrix has columns. From zero, which is the default, the iteration goes to the shortest
   * of several minimisers.
   */
  readonly initial?: VectorInput;
  /**
   * The most iterations, each one product with `A` and one with its transpose; at least 1. Default: four times as many as
   * there are columns, and 100 at least.
   */
  readonly maxIterations?: number;
  /**
   * An upper triangular matrix `R`, of which only that triangle is read: the iteration works on `A R^-1`, which should be
   * better conditioned than `A`. The factor `R` of a sketch of `A` is such a one.
   */
  readonly preconditioner?: MatrixInput;
  /**
   * The factor of `|x|^2` in what is minimised; zero or positive.
   * @defaultValue 0.0
   */
  readonly ridge?: number;
  /**
   * The relative size of changes to `A` and `b` for which the returned point would be exact: the iteration stops once the
   * residual is at most this times `|A| |x| + |b|`, or the residual of the normal equations at most this times `|A|`
   * times the residual. Below 1; what is less than rounding is taken for rounding.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * The matrix whose rows are to be weighed.
 */
export interface LeverageScoresProblem {
  /**
   * The matrix, with at least as many rows as columns.
   */
  readonly matrix: AnyMatrixInput;
}

/**
 * How a least-squares problem is solved. All end with the same refinement and the same certificate.
 * - `auto`: `qr` for small or nearly square problems, `iterative` for sparse and very wide tall ones, else `gram`.
 * - `gram`: A sketch of the matrix gives a change of variables that makes its columns nearly orthonormal; their exact Gram matrix
 * corrects the rest. Two readings of the matrix at the speed of matrix products, and one for each refinement.
 * - `iterative`: The sketch's change of variables as the preconditioner of conjugate gradients: one reading of the matrix for each
 * of some thirty iterations, and little arithmetic.
 * - `qr`: Householder's QR decomposition of the whole matrix.
 * - `svd`: Its singular value decomposition.
 */
export type LstsqMethod = 'auto' | 'gram' | 'iterative' | 'qr' | 'svd';

/**
 * A linear least-squares problem: the `x` that minimises the norm of `A x - b`, and where there are several, the shortest of
 * them.
 */
export interface LstsqProblem {
  /**
   * The matrix `A`: tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * The most refinements of the solution, at least 1.
   * @defaultValue 20
   */
  readonly maxIterations?: number;
  /**
   * How the problem is solved.
   */
  readonly method?: LstsqMethod;
  /**
   * Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns scaled
   * to equal norms, so that units of measurement do not decide. Default: 2e-15 for each column.
   */
  readonly rankTolerance?: number;
  /**
   * Whether the result has the residual `b - A x` (before weighting), which takes another pass and the memory of `rightSide`.
   * @defaultValue false
   */
  readonly residual?: boolean;
  /**
   * Adds `ridge * |x|^2` to what is minimised; zero or positive.
   * @defaultValue 0.0
   */
  readonly ridge?: number;
  /**
   * The backward error that is asked for: the answer is exact for a matrix that differs from the given one by no more
   * than this, relative to its Frobenius norm, columns scaled to equal norms. Refinement stops there. Default: all that rounding allows, mostly a few
   * units of 1e-16, and 1e-14 at least.
   */
  readonly tolerance?: number;
  /**
   * A weight for each row, zero or positive: the sum of `weights[i] * (A x - b)[i]^2` is minimised. Default: all 1.
   */
  readonly weights?: VectorInput;
}

/**
 * How far the iteration has come.
 */
export interface KrylovProgress {
  /**
   * The iterations done.
   */
  readonly iterations: number;
  /**
   * The norm of the residual, with `ridge` that of `[b - A x; sqrt(ridge) x]`, as the method estimates it.
   */
  readonly residualNorm: number;
  /**
   * The norm of the residual of the normal equations, as the method estimates it.
   */
  readonly normalResidual: number;
}

/**
 * The point that an iterative method for least squares ended at.
 */
export interface KrylovSolution {
  /**
   * Why the iteration stopped.
   */
  readonly status: KrylovStatus;
  /**
   * The iterations done.
   */
  readonly iterations: number;
  /**
   * The point `x`.
   */
  readonly solution: Float64Array;
  /**
   * The norm of `b - A x`, computed from the returned point.
   */
  readonly residualNorm: number;
  /**
   * The norm of the residual of the normal equations, `A' (b - A x) - ridge x`, computed from the returned point; with a
   * preconditioner `R`, of its inverse transpose times that. It is 0 at a minimiser.
   */
  readonly normalResidual: number;
  /**
   * An estimate of the Frobenius norm of `A` (with `ridge`, preconditioned).
   */
  readonly matrixNorm: number;
  /**
   * An estimate of its condition number, which grows as the iteration sees more of the matrix; LSQR estimates it in the
   * Frobenius norm, LSMR in the spectral one, from below.
   */
  readonly conditionNumber: number;
  /**
   * A record of each iteration; absent unless asked for.
   */
  readonly history?: readonly KrylovProgress[];
}

/**
 * Why an iterative method for least squares stopped.
 * - `converged`: The residual of the returned point is as small as was asked for.
 * - `conditionLimit`: The estimated condition number exceeds its limit.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: Rounding allows no more progress.
 */
export type KrylovStatus = 'converged' | 'conditionLimit' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The scores.
 */
export interface LeverageScoresSolution {
  /**
   * The squared norm of each row of an orthonormal basis of the column space: from 0 to 1, and as much in all as the rank.
   */
  readonly scores: Float64Array;
  /**
   * The numerical rank of the matrix.
   */
  readonly rank: number;
}

/**
 * Why the first choice of a method did not give the solution.
 * - `sketchTooSmall`: The sketch had lost a direction: the Gram matrix was not positive definite.
 * - `notCertified`: The solution's certificate failed.
 */
export type LstsqFallback = 'sketchTooSmall' | 'notCertified';

/**
 * How far the refinement has come.
 */
export interface LstsqProgress {
  /**
   * The refinements that were made.
   */
  readonly iterations: number;
  /**
   * The smallest backward error so far.
   */
  readonly backwardError: number;
}

/**
 * The methods that a solution may come from.
 * - `gram`: A sketch and the Gram matrix.
 * - `iterative`: A sketch and conjugate gradients.
 * - `qr`: The QR decomposition.
 * - `svd`: The singular value decomposition.
 */
export type LstsqRoute = 'gram' | 'iterative' | 'qr' | 'svd';

/**
 * The solution of a least-squares problem, with the proof of its accuracy.
 */
export interface LstsqSolution {
  /**
   * Whether the accuracy that was asked for was reached.
   */
  readonly status: LstsqStatus;
  /**
   * The least-squares solution `x`: a vector, or for several right sides a matrix with one solution a column.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * The norm of the weighted residual of each right side.
   */
  readonly residualNorms: Float64Array;
  /**
   * An estimate of the backward error of the returned solution, the largest of all right sides: how far, relative to its
   * Frobenius norm, the matrix is from one for which the solution is exact; both with columns scaled to equal norms. After
   * Karlson and Waldén, BIT 37, 1997.
   */
  readonly backwardError: number;
  /**
   * The numerical rank.
   */
  readonly rank: number;
  /**
   * An estimate of the condition number of the matrix with columns scaled to equal norms, correct within a small factor;
   * of its part of full rank where the rank is deficient.
   */
  readonly conditionNumber: number;
  /**
   * The method that gave the solution.
   */
  readonly method: LstsqRoute;
  /**
   * The refinements that were made.
   */
  readonly iterations: number;
  /**
   * How often the matrix was read; where it is the caller's functions, how often they were asked.
   */
  readonly passes: number;
  /**
   * Rows of the sketch; 0 where there was none.
   */
  readonly sketchRows: number;
  /**
   * Why another method than the first choice gave the solution; absent where it did not.
   */
  readonly fallback?: LstsqFallback;
  /**
   * The residual `b - A x`, in the form of `rightSide`; absent unless asked for.
   */
  readonly residual?: Float64Array | Matrix;
}

/**
 * Whether the accuracy that was asked for was reached.
 * - `converged`: The backward error is below the tolerance.
 * - `stalled`: Rounding kept the backward error above the tolerance; `backwardError` tells where. This is the best point found.
 * - `iterationLimit`: The refinements were used up.
 * - `timeLimit`: The time was used up.
 */
export type LstsqStatus = 'converged' | 'stalled' | 'iterationLimit' | 'timeLimit';
