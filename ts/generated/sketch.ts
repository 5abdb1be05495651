// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';

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
   * Draws again, a hundred times at most, until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`, whose
   * law is then the one of independent draws under this condition.
   * @defaultValue false
   */
  readonly stabilized?: boolean;
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
   * Draws again, a hundred times at most, until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`, whose
   * law is then the one of independent draws under this condition.
   * @defaultValue false
   */
  readonly stabilized?: boolean;
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
