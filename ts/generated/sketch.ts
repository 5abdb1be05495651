// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/sketch.js';

export { load } from '../engine/load.js';

/**
 * A matrix, and the sketch that it is to be multiplied by.
 *
 * The sketch S is a random matrix with `E[S' S] = I`, a function of `kind`, its numbers of rows and columns, `nonzeros`, and
 * the run's seed: the same ones always give the same S, so that a product with S and one with its transpose go together.
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
   * The number of rows of S; for `srht` at most the next power of two to its number of columns.
   */
  readonly rows: number;
  /**
   * The number of columns of S. Must be given with `transpose`; else it is the number of rows of `matrix`.
   */
  readonly columns?: number;
  /**
   * Nonzero entries in each column of S, for `sparseSign` alone: from 1 to `rows`. Default: 8, or `rows` where that is less.
   */
  readonly nonzeros?: number;
  /**
   * Whether to multiply by the transpose of S: `matrix` then has as many rows as S.
   * @defaultValue false
   */
  readonly transpose?: boolean;
}

/**
 * Functions of one variable on [-1, 1], from which features of points are made.
 * - `legendre`: Legendre's polynomials times `sqrt(2 k + 1)`: orthonormal for the uniform distribution on [-1, 1].
 * - `chebyshev`: Chebyshev's polynomials, times `sqrt 2` but for the first: orthonormal for the density `1 / (pi sqrt(1 - x^2))`.
 * - `fourier`: 1, `sqrt 2 cos(pi x)`, `sqrt 2 sin(pi x)`, `sqrt 2 cos(2 pi x)` and so on, of period 2: orthonormal for the uniform
 * distribution. The two functions of frequency k count as degree k.
 */
export type BasisKind = 'legendre' | 'chebyshev' | 'fourier';

/**
 * Points, and the functions to evaluate there.
 */
export interface BasisMatrixProblem {
  /**
   * The points, one a row, with coordinates from -1 to 1.
   */
  readonly points: MatrixInput;
  /**
   * The functions of each coordinate, of which products are taken.
   */
  readonly basis: BasisKind;
  /**
   * The largest degree.
   */
  readonly degree: number;
  /**
   * Whether `degree` bounds the sum of a product's degrees or each of them.
   * @defaultValue 'total'
   */
  readonly degreeKind?: DegreeKind;
}

/**
 * Which products of functions of one variable are features, where points have several coordinates.
 * - `total`: Those whose degrees sum to `degree` at most.
 * - `tensor`: Those with no degree above `degree`: many more.
 */
export type DegreeKind = 'total' | 'tensor';

/**
 * A linear least-squares problem: the `x` that minimises the norm of `A x - b`, and where there are several, the shortest of
 * them.
 */
export interface IterativeHessianSketchProblem {
  /**
   * The matrix `A`: dense in double or single precision, or sparse.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * Whether each step makes a new sketch, which needs another pass and a decomposition for each; else one serves for all,
   * with momentum.
   * @defaultValue true
   */
  readonly fresh?: boolean;
  /**
   * Whether the solution lists the error at each point.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The point to start from, in the form of `solution`. Default: zeros.
   */
  readonly initial?: VectorInput | MatrixInput;
  /**
   * The kind of sketch.
   */
  readonly kind?: SketchKind;
  /**
   * The most steps, at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The rows of each sketch, more than the columns of the matrix: each step divides the error by about the square root of
   * rows over columns. From the rows of the matrix on, the matrix itself takes the sketch's place. Default: 6 for each
   * column where `fresh`, else 12, and at least 64.
   */
  readonly sketchRows?: number;
  /**
   * The error that is asked for: `|A (x - x*)|` relative to the norm of `b`, for the best solution `x*`. Where `b` is zero,
   * relative to `|A x|` for `initial`.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

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
   * The matrix: dense in double or single precision, or sparse. Tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * Whether the scores are exact up to rounding; else a sketch finds each within half and one and a half of its value,
   * except with a probability of a thousandth, in less time where the matrix is very tall.
   * @defaultValue true
   */
  readonly exact?: boolean;
  /**
   * Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns scaled
   * to equal norms, so that units of measurement do not decide. Default: 1e-15 for each column.
   */
  readonly rankTolerance?: number;
}

