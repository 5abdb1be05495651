// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { Matrix, MatrixInput, SparseMatrix, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/dynamics.js';

export { load } from '../engine/load.js';

/**
 * A piecewise-linear map, and the run or the series whose regions are analyzed.
 */
export interface AnalyzeProblem {
  /**
   * The map: the `model` of {@link reconstruct}.
   */
  readonly model: PiecewiseLinear;
  /**
   * The initial state of the run. Default: that of the model.
   */
  readonly initial?: VectorInput;
  /**
   * The number of rows of the run, at least 2. Default: 10 000.
   */
  readonly length?: number;
  /**
   * The maximum period of cycles, from 1 to 30.
   * @defaultValue 12
   */
  readonly maxPeriod?: number;
  /**
   * A series in place of the run, with the model's columns and at least 2 rows.
   */
  readonly series?: VectorInput | MatrixInput;
  /**
   * The number of rows before. Default: 1000.
   */
  readonly transient?: number;
}

/**
 * Two series with the same columns.
 */
export interface CompareAttractorsProblem {
  /**
   * The reference: a row for each time, or a vector; at least 20 rows.
   */
  readonly reference: VectorInput | MatrixInput;
  /**
   * The series that is compared, with as many columns and at least 10 rows.
   */
  readonly series: VectorInput | MatrixInput;
  /**
   * The number of intervals of each coordinate, from 2 to 200.
   * @defaultValue 30
   */
  readonly bins?: number;
  /**
   * The count added to each cell, above 0 and at most 1.
   * @defaultValue 0.00001
   */
  readonly pseudocount?: number;
  /**
   * The standard deviation of the Gaussian that smooths spectra, in frequencies of the periodogram; at most 1000.
   * @defaultValue 20.0
   */
  readonly smoothing?: number;
}

/**
 * An estimate of derivatives. Rows at both ends without an estimate are left out.
 * - `fourth`: Central differences of fourth order, for series without noise.
 * - `second`: Central differences of second order.
 * - `savitzkyGolay`: Local cubic polynomials, for noisy series, which also smooth the states. The window is chosen by cross-validation.
 */
export type Differences = 'fourth' | 'second' | 'savitzkyGolay';

/**
 * A series, and the candidate terms.
 */
export interface DiscoverEquationsProblem {
  /**
   * The series: a row for each time, or a vector.
   */
  readonly series: VectorInput | MatrixInput;
  /**
   * The derivatives, if they are known: as many rows and columns as `series`. Default: estimates from the series.
   */
  readonly derivatives?: VectorInput | MatrixInput;
  /**
   * The estimate of derivatives.
   */
  readonly differences?: Differences;
  /**
   * The maximum number of fits of an equation, at least 1.
   * @defaultValue 20
   */
  readonly maxIterations?: number;
  /**
   * The multiple of the squared coefficients in the sum of squares.
   * @defaultValue 0.05
   */
  readonly ridge?: number;
  /**
   * The time between two rows.
   * @defaultValue 1.0
   */
  readonly step?: number;
  /**
   * Whether to return `termMatrix` and `derivatives`, for other regressions.
   * @defaultValue false
   */
  readonly table?: boolean;
  /**
   * The candidate terms.
   */
  readonly terms?: TermChoice;
  /**
   * The threshold: terms with a coefficient below it are removed. In the units of the series and of `step`.
   * @defaultValue 0.1
   */
  readonly threshold?: number;
}

/**
 * A scalar series.
 */
export interface EmbedProblem {
  /**
   * The series, with at least 50 rows.
   */
  readonly series: VectorInput;
  /**
   * The delay in rows, at least 1. Default: by mutual information.
   */
  readonly delay?: number;
  /**
   * The number of entries of delay vectors, at least 1. Default: by false neighbors.
   */
  readonly dimension?: number;
  /**
   * The maximum delay by mutual information, at least 1.
   * @defaultValue 100
   */
  readonly maxDelay?: number;
  /**
   * The maximum dimension by false neighbors, from 1 to 20.
   * @defaultValue 10
   */
  readonly maxDimension?: number;
}

/**
 * A system, or a series.
 */
