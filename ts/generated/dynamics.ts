// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, Matrix, MatrixInput, SparseMatrix, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import { solve as solveData, solveSync as solveDataSync } from '../expression/solve.js';
import type { ForecastSolutionOf } from '../families/dynamics.js';
import '#wasm/dynamics.js';

export { load } from '../engine/load.js';

/**
 * A recurrence. With `tokens` the data are tables with an entry for each token; without them they have one for each
 * step, the steps of the first sequence first.
 */
export interface AffineScanProblem {
  /**
   * The kind of the matrices.
   */
  readonly kind: ScanKind;
  /**
   * The derivatives of a function by all states, one a row. With them the solution has its gradient by all data.
   */
  readonly adjoint?: MatrixInput;
  /**
   * The number of sequences of equal length, at least 1.
   * @defaultValue 1
   */
  readonly batch?: number;
  /**
   * The diagonals, one a row, for `diagonal`.
   */
  readonly factors?: MatrixInput;
  /**
   * The states before the first step, a row for each sequence. Default: zeros.
   */
  readonly initial?: MatrixInput;
  /**
   * The vectors u, `terms` rows for each matrix, for `rankOne`.
   */
  readonly left?: MatrixInput;
  /**
   * The offsets b, one a row. Default: zeros.
   */
  readonly offsets?: MatrixInput;
  /**
   * The states to be returned.
   */
  readonly output?: ScanOutput;
  /**
   * The vectors v, `terms` rows for each matrix, for `rankOne`.
   */
  readonly right?: MatrixInput;
  /**
   * The strengths of reflections, a row for each matrix, for `householder`.
   */
  readonly strengths?: MatrixInput;
  /**
   * The number of factors of each matrix for `rankOne`, at least 1.
   * @defaultValue 1
   */
  readonly terms?: number;
  /**
   * The token of each step, from 0: the place of its matrix and its offset in the tables.
   */
  readonly tokens?: IndexInput;
  /**
   * The directions of reflections, not zero, for `householder`: as many rows for each matrix as it has strengths.
   */
  readonly vectors?: MatrixInput;
}

/**
 * A piecewise-linear map, and the run or the series whose regions are analyzed.
 */
