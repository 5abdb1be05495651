// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/linear.js';

export { load } from '../engine/load.js';

/**
 * An iterative method to choose from.
 */
export interface Candidate {
  /**
   * The method: `cg`, `minres`, `gmres` or `bicgstab`.
   */
  readonly method: SolveMethod;
  /**
   * The preconditioner. An iteration costs 1 without one, and up to 3 with one that has as many entries as the
   * matrix; of `bicgstab` twice that.
   */
  readonly preconditioner?: Preconditioner;
  /**
   * The relaxation of `ssor`; above 0 and below 2.
   * @defaultValue 1.5
   */
  readonly relaxation?: number;
}

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
   * The diagonal of `B`, with entries from 1e-50 to 1e50. Default: ones.
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
 * The rule by which parameters are chosen.
 * - `auto`: `inverseGap`.
 * - `inverseGap`: Inverse gap weighting of costs fitted by ridge regression, with Chebyshev polynomials of the context.
 * - `tsallis`: Tsallis-INF, which does not assume that costs stay the same. With contexts, one learner for each of six equal
 * intervals.
 * - `fixed`: The first parameter of the grid.
 */
export type Learner = 'auto' | 'inverseGap' | 'tsallis' | 'fixed';

/**
 * A grid of parameters, and the state after the last problem.
 */
export interface NextParameterProblem {
  /**
   * The parameters, at least 1 and at most 1000.
   */
  readonly grid: VectorInput;
  /**
   * A number that describes the next problem. Either all problems have one, or none.
   */
  readonly context?: number;
  /**
   * The smallest and the largest context: needed if problems have contexts.
   */
  readonly contextRange?: VectorInput;
  /**
   * The number of Chebyshev polynomials of the context in the fitted costs, at least 1 and at most 20. Default: 6 with
   * contexts, else 1.
   */
  readonly features?: number;
  /**
   * The rule by which parameters are chosen.
   * @defaultValue 'auto'
   */
  readonly learner?: Learner;
  /**
   * The state after the last problem. Default: none was solved yet.
   */
  readonly state?: TuningState;
}

/**
 * A choice whose cost is not recorded yet.
 */