/**
 * How a least-squares problem is solved. All end with the same refinement and the same certificate.
 * - `auto`: `qr` for small problems; where the condition number is below about 1e6, the Gram matrix alone; where it is not, `qr` with fewer
 * than 32 rows a column, and `gram` with more. `iterative` for sparse matrices with at least 16 rows a column.
 * - `gram`: A sample of the rows, or a sketch where the sample is not like the whole, gives a change of variables that makes its columns
 * nearly orthonormal; their exact Gram matrix corrects the rest. One reading of the matrix at the speed of matrix products, and
 * one for each refinement.
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
   * @defaultValue 'auto'
   */
  readonly method?: LstsqMethod;
  /**
   * Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns scaled
   * to equal norms, so that units of measurement do not decide. Default: what rounding leaves in doubt counts as zero, which
   * is a column of which less than 1e-15 of the matrix's Frobenius norm is independent of others.
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
 * Which combinations of the equations an iteration satisfies.
 * - `sweeps`: All blocks of equations in turn, of a random partition, and back again, accelerated by conjugate gradients: by far the
 * fewest readings of the matrix. Each block's decomposition is kept.
 * - `blockRow`: One block of equations, of a random partition whose blocks are taken in random order, all of them before one comes
 * again.
 * - `row`: One equation, drawn with a probability in proportion to the square of its row's norm: Kaczmarz's method.
 * - `gaussian`: As many combinations as `blockSize` says by a new Gaussian sketch of all equations. This and the following read the whole
 * matrix in each iteration.
 * - `srht`: By a new subsampled randomised Hadamard transform.
 * - `countSketch`: By a new count sketch.
 * - `sparseSign`: By a new sparse sign sketch.
 */
export type ProjectionMethod = 'sweeps' | 'blockRow' | 'row' | 'gaussian' | 'srht' | 'countSketch' | 'sparseSign';

/**
 * The matrix whose range is wanted, and how much of it: at least one of `tolerance` and `rank` is given.
 */
export interface RandomizedRangeFinderProblem {
  /**
   * The matrix `A`: tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * Products of the random vectors with `A' A`: each makes the basis need fewer vectors where singular values fall slowly.
   * @defaultValue 1
   */
  readonly powerIterations?: number;
  /**
   * How many vectors the basis has, or with `tolerance` at most; from 1 to the lesser side of the matrix, which is the default.
   */
  readonly rank?: number;
  /**
   * The spectral norm of what the basis `Q` may miss, `A - Q Q' A`, in the units of `A`; positive. Default: whatever is left
   * beyond `rank`.
   */
  readonly tolerance?: number;
}

/**
 * Which singular values and vectors are wanted, and how exactly.
 */
export interface RandomizedSvdProblem {
  /**
   * The matrix `A`: tall, square or wide.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * How many singular values: from 1 to the lesser side of the matrix.
   */
  readonly rank: number;
  /**
   * Random vectors beyond `rank`; a few make a good result a nearly certain one.
   * @defaultValue 10
   */
  readonly oversample?: number;
  /**
   * Products of the random vectors with `A' A`: each makes the singular values that are wanted stand out more from the rest,
   * by the square of their ratios. Where singular values fall slowly more are needed.
   * @defaultValue 2
   */
  readonly powerIterations?: number;
}

/**
 * The laws by which rows are drawn. `n` rows of `d` features each; `k` rows are drawn, `score` is a row's leverage score, and
 * `A_S` are the rows of the matrix that are in the set or sequence `S`, repeated as they are there.
 * - `uniform`: All sets of k rows are equally likely; weights n / k. For comparison.
 * - `leverage`: k independent draws, each row with probability score / d; weights d / (k score).
 * - `volume`: Sets of k rows, with probability in proportion to det(A_S' A_S); weights n / k. The fit is unbiased.
 * - `dpp`: Sets of d rows, with probability det(A_S)^2 / det(A' A); weights 1 / score. The fit is unbiased.
 * - `repeatedDpp`: `repeats` independent sets as of `dpp`, one after the other; weights 1 / (repeats score).
 * - `volumeRescaled`: Sequences of k rows, with probability in proportion to det(sum of a_i a_i' / score_i) times the product of the scores,
 * the sum and the product over the sequence; weights d / (k score). The fit is unbiased.
 */
