// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/sketch.js';

export { load } from '../engine/load.js';

/**
 * A matrix, and the sketch to multiply it by.
 *
 * The sketch S is a random matrix with `E[S' S] = I`, a function of `kind`, its numbers of rows and columns,
 * `nonzeros`, and the run's seed. Equal arguments give equal S, so a product with S and one with its transpose belong
 * together.
 */
export interface ApplySketchProblem {
  /**
   * The matrix `A`: dense in double or single precision, or sparse.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The kind of random matrix.
   */
  readonly kind: SketchKind;
  /**
   * The number of rows of S; for `srht` at most its number of columns rounded up to a power of two.
   */
  readonly rows: number;
  /**
   * The number of columns of S. Required with `transpose`; otherwise the number of rows of `matrix`.
   */
  readonly columns?: number;
  /**
   * Nonzero entries per column of S, only for `sparseSign`: from 1 to `rows`. Default: 8, or `rows` if that is less.
   */
  readonly nonzeros?: number;
  /**
   * Whether to multiply by the transpose of S: `matrix` then has as many rows as S.
   * @defaultValue false
   */
  readonly transpose?: boolean;
}

/**
 * Functions of one variable on [-1, 1], the factors of features of points.
 * - `legendre`: Legendre polynomials times `sqrt(2 k + 1)`: orthonormal for the uniform distribution on [-1, 1].
 * - `chebyshev`: Chebyshev polynomials, times `sqrt 2` except for the first: orthonormal for the density
 * `1 / (pi sqrt(1 - x^2))`.
 * - `fourier`: 1, `sqrt 2 cos(pi x)`, `sqrt 2 sin(pi x)`, `sqrt 2 cos(2 pi x)` and so on, of period 2: orthonormal for the
 * uniform distribution. The two functions of frequency k count as degree k.
 */
export type BasisKind = 'legendre' | 'chebyshev' | 'fourier';

/**
 * Points, and functions to evaluate there.
 */
export interface BasisMatrixProblem {
  /**
   * The points, one per row, with coordinates from -1 to 1.
   */
  readonly points: MatrixInput;
  /**
   * The functions of each coordinate; features are their products.
   */
  readonly basis: BasisKind;
  /**
   * The maximum degree.
   */
  readonly degree: number;
  /**
   * Whether `degree` bounds the sum of a product's degrees or each of them.
   * @defaultValue 'total'
   */
  readonly degreeKind?: DegreeKind;
}

/**
 * The set of products of functions of one variable, for points with several coordinates.
 * - `total`: Products with a sum of degrees of at most `degree`.
 * - `tensor`: Products with no degree above `degree`: many more.
 */
export type DegreeKind = 'total' | 'tensor';

/**
 * A linear least-squares problem: the `x` that minimizes the norm of `A x - b`, with minimum norm if there are
 * several.
 */