export interface AnalyzeProblem {
  /**
   * The map: the `model` of {@link reconstruct}.
   */
  readonly model: PiecewiseLinear;
  /**
   * The initial state of the run, with absolute values up to 1e50. Default: that of the model.
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
 * A finite automaton.
 */
export interface AutomatonProblem {
  /**
   * The next state, a row for each state and a column for each symbol; at most 10 000 states.
   */
  readonly table: MatrixInput;
  /**
   * The state before the first symbol.
   * @defaultValue 0
   */
  readonly initialState?: number;
  /**
   * An output for each state. Default: the number of the state.
   */
  readonly outputs?: IndexInput;
  /**
   * Sequences of symbols to run on, one a row; shorter ones end with -1.
   */
  readonly sequences?: MatrixInput;
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
   * The count added to each cell, from 1e-100 to 1.
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
 * A criterion for the order.
 * - `aic`: Akaike's information criterion.
 * - `bic`: The Bayesian information criterion.
 */
export type Criterion = 'aic' | 'bic';

/**
 * An estimate of derivatives. Rows at both ends without an estimate are left out.
 * - `fourth`: Central differences of fourth order, for series without noise.
 * - `second`: Central differences of second order.
 * - `savitzkyGolay`: Local cubic polynomials, for noisy series, which also smooth the states. The window is chosen by
 * cross-validation, or has 5 rows for series of fewer than 124 rows.
 */
export type Differences = 'fourth' | 'second' | 'savitzkyGolay';

/**
 * A series, and the candidate terms.
 */
export interface DiscoverEquationsProblem {
  /**
   * The series: a row for each time, or a vector; or a list of matrices for several series of one system, from
   * different starts.
   */
  readonly series: VectorInput | MatrixInput | readonly MatrixInput[];
  /**
   * The derivatives, if they are known: in the form of `series`, with as many rows and columns. Default: estimates from
   * the series.
   */
  readonly derivatives?: VectorInput | MatrixInput | readonly MatrixInput[];
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
 * The range of eigenvalues.
 * - `negative`: From -1 to 1.
 * - `positive`: From 0 to 1.
 */
export type EigenvalueRange = 'negative' | 'positive';

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
   * The maximum delay by mutual information, at least 1; at most a tenth of the rows counts.
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
 * A series, and the models to be compared.
 */
export interface EvaluateForecastProblem {
  /**
   * The series: one number or one row for each moment, with absolute values up to 1e50; or a list of matrices for
   * several series of one system, from different starts.
   */
  readonly series: VectorInput | MatrixInput | readonly MatrixInput[];
  /**
   * The models, at most 20; not `auto`.
   */
  readonly methods: readonly ForecastMethod[];
  /**
   * The degree of `polynomial`, from 1 to 10.
   * @defaultValue 2
   */
  readonly degree?: number;
  /**
   * The share of recurrent weights that are not zero, above 0 and at most 1.
   * @defaultValue 0.05
   */
  readonly density?: number;
  /**
   * The share of held-out rows of each series, from 0.01 to 0.9.
   * @defaultValue 0.2
   */
  readonly holdOut?: number;
  /**
   * The horizons of `errors`, ascending, from 1 to 1e5. Default: 1, 2, 5 and 10.
   */
  readonly horizons?: IndexInput;
  /**
   * The largest absolute value of the weights of standardized inputs, from 0 to 100.
   * @defaultValue 0.1
   */
  readonly inputScale?: number;
  /**
   * Whether the models `linear`, `polynomial` and `piecewiseLinear` have a constant.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The probability of the intervals, above 0 and below 1.
   * @defaultValue 0.9
   */
  readonly interval?: number;
  /**
   * The share of a unit that is new in each row, above 0 and at most 1.
   * @defaultValue 1.0
   */
  readonly leak?: number;
  /**
   * The largest order for a criterion, from 1 to 100.
   * @defaultValue 8
   */
  readonly maxOrder?: number;
  /**
   * The number of preceding rows in a `linear`, `polynomial` or `piecewiseLinear` model, from 1 to 100, or a criterion for it
   * in a `linear` one. Default: 1 for `linear`, otherwise 2; `auto` takes `aic`, up to a season and one row. The rows
   * of a `piecewiseLinear` model have at most 500 numbers in all.
   */
  readonly order?: Order;
  /**
   * The number of moments of each series from which forecasts are made, from 1 to 10 000.
   * @defaultValue 20
   */
  readonly origins?: number;
  /**
   * The number of hinges of `piecewiseLinear`, from 1 to 12.
   * @defaultValue 2
   */
  readonly pieces?: number;
  /**
   * The ridge of regressions on standardized data, for each row; from 0 to 1e6. Default: 1e-9, and 1e-7 for `reservoir`.
   * It is raised where features are dependent up to rounding.
   */
  readonly ridge?: number;
  /**
   * The number of runs for the coverage of intervals, from 0 to 1e4.
   * @defaultValue 100
   */
  readonly samples?: number;
  /**
   * The number of rows of a season, from 2 to 400, or `auto`. Default: `auto` for `auto`, `seasonalNaive` and
   * `exponentialSmoothing`; the other models have no season.
   */
  readonly season?: Season;
  /**
   * The season of `exponentialSmoothing`. Default: by the corrected information criterion.
   */
  readonly seasonality?: Seasonality;
  /**
   * The spectral radius of the recurrent weights, to a percent, from 0 to 2.
   * @defaultValue 0.9
   */
  readonly spectralRadius?: number;
  /**
   * The trend of `exponentialSmoothing`. Default: by the corrected information criterion.
   */
  readonly trend?: Trend;
  /**
   * The number of units of `reservoir`, from 1 to 1000.
   * @defaultValue 300
   */
  readonly units?: number;
}

/**
 * A series and the model to be fitted.
 */
export interface FitPredictorProblem {
  /**
   * The series: one number or one row for each moment, with absolute values up to 1e50; or a list of matrices for
   * several series of one system, from different starts. Of several, the model is one for all, and
   * `exponentialSmoothing` is not available.
   */
  readonly series: VectorInput | MatrixInput | readonly MatrixInput[];
  /**
   * The degree of `polynomial`, from 1 to 10.
   * @defaultValue 2
   */
  readonly degree?: number;
  /**
   * The share of recurrent weights that are not zero, above 0 and at most 1.
   * @defaultValue 0.05
   */
  readonly density?: number;
  /**
   * The share of last rows of each series that are forecast by a model of the others for `residuals`, from 0 to 0.5. The model itself
   * is fitted to all rows.
   * @defaultValue 0.2
   */
  readonly holdOut?: number;
  /**
   * The largest absolute value of the weights of standardized inputs, from 0 to 100.
   * @defaultValue 0.1
   */
  readonly inputScale?: number;
  /**
   * Whether the models `linear`, `polynomial` and `piecewiseLinear` have a constant.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of a unit that is new in each row, above 0 and at most 1.
   * @defaultValue 1.0
   */
  readonly leak?: number;
  /**
   * The maximum number of iterations of each fit of `exponentialSmoothing`, at least 1.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * The largest order for a criterion, from 1 to 100.
   * @defaultValue 8
   */
  readonly maxOrder?: number;
  /**
   * The model.
   * @defaultValue 'auto'
   */
  readonly method?: ForecastMethod;
  /**
   * The number of preceding rows in a `linear`, `polynomial` or `piecewiseLinear` model, from 1 to 100, or a criterion for it
   * in a `linear` one. Default: 1 for `linear`, otherwise 2; `auto` takes `aic`, up to a season and one row. The rows
   * of a `piecewiseLinear` model have at most 500 numbers in all.
   */
  readonly order?: Order;
  /**
   * The number of hinges of `piecewiseLinear`, from 1 to 12.
   * @defaultValue 2
   */
  readonly pieces?: number;
  /**
   * The ridge of regressions on standardized data, for each row; from 0 to 1e6. Default: 1e-9, and 1e-7 for `reservoir`.
   * It is raised where features are dependent up to rounding.
   */
  readonly ridge?: number;
  /**
   * The number of rows of a season, from 2 to 400, or `auto`. Default: `auto` for `auto`, `seasonalNaive` and
   * `exponentialSmoothing`; the other models have no season.
   */
  readonly season?: Season;
  /**
   * The season of `exponentialSmoothing`. Default: by the corrected information criterion.
   */
  readonly seasonality?: Seasonality;
  /**
   * The spectral radius of the recurrent weights, to a percent, from 0 to 2.
   * @defaultValue 0.9
   */
  readonly spectralRadius?: number;
  /**
   * The tolerance of `exponentialSmoothing` on `relativeOffset`, above 0 and below 1.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The trend of `exponentialSmoothing`. Default: by the corrected information criterion.
   */
  readonly trend?: Trend;
  /**
   * The number of units of `reservoir`, from 1 to 1000.
   * @defaultValue 300
   */
  readonly units?: number;
}

/**
 * Sequences of symbols with labels, and the network to be trained.
 */
export interface FitSequenceModelProblem {
  /**
   * The sequences of symbols, integers from 0, one a row; shorter ones end with -1.
   */
  readonly sequences: MatrixInput;
  /**
   * The label after each symbol: a class from 0, or -1 for none.
   */
  readonly labels: MatrixInput;
  /**
   * The number of sequences in a step, from 1 to 10 000.
   * @defaultValue 64
   */
  readonly batchSize?: number;
  /**
   * The number of classes, at most 1000. Default: one more than the largest.
   */
  readonly classes?: number;
  /**
   * The learning rate of the first step, above 0 and at most 10; it falls to zero along a cosine.
   * @defaultValue 0.02
   */
  readonly learningRate?: number;
  /**
   * The largest number of symbols of a sequence in a step, from 1 to 10 000.
   * @defaultValue 40
   */
  readonly maxLength?: number;
  /**
   * The largest number of states of the automaton, from 1 to 10 000.
   * @defaultValue 200
   */
  readonly maxStates?: number;
  /**
   * The penalty on the absolute values of the offsets, from 0 to 100.
   * @defaultValue 0.01
   */
  readonly offsetPenalty?: number;
  /**
   * How the range is kept.
   */
  readonly parametrization?: Parametrization;
  /**
   * The range of eigenvalues.
   */
  readonly range?: EigenvalueRange;
  /**
   * The number of reflections of each matrix, from 1 to 8, for `householder`.
   * @defaultValue 2
   */
  readonly reflections?: number;
  /**
   * The largest number of trainings from different starts, from 1 to 100.
   * @defaultValue 3
   */
  readonly restarts?: number;
  /**
   * States of the automaton differ if their labels after any word of at most this length do; from 1 to 10.
   * @defaultValue 3
   */
  readonly signatureLength?: number;
  /**
   * The number of states of the network, from 1 to 256. Default: 8 for `diagonal`, and 4 for `householder`.
   */
  readonly states?: number;
  /**
   * The number of training steps of each restart, at least 1.
   * @defaultValue 2000
   */
  readonly steps?: number;
  /**
   * The number of symbols, at most 1000. Default: one more than the largest.
   */
  readonly symbols?: number;
  /**
   * The matrices of the recurrence.
   */
  readonly transition?: Transition;
  /**
   * The labels of the validation sequences.
   */
  readonly validationLabels?: MatrixInput;
  /**
   * Sequences that are not trained on. The automaton must give their labels too.
   */
  readonly validationSequences?: MatrixInput;
}

/**
 * The model of a series.
 * - `auto`: The method with the smallest errors of forecasts of held-out rows, in geometric mean over horizons up to two seasons
 * or ten rows, among `seasonalNaive`, `linear`, `exponentialSmoothing` and, of at most ten columns and at least 100
 * rows, `polynomial`.
 * - `linear`: A vector autoregression: each row is a linear function of the `order` rows before.
 * - `polynomial`: The change of each row is a polynomial of the `order` rows before, of `degree`: for deterministic dynamics, also
 * chaotic ones.
 * - `reservoir`: The change of each row is a linear function of the state of a random recurrent network and its squares.
 * - `piecewiseLinear`: The change of each row is linear in the `order` rows before and in a few hinges, `max(0, .)` of linear functions of
 * them: for dynamics with thresholds.
 * - `exponentialSmoothing`: Level, trend and season with exponentially decreasing weights of old rows, each column for itself, by maximum
 * likelihood: for trends and seasons.
 * - `seasonalNaive`: The row one season ago; without a season, the last row.
 */
export type ForecastMethod = 'auto' | 'linear' | 'polynomial' | 'reservoir' | 'piecewiseLinear' | 'exponentialSmoothing' | 'seasonalNaive';

/**
 * A fitted model and the rows before the forecast.
 */
export interface ForecastProblem {
  /**
   * The fitted model.
   */
  readonly predictor: Predictor;
  /**
   * The rows up to now, with the columns of the fitted series. It may be the fitted series or another one. Exponential
   * smoothing estimates the state before its first row, so it should have a few seasons.
   */
  readonly history: VectorInput | MatrixInput;
  /**
   * The number of rows to be forecast, from 1 to 1e6.
   */
  readonly horizon: number;
  /**
   * The levels of the quantiles, from 0 to 1. Default: 0.1, 0.5 and 0.9.
   */
  readonly levels?: VectorInput;
  /**
   * The number of runs for quantiles, from 0 to 1e5.
   * @defaultValue 200
   */
  readonly samples?: number;
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
   * A flow, in place of `system`: the derivative of the state as a function of the state `y`, of the time `t` from 0 on, and
   * of parameters, as in `ode.solve`.
   */
  readonly field?: FunctionInput;
  /**
   * The number of rows over which neighbors are followed, from 3 to 10 000. Default: 1.3 mean periods, and at least 20.
   */
  readonly follow?: number;
  /**
   * The initial state, with absolute values up to 1e50; needed for `map` and `field`. Default: that of the model, or a state
   * near the attractor of the named system.
   */
  readonly initial?: VectorInput;
  /**
   * The number of rows over which growth is averaged, at least 20. Default: 100 000.
   */
  readonly length?: number;
  /**
   * A map, in place of `system`: the next state as a function of the state `x`, of the number `t` of its row from 0 on,
   * and of parameters, each of which may be absent. Derivatives are exact.
   */
  readonly map?: FunctionInput;
  /**
   * A piecewise-linear map, in place of `system`: the `model` of `reconstruct`.
   */
  readonly model?: PiecewiseLinear;
  /**
   * The parameters of `map` or `field` by name, or those of the named system that differ from its defaults.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * A scalar series in place of a system, with at least 100 rows. Its time between two rows is `step`, 1 by default.
   */
  readonly series?: VectorInput;
  /**
   * The time between two rows, for flows; from 1e-100 to 1e100. Default: 0.01.
   */
  readonly step?: number;
  /**
   * The number of steps of the Runge–Kutta method for each row of a flow, from 1 to 1000. Default: 1.
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
 * The start of a training by name.
 * - `regression`: The map of the regression. Hidden states begin at random, without weight in the others.
 * - `random`: Random parameters.
 */
export type NamedStart = 'regression' | 'random';

/**
 * The number of preceding rows in a model.
 */
export type Order = number | Criterion;

/**
 * How the range of eigenvalues is kept.
 * - `projected`: By projection after each step: the ends of the range are reached exactly.
 * - `sigmoid`: By a logistic function: the ends of the range are never reached.
 */
export type Parametrization = 'projected' | 'sigmoid';

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
 * A fitted model: plain data, to be passed on unchanged.
 */
export interface Predictor {
  /**
   * The kind of model; never `auto`.
   */
  readonly method: ForecastMethod;
  /**
   * The number of rows of the season; 1 without a season.
   */
  readonly season: number;
  /**
   * The number of preceding rows in a regression.
   */
  readonly order: number;
  /**
   * The degree of a polynomial.
   */
  readonly degree: number;
  /**
   * Whether a regression has a constant.
   */
  readonly intercept: boolean;
  /**
   * The means of the columns.
   */
  readonly mean: VectorInput;
  /**
   * The units of the columns.
   */
  readonly scale: VectorInput;
  /**
   * The weights of a regression on standardized data, with a row for each feature and a column for each output.
   */
  readonly weights: MatrixInput;
  /**
   * Errors of forecasts of one row that were held out, less their means, from which quantiles are made. Those of a column
   * with a multiplicative season are relative.
   */
  readonly residuals: MatrixInput;
  /**
   * The hinges of `piecewiseLinear` on standardized data, a row each: a coefficient for each of the preceding numbers, the
   * latest row first, and a constant.
   */
  readonly hinges?: MatrixInput;
  /**
   * The random network of `reservoir`.
   */
  readonly reservoir?: Reservoir;
  /**
   * The smoothing of each column, of `exponentialSmoothing`.
   */
  readonly smoothing?: readonly Smoothing[];
}

/**
 * The fit of a map.
 * - `regression`: Regression of each row on the one before.
 * - `teacherForcing`: Training of a recurrent network with further states, by default from the regression's map: it minimizes the error of
 * runs along windows of the series, in which rows replace the observed states every few steps. Slower by a hundred
 * times, for series whose columns do not determine the next row.
 */
export type ReconstructMethod = 'regression' | 'teacherForcing';

/**
 * A series, and the form of the map.
 */
export interface ReconstructProblem {
  /**
   * The series: a row for each time, or a vector; or a list of matrices for several series of one system, from
   * different starts. At most 100 columns, none of them constant; at least 40 rows in all, and 4 for each coefficient
   * of a column and of the hinges. Of a scalar series, pass the `vectors` of {@link embed}.
   */
  readonly series: VectorInput | MatrixInput | readonly MatrixInput[];
  /**
   * The number of windows in a step, from 1 to 1024. Default: 16.
   */
  readonly batchSize?: number;
  /**
   * The number of steps between free runs that are compared with the series, at least 1. The network with the smallest
   * divergence is returned. Default: 500.
   */
  readonly checkEvery?: number;
  /**
   * The largest norm of a gradient; longer ones are scaled down. Above 0. Default: 1.
   */
  readonly clipNorm?: number;
  /**
   * The learning rate of the last step, above 0 and at most 1. Default: 0.0001.
   */
  readonly finalLearningRate?: number;
  /**
   * The number of steps after which rows replace the observed states, from 1 to 10 000. Default: 16.
   */
  readonly forcingInterval?: number;
  /**
   * The number of states of the network beside the columns and the hinges; at most 100 states in all. Default: 15, or
   * fewer if there are many columns; 0 for `regression`.
   */
  readonly hiddenStates?: number;
  /**
   * The fraction of rows of each series, the last ones, that the fit does not see, from 0 to 0.5: for `residual`.
   * @defaultValue 0.2
   */
  readonly holdOut?: number;
  /**
   * The start of the training: `regression`, `random`, or a model of {@link reconstruct} by `regression`, with as many
   * hinges as `pieces`. Default: `regression`.
   */
  readonly initial?: NamedStart | PiecewiseLinear;
  /**
   * The learning rate of the first step, above 0 and at most 1; it decreases geometrically. Default: 0.002.
   */
  readonly learningRate?: number;
  /**
   * The maximum number of iterations from a start, at least 1.
   * @defaultValue 60
   */
  readonly maxIterations?: number;
  /**
   * The fit of the map.
   */
  readonly method?: ReconstructMethod;
  /**
   * The standard deviation of noise on these rows, in standard deviations of the columns, from 0 to 1. Default: 0.
   */
  readonly noise?: number;
  /**
   * The number of hinges, from 0 to 12: the map has at most 2^pieces regions.
   * @defaultValue 2
   */
  readonly pieces?: number;
  /**
   * Other defaults: `paper` for those of the authors of the method, with 100 000 steps from random networks.
   */
  readonly preset?: TrainingPreset;
  /**
   * The maximum number of rows by which hinges are placed, from 10 to 100 000; the other coefficients are then fitted to
   * all rows.
   * @defaultValue 2000
   */
  readonly sample?: number;
  /**
   * Smoothing before the regression. Noise in the rows would bias it.
   */
  readonly smoothing?: Smoothing2;
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
   * The number of steps, at least 1. Default: 10 000.
   */
  readonly steps?: number;
  /**
   * The relative decrease of the squared residual in an iteration at which a regression ends.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * The number of rows of a window, from 2 to 10 000 and less than the rows of the longest series in training. Shorter
   * series are left out. Default: 200, or fewer if the series are short.
   */
  readonly window?: number;
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
 * A random recurrent network.
 */
export interface Reservoir {
  /**
   * The number of units.
   */
  readonly units: number;
  /**
   * The seed of the weights.
   */
  readonly seed: number;
  /**
   * The factor on the recurrent weights that gives the spectral radius.
   */
  readonly recurrentScale: number;
  /**
   * The largest absolute value of the weights of inputs.
   */
  readonly inputScale: number;
  /**
   * The share of a unit that is new in each row.
   */
  readonly leak: number;
  /**
   * The share of recurrent weights that are not zero.
   */
  readonly density: number;
}

/**
 * The kind of the matrices of a recurrence.
 * - `diagonal`: Diagonal matrices, given by `factors`.
 * - `householder`: Products of I - β k k' with k of length 1, given by `vectors` and `strengths` β from 0 to 2; the first one acts first.
 * - `rankOne`: Products of I - u v', given by `left` u and `right` v; the first one acts first. Exact for integers.
 */
export type ScanKind = 'diagonal' | 'householder' | 'rankOne';

/**
 * The states that are returned.
 * - `states`: All states.
 * - `last`: The last state of each sequence.
 */
export type ScanOutput = 'states' | 'last';

/**
 * The number of rows of a season.
 */
export type Season = number | SeasonWord;

/**
 * A season that is looked for.
 * - `auto`: The first peak above 0.3 of the autocorrelation beyond its first zero.
 */
export type SeasonWord = 'auto';

/**
 * The season of exponential smoothing.
 * - `none`: None.
 * - `additive`: A term for each row of the season.
 * - `multiplicative`: A factor for each row of the season, with errors relative to the forecast; for positive series.
 */
export type Seasonality = 'none' | 'additive' | 'multiplicative';

/**
 * A dynamical system, and the number of rows.
 */
export interface SimulateProblem {
  /**
   * The number of rows, at least 1.
   */
  readonly length: number;
  /**
   * A flow, in place of `system`: the derivative of the state as a function of the state `y`, of the time `t` from 0 on, and
   * of parameters, as in `ode.solve`.
   */
  readonly field?: FunctionInput;
  /**
   * The initial state, with absolute values up to 1e50; needed for `map` and `field`. Default: that of the model, or a state
   * near the attractor of the named system.
   */
  readonly initial?: VectorInput;
  /**
   * A map, in place of `system`: the next state as a function of the state `x`, of the number `t` of its row from 0 on,
   * and of parameters, each of which may be absent. Derivatives are exact.
   */
  readonly map?: FunctionInput;
  /**
   * A piecewise-linear map, in place of `system`: the `model` of `reconstruct`.
   */
  readonly model?: PiecewiseLinear;
  /**
   * The parameters of `map` or `field` by name, or those of the named system that differ from its defaults.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The time between two rows, for flows; from 1e-100 to 1e100. Default: 0.01.
   */
  readonly step?: number;
  /**
   * The number of steps of the Runge–Kutta method for each row of a flow, from 1 to 1000. Default: 1.
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
 * Exponential smoothing of a column.
 */
export interface Smoothing {
  /**
   * The trend.
   */
  readonly trend: Trend;
  /**
   * The season.
   */
  readonly seasonality: Seasonality;
  /**
   * The share of an error by which the level changes.
   */
  readonly level: number;
  /**
   * The share of an error by which the slope changes.
   */
  readonly slope: number;
  /**
   * The share of an error by which the season changes.
   */
  readonly seasonal: number;
  /**
   * The factor on the slope from row to row.
   */
  readonly damping: number;
}

/**
 * Smoothing by local cubic polynomials (Savitzky, Golay 1964).
 * - `auto`: With the window of least error in generalized cross-validation; none for series of maps and without noise.
 * - `none`: None.
 */
export type Smoothing2 = 'auto' | 'none';

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
 * A set of defaults.
 * - `paper`: `initial` random, `steps` 100 000, `noise` 0.05, `learningRate` 0.001, `finalLearningRate` 0.00001, no `clipNorm`,
 * `checkEvery` 1000.
 */
export type TrainingPreset = 'paper';

/**
 * The matrices of a recurrence.
 * - `diagonal`: Diagonal matrices: parity, and what a few independent bits can tell.
 * - `householder`: Products of reflections: permutations of any kind.
 */
export type Transition = 'diagonal' | 'householder';

/**
 * The trend of exponential smoothing.
 * - `none`: None.
 * - `additive`: A slope.
 * - `damped`: A slope that decreases by a factor from row to row.
 */
export type Trend = 'none' | 'additive' | 'damped';

/**
 * The states of a recurrence.
 */
export interface AffineScanSolution {
  /**
   * The reason for termination.
   */
  readonly status: ScanStatus;
  /**
   * The states, a row for each step; or the last one of each sequence.
   */
  readonly states: Matrix;
  /**
   * The gradients, if `adjoint` is given and all states were computed.
   */
  readonly gradients?: ScanGradients;
  /**
   * The first row of the states beyond 1e300, with the status `overflow`; it and all later rows of its sequence are zero.
   */
  readonly index?: number;
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
 * - `unbounded`: An entry of the run exceeded 1e6 times the largest of 1 and the entries of the initial state and of `offset`: the rows
 * before were analyzed.
 * - `timeLimit`: The time limit was reached: rows, regions and cycles are those so far.
 */
export type AnalyzeStatus = 'finished' | 'unbounded' | 'timeLimit';

/**
 * An automaton as a recurrence, its runs, and its smallest equivalent.
 */
export interface AutomatonSolution {
  /**
   * The number of factors of each matrix, at most the number of states; shorter products are filled up with zeros.
   */
  readonly terms: number;
  /**
   * The vectors u of the factors I - u v', `terms` rows for each symbol, with a column for each state.
   */
  readonly left: Matrix;
  /**
   * The vectors v of the factors.
   */
  readonly right: Matrix;
  /**
   * Whether every symbol permutes the states.
   */
  readonly isGroup: boolean;
  /**
   * The smallest automaton with the same outputs, without states that no sequence reaches.
   */
  readonly minimal: MinimalAutomaton;
  /**
   * The outputs of these states; 0 after the end of a sequence.
   */
  readonly labels?: Matrix;
  /**
   * The states after each symbol, a row for each sequence; -1 after its end.
   */
  readonly states?: Matrix;
}

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
 * The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its
 * `status`. Methods with further statuses have a type of their own that includes these names.
 * - `converged`: The solution meets the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No further progress, usually because of rounding errors. The point is the best one found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The errors of several models.
 */
export interface EvaluateForecastSolution {
  /**
   * The reason for termination.
   */
  readonly status: EvaluationStatus;
  /**
   * The index of the score with the smallest geometric mean of `errors`. 0 if there are no scores.
   */
  readonly best: number;
  /**
   * The scores: of the last row, of a linear model, and of the given methods. With the status `timeLimit`, those so
   * far, maybe none.
   */
  readonly scores: readonly ForecastScore[];
  /**
   * The moments of the forecasts: the numbers of rows of their series before them.
   */
  readonly moments: Int32Array;
  /**
   * The indices of the series of the moments, if a list of series is given.
   */
  readonly momentSeries?: Int32Array;
}

/**
 * How an evaluation ended.
 * - `finished`: All models were measured.
 * - `timeLimit`: The time limit was reached.
 */
export type EvaluationStatus = 'finished' | 'timeLimit';

/**
 * The smallest automaton with the labels that a network gives.
 */
export interface ExtractedAutomaton {
  /**
   * The next state, a row for each state and a column for each symbol.
   */
  readonly table: Matrix;
  /**
   * The label of each state.
   */
  readonly outputs: Int32Array;
  /**
   * The state before the first symbol.
   */
  readonly initialState: number;
  /**
   * Whether all states were found within `maxStates` and the time limit. If not, the missing ones are replaced by
   * the first state.
   */
  readonly isClosed: boolean;
}

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
 * A fitted model.
 */
export interface FitPredictorSolution {
  /**
   * The reason for termination. `converged` if the likelihoods of `exponentialSmoothing` meet the tolerance; always so
   * for other models, which are solved directly, unless the time limit cuts off the search of hinges of
   * `piecewiseLinear`.
   */
  readonly status: Ending;
  /**
   * The model, also the one that `auto` found.
   */
  readonly method: ForecastMethod;
  /**
   * The fitted model, for `forecast`.
   */
  readonly predictor: FittedPredictor;
  /**
   * The season, 1 without one.
   */
  readonly season: number;
  /**
   * The mean squares and products of the errors of forecasts of one row: of held-out rows, or of all if the series or
   * the time limit is short.
   */
  readonly residualCovariance: Matrix;
  /**
   * The part of the errors that a change of the parameters within their bounds would explain to first order, relative to
   * the errors; the largest of all columns of `exponentialSmoothing`, otherwise 0.
   */
  readonly relativeOffset: number;
  /**
   * The number of iterations of the likelihoods' maximization.
   */
  readonly iterations: number;
  /**
   * Akaike's information criterion of a `linear` model for each row: the logarithm of the determinant of the residuals'
   * covariance on standardized data, plus twice the number of parameters over the number of rows.
   */
  readonly aic?: number;
  /**
   * The coefficients of a `linear` model for the next row: a row for each column of the series, and a column for each of
   * the preceding numbers, the latest row first.
   */
  readonly coefficients?: Matrix;
  /**
   * The condition number of the features on standardized data with the ridge, of regressions with at most 400 features.
   */
  readonly conditionNumber?: number;
  /**
   * The standard errors of the constants.
   */
  readonly constantErrors?: Float64Array;
  /**
   * The constants of a `linear` model, one for each column.
   */
  readonly constants?: Float64Array;
  /**
   * The corrected information criteria of the columns, of `exponentialSmoothing`.
   */
  readonly criteria?: Float64Array;
  /**
   * The states before the first row, of the columns of `exponentialSmoothing`: the level, the slope if there is a trend,
   * and the season if there is one.
   */
  readonly initialStates?: readonly Float64Array[];
  /**
   * Whether a `linear` model forgets its start: all eigenvalues of its companion matrix are inside the unit circle.
   * Absent for companion matrices with more than 300 rows.
   */
  readonly isStable?: boolean;
  /**
   * The logarithms of the likelihoods of the columns, of `exponentialSmoothing`.
   */
  readonly logLikelihoods?: Float64Array;
  /**
   * The standard errors of the coefficients, if there are more rows than features.
   */
  readonly standardErrors?: Matrix;
}

/**
 * The progress of `fitSequenceModel`.
 */
export interface FitSequenceModelProgress {
  /**
   * The number of training steps of this restart so far.
   */
  readonly steps: number;
  /**
   * The mean cross-entropy of the step.
   */
  readonly loss: number;
}

/**
 * A trained network and its automaton.
 */
export interface FitSequenceModelSolution {
  /**
   * The reason for termination.
   */
  readonly status: SequenceStatus;
  /**
   * The mean cross-entropy of the last training step.
   */
  readonly loss: number;
  /**
   * The share of labels that the network gives, validation included.
   */
  readonly accuracy: number;
  /**
   * The largest number of symbols up to a label, for each entry of `accuracyByLength`: 1, 2, 4, 8 and so on.
   */
  readonly lengths: Int32Array;
  /**
   * The accuracy of the network by the number of symbols up to a label.
   */
  readonly accuracyByLength: Float64Array;
  /**
   * The share of labels that the automaton gives, validation included.
   */
  readonly automatonAccuracy: number;
  /**
   * The automaton.
   */
  readonly automaton: ExtractedAutomaton;
  /**
   * The parameters of the network.
   */
  readonly parameters: NetworkParameters;
  /**
   * The number of training steps of all restarts.
   */
  readonly steps: number;
  /**
   * The number of trainings.
   */
  readonly restarts: number;
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
 * A fitted model: plain data, to be passed on unchanged.
 */
export interface FittedPredictor {
  /**
   * The kind of model; never `auto`.
   */
  readonly method: ForecastMethod;
  /**
   * The number of rows of the season; 1 without a season.
   */
  readonly season: number;
  /**
   * The number of preceding rows in a regression.
   */
  readonly order: number;
  /**
   * The degree of a polynomial.
   */
  readonly degree: number;
  /**
   * Whether a regression has a constant.
   */
  readonly intercept: boolean;
  /**
   * The means of the columns.
   */
  readonly mean: Float64Array;
  /**
   * The units of the columns.
   */
  readonly scale: Float64Array;
  /**
   * The weights of a regression on standardized data, with a row for each feature and a column for each output.
   */
  readonly weights: Matrix;
  /**
   * Errors of forecasts of one row that were held out, less their means, from which quantiles are made. Those of a column
   * with a multiplicative season are relative.
   */
  readonly residuals: Matrix;
  /**
   * The hinges of `piecewiseLinear` on standardized data, a row each: a coefficient for each of the preceding numbers, the
   * latest row first, and a constant.
   */
  readonly hinges?: Matrix;
  /**
   * The random network of `reservoir`.
   */
  readonly reservoir?: Reservoir;
  /**
   * The smoothing of each column, of `exponentialSmoothing`.
   */
  readonly smoothing?: readonly Smoothing[];
}

/**
 * The errors of a model.
 */
export interface ForecastScore {
  /**
   * The name of the method; `persistence` for the last row.
   */
  readonly method: string;
  /**
   * Root mean squares of the errors by horizon, in standard deviations of the series.
   */
  readonly errors: Float64Array;
  /**
   * The median number of rows until the error of a forecast is above 0.4 standard deviations, up to the longest
   * horizon.
   */
  readonly validTime: number;
  /**
   * The smallest of these numbers.
   */
  readonly leastValidTime: number;
  /**
   * The share of values inside their intervals, over all horizons; absent without samples.
   */
  readonly coverage?: number;
}

/**
 * The rows that are expected, and their quantiles.
 */
export interface ForecastSolution {
  /**
   * The reason for termination.
   */
  readonly status: ForecastStatus;
  /**
   * The forecast, with a row for each of the next moments: the model without errors. With the status `unbounded`, the
   * rows before.
   */
  readonly forecast: Float64Array | Matrix;
  /**
   * The levels of the quantiles.
   */
  readonly levels: Float64Array;
  /**
   * The quantiles by level, in the form of the forecast; none without samples.
   */
  readonly quantiles: readonly (Float64Array | Matrix)[];
}

/**
 * How a forecast ended.
 * - `finished`: All rows were forecast.
 * - `unbounded`: The model ran further from the mean than a million units of the series.
 * - `timeLimit`: The time limit was reached. `forecast` has the rows so far, without quantiles.
 */
export type ForecastStatus = 'finished' | 'unbounded' | 'timeLimit';

/**
 * The affine map from a row of the series to the states of a network that are not observed: `matrix x + offset`.
 */
export interface Lift {
  /**
   * A row for each state, a column for each column of the series.
   */
  readonly matrix: Matrix;
  /**
   * The constants.
   */
  readonly offset: Float64Array;
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
 * - `unbounded`: An entry of a state exceeded 1e6 times the largest of 1 and the entries of the initial state and of a model's `offset`,
 * or one of a tangent vector 1e150; the exponents are those of the rows before.
 * - `noLinearRange`: No range of the divergence of a series is linear enough: the exponent is the slope of the straightest one.
 */
export type LyapunovStatus = 'finished' | 'timeLimit' | 'unbounded' | 'noLinearRange';

/**
 * The smallest automaton with the same outputs. States have the order in which they are reached.
 */
export interface MinimalAutomaton {
  /**
   * The next state, a row for each state and a column for each symbol.
   */
  readonly table: Matrix;
  /**
   * The output of each state.
   */
  readonly outputs: Int32Array;
  /**
   * The state before the first symbol, 0.
   */
  readonly initialState: number;
}

/**
 * The parameters of a network, tables for {@link affineScan}.
 */
export interface NetworkParameters {
  /**
   * The offsets by symbol.
   */
  readonly offsets: Matrix;
  /**
   * The state before the first symbol.
   */
  readonly initial: Float64Array;
  /**
   * The weights of the states, a row for each class.
   */
  readonly readout: Matrix;
  /**
   * The constants of the classes.
   */
  readonly biases: Float64Array;
  /**
   * The diagonals by symbol, of `diagonal`.
   */
  readonly factors?: Matrix;
  /**
   * The strengths of the reflections by symbol, of `householder`.
   */
  readonly strengths?: Matrix;
  /**
   * The directions of the reflections by symbol, of `householder`.
   */
  readonly vectors?: Matrix;
}

/**
 * The progress of `reconstruct`.
 */
export interface ReconstructProgress {
  /**
   * The number of finished starts of the regression; 0 while a network is trained.
   */
  readonly starts: number;
  /**
   * The number of steps of `teacherForcing`.
   */
  readonly steps: number;
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
   * The map, in the units of the series. The first states of one by `teacherForcing` are the columns of the series, the
   * last ones belong to the hinges.
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
   * The best regressions that differ, in order of their residuals. None if the training begins elsewhere.
   */
  readonly candidates: readonly CandidateFigures[];
  /**
   * The number of iterations of the returned regression, or of steps of the training.
   */
  readonly iterations: number;
  /**
   * The divergence of the model's free run from the series, as by {@link compareAttractors}. Absent if the free run is
   * unbounded.
   */
  readonly attractorDivergence?: number;
  /**
   * The checks of `teacherForcing`.
   */
  readonly history?: readonly TrainingCheck[];
  /**
   * The map from a row to the other states at a start, of `teacherForcing`.
   */
  readonly lift?: Lift;
  /**
   * The distance of the free run's spectrum from that of the series. Absent if the free run is unbounded.
   */
  readonly spectrumDistance?: number;
}

/**
 * The termination status of `reconstruct`.
 * - `converged`: The regression met the tolerance: a local minimum of the squared residual. The free run is bounded.
 * - `iterationLimit`: The iteration limit was reached. The free run is bounded.
 * - `completed`: All steps of `teacherForcing` were taken. The free run is bounded.
 * - `diverged`: The loss of `teacherForcing`, or a parameter, grew beyond the range of numbers: the best model so far.
 * - `timeLimit`: The time limit was reached: the best model so far.
 * - `unbounded`: The free run of each candidate leaves the range of the series by 10 standard deviations. The model is the one with
 * the smallest residual, or the last one of `teacherForcing`.
 */
export type ReconstructStatus = 'converged' | 'iterationLimit' | 'completed' | 'diverged' | 'timeLimit' | 'unbounded';

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
 * The gradient of a function of the states, in the forms of the data; of tables, sums over the steps with each token.
 */
export interface ScanGradients {
  /**
   * By the offsets.
   */
  readonly offsets: Matrix;
  /**
   * By the states before the first step, a row for each sequence.
   */
  readonly initial: Matrix;
  /**
   * By the diagonals.
   */
  readonly factors?: Matrix;
  /**
   * By the vectors u.
   */
  readonly left?: Matrix;
  /**
   * By the vectors v.
   */
  readonly right?: Matrix;
  /**
   * By the strengths.
   */
  readonly strengths?: Matrix;
  /**
   * By the directions of reflections as given, of any length.
   */
  readonly vectors?: Matrix;
}

/**
 * How a recurrence ended.
 * - `finished`: All steps were computed.
 * - `overflow`: A state grew beyond 1e300.
 * - `timeLimit`: The time limit was reached. States of later steps are zero.
 */
export type ScanStatus = 'finished' | 'overflow' | 'timeLimit';

/**
 * How the training of a network ended.
 * - `converged`: The automaton is closed and gives every label.
 * - `fitted`: The automaton does not, but the network gives at least 99 % of the labels.
 * - `iterationLimit`: All restarts were used.
 * - `timeLimit`: The time limit was reached.
 */
export type SequenceStatus = 'converged' | 'fitted' | 'iterationLimit' | 'timeLimit';

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
 * - `unbounded`: An entry exceeded 1e6 times the largest of 1 and the entries of the initial state and of a model's `offset`, or a
 * formula had no number as its value; the rows before are returned.
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
 * A check of a training.
 */
export interface TrainingCheck {
  /**
   * The number of steps before.
   */
  readonly step: number;
  /**
   * The loss of the latest windows: the mean squared error along forced runs, in squared standard deviations of the
   * columns.
   */
  readonly loss: number;
  /**
   * As in the solution; absent if the free run is unbounded.
   */
  readonly attractorDivergence?: number;
}

/**
 * Computes a linear recurrence `h = A h + b` with a matrix and an offset for each step, and on request the gradient of a
 * function of all states by all data. Matrices are diagonal, products of Householder reflections, or products of
 * rank-one changes of the identity. Long diagonal recurrences are computed in blocks in parallel.
 *
 * @example
 * ```ts
 * const { states } = await affineScan({
 *   kind: 'diagonal',
 *   factors: [[0.5], [0.5], [0.5]],
 *   offsets: [[1], [0], [0]],
 * });
 * ```
 */
export function affineScan(
  problem: AffineScanProblem,
  options?: RunOptions,
): Promise<AffineScanSolution> {
  return run('dynamics.affineScan', problem, options);
}

/** {@link affineScan}, blocking the calling thread. */
export function affineScanSync(problem: AffineScanProblem, options?: SyncRunOptions): AffineScanSolution {
  return runSync('dynamics.affineScan', problem, options);
}

/**
 * Writes a finite automaton as a linear recurrence with rank-one factors, exact at any length, for {@link affineScan};
 * runs it on sequences, and finds the smallest automaton with the same outputs.
 *
 * @example
 * ```ts
 * // The parity of ones.
 * const { labels, left, right, terms } = await automaton({
 *   table: [
 *     [0, 1],
 *     [1, 0],
 *   ],
 *   outputs: [0, 1],
 *   sequences: [[1, 0, 1, 1]],
 * });
 * ```
 */
export function automaton(
  problem: AutomatonProblem,
  options?: RunOptions,
): Promise<AutomatonSolution> {
  return run('dynamics.automaton', problem, options);
}

/** {@link automaton}, blocking the calling thread. */
export function automatonSync(problem: AutomatonProblem, options?: SyncRunOptions): AutomatonSolution {
  return runSync('dynamics.automaton', problem, options);
}

/**
 * Measures forecasts of held-out rows: each method is fitted to the first rows and forecasts from several later moments.
 * The last row (`persistence`) and a linear model are always there for comparison.
 *
 * @example
 * ```ts
 * const series = Array.from({ length: 200 }, (_, t) => Math.sin(0.3 * t) + 0.01 * t);
 * const { best, scores } = await evaluateForecast({
 *   series,
 *   methods: ['exponentialSmoothing', 'polynomial'],
 *   horizons: [1, 5, 10],
 * });
 * ```
 */
export function evaluateForecast(
  problem: EvaluateForecastProblem,
  options?: RunOptions,
): Promise<EvaluateForecastSolution> {
  return run('dynamics.evaluateForecast', problem, options);
}

/** {@link evaluateForecast}, blocking the calling thread. */
export function evaluateForecastSync(problem: EvaluateForecastProblem, options?: SyncRunOptions): EvaluateForecastSolution {
  return runSync('dynamics.evaluateForecast', problem, options);
}

/**
 * Fits a model that forecasts a series: an autoregression, a polynomial or piecewise-linear map, a random network, exponential
 * smoothing with trend and season, or the last season. `predictor` is plain data for {@link forecast}.
 *
 * @example
 * ```ts
 * const series = Array.from({ length: 120 }, (_, t) => 100 + t + 10 * Math.sin((Math.PI * t) / 6));
 * const { predictor } = await fitPredictor({ series, method: 'exponentialSmoothing', season: 12 });
 * const { forecast: next } = await forecast({ predictor, history: series, horizon: 12 });
 * ```
 */
export function fitPredictor(
  problem: FitPredictorProblem,
  options?: RunOptions,
): Promise<FitPredictorSolution> {
  return run('dynamics.fitPredictor', problem, options);
}

/** {@link fitPredictor}, blocking the calling thread. */
export function fitPredictorSync(problem: FitPredictorProblem, options?: SyncRunOptions): FitPredictorSolution {
  return runSync('dynamics.fitPredictor', problem, options);
}

/**
 * Trains a linear recurrent network on sequences of symbols with labels, and extracts the finite automaton that it
 * learned. The recurrence `h = A[symbol] h + b[symbol]` has diagonal matrices or products of reflections; with negative
 * eigenvalues it can count modulo 2, and with reflections it can permute. The automaton is right at any length where the
 * network drifts.
 *
 * @example
 * ```ts
 * const bit = (k: number, t: number) => Math.floor(0.37 * k * t + 0.71 * t * t) & 1;
 * const sequences = Array.from({ length: 40 }, (_, k) => Array.from({ length: 20 }, (_, t) => bit(k, t)));
 * const labels = sequences.map((own) => own.map((_, t) => own.slice(0, t + 1).reduce((sum, bit) => sum ^ bit, 0)));
 * const { status, automaton } = await fitSequenceModel({ sequences, labels });
 * ```
 */
export function fitSequenceModel(
  problem: FitSequenceModelProblem,
  options?: RunOptions<FitSequenceModelProgress>,
): Promise<FitSequenceModelSolution> {
  return run('dynamics.fitSequenceModel', problem, options);
}

/** {@link fitSequenceModel}, blocking the calling thread. */
export function fitSequenceModelSync(problem: FitSequenceModelProblem, options?: SyncRunOptions): FitSequenceModelSolution {
  return runSync('dynamics.fitSequenceModel', problem, options);
}

/**
 * Forecasts the rows after a history by a model of {@link fitPredictor}, with quantiles: the model runs on many times,
 * each time with errors drawn from those of held-out rows.
 *
 * @example
 * ```ts
 * const history = [1, 2, 4, 7, 11, 16, 22];
 * const { predictor } = await fitPredictor({ series: history, method: 'exponentialSmoothing' });
 * const { forecast: next, quantiles } = await forecast({ predictor, history, horizon: 3, levels: [0.1, 0.9] });
 * ```
 */
export function forecast<Problem extends ForecastProblem>(
  problem: Problem,
  options?: RunOptions,
): Promise<ForecastSolutionOf<Problem>> {
  return run('dynamics.forecast', problem, options);
}

/** {@link forecast}, blocking the calling thread. */
export function forecastSync<Problem extends ForecastProblem>(problem: Problem, options?: SyncRunOptions): ForecastSolutionOf<Problem> {
  return runSync('dynamics.forecast', problem, options);
}

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
 * Computes Lyapunov exponents: all of a named system, of a model or of a formula, by the growth of tangent vectors (Benettin and others 1980), or the
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
  return solveData('dynamics.lyapunovExponents', problem, options);
}

/** {@link lyapunovExponents}, blocking the calling thread. */
export function lyapunovExponentsSync(problem: LyapunovExponentsProblem, options?: SyncRunOptions): LyapunovExponentsSolution {
  return solveDataSync('dynamics.lyapunovExponents', problem, options);
}

/**
 * Simulates a dynamical system: a named map or flow, a map or a field given as a formula, or a model of
 * {@link reconstruct}. Flows take fixed steps, so that a series can be reproduced elsewhere; integrate with error control by
 * `ode.solve`.
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
  return solveData('dynamics.simulate', problem, options);
}

/** {@link simulate}, blocking the calling thread. */
export function simulateSync(problem: SimulateProblem, options?: SyncRunOptions): SimulateSolution {
  return solveDataSync('dynamics.simulate', problem, options);
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
 * Reconstructs a piecewise-linear map from a series: a linear map with a few hinges, whose free run shares the series'
 * attractor. The hinges are found by nonlinear regression of each row on the one before, from several starts; of the
 * best regressions the one whose free run resembles the series is returned. `method: 'teacherForcing'` trains a recurrent
 * network with hidden states from there. Analyze the map by {@link analyze}.
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