export type SampleMethod = 'uniform' | 'leverage' | 'volume' | 'dpp' | 'repeatedDpp' | 'volumeRescaled';

/**
 * A least-squares problem of which few labels are to be used: rows of features are drawn, and coefficients are fitted to
 * their labels. What is drawn depends on the run's seed; it is what `weightedSample` draws of the same features.
 */
export interface SampledLstsqProblem {
  /**
   * The labels of all rows, of which those of the drawn rows are used.
   */
  readonly rightSide: VectorInput;
  /**
   * The law by which rows are drawn.
   */
  readonly method: SampleMethod;
  /**
   * The functions of each coordinate, of which products are taken.
   */
  readonly basis?: BasisKind;
  /**
   * The largest degree of these products.
   */
  readonly degree?: number;
  /**
   * Whether `degree` bounds the sum of a product's degrees or each of them.
   * @defaultValue 'total'
   */
  readonly degreeKind?: DegreeKind;
  /**
   * The features, a row for each place where a label could be had. Give either this or `points`, `basis` and `degree`.
   */
  readonly matrix?: AnyMatrixInput;
  /**
   * Points, one a row, with coordinates from -1 to 1: the places where a label could be had. Their features are
   * functions, see `basis`.
   */
  readonly points?: MatrixInput;
  /**
   * How many sets to draw by the method `repeatedDpp`.
   */
  readonly repeats?: number;
  /**
   * How many rows to draw: from the number of features to the number of rows. Not needed where the method tells.
   */
  readonly size?: number;
  /**
   * Draws again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`, whose law is then the one of
   * independent draws under this condition. Of a hundred samples without it, the nearest to it is returned.
   * @defaultValue false
   */
  readonly stabilized?: boolean;
}

/**
 * The random matrices to sketch with.
 * - `gaussian`: Independent normal entries: the best constants, and the slowest to make.
 * - `srht`: The subsampled randomised Hadamard transform: random signs, a fast Walsh-Hadamard transform, rows drawn without
 * replacement. As good as the Gaussian one in practice, at a logarithm of operations for each entry.
 * - `countSketch`: One random sign in each column: the quickest. As an embedding of d columns it needs rows in proportion to d^2.
 * - `sparseSign`: A few random signs in each column, one in each of as many bands of rows: almost as quick, and an embedding with
 * rows in proportion to d.
 */
export type SketchKind = 'gaussian' | 'srht' | 'countSketch' | 'sparseSign';

/**
 * How the number of rows of the sketch follows from the accuracy e and the failure probability p, for a matrix of n rows and
 * d columns.
 * - `practical`: `2 d ln(n / p) / e^2`, which kept the promise in all experiments; for `countSketch` at least `d (d + 1) / p`.
 * - `theory`: `d ln(n / p)^3 / e^2`, which has the proof's dependence on all of them; for `countSketch` at least
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
 * A least-squares problem, and how accurate its solution shall be.
 *
 * For the solution `x` and the best one `x*`, except with the probability `failureProbability` for each right side:
 * `max |x - x*| <= accuracy / sqrt(columns) * |A x* - b| * |A^+|` with the norm `infinity`, and
 * `|x - x*| <= accuracy * |A x* - b| * |A^+|` with `euclidean`; `A^+` is the pseudo-inverse, whose norm is one over the smallest
 * singular value.
 */
export interface SketchedLstsqProblem {
  /**
   * The matrix `A`: dense in double or single precision, or sparse.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.
   */
  readonly rightSide: VectorInput | MatrixInput;
  /**
   * The accuracy, above 0 and below 1. The sketch has rows in proportion to one over its square.
   * @defaultValue 0.5
   */
  readonly accuracy?: number;
  /**
   * How many rows the sketch has.
   * @defaultValue 'practical'
   */
  readonly constants?: SketchedLstsqConstants;
  /**
   * The probability that the accuracy may be missed with, above 0 and below 1.
   * @defaultValue 0.01
   */
  readonly failureProbability?: number;
  /**
   * The kind of sketch; `gaussian` or `srht` for the norm `infinity`.
   */
  readonly kind?: SketchKind;
  /**
   * The norm in which the solution is accurate.
   * @defaultValue 'infinity'
   */
  readonly norm?: SketchedLstsqNorm;
}