export interface IterativeHessianSketchProblem {
  /**
   * The matrix `A`: dense in double or single precision, or sparse.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * Whether each step uses a new sketch, which needs another pass and a factorization; otherwise one serves for all,
   * with momentum.
   * @defaultValue true
   */
  readonly fresh?: boolean;
  /**
   * Whether to return the error at each point.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The initial point, in the form of `solution`. Default: zeros.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The kind of sketch.
   */
  readonly kind?: SketchKind;
  /**
   * The maximum number of steps, at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The number of rows of each sketch, more than the columns of the matrix: each step divides the error by about the
   * square root of rows over columns. If it is at least the number of rows of the matrix, the matrix replaces the
   * sketch. Default: 6 per column if `fresh`, otherwise 12, and at least 64.
   */
  readonly sketchRows?: number;
  /**
   * The requested error: `|A (x - x*)|` relative to the norm of `b`, for the exact solution `x*`. If `b` is zero,
   * relative to `|A x|` for `initial`.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * A least-squares problem for an iterative method: the `x` that minimizes `|A x - b|^2 + ridge |x|^2`.
 */
export interface KrylovProblem {
  /**
   * The matrix `A`: tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right-hand side `b`, with one entry per row of the matrix.
   */
  readonly rightSide: VectorInput;
  /**
   * Stops once the estimated condition number of `A` (with `ridge`, preconditioned) exceeds this; at least 1. If it
   * is large the iterates grow in directions that the data do not determine, and stopping keeps them small.
   * @defaultValue 1000000000000.0
   */
  readonly conditionLimit?: number;
  /**
   * Whether to return a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The initial point, with one entry per column of the matrix. From zero, the default, the iteration converges to
   * the minimizer of minimum norm.
   */
  readonly initial?: VectorInput;
  /**
   * The maximum number of iterations, each one product with `A` and one with its transpose; at least 1. Default:
   * four times the number of columns, and at least 100.
   */
  readonly maxIterations?: number;
  /**
   * An upper triangular matrix `R`; entries below the diagonal are ignored. The iteration works on `A R^-1`, which
   * should be better conditioned than `A`. A suitable choice is the factor `R` of a sketch of `A`.
   */
  readonly preconditioner?: MatrixInput;
  /**
   * The coefficient of `|x|^2` in the objective; zero or positive.
   * @defaultValue 0.0
   */
  readonly ridge?: number;
  /**
   * The relative size of changes to `A` and `b` for which the returned point would be exact: the iteration stops
   * once the residual is at most this times `|A| |x| + |b|`, or the residual of the normal equations at most this
   * times `|A|` times the residual. Below 1; values below rounding error count as rounding error.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * A matrix for leverage scores.
 */
export interface LeverageScoresProblem {
  /**
   * The matrix: dense in double or single precision, or sparse. Tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * Whether the scores are exact up to rounding; otherwise a sketch approximates each within a factor of 1/2 to 3/2,
   * except with a probability of a thousandth, in less time for a very tall matrix.
   * @defaultValue true
   */
  readonly exact?: boolean;
  /**
   * Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns
   * scaled to equal norms, so that units of measurement do not matter. Default: 1e-15 per column.
   */
  readonly rankTolerance?: number;
}

/**
 * Solution methods for least-squares problems. All end with the same refinement and the same certificate.
 * - `auto`: `qr` for small problems; the Gram matrix alone for condition numbers below about 1e6; otherwise `qr` with fewer
 * than 32 rows per column, and `gram` with more. `iterative` for sparse matrices with at least 16 rows per column.
 * - `gram`: A sample of the rows, or a sketch if the sample is not representative, gives a change of variables that makes
 * the columns nearly orthonormal; their exact Gram matrix corrects the rest. Takes one pass over the matrix at the
 * speed of matrix products, and one per refinement.
 * - `iterative`: The sketch's change of variables preconditions conjugate gradients: one pass over the matrix for each of some
 * thirty iterations, with few operations.
 * - `qr`: Householder QR factorization of the full matrix.
 * - `svd`: Its singular value decomposition.
 */
export type LstsqMethod = 'auto' | 'gram' | 'iterative' | 'qr' | 'svd';

/**
 * A linear least-squares problem: the `x` that minimizes the norm of `A x - b`, with minimum norm if there are
 * several.
 */
export interface LstsqProblem {
  /**
   * The matrix `A`: tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * The maximum number of refinements of the solution, at least 1.
   * @defaultValue 20
   */
  readonly maxIterations?: number;
  /**
   * The solution method.
   * @defaultValue 'auto'
   */
  readonly method?: LstsqMethod;
  /**
   * Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns
   * scaled to equal norms, so that units of measurement do not matter. Default: dependence up to rounding counts as
   * zero, that is, if the component of a column independent of the others is below 1e-15 of the matrix's Frobenius
   * norm.
   */
  readonly rankTolerance?: number;
  /**
   * Whether to return the residual `b - A x` (before weighting). It takes another pass and the memory of
   * `rightSide`.
   * @defaultValue false
   */
  readonly residual?: boolean;
  /**
   * Adds `ridge * |x|^2` to the objective; zero or positive.
   * @defaultValue 0.0
   */
  readonly ridge?: number;
  /**
   * The requested backward error: the solution is exact for a matrix that differs from the given one by at most
   * this, relative to its Frobenius norm, with columns scaled to equal norms. Refinement stops there. Default: the
   * limit of rounding, mostly a few units of 1e-16; `converged` then requires at most 1e-14.
   */
  readonly tolerance?: number;
  /**
   * A weight for each row, zero or positive: the sum of `weights[i] * (A x - b)[i]^2` is minimized. Default: all 1.
   */
  readonly weights?: VectorInput;
}

/**
 * The combinations of equations satisfied by an iteration.
 * - `sweeps`: All blocks of a random partition of the equations, forward and backward, accelerated by conjugate gradients: by
 * far the fewest passes over the matrix. Each block's factorization is stored.
 * - `blockRow`: One block of a random partition of the equations. Blocks are taken in random order, all of them before one is
 * repeated.
 * - `row`: One equation, sampled with a probability proportional to its row's squared norm: Kaczmarz's method.
 * - `gaussian`: `blockSize` combinations by a new Gaussian sketch of all equations. This and the following methods read the
 * whole matrix in each iteration.
 * - `srht`: By a new subsampled randomized Hadamard transform.
 * - `countSketch`: By a new count sketch.
 * - `sparseSign`: By a new sparse sign sketch.
 */
export type ProjectionMethod = 'sweeps' | 'blockRow' | 'row' | 'gaussian' | 'srht' | 'countSketch' | 'sparseSign';

/**
 * A matrix, and the accuracy of a basis of its range: give at least one of `tolerance` and `rank`.
 */
export interface RandomizedRangeFinderProblem {
  /**
   * The matrix `A`: tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * Number of multiplications of the random vectors by `A' A`: each reduces the required vectors if singular values
   * decay slowly.
   * @defaultValue 1
   */
  readonly powerIterations?: number;
  /**
   * The number of vectors in the basis, or with `tolerance` their maximum; from 1 to the smaller dimension of the
   * matrix, the default.
   */
  readonly rank?: number;
  /**
   * The allowed spectral norm of the error of the basis `Q`, `A - Q Q' A`, in the units of `A`; positive. Default:
   * no requirement beyond `rank`.
   */
  readonly tolerance?: number;
}

/**
 * A matrix, and the number and accuracy of its singular values.
 */
export interface RandomizedSvdProblem {
  /**
   * The matrix `A`: tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The number of singular values: from 1 to the smaller dimension of the matrix.
   */
  readonly rank: number;
  /**
   * Number of random vectors beyond `rank`; a few make a good result nearly certain.
   * @defaultValue 10
   */
  readonly oversample?: number;
  /**
   * Number of multiplications of the random vectors by `A' A`: each squares the ratios of the wanted singular values
   * to the rest. More are needed if singular values decay slowly.
   * @defaultValue 2
   */
  readonly powerIterations?: number;
}

/**
 * Distributions of samples. There are `n` rows of `d` features; `k` rows are drawn, `score` is a row's leverage score,
 * and `A_S` are the rows of the matrix in the set or sequence `S`, with repetitions.
 * - `uniform`: All sets of k rows are equally likely; weights n / k. For comparison.
 * - `leverage`: k independent draws, each row with probability score / d; weights d / (k score).
 * - `volume`: Sets of k rows, with probability proportional to det(A_S' A_S); weights n / k. The fit is unbiased.
 * - `dpp`: Sets of d rows, with probability det(A_S)^2 / det(A' A); weights 1 / score. The fit is unbiased.
 * - `repeatedDpp`: `repeats` independent sets distributed as for `dpp`, one after the other; weights 1 / (repeats score).
 * - `volumeRescaled`: Sequences of k rows, with probability proportional to det(sum of a_i a_i' / score_i) times the product of the
 * scores, both over the sequence; weights d / (k score). The fit is unbiased.
 */
export type SampleMethod = 'uniform' | 'leverage' | 'volume' | 'dpp' | 'repeatedDpp' | 'volumeRescaled';

/**
 * A least-squares problem to be solved with few labels: rows of features are sampled, and coefficients are fitted to
 * their labels. The sample depends on the run's seed; it equals that of `weightedSample` for the same features.
 */
export interface SampledLstsqProblem {
  /**
   * The labels of all rows. Only those of the sampled rows are used.
   */
  readonly rightSide: VectorInput;
  /**
   * The distribution of the sample.
   */
  readonly method: SampleMethod;
  /**
   * The functions of each coordinate; features are their products.
   */
  readonly basis?: BasisKind;
  /**
   * The maximum degree of these products.
   */
  readonly degree?: number;
  /**
   * Whether `degree` bounds the sum of a product's degrees or each of them.
   * @defaultValue 'total'
   */
  readonly degreeKind?: DegreeKind;
  /**
   * The features, one row per possible label. Give either this or `points`, `basis` and `degree`.
   */
  readonly matrix?: AnyMatrixInput;
  /**
   * Points with possible labels, one per row, with coordinates from -1 to 1. Their features are functions, see
   * `basis`.
   */
  readonly points?: MatrixInput;
  /**
   * The number of sets for the method `repeatedDpp`.
   */
  readonly repeats?: number;
  /**
   * The number of rows to sample: from the number of features to the number of rows. Not needed if the method
   * determines it.
   */
  readonly size?: number;
  /**
   * Samples again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`: the distribution is then
   * that of independent draws under this condition. If a hundred samples fail, the nearest one is returned.
   * @defaultValue false
   */
  readonly stabilized?: boolean;
}

/**
 * The kinds of random sketching matrices.
 * - `gaussian`: Independent normal entries: the best constants, and the slowest to generate.
 * - `srht`: The subsampled randomized Hadamard transform: random signs, a fast Walsh-Hadamard transform, rows sampled
 * without replacement. As good as the Gaussian one in practice, with a logarithmic number of operations per entry.
 * - `countSketch`: One random sign per column: the fastest. As an embedding of d columns it needs rows in proportion to d^2.
 * - `sparseSign`: A few random signs per column, one in each of as many bands of rows: almost as fast, and an embedding with rows
 * in proportion to d.
 */
export type SketchKind = 'gaussian' | 'srht' | 'countSketch' | 'sparseSign';

/**
 * The number of rows of the sketch as a function of the accuracy e and the failure probability p, for a matrix with n
 * rows and d columns.
 * - `practical`: `2 d ln(n / p) / e^2`, which met the bound in all experiments; for `countSketch` at least `d (d + 1) / p`.
 * - `theory`: `d ln(n / p)^3 / e^2`, with the dependence of the proof on all parameters; for `countSketch` at least
 * `d (d + 1) / (p e^2)`.
 */
export type SketchedLstsqConstants = 'practical' | 'theory';

/**
 * The norm of an error.
 * - `infinity`: The largest coordinate.
 * - `euclidean`: The square root of the sum of squares.
 */
export type SketchedLstsqNorm = 'infinity' | 'euclidean';

/**
 * A least-squares problem, and the accuracy of its solution.
 *
 * For the solution `x` and the exact one `x*`, except with the probability `failureProbability` for each right-hand
 * side: `max |x - x*| <= accuracy / sqrt(columns) * |A x* - b| * |A^+|` with the norm `infinity`, and
 * `|x - x*| <= accuracy * |A x* - b| * |A^+|` with `euclidean`. `A^+` is the pseudo-inverse; its norm is one over the
 * smallest singular value.
 */
export interface SketchedLstsqProblem {
  /**
   * The matrix `A`: dense in double or single precision, or sparse.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * The accuracy, above 0 and below 1. The number of rows of the sketch is proportional to one over its square.
   * @defaultValue 0.5
   */
  readonly accuracy?: number;
  /**
   * The rule for the number of rows of the sketch.
   * @defaultValue 'practical'
   */
  readonly constants?: SketchedLstsqConstants;
  /**
   * The probability of missing the accuracy, above 0 and below 1.
   * @defaultValue 0.01
   */
  readonly failureProbability?: number;
  /**
   * The kind of sketch; `gaussian` or `srht` for the norm `infinity`.
   */
  readonly kind?: SketchKind;
  /**
   * The norm of the error bound.
   * @defaultValue 'infinity'
   */
  readonly norm?: SketchedLstsqNorm;
}

/**
 * A consistent system of linear equations, `A x = b`, to be solved for the solution nearest to `initial`.
 */
export interface SolveConsistentProblem {
  /**
   * The matrix `A`: tall, square or wide, of any rank.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right-hand side `b`, with one entry per row of the matrix.
   */
  readonly rightSide: VectorInput;
  /**
   * The number of equations in a block, or of their combinations in a sketch, at least 1; `row` always takes one.
   * Default: 64, or the number of rows of the matrix if that is less.
   */
  readonly blockSize?: number;
  /**
   * Whether to return a record of each evaluation of the residual.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The initial point, with one entry per column of the matrix. Default: zero, from which the iteration converges to
   * the minimum-norm solution.
   */
  readonly initial?: VectorInput;
  /**
   * The maximum number of iterations, at least 1. Default: 1000 sweeps, or as many iterations as use each equation
   * 1000 times on average.
   */
  readonly maxIterations?: number;
  /**
   * The combinations of equations satisfied by each iteration.
   * @defaultValue 'sweeps'
   */
  readonly method?: ProjectionMethod;
  /**
   * The fraction of the last step added to the next one, at least 0 and below 1. About 0.5 halves the iterations for
   * ill-conditioned systems; too much causes divergence for any system. Not for `sweeps`, which has a better
   * acceleration.
   * @defaultValue 0.0
   */
  readonly momentum?: number;
  /**
   * The requested norm of the residual, relative to `|A| |x| + |b|` with the Frobenius norm of `A`: the size of the
   * changes to `A` and `b` for which the returned point would be exact. Below 1; values below rounding error count
   * as rounding error.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * Rows of features, and the sample to draw from them. It depends on the run's seed.
 */
export interface WeightedSampleProblem {
  /**
   * The distribution of the sample.
   */
  readonly method: SampleMethod;
  /**
   * The functions of each coordinate; features are their products.
   */
  readonly basis?: BasisKind;
  /**
   * The maximum degree of these products.
   */
  readonly degree?: number;
  /**
   * Whether `degree` bounds the sum of a product's degrees or each of them.
   * @defaultValue 'total'
   */
  readonly degreeKind?: DegreeKind;
  /**
   * The features, one row per possible label. Give either this or `points`, `basis` and `degree`.
   */
  readonly matrix?: AnyMatrixInput;
  /**
   * Points with possible labels, one per row, with coordinates from -1 to 1. Their features are functions, see
   * `basis`.
   */
  readonly points?: MatrixInput;
  /**
   * The number of sets for the method `repeatedDpp`.
   */
  readonly repeats?: number;
  /**
   * The number of rows to sample: from the number of features to the number of rows. Not needed if the method
   * determines it.
   */
  readonly size?: number;
  /**
   * Samples again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`: the distribution is then
   * that of independent draws under this condition. If a hundred samples fail, the nearest one is returned.
   * @defaultValue false
   */
  readonly stabilized?: boolean;
}

/**
 * The product.
 */
export interface ApplySketchSolution {
  /**
   * `S A`, with `rows` rows, or with `transpose` `S' A`, with `columns` rows.
   */
  readonly product: Matrix;
}

/**
 * The values of the functions.
 */
export interface BasisMatrixSolution {
  /**
   * One row per point and one column per function. Multiplied by the coefficients of a fit it gives the fit's
   * values.
   */
  readonly matrix: Matrix;
  /**
   * For each column one number per coordinate: the index of the coordinate's function in the product. Polynomials
   * are indexed by their degrees, Fourier functions from 0 in the order 1, cos, sin, cos, sin ... Columns are sorted
   * by total degree, then by these indices.
   */
  readonly multiIndices: Int32Array;
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
 * Progress of an iterative Hessian sketch.
 */
export interface IterativeHessianSketchProgress {
  /**
   * The number of steps so far.
   */
  readonly iterations: number;
  /**
   * The estimate of the error.
   */
  readonly errorEstimate: number;
}

/**
 * The best point of an iterative Hessian sketch.
 */
export interface IterativeHessianSketchSolution {
  /**
   * The reason for termination: `converged` if the error is below the tolerance, `stalled` if it stopped decreasing,
   * because it reached rounding error or the sketch has too few rows for its kind.
   */
  readonly status: Ending;
  /**
   * The solution `x`: a vector, or for several right-hand sides a matrix with one solution per column.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * An estimate of its error by the last sketch: `|A (x - x*)|` relative to the norm of `b`, the largest of all
   * right-hand sides; correct within a factor that depends on the sketch, about 2 by default.
   */
  readonly errorEstimate: number;
  /**
   * The norm of the residual of each right-hand side.
   */
  readonly residualNorms: Float64Array;
  /**
   * The number of steps.
   */
  readonly iterations: number;
  /**
   * The number of rows of each sketch.
   */
  readonly sketchRows: number;
  /**
   * The numerical rank of the last sketched matrix.
   */
  readonly rank: number;
  /**
   * The error at each point, if requested.
   */
  readonly history?: readonly IterativeHessianSketchProgress[];
}

/**
 * Progress of the iteration.
 */
export interface KrylovProgress {
  /**
   * The number of iterations so far.
   */
  readonly iterations: number;
  /**
   * The method's estimate of the norm of the residual, with `ridge` of `[b - A x; sqrt(ridge) x]`.
   */
  readonly residualNorm: number;
  /**
   * The method's estimate of the norm of the residual of the normal equations.
   */
  readonly normalResidual: number;
}

/**
 * The last point of an iterative method for least squares.
 */
export interface KrylovSolution {
  /**
   * The reason for termination.
   */
  readonly status: KrylovStatus;
  /**
   * The number of iterations.
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
   * The norm of the residual of the normal equations, `A' (b - A x) - ridge x`, computed from the returned point;
   * with a preconditioner `R`, of `R'^-1` times this residual. It is 0 at a minimizer.
   */
  readonly normalResidual: number;
  /**
   * An estimate of the Frobenius norm of `A` (with `ridge`, preconditioned).
   */
  readonly matrixNorm: number;
  /**
   * An estimate of its condition number, which grows with the iterations; LSQR estimates it in the Frobenius norm,
   * LSMR in the spectral one, from below.
   */
  readonly conditionNumber: number;
  /**
   * A record of each iteration; absent unless requested.
   */
  readonly history?: readonly KrylovProgress[];
}

/**
 * Reasons for termination of an iterative method for least squares.
 * - `converged`: The residual of the returned point is within the tolerance.
 * - `conditionLimit`: The estimated condition number exceeds its limit.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: Rounding prevents further progress.
 */
export type KrylovStatus = 'converged' | 'conditionLimit' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The scores.
 */
export interface LeverageScoresSolution {
  /**
   * The squared norm of each row of an orthonormal basis of the column space: from 0 to 1, with the rank as their
   * sum.
   */
  readonly scores: Float64Array;
  /**
   * The numerical rank of the matrix.
   */
  readonly rank: number;
  /**
   * Whether the scores are exact. They also are for a matrix with fewer rows than the sketch would have.
   */
  readonly exact: boolean;
}

/**
 * The reason why the first choice of method did not produce the solution.
 * - `sketchTooSmall`: The sketch lost a direction, so that the Gram matrix was not positive definite, or the condition number is too
 * large for a sketch, above about 1e14.
 * - `notCertified`: The solution's certificate failed.
 */
export type LstsqFallback = 'sketchTooSmall' | 'notCertified';

/**
 * Progress of the refinement.
 */
export interface LstsqProgress {
  /**
   * The number of refinements so far.
   */
  readonly iterations: number;
  /**
   * The smallest backward error so far.
   */
  readonly backwardError: number;
}

/**
 * The possible methods of a solution.
 * - `gram`: The Gram matrix, alone or after a sample or a sketch.
 * - `iterative`: A sketch and conjugate gradients.
 * - `qr`: The QR factorization.
 * - `svd`: The singular value decomposition.
 */
export type LstsqRoute = 'gram' | 'iterative' | 'qr' | 'svd';

/**
 * The solution of a least-squares problem, with a proof of its accuracy.
 */
export interface LstsqSolution {
  /**
   * The reason for termination: `converged` if the backward error is below the tolerance, `stalled` if rounding kept
   * it above, at the value of `backwardError`.
   */
  readonly status: Ending;
  /**
   * The least-squares solution `x`: a vector, or for several right-hand sides a matrix with one solution per column.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * The norm of the weighted residual of each right-hand side.
   */
  readonly residualNorms: Float64Array;
  /**
   * An estimate of the backward error of the returned solution, the largest of all right-hand sides: the distance of
   * the matrix from one for which the solution is exact, relative to its Frobenius norm. Columns are scaled to equal
   * norms, except for a wide matrix without a ridge, because scaling would change its minimum-norm solution. After
   * Karlson and Waldén, BIT 37, 1997.
   */
  readonly backwardError: number;
  /**
   * The numerical rank.
   */
  readonly rank: number;
  /**
   * An estimate of the condition number of the matrix with columns scaled to equal norms, or unscaled for a wide
   * matrix without a ridge, correct within a small factor; on the numerical row space if the rank is deficient.
   */
  readonly conditionNumber: number;
  /**
   * The method that produced the solution.
   */
  readonly method: LstsqRoute;
  /**
   * The number of refinements.
   */
  readonly iterations: number;
  /**
   * The number of passes over the matrix; for the caller's functions, the number of their calls.
   */
  readonly passes: number;
  /**
   * The number of rows of the sample or of the sketch; 0 without one.
   */
  readonly sketchRows: number;
  /**
   * The reason why the first choice of method did not produce the solution; absent if it did.
   */
  readonly fallback?: LstsqFallback;
  /**
   * The residual `b - A x`, in the form of `rightSide`; absent unless requested.
   */
  readonly residual?: Float64Array | Matrix;
}

/**
 * Bounds on the distortion of norms by weighted rows: for all coefficients x,
 * `lower * |A x|^2 <= sum of weights[i] * (A x)[rows[i]]^2 <= upper * |A x|^2`, and these are the best constants.
 */
export interface NormBounds {
  /**
   * The smallest ratio; zero if some x that is nonzero on all rows is zero on the sampled ones, so that they do not
   * determine a fit.
   */
  readonly lower: number;
  /**
   * The largest ratio.
   */
  readonly upper: number;
}

/**
 * Progress of the range finder.
 */
export interface RandomizedRangeFinderProgress {
  /**
   * The number of blocks of vectors in the basis.
   */
  readonly iterations: number;
  /**
   * The number of vectors in the basis.
   */
  readonly rank: number;
  /**
   * The bound on the basis's error.
   */
  readonly errorBound: number;
}

/**
 * A basis of the range.
 */
export interface RandomizedRangeFinderSolution {
  /**
   * The reason for termination.
   */
  readonly status: RandomizedRangeFinderStatus;
  /**
   * The number of vectors in the basis; fewer than requested if the numerical rank of the matrix is smaller.
   */
  readonly rank: number;
  /**
   * The number of blocks of vectors in the basis.
   */
  readonly iterations: number;
  /**
   * The orthonormal basis `Q`, one vector per column.
   */
  readonly basis: Matrix;
  /**
   * A bound on the spectral norm of `A - Q Q' A`, wrong with a probability of at most 1e-10 per iteration. It is ten
   * to twenty times the norm, and more if many singular values of nearly that size are missed.
   */
  readonly errorBound: number;
}

/**
 * Reasons for termination of the range finder.
 * - `converged`: The error bound is within the tolerance, or without a tolerance the basis is complete.
 * - `rankLimit`: The basis has `rank` vectors, and the error bound is above the tolerance.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: The remainder of the matrix is rounding error, but its bound is above the tolerance.
 */
export type RandomizedRangeFinderStatus = 'converged' | 'rankLimit' | 'timeLimit' | 'stalled';

/**
 * Progress of the factorization.
 */
export interface RandomizedSvdProgress {
  /**
   * The number of power iterations so far.
   */
  readonly iterations: number;
}

/**
 * Singular values and vectors: `A` is nearly `leftVectors diag(singularValues) rightVectors'`.
 */
export interface RandomizedSvdSolution {
  /**
   * `converged` if all necessary power iterations were done, `timeLimit` if the time limit came first.
   */
  readonly status: Ending;
  /**
   * The number of power iterations: none if `rank` plus `oversample` reaches the smaller dimension of the matrix,
   * because all of it is then factorized.
   */
  readonly iterations: number;
  /**
   * The largest singular values, in descending order.
   */
  readonly singularValues: Float64Array;
  /**
   * The left singular vectors, orthonormal columns, each with its entry of largest magnitude positive.
   */
  readonly leftVectors: Matrix;
  /**
   * The right singular vectors, orthonormal columns.
   */
  readonly rightVectors: Matrix;
  /**
   * A bound on the spectral norm of `A` minus the approximation, wrong with a probability of at most 1e-10. It is
   * ten to twenty times the norm, and more if many singular values of nearly that size were omitted.
   */
  readonly errorBound: number;
}

/**
 * The fit to the sampled rows.
 */
export interface SampledLstsqSolution {
  /**
   * The coefficients, one per feature. If the features are dependent, they have minimum norm among the best fits to
   * the sampled rows; if the sampled rows do not determine them, they have the smallest values on all rows.
   */
  readonly solution: Float64Array;
  /**
   * The sampled rows, counted from 0; see `weightedSample`.
   */
  readonly rows: Int32Array;
  /**
   * The weight of each sampled row in the fit.
   */
  readonly weights: Float64Array;
  /**
   * The label of each sampled row.
   */
  readonly labels: Float64Array;
  /**
   * The number of labels read: the number of distinct sampled rows.
   */
  readonly evaluations: number;
  /**
   * The square root of the weighted sum of the squared residuals of the sampled rows. It underestimates the error on
   * other rows, because the fit minimizes it; with no more rows than features it is zero.
   */
  readonly residualNorm: number;
  /**
   * The numerical rank of the features.
   */
  readonly rank: number;
  /**
   * The distortion of norms by the weighted rows.
   */
  readonly normBounds: NormBounds;
  /**
   * Whether `normBounds` are from 1/2 to 3/2.
   */
  readonly stabilized: boolean;
  /**
   * The number of attempts: one except for stabilized samples.
   */
  readonly attempts: number;
  /**
   * An estimate of the sum of squared residuals of all rows, from fits that leave out a part of the sampled ones.
   * Its expectation is that of the sum for a fit with one draw less (one repetition less with `repeatedDpp`). For
   * `uniform` and `volume`, which draw no row twice, the rows of that fit count like the others. Single estimates
   * have a large variance. Absent if nothing can be left out: with `dpp`, with no more rows than features, and if
   * the remaining rows would not determine the fit.
   */
  readonly lossEstimate?: number;
}

/**
 * The solution of the sketched problem.
 */
export interface SketchedLstsqSolution {
  /**
   * The solution, of minimum norm if there are several: a vector, or for several right-hand sides a matrix with one
   * solution per column.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * The number of rows of the sketch; if `exact`, of the matrix.
   */
  readonly sketchRows: number;
  /**
   * Whether the problem itself was solved, because the sketch would have had at least as many rows.
   */
  readonly exact: boolean;
  /**
   * The numerical rank of the sketched matrix.
   */
  readonly rank: number;
  /**
   * The norm of the sketched residual `S (A x - b)` of each right-hand side.
   */
  readonly sketchedResidualNorms: Float64Array;
  /**
   * The norm of the residual `A x - b` of each right-hand side: the minimum, or slightly more.
   */
  readonly residualNorms: Float64Array;
  /**
   * The norm of the pseudo-inverse of the sketched matrix, as an estimate for the matrix; 0 for a matrix of zeros.
   */
  readonly pseudoinverseNorm: number;
  /**
   * The bound on each solution's error, computed with these norms; 0 if `exact`.
   */
  readonly errorBounds: Float64Array;
}

/**
 * Progress of the projections.
 */
export interface SolveConsistentProgress {
  /**
   * The number of iterations so far.
   */
  readonly iterations: number;
  /**
   * The norm of the residual `b - A x` after them.
   */
  readonly residualNorm: number;
}

/**
 * The result of the projections.
 */
export interface SolveConsistentSolution {
  /**
   * The reason for termination: `converged` if the residual is within the tolerance, `stalled` if it has almost
   * stopped decreasing, because the system has no solution or is too ill-conditioned for this method.
   */
  readonly status: Ending;
  /**
   * The number of iterations.
   */
  readonly iterations: number;
  /**
   * The point `x` with the smallest computed residual.
   */
  readonly solution: Float64Array;
  /**
   * The norm of `b - A x`, computed from this point.
   */
  readonly residualNorm: number;
  /**
   * A record of each evaluation of the residual; absent unless requested.
   */
  readonly history?: readonly SolveConsistentProgress[];
}

/**
 * A sample of rows.
 */
export interface WeightedSampleSolution {
  /**
   * The sampled rows, counted from 0: a set in ascending order (with `repeatedDpp` one set after the other), or with
   * `leverage` and `volumeRescaled` a sequence in the order of the draws. Rows are distinct only within a set.
   */
  readonly rows: Int32Array;
  /**
   * The weight of each sampled row in a fit. Weighted sums over the sampled rows estimate sums over all rows; the
   * estimates are unbiased for all distributions except `volume`.
   */
  readonly weights: Float64Array;
  /**
   * The leverage score of each sampled row.
   */
  readonly scores: Float64Array;
  /**
   * The numerical rank of the features.
   */
  readonly rank: number;
  /**
   * The distortion of norms by the weighted rows.
   */
  readonly normBounds: NormBounds;
  /**
   * Whether `normBounds` are from 1/2 to 3/2.
   */
  readonly stabilized: boolean;
  /**
   * The number of attempts: one except for stabilized samples.
   */
  readonly attempts: number;
}

/**
 * Sketches a matrix: multiplies it by a random matrix of few rows, which preserves inner products and norms on
 * average. Takes one pass over the matrix for every kind, and never stores the random matrix. With `transpose`,
 * multiplies by the transpose of the same random matrix.
 *
 * @param problem The matrix and the kind of random matrix.
 * @param options Their `seed` determines the random matrix.
 *
 * @example
 * ```ts
 * const matrix = Array.from({ length: 1000 }, (_, i) => [1, i, i * i]);
 * const { product } = await applySketch({ matrix, kind: 'srht', rows: 50 });
 * ```
 */
export function applySketch(
  problem: ApplySketchProblem,
  options?: RunOptions,
): Promise<ApplySketchSolution> {
  return run('sketch.applySketch', problem, options);
}

/** {@link applySketch}, blocking the calling thread. */
export function applySketchSync(problem: ApplySketchProblem, options?: SyncRunOptions): ApplySketchSolution {
  return runSync('sketch.applySketch', problem, options);
}

/**
 * Computes leverage scores: the influence of each row of a matrix on a least-squares problem, from 0 to 1. Exact, for
 * matrices of any shape and rank; or within a factor of 1/2 to 3/2, in less time for very tall ones.
 *
 * The approximation is after Drineas, Magdon-Ismail, Mahoney, Woodruff: Fast Approximation of Matrix Coherence and
 * Statistical Leverage, Journal of Machine Learning Research 13, 2012.
 *
 * @example
 * ```ts
 * const { scores } = await leverageScores({ matrix: [[1, 0], [1, 1], [1, 2]] });
 * ```
 */
export function leverageScores(
  problem: LeverageScoresProblem,
  options?: RunOptions,
): Promise<LeverageScoresSolution> {
  return run('sketch.leverageScores', problem, options);
}

/** {@link leverageScores}, blocking the calling thread. */
export function leverageScoresSync(problem: LeverageScoresProblem, options?: SyncRunOptions): LeverageScoresSolution {
  return runSync('sketch.leverageScores', problem, options);
}

/**
 * Samples few rows of a matrix of features, with weights, such that a weighted least-squares fit to these rows is
 * nearly as good as the fit to all: for expensive labels. Rows of high leverage are drawn more often, and all
 * distributions except `uniform` and `leverage` prefer rows that complement each other. Samples follow the
 * distributions exactly; they are defined in `SampleMethod`.
 *
 * After Nouy, Michel: Weighted least-squares approximation with determinantal point processes and generalized volume
 * sampling, arXiv:2312.14057, 2023; Dereziński, Warmuth: Reverse iterative volume sampling for linear regression,
 * Journal of Machine Learning Research 19, 2018; Dereziński, Warmuth, Hsu: Unbiased estimators for random design
 * regression, Journal of Machine Learning Research 23, 2022.
 *
 * @param problem The features and the distribution.
 * @param options Their `seed` determines the sample.
 *
 * @example
 * ```ts
 * const matrix = Array.from({ length: 100 }, (_, t) => [1, t, t * t]);
 * const { rows, weights } = await weightedSample({ matrix, method: 'volumeRescaled', size: 8 });
 * ```
 */
export function weightedSample(
  problem: WeightedSampleProblem,
  options?: RunOptions,
): Promise<WeightedSampleSolution> {
  return run('sketch.weightedSample', problem, options);
}

/** {@link weightedSample}, blocking the calling thread. */
export function weightedSampleSync(problem: WeightedSampleProblem, options?: SyncRunOptions): WeightedSampleSolution {
  return runSync('sketch.weightedSample', problem, options);
}

/**
 * Evaluates functions of points, orthonormal on [-1, 1] in each coordinate, as a matrix of features, as {@link
 * sampledLstsq} does with `points`, `basis` and `degree`. At other points, its product with a fit's coefficients gives
 * the values of the fit.
 *
 * @example
 * ```ts
 * const { matrix } = await basisMatrix({ points: [[-0.5], [0.5]], basis: 'chebyshev', degree: 3 });
 * ```
 */
export function basisMatrix(
  problem: BasisMatrixProblem,
  options?: RunOptions,
): Promise<BasisMatrixSolution> {
  return run('sketch.basisMatrix', problem, options);
}

/** {@link basisMatrix}, blocking the calling thread. */
export function basisMatrixSync(problem: BasisMatrixProblem, options?: SyncRunOptions): BasisMatrixSolution {
  return runSync('sketch.basisMatrix', problem, options);
}

/**
 * Solves a consistent system of linear equations for the solution nearest to the initial point, by projections onto
 * the solutions of a few equations at a time: by sweeps through random blocks of equations, accelerated by conjugate
 * gradients, by Kaczmarz's method with single random equations, or by sketches of all equations.
 *
 * After Gower, Richtárik: Randomized Iterative Methods for Linear Systems, SIAM Journal on Matrix Analysis and
 * Applications 36, 2015, and Björck, Elfving: Accelerated Projection Methods for Computing Pseudoinverse Solutions of
 * Systems of Linear Equations, BIT 19, 1979.
 *
 * @example
 * ```ts
 * const { status, solution } = await solveConsistent({
 *   matrix: [
 *     [1, 1, 0],
 *     [0, 1, 1],
 *   ],
 *   rightSide: [3, 5],
 * });
 * ```
 */
export function solveConsistent(
  problem: SolveConsistentProblem,
  options?: RunOptions<SolveConsistentProgress>,
): Promise<SolveConsistentSolution> {
  return run('sketch.solveConsistent', problem, options);
}

/** {@link solveConsistent}, blocking the calling thread. */
export function solveConsistentSync(problem: SolveConsistentProblem, options?: SyncRunOptions): SolveConsistentSolution {
  return runSync('sketch.solveConsistent', problem, options);
}
