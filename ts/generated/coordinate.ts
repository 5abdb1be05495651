// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, IndexInput, Matrix, MatrixInput, SparseMatrix, VectorInput } from '../engine/arrays.js';

/**
 * Which strength is chosen.
 * - `best`: The best on average.
 * - `oneStandardError`: The largest whose average is within one standard error of the best.
 */
export type ChoiceRule = 'best' | 'oneStandardError';

/**
 * What ends the iteration.
 * - `dualityGap`: The duality gap, relative to the objective of the model without penalised features; where there is none (no convex
 * penalty, or `lambda` is 0), as `kktResidual`.
 * - `kktResidual`: The violation of the optimality conditions, relative to the largest slope at that model.
 */
export type Criterion = 'dualityGap' | 'kktResidual';

/**
 * A generalised linear model whose penalty is to be chosen by cross-validation.
 */
export interface CrossValidateProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y`, a number for each sample: any for `squared` and `huber`, two different ones for `logistic`
   * (the larger is the positive class), class labels for `multinomial`, zero or positive for `poisson`. For
   * `multiSquared` a matrix with a column for each output.
   */
  readonly response: VectorInput | MatrixInput;
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * How many, at least 1, where `lambdas` is not given.
   * @defaultValue 100
   */
  readonly count?: number;
  /**
   * What `tolerance` bounds.
   */
  readonly criterion?: Criterion;
  /**
   * How many folds, at least 2: sample `i` is then in fold `i` modulo that. Or the fold of each sample, numbered from 0
   * without gaps.
   * @defaultValue 5.0
   */
  readonly folds?: number | VectorInput;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default where there are
   * several outputs: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * Several values of `l1Ratio` to choose from. Default: only that one.
   */
  readonly l1Ratios?: VectorInput;
  /**
   * The strengths, descending and positive. Default: `count` of them in geometric progression, from the smallest that
   * makes all penalised coefficients zero for all samples.
   */
  readonly lambdas?: VectorInput;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations for each strength, at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * What is measured on the samples left out.
   */
  readonly metric?: Metric;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * Which strength the model for all samples gets.
   */
  readonly rule?: ChoiceRule;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The last strength over the first, above 0 and below 1. Default: 0.01 where there are fewer samples than features, else
   * 0.0001.
   */
  readonly smallestRatio?: number;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * How exact each solution is to be: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * A model with coefficients, of which the duality gap is asked.
 */
export interface DualityGapProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y`, a number for each sample: any for `squared` and `huber`, two different ones for `logistic`
   * (the larger is the positive class), class labels for `multinomial`, zero or positive for `poisson`. For
   * `multiSquared` a matrix with a column for each output.
   */
  readonly response: VectorInput | MatrixInput;
  /**
   * The strength of the penalty, zero or positive.
   */
  readonly lambda: number;
  /**
   * The coefficients and the intercept.
   */
  readonly point: ModelStart;
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default where there are
   * several outputs: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * A generalised linear model: the coefficients `w` and the intercept `b` that minimise the weighted mean loss of the
 * predictor `X w + b`, plus a penalty on `w`.
 */
export interface FitProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y`, a number for each sample: any for `squared` and `huber`, two different ones for `logistic`
   * (the larger is the positive class), class labels for `multinomial`, zero or positive for `poisson`. For
   * `multiSquared` a matrix with a column for each output.
   */
  readonly response: VectorInput | MatrixInput;
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * What `tolerance` bounds.
   */
  readonly criterion?: Criterion;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default where there are
   * several outputs: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Where to start. Default: at zero.
   */
  readonly initial?: ModelStart;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The strength of the penalty, zero or positive. This or `lambdaRatio` must be given, but for the penalty `none`.
   */
  readonly lambda?: number;
  /**
   * The strength as a share of the smallest one that makes all penalised coefficients zero; zero or positive.
   */
  readonly lambdaRatio?: number;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations, at least 1, each with one pass over the whole matrix.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * How exact the solution is to be: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * A model with coefficients, of which the violation of the optimality conditions is asked.
 */
export interface KktViolationProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y`, a number for each sample: any for `squared` and `huber`, two different ones for `logistic`
   * (the larger is the positive class), class labels for `multinomial`, zero or positive for `poisson`. For
   * `multiSquared` a matrix with a column for each output.
   */
  readonly response: VectorInput | MatrixInput;
  /**
   * The strength of the penalty, zero or positive.
   */
  readonly lambda: number;
  /**
   * The coefficients and the intercept.
   */
  readonly point: ModelStart;
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default where there are
   * several outputs: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * A model of which the strength is asked that makes all penalised coefficients zero.
 */
