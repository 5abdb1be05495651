// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/linear.js';

export { load } from '../engine/load.js';

/**
 * The method for eigenvalues.
 * - `auto`: All eigenvalues by a dense decomposition for dense matrices, and for sparse ones with at most 300 rows; otherwise
 * `shiftInvert`, or `lobpcg` if the factor would have more than 30 million entries.
 * - `shiftInvert`: Lanczos iterations with the inverse of a shifted matrix, for symmetric matrices. The inertia of two factorizations
 * proves that no eigenvalue was missed.
 * - `lobpcg`: The locally optimal block preconditioned conjugate gradient method, for symmetric matrices and the smallest or
 * largest eigenvalues. Needs no factorization; it cannot prove that no eigenvalue was missed.
 */
export type EigenvaluesMethod = 'auto' | 'shiftInvert' | 'lobpcg';

/**
 * The eigenvalue problem `A x = λ B x` with a diagonal `B`.
 */
export interface EigenvaluesProblem {
  /**
   * The square matrix `A`: dense, of any kind, or sparse and symmetric.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The number of eigenvalues, at least 1 and at most the number of rows; of a sparse matrix at most 200. Default: all
   * of a dense matrix, and 6 of a sparse one. If it separates two conjugate eigenvalues, both are returned.
   */
  readonly count?: number;
  /**
   * The diagonal of `B`, with positive entries. Default: ones.
   */
  readonly massDiagonal?: VectorInput;
  /**
   * The maximum number of iterations, at least 1.
   * @defaultValue 10000
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: EigenvaluesMethod;
  /**
   * The number for `nearest`.
   * @defaultValue 0.0
   */
  readonly shift?: number;
  /**
   * The tolerance on `residuals`, relative to the maximum norm of `A` and the 2-norm of the eigenvector; above 0 and
   * below 1.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
  /**
   * Whether to return eigenvectors.
   * @defaultValue true
   */
  readonly vectors?: boolean;
  /**
   * The part of the spectrum. Default: `smallest` for symmetric matrices, and `largest` for others.
   */
  readonly which?: Which;
}

/**
 * A preconditioner.
 * - `auto`: For `cg`, `amg` if the matrix has more than 2000 rows, no positive entries off the diagonal and no negative row
 * sums, else `incompleteCholesky`, or `jacobi` if that fails; for `minres`, `jacobi`; for `gmres` and `bicgstab`,
 * `incompleteLu`.
 * - `none`: No preconditioner.
 * - `jacobi`: Division by the absolute values of the diagonal.
 * - `ssor`: Symmetric successive over-relaxation with `relaxation`, for `cg`, `gmres` and `bicgstab`.
 * - `incompleteCholesky`: Incomplete Cholesky factorization on the pattern of the matrix, for `cg`.
 * - `incompleteLu`: Incomplete LU factorization on the pattern of the matrix, for `gmres` and `bicgstab`.
 * - `amg`: An algebraic multigrid cycle by smoothed aggregation, for `cg`.
 */
export type Preconditioner = 'auto' | 'none' | 'jacobi' | 'ssor' | 'incompleteCholesky' | 'incompleteLu' | 'amg';

/**
 * The matrix of linear systems.
 */