export interface LyapunovExponentsProblem {
  /**
   * The number of exponents, the largest ones; at most 100. Default: as many as a state has entries.
   */
  readonly count?: number;
  /**
   * The delay of the series' delay vectors. Default: that of {@link embed}.
   */
  readonly delay?: number;
  /**
   * The dimension of the series' delay vectors. Default: that of {@link embed}.
   */
  readonly dimension?: number;
  /**
   * The number of rows around a vector without its neighbor. Default: a mean period of the series.
   */
  readonly exclusion?: number;
  /**
   * The number of rows over which neighbors are followed, from 3 to 10 000. Default: 1.3 mean periods, and at least 20.
   */
  readonly follow?: number;
  /**
   * The initial state, with absolute values up to 1e50. Default: that of the model, or a state near the attractor of the named system.
   */
  readonly initial?: VectorInput;
  /**
   * The number of rows over which growth is averaged, at least 20. Default: 100 000.
   */
  readonly length?: number;
  /**
   * A piecewise-linear map, in place of `system`: the `model` of `reconstruct`.
   */
  readonly model?: PiecewiseLinear;
  /**
   * Parameters of the named system that differ from its defaults.
   */
  readonly parameters?: Readonly<Record<string, number>>;
  /**
   * A scalar series in place of a system, with at least 100 rows. Its time between two rows is `step`, 1 by default.
   */
  readonly series?: VectorInput;
  /**
   * The time between two rows, for flows; from 1e-100 to 1e100. Default: 0.01.
   */
  readonly step?: number;
  /**
   * The number of steps of the Runge–Kutta method for each row of a flow, from 1 to 1000.
   * @defaultValue 1
   */
  readonly substeps?: number;
  /**
   * A system by its name.
   */
  readonly system?: SystemName;
  /**
   * The number of rows before. Default: 1000.
   */
  readonly transient?: number;
}

/**
 * The map `x⁺ = linear x + offset + weights max(0, directions x + thresholds)`.
 */
export interface PiecewiseLinear {
  /**
   * The square matrix of the linear part. All numbers of a model have absolute values up to 1e50.
   */
  readonly linear: MatrixInput;
  /**
   * The constant.
   */
  readonly offset: VectorInput;
  /**
   * The change of slope at each hinge, in the columns.
   */
  readonly weights: MatrixInput;
  /**
   * The normal vectors of the hinges, in the rows.
   */
  readonly directions: MatrixInput;
  /**
   * The constants of the hinges.
   */
  readonly thresholds: VectorInput;
  /**
   * A state from which to begin.
   */
  readonly initial: VectorInput;
  /**
   * The time between a state and the next.
   * @defaultValue 1.0
   */
  readonly step?: number;
}

/**
 * A series, and the form of the map.
 */