export interface LambdaMaxProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y`, a number for each sample: any for `squared` and `huber`, two different ones for `logistic`
   * (the larger is the positive class), class labels for `multinomial`, zero or positive for `poisson`. For
   * `multiSquared` a matrix with a column for each output.
   */
  readonly response: VectorInput | MatrixInput;
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default where there are
   * several outputs: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * How the entries of a matrix lie in memory.
 * - `rowMajor`: Row by row: entry `(i, j)` of a dense matrix at `data[i * columns + j]`; a sparse one by compressed rows.
 * - `columnMajor`: Column by column: entry `(i, j)` of a dense matrix at `data[j * rows + i]`; of a sparse one, `indptr` tells where
 * each column begins and `indices` are rows (CSC).
 */
export type Layout = 'rowMajor' | 'columnMajor';

/**
 * The loss of one sample, for its response `y` and linear predictor `z`.
 * - `squared`: `(y - z)^2 / 2`.
 * - `huber`: The same up to a threshold, and linear beyond it, so that outliers count less.
 * - `logistic`: `ln(1 + exp(-y z))`, `y` being -1 or 1: two classes.
 * - `multinomial`: `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
 * - `poisson`: `exp(z) - y z`: counts.
 * - `multiSquared`: Half the squared norm of `y - z`, for several outputs at once.
 */
export type LossKind = 'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared';

/**
 * What is measured on the samples left out.
 * - `deviance`: The mean deviance, twice the loss above its least value: for squared losses the mean squared error.
 * - `meanSquaredError`: The mean squared difference of response and its predicted mean; not for classes.
 * - `accuracy`: The share of samples whose most probable class is theirs; for classes only.
 */
export type Metric = 'deviance' | 'meanSquaredError' | 'accuracy';

/**
 * Coefficients to start from, as a solution has them.
 */
export interface ModelStart {
  /**
   * The coefficients, a number for each feature, or a matrix with a column for each output or class.
   */
  readonly coefficients: VectorInput | MatrixInput;
  /**
   * The intercept, or one for each output or class. Default: 0.
   */
  readonly intercept?: number | VectorInput;
}

/**
 * A generalised linear model for a sequence of strengths of the penalty.
 */
export interface PathProblem {
  /**
   * The matrix `X` of features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y`, a number for each sample: any for `squared` and `huber`, two different ones for `logistic`
   * (the larger is the positive class), class labels for `multinomial`, zero or positive for `poisson`. For
   * `multiSquared` a matrix with a column for each output.
   */
  readonly response: VectorInput | MatrixInput;
  /**
   * Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.
   */
  readonly concavity?: number;
  /**
   * How many, at least 1, where `lambdas` is not given.
   * @defaultValue 100
   */
  readonly count?: number;
  /**
   * What `tolerance` bounds.
   */
  readonly criterion?: Criterion;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default where there are
   * several outputs: each feature's coefficients for all outputs are a group. Otherwise it must be given.
   */
  readonly groups?: IndexInput;
  /**
   * Residuals up to this count squared in `huber`, larger ones linearly.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In
   * `sparseGroup` the share of the `l1` part, the rest being that of the groups.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The strengths, descending and positive. Default: `count` of them in geometric progression, from the smallest that
   * makes all penalised coefficients zero.
   */
  readonly lambdas?: VectorInput;
  /**
   * How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.
   */
  readonly layout?: Layout;
  /**
   * The loss that measures how far the model is from the response.
   */
  readonly loss?: LossKind;
  /**
   * The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations for each strength, at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The penalty that is added to the mean loss.
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must not be negative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * A weight for each sample, zero or positive, in the mean loss. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The last strength over the first, above 0 and below 1. Default: 0.01 where there are fewer samples than features, else
   * 0.0001.
   */
  readonly smallestRatio?: number;
  /**
   * Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they
   * are penalised. Coefficients and bounds are those of the features as given.
   * @defaultValue false
   */
  readonly standardize?: boolean;
  /**
   * Whether the path ends where nearly all is explained: 99.9 % of the deviance, or less than 0.001 % more than before.
   * @defaultValue false
   */
  readonly stopEarly?: boolean;
  /**
   * How exact each solution is to be: see `criterion`.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.
   */
  readonly upper?: VectorInput;
}