export interface PrepareProblem {
  /**
   * The square matrix `A`, dense or sparse.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The maximum number of iterations for each right side, at least 1. Default: ten times the number of rows, and at
   * most 10 000.
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: SolveMethod;
  /**
   * The preconditioner of an iterative method. If `method` is `auto`, a preconditioner other than `auto` selects an
   * iterative method.
   */
  readonly preconditioner?: Preconditioner;
  /**
   * The relaxation of `ssor`; above 0 and below 2. 1 gives symmetric Gauss–Seidel sweeps.
   * @defaultValue 1.5
   */
  readonly relaxation?: number;
  /**
   * The number of iterations of `gmres` before a restart, at least 1. Memory grows with it: one vector for each.
   * @defaultValue 50
   */
  readonly restart?: number;
  /**
   * A known property of the matrix, which is then not tested. By default symmetry is tested, and definiteness found
   * out by a factorization.
   */
  readonly structure?: Structure;
  /**
   * The tolerance on the relative residual, the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * The method for a linear system.
 * - `auto`: Chooses by the form, symmetry and signs of the matrix and by the cost of a factorization, and goes on to another
 * method if one fails. See the guide for the rules.
 * - `cholesky`: Cholesky factorization, for symmetric positive definite matrices.
 * - `ldl`: LDL' factorization, for symmetric matrices: with Bunch–Kaufman pivoting up to 400 rows or if `matrix` is dense;
 * otherwise sparse with a diagonal D and static pivoting, which suits positive definite and saddle-point matrices.
 * - `lu`: LU factorization with partial pivoting, for any matrix.
 * - `cg`: Conjugate gradients, for symmetric positive definite matrices.
 * - `minres`: MINRES, for symmetric matrices.
 * - `gmres`: GMRES with restarts, for any matrix.
 * - `bicgstab`: BiCGSTAB, for any matrix, with less memory than `gmres`.
 */
export type SolveMethod = 'auto' | 'cholesky' | 'ldl' | 'lu' | 'cg' | 'minres' | 'gmres' | 'bicgstab';

/**
 * A linear system `A x = b`.
 */
export interface SolveProblem {
  /**
   * The square matrix `A`, dense or sparse.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right side `b`, with an entry for each row of the matrix, or several right sides as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * Whether to estimate the condition number; only direct methods do.
   * @defaultValue false
   */
  readonly estimateCondition?: boolean;
  /**
   * Whether to return a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The starting point of iterative methods, in the form of `rightSide`. Default: zeros.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The maximum number of iterations for each right side, at least 1. Default: ten times the number of rows, and at
   * most 10 000.
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: SolveMethod;
  /**
   * The preconditioner of an iterative method. If `method` is `auto`, a preconditioner other than `auto` selects an
   * iterative method.
   */
  readonly preconditioner?: Preconditioner;
  /**
   * The relaxation of `ssor`; above 0 and below 2. 1 gives symmetric Gauss–Seidel sweeps.
   * @defaultValue 1.5
   */
  readonly relaxation?: number;
  /**
   * The number of iterations of `gmres` before a restart, at least 1. Memory grows with it: one vector for each.
   * @defaultValue 50
   */
  readonly restart?: number;
  /**
   * A known property of the matrix, which is then not tested. By default symmetry is tested, and definiteness found
   * out by a factorization.
   */
  readonly structure?: Structure;
  /**
   * The tolerance on the relative residual, the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * A property of a matrix.
 * - `symmetric`: The matrix is symmetric.
 * - `positiveDefinite`: The matrix is symmetric and positive definite.
 * - `general`: The matrix is treated as unsymmetric.
 */
export type Structure = 'symmetric' | 'positiveDefinite' | 'general';

/**
 * A part of the spectrum. The eigenvalues of matrices that are not symmetric are ordered by their modulus.
 * - `smallest`: The smallest eigenvalues.
 * - `largest`: The largest eigenvalues.
 * - `nearest`: The eigenvalues nearest to `shift`.
 */
export type Which = 'smallest' | 'largest' | 'nearest';

/**
 * The progress of `eigenvalues`.
 */
export interface EigenvaluesProgress {
  /**
   * The number of iterations so far.
   */
  readonly iterations: number;
  /**
   * The largest estimate of a residual, relative to the norm of the matrix.
   */
  readonly residual: number;
}

/**
 * The method that computed the eigenvalues.
 * - `dense`: A dense decomposition.
 * - `shiftInvert`: Lanczos iterations with the inverse of a shifted matrix.
 * - `lobpcg`: LOBPCG.
 */
export type EigenvaluesRoute = 'dense' | 'shiftInvert' | 'lobpcg';

/**
 * Eigenvalues and eigenvectors.
 */
export interface EigenvaluesSolution {
  /**
   * The reason for termination. `converged` if all residuals are within the tolerance.
   */
  readonly status: Ending;
  /**
   * The eigenvalues: of a symmetric matrix in ascending order, of another one their real parts, in the order of
   * `which`, conjugate ones side by side.
   */
  readonly values: Float64Array;
  /**
   * The norms of `A x - λ B x` divided by that of `x`, computed from the returned numbers.
   */
  readonly residuals: Float64Array;
  /**
   * The number of iterations: solves with the shifted matrix for `shiftInvert`, 0 for `dense`.
   */
  readonly iterations: number;
  /**
   * The method used.
   */
  readonly method: EigenvaluesRoute;
  /**
   * The number of eigenvalues in the range of those returned, by the signs of the pivots of factorizations: up to the
   * last value for `smallest`, from the first one for `largest`, and as far as the farthest one on both sides of the
   * shift for `nearest`. If it is `count`, none was missed; all of a larger number were found, and those not
   * returned equal the last one but for rounding. Only for `shiftInvert`.
   */
  readonly countBelow?: number;
  /**
   * Bounds of the errors: within each distance of its value there is an eigenvalue. Absent for matrices that are not
   * symmetric.
   */
  readonly errorBounds?: Float64Array;
  /**
   * The imaginary parts of the eigenvalues; absent for symmetric matrices.
   */
  readonly imaginary?: Float64Array;
  /**
   * The imaginary parts of the eigenvectors; absent for symmetric matrices.
   */
  readonly imaginaryVectors?: Matrix;
  /**
   * The eigenvectors as columns. Of a symmetric matrix they are orthonormal in the inner product of `B`, and the entry
   * of largest modulus is positive. Of another matrix they are the real parts, with 2-norm 1 together with the
   * imaginary parts.
   */
  readonly vectors?: Matrix;
}

/**
 * The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its
 * `status`. Methods with further statuses have a type of their own that includes these names.
 * - `converged`: The solution meets the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No further progress, usually because of rounding errors. The point is the best one found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The numbers of eigenvalues by sign.
 */
export interface InertiaCounts {
  /**
   * Positive eigenvalues.
   */
  readonly positive: number;
  /**
   * Negative eigenvalues.
   */
  readonly negative: number;
  /**
   * Eigenvalues that are zero to rounding.
   */
  readonly zero: number;
}

/**
 * Never returned in practice, because a system is held until it is closed.
 */
export interface PrepareSolution {
  /**
   * The number of calls.
   */
  readonly calls: number;
}

/**
 * The solution of a linear system given by functions.
 */
export interface SolveOperatorSolution {
  /**
   * The reason for termination; for several right sides the first one other than `converged`.
   */
  readonly status: SolveStatus;
  /**
   * The solution `x`, in the form of `rightSide`.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * The norm of `b - A x` divided by the norm of `b`, computed from the returned `x`; 0 if `b` is 0. For several
   * right sides the largest.
   */
  readonly relativeResidual: number;
  /**
   * The number of iterations, for several right sides the largest.
   */
  readonly iterations: number;
  /**
   * The method used.
   */
  readonly method: SolveRoute;
  /**
   * A record of each iteration; absent unless requested.
   */
  readonly history?: readonly SolveProgress[];
}

/**
 * The progress of a solve.
 */
export interface SolveProgress {
  /**
   * The index of the current right side, from 0.
   */
  readonly column: number;
  /**
   * The number of iterations for it so far.
   */
  readonly iterations: number;
  /**
   * The relative residual, as updated by recurrence.
   */
  readonly relativeResidual: number;
}

/**
 * The method that solved a linear system.
 * - `cholesky`: Cholesky factorization.
 * - `ldl`: LDL' factorization.
 * - `lu`: LU factorization.
 * - `cg`: Conjugate gradients.
 * - `minres`: MINRES.
 * - `gmres`: GMRES.
 * - `bicgstab`: BiCGSTAB.
 */
export type SolveRoute = 'cholesky' | 'ldl' | 'lu' | 'cg' | 'minres' | 'gmres' | 'bicgstab';

/**
 * The solution of a linear system.
 */
export interface SolveSolution {
  /**
   * The reason for termination; for several right sides the first one other than `converged`.
   */
  readonly status: SolveStatus;
  /**
   * The solution `x`, in the form of `rightSide`.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * The norm of `b - A x` divided by the norm of `b`, computed from the returned `x`; 0 if `b` is 0. For several
   * right sides the largest.
   */
  readonly relativeResidual: number;
  /**
   * The normwise relative backward error, `|b - A x| / (|A| |x| + |b|)` in the maximum norm, computed from the
   * returned `x`: `x` solves a system with `A` and `b` changed by at most this fraction. For several right sides the
   * largest.
   */
  readonly backwardError: number;
  /**
   * The number of iterations, for several right sides the largest; 0 for direct methods. An iteration of `bicgstab`
   * takes two products with the matrix, of other methods one.
   */
  readonly iterations: number;
  /**
   * The method used.
   */
  readonly method: SolveRoute;
  /**
   * The preconditioner used; `none` for direct methods.
   */
  readonly preconditioner: UsedPreconditioner;
  /**
   * An estimate of the condition number in the 1-norm, from below and rarely by more than a factor of 3. Absent
   * unless requested, and for iterative methods.
   */
  readonly condition?: number;
  /**
   * The number of entries in the factors. Only for direct methods.
   */
  readonly factorEntries?: number;
  /**
   * A record of each iteration; absent unless requested.
   */
  readonly history?: readonly SolveProgress[];
  /**
   * The numbers of positive, negative and zero eigenvalues. Only for `ldl`; absent unless it converged or found zero
   * eigenvalues.
   */
  readonly inertia?: InertiaCounts;
}

/**
 * Reasons for termination of `solve`.
 * - `converged`: The relative residual is at most `tolerance`, as of the solution 0 for the right side 0; for direct methods also if `backwardError` is at most 4 times the
 * rounding unit times the square root of the number of rows, because rounding then prevents a smaller residual.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: Rounding or static pivoting prevents further progress. `backwardError` shows the accuracy reached.
 * - `singular`: The matrix is singular to working precision: a pivot of the equilibrated matrix is at rounding level, or the
 * solution is as large as only such matrices have. The solution is 0.
 * - `breakdown`: The method does not apply: a pivot of Cholesky or a curvature of `cg` is not positive, or the recurrence of an
 * iterative method cannot continue. The solution is 0 or the last iterate.
 */
export type SolveStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'singular' | 'breakdown';

/**
 * The preconditioner of an iterative method.
 * - `none`: None.
 * - `jacobi`: Division by the diagonal.
 * - `ssor`: Symmetric successive over-relaxation.
 * - `incompleteCholesky`: Incomplete Cholesky factorization.
 * - `incompleteLu`: Incomplete LU factorization.
 * - `amg`: Algebraic multigrid.
 */
export type UsedPreconditioner = 'none' | 'jacobi' | 'ssor' | 'incompleteCholesky' | 'incompleteLu' | 'amg';

/**
 * Computes eigenvalues and eigenvectors: all of a dense matrix, symmetric or not, or a few of a large sparse symmetric
 * one, also of `A x = λ B x` with a diagonal `B`. Residuals are computed from the returned vectors, and for sparse
 * matrices the signs of the pivots of factorizations count the eigenvalues, which proves that none was missed.
 *
 * @example
 * ```ts
 * const { values, vectors } = await eigenvalues({
 *   matrix: [
 *     [2, -1, 0],
 *     [-1, 2, -1],
 *     [0, -1, 2],
 *   ],
 *   count: 2,
 * });
 * ```
 */
export function eigenvalues(
  problem: EigenvaluesProblem,
  options?: RunOptions<EigenvaluesProgress>,
): Promise<EigenvaluesSolution> {
  return run('linear.eigenvalues', problem, options);
}

/** {@link eigenvalues}, blocking the calling thread. */
export function eigenvaluesSync(problem: EigenvaluesProblem, options?: SyncRunOptions): EigenvaluesSolution {
  return runSync('linear.eigenvalues', problem, options);
}