/**
 * A consistent system of linear equations, `A x = b`: of its solutions, the one nearest to `initial` is wanted.
 */
export interface SolveConsistentProblem {
  /**
   * The matrix `A`: tall, square or wide, of any rank.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The right side `b`, as long as the matrix has rows.
   */
  readonly rightSide: VectorInput;
  /**
   * How many equations are in a block, or combinations of them in a sketch, at least 1; `row` always takes one. Default: 64,
   * or as many as the matrix has rows.
   */
  readonly blockSize?: number;
  /**
   * Whether to record the residual each time that it is looked at.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Where to start, as long as the matrix has columns. Default: zero, from which the iteration goes to the shortest
   * solution.
   */
  readonly initial?: VectorInput;
  /**
   * The most iterations, at least 1. Default: 1000 sweeps, or as many as take as many equations as there are 1000 times.
   */
  readonly maxIterations?: number;
  /**
   * Which combinations of the equations each iteration satisfies.
   * @defaultValue 'sweeps'
   */
  readonly method?: ProjectionMethod;
  /**
   * How much of the last step is added to the next one, from 0 and below 1. Some, about 0.5, makes ill-conditioned systems
   * converge in half of the iterations; too much makes any diverge. `sweeps` has a better acceleration and does not take it.
   * @defaultValue 0.0
   */
  readonly momentum?: number;
  /**
   * The norm of the residual that is asked for, relative to `|A| |x| + |b|` with the Frobenius norm of `A`: the size of the
   * changes to `A` and `b` for which the returned point would be exact. Below 1; what is less than rounding is taken for
   * rounding.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * Rows of features, and how to draw some of them. What is drawn depends on the run's seed.
 */
export interface WeightedSampleProblem {
  /**
   * The law by which rows are drawn.
   */
  readonly method: SampleMethod;
  /**
   * The functions of each coordinate, of which products are taken.
   */
  readonly basis?: BasisKind;
  /**
   * The largest degree of these products.
   */
  readonly degree?: number;
  /**
   * Whether `degree` bounds the sum of a product's degrees or each of them.
   * @defaultValue 'total'
   */
  readonly degreeKind?: DegreeKind;
  /**
   * The features, a row for each place where a label could be had. Give either this or `points`, `basis` and `degree`.
   */
  readonly matrix?: AnyMatrixInput;
  /**
   * Points, one a row, with coordinates from -1 to 1: the places where a label could be had. Their features are
   * functions, see `basis`.
   */
  readonly points?: MatrixInput;
  /**
   * How many sets to draw by the method `repeatedDpp`.
   */
  readonly repeats?: number;
  /**
   * How many rows to draw: from the number of features to the number of rows. Not needed where the method tells.
   */
  readonly size?: number;
  /**
   * Draws again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`, whose law is then the one of
   * independent draws under this condition. Of a hundred samples without it, the nearest to it is returned.
   * @defaultValue false
   */
  readonly stabilized?: boolean;
}

/**
 * The product.
 */
export interface ApplySketchSolution {
  /**
   * `S A`, of `rows` rows, or with `transpose` `S' A`, of `columns` rows.
   */
  readonly product: Matrix;
}

/**
 * The values of the functions.
 */
export interface BasisMatrixSolution {
  /**
   * A row for each point and a column for each function. Times the coefficients of a fit it gives the fit's values.
   */
  readonly matrix: Matrix;
  /**
   * For each column as many numbers as there are coordinates: which function of each coordinate is in the product.
   * Polynomials are numbered by their degrees, Fourier's functions from 0 on in the order 1, cos, sin, cos, sin ... Columns
   * are sorted by total degree, and by these numbers where it is the same.
   */
  readonly multiIndices: Int32Array;
}

/**
 * How an iterative method ended. What a method means by "converged" and by "stalled" stands at its `status`. A method that
 * can end in a further way has a status of its own, with these names for these endings.
 * - `converged`: The solution is as exact as was asked for.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * How far an iterative Hessian sketch has come.
 */
export interface IterativeHessianSketchProgress {
  /**
   * The steps made so far.
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
   * How the iteration ended: `converged` where the error is below the tolerance, `stalled` where it falls no more,
   * as it has met rounding, or the sketch has too few rows for its kind.
   */
  readonly status: Ending;
  /**
   * The solution `x`: a vector, or for several right sides a matrix with one solution a column.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * An estimate of its error by the last sketch: `|A (x - x*)|` relative to the norm of `b`, the largest of all right sides;
   * correct within a factor that depends on the sketch, about 2 by default.
   */
  readonly errorEstimate: number;
  /**
   * The norm of the residual of each right side.
   */
  readonly residualNorms: Float64Array;
  /**
   * The steps that were made.
   */
  readonly iterations: number;
  /**
   * The rows of each sketch.
   */
  readonly sketchRows: number;
  /**
   * The numerical rank of the last sketched matrix.
   */
  readonly rank: number;
  /**
   * The error at each point, where asked for.
   */
  readonly history?: readonly IterativeHessianSketchProgress[];
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
  /**
   * Whether the scores are exact: also where they need not be, of a matrix with fewer rows than the sketch would have.
   */
  readonly exact: boolean;
}

/**
 * Why the first choice of a method did not give the solution.
 * - `sketchTooSmall`: The sketch had lost a direction, so that the Gram matrix was not positive definite, or the condition number is too large
 * for a sketch, above 1e14 or so.
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
 * - `gram`: The Gram matrix, alone or after a sample or a sketch.
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
   * How the refinement ended: `converged` where the backward error is below the tolerance, `stalled` where rounding
   * kept it above; `backwardError` tells where.
   */
  readonly status: Ending;
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
   * Frobenius norm, the matrix is from one for which the solution is exact; both with columns scaled to equal norms, but of a
   * wide matrix without a ridge as they are: which of its solutions is the shortest depends on that. After Karlson and Waldén,
   * BIT 37, 1997.
   */
  readonly backwardError: number;
  /**
   * The numerical rank.
   */
  readonly rank: number;
  /**
   * An estimate of the condition number of the matrix with columns scaled to equal norms, or as they are of a wide matrix
   * without a ridge, correct within a small factor; of its part of full rank where the rank is deficient.
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
   * Rows of the sample or of the sketch; 0 where there was none.
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
 * What weighted rows make of norms: for all coefficients x,
 * `lower * |A x|^2 <= sum of weights[i] * (A x)[rows[i]]^2 <= upper * |A x|^2`, and no closer numbers have this property.
 */
export interface NormBounds {
  /**
   * The smallest ratio; zero where some x that is not zero on all rows is zero on the drawn ones, so that they do not
   * determine a fit.
   */
  readonly lower: number;
  /**
   * The largest ratio.
   */
  readonly upper: number;
}

/**
 * How far a basis has come.
 */
export interface RandomizedRangeFinderProgress {
  /**
   * The blocks of vectors in the basis.
   */
  readonly iterations: number;
  /**
   * The vectors in it.
   */
  readonly rank: number;
  /**
   * The bound of what it misses.
   */
  readonly errorBound: number;
}

/**
 * A basis of the range.
 */
export interface RandomizedRangeFinderSolution {
  /**
   * Whether the basis is what was asked for.
   */
  readonly status: RandomizedRangeFinderStatus;
  /**
   * The vectors in the basis; fewer than asked for where the matrix has no more, to rounding.
   */
  readonly rank: number;
  /**
   * The blocks of vectors that the basis was made of.
   */
  readonly iterations: number;
  /**
   * The orthonormal basis `Q`, one vector a column.
   */
  readonly basis: Matrix;
  /**
   * A bound of the spectral norm of `A - Q Q' A`, wrong with a probability of 1e-10 at most for each iteration. It is ten
   * to twenty times the norm, and more where many singular values of nearly that size are missed.
   */
  readonly errorBound: number;
}

/**
 * Whether a basis is what was asked for.
 * - `converged`: The error bound is within the tolerance, or where none was given the basis has all the vectors there are to have.
 * - `rankLimit`: The basis has `rank` vectors, and the error bound is above the tolerance.
 * - `timeLimit`: The time was used up.
 * - `stalled`: What is left of the matrix is rounding, and its bound is above the tolerance.
 */
export type RandomizedRangeFinderStatus = 'converged' | 'rankLimit' | 'timeLimit' | 'stalled';

/**
 * How far the decomposition has come.
 */
export interface RandomizedSvdProgress {
  /**
   * The power iterations done.
   */
  readonly iterations: number;
}

/**
 * Singular values and vectors: `A` is nearly `leftVectors diag(singularValues) rightVectors'`.
 */
export interface RandomizedSvdSolution {
  /**
   * `converged` where all power iterations were made that are needed, `timeLimit` where the time was used up before.
   */
  readonly status: Ending;
  /**
   * The power iterations that were made: none where `rank` and `oversample` are as many as the lesser side of the matrix, which is
   * then decomposed as a whole.
   */
  readonly iterations: number;
  /**
   * The largest singular values, falling.
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
   * A bound of the spectral norm of `A` less the approximation, wrong with a probability of 1e-10 at most. It is ten
   * to twenty times the norm, and more where many singular values of nearly that size were left out.
   */
  readonly errorBound: number;
}

/**
 * The fit to the drawn rows.
 */
export interface SampledLstsqSolution {
  /**
   * The coefficients, one for each feature: the shortest of those that fit the drawn rows best where the features are
   * dependent, and those of the smallest values on all rows where the drawn ones do not determine them.
   */
  readonly solution: Float64Array;
  /**
   * The drawn rows, counted from 0; see `weightedSample`.
   */
  readonly rows: Int32Array;
  /**
   * The weight of each drawn row in the fit.
   */
  readonly weights: Float64Array;
  /**
   * The label of each drawn row.
   */
  readonly labels: Float64Array;
  /**
   * How many labels were looked at: as many as there are different rows among the drawn ones.
   */
  readonly evaluations: number;
  /**
   * The root of the weighted sum of the squares of the residuals of the drawn rows. As the fit was made for them, it says
   * too little of the other rows; with no more rows than features it is zero.
   */
  readonly residualNorm: number;
  /**
   * The numerical rank of the features.
   */
  readonly rank: number;
  /**
   * What the weighted rows make of norms.
   */
  readonly normBounds: NormBounds;
  /**
   * Whether `normBounds` are from 1/2 to 3/2.
   */
  readonly stabilized: boolean;
  /**
   * How often rows were drawn: once, but for stabilized samples.
   */
  readonly attempts: number;
  /**
   * An estimate of the sum of the squares of the residuals of all rows, from fits that leave out a part of the drawn ones.
   * Its expectation is that of the sum for a fit with one draw less (one repetition less with `repeatedDpp`), where for
   * `uniform` and `volume`, which draw no row twice, the rows of that fit count like the others. Single estimates scatter.
   * Absent where there is nothing to leave out: with `dpp`, with no more rows than features, and where the rest would not
   * determine the fit.
   */
  readonly lossEstimate?: number;
}

/**
 * The solution of the sketched problem.
 */
export interface SketchedLstsqSolution {
  /**
   * The solution: a vector, or for several right sides a matrix with one solution a column. Of several, the shortest.
   */
  readonly solution: Float64Array | Matrix;
  /**
   * The rows of the sketch; those of the matrix where `exact`.
   */
  readonly sketchRows: number;
  /**
   * Whether so many rows were asked for that the problem itself was solved.
   */
  readonly exact: boolean;
  /**
   * The numerical rank of the sketched matrix.
   */
  readonly rank: number;
  /**
   * The norm of the sketched residual `S (A x - b)` of each right side.
   */
  readonly sketchedResidualNorms: Float64Array;
  /**
   * The norm of the residual `A x - b` of each right side: the smallest one, or a little more.
   */
  readonly residualNorms: Float64Array;
  /**
   * The norm of the pseudo-inverse, of the sketched matrix in place of the matrix itself; 0 for a matrix of zeros.
   */
  readonly pseudoinverseNorm: number;
  /**
   * The promised bound of each solution's error, with these norms in it; 0 where `exact`.
   */
  readonly errorBounds: Float64Array;
}

/**
 * How far the projections have come.
 */
export interface SolveConsistentProgress {
  /**
   * The projections done.
   */
  readonly iterations: number;
  /**
   * The norm of the residual `b - A x` after them.
   */
  readonly residualNorm: number;
}

/**
 * The point that the projections led to.
 */
export interface SolveConsistentSolution {
  /**
   * How the iteration ended: `converged` where the residual is as small as was asked for, `stalled` where it has all
   * but ceased to fall, as the system has no solution, or is too ill-conditioned for this method.
   */
  readonly status: Ending;
  /**
   * The projections done.
   */
  readonly iterations: number;
  /**
   * The point `x`, of those whose residuals were computed the one with the smallest.
   */
  readonly solution: Float64Array;
  /**
   * The norm of `b - A x`, computed from this point.
   */
  readonly residualNorm: number;
  /**
   * A record for each time that the residual was computed; absent unless asked for.
   */
  readonly history?: readonly SolveConsistentProgress[];
}

/**
 * The rows that were drawn.
 */
export interface WeightedSampleSolution {
  /**
   * The drawn rows, counted from 0: a set in ascending order (with `repeatedDpp` one set after the other), or with `leverage`
   * and `volumeRescaled` a sequence in the order of the draws. Only within a set is no row drawn twice.
   */
  readonly rows: Int32Array;
  /**
   * The weight of each drawn row in a fit. Weighted sums over the drawn rows stand for sums over all rows; by all laws but
   * `volume` they are so in expectation.
   */
  readonly weights: Float64Array;
  /**
   * The leverage score of each drawn row.
   */
  readonly scores: Float64Array;
  /**
   * The numerical rank of the features.
   */
  readonly rank: number;
  /**
   * What the weighted rows make of norms.
   */
  readonly normBounds: NormBounds;
  /**
   * Whether `normBounds` are from 1/2 to 3/2.
   */
  readonly stabilized: boolean;
  /**
   * How often rows were drawn: once, but for stabilized samples.
   */
  readonly attempts: number;
}

/**
 * A sketch of a matrix: its product with a random matrix of few rows, which keeps inner products and norms on average. One
 * pass over the matrix, whatever the kind; nothing of the random matrix is ever stored. With `transpose`, the product with
 * the transpose of the same random matrix.
 *
 * @param problem The matrix, and the random matrix that it is multiplied by.
 * @param options Their `seed` chooses the random matrix.
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
 * Leverage scores: how much each row of a matrix counts in a least-squares problem, from 0 to 1. Exact, for matrices of any
 * shape and rank; or within half and one and a half of their values, in less time for very tall ones.
 *
 * The approximation is after Drineas, Magdon-Ismail, Mahoney, Woodruff: Fast Approximation of Matrix Coherence and Statistical
 * Leverage, Journal of Machine Learning Research 13, 2012.
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
 * Draws few rows of a matrix of features, with weights, such that a weighted least-squares fit to these rows is nearly as good
 * as the fit to all: for labels that are dear. Rows that matter more are drawn more often, and all laws but `uniform` and
 * `leverage` prefer rows that complement each other. Each law is drawn exactly; `SampleMethod` states them.
 *
 * After Nouy, Michel: Weighted least-squares approximation with determinantal point processes and generalized volume
 * sampling, arXiv:2312.14057, 2023; Dereziński, Warmuth: Reverse iterative volume sampling for linear regression, Journal of
 * Machine Learning Research 19, 2018; Dereziński, Warmuth, Hsu: Unbiased estimators for random design regression, Journal of
 * Machine Learning Research 23, 2022.
 *
 * @param problem The features and the law.
 * @param options Their `seed` chooses the sample.
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
 * Functions of points, orthonormal on [-1, 1] in each coordinate, as a matrix of features: the one that {@link sampledLstsq}
 * makes of `points`, `basis` and `degree`. At other points, its product with a fit's coefficients is the value of the fit.
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
 * A solution of a consistent system of linear equations, the one nearest to where the iteration starts, by projections onto
 * the solutions of a few of them at a time: by sweeps through random blocks of equations, which conjugate gradients
 * accelerate, by Kaczmarz's method with single random equations, or by sketches of all.
 *
 * After Gower, Richtárik: Randomized Iterative Methods for Linear Systems, SIAM Journal on Matrix Analysis and Applications 36,
 * 2015, and Björck, Elfving: Accelerated Projection Methods for Computing Pseudoinverse Solutions of Systems of Linear
 * Equations, BIT 19, 1979.
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