/**
 * The penalty on the coefficients `w`, with `lambda`, the factors `v_j` of features and `u_g` of groups.
 * - `l1`: `lambda` times the sum of `v_j |w_j|`.
 * - `elasticNet`: `lambda` times the sum of `v_j (l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2)`.
 * - `groupL2`: `lambda` times the sum of `u_g` times the norm of the group's coefficients.
 * - `sparseGroup`: `lambda` times `l1Ratio` times the `l1` penalty and `1 - l1Ratio` times that of `groupL2`.
 * - `mcp`: The minimax concave penalty (Zhang 2010): like `l1` at 0, and flat beyond `concavity * lambda`. Not convex: the result
 * is a local solution.
 * - `scad`: The smoothly clipped absolute deviation (Fan and Li 2001). Not convex, as `mcp`.
 * - `none`: No penalty.
 * - `l2`: `lambda` times the sum of `v_j w_j^2 / 2`.
 */
export type PenaltyKind = 'l1' | 'elasticNet' | 'groupL2' | 'sparseGroup' | 'mcp' | 'scad' | 'none' | 'l2';

/**
 * The part of a fitted model that predictions need.
 */
export interface PredictModel {
  /**
   * The coefficients.
   */
  readonly coefficients: VectorInput | MatrixInput;
  /**
   * The intercept.
   */
  readonly intercept: number | VectorInput;
  /**
   * The loss.
   */
  readonly loss: LossKind;
  /**
   * The labels of the classes.
   */
  readonly classes?: VectorInput;
}

/**
 * Samples of which a fitted model is to tell the response.
 */
export interface PredictProblem {
  /**
   * The model: a solution of `fit` is one.
   */
  readonly model: PredictModel;
  /**
   * The samples, a row for each.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * How the entries of `matrix` lie in memory.
   */
  readonly layout?: Layout;
  /**
   * Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
   */
  readonly offset?: VectorInput | MatrixInput;
}

/**
 * What cross-validation found, and the model for all samples with the chosen penalty.
 */
export interface CrossValidateSolution {
  /**
   * `converged` where all models are, else what kept the first that is not.
   */
  readonly status: ModelStatus;
  /**
   * The results for each of the `l1Ratios`.
   */
  readonly curves: readonly CrossValidationCurve[];
  /**
   * The chosen `l1Ratio`, that of the best average.
   */
  readonly l1Ratio: number;
  /**
   * The strength of the best average.
   */
  readonly lambdaMin: number;
  /**
   * The largest strength whose average is within one standard error of the best.
   */
  readonly lambda1se: number;
  /**
   * The model for all samples.
   */
  readonly model: FitSolution;
}

/**
 * How well each strength predicts.
 */
export interface CrossValidationCurve {
  /**
   * The `l1Ratio`.
   */
  readonly l1Ratio: number;
  /**
   * The strengths.
   */
  readonly lambdas: Float64Array;
  /**
   * The mean over folds of the metric.
   */
  readonly means: Float64Array;
  /**
   * The standard error of that mean.
   */
  readonly standardErrors: Float64Array;
  /**
   * The place of the best mean.
   */
  readonly bestIndex: number;
  /**
   * The first place whose mean is within one standard error of the best.
   */
  readonly oneStandardErrorIndex: number;
}

/**
 * How far coefficients are from the optimum, at most.
 */
export interface DualityGapSolution {
  /**
   * The mean loss plus the penalty.
   */
  readonly objective: number;
  /**
   * The objective of the dual problem at the residuals, scaled into its domain: the minimum is not below it. Absent where the
   * residuals make no dual point.
   */
  readonly dualObjective?: number;
  /**
   * The difference. Absent likewise.
   */
  readonly dualityGap?: number;
}

/**
 * How far a fit has come.
 */
export interface FitProgress {
  /**
   * Iterations so far.
   */
  readonly iterations: number;
  /**
   * The objective.
   */
  readonly objective: number;
  /**
   * The violation of the optimality conditions.
   */
  readonly violation: number;
}

/**
 * A fitted model, with the proof of how close to the optimum it is.
 */