export interface Pending {
  /**
   * The index of the parameter.
   */
  readonly index: number;
  /**
   * The probability with which it was chosen.
   */
  readonly probability: number;
  /**
   * The context.
   */
  readonly context: number;
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
 * - `amg`: An algebraic multigrid cycle, for `cg`: classical for sparse matrices whose entries jump and have no positive ones
 * off the diagonal, otherwise by smoothed aggregation.
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
 * A state with a chosen parameter, and its cost.
 */
export interface RecordCostProblem {
  /**
   * The state from `nextParameter`.
   */
  readonly state: TuningState;
  /**
   * The cost, a number of at least 1, such as a count of iterations.
   */
  readonly cost: number;
}

/**
 * The method for a sequence.
 * - `auto`: `direct` if the matrix is not symmetric or its factorization takes at most 1000 operations per entry, else
 * `ssorCg`.
 * - `direct`: Factorizations: of narrow bands without reordering, of others with one symbolic analysis for matrices with
 * entries in the same places.
 * - `sor`: Successive over-relaxation with a learned relaxation.
 * - `ssorCg`: Conjugate gradients with symmetric over-relaxation and a learned relaxation, for symmetric positive definite
 * matrices.
 * - `candidates`: A learned choice among `candidates`.
 */
export type SequenceMethod = 'auto' | 'direct' | 'sor' | 'ssorCg' | 'candidates';

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
 * A sequence of linear systems: of given `matrices`, or of the matrices `scales[k] * matrix + shifts[k] * I`.
 */
export interface SolveSequenceProblem {
  /**
   * The right sides as the columns of a matrix, one for each system, or one vector for all.
   */
  readonly rightSides: VectorInput | MatrixInput;
  /**
   * The methods to choose from, for `candidates`.
   */
  readonly candidates?: readonly Candidate[];
  /**
   * The smallest and the largest context. Default: the extremes of `contexts`.
   */
  readonly contextRange?: VectorInput;
  /**
   * A number that describes each system. Default: `shifts`, if given.
   */
  readonly contexts?: VectorInput;
  /**
   * The number of Chebyshev polynomials of the context in the fitted costs, at least 1 and at most 20. Default: 6 with
   * contexts, else 1.
   */
  readonly features?: number;
  /**
   * The relaxations to choose from, above 0 and below 2, at most 1000. Default: 20 from 1 to 1.95.
   */
  readonly grid?: VectorInput;
  /**
   * The rule by which relaxations are chosen.
   * @defaultValue 'auto'
   */
  readonly learner?: Learner;
  /**
   * The matrices, square and of one size.
   */
  readonly matrices?: readonly AnyMatrixInput[];
  /**
   * The matrix that all systems share.
   */
  readonly matrix?: AnyMatrixInput;
  /**
   * The maximum number of iterations for each system, at least 1.
   * @defaultValue 10000
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: SequenceMethod;
  /**
   * The factors of `matrix`. Default: ones.
   */
  readonly scales?: VectorInput;
  /**
   * The multiples of the identity added to `matrix`.
   */
  readonly shifts?: VectorInput;
  /**
   * The tolerance on the relative residuals; above 0 and below 1. Factorizations also converge if rounding explains the
   * residual, as in `solve`.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * The state of the learner after an earlier sequence. Default: none.
   */
  readonly tuning?: TuningState;
  /**
   * Whether each system starts from the solution of the last one; otherwise from 0.
   * @defaultValue false
   */
  readonly warmStart?: boolean;
}

/**
 * A property of a matrix.
 * - `symmetric`: The matrix is symmetric.
 * - `positiveDefinite`: The matrix is symmetric and positive definite.
 * - `general`: The matrix is treated as unsymmetric.
 */
export type Structure = 'symmetric' | 'positiveDefinite' | 'general';

/**
 * The state of a learner: plain data, to be passed on unchanged.
 */
export interface TuningState {
  /**
   * The parameters.
   */
  readonly grid: VectorInput;
  /**
   * The learner.
   */
  readonly learner: Learner;
  /**
   * The number of features of a context.
   */
  readonly features: number;
  /**
   * The range of contexts.
   */
  readonly contextRange: VectorInput;
  /**
   * The number of recorded costs.
   */
  readonly rounds: number;
  /**
   * Their sum.
   */
  readonly totalCost: number;
  /**
   * The smallest cost; 0 before the first one.
   */
  readonly smallestCost: number;
  /**
   * The largest cost; 0 before the first one.
   */
  readonly largestCost: number;
  /**
   * The sum of squared errors of fitted costs, relative to the largest one.
   */
  readonly squaredErrors: number;
  /**
   * The sum of the features of all rounds.
   */
  readonly featureSums: VectorInput;
  /**
   * The Gram matrix of the features of each parameter, by rows, one after the other.
   */
  readonly grams: VectorInput;
  /**
   * The sums of features times costs for each parameter.
   */
  readonly products: VectorInput;
  /**
   * The number of rounds of each interval of contexts, for `tsallis`.
   */
  readonly binRounds: VectorInput;
  /**
   * The sum of costs of each interval.
   */
  readonly binCosts: VectorInput;
  /**
   * The estimated sums of costs of each parameter, one interval after the other.
   */
  readonly binEstimates: VectorInput;
  /**
   * The choice whose cost is not recorded yet.
   */
  readonly pending?: Pending;
}

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
 * The state of a learner: plain data, to be passed on unchanged.
 */
export interface LearnedState {
  /**
   * The parameters.
   */
  readonly grid: Float64Array;
  /**
   * The learner.
   */
  readonly learner: Learner;
  /**
   * The number of features of a context.
   */
  readonly features: number;
  /**
   * The range of contexts.
   */
  readonly contextRange: Float64Array;
  /**
   * The number of recorded costs.
   */
  readonly rounds: number;
  /**
   * Their sum.
   */
  readonly totalCost: number;
  /**
   * The smallest cost; 0 before the first one.
   */
  readonly smallestCost: number;
  /**
   * The largest cost; 0 before the first one.
   */
  readonly largestCost: number;
  /**
   * The sum of squared errors of fitted costs, relative to the largest one.
   */
  readonly squaredErrors: number;
  /**
   * The sum of the features of all rounds.
   */
  readonly featureSums: Float64Array;
  /**
   * The Gram matrix of the features of each parameter, by rows, one after the other.
   */
  readonly grams: Float64Array;
  /**
   * The sums of features times costs for each parameter.
   */
  readonly products: Float64Array;
  /**
   * The number of rounds of each interval of contexts, for `tsallis`.
   */
  readonly binRounds: Float64Array;
  /**
   * The sum of costs of each interval.
   */
  readonly binCosts: Float64Array;
  /**
   * The estimated sums of costs of each parameter, one interval after the other.
   */
  readonly binEstimates: Float64Array;
  /**
   * The choice whose cost is not recorded yet.
   */
  readonly pending?: Pending;
}

/**
 * A parameter.
 */
export interface NextParameterSolution {
  /**
   * The index of the parameter in the grid.
   */
  readonly index: number;
  /**
   * The parameter.
   */
  readonly value: number;
  /**
   * The state for `recordCost`.
   */
  readonly state: LearnedState;
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
 * The state after a recorded cost.
 */
export interface RecordCostSolution {
  /**
   * The state for the next call of `nextParameter`.
   */
  readonly state: LearnedState;
}

/**
 * The progress of a sequence.
 */
export interface SequenceProgress {
  /**
   * The number of systems so far.
   */
  readonly systems: number;
  /**
   * The sum of their iterations.
   */
  readonly totalIterations: number;
}

/**
 * The method that solved a sequence.
 * - `direct`: Factorizations.
 * - `sor`: Successive over-relaxation.
 * - `ssorCg`: Conjugate gradients with symmetric over-relaxation.
 * - `candidates`: A choice among candidates.
 */
export type SequenceRoute = 'direct' | 'sor' | 'ssorCg' | 'candidates';

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
 * The solutions of a sequence.
 */
export interface SolveSequenceSolution {
  /**
   * `converged` if all systems are solved, else the first other of `statuses`.
   */
  readonly status: SolveStatus;
  /**
   * The status of each system. Systems that were not reached have `timeLimit`, the solution 0 and the residual 1.
   */
  readonly statuses: readonly SolveStatus[];
  /**
   * The solutions as the columns of a matrix.
   */
  readonly solutions: Matrix;
  /**
   * The norm of `b - A x` divided by the norm of `b`, for each system, computed from the returned solution.
   */
  readonly relativeResiduals: Float64Array;
  /**
   * The number of iterations for each system: sweeps of `sor`; 0 for `direct`.
   */
  readonly iterations: Int32Array;
  /**
   * The sum of `iterations`.
   */
  readonly totalIterations: number;
  /**
   * The method used.
   */
  readonly method: SequenceRoute;
  /**
   * The relaxation of each system, or the index of its candidate. Absent for `direct`.
   */
  readonly parameters?: Float64Array;
  /**
   * The total cost minus the cost of the best single parameter, as fitted by the learner. Absent for `direct` and
   * `fixed`.
   */
  readonly regretEstimate?: number;
  /**
   * The state of the learner, to go on with another sequence. Absent for `direct`.
   */
  readonly tuning?: LearnedState;
}

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
 * - `converged`: The relative residual is at most `tolerance`, or the right side and the solution are 0. Direct methods also
 * converge with a `backwardError` of at most 4 times the rounding unit times the square root of the number of
 * rows, because rounding then prevents a smaller residual.
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
 * Chooses a parameter of a solver on a grid, for the next of many related problems. Record its cost by
 * {@link recordCost} and pass the returned state to the next call. Costs are counts of at least 1, such as iterations;
 * the seed of the draws is the run option `seed`.
 *
 * @example
 * ```ts
 * const choice = await nextParameter({ grid: [1, 1.2, 1.4, 1.6, 1.8] });
 * const iterations = 10 * choice.value; // of your solver
 * const { state } = await recordCost({ state: choice.state, cost: iterations });
 * const next = await nextParameter({ grid: [1, 1.2, 1.4, 1.6, 1.8], state });
 * ```
 */
export function nextParameter(
  problem: NextParameterProblem,
  options?: RunOptions,
): Promise<NextParameterSolution> {
  return run('linear.nextParameter', problem, options);
}

/** {@link nextParameter}, blocking the calling thread. */
export function nextParameterSync(problem: NextParameterProblem, options?: SyncRunOptions): NextParameterSolution {
  return runSync('linear.nextParameter', problem, options);
}

/**
 * Records the cost of the parameter chosen last by {@link nextParameter}.
 */
export function recordCost(
  problem: RecordCostProblem,
  options?: RunOptions,
): Promise<RecordCostSolution> {
  return run('linear.recordCost', problem, options);
}

/** {@link recordCost}, blocking the calling thread. */
export function recordCostSync(problem: RecordCostProblem, options?: SyncRunOptions): RecordCostSolution {
  return runSync('linear.recordCost', problem, options);
}

/**
 * Solves many related linear systems in one call. Systems with a cheap factorization are solved directly, with one
 * symbolic analysis for matrices with entries in the same places; for others a learner chooses the relaxation of each
 * system from the counted iterations of the earlier ones. Costs are counted rather than timed, so that results are the
 * same on every machine.
 *
 * @example
 * ```ts
 * const { solutions, iterations } = await solveSequence({
 *   matrix: [
 *     [2, -1],
 *     [-1, 2],
 *   ],
 *   shifts: [0, 0.5, 1],
 *   rightSides: [1, 1],
 *   method: 'ssorCg',
 * });
 * ```
 */
export function solveSequence(
  problem: SolveSequenceProblem,
  options?: RunOptions<SequenceProgress>,
): Promise<SolveSequenceSolution> {
  return run('linear.solveSequence', problem, options);
}

/** {@link solveSequence}, blocking the calling thread. */
export function solveSequenceSync(problem: SolveSequenceProblem, options?: SyncRunOptions): SolveSequenceSolution {
  return runSync('linear.solveSequence', problem, options);
}

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
