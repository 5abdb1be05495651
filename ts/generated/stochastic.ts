// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, BytesInput, IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/stochastic.js';

export { load } from '../engine/load.js';

/**
 * A point with several options.
 */
export interface ChoicePoint {
  /**
   * The score of each option, as for items.
   */
  readonly scores: VectorInput;
}

/**
 * A convex set for consecutive variables.
 */
export interface ConvexSet {
  /**
   * The kind of set.
   */
  readonly kind: SetKind;
  /**
   * The center of a ball. Default: zeros.
   */
  readonly center?: VectorInput;
  /**
   * The lower bounds of a box: one per variable, or one number for all. Default: none, `-Infinity`.
   */
  readonly lower?: number | VectorInput;
  /**
   * The radius of a ball, positive.
   */
  readonly radius?: number;
  /**
   * The number of variables, at most a million. Default: the length of `lower`, `upper` or `center`.
   */
  readonly size?: number;
  /**
   * The sum of the variables in a simplex, positive. Default: 1.
   */
  readonly sum?: number;
  /**
   * The upper bounds of a box. Default: none, `Infinity`.
   */
  readonly upper?: number | VectorInput;
}

/**
 * The coefficients that are returned.
 * - `none`: Those of the last step.
 * - `polyak`: The mean of those at equally spaced steps in the second half of the budget.
 * - `exponential`: The same with weights that decrease by a factor of 0.999 for each step back.
 */
export type FitAverage = 'none' | 'polyak' | 'exponential';

/**
 * The update rule.
 * - `auto`: `adagrad`.
 * - `sgd`: Gradient descent.
 * - `adagrad`: Each coefficient has the rate divided by the root of the sum of its squared derivatives.
 * - `ftrl`: Follow the regularized leader, with penalties `l1` and `l2` of its own on sums over all steps.
 * - `normalizedAdaptive`: `adagrad` in units of each feature's largest entry so far, for features of any scale.
 * - `normalized`: For `logistic` without a penalty, all rows in each step: the mean gradient divided by the mean probability of the
 * wrong class. Finds a separating hyperplane in few steps.
 * - `gradient`: For `logistic` without a penalty, all rows in each step: gradient descent with a constant, also large, rate.
 * - `perceptron`: For `logistic` without a penalty, all rows in each step: the mean of the misclassified rows.
 */
export type FitMethod = 'auto' | 'sgd' | 'adagrad' | 'ftrl' | 'normalizedAdaptive' | 'normalized' | 'gradient' | 'perceptron';

/**
 * A linear model of many rows: the coefficients `w` and the intercept `b` minimize the weighted mean loss of the
 * predictor `X w + b` plus a penalty on `w`.
 */
