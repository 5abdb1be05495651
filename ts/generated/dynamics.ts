// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/dynamics.js';

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
 * A criterion for the order.
 * - `aic`: Akaike's information criterion.
 * - `bic`: The Bayesian information criterion.
 */
export type Criterion = 'aic' | 'bic';

/**
 * The range of eigenvalues.
 * - `negative`: From -1 to 1.
 * - `positive`: From 0 to 1.
 */
export type EigenvalueRange = 'negative' | 'positive';

/**
 * A series, and the models to be compared.
 */
export interface EvaluateForecastProblem {
  /**
   * The series: one number or one row for each moment, with absolute values up to 1e50.
   */
  readonly series: VectorInput | MatrixInput;
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
   * The share of held-out rows, from 0.01 to 0.9.
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
   * Whether the models `linear` and `polynomial` have a constant.
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
   * The number of preceding rows in a `linear` or `polynomial` model, from 1 to 100, or a criterion for it in a `linear`
   * one. Default: 1 for `linear` and 2 for `polynomial`; `auto` takes `aic`.
   */
  readonly order?: Order;
  /**
   * The number of moments from which forecasts are made, from 1 to 10 000.
   * @defaultValue 20
   */
  readonly origins?: number;
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
   * The series: one number or one row for each moment, with absolute values up to 1e50.
   */
  readonly series: VectorInput | MatrixInput;
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
   * The share of last rows that are forecast by a model of the others for `residuals`, from 0 to 0.5. The model itself
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
   * Whether the models `linear` and `polynomial` have a constant.
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
   * The number of preceding rows in a `linear` or `polynomial` model, from 1 to 100, or a criterion for it in a `linear`
   * one. Default: 1 for `linear` and 2 for `polynomial`; `auto` takes `aic`.
   */
  readonly order?: Order;
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
 * - `auto`: The method with the longest valid forecasts of held-out rows, among `seasonalNaive`, `linear`,
 * `exponentialSmoothing` and, of at most ten columns and at least 100 rows, `polynomial`.
 * - `linear`: A vector autoregression: each row is a linear function of the `order` rows before.
 * - `polynomial`: The change of each row is a polynomial of the `order` rows before, of `degree`: for deterministic dynamics, also
 * chaotic ones.
 * - `reservoir`: The change of each row is a linear function of the state of a random recurrent network and its squares.
 * - `exponentialSmoothing`: Level, trend and season with exponentially decreasing weights of old rows, each column for itself, by maximum
 * likelihood: for trends and seasons.
 * - `seasonalNaive`: The row one season ago; without a season, the last row.
 */
export type ForecastMethod = 'auto' | 'linear' | 'polynomial' | 'reservoir' | 'exponentialSmoothing' | 'seasonalNaive';

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
   * The random network of `reservoir`.
   */
  readonly reservoir?: Reservoir;
  /**
   * The smoothing of each column, of `exponentialSmoothing`.
   */
  readonly smoothing?: readonly Smoothing[];
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
   * The index of the score with the longest median of valid times and, among equal ones, the smallest error at the
   * longest horizon.
   */
  readonly best: number;
  /**
   * The scores: of the last row, of a linear model, and of the given methods. With the status `timeLimit`, those so far.
   */
  readonly scores: readonly ForecastScore[];
  /**
   * The moments of the forecasts: the numbers of rows before them.
   */
  readonly moments: Int32Array;
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
   * Whether all states were found within `maxStates`. If not, the missing ones are replaced by the first state.
   */
  readonly isClosed: boolean;
}

/**
 * A fitted model.
 */
export interface FitPredictorSolution {
  /**
   * The reason for termination. `converged` if the likelihoods of `exponentialSmoothing` meet the tolerance; always so
   * for other models, which are solved directly.
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
   * The mean squares and products of the errors of forecasts of one row: of held-out rows, or of all if the series is
   * short.
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
 * Fits a model that forecasts a series: an autoregression, a polynomial map, a random recurrent network, exponential
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
export function forecast(
  problem: ForecastProblem,
  options?: RunOptions,
): Promise<ForecastSolution> {
  return run('dynamics.forecast', problem, options);
}

/** {@link forecast}, blocking the calling thread. */
export function forecastSync(problem: ForecastProblem, options?: SyncRunOptions): ForecastSolution {
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