export interface ReconstructProblem {
  /**
   * The series: a row for each time, or a vector. At most 100 columns, none of them constant; at least 40 rows, and 4
   * for each coefficient of a column and of the hinges. Of a scalar series, pass the `vectors` of {@link embed}.
   */
  readonly series: VectorInput | MatrixInput;
  /**
   * The fraction of rows, the last ones, that the regression does not see, from 0 to 0.5: for `residual`.
   * @defaultValue 0.2
   */
  readonly holdOut?: number;
  /**
   * The maximum number of iterations from a start, at least 1.
   * @defaultValue 60
   */
  readonly maxIterations?: number;
  /**
   * The number of hinges, from 0 to 12: the map has at most 2^pieces regions.
   * @defaultValue 2
   */
  readonly pieces?: number;
  /**
   * The maximum number of rows by which hinges are placed, from 10 to 100 000; the other coefficients are then fitted to
   * all rows.
   * @defaultValue 2000
   */
  readonly sample?: number;
  /**
   * Smoothing before the regression. Noise in the rows would bias it.
   */
  readonly smoothing?: Smoothing;
  /**
   * The number of starts of the regression, from 1 to 1000.
   * @defaultValue 10
   */
  readonly starts?: number;
  /**
   * The time between two rows.
   * @defaultValue 1.0
   */
  readonly step?: number;
  /**
   * The relative decrease of the squared residual in an iteration at which a regression ends.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * A stream of rows: inputs with outputs, or a series whose rows are predicted from those before.
 */
export interface RecursiveLeastSquaresProblem {
  /**
   * The factor on the weight of all earlier rows at each new row, 1e-6 to 1.
   * @defaultValue 1.0
   */
  readonly forgetting?: number;
  /**
   * The inputs, one row for each moment, with absolute values up to 1e50.
   */
  readonly inputs?: MatrixInput;
  /**
   * Whether to add a constant to the inputs.
   * @defaultValue false
   */
  readonly intercept?: boolean;
  /**
   * The number of preceding rows of the series from which each row is predicted, 1 to 1000.
   * @defaultValue 1
   */
  readonly order?: number;
  /**
   * The outputs to be predicted from the inputs of their row: one number or one row for each moment.
   */
  readonly outputs?: VectorInput | MatrixInput;
  /**
   * The weight of the squared coefficients before the first row, 1e-50 to 1e50; it is forgotten like a row. Default:
   * 1e-3. With `state` it is that of the state.
   */
  readonly ridge?: number;
  /**
   * A series, instead of inputs and outputs: one number or one row for each moment, with absolute values up to 1e50.
   */
  readonly series?: VectorInput | MatrixInput;
  /**
   * The state of an earlier call, to continue its stream. For a series, its last rows are part of the state.
   */
  readonly state?: RecursiveLeastSquaresState;
}

/**
 * The state of a stream after its last row. The weighted normal equations have the matrix `factor' factor` and the right
 * sides `factor' targets`.
 */
export interface RecursiveLeastSquaresState {
  /**
   * The upper triangular factor, with a row for each input; the constant of `intercept` is the last one.
   */
  readonly factor: MatrixInput;
  /**
   * The transformed outputs, with a row for each input and a column for each output.
   */
  readonly targets: MatrixInput;
  /**
   * The weight of the squared coefficients before the first row.
   */
  readonly ridge: number;
  /**
   * The number of rows in which forgetting was limited.
   */
  readonly windups: number;
  /**
   * The last rows of a series, as many as its order; without rows for inputs and outputs.
   */
  readonly recent: MatrixInput;
}

/**
 * A dynamical system, and the number of rows.
 */
export interface SimulateProblem {
  /**
   * The number of rows, at least 1.
   */
  readonly length: number;
  /**
   * The initial state, with absolute values up to 1e50. Default: that of the model, or a state near the attractor of the named system.
   */
  readonly initial?: VectorInput;
  /**
   * A piecewise-linear map, in place of `system`: the `model` of `reconstruct`.
   */
  readonly model?: PiecewiseLinear;
  /**
   * Parameters of the named system that differ from its defaults.
   */
  readonly parameters?: Readonly<Record<string, number>>;
  /**
   * The time between two rows, for flows; from 1e-100 to 1e100. Default: 0.01.
   */
  readonly step?: number;
  /**
   * The number of steps of the Runge–Kutta method for each row of a flow, from 1 to 1000.
   * @defaultValue 1
   */
  readonly substeps?: number;
  /**
   * A system by its name.
   */
  readonly system?: SystemName;
  /**
   * The number of rows dropped before the first one. Without, the first row is the initial state.
   * @defaultValue 0
   */
  readonly transient?: number;
}

/**
 * Smoothing by local cubic polynomials (Savitzky, Golay 1964).
 * - `auto`: With the window of least error in generalized cross-validation; none for series of maps and without noise.
 * - `none`: None.
 */
export type Smoothing = 'auto' | 'none';

/**
 * The name of a dynamical system. Flows are integrated by the classical Runge–Kutta method with fixed steps.
 * - `lorenz`: The flow of Lorenz (1963): `sigma (y - x), x (rho - z) - y, x y - beta z`, with 10, 28 and 8/3.
 * - `roessler`: The flow of Rössler (1976): `-y - z, x + a y, b + z (x - c)`, with 0.2, 0.2 and 5.7.
 * - `lorenz96`: The flow of Lorenz (1996): `(y[i + 1] - y[i - 2]) y[i - 1] - y[i] + forcing` around a circle, with `forcing` 8. The length of
 * `initial`, at least 4, is the number of places; the default is 40.
 * - `henon`: The map of Hénon (1976): `1 - a x^2 + y, b x`, with 1.4 and 0.3.
 * - `lozi`: The map of Lozi (1978): `1 - a |x| + y, b x`, with 1.7 and 0.5.
 * - `logistic`: The logistic map: `r x (1 - x)`, with `r` 4.
 */
export type SystemName = 'lorenz' | 'roessler' | 'lorenz96' | 'henon' | 'lozi' | 'logistic';

/**
 * Candidate terms: all products of the entries of the state up to a degree, and sines and cosines.
 */
export interface TermChoice {
  /**
   * The maximum degree of products, from 0 to 8.
   * @defaultValue 2
   */
  readonly degree?: number;
  /**
   * Whether sines and cosines of the entries are candidates.
   * @defaultValue false
   */
  readonly trigonometric?: boolean;
}

/**
 * The structure of a piecewise-linear map.
 */
export interface AnalyzeSolution {
  /**
   * The reason for termination.
   */
  readonly status: AnalyzeStatus;
  /**
   * The region of each row: bit i is set if hinge i is active.
   */
  readonly symbols: Int32Array;
  /**
   * The visited regions in descending order of their occupancy.
   */
  readonly regions: readonly Region[];
  /**
   * The counts of transitions between the regions, in the order of `regions`: from the region of the row to that of the
   * column.
   */
  readonly transitions: SparseMatrix;
  /**
   * The entropy of the next region given the present one, in nats.
   */
  readonly entropyRate: number;
  /**
   * The cycles whose words of regions were visited, by their period; at most 1000.
   */
  readonly cycles: readonly Cycle[];
  /**
   * The logarithm of the spectral radius of the graph of transitions, in nats: a bound of the growth rate of the number
   * of words. Absent for more than 500 regions.
   */
  readonly topologicalEntropy?: number;
}

/**
 * The termination status of `analyze`.
 * - `finished`: The whole run or series was analyzed.
 * - `unbounded`: An entry of the run exceeded 1e6 times the largest entry of the initial state, or 1e6: the rows before were
 * analyzed.
 * - `timeLimit`: The time limit was reached: rows, regions and cycles are those so far.
 */
export type AnalyzeStatus = 'finished' | 'unbounded' | 'timeLimit';

/**
 * The figures of a regression.
 */
export interface CandidateFigures {
  /**
   * As in the solution.
   */
  readonly residualRatio: number;
  /**
   * As in the solution; absent if the free run is unbounded.
   */
  readonly attractorDivergence?: number;
}

/**
 * The distance of two attractors.
 */
export interface CompareAttractorsSolution {
  /**
   * The Kullback–Leibler divergence, in nats, of the series' distribution of states from that of the reference, over
   * the cells of a grid and one for all states outside. With more than three columns the mean over pairs of columns.
   */
  readonly attractorDivergence: number;
  /**
   * The same for the second half of the reference and its first half.
   */
  readonly divergenceFloor: number;
  /**
   * The Hellinger distance of the smoothed and normalized power spectra, from 0 to 1: the mean over columns. If lengths
   * differ, of the first rows of the longer series.
   */
  readonly spectrumDistance: number;
  /**
   * The same for the halves of the reference.
   */
  readonly spectrumFloor: number;
}

/**
 * A cycle of the map.
 */
export interface Cycle {
  /**
   * The regions of its points.
   */
  readonly word: Int32Array;
  /**
   * The points, a row each.
   */
  readonly points: Matrix;
  /**
   * The real parts of the multipliers: eigenvalues of the derivative along the whole cycle.
   */
  readonly multipliers: Float64Array;
  /**
   * The imaginary parts.
   */
  readonly imaginary: Float64Array;
  /**
   * Whether all multipliers have moduli below 1.
   */
  readonly isStable: boolean;
  /**
   * The distance of the first point and the image of the last one.
   */
  readonly residual: number;
}

/**
 * A sparse vector field.
 */
export interface DiscoverEquationsSolution {
  /**
   * The reason for termination.
   */
  readonly status: DiscoverStatus;
  /**
   * The coefficients: a row for each entry of the state, a column for each term.
   */
  readonly coefficients: Matrix;
  /**
   * The terms as formulas of the state `y`.
   */
  readonly termNames: readonly string[];
  /**
   * The vector field.
   */
  readonly formula: FieldFormula;
  /**
   * The norm of the difference of the derivatives and the field, relative to the norm of the derivatives.
   */
  readonly residual: number;
  /**
   * The condition number of the matrix of all terms: with large ones, other sets of terms may fit as well. Infinite ones
   * are reported as 1e300.
   */
  readonly conditionNumber: number;
  /**
   * The largest number of fits of an equation.
   */
  readonly iterations: number;
  /**
   * The derivatives in the fits.
   */
  readonly derivatives?: Matrix;
  /**
   * The values of the terms: a row for each row with a derivative.
   */
  readonly termMatrix?: Matrix;
}

/**
 * The termination status of `discoverEquations`.
 * - `converged`: The sets of terms did not change in the last fits.
 * - `iterationLimit`: The maximum number of fits was reached.
 * - `empty`: No term of any equation has a coefficient above the threshold.
 */
export type DiscoverStatus = 'converged' | 'iterationLimit' | 'empty';

/**
 * Delay vectors.
 */
export interface EmbedSolution {
  /**
   * The reason for termination.
   */
  readonly status: EmbedStatus;
  /**
   * The delay in rows.
   */
  readonly delay: number;
  /**
   * The number of entries of delay vectors.
   */
  readonly dimension: number;
  /**
   * The delay vectors, a row each.
   */
  readonly vectors: Matrix;
  /**
   * The fraction of false nearest neighbors, by dimensions from 1 on. Absent if `dimension` is given.
   */
  readonly falseNeighbors?: Float64Array;
  /**
   * The mutual information of the series and itself, in nats, by delays from 1 on. Absent if `delay` is given.
   */
  readonly mutualInformation?: Float64Array;
}

/**
 * The termination status of `embed`.
 * - `finished`: The delay and the dimension were given or found.
 * - `noDelay`: Up to `maxDelay`, the mutual information has no local minimum and the autocorrelation stays above 1/e. The delay
 * is the last one tried.
 * - `noDimension`: Each dimension has 1 % false neighbors or more, as for noise. The dimension is the last one tried.
 * - `timeLimit`: The time limit was reached before both were found. They are the last ones tried.
 */
export type EmbedStatus = 'finished' | 'noDelay' | 'noDimension' | 'timeLimit';

/**
 * A function as data, as `ode.solve` takes it.
 */
export interface FieldFormula {
  /**
   * The formula of the field.
   */
  readonly formula: string;
  /**
   * The number of entries of the state `y`.
   */
  readonly inputs: Readonly<Record<string, number>>;
}

/**
 * The map `x⁺ = linear x + offset + weights max(0, directions x + thresholds)`.
 */
export interface FittedModel {
  /**
   * The square matrix of the linear part. All numbers of a model have absolute values up to 1e50.
   */
  readonly linear: Matrix;
  /**
   * The constant.
   */
  readonly offset: Float64Array;
  /**
   * The change of slope at each hinge, in the columns.
   */
  readonly weights: Matrix;
  /**
   * The normal vectors of the hinges, in the rows.
   */
  readonly directions: Matrix;
  /**
   * The constants of the hinges.
   */
  readonly thresholds: Float64Array;
  /**
   * A state from which to begin.
   */
  readonly initial: Float64Array;
  /**
   * The time between a state and the next.
   * @defaultValue 1.0
   */
  readonly step?: number;
}

/**
 * The progress of `lyapunovExponents`.
 */
export interface LyapunovExponentsProgress {
  /**
   * The number of rows so far, those before the averages included.
   */
  readonly rows: number;
}

/**
 * Lyapunov exponents.
 */
export interface LyapunovExponentsSolution {
  /**
   * The reason for termination.
   */
  readonly status: LyapunovStatus;
  /**
   * The exponents per unit of time, in descending order; one for a series. Empty if no row was computed. Where a
   * derivative is singular, a row counts with the logarithm of 1e-300 instead of minus infinity.
   */
  readonly exponents: Float64Array;
  /**
   * The mean logarithm of the distance of neighbors in a series, after 0, 1, … rows.
   */
  readonly curve?: Float64Array;
  /**
   * The delay used for a series.
   */
  readonly delay?: number;
  /**
   * The dimension used for a series.
   */
  readonly dimension?: number;
  /**
   * The first and the last number of rows of the fitted range of `curve`.
   */
  readonly fitRange?: Int32Array;
  /**
   * The dimension of the attractor by Kaplan and Yorke. Absent for series, and if too few exponents were computed.
   */
  readonly kaplanYorkeDimension?: number;
  /**
   * The standard errors of the exponents: of a system from 20 blocks of rows, of a series that of the slope. Absent if
   * fewer than two blocks were computed.
   */
  readonly standardErrors?: Float64Array;
  /**
   * The sum of the exponents of a system: the rate at which volumes grow, if all were computed.
   */
  readonly sum?: number;
}

/**
 * The termination status of `lyapunovExponents`.
 * - `finished`: All rows were computed, or the divergence of a series has a linear range.
 * - `timeLimit`: The time limit was reached; the exponents are those of the rows so far.
 * - `unbounded`: An entry of a state exceeded 1e6 times the largest entry of the initial state, or 1e6, or one of a tangent vector
 * 1e150; the exponents are those of the rows before.
 * - `noLinearRange`: No range of the divergence of a series is linear enough: the exponent is the slope of the straightest one.
 */
export type LyapunovStatus = 'finished' | 'timeLimit' | 'unbounded' | 'noLinearRange';

/**
 * The progress of `reconstruct`.
 */
export interface ReconstructProgress {
  /**
   * The number of finished starts.
   */
  readonly starts: number;
}

/**
 * A piecewise-linear map of a series.
 */
export interface ReconstructSolution {
  /**
   * The reason for termination.
   */
  readonly status: ReconstructStatus;
  /**
   * The map, in the units of the series.
   */
  readonly model: FittedModel;
  /**
   * The root mean square error of the next row, of those held out, in standard deviations of the columns. Of all rows
   * if none is held out.
   */
  readonly residual: number;
  /**
   * The same for the best linear map.
   */
  readonly linearResidual: number;
  /**
   * The squared residual in the regression, divided by that of the best linear map.
   */
  readonly residualRatio: number;
  /**
   * The divergence of the series' own halves: smaller ones mean nothing.
   */
  readonly divergenceFloor: number;
  /**
   * The Lyapunov exponents of the model per unit of time, over 20 000 rows. A divergence near its floor does not prove
   * that the model is chaotic; a positive exponent does. Empty if the free run is unbounded or out of time.
   */
  readonly lyapunovExponents: Float64Array;
  /**
   * The number of rows of the smoothing window; 1 without smoothing.
   */
  readonly smoothingWindow: number;
  /**
   * The best regressions that differ, in order of their residuals.
   */
  readonly candidates: readonly CandidateFigures[];
  /**
   * The number of iterations of the returned regression.
   */
  readonly iterations: number;
  /**
   * The divergence of the model's free run from the series, as by {@link compareAttractors}. Absent if the free run is
   * unbounded.
   */
  readonly attractorDivergence?: number;
  /**
   * The distance of the free run's spectrum from that of the series. Absent if the free run is unbounded.
   */
  readonly spectrumDistance?: number;
}

/**
 * The termination status of `reconstruct`.
 * - `converged`: The regression met the tolerance: a local minimum of the squared residual. The free run is bounded.
 * - `iterationLimit`: The iteration limit was reached. The free run is bounded.
 * - `timeLimit`: The time limit was reached: the best model so far.
 * - `unbounded`: The free run of each candidate leaves the range of the series by 10 standard deviations. The model is the one with
 * the smallest residual.
 */
export type ReconstructStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'unbounded';

/**
 * The predictions of a stream, and the coefficients after its last row.
 */
export interface RecursiveLeastSquaresSolution {
  /**
   * The reason for termination. While `windups` is 0, the coefficients minimize the weighted sum of squared errors of
   * all processed rows plus the weighted ridge.
   */
  readonly status: StreamStatus;
  /**
   * The coefficients after the last row: a row for each output and a column for each input. The inputs of a series
   * are its preceding rows, the latest one first.
   */
  readonly coefficients: Matrix;
  /**
   * The prediction of each processed row, made from the rows before it. The first `order` rows of a new series have
   * none.
   */
  readonly predictions: Float64Array | Matrix;
  /**
   * The differences of outputs and predictions.
   */
  readonly errors: Float64Array | Matrix;
  /**
   * The number of rows, since the beginning of the stream, in which forgetting was limited, because an input brought
   * no information for so long that its coefficient would have become arbitrary.
   */
  readonly windups: number;
  /**
   * The state to continue the stream with.
   */
  readonly state: StreamState;
  /**
   * The constants, one for each output, if `intercept` is set.
   */
  readonly intercept?: Float64Array;
}

/**
 * A region, within which the map is affine.
 */
export interface Region {
  /**
   * The number whose bits are the active hinges.
   */
  readonly code: number;
  /**
   * The fraction of rows within the region.
   */
  readonly occupancy: number;
  /**
   * The matrix of the map within the region.
   */
  readonly matrix: Matrix;
  /**
   * The real parts of the eigenvalues of the matrix, in descending order of their moduli.
   */
  readonly eigenvalues: Float64Array;
  /**
   * The imaginary parts.
   */
  readonly imaginary: Float64Array;
  /**
   * The behavior at the fixed point.
   */
  readonly type: Stability;
  /**
   * Whether the fixed point lies in its region, so that it is one of the whole map.
   */
  readonly isReal: boolean;
  /**
   * The distance of the fixed point and its image.
   */
  readonly residual: number;
  /**
   * The fixed point of the affine map. Absent if an eigenvalue is 1 but for rounding.
   */
  readonly fixedPoint?: Float64Array;
}

/**
 * The progress of `simulate`.
 */
export interface SimulateProgress {
  /**
   * The number of rows so far, dropped ones included.
   */
  readonly rows: number;
}

/**
 * A series.
 */
export interface SimulateSolution {
  /**
   * The reason for termination.
   */
  readonly status: SimulateStatus;
  /**
   * The states, a row each.
   */
  readonly series: Matrix;
  /**
   * The time between two rows: 1 for maps.
   */
  readonly step: number;
}

/**
 * The termination status of `simulate`.
 * - `finished`: All rows were computed.
 * - `unbounded`: An entry exceeded 1e6 times the largest entry of the initial state, or 1e6; the rows before are returned.
 * - `timeLimit`: The time limit was reached; the rows so far are returned.
 */
export type SimulateStatus = 'finished' | 'unbounded' | 'timeLimit';

/**
 * The behavior near a fixed point.
 * - `stable`: All eigenvalues have moduli below 1.
 * - `saddle`: Some have moduli below 1, others not.
 * - `unstable`: All eigenvalues have moduli of at least 1.
 */
export type Stability = 'stable' | 'saddle' | 'unstable';

/**
 * The state of a stream after its last row. The weighted normal equations have the matrix `factor' factor` and the right
 * sides `factor' targets`.
 */
export interface StreamState {
  /**
   * The upper triangular factor, with a row for each input; the constant of `intercept` is the last one.
   */
  readonly factor: Matrix;
  /**
   * The transformed outputs, with a row for each input and a column for each output.
   */
  readonly targets: Matrix;
  /**
   * The weight of the squared coefficients before the first row.
   */
  readonly ridge: number;
  /**
   * The number of rows in which forgetting was limited.
   */
  readonly windups: number;
  /**
   * The last rows of a series, as many as its order; without rows for inputs and outputs.
   */
  readonly recent: Matrix;
}

/**
 * How a pass over a stream ended.
 * - `finished`: All rows were processed.
 * - `timeLimit`: The time limit was reached. `predictions` has the processed rows, and `state` continues after them.
 */
export type StreamStatus = 'finished' | 'timeLimit';

/**
 * Predicts each row of a stream by linear regression on the rows before it, with exponential forgetting. The
 * coefficients minimize the weighted sum of squared errors exactly after each row: a triangular factor of the normal
 * equations is updated by rotations. `state` continues a stream with the same bits as one call for all rows.
 *
 * Give `inputs` and `outputs`, or a `series` whose rows are predicted from the `order` rows before.
 *
 * @example
 * ```ts
 * const { coefficients, predictions, state } = await recursiveLeastSquares({
 *   inputs: [[1], [2], [3], [4]],
 *   outputs: [2, 4, 6, 8],
 *   forgetting: 0.98,
 * });
 * ```
 */
export function recursiveLeastSquares(
  problem: RecursiveLeastSquaresProblem,
  options?: RunOptions,
): Promise<RecursiveLeastSquaresSolution> {
  return run('dynamics.recursiveLeastSquares', problem, options);
}

/** {@link recursiveLeastSquares}, blocking the calling thread. */
export function recursiveLeastSquaresSync(problem: RecursiveLeastSquaresProblem, options?: SyncRunOptions): RecursiveLeastSquaresSolution {
  return runSync('dynamics.recursiveLeastSquares', problem, options);
}

/**
 * Analyzes a piecewise-linear map: the regions it visits, their transitions and entropies, the fixed point of each
 * region, and the cycles among the visited words of regions, all in closed form (Brenner, Hemmer, Monfared, Durstewitz,
 * NeurIPS 2024).
 *
 * @example
 * ```ts
 * const { series } = await simulate({ system: 'lozi', length: 500, transient: 100 });
 * const { model } = await reconstruct({ series, pieces: 1 });
 * const { regions, cycles } = await analyze({ model, maxPeriod: 4 });
 * ```
 */
export function analyze(
  problem: AnalyzeProblem,
  options?: RunOptions,
): Promise<AnalyzeSolution> {
  return run('dynamics.analyze', problem, options);
}

/** {@link analyze}, blocking the calling thread. */
export function analyzeSync(problem: AnalyzeProblem, options?: SyncRunOptions): AnalyzeSolution {
  return runSync('dynamics.analyze', problem, options);
}

/**
 * Compares the attractors of two series by the distributions of their states and by their spectra, which chaos leaves
 * alike while the series themselves separate. The divergences of the reference's own halves are the floor: differences
 * at or below it mean nothing. They depend on the length, so compare series of equal length.
 *
 * @example
 * ```ts
 * const reference = Array.from({ length: 400 }, (_, k) => [Math.sin(k / 5), Math.cos(k / 5)]);
 * const series = Array.from({ length: 400 }, (_, k) => [Math.sin(k / 4), Math.cos(k / 4)]);
 * const { attractorDivergence, spectrumDistance } = await compareAttractors({ reference, series });
 * ```
 */
export function compareAttractors(
  problem: CompareAttractorsProblem,
  options?: RunOptions,
): Promise<CompareAttractorsSolution> {
  return run('dynamics.compareAttractors', problem, options);
}

/** {@link compareAttractors}, blocking the calling thread. */
export function compareAttractorsSync(problem: CompareAttractorsProblem, options?: SyncRunOptions): CompareAttractorsSolution {
  return runSync('dynamics.compareAttractors', problem, options);
}

/**
 * Discovers a sparse system of differential equations of a series: estimates derivatives, and fits them by few of many
 * candidate terms, those with small coefficients removed in turn (Brunton, Proctor, Kutz 2016). Its `formula` goes into
 * `ode.solve`.
 *
 * @example
 * ```ts
 * const series = Array.from({ length: 500 }, (_, k) => [Math.sin(k / 50), Math.cos(k / 50)]);
 * const { formula } = await discoverEquations({ series, step: 1 / 50, terms: { degree: 1 } });
 * ```
 */
export function discoverEquations(
  problem: DiscoverEquationsProblem,
  options?: RunOptions,
): Promise<DiscoverEquationsSolution> {
  return run('dynamics.discoverEquations', problem, options);
}

/** {@link discoverEquations}, blocking the calling thread. */
export function discoverEquationsSync(problem: DiscoverEquationsProblem, options?: SyncRunOptions): DiscoverEquationsSolution {
  return runSync('dynamics.discoverEquations', problem, options);
}

/**
 * Forms delay vectors of a scalar series: rows `x[t], x[t + delay], x[t + 2 delay], …`, from which the state of a
 * deterministic system can be reconstructed. The delay is the first local minimum of the mutual information (Fraser,
 * Swinney 1986), and the dimension the first with less than 1 % false nearest neighbors (Kennel, Brown, Abarbanel 1992).
 *
 * @example
 * ```ts
 * const { delay, dimension, vectors } = await embed({ series: Array.from({ length: 500 }, (_, k) => Math.sin(k / 5)) });
 * ```
 */
export function embed(
  problem: EmbedProblem,
  options?: RunOptions,
): Promise<EmbedSolution> {
  return run('dynamics.embed', problem, options);
}

/** {@link embed}, blocking the calling thread. */
export function embedSync(problem: EmbedProblem, options?: SyncRunOptions): EmbedSolution {
  return runSync('dynamics.embed', problem, options);
}

/**
 * Computes Lyapunov exponents: all of a system, by the growth of tangent vectors (Benettin and others 1980), or the
 * largest one of a scalar series, by the divergence of nearest neighbors (Rosenstein, Collins, De Luca 1993). A positive
 * exponent is the rate at which small differences grow, the signature of chaos.
 *
 * @example
 * ```ts
 * const { exponents } = await lyapunovExponents({ system: 'henon', length: 10_000 });
 * ```
 */
export function lyapunovExponents(
  problem: LyapunovExponentsProblem,
  options?: RunOptions<LyapunovExponentsProgress>,
): Promise<LyapunovExponentsSolution> {
  return run('dynamics.lyapunovExponents', problem, options);
}

/** {@link lyapunovExponents}, blocking the calling thread. */
export function lyapunovExponentsSync(problem: LyapunovExponentsProblem, options?: SyncRunOptions): LyapunovExponentsSolution {
  return runSync('dynamics.lyapunovExponents', problem, options);
}

/**
 * Reconstructs a piecewise-linear map from a series: a linear map with a few hinges, whose free run shares the series'
 * attractor. The hinges are found by nonlinear regression of each row on the one before, from several starts; of the
 * best regressions the one whose free run resembles the series is returned. Analyze it by {@link analyze}.
 *
 * @example
 * ```ts
 * const { series } = await simulate({ system: 'lozi', length: 500, transient: 100 });
 * const { model, residualRatio } = await reconstruct({ series, pieces: 1 });
 * ```
 */
export function reconstruct(
  problem: ReconstructProblem,
  options?: RunOptions<ReconstructProgress>,
): Promise<ReconstructSolution> {
  return run('dynamics.reconstruct', problem, options);
}

/** {@link reconstruct}, blocking the calling thread. */
export function reconstructSync(problem: ReconstructProblem, options?: SyncRunOptions): ReconstructSolution {
  return runSync('dynamics.reconstruct', problem, options);
}

/**
 * Simulates a dynamical system: a named map or flow, or a model of {@link reconstruct}. Flows take fixed steps, so
 * that a series can be reproduced elsewhere; integrate with error control by `ode.solve`.
 *
 * @example
 * ```ts
 * const { series } = await simulate({ system: 'lorenz', length: 1000, transient: 500 });
 * ```
 */
export function simulate(
  problem: SimulateProblem,
  options?: RunOptions<SimulateProgress>,
): Promise<SimulateSolution> {
  return run('dynamics.simulate', problem, options);
}

/** {@link simulate}, blocking the calling thread. */
export function simulateSync(problem: SimulateProblem, options?: SyncRunOptions): SimulateSolution {
  return runSync('dynamics.simulate', problem, options);
}
