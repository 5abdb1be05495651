// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, BytesInput, IndexInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/stochastic.js';

export { load } from '../engine/load.js';

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
   * `squaredHinge` one of two classes, as a number, a string or a boolean, the positive class sorting last.
   */
  readonly response: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The number of rows in each step, at least 1. Not for `normalizedAdaptive`.
   * @defaultValue 1
   */
  readonly batchSize?: number;
  /**
   * The number of `ftrl` added to roots of sums of squared derivatives; positive.
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
   * `epochs` may be larger, except for `sgd`.
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
   * The learning rate, positive. By default it is chosen: four copies of the model, whose rates differ by factors of 4,
   * learn the same rows in one reading, and the one with the smallest recent losses is the result.
   */
  readonly learningRate?: number;
  /**
   * The loss function.
   * @defaultValue 'squared'
   */
  readonly loss?: LossKind;
  /**
   * The lower bound of each feature's coefficient: zero, negative or minus infinity. Bounds are for `sgd` and `adagrad`.
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
   * An offset added to the linear predictor of each sample.
   */
  readonly offset?: VectorInput;
  /**
   * The number of epochs without a smaller validation loss before the fit ends; at least 1.
   * @defaultValue 5
   */
  readonly patience?: number;
  /**
   * The penalty added to the mean loss.
   * @defaultValue 'l2'
   */
  readonly penalty?: PenaltyKind;
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
   * The order of rows.
   * @defaultValue 'shuffle'
   */
  readonly sampling?: Sampling;
  /**
   * The learning rate along the steps, as a fraction of its peak; for `sgd`. Default: `lastIterate` where the number of
   * steps is known, `inverseSquareRoot` in a learner.
   */
  readonly schedule?: Schedule;
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
   * The coefficient of each feature.
   */
  readonly coefficients: VectorInput;
  /**
   * The intercept. Default: 0.
   */
  readonly intercept?: number;
}

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
   * The number of `ftrl` added to roots of sums of squared derivatives; positive.
   * @defaultValue 0.001
   */
  readonly beta?: number;
  /**
   * The `checkpoint` of a learner with the same settings, to continue with the same bits as without interruption.
   */
  readonly checkpoint?: BytesInput;
  /**
   * The two classes, for `logistic`, `hinge` and `squaredHinge`; the one that sorts last is the positive one.
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
   * The learning rate, positive. By default it is chosen: four copies of the model, whose rates differ by factors of 4,
   * learn the same rows in one reading, and the one with the smallest recent losses is the result.
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
   * The level of `quantile`, above 0 and below 1.
   * @defaultValue 0.5
   */
  readonly quantile?: number;
  /**
   * The learning rate along the steps, as a fraction of its peak; for `sgd`. Default: `lastIterate` where the number of
   * steps is known, `inverseSquareRoot` in a learner.
   */
  readonly schedule?: Schedule;
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
 */
export type LossKind = 'squared' | 'huber' | 'logistic' | 'poisson' | 'hinge' | 'squaredHinge' | 'quantile' | 'epsilonInsensitive';

/**
 * The penalty on the coefficients `w`.
 * - `l2`: `lambda` times the sum of `w_j^2 / 2`.
 * - `l1`: `lambda` times the sum of `|w_j|`.
 * - `elasticNet`: `lambda` times the sum of `l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2`.
 * - `none`: No penalty.
 */
export type PenaltyKind = 'l2' | 'l1' | 'elasticNet' | 'none';

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
   * The coefficient of each feature.
   */
  readonly coefficients: Float64Array;
  /**
   * The intercept, 0 if the model has none.
   */
  readonly intercept: number;
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
   * The record of each epoch of this call, or of each step with all rows.
   */
  readonly history: readonly FitRecord[];
  /**
   * The loss function.
   */
  readonly loss: LossKind;
  /**
   * The state of the fit: given to a problem with the same settings, it continues. Absent for methods with all rows in
   * each step.
   */
  readonly checkpoint?: Uint8Array;
  /**
   * The classes in ascending order; the second is the positive one.
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
 * Fits a linear model of very many rows, dense or sparse, in one pass over them or some: each step takes the derivatives
 * of one row, and costs the entries of that row. Losses may have corners. Without a `learningRate`, four copies of the
 * model find one in the first pass. The solution comes with a duality gap, an upper bound of its distance from the
 * minimum.
 *
 * For the minimum itself of a smooth loss, use `coordinate.fit`, which reaches it in fewer passes; for rows that arrive
 * over time or do not fit in memory, `learner` and `fitStream`.
 *
 * @example
 * ```ts
 * const { coefficients, intercept, relativeGap } = await fit({
 *   matrix: [[0, 1], [1, 0], [1, 1], [2, 1]],
 *   response: ['no', 'no', 'yes', 'yes'],
 *   loss: 'logistic',
 *   lambda: 0.01,
 *   epochs: 20,
 * });
 * ```
 */
export function fit(
  problem: FitProblem,
  options?: RunOptions<FitProgress>,
): Promise<FitSolution> {
  return run('stochastic.fit', problem, options);
}

/** {@link fit}, blocking the calling thread. */
export function fitSync(problem: FitProblem, options?: SyncRunOptions): FitSolution {
  return runSync('stochastic.fit', problem, options);
}