export interface FitSolution {
  /**
   * Whether the accuracy that was asked for was reached.
   */
  readonly status: ModelStatus;
  /**
   * The coefficient of each feature; for several outputs or classes, a matrix with a row for each feature. Those that the
   * penalty holds at zero are exactly 0.
   */
  readonly coefficients: Float64Array | Matrix;
  /**
   * The intercept, 0 without one; for several outputs or classes, a vector.
   */
  readonly intercept: number | Float64Array;
  /**
   * The features with a coefficient other than 0, ascending.
   */
  readonly support: Int32Array;
  /**
   * The strength of the penalty.
   */
  readonly lambda: number;
  /**
   * The mean loss plus the penalty.
   */
  readonly objective: number;
  /**
   * The violation of the optimality conditions, relative to the largest slope of the loss at that model.
   */
  readonly kktResidual: number;
  /**
   * Iterations, each with one scan of the features that are not yet ruled out.
   */
  readonly iterations: number;
  /**
   * Rounds of coordinate descent over a working set.
   */
  readonly epochs: number;
  /**
   * Newton's steps on the support.
   */
  readonly newtonSteps: number;
  /**
   * The loss, for predictions.
   */
  readonly loss: FittedLoss;
  /**
   * The labels of the classes, ascending, for `logistic` (the second is the positive one) and `multinomial`.
   */
  readonly classes?: Float64Array;
  /**
   * How far `objective` is above the minimum, at most. Absent where there is no bound: for penalties that are not convex
   * or not there, and coefficients without a penalty that are bounded.
   */
  readonly dualityGap?: number;
  /**
   * The same relative to the objective of the model without penalised features, which `tolerance` is compared to.
   */
  readonly relativeGap?: number;
}

/**
 * The loss of a fitted model, as in the problem.
 */
export type FittedLoss = 'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared';

/**
 * By how much coefficients miss the conditions of Karush, Kuhn and Tucker.
 */
export interface KktViolationSolution {
  /**
   * The largest violation: the distance of minus the loss's slopes from the subdifferential of the penalty.
   */
  readonly violation: number;
  /**
   * The same relative to the largest slope at the model without penalised features.
   */
  readonly kktResidual: number;
  /**
   * The mean loss plus the penalty.
   */
  readonly objective: number;
}

/**
 * The smallest strength that makes all penalised coefficients zero, and the model there.
 */
export interface LambdaMaxSolution {
  /**
   * That strength; 0 where it is zero, and for penalties that make no coefficient zero.
   */
  readonly lambdaMax: number;
  /**
   * The mean loss of the best model of the intercept and the features that are not penalised.
   */
  readonly objective: number;
  /**
   * Its intercept.
   */
  readonly intercept: number | Float64Array;
}

/**
 * Why the iteration stopped.
 * - `converged`: What `tolerance` asks for was reached.
 * - `iterationLimit`: The iterations were used up.
 * - `stalled`: Rounding allows no further progress.
 * - `timeLimit`: The time was used up.
 */
export type ModelStatus = 'converged' | 'iterationLimit' | 'stalled' | 'timeLimit';

/**
 * The models of a path.
 */
export interface PathSolution {
  /**
   * `converged` where all models are, else what kept the first that is not.
   */
  readonly status: ModelStatus;
  /**
   * The strengths.
   */
  readonly lambdas: Float64Array;
  /**
   * The smallest strength that makes all penalised coefficients zero.
   */
  readonly lambdaMax: number;
  /**
   * A row of coefficients for each strength. For several outputs that of feature `j` and output `k` is in column
   * `j * outputs + k`.
   */
  readonly coefficients: SparseMatrix;
  /**
   * The intercepts: a row for each strength, a column for each output.
   */
  readonly intercepts: Matrix;
  /**
   * The objective of each model.
   */
  readonly objectives: Float64Array;
  /**
   * The relative duality gap of each model, 0 where none can be had.
   */
  readonly relativeGaps: Float64Array;
  /**
   * The relative violation of the optimality conditions of each model.
   */
  readonly kktResiduals: Float64Array;
  /**
   * How many features have a coefficient other than 0.
   */
  readonly nonzeros: Int32Array;
  /**
   * The share of the deviance of the model without penalised features that each explains; for the squared loss, R².
   */
  readonly devianceRatios: Float64Array;
  /**
   * Iterations, all models together.
   */
  readonly iterations: number;
}

/**
 * What the model says.
 */
export interface PredictSolution {
  /**
   * The predicted response: the label of the most probable class, or the mean.
   */
  readonly response: Float64Array | Matrix;
  /**
   * The linear predictor `X w + b`; for several outputs or classes, a column for each.
   */
  readonly predictor: Float64Array | Matrix;
  /**
   * The probability of each class, a column for each in the order of `classes`. Absent where there are no classes.
   */
  readonly probabilities?: Matrix;
}