export interface FitProblem {
  /**
   * The feature matrix `X`: a row for each sample, a column for each feature. It is read in place.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response `y` of each sample: a number, zero or positive for `poisson`; for `logistic`, `hinge` and
   * `squaredHinge` one of two classes, as a number, a string or a boolean, the positive class sorting last; for
   * `multinomial` any class.
   */
  readonly response: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The coefficients that are returned: the last ones, or an average. Averages vary less where gradients are noisy, and
   * have fewer zeros. A learning rate that is left out is chosen when the average begins, at the latest. Not for methods
   * with all rows in each step.
   * @defaultValue 'none'
   */
  readonly average?: FitAverage;
  /**
   * The number of rows in each step, at least 1; the last step of an epoch has the rows that are left. Not for
   * `normalizedAdaptive`, and not for methods with all rows in each step.
   * @defaultValue 1
   */
  readonly batchSize?: number;
  /**
   * The number of `ftrl` added to roots of sums of squared derivatives, from 1e-100 to 1e100.
   * @defaultValue 0.001
   */
  readonly beta?: number;
  /**
   * Whether to compute objective, gap and gradient of the result, by one more pass.
   * @defaultValue true
   */
  readonly certificate?: boolean;
  /**
   * The `checkpoint` of an earlier result for the same problem, to continue with the same bits as without interruption;
   * `epochs` may be larger, except for `sgd` and with an `average`.
   */
  readonly checkpoint?: BytesInput;
  /**
   * The largest norm of the derivatives of a step; longer ones are shortened to it. Not for `normalizedAdaptive`.
   */
  readonly clipNorm?: number;
  /**
   * The number of passes over the rows, positive, counted from the first one also after a `checkpoint`. Default: 10; for
   * `normalized`, `gradient` and `perceptron` `maxIterations` 10000.
   */
  readonly epochs?: number;
  /**
   * A name for each column of `matrix`, for the solution.
   */
  readonly featureNames?: readonly string[];
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of its number of coefficients.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2`. Default for `multinomial`: each feature's
   * coefficients for all classes form a group. Required otherwise. `adagrad` then has one rate for each group.
   */
  readonly groups?: IndexInput;
  /**
   * The largest absolute residual treated as quadratic in `huber`.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether steps of `normalizedAdaptive` follow the loss along the row, and so never pass the response. Not for
   * `huber`, `poisson` and `squaredHinge`, whose steps follow the slope.
   * @defaultValue true
   */
  readonly importanceAware?: boolean;
  /**
   * The starting point. Default: zero.
   */
  readonly initial?: FitStart;
  /**
   * The absolute residual below which `epsilonInsensitive` is 0; zero or positive.
   * @defaultValue 0.1
   */
  readonly insensitivity?: number;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The threshold of `ftrl` on sums of derivatives over all steps, below which coefficients are 0.
   * @defaultValue 0.0
   */
  readonly l1?: number;
  /**
   * The weight of the absolute values in `elasticNet`, from 0 to 1.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The ridge of `ftrl` on sums over all steps.
   * @defaultValue 0.0
   */
  readonly l2?: number;
  /**
   * The strength of the penalty, zero or positive; for `sgd` and `adagrad`.
   * @defaultValue 0.0
   */
  readonly lambda?: number;
  /**
   * `lambda` relative to the smallest one for which all coefficients are zero, instead of `lambda`; zero or positive. For
   * `l2`, relative to 1000 times the largest derivative at zero, as in `coordinate.fit`.
   */
  readonly lambdaRatio?: number;
  /**
   * The learning rate, from 1e-100 to 1e100. By default it is chosen: four copies of the model, whose rates differ by
   * factors of 4, learn the same rows in one reading, and the one with the smallest recent losses is the result.
   */
  readonly learningRate?: number;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The lower bound of each feature's coefficient: zero, negative or minus infinity. Bounds are for `sgd` and `adagrad`,
   * and not for `groupL2`.
   */
  readonly lower?: VectorInput;
  /**
   * The number of steps, instead of `epochs`.
   */
  readonly maxIterations?: number;
  /**
   * The update rule.
   * @defaultValue 'auto'
   */
  readonly method?: FitMethod;
  /**
   * An offset added to the linear predictor of each sample; for `multinomial`, a matrix with a column for each class.
   */
  readonly offset?: VectorInput | MatrixInput;
  /**
   * The number of epochs without a smaller validation loss before the fit ends, at least 1; for rows for validation.
   * Default: 5.
   */
  readonly patience?: number;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l2'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * Whether coefficients must be nonnegative, as with `lower` all 0.
   * @defaultValue false
   */
  readonly positive?: boolean;
  /**
   * The level of `quantile`, above 0 and below 1.
   * @defaultValue 0.5
   */
  readonly quantile?: number;
  /**
   * A weight for each sample in the mean loss, zero or positive. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The order of rows. Not for methods with all rows in each step.
   * @defaultValue 'shuffle'
   */
  readonly sampling?: Sampling;
  /**
   * The learning rate along the steps, as a fraction of its peak; for `sgd`. Default: `lastIterate` where the number of
   * steps is known, `inverseSquareRoot` in a learner.
   */
  readonly schedule?: RateSchedule;
  /**
   * The relative gap at which the fit ends, looked at after 1, 2, 4, 8, … epochs; without a penalty, the norm of the
   * gradient relative to that at the start. Default: none, the budget of epochs is spent.
   */
  readonly tolerance?: number;
  /**
   * The upper bound of each feature's coefficient: zero, positive or infinity.
   */
  readonly upper?: VectorInput;
  /**
   * The fraction of rows, drawn at random, whose loss is measured after each epoch; up to 0.5. They are not learned from.
   */
  readonly validationFraction?: number;
  /**
   * Rows for validation, instead of a fraction.
   */
  readonly validationMatrix?: AnyMatrixInput;
  /**
   * Their responses.
   */
  readonly validationResponse?: VectorInput | readonly string[] | readonly boolean[];
}

/**
 * Starting coefficients. A solution has these fields.
 */
export interface FitStart {
  /**
   * The coefficient of each feature; for `multinomial`, a matrix with a column for each class.
   */
  readonly coefficients: VectorInput | MatrixInput;
  /**
   * The intercept, or one for each class. Default: 0.
   */
  readonly intercept?: number | VectorInput;
}

/**
 * The distance in which steps of `mirror` are short.
 */
export type Geometry = GeometryKind | PNorm;

/**
 * A named geometry.
 * - `euclidean`: The Euclidean distance.
 * - `entropy`: The relative entropy, for one simplex or for nonnegative variables.
 */
export type GeometryKind = 'euclidean' | 'entropy';

/**
 * The update rule.
 * - `auto`: `adagrad`.
 * - `sgd`: Gradient descent, with a given `learningRate`.
 * - `adagrad`: Each coefficient has the rate divided by the root of the sum of its squared derivatives.
 * - `ftrl`: Follow the regularized leader, with penalties `l1` and `l2` of its own on sums over all steps.
 * - `normalizedAdaptive`: `adagrad` in units of each feature's largest entry so far, for features of any scale.
 */
export type LearnerMethod = 'auto' | 'sgd' | 'adagrad' | 'ftrl' | 'normalizedAdaptive';

/**
 * The settings of a learner.
 */
export interface LearnerProblem {
  /**
   * The number of `ftrl` added to roots of sums of squared derivatives, from 1e-100 to 1e100.
   * @defaultValue 0.001
   */
  readonly beta?: number;
  /**
   * The `checkpoint` of a learner with the same settings, to continue with the same bits as without interruption.
   */
  readonly checkpoint?: BytesInput;
  /**
   * The classes, for `multinomial`; two for `logistic`, `hinge` and `squaredHinge`, of which the one that sorts last is
   * the positive one.
   */
  readonly classes?: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The largest norm of the derivatives of a step; longer ones are shortened to it. Not for `normalizedAdaptive`.
   */
  readonly clipNorm?: number;
  /**
   * The number of features. Exactly one of `dimension` and `hashBits` must be given.
   */
  readonly dimension?: number;
  /**
   * A factor for the penalty of each group, zero or positive. Default: the square root of its number of coefficients.
   */
  readonly groupWeights?: VectorInput;
  /**
   * The group of each feature, numbered from 0 without gaps, for `groupL2`. Default for `multinomial`: each feature's
   * coefficients for all classes form a group. Required otherwise. `adagrad` then has one rate for each group.
   */
  readonly groups?: IndexInput;
  /**
   * The number of low bits of a feature's index that are its place, 1 to 26: indices may be hashes of words, and features
   * with equal bits share a coefficient.
   */
  readonly hashBits?: number;
  /**
   * The largest absolute residual treated as quadratic in `huber`.
   * @defaultValue 1.35
   */
  readonly huberThreshold?: number;
  /**
   * Whether steps of `normalizedAdaptive` follow the loss along the row, and so never pass the response. Not for
   * `huber`, `poisson` and `squaredHinge`, whose steps follow the slope.
   * @defaultValue true
   */
  readonly importanceAware?: boolean;
  /**
   * The absolute residual below which `epsilonInsensitive` is 0; zero or positive.
   * @defaultValue 0.1
   */
  readonly insensitivity?: number;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The threshold of `ftrl` on sums of derivatives over all steps, below which coefficients are 0.
   * @defaultValue 0.0
   */
  readonly l1?: number;
  /**
   * The weight of the absolute values in `elasticNet`, from 0 to 1.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The ridge of `ftrl` on sums over all steps.
   * @defaultValue 0.0
   */
  readonly l2?: number;
  /**
   * The strength of the penalty, zero or positive; for `sgd` and `adagrad`.
   * @defaultValue 0.0
   */
  readonly lambda?: number;
  /**
   * The learning rate, from 1e-100 to 1e100. By default it is chosen: four copies of the model, whose rates differ by
   * factors of 4, learn the same rows in one reading, and the one with the smallest recent losses is the result.
   */
  readonly learningRate?: number;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The update rule.
   * @defaultValue 'auto'
   */
  readonly method?: LearnerMethod;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l2'
   */
  readonly penalty?: PenaltyKind;
  /**
   * A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
   */
  readonly penaltyFactors?: VectorInput;
  /**
   * The level of `quantile`, above 0 and below 1.
   * @defaultValue 0.5
   */
  readonly quantile?: number;
  /**
   * The learning rate along the steps, as a fraction of its peak; for `sgd`. Default: `lastIterate` where the number of
   * steps is known, `inverseSquareRoot` in a learner.
   */
  readonly schedule?: RateSchedule;
}

/**
 * The loss of one sample, for its response `y` and linear predictor `z`. For classes, `y` is -1 or 1.
 * - `squared`: `(y - z)^2 / 2`.
 * - `huber`: `(y - z)^2 / 2` up to `huberThreshold` of `|y - z|`, and linear beyond it, to reduce the influence of outliers.
 * - `logistic`: `ln(1 + exp(-y z))`: two classes.
 * - `poisson`: `exp(z) - y z`: counts.
 * - `hinge`: `max(0, 1 - y z)`: two classes, as in support vector machines.
 * - `squaredHinge`: `max(0, 1 - y z)^2 / 2`: two classes.
 * - `quantile`: `quantile` times `y - z` where positive, `quantile - 1` times where negative: the predictor becomes that quantile.
 * - `epsilonInsensitive`: `max(0, |y - z| - insensitivity)`, as in support vector regression.
 * - `multinomial`: `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
 */
export type LossKind = 'squared' | 'huber' | 'logistic' | 'poisson' | 'hinge' | 'squaredHinge' | 'quantile' | 'epsilonInsensitive' | 'multinomial';

/**
 * The returned point.
 * - `none`: The last one.
 * - `polyak`: The mean over the second half of the steps.
 * - `exponential`: The mean with weights that decrease by 0.999 per step into the past.
 */
export type MinimizeAverage = 'none' | 'polyak' | 'exponential';

/**
 * The method of minimization.
 * - `auto`: `adam`, or on a set `mirror`.
 * - `mirror`: Steps in the geometry, each with the proximal map of the penalty or the projection onto the set.
 * - `svrg`: Variance reduction by full gradients every 2N components. Source: Johnson, Zhang, Accelerating Stochastic Gradient
 * Descent using Predictive Variance Reduction, 2013.
 * - `lsvrg`: Variance reduction by full gradients at random times. Source: Kovalev, Horvath, Richtarik, Don't Jump Through
 * Hoops and Remove Those Loops: SVRG and Katyusha are Better Without the Outer Loop, 2020.
 * - `adam`: Adam.
 * - `sgd`: Gradient descent, with `momentum`, also Nesterov's.
 * - `adagrad`: AdaGrad.
 * - `rmsprop`: RMSProp.
 * - `radam`: RAdam.
 * - `scheduleFree`: Schedule-free gradient descent.
 * - `scheduleFreeAdamW`: Schedule-free descent with gradients divided by the roots of their mean squares.
 * - `prodigy`: Prodigy, which estimates the rate.
 * - `adagradNorm`: AdaGrad-Norm: the rate divided by the root of the sum of all squared norms.
 * - `polyak`: Polyak's step: the excess of the value over `lowerBound`, divided by the squared norm.
 */
export type MinimizeMethod = 'auto' | 'mirror' | 'svrg' | 'lsvrg' | 'adam' | 'sgd' | 'adagrad' | 'rmsprop' | 'radam' | 'scheduleFree' | 'scheduleFreeAdamW' | 'prodigy' | 'adagradNorm' | 'polyak';

/**
 * The penalty on the variables `x`.
 * - `none`: No penalty.
 * - `l2`: `lambda` times the sum of `x_j^2 / 2`.
 * - `l1`: `lambda` times the sum of `|x_j|`.
 * - `elasticNet`: `lambda` times the sum of `l1Ratio |x_j| + (1 - l1Ratio) x_j^2 / 2`.
 */
export type MinimizePenalty = 'none' | 'l2' | 'l1' | 'elasticNet';

/**
 * A mean of functions given by callbacks, with a penalty or on a convex set.
 */
export interface MinimizeProblem {
  /**
   * The number of variables, at most a million.
   */
  readonly dimension: number;
  /**
   * The number of components N; the objective is their mean. At least 1.
   */
  readonly componentCount: number;
  /**
   * The returned point.
   */
  readonly average?: MinimizeAverage;
  /**
   * The number of components per step, at most N. Default: 32, or N if that is less.
   */
  readonly batchSize?: number;
  /**
   * The decay rate of the mean gradient, and the weight of the average in the points of evaluation of schedule-free
   * methods; from 0 to below 1.
   * @defaultValue 0.9
   */
  readonly beta1?: number;
  /**
   * The decay rate of the mean squared gradient, from 0 to below 1. Default: 0.999, for `rmsprop` 0.99.
   */
  readonly beta2?: number;
  /**
   * Whether objective and norm of the gradient mapping are computed at the end, by a pass over all components.
   * @defaultValue true
   */
  readonly certificate?: boolean;
  /**
   * The checkpoint of an earlier run with the same settings, seed included, to continue from it with the same bits.
   * Limits may differ, if the schedule does not depend on them.
   */
  readonly checkpoint?: BytesInput;
  /**
   * The Euclidean norm to which gradients are clipped; positive. Default: none.
   */
  readonly clipNorm?: number;
  /**
   * The number of passes over all components, positive, also a fraction. Default: 10, unless `maxIterations` is given.
   */
  readonly epochs?: number;
  /**
   * The number added to the root of the mean squared gradient, positive.
   * @defaultValue 1e-8
   */
  readonly epsilon?: number;
  /**
   * The geometry of `mirror`.
   */
  readonly geometry?: Geometry;
  /**
   * Whether the norms of the gradients of single components are given, for the sampling `gradientNorm`.
   * @defaultValue false
   */
  readonly gradientNorms?: boolean;
  /**
   * The initial point, moved into the set. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The weight of the absolute values in `elasticNet`, from 0 to 1.
   * @defaultValue 0.5
   */
  readonly l1Ratio?: number;
  /**
   * The strength of the penalty, nonnegative.
   * @defaultValue 0.0
   */
  readonly lambda?: number;
  /**
   * The peak of the learning rate, positive. `mirror` requires it, `svrg` and `lsvrg` unless `smoothness` is given.
   * Default: that of the update rule, as for `optimizer`.
   */
  readonly learningRate?: number;
  /**
   * The lower bound of the objective of any batch, for `polyak`.
   * @defaultValue 0.0
   */
  readonly lowerBound?: number;
  /**
   * The number of steps, at least 1.
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: MinimizeMethod;
  /**
   * The fraction of probabilities proportional to norms in the sampling `gradientNorm`, from 0 to below 1.
   * @defaultValue 0.8
   */
  readonly mixing?: number;
  /**
   * The momentum of `sgd`, from 0 to below 1.
   * @defaultValue 0.0
   */
  readonly momentum?: number;
  /**
   * Whether the momentum of `sgd` is Nesterov's.
   * @defaultValue false
   */
  readonly nesterov?: boolean;
  /**
   * The penalty on the variables.
   */
  readonly penalty?: MinimizePenalty;
  /**
   * The choice of components.
   */
  readonly sampling?: MinimizeSampling;
  /**
   * The schedule of the learning rate. Default: `lastIterate` for `adam`, `sgd`, `rmsprop`, `radam` and `mirror`, else
   * `constant`.
   */
  readonly schedule?: RateSchedule;
  /**
   * The convex set, as a product over consecutive variables. Default: all vectors.
   */
  readonly set?: readonly ConvexSet[];
  /**
   * A Lipschitz constant of the gradients of all components: the default rate of `svrg` and `lsvrg` is a third of its
   * inverse.
   */
  readonly smoothness?: number;
  /**
   * The norm of the proximal gradient mapping, relative to that at the start, at which the run ends as converged;
   * computed after 1, 2, 4, … epochs and at the end, each time by a pass over all components. Default: the budget is
   * spent.
   */
  readonly tolerance?: number;
}

/**
 * The choice of components.
 * - `shuffle`: Each once in an epoch, in a new random order.
 * - `uniform`: At random, with replacement.
 * - `cyclic`: In order.
 * - `gradientNorm`: At random, with probabilities by running means of gradient norms, and weights that keep gradients unbiased.
 */
export type MinimizeSampling = 'shuffle' | 'uniform' | 'cyclic' | 'gradientNorm';

/**
 * A loss of predictions, given by a callback.
 */
export interface MinimizeTargetsProblem {
  /**
   * A Lipschitz constant of the gradient of a row's loss with respect to its predictions, positive: 1 for half the
   * squared error, 1/4 for the logistic loss. The step in the space of predictions is its inverse.
   */
  readonly targetSmoothness: number;
  /**
   * The number of rows per question. Default: all; then no step increases the loss.
   */
  readonly batchSize?: number;
  /**
   * The initial coefficients. Linear ones are given row by row: as many rows as the matrix has columns, a column per
   * prediction. Default: zeros for linear predictions; other ones need it.
   */
  readonly initial?: VectorInput;
  /**
   * The limit on steps of conjugate gradients that fit the coefficients to the targets of a question; at least 1. With
   * `model` or a callback, these are the steps of one linearization.
   * @defaultValue 20
   */
  readonly innerSteps?: number;
  /**
   * The norm of the gradient of a fit, relative to its start, at which it ends.
   * @defaultValue 1e-8
   */
  readonly innerTolerance?: number;
  /**
   * The limit on linearizations of the predictions in the fit to the targets of a question, at least 1; linear
   * predictions need one.
   * @defaultValue 5
   */
  readonly linearizations?: number;
  /**
   * A row per sample. Without `model`, the predictions of a row are its products with the columns of the coefficients.
   * Absent where the predictions are a callback.
   */
  readonly matrix?: AnyMatrixInput;
  /**
   * The number of questions, except that for the certificate; at least 1.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The predictions of a row: a function as data of `row`, an input with a row of the matrix, of the coefficients and of
   * parameters. Default: linear ones.
   */
  readonly model?: FunctionInput;
  /**
   * The number of predictions per row, from 1 to 1000.
   * @defaultValue 1
   */
  readonly outputs?: number;
  /**
   * All other inputs of `model`, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * Whether the gradient of weighted sums of predictions is a callback. `predictions` needs it.
   * @defaultValue false
   */
  readonly predictionGradient?: boolean;
  /**
   * Whether the predictions are a callback, in the place of `matrix`.
   * @defaultValue false
   */
  readonly predictions?: boolean;
  /**
   * The number of rows where the predictions are a callback, at least 1.
   */
  readonly rowCount?: number;
  /**
   * The choice of the rows of a batch.
   */
  readonly sampling?: TargetSampling;
  /**
   * The norm of the gradient with respect to the coefficients, relative to that at the start, at which the run ends
   * with questions about all rows.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * The name of the input of `model` with the coefficients. Default: the first other than `row`.
   */
  readonly variables?: string;
}

/**
 * A rule, and its start.
 */
export interface OptimizerProblem {
  /**
   * The decay rate of the mean gradient, and the weight of the average in the points of evaluation of schedule-free
   * methods; from 0 to below 1.
   * @defaultValue 0.9
   */
  readonly beta1?: number;
  /**
   * The decay rate of the mean squared gradient, from 0 to below 1. Default: 0.999, for `rmsprop` 0.99.
   */
  readonly beta2?: number;
  /**
   * The checkpoint of an optimizer of the same method and dimension, to continue from it in place of `initial`.
   */
  readonly checkpoint?: BytesInput;
  /**
   * The Euclidean norm to which gradients are clipped; positive. Default: none.
   */
  readonly clipNorm?: number;
  /**
   * The number of parameters. Default: that of `initial`.
   */
  readonly dimension?: number;
  /**
   * The number added to the root of the mean squared gradient, positive.
   * @defaultValue 1e-8
   */
  readonly epsilon?: number;
  /**
   * The initial parameters. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The peak of the learning rate, positive. Default: 0.001 for `adam`, `radam` and `rmsprop`, 0.01 for `sgd` and
   * `adagrad`, 0.1 for `scheduleFree`, 0.0025 for `scheduleFreeAdamW`, 1 for `prodigy`, `adagradNorm` and `polyak`.
   */
  readonly learningRate?: number;
  /**
   * The lower bound of the objective of any batch, for `polyak`.
   * @defaultValue 0.0
   */
  readonly lowerBound?: number;
  /**
   * The update rule.
   */
  readonly method?: UpdateRule;
  /**
   * The momentum of `sgd`, from 0 to below 1.
   * @defaultValue 0.0
   */
  readonly momentum?: number;
  /**
   * Whether the momentum of `sgd` is Nesterov's.
   * @defaultValue false
   */
  readonly nesterov?: boolean;
  /**
   * The schedule of the learning rate: a form, or a form with its numbers. Schedule-free methods take `constant`,
   * also with a `warmup`.
   */
  readonly schedule?: RateSchedule;
  /**
   * The number of steps, for schedules that depend on it; later steps have the rate of the last one.
   */
  readonly steps?: number;
  /**
   * The decoupled weight decay: each step subtracts this fraction of the parameters times the learning rate;
   * nonnegative. Not for `adagradNorm` and `polyak`.
   * @defaultValue 0.0
   */
  readonly weightDecay?: number;
}

/**
 * Half the square of a p-norm.
 */
export interface PNorm {
  /**
   * The exponent p, above 1 and at most 2.
   */
  readonly pNorm: number;
}

/**
 * The penalty on the coefficients `w`.
 * - `l2`: `lambda` times the sum of `w_j^2 / 2`.
 * - `l1`: `lambda` times the sum of `|w_j|`.
 * - `elasticNet`: `lambda` times the sum of `l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2`.
 * - `groupL2`: `lambda` times the sum of `u_g` times the norm of the coefficients of group `g`, with `groupWeights` u.
 * - `none`: No penalty.
 */
export type PenaltyKind = 'l2' | 'l1' | 'elasticNet' | 'groupL2' | 'none';

/**
 * The learning rate along the steps.
 */
export type RateSchedule = ScheduleKind | Schedule;

/**
 * The least squares after each row.
 * - `sparse`: Each row solves the equations of its own features: nearly the fit of all rows. `polish` leads to the fit.
 * - `exact`: The fit of all rows, for at most 2048 features. The time for a row grows with the square of their number.
 */
export type RegressionSolver = 'sparse' | 'exact';

/**
 * The order of rows.
 * - `shuffle`: All rows in a new order each epoch: blocks of 256 rows are shuffled, and the rows inside.
 * - `uniform`: Draws with replacement.
 * - `cyclic`: The given order.
 * - `lipschitz`: Draws with probabilities proportional to the norms of rows, with unbiased weights.
 * - `gradientNorm`: Draws with probabilities that follow the norms of the rows' gradients as last seen, with unbiased weights.
 */
export type Sampling = 'shuffle' | 'uniform' | 'cyclic' | 'lipschitz' | 'gradientNorm';

/**
 * Scores, and the number of draws.
 */
export interface SamplingProbabilitiesProblem {
  /**
   * The score of each item, nonnegative. The variance of a weighted draw is smallest if it is proportional to the norm
   * of the item's gradient. If all scores are zero, probabilities are uniform.
   */
  readonly scores: VectorInput;
  /**
   * Choice points, such as the layers of a network with several operations each. A path has an option at each of them;
   * each draw has a path.
   */
  readonly choices?: readonly ChoicePoint[];
  /**
   * The number of draws, with replacement, at most 100 million.
   * @defaultValue 0
   */
  readonly count?: number;
  /**
   * The fraction of the probabilities that is proportional to scores; the rest is uniform. With less than 1, weights
   * are at most 1/(1 - `mixing`).
   * @defaultValue 0.8
   */
  readonly mixing?: number;
}

/**
 * A schedule of the learning rate.
 */
export interface Schedule {
  /**
   * The form.
   */
  readonly kind: ScheduleKind;
  /**
   * The numbers of steps after the warm-up at which `steps` reduces the rate, ascending; required.
   */
  readonly boundaries?: IndexInput;
  /**
   * The decay of `inverse`, positive (default 1), or of `exponential`, above 0 and at most 1 (required).
   */
  readonly decay?: number;
  /**
   * The factor of `steps`, above 0 and at most 1. Default: 0.1.
   */
  readonly factor?: number;
  /**
   * The fraction of the peak approached instead of zero, from 0 to 1. The schedule is compressed to the fractions
   * above it.
   * @defaultValue 0.0
   */
  readonly floor?: number;
  /**
   * The moment for `heavyTails`, above 1 and at most 2. Default: 2.
   */
  readonly moment?: number;
  /**
   * The shape of `uba`, positive. Default: 5.
   */
  readonly shape?: number;
  /**
   * The smoothness for `stronglyConvex`, at least the strong convexity; required.
   */
  readonly smoothness?: number;
  /**
   * The strong convexity for `stronglyConvex`, positive; required.
   */
  readonly strongConvexity?: number;
  /**
   * The number of first steps in which the rate increases linearly to its peak; less than the number of steps.
   * @defaultValue 0
   */
  readonly warmup?: number;
}

/**
 * The form of a schedule. With t steps after the warm-up, of T, the fractions of the peak are:
 * - `constant`: 1.
 * - `lastIterate`: 1 - t/T, for good last iterates, with a peak proportional to 1/sqrt(T). Source: Zamani, Glineur, Exact Convergence
 * Rate of the Last Iterate in Subgradient Methods, 2025; with noise: Liu, Zhou, Revisiting the Last-Iterate
 * Convergence of Stochastic Gradient Methods, 2024.
 * - `cosine`: (1 + cos(pi t/T))/2.
 * - `uba`: 2(1 + c)/(2 f + (2 - f)(1 + c)) with c = cos(pi t/T) and the shape f: the cosine for 2, more time with small rates
 * above, more time with large rates below. Source: Tang, Dong, Zeng, Zhou, Lin, Stepsize Anything: A Unified
 * Learning Rate Schedule for Budgeted-Iteration Training, 2025.
 * - `rex`: (1 - t/T)/(1 - t/(2T)). Source: Chen, Wolfe, Kyrillidis, REX: Revisiting Budgeted Training with an Improved
 * Schedule, 2022.
 * - `oneCycle`: From 1/25 up to 1 along a cosine in 30 % of the steps, then down to 4e-6. Source: Smith, Topin, Super-Convergence,
 * 2019, with the numbers of PyTorch.
 * - `inverseSquareRoot`: 1/sqrt(t + 1).
 * - `inverse`: 1/(1 + d t) with the decay d.
 * - `exponential`: d^t with the decay d.
 * - `steps`: A power of `factor`: the number of `boundaries` up to t.
 * - `stronglyConvex`: 2/(m (t + 2 + 4 L/m)) with the strong convexity m and the smoothness L; for a peak of 1.
 * - `heavyTails`: (t + 1)^(-1/p), for gradients with a finite moment p.
 */
export type ScheduleKind = 'constant' | 'lastIterate' | 'cosine' | 'uba' | 'rex' | 'oneCycle' | 'inverseSquareRoot' | 'inverse' | 'exponential' | 'steps' | 'stronglyConvex' | 'heavyTails';

/**
 * The kinds of sets.
 * - `free`: All vectors.
 * - `box`: Vectors between `lower` and `upper`.
 * - `simplex`: Nonnegative vectors that sum to `sum`.
 * - `ball`: Vectors within `radius` of `center`.
 */
export type SetKind = 'free' | 'box' | 'simplex' | 'ball';

/**
 * A schedule, and its number of steps.
 */
export interface StepSizesProblem {
  /**
   * The number of steps, at least 1, at most 100 million.
   */
  readonly steps: number;
  /**
   * The form.
   */
  readonly kind: ScheduleKind;
  /**
   * The numbers of steps after the warm-up at which `steps` reduces the rate, ascending; required.
   */
  readonly boundaries?: IndexInput;
  /**
   * The decay of `inverse`, positive (default 1), or of `exponential`, above 0 and at most 1 (required).
   */
  readonly decay?: number;
  /**
   * The factor of `steps`, above 0 and at most 1. Default: 0.1.
   */
  readonly factor?: number;
  /**
   * The fraction of the peak approached instead of zero, from 0 to 1. The schedule is compressed to the fractions
   * above it.
   * @defaultValue 0.0
   */
  readonly floor?: number;
  /**
   * The moment for `heavyTails`, above 1 and at most 2. Default: 2.
   */
  readonly moment?: number;
  /**
   * The rate at the peak, positive.
   * @defaultValue 1.0
   */
  readonly peak?: number;
  /**
   * The shape of `uba`, positive. Default: 5.
   */
  readonly shape?: number;
  /**
   * The smoothness for `stronglyConvex`, at least the strong convexity; required.
   */
  readonly smoothness?: number;
  /**
   * The strong convexity for `stronglyConvex`, positive; required.
   */
  readonly strongConvexity?: number;
  /**
   * The number of first steps in which the rate increases linearly to its peak; less than the number of steps.
   * @defaultValue 0
   */
  readonly warmup?: number;
}

/**
 * The settings of a regression.
 */
export interface StreamRegressionProblem {
  /**
   * The number of inputs, from 1 to 1000.
   */
  readonly dimension: number;
  /**
   * The number of grid lines in each direction of a plane, from 3 to 64.
   * @defaultValue 8
   */
  readonly bins?: number;
  /**
   * The middle of the inputs: one number, or one for each. Default: 0 where `scale` is given, else the means of the first
   * 100 rows.
   */
  readonly center?: number | VectorInput;
  /**
   * The checkpoint of a regression with the same settings and seed, to continue with the same bits.
   */
  readonly checkpoint?: BytesInput;
  /**
   * The number of random planes through the inputs, from 1 to 100. More of them take longer and fit more.
   * @defaultValue 10
   */
  readonly groups?: number;
  /**
   * The number of responses of a row, from 1 to 100.
   * @defaultValue 1
   */
  readonly outputs?: number;
  /**
   * The weight of the squares of the coefficients, positive.
   * @defaultValue 0.001
   */
  readonly ridge?: number;
  /**
   * The typical distance of the inputs from `center`, positive: one number, or one for each. Beyond twice this distance,
   * inputs are hardly told apart. Default: the standard deviations in the first 100 rows, which must then be typical of
   * all: give `scale` where rows are sorted.
   */
  readonly scale?: number | VectorInput;
  /**
   * The least squares after each row.
   */
  readonly solver?: RegressionSolver;
}

/**
 * The choice of the rows of a batch.
 * - `shuffle`: Each once in a pass, in a new random order.
 * - `uniform`: At random, with replacement.
 */
export type TargetSampling = 'shuffle' | 'uniform';

/**
 * An update rule.
 * - `adam`: Adam; with `weightDecay`, AdamW.
 * - `sgd`: Gradient descent, with `momentum`, also Nesterov's.
 * - `adagrad`: AdaGrad.
 * - `rmsprop`: RMSProp.
 * - `radam`: RAdam.
 * - `scheduleFree`: Schedule-free gradient descent: its parameters are an average, and differ from the points of evaluation.
 * - `scheduleFreeAdamW`: Schedule-free descent with gradients divided by the roots of their mean squares.
 * - `prodigy`: Prodigy: the rate is estimated from the distance to the start; `learningRate` is a factor of it.
 * - `adagradNorm`: AdaGrad-Norm: the rate divided by the root of the sum of all squared norms.
 * - `polyak`: Polyak's step: the excess of the value over `lowerBound`, divided by the squared norm, and at most `learningRate`.
 */
export type UpdateRule = 'adam' | 'sgd' | 'adagrad' | 'rmsprop' | 'radam' | 'scheduleFree' | 'scheduleFreeAdamW' | 'prodigy' | 'adagradNorm' | 'polyak';

/**
 * The progress of a fit.
 */
export interface FitProgress {
  /**
   * The number of epochs or steps so far.
   */
  readonly epochs: number;
  /**
   * The mean loss of rows, each before it was learned from.
   */
  readonly loss: number;
}

/**
 * An epoch, or a step with all rows.
 */
export interface FitRecord {
  /**
   * The number of epochs or steps so far.
   */
  readonly epochs: number;
  /**
   * The mean loss of the epoch's rows, each before it was learned from; of a step with all rows, the mean loss.
   */
  readonly loss: number;
  /**
   * The number of rows on the wrong side, for steps with all rows.
   */
  readonly mistakes?: number;
  /**
   * The mean loss of the rows for validation.
   */
  readonly validationLoss?: number;
}

/**
 * A fitted model, with bounds of its distance from the optimum.
 */
export interface FitSolution {
  /**
   * The reason the fit ended.
   */
  readonly status: FitStatus;
  /**
   * The coefficient of each feature; for `multinomial`, a matrix with a row for each feature.
   */
  readonly coefficients: Float64Array | Matrix;
  /**
   * The intercept, 0 if the model has none; for `multinomial`, one for each class.
   */
  readonly intercept: number | Float64Array;
  /**
   * The features with nonzero coefficients, ascending.
   */
  readonly support: Int32Array;
  /**
   * The number of steps.
   */
  readonly iterations: number;
  /**
   * The number of passes over the rows.
   */
  readonly epochs: number;
  /**
   * The learning rate, given or chosen.
   */
  readonly learningRate: number;
  /**
   * Whether the chosen rate is the smallest or the largest of its copies, so that one beyond may be better.
   */
  readonly rateAtEnd: boolean;
  /**
   * The record of each epoch of this call, or of each step with all rows. Of more than 1000, equally spaced ones and the
   * last.
   */
  readonly history: readonly FitRecord[];
  /**
   * The loss function.
   */
  readonly loss: LossKind;
  /**
   * The strength of the penalty, given or by `lambdaRatio`.
   */
  readonly lambda: number;
  /**
   * The state of the fit: given to a problem with the same settings, it continues. Absent for methods with all rows in
   * each step.
   */
  readonly checkpoint?: Uint8Array;
  /**
   * The classes in ascending order; of two with one predictor, the second is the positive one.
   */
  readonly classes?: Float64Array | readonly string[] | readonly boolean[];
  /**
   * An upper bound of the difference between `objective` and its minimum. Absent without a penalty.
   */
  readonly dualityGap?: number;
  /**
   * The names of all features, if given.
   */
  readonly featureNames?: readonly string[];
  /**
   * The norm of the proximal gradient mapping: without a penalty, of the gradient over all rows. For losses with corners
   * it need not be small at the minimum.
   */
  readonly gradientNorm?: number;
  /**
   * The least distance of a row from the separating hyperplane, if it is positive; for `normalized`, `gradient` and
   * `perceptron`.
   */
  readonly margin?: number;
  /**
   * The number of rows on the wrong side; for `normalized`, `gradient` and `perceptron`.
   */
  readonly mistakes?: number;
  /**
   * The mean loss of all rows that were learned from, plus the penalty. Absent without a certificate.
   */
  readonly objective?: number;
  /**
   * The mean loss of rows, each before it was learned from. Absent for methods with all rows in each step.
   */
  readonly progressiveLoss?: number;
  /**
   * The duality gap relative to the mean loss with all coefficients 0. `tolerance` bounds it.
   */
  readonly relativeGap?: number;
  /**
   * The standard error of the progressive loss, as if its terms were independent.
   */
  readonly standardError?: number;
  /**
   * An upper bound of the steps of the perceptron: the square of the largest row's norm over the margin.
   */
  readonly stepBound?: number;
  /**
   * A rate to try next, a quarter of the one that diverged.
   */
  readonly suggestedLearningRate?: number;
  /**
   * The mean loss of the rows for validation.
   */
  readonly validationLoss?: number;
}

/**
 * The reason a fit ended.
 * - `converged`: The relative gap is within `tolerance`; for `normalized`, `gradient` and `perceptron`, all margins are positive.
 * - `epochLimit`: All epochs are done: the usual end.
 * - `iterationLimit`: All steps are done.
 * - `stoppedEarly`: The validation loss did not fall for `patience` epochs. The coefficients with the smallest one are returned.
 * - `diverged`: Coefficients or losses grew without bound. The last good coefficients are returned; `suggestedLearningRate` is
 * smaller.
 * - `timeLimit`: The time limit was reached.
 */
export type FitStatus = 'converged' | 'epochLimit' | 'iterationLimit' | 'stoppedEarly' | 'diverged' | 'timeLimit';

/**
 * Never returned in practice, because a learner is held until it is closed.
 */
export interface LearnerSolution {
  /**
   * The number of calls.
   */
  readonly calls: number;
}

/**
 * The record of an epoch.
 */
export interface MinimizeRecord {
  /**
   * The number of finished epochs.
   */
  readonly epoch: number;
  /**
   * The mean of the objectives of its batches, each before the step.
   */
  readonly objective: number;
}

/**
 * A point, and its certificate.
 */
export interface MinimizeSolution {
  /**
   * The termination status.
   */
  readonly status: MinimizeStatus;
  /**
   * The point.
   */
  readonly solution: Float64Array;
  /**
   * The number of steps, including those before the checkpoint.
   */
  readonly iterations: number;
  /**
   * The number of finished epochs.
   */
  readonly epochs: number;
  /**
   * The peak of the learning rate.
   */
  readonly learningRate: number;
  /**
   * One record per epoch of this run. Of more than 1000, equally spaced ones and the last.
   */
  readonly history: readonly MinimizeRecord[];
  /**
   * The state, to continue from it.
   */
  readonly checkpoint: Uint8Array;
  /**
   * The norm of the proximal gradient mapping with step 1, which is zero at a minimum: of the difference to the point
   * after a gradient step with proximal map and projection. Absent like `objective`.
   */
  readonly gradientNorm?: number;
  /**
   * The mean of all components there, plus the penalty; absent without `certificate`, without time for it, or if it
   * is not finite.
   */
  readonly objective?: number;
  /**
   * A quarter of the learning rate, for another try after `diverged`.
   */
  readonly suggestedLearningRate?: number;
}

/**
 * The termination status of `minimize`.
 * - `converged`: The norm of the proximal gradient mapping meets the tolerance.
 * - `epochLimit`: All epochs are finished.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `diverged`: A value or a gradient was not finite, or the mean objective of an epoch rose a thousandfold. The solution is the
 * last point with finite numbers.
 */
export type MinimizeStatus = 'converged' | 'epochLimit' | 'iterationLimit' | 'timeLimit' | 'diverged';

/**
 * Coefficients, and their certificate.
 */
export interface MinimizeTargetsSolution {
  /**
   * The termination status.
   */
  readonly status: MinimizeTargetsStatus;
  /**
   * The coefficients, in the order of `initial`.
   */
  readonly coefficients: Float64Array;
  /**
   * The number of questions, without that for the certificate.
   */
  readonly iterations: number;
  /**
   * The number of steps that increased the loss and were made again with half the step in the space of predictions.
   */
  readonly backtracks: number;
  /**
   * The mean loss of each question.
   */
  readonly history: Float64Array;
  /**
   * The norm of its gradient with respect to the coefficients; absent like `objective`.
   */
  readonly gradientNorm?: number;
  /**
   * The mean loss of all rows; absent without time for it.
   */
  readonly objective?: number;
}

/**
 * The termination status of `minimizeTargets`.
 * - `converged`: The gradient meets the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No step decreases the loss, usually because of rounding errors.
 * - `diverged`: A loss or a gradient was not finite. The coefficients are the last ones where all were.
 */
export type MinimizeTargetsStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'diverged';

/**
 * Never returned in practice, because steps are made until the optimizer is closed.
 */
export interface OptimizerSolution {
  /**
   * The number of steps.
   */
  readonly steps: number;
}

/**
 * Probabilities and draws.
 */
export interface SamplingProbabilitiesSolution {
  /**
   * The probability of each item.
   */
  readonly probabilities: Float64Array;
  /**
   * The drawn items.
   */
  readonly draws: Int32Array;
  /**
   * The weight of each draw: the mean of weighted values over the draws is an unbiased estimate of the mean over all
   * items and paths.
   */
  readonly weights: Float64Array;
  /**
   * The probability of each option at each choice point.
   */
  readonly choiceProbabilities: readonly Float64Array[];
  /**
   * The option of each draw at each choice point.
   */
  readonly choiceDraws: readonly Int32Array[];
  /**
   * The mean square of weighted scores of items relative to that of uniform draws.
   */
  readonly varianceRatio: number;
}

/**
 * The rates.
 */
export interface StepSizesSolution {
  /**
   * The rate of each step.
   */
  readonly stepSizes: Float64Array;
}

/**
 * Never returned in practice, because rows are learned until the regression is closed.
 */
export interface StreamRegressionSolution {
  /**
   * The number of rows.
   */
  readonly rows: number;
}

/**
 * Importance sampling: probabilities from scores, such as norms of gradients, with seeded draws and the weights that keep
 * means over the drawn items unbiased.
 */
export function samplingProbabilities(
  problem: SamplingProbabilitiesProblem,
  options?: RunOptions,
): Promise<SamplingProbabilitiesSolution> {
  return run('stochastic.samplingProbabilities', problem, options);
}

/** {@link samplingProbabilities}, blocking the calling thread. */
export function samplingProbabilitiesSync(problem: SamplingProbabilitiesProblem, options?: SyncRunOptions): SamplingProbabilitiesSolution {
  return runSync('stochastic.samplingProbabilities', problem, options);
}

/**
 * The rates of a schedule, the same as in training: to see them, or for training loops of your own.
 */
export function stepSizes(
  problem: StepSizesProblem,
  options?: RunOptions,
): Promise<StepSizesSolution> {
  return run('stochastic.stepSizes', problem, options);
}

/** {@link stepSizes}, blocking the calling thread. */
export function stepSizesSync(problem: StepSizesProblem, options?: SyncRunOptions): StepSizesSolution {
  return runSync('stochastic.stepSizes', problem, options);
}
