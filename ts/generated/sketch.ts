// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';

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
   * The matrix `A`: dense in double or single precision, or sparse. Tall, square or wide.
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
   * than this, relative to its Frobenius norm. Refinement stops there. Default: all that rounding allows, mostly a few
   * units of 1e-16, and 1e-14 at least.
   */
  readonly tolerance?: number;
  /**
   * A weight for each row, zero or positive: the sum of `weights[i] * (A x - b)[i]^2` is minimised. Default: all 1.
   */
  readonly weights?: VectorInput;
}

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
   * Frobenius norm, the matrix is from one for which the solution is exact. After Karlson and Waldén, BIT 37, 1997.
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
   * How often the matrix was read.
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
