// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/problems.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { CleanSamplesSolutionOf, TunePenaltiesSolutionOf } from '../families/bilevel.js';
import './wasm/bilevel.js';

export { load } from '../engine/load.js';

/**
 * Samples, some of which may have wrong responses, and a few that are trusted.
 */
export interface CleanSamplesProblem {
  /**
   * The features of the training samples: a row for each sample, a column for each feature. They are not scaled.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * Their response: a number for `squared`; otherwise their classes, as numbers, strings or booleans, of which there are two for
   * `logistic` and `squaredHinge` and any number for `multinomial`.
   */
  readonly response: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The features of the trusted samples.
   */
  readonly trustedMatrix: AnyMatrixInput;
  /**
   * Their response, of the same classes.
   */
  readonly trustedResponse: VectorInput | readonly string[] | readonly boolean[];
  /**
   * In which direction lower values are looked for.
   */
  readonly direction?: OuterDirection;
  /**
   * Whether the solution records each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The weights to start from, above 0 and below 1; a number or one for each. Default: 1/2.
   */
  readonly initial?: number | VectorInput;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * What the model is fitted and judged by. Default: `multinomial`.
   */
  readonly loss?: LinearLoss;
  /**
   * The most outer iterations; with 0 the loss is evaluated at `initial`.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The factor of half the squared norm of the coefficients, above 0: models are fitted by the mean over the training samples of weight
   * times loss, plus this.
   * @defaultValue 0.01
   */
  readonly ridge?: number;
  /**
   * What the projected gradient by the weights' log-odds and its error are to fall to, relative to the trusted samples' loss under a model
   * without features, divided by the number of training samples; above 0 and below 1.
   * @defaultValue 0.01
   */
  readonly tolerance?: number;
}

/**
 * A model and what it is to denoise.
 */
export interface DenoiseProblem {
  /**
   * What denoising is done with.
   */
  readonly model: GivenDenoiser;
  /**
   * A noisy signal a row, or a picture whose rows follow each other.
   */
  readonly noisy: MatrixInput;
  /**
   * The most Newton steps for a sample.
   * @defaultValue 300
   */
  readonly maxIterations?: number;
  /**
   * The rows and columns of pictures. Default: signals.
   */
  readonly shape?: IndexInput;
  /**
   * The root mean square of the gradient at which a sample is denoised, in units of the noisy data's scale.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
}

/**
 * A network and samples.
 */
export interface EvaluateOperationsProblem {
  /**
   * The network.
   */
  readonly network: GivenNetwork;
  /**
   * A row of features for each sample.
   */
  readonly matrix: MatrixInput;
  /**
   * Their classes, where it is to be told how well the network does.
   */
  readonly labels?: VectorInput | readonly string[] | readonly boolean[];
}

/**
 * A family of filters by name.
 * - `totalVariation`: Differences of neighbours, along each axis: flat parts and jumps.
 * - `isotropic`: The length of the gradient of a picture: differences of neighbours along both axes under one root, so that no direction is favoured.
 * - `secondOrder`: Differences of neighbours and second differences, along each axis, and of a picture mixed ones: slopes as well.
 * - `dct3`: The cosines of three places (discrete cosine transform) but for the constant: eight filters of 3 × 3 for pictures, two for signals.
 */
export type FilterFamily = 'totalVariation' | 'isotropic' | 'secondOrder' | 'dct3';

/**
 * Filters by the name of their family, or each as a matrix.
 */
export type Filters = FilterFamily | readonly MatrixInput[];

/**
 * What denoising is done with: the `model` of a solution of `learnDenoiser`, or one's own.
 */
export interface GivenDenoiser {
  /**
   * The weight of each filter, not negative; of `isotropic` one.
   */
  readonly weights: VectorInput;
  /**
   * The smoothing of each filter, positive: values whose filters give less count by their squares.
   */
  readonly smoothing: VectorInput;
  /**
   * The family of filters, or each as a matrix of at most 7 × 7, of signals one row.
   */
  readonly filters?: Filters;
}

/**
 * The `model` of a solution of `tuneKernel`.
 */
export interface GivenKernelModel {
  /**
   * The coefficient of each training sample; of several outputs one column each.
   */
  readonly dualCoefficients: VectorInput | MatrixInput;
  /**
   * What is added to each output.
   */
  readonly offset: VectorInput;
  /**
   * What is taken off each feature. Default: zeros.
   */
  readonly featureMeans?: VectorInput;
  /**
   * What the rest of each feature is divided by. Default: ones.
   */
  readonly featureScales?: VectorInput;
  /**
   * How that was found. Default: fitted.
   * @defaultValue 'fitted'
   */
  readonly intercept?: KernelIntercept;
  /**
   * The kernel, where it is one of features.
   */
  readonly kernel?: KernelShape;
  /**
   * The length scale of each scaled feature, or one for all.
   */
  readonly lengthScales?: VectorInput;
  /**
   * The features of the training samples, where the kernel is one of features.
   */
  readonly matrix?: MatrixInput;
  /**
   * The variance of the Gaussian process, for variances.
   */
  readonly processVariance?: number;
  /**
   * The ridge λ, for variances.
   */
  readonly ridge?: number;
  /**
   * The weights of given kernels.
   */
  readonly weights?: VectorInput;
}

/**
 * The `network` of a solution of `selectOperations`.
 */
export interface GivenNetwork {
  /**
   * The operation of each edge.
   */
  readonly operations: readonly Operation[];
  /**
   * W: a row for each feature.
   */
  readonly inputWeights: MatrixInput;
  /**
   * b.
   */
  readonly inputBias: VectorInput;
  /**
   * U of each edge whose operation is neither `zero` nor `identity`, in their order.
   */
  readonly edgeWeights: readonly MatrixInput[];
  /**
   * V: a column for each class.
   */
  readonly outputWeights: MatrixInput;
  /**
   * c.
   */
  readonly outputBias: VectorInput;
  /**
   * The labels of the classes, as numbers, strings or booleans. Default: 0, 1 and so on.
   */
  readonly classes?: VectorInput | readonly string[] | readonly boolean[];
}

/**
 * How the error of a gradient is judged that an inner solution makes which is not exact.
 * - `estimate`: By what one more Newton step on the inner problem changes of it.
 * - `bound`: By the bound of MAID's theorem 1, with the constants of `lipschitz` and `strongConvexity`. It is one where all four are given, and
 * mostly far too large.
 */
export type HypergradientAccuracy = 'estimate' | 'bound';

/**
 * A point and the functions of two levels, which are data: of x, of y and of parameters.
 */
export interface HypergradientDataProblem {
  /**
   * What x is to minimise: a function whose value is one number.
   */
  readonly outerObjective: FunctionInput;
  /**
   * What y minimises, given x: a function whose value is one number.
   */
  readonly innerObjective: FunctionInput;
  /**
   * The point x.
   */
  readonly initial: VectorInput;
  /**
   * How the error of the gradient is judged.
   * @defaultValue 'estimate'
   */
  readonly accuracy?: HypergradientAccuracy;
  /**
   * Where y starts. Default: zeros.
   */
  readonly innerInitial?: VectorInput;
  /**
   * The name of the input that y is.
   * @defaultValue 'y'
   */
  readonly innerVariables?: string;
  /**
   * Constants for `accuracy: 'bound'`.
   */
  readonly lipschitz?: Lipschitz;
  /**
   * The name of the input that x is.
   * @defaultValue 'x'
   */
  readonly outerVariables?: string;
  /**
   * All other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The least curvature of the inner objective in y, if it is known. Default: estimated on the way.
   */
  readonly strongConvexity?: number;
  /**
   * What `hypergradientError` is to fall to, in units of the length of the gradient or of those of the outer objective by x and
   * by y, whichever is longest.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
}

/**
 * What to start from.
 */
export interface InitialDenoiser {
  /**
   * The smoothing, one or one each, from e^-7 to e^3 times the noisy data's scale. Default: e^-2 times that.
   */
  readonly smoothing?: number | VectorInput;
  /**
   * The weights, one or one each, from e^-12 to e^6 times the noisy data's scale. Default: e^-2 times that.
   */
  readonly weights?: number | VectorInput;
}

/**
 * What to start from.
 */
export interface InitialKernel {
  /**
   * The length scales of scaled features, one or one a feature, from e^-2 to e^6. Default: e.
   */
  readonly lengthScales?: number | VectorInput;
  /**
   * The ridge λ, from 1e-14 / n to e^3. Default: 0.001. With `kernels` all three are in units of the mean entry on the diagonals of
   * their sum.
   */
  readonly ridge?: number;
  /**
   * The weights of `kernels`, one or one each, from e^-12 to e^4. Default: 1.
   */
  readonly weights?: number | VectorInput;
}

/**
 * What is minimised.
 * - `marginalLikelihood`: The negative logarithm of the responses' density as a Gaussian process for each number, its scale the likeliest: ½ ln(yᵀα / n) +
 * ln det A / (2n). With a fitted constant, which is integrated out, n - 1 is in the place of n, and det A times the sum of A⁻¹ in
 * that of det A.
 * - `leaveOneOut`: Half the mean square of the errors where each sample is left out in turn, in closed form.
 * - `folds`: Half the mean square of the errors of what is held out, by `folds`.
 */
export type KernelCriterion = 'marginalLikelihood' | 'leaveOneOut' | 'folds';

/**
 * The constant of predictions.
 * - `fitted`: Fitted together with the kernel, without a penalty; also where samples are left out.
 * - `mean`: The mean of the response.
 * - `none`: 0.
 */
export type KernelIntercept = 'fitted' | 'mean' | 'none';

/**
 * A kernel of two rows of features a and b, with the distance r = √Σ((a_j - b_j) / ℓ_j)² in length scales ℓ.
 * - `gaussian`: exp(-r² / 2): functions with all derivatives.
 * - `matern12`: exp(-r): continuous functions with kinks.
 * - `matern32`: (1 + √3 r) exp(-√3 r): functions with one derivative.
 * - `matern52`: (1 + √5 r + 5r² / 3) exp(-√5 r): functions with two derivatives.
 * - `linear`: Σ a_j b_j / ℓ_j²: linear functions, whose coefficients are penalised each in its own measure.
 */
export type KernelShape = 'gaussian' | 'matern12' | 'matern32' | 'matern52' | 'linear';

/**
 * What is learned of a denoiser.
 * - `weights`: The weight of each filter.
 * - `weightsAndSmoothing`: The smoothing at zero of each filter's absolute values too.
 * - `filters`: The filters too, starting from those given, factor by factor, from -3 to 3.
 */
export type Learn = 'weights' | 'weightsAndSmoothing' | 'filters';

/**
 * Pairs of noisy and clean samples, and what is to be learned.
 */
export interface LearnDenoiserProblem {
  /**
   * A noisy signal a row, or a picture whose rows follow each other.
   */
  readonly noisy: MatrixInput;
  /**
   * The same without noise.
   */
  readonly clean: MatrixInput;
  /**
   * The filters: a family, or each as a matrix of at most 7 × 7, of signals one row.
   */
  readonly filters?: Filters;
  /**
   * Whether the solution has the history of the descent.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * What to start from.
   */
  readonly initial?: InitialDenoiser;
  /**
   * What is learned.
   */
  readonly learn?: Learn;
  /**
   * The most outer steps; 0 judges what is started from.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The rows and columns of pictures. Default: signals.
   */
  readonly shape?: IndexInput;
  /**
   * The largest entry of the projected gradient at which the parameters are a solution, in units of the objective at the start.
   * @defaultValue 0.0001
   */
  readonly tolerance?: number;
}

/**
 * For which features length scales are one and the same.
 * - `feature`: For none: each has its own.
 * - `shared`: For all.
 */
export type LengthScales = 'feature' | 'shared';

/**
 * The loss of a sample with response `y` and linear predictor `p`.
 * - `squared`: `(p - y)^2 / 2`.
 * - `logistic`: `ln(1 + exp(-y p))`, `y` being -1 or 1.
 * - `multinomial`: `ln(sum over k of exp(p_k)) - p_y`, `y` being a class from 0.
 * - `squaredHinge`: `max(0, 1 - y p)^2 / 2`, `y` being -1 or 1.
 */
export type LinearLoss = 'squared' | 'logistic' | 'multinomial' | 'squaredHinge';

/**
 * The form of a penalty with the strengths λ of the coefficients w.
 * - `l2`: Half the sum of `λ w^2`.
 * - `l1`: The sum of `λ |w|`, which makes coefficients 0.
 * - `elasticNet`: Both, each with strengths of its own.
 * - `groupL2`: The sum over groups of `λ` times the norm of the group's coefficients times the square root of how many they are, which makes
 * all coefficients of a group 0.
 */
export type LinearPenalty = 'l2' | 'l1' | 'elasticNet' | 'groupL2';

/**
 * Constants of Lipschitz, in y near its solution. What is not given is estimated from what is seen on the way, and may be too small.
 */
export interface Lipschitz {
  /**
   * Of the Hessian of the inner objective by y.
   */
  readonly innerHessian?: number;
  /**
   * Of the mixed derivatives of the inner objective.
   */
  readonly mixedDerivatives?: number;
  /**
   * Of the gradient of the outer objective by y.
   */
  readonly outerGradient?: number;
}

/**
 * A problem of two levels whose functions are data: of x, of y and of parameters.
 */
export interface MinimizeDataProblem {
  /**
   * What x is to minimise: a function whose value is one number.
   */
  readonly outerObjective: FunctionInput;
  /**
   * What y is to minimise, given x: a function whose value is one number.
   */
  readonly innerObjective: FunctionInput;
  /**
   * Where x starts; moved between the bounds.
   */
  readonly initial: VectorInput;
  /**
   * How the errors of gradients are judged.
   * @defaultValue 'estimate'
   */
  readonly accuracy?: HypergradientAccuracy;
  /**
   * The direction of outer steps.
   */
  readonly direction?: OuterDirection;
  /**
   * Whether the solution has a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The first accuracy of inner solutions: how far from the exact ones they may be.
   * @defaultValue 0.1
   */
  readonly initialAccuracy?: number;
  /**
   * What is to be zero, given x: a vector.
   */
  readonly innerEqualities?: FunctionInput;
  /**
   * What is not to be positive, given x: a vector.
   */
  readonly innerInequalities?: FunctionInput;
  /**
   * Where y starts. Default: zeros.
   */
  readonly innerInitial?: VectorInput;
  /**
   * The name of the input that y is.
   * @defaultValue 'y'
   */
  readonly innerVariables?: string;
  /**
   * Constants for `accuracy: 'bound'`.
   */
  readonly lipschitz?: Lipschitz;
  /**
   * Lower bounds of x; none where it is `-Infinity` or -1e20 or below. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * The most outer iterations. Default: 500; of `stochastic` the number of iterations, 3000.
   */
  readonly maxIterations?: number;
  /**
   * How to solve it.
   * @defaultValue 'auto'
   */
  readonly method?: MinimizeMethod;
  /**
   * The name of the input that x is.
   * @defaultValue 'x'
   */
  readonly outerVariables?: string;
  /**
   * All other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * Whether `valueFunction` ends with Newton's method on the conditions of optimality, where there are at most 600 variables
   * and multipliers.
   * @defaultValue true
   */
  readonly polish?: boolean;
  /**
   * The least curvature of the inner objective in y, if it is known. 0 says that it need not be strictly convex. Default:
   * estimated on the way.
   */
  readonly strongConvexity?: number;
  /**
   * The tolerance of `converged`. With `implicit`, `projectedGradient` and `hypergradientError` times the largest |x| or 1 are at most
   * this times `scale`, so that the unit of the outer objective does not matter; the variables should be of size 1. With
   * `valueFunction`, `kktResidual` is at most this times the outer objective at the start, or times 1 where that is
   * smaller: state problems in units in which objectives and variables are about 1.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of x; none where it is `Infinity` or 1e20 or above. Default: none.
   */
  readonly upper?: VectorInput;
}

/**
 * How a problem of two levels is solved.
 * - `auto`: With constraints, or where `strongConvexity` is 0, `valueFunction`; with functions of batches `stochastic`; else `implicit`.
 * - `implicit`: Descent along the gradient of the outer objective at the inner solution, as exact as each step needs it.
 * - `valueFunction`: Single loop on a penalty for not being at the inner solution (LV-HBA), then Newton's method on the conditions of optimality.
 * - `stochastic`: Steps of one length by batches of samples (BO-REP).
 */
export type MinimizeMethod = 'auto' | 'implicit' | 'valueFunction' | 'stochastic';

/**
 * A problem of two levels whose functions are asked for.
 */
export interface MinimizeProblem {
  /**
   * Where y starts.
   */
  readonly innerInitial: VectorInput;
  /**
   * Where x starts; moved between the bounds.
   */
  readonly initial: VectorInput;
  /**
   * How the errors of gradients are judged.
   * @defaultValue 'estimate'
   */
  readonly accuracy?: HypergradientAccuracy;
  /**
   * How many samples a batch has, drawn with replacement.
   * @defaultValue 64
   */
  readonly batchSize?: number;
  /**
   * Whether products with second derivatives of the constraints are given. Default: by differences of their Jacobians.
   * @defaultValue false
   */
  readonly constraintProduct?: boolean;
  /**
   * Whether there are constraints of the inner problem.
   * @defaultValue false
   */
  readonly constraints?: boolean;
  /**
   * The direction of outer steps.
   */
  readonly direction?: OuterDirection;
  /**
   * How many equations the inner problem has.
   * @defaultValue 0
   */
  readonly equalityCount?: number;
  /**
   * Whether the solution has a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * How many inequalities the inner problem has.
   * @defaultValue 0
   */
  readonly inequalityCount?: number;
  /**
   * The first accuracy of inner solutions: how far from the exact ones they may be.
   * @defaultValue 0.1
   */
  readonly initialAccuracy?: number;
  /**
   * Whether gradients of the inner objective over batches are given.
   * @defaultValue false
   */
  readonly innerBatch?: boolean;
  /**
   * Whether the Hessian of the inner objective by y is given, of at most 1000 variables. Default: steps by products.
   * @defaultValue false
   */
  readonly innerHessian?: boolean;
  /**
   * Whether products with second derivatives of the inner objective are given. Default: by differences of its gradients.
   * @defaultValue false
   */
  readonly innerProduct?: boolean;
  /**
   * How many samples the inner objective is the mean of, where batches are given.
   */
  readonly innerSamples?: number;
  /**
   * Constants for `accuracy: 'bound'`.
   */
  readonly lipschitz?: Lipschitz;
  /**
   * Lower bounds of x; none where it is `-Infinity` or -1e20 or below. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * The most outer iterations. Default: 500; of `stochastic` the number of iterations, 3000.
   */
  readonly maxIterations?: number;
  /**
   * How to solve it.
   * @defaultValue 'auto'
   */
  readonly method?: MinimizeMethod;
  /**
   * Whether gradients of the outer objective over batches are given.
   * @defaultValue false
   */
  readonly outerBatch?: boolean;
  /**
   * How many samples the outer objective is the mean of, where batches are given.
   */
  readonly outerSamples?: number;
  /**
   * Whether `valueFunction` ends with Newton's method on the conditions of optimality, where there are at most 600 variables
   * and multipliers.
   * @defaultValue true
   */
  readonly polish?: boolean;
  /**
   * Whether products with second derivatives of the inner objective over batches are given.
   * @defaultValue false
   */
  readonly productBatch?: boolean;
  /**
   * How far the first steps of `stochastic` move x, in the 2-norm; they become shorter, and end at no length.
   * @defaultValue 0.05
   */
  readonly stepLength?: number;
  /**
   * The least curvature of the inner objective in y, if it is known. 0 says that it need not be strictly convex. Default:
   * estimated on the way.
   */
  readonly strongConvexity?: number;
  /**
   * The tolerance of `converged`. With `implicit`, `projectedGradient` and `hypergradientError` times the largest |x| or 1 are at most
   * this times `scale`, so that the unit of the outer objective does not matter; the variables should be of size 1. With
   * `valueFunction`, `kktResidual` is at most this times the outer objective at the start, or times 1 where that is
   * smaller: state problems in units in which objectives and variables are about 1.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of x; none where it is `Infinity` or 1e20 or above. Default: none.
   */
  readonly upper?: VectorInput;
}

/**
 * What an edge makes of the numbers h before it, some of them by z = hW with weights W of its own.
 * - `zero`: Nothing.
 * - `identity`: h itself.
 * - `linear`: z.
 * - `relu`: The larger of z and 0.
 * - `tanh`: tanh z.
 * - `gauss`: exp(-z²).
 * - `square`: z².
 */
export type Operation = 'zero' | 'identity' | 'linear' | 'relu' | 'tanh' | 'gauss' | 'square';

/**
 * Where the outer loop looks for lower values.
 * - `quasiNewton`: By a model of the curvature from the last ten steps.
 * - `gradient`: Along the gradient, as in the paper: many more steps.
 */
export type OuterDirection = 'quasiNewton' | 'gradient';

/**
 * A model and new samples: `matrix` for a kernel of features, `kernels` for given ones.
 */
export interface PredictKernelProblem {
  /**
   * The `model` of a solution.
   */
  readonly model: GivenKernelModel;
  /**
   * Whether the solution has `distances`; only of a kernel of features.
   * @defaultValue false
   */
  readonly distances?: boolean;
  /**
   * Of each given kernel a matrix with a row for each new sample and a column for each training sample.
   */
  readonly kernels?: readonly MatrixInput[];
  /**
   * A row of features for each new sample.
   */
  readonly matrix?: MatrixInput;
  /**
   * Whether the solution has `variances`; only of a kernel of features. Takes a decomposition of the training samples' kernel.
   * @defaultValue false
   */
  readonly variances?: boolean;
}

/**
 * Samples with classes to train on and to judge by, and what there is to choose from.
 */
export interface SelectOperationsProblem {
  /**
   * A row of features for each sample that weights are trained on; best standardised.
   */
  readonly matrix: MatrixInput;
  /**
   * Their classes, as numbers, strings or booleans.
   */
  readonly labels: VectorInput | readonly string[] | readonly boolean[];
  /**
   * A row of features for each sample that proportions are learned on.
   */
  readonly validationMatrix: MatrixInput;
  /**
   * Their classes, of those of `labels`.
   */
  readonly validationLabels: VectorInput | readonly string[] | readonly boolean[];
  /**
   * What each edge may do: two at least, each once.
   */
  readonly operations: readonly Operation[];
  /**
   * How many samples a step sees, at most 4096.
   * @defaultValue 64
   */
  readonly batchSize?: number;
  /**
   * How much their teaching counts beside the classes.
   * @defaultValue 1.0
   */
  readonly distillation?: number;
  /**
   * How many edges the chain has, from 1 to 16.
   * @defaultValue 3
   */
  readonly edges?: number;
  /**
   * How often all samples are seen while operations are chosen.
   * @defaultValue 120
   */
  readonly epochs?: number;
  /**
   * How often they are seen after that.
   * @defaultValue 40
   */
  readonly retrainEpochs?: number;
  /**
   * How many of the last epochs teach, at most 10; with 0 it is plain differentiable architecture search.
   * @defaultValue 3
   */
  readonly snapshots?: number;
  /**
   * By what logits are divided before they are compared with the teachers'.
   * @defaultValue 2.0
   */
  readonly temperature?: number;
  /**
   * How many numbers there are between edges, from 1 to 128.
   * @defaultValue 16
   */
  readonly width?: number;
}

/**
 * Samples with responses, and what kinds of kernel are to be had. It has either `matrix` or `kernels`.
 */
export interface TuneKernelProblem {
  /**
   * What was seen of each sample; several outputs, one a column, share one kernel.
   */
  readonly response: VectorInput | MatrixInput;
  /**
   * What is minimised.
   */
  readonly criterion?: KernelCriterion;
  /**
   * For the criterion `folds`: their number, where sample i is in fold i modulo it, or the fold of each sample from 0, -1 for samples that
   * are never held out. Default: 5.
   */
  readonly folds?: number | VectorInput;
  /**
   * Whether the solution has the history of the descent.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * What to start from.
   */
  readonly initial?: InitialKernel;
  /**
   * The constant of predictions.
   * @defaultValue 'fitted'
   */
  readonly intercept?: KernelIntercept;
  /**
   * The kernel of two rows of `matrix`. Default: gaussian.
   */
  readonly kernel?: KernelShape;
  /**
   * The matrices of given kernels over the samples instead, symmetric, whose weighted sum is the kernel.
   */
  readonly kernels?: readonly MatrixInput[];
  /**
   * Whether each feature has its own length scale. Default: feature.
   */
  readonly lengthScales?: LengthScales;
  /**
   * A row of at most 1000 features for each sample, of which there are 2 to 4000. Features are centred, and scaled unless `standardize`
   * is false.
   */
  readonly matrix?: MatrixInput;
  /**
   * The most outer steps; 0 judges `initial`.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * Whether features are divided by their standard deviations, or where `lengthScales` is shared all by the root of their mean variance.
   * `lengthScales` are those of the scaled features. Default: true.
   */
  readonly standardize?: boolean;
  /**
   * The largest entry of the projected gradient at which the parameters are a solution, in units of the objective there, but at least of
   * 1e-16 of what it is without a kernel; for the marginal likelihood in units of 1.
   * @defaultValue 0.0001
   */
  readonly tolerance?: number;
}

/**
 * Samples, the form of the model, and how its penalties are to be found.
 */
export interface TunePenaltiesProblem {
  /**
   * The features: a row for each sample, a column for each feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response of each sample: a number for `squared`; otherwise its class, as a number, a string or a boolean, of which there are two
   * for `logistic` and `squaredHinge` and any number for `multinomial`.
   */
  readonly response: VectorInput | readonly string[] | readonly boolean[];
  /**
   * In which direction lower values are looked for.
   */
  readonly direction?: OuterDirection;
  /**
   * How many folds, at least 2: sample `i` is then in fold `i` modulo that. Or the fold of each sample, numbered from 0 without
   * gaps, -1 for those that models are always fitted to; with a single fold, that is the held-out part. Default: 5.
   * @defaultValue 5.0
   */
  readonly folds?: number | VectorInput;
  /**
   * Which features share a penalty: each has its own (`feature`), all have one (`shared`), or the group of each feature, numbered
   * from 0 without gaps; -1 for no penalty. Default: `feature`.
   */
  readonly groups?: 'feature' | 'shared' | IndexInput;
  /**
   * Whether the solution records each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The penalties to start from, a number or one for each penalty; for `elasticNet` first those of the absolute values, then those of
   * the squares. Default: the best shared one; with absolute values or norms a twentieth of the least that makes all coefficients 0,
   * since coefficients that are 0 once stay so.
   */
  readonly initial?: number | VectorInput;
  /**
   * Whether the model has an intercept, which is never penalised.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * What models are fitted by: its mean over the training samples, plus the penalty.
   */
  readonly loss?: LinearLoss;
  /**
   * The least penalties, above 0; a number or one for each. Default: e^-16; those of absolute values and norms times the standard
   * deviation of the response for `squared`.
   */
  readonly lower?: number | VectorInput;
  /**
   * The most outer iterations; with 0 the objective is evaluated at `initial`.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * The form of the penalty. All but `l2` are for the losses `squared` and `logistic`.
   */
  readonly penalty?: LinearPenalty;
  /**
   * Whether each class of `multinomial` has penalties of its own.
   * @defaultValue false
   */
  readonly perClass?: boolean;
  /**
   * A weight for each sample, zero or positive, in all means. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The standard deviation that is expected of the logarithms of the penalties about their mean: 0 for one penalty, `free` for
   * no expectation. Of a list, in ascending order, in which `Infinity` stands for `free`, nested cross-validation chooses: the smallest
   * whose loss is within one standard error of the best one's; that takes at least 3 folds. Default: 0, 1/4, 1/2, 1, 2, 4 and
   * `Infinity`; with fewer than 3 folds 1/2.
   */
  readonly spread?: number | 'free' | VectorInput;
  /**
   * Whether features are scaled to standard deviation 1 over all samples (root mean square 1 without an intercept) before they are
   * penalised. Coefficients are those of the features as given.
   * @defaultValue true
   */
  readonly standardize?: boolean;
  /**
   * What the projected gradient and its error are to fall to, relative to the held-out loss of the intercept alone; above 0 and
   * below 1.
   * @defaultValue 0.00001
   */
  readonly tolerance?: number;
  /**
   * The largest penalties. Default: e^6, as for `lower`.
   */
  readonly upper?: number | VectorInput;
  /**
   * What models are judged by on held-out samples. Default: `loss`.
   */
  readonly validationLoss?: ValidationLoss;
}

/**
 * What a held-out sample with response `y` and linear predictor `p` is judged by.
 * - `squared`: `(p - y)^2 / 2`.
 * - `logistic`: `ln(1 + exp(-y p))`, `y` being -1 or 1.
 * - `multinomial`: `ln(sum over k of exp(p_k)) - p_y`, `y` being a class from 0.
 * - `squaredHinge`: `max(0, 1 - y p)^2 / 2`, `y` being -1 or 1.
 * - `sigmoid`: `1 / (1 + exp(5 y p))`, `y` being -1 or 1: a smooth rate of errors.
 */
export type ValidationLoss = 'squared' | 'logistic' | 'multinomial' | 'squaredHinge' | 'sigmoid';

/**
 * Weights of the training samples, and the model fitted to them.
 */
export interface CleanSamplesSolution {
  /**
   * `converged` where the projected gradient and its error are what `tolerance` asks for; `stalled` where rounding allows no lower loss.
   */
  readonly status: Ending;
  /**
   * The weight of each training sample, between 0 and 1.
   */
  readonly sampleWeights: Float64Array;
  /**
   * The samples with a weight below 1/2, the least first.
   */
  readonly suspects: Int32Array;
  /**
   * The mean loss of the trusted samples: what was minimised.
   */
  readonly trustedLoss: number;
  /**
   * The same, under its name in all methods.
   */
  readonly objective: number;
  /**
   * The model fitted to the weighted training samples, for `coordinate.predict`.
   */
  readonly model: LinearModel;
  /**
   * The gradient of the trusted loss by the log-odds of the weights.
   */
  readonly gradient: Float64Array;
  /**
   * The largest entry of what is left of the gradient g between the bounds of the log-odds: of x less the projection of x - g.
   */
  readonly projectedGradient: number;
  /**
   * How far the gradient may be off, in the Euclidean norm.
   */
  readonly hypergradientError: number;
  /**
   * The norm of the gradient of what the model minimises.
   */
  readonly innerResidual: number;
  /**
   * Outer iterations.
   */
  readonly iterations: number;
  /**
   * How often models were fitted.
   */
  readonly evaluations: number;
  /**
   * The record of each iteration, where it was asked for.
   */
  readonly history?: readonly OuterRecord[];
}

/**
 * The denoised samples.
 */
export interface DenoiseSolution {
  /**
   * How the minimisation ended, of the sample that came least far.
   */
  readonly status: Ending;
  /**
   * The denoised samples, in the form of `noisy`.
   */
  readonly denoised: Matrix;
  /**
   * The largest 2-norm of the gradient of what denoising minimises, of all samples: none of them is further from its minimum.
   */
  readonly innerResidual: number;
  /**
   * The most Newton steps for a sample.
   */
  readonly iterations: number;
}

/**
 * What denoising is done with, as it was learned.
 */
export interface DenoiserModel {
  /**
   * The family of filters, or the filters.
   */
  readonly filters: FoundFilters;
  /**
   * The weight of each filter; of `isotropic` one.
   */
  readonly weights: Float64Array;
  /**
   * The smoothing of each filter.
   */
  readonly smoothing: Float64Array;
}

/**
 * An entry of a derivative that does not agree with differences.
 */
export interface DerivativeError {
  /**
   * The function that gave it.
   */
  readonly name: DerivativeName;
  /**
   * Its row: the constraint, for Jacobians; the entry, for gradients and products.
   */
  readonly row: number;
  /**
   * Its column; 0 for gradients and products.
   */
  readonly column: number;
  /**
   * What the function gave.
   */
  readonly given: number;
  /**
   * What differences give.
   */
  readonly numeric: number;
  /**
   * The difference of both, over the larger of 1 and the latter.
   */
  readonly relativeError: number;
}

/**
 * The derivatives that functions give.
 * - `outerByX`: The gradient of the outer objective by x.
 * - `outerByY`: The gradient of the outer objective by y.
 * - `innerByX`: The gradient of the inner objective by x.
 * - `innerByY`: The gradient of the inner objective by y.
 * - `hessianProduct`: The product with the Hessian of the inner objective.
 * - `mixedProduct`: The product with its mixed derivatives, by how its gradient by y changes along x.
 * - `innerHessian`: The Hessian of the inner objective by y.
 * - `constraintsByX`: The gradients of the constraints by x.
 * - `constraintsByY`: The gradients of the constraints by y.
 * - `constraintHessianProduct`: The product with the Hessian of the weighted constraints.
 * - `constraintMixedProduct`: The product with their mixed derivatives.
 */
export type DerivativeName = 'outerByX' | 'outerByY' | 'innerByX' | 'innerByY' | 'hessianProduct' | 'mixedProduct' | 'innerHessian' | 'constraintsByX' | 'constraintsByY' | 'constraintHessianProduct' | 'constraintMixedProduct';

/**
 * What does not agree. Where there is nothing, all derivatives that were given are right, as far as differences can tell.
 */
export interface DerivativeReport {
  /**
   * The x at which the derivatives were compared: `initial`, moved at random by one part in a hundred, since mistakes often vanish at round
   * numbers.
   */
  readonly point: Float64Array;
  /**
   * The y at which they were: `innerInitial`, moved likewise.
   */
  readonly innerPoint: Float64Array;
  /**
   * The direction of products, at random.
   */
  readonly direction: Float64Array;
  /**
   * The multipliers of products of constraints, at random.
   */
  readonly multipliers: Float64Array;
  /**
   * How many entries were compared.
   */
  readonly compared: number;
  /**
   * The entries that differ by more than 1e-4 of the larger of 1 and their size; the worst first.
   */
  readonly errors: readonly DerivativeError[];
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
 * What the network says.
 */
export interface EvaluateOperationsSolution {
  /**
   * The likeliest class of each sample.
   */
  readonly classes: Float64Array | readonly string[] | readonly boolean[];
  /**
   * The probability of each class, a row for each sample.
   */
  readonly probabilities: Matrix;
  /**
   * The share of samples whose likeliest class is theirs, where there are `labels`.
   */
  readonly accuracy?: number;
  /**
   * The mean cross-entropy, where there are `labels`.
   */
  readonly loss?: number;
}

/**
 * Families in results: as [`Filters`].
 */
export type FoundFilters = FilterFamily | readonly Matrix[];

/**
 * A network of one operation an edge: h = XW + b, on each edge h ← op(h) or op(hU), and at last the logits hV + c.
 */
export interface FoundNetwork {
  /**
   * The operation of each edge.
   */
  readonly operations: readonly Operation[];
  /**
   * W: a row for each feature.
   */
  readonly inputWeights: Matrix;
  /**
   * b.
   */
  readonly inputBias: Float64Array;
  /**
   * U of each edge whose operation is neither `zero` nor `identity`, in their order.
   */
  readonly edgeWeights: readonly Matrix[];
  /**
   * V: a column for each class.
   */
  readonly outputWeights: Matrix;
  /**
   * c.
   */
  readonly outputBias: Float64Array;
  /**
   * The labels of the classes.
   */
  readonly classes: Float64Array | readonly string[] | readonly boolean[];
}

/**
 * The gradient of x → F(x, y*(x)) at a point.
 */
export interface HypergradientSolution {
  /**
   * How it ended: what has converged has a `hypergradientError` as small as was asked for.
   */
  readonly status: Ending;
  /**
   * The outer objective F(x, y*(x)).
   */
  readonly objective: number;
  /**
   * Its gradient.
   */
  readonly gradient: Float64Array;
  /**
   * How far the gradient may be from the exact one, in the 2-norm; 1.8e308 where nothing is known of that.
   */
  readonly hypergradientError: number;
  /**
   * The inner variables y*(x).
   */
  readonly innerSolution: Float64Array;
  /**
   * The largest entry of the gradient of the inner objective by y.
   */
  readonly innerResidual: number;
  /**
   * How often the inner objective was evaluated.
   */
  readonly innerEvaluations: number;
  /**
   * How many products with second derivatives of the inner objective, and Hessians, were evaluated.
   */
  readonly innerProducts: number;
}

/**
 * What `predictKernel` takes. A prediction is the offset plus the kernel between a new sample and the training samples
 * times the dual coefficients.
 */
export interface KernelModel {
  /**
   * The coefficient of each training sample; of several outputs one column each.
   */
  readonly dualCoefficients: Float64Array | Matrix;
  /**
   * What is added to each output.
   */
  readonly offset: Float64Array;
  /**
   * How that was found.
   */
  readonly intercept: KernelIntercept;
  /**
   * The ridge λ.
   */
  readonly ridge: number;
  /**
   * The variance of the Gaussian process that makes the responses likeliest: of the function where the kernel is 1.
   */
  readonly processVariance: number;
  /**
   * What is taken off each feature, where the kernel is one of features.
   */
  readonly featureMeans?: Float64Array;
  /**
   * What the rest of each feature is divided by, where the kernel is one of features.
   */
  readonly featureScales?: Float64Array;
  /**
   * The kernel, where it is one of features.
   */
  readonly kernel?: KernelShape;
  /**
   * The length scale of each scaled feature, or one for all.
   */
  readonly lengthScales?: Float64Array;
  /**
   * The features of the training samples, where the kernel is one of features.
   */
  readonly matrix?: Matrix;
  /**
   * The weights of given kernels.
   */
  readonly weights?: Float64Array;
}

/**
 * A learned denoiser.
 */
export interface LearnDenoiserSolution {
  /**
   * How the descent ended. `converged`: the projected gradient is as small as was asked for.
   */
  readonly status: Ending;
  /**
   * The weight e^a of each filter; of `isotropic` one.
   */
  readonly weights: Float64Array;
  /**
   * The smoothing ν of each filter.
   */
  readonly smoothing: Float64Array;
  /**
   * The filters; of `isotropic` the two under one root.
   */
  readonly filters: readonly Matrix[];
  /**
   * Half the mean square of the errors of the denoised samples.
   */
  readonly trainingLoss: number;
  /**
   * That of the noisy samples.
   */
  readonly noisyLoss: number;
  /**
   * The denoised samples, in the form of `noisy`.
   */
  readonly denoised: Matrix;
  /**
   * What `denoise` takes.
   */
  readonly model: DenoiserModel;
  /**
   * What was minimised: the training loss over the noisy loss, as exactly as samples were denoised on the way.
   */
  readonly objective: number;
  /**
   * Its gradient by the logarithms of the weights, then of the smoothing and then by the factors of the filters, as far as they are
   * learned.
   */
  readonly gradient: Float64Array;
  /**
   * The largest entry of the gradient projected onto the bounds.
   */
  readonly projectedGradient: number;
  /**
   * How far the gradient may be off, as the samples are not denoised exactly.
   */
  readonly hypergradientError: number;
  /**
   * The largest 2-norm of the gradient of what denoising minimises, of all samples: none of them is further from its minimum.
   */
  readonly innerResidual: number;
  /**
   * The number of outer steps.
   */
  readonly iterations: number;
  /**
   * How often all samples were denoised.
   */
  readonly evaluations: number;
  /**
   * What each outer step came to, where `history` was asked for.
   */
  readonly history?: readonly OuterRecord[];
}

/**
 * A linear model, for `coordinate.predict`.
 */
export interface LinearModel {
  /**
   * The coefficient of each feature; for `multinomial` a matrix with a row for each feature and a column for each class.
   */
  readonly coefficients: Float64Array | Matrix;
  /**
   * The intercept, 0 without one; for `multinomial` a vector.
   */
  readonly intercept: number | Float64Array;
  /**
   * The loss, for predictions. A model of `squaredHinge` has that of `squared`: the sign of its prediction is the class.
   */
  readonly loss: LossKind;
  /**
   * The labels of the classes, where there are some, in ascending order: of two the second is that of positive predictions.
   */
  readonly classes?: Float64Array | readonly string[] | readonly boolean[];
}

/**
 * The loss of one sample, for its response `y` and linear predictor `z`.
 * - `squared`: `(y - z)^2 / 2`.
 * - `huber`: `(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, so that outliers count less.
 * - `logistic`: `ln(1 + exp(-y z))`, `y` being -1 or 1: two classes.
 * - `multinomial`: `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
 * - `poisson`: `exp(z) - y z`: counts.
 * - `multiSquared`: Half the squared norm of `y - z`, for several outputs at once.
 */
export type LossKind = 'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared';

/**
 * The best point that was found.
 */
export interface MinimizeSolution {
  /**
   * How it ended.
   */
  readonly status: MinimizeStatus;
  /**
   * The outer variables x.
   */
  readonly solution: Float64Array;
  /**
   * The inner variables y.
   */
  readonly innerSolution: Float64Array;
  /**
   * The outer objective there.
   */
  readonly objective: number;
  /**
   * The largest entry of the gradient of the inner objective by y; with constraints, of its Lagrangian.
   */
  readonly innerResidual: number;
  /**
   * The method that was used.
   */
  readonly method: MinimizeMethod;
  /**
   * The number of outer iterations.
   */
  readonly iterations: number;
  /**
   * At how many x inner problems were solved; of single loops, the iterations.
   */
  readonly evaluations: number;
  /**
   * How often the inner objective was evaluated, or its gradient over a batch.
   */
  readonly innerEvaluations: number;
  /**
   * How many products with second derivatives of the inner objective, and Hessians, were evaluated.
   */
  readonly innerProducts: number;
  /**
   * The gradient of x → F(x, y*(x)), where that is what descends.
   */
  readonly gradient?: Float64Array;
  /**
   * A record of each iteration, where `history` was set.
   */
  readonly history?: readonly OuterRecord[];
  /**
   * How far the gradient may be from the exact one, in the 2-norm, and 1.8e308 where nothing is known of that; of `stochastic` its
   * standard error.
   */
  readonly hypergradientError?: number;
  /**
   * How far the conditions of optimality of both levels are from being met: the largest entry of what is left of any.
   */
  readonly kktResidual?: number;
  /**
   * The multipliers of the inner inequalities, which are not negative, and after them those of the equations.
   */
  readonly multipliers?: Float64Array;
  /**
   * The multipliers of the outer problem, by which `kktResidual` can be checked: of each entry of the gradient of the inner Lagrangian
   * by y, of the inequalities, of the equations, and of the inner multipliers of inequalities.
   */
  readonly outerMultipliers?: Float64Array;
  /**
   * The largest entry of x − P(x − gradient), where P clips to the bounds.
   */
  readonly projectedGradient?: number;
  /**
   * The size of the objective at the solution, which `tolerance` is relative to where method is `implicit`: its absolute value or the
   * second largest curvature of the last steps times the square of the largest |x| or of 1, whichever is larger.
   */
  readonly scale?: number;
  /**
   * In which sense the point is stationary, of `valueFunction`.
   */
  readonly stationarity?: Stationarity;
}

/**
 * How a minimisation over two levels ended.
 * - `converged`: The projected gradient and its error are as small as was asked for; with `valueFunction`, the residual of the conditions of
 * optimality is, and the point is stationary in the sense of Clarke at least.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: No step brought anything any more; mostly since rounding allows no more progress, or since the inner problem has no unique solution.
 * - `stopped`: The iterations of `stochastic` were made, which does not see when to end: `hypergradientError` is the standard error of `gradient`.
 * - `diverged`: The steps of `stochastic` led to numbers that are not finite. This is the last point before.
 */
export type MinimizeStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'stopped' | 'diverged';

/**
 * Spreads, and what samples that were left out said of them.
 */
export interface NestedChoice {
  /**
   * The spreads, ascending; `free` for an infinite one.
   */
  readonly spreads: readonly (number | 'free')[];
  /**
   * The mean loss of each fold's samples: a row for each spread, a column for each fold.
   */
  readonly losses: Matrix;
  /**
   * The means over the folds.
   */
  readonly means: Float64Array;
  /**
   * The standard error of each mean's difference from the best one.
   */
  readonly standardErrors: Float64Array;
}

/**
 * How far the outer iterations have come.
 */
export interface OuterRecord {
  /**
   * The number of outer iterations.
   */
  readonly iteration: number;
  /**
   * The objective.
   */
  readonly objective: number;
  /**
   * The largest entry of the projected gradient.
   */
  readonly projectedGradient: number;
}

/**
 * The predictions.
 */
export interface PredictKernelSolution {
  /**
   * What is predicted of each new sample, in the form of the response.
   */
  readonly predictions: Float64Array | Matrix;
  /**
   * The distance of each new sample to the nearest training sample, in length scales: above 1 predictions are extrapolations.
   */
  readonly distances?: Float64Array;
  /**
   * The variance of what is predicted of each new sample, under the Gaussian process: of the function, without the noise of responses,
   * which has the variance nλ `processVariance`.
   */
  readonly variances?: Float64Array;
}

/**
 * The operations, and the network with them.
 */
export interface SelectOperationsSolution {
  /**
   * How the training ended.
   */
  readonly status: TrainingStatus;
  /**
   * The operation of each edge.
   */
  readonly chosen: readonly Operation[];
  /**
   * The proportion of each operation, a row for each edge, as they were before the choice.
   */
  readonly probabilities: Matrix;
  /**
   * The mean cross-entropy of the validation samples with the mixtures.
   */
  readonly softLoss: number;
  /**
   * That with each mixture rounded to its largest operation.
   */
  readonly roundedLoss: number;
  /**
   * By how much rounding raises it.
   */
  readonly discretizationGap: number;
  /**
   * The largest curvature of the training loss by the weights, with the mixtures.
   */
  readonly sharpness: number;
  /**
   * The mean cross-entropy of the validation samples with the chosen operations, after training on.
   */
  readonly retrainedLoss: number;
  /**
   * The network with the chosen operations, which `evaluateOperations` takes.
   */
  readonly network: FoundNetwork;
}

/**
 * In which sense a point of a problem with inner inequalities is stationary. They differ where an inequality holds with equality and its
 * multiplier is zero: then there are two outer multipliers of it, of the inequality and of its multiplier's sign.
 * - `strong`: Neither of the two is negative, for any such inequality: no step of first order leads down.
 * - `clarke`: Their product is not negative.
 * - `weak`: Nothing is known of their signs.
 * - `unpolished`: The point was not polished, so that they are not known.
 */
export type Stationarity = 'strong' | 'clarke' | 'weak' | 'unpolished';

/**
 * How far a training has come.
 */
export interface TrainingProgress {
  /**
   * The number of epochs.
   */
  readonly epoch: number;
  /**
   * The mean cross-entropy of the validation samples.
   */
  readonly validationLoss: number;
}

/**
 * How the training ended.
 * - `completed`: All epochs are done. (Stochastic steps have no other end.)
 * - `timeLimit`: The time was used up: the network is what it had come to, trained on only if there was time for it.
 * - `diverged`: Numbers grew beyond all bounds; the network is that of the last epoch whose numbers were finite.
 */
export type TrainingStatus = 'completed' | 'timeLimit' | 'diverged';

/**
 * A tuned kernel ridge model.
 */
export interface TuneKernelSolution {
  /**
   * How the descent ended. `converged`: the projected gradient is as small as was asked for.
   */
  readonly status: Ending;
  /**
   * The ridge λ: nλ is added to the diagonal of the kernel's matrix of n samples.
   */
  readonly ridge: number;
  /**
   * The coefficient of each sample; of several outputs one column each.
   */
  readonly dualCoefficients: Float64Array | Matrix;
  /**
   * The constant of each output, which predictions begin with.
   */
  readonly offset: Float64Array;
  /**
   * Half the mean square of the errors where each sample is left out in turn.
   */
  readonly leaveOneOutLoss: number;
  /**
   * Those errors, the response less the prediction, in the form of the response.
   */
  readonly leaveOneOutResiduals: Float64Array | Matrix;
  /**
   * The logarithm of the responses' density as a Gaussian process, of the likeliest scale.
   */
  readonly logMarginalLikelihood: number;
  /**
   * What `predictKernel` takes.
   */
  readonly model: KernelModel;
  /**
   * What was minimised.
   */
  readonly objective: number;
  /**
   * Its gradient by the logarithms of the squared inverse length scales, or of the weights, and last of the ridge.
   */
  readonly gradient: Float64Array;
  /**
   * The largest entry of the gradient projected onto the bounds: of length scales e^-2 and e^6, of weights e^-12 and e^4, of the
   * ridge 1e-14 / n and e^3, with given kernels in units of the mean entry on the diagonals of their sum.
   */
  readonly projectedGradient: number;
  /**
   * The parameters that ended at their lower bounds, such as `lengthScales[0]`, `weights[1]` or `ridge`: smaller ones may be better. A ridge
   * at its lower bound means that the kernel explains the responses but for rounding.
   */
  readonly atLower: readonly string[];
  /**
   * The parameters that ended at their upper bounds: a length scale there means a feature that does not matter, or one that matters
   * linearly.
   */
  readonly atUpper: readonly string[];
  /**
   * How far the gradient may be off, for what the inner problems are not solved exactly.
   */
  readonly hypergradientError: number;
  /**
   * The largest entry of the residual of the linear system of the dual coefficients.
   */
  readonly innerResidual: number;
  /**
   * The number of outer steps.
   */
  readonly iterations: number;
  /**
   * How often the objective was evaluated.
   */
  readonly evaluations: number;
  /**
   * What was taken off each feature.
   */
  readonly featureMeans?: Float64Array;
  /**
   * What the rest of each feature was divided by.
   */
  readonly featureScales?: Float64Array;
  /**
   * What each outer step came to, where `history` was asked for.
   */
  readonly history?: readonly OuterRecord[];
  /**
   * The length scale of each scaled feature, or one for all.
   */
  readonly lengthScales?: Float64Array;
  /**
   * The weights of given kernels.
   */
  readonly weights?: Float64Array;
}

/**
 * Tuned penalties, how much they may be trusted, and the model with them.
 */
export interface TunePenaltiesSolution {
  /**
   * `converged` where the projected gradient and its error are what `tolerance` asks for; `stalled` where rounding allows no lower
   * objective, or the objective has a kink there, as it may with penalties that make coefficients zero.
   */
  readonly status: Ending;
  /**
   * The penalties, above 0: one for each feature or group; with `perClass` a matrix with a row for each and a column for each class. For
   * `elasticNet` those of the absolute values.
   */
  readonly penalties: Float64Array | Matrix;
  /**
   * The loss of the held-out samples plus what `spread` adds: what was minimised.
   */
  readonly objective: number;
  /**
   * The weighted mean loss of the held-out samples, each under the model of the other folds. The penalties were chosen by it, so it is
   * lower than what is to be expected of other samples: see `assessedLoss`.
   */
  readonly validationLoss: number;
  /**
   * The best shared penalty; for `elasticNet` that of the absolute values and that of the squares.
   */
  readonly sharedPenalty: number | Float64Array;
  /**
   * The loss of the held-out samples with that.
   */
  readonly sharedValidationLoss: number;
  /**
   * The spread that the penalties were tuned with: a number, or `free`.
   */
  readonly spread: number | 'free';
  /**
   * Which penalties are at their lower bounds, by their numbers in `penalties` (row by row); for `elasticNet` after them those of
   * `l2Penalties`.
   */
  readonly atLower: Int32Array;
  /**
   * Which penalties are at their upper bounds.
   */
  readonly atUpper: Int32Array;
  /**
   * The model fitted to all samples, for `coordinate.predict`.
   */
  readonly model: LinearModel;
  /**
   * The gradient of the objective by the logarithms of the penalties.
   */
  readonly gradient: Float64Array;
  /**
   * The largest entry of what is left of the gradient g between the bounds: of x less the projection of x - g, times the variance of the
   * response and in units of it for `squared`.
   */
  readonly projectedGradient: number;
  /**
   * How far the gradient may be off, in the Euclidean norm.
   */
  readonly hypergradientError: number;
  /**
   * The largest norm of the gradient of a fold's model, by the coefficients of the scaled features.
   */
  readonly innerResidual: number;
  /**
   * Outer iterations.
   */
  readonly iterations: number;
  /**
   * How often models were fitted to all folds on the way.
   */
  readonly evaluations: number;
  /**
   * The mean over folds of the loss of samples that had no part in the choice of penalties and coefficients, at the chosen spread: what
   * is to be expected of other samples, but for the choice of the spread itself. Absent without nested cross-validation.
   */
  readonly assessedLoss?: number;
  /**
   * The record of each iteration, where it was asked for.
   */
  readonly history?: readonly OuterRecord[];
  /**
   * For `elasticNet`, the penalties of the squares.
   */
  readonly l2Penalties?: Float64Array;
  /**
   * How that was chosen. Absent where one spread was given, and where there was no time for it.
   */
  readonly nested?: NestedChoice;
  /**
   * The same with one shared penalty.
   */
  readonly sharedAssessedLoss?: number;
  /**
   * For penalties that make coefficients zero: how far the nearest coefficient or group at zero is from leaving it, over all folds, as
   * a share of its penalty. At 0 the objective has a kink. Absent where nothing is at zero.
   */
  readonly supportMargin?: number;
}

/**
 * Weights of training samples, between 0 and 1, under which a linear model fitted to them has the least loss on a few samples that are
 * trusted: samples with wrong labels get small weights.
 *
 * @example
 * ```ts
 * const matrix = Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.cos(i)]);
 * const right = matrix.map(([first = 0]) => (first > 0 ? 1 : -1));
 * const { suspects } = await cleanSamples({
 *   loss: 'logistic',
 *   matrix: matrix.slice(0, 30),
 *   response: right.slice(0, 30).map((label, i) => (i % 7 === 3 ? -label : label)),
 *   trustedMatrix: matrix.slice(30),
 *   trustedResponse: right.slice(30),
 * });
 * ```
 */
export function cleanSamples<Problem extends CleanSamplesProblem>(
  problem: Problem,
  options?: RunOptions<OuterRecord>,
): Promise<CleanSamplesSolutionOf<Problem>> {
  return run('bilevel.cleanSamples', problem, options);
}

/** {@link cleanSamples}, blocking the calling thread. */
export function cleanSamplesSync<Problem extends CleanSamplesProblem>(problem: Problem, options?: SyncRunOptions): CleanSamplesSolutionOf<Problem> {
  return runSync('bilevel.cleanSamples', problem, options);
}

/**
 * The penalties of a linear model, one for each feature, group or class, hundreds at once: those whose model, fitted to a part of the
 * samples, has the least loss on the rest. Free penalties overfit the held-out samples. So the logarithms of the penalties are taken
 * to spread about their mean by `spread`, which nested cross-validation chooses; `assessedLoss` and `sharedAssessedLoss` are the
 * losses on samples that had no part in the choice of the penalties.
 *
 * To find one penalty for all coefficients, `coordinate.crossValidate` is quicker.
 *
 * @example
 * ```ts
 * const matrix = Array.from({ length: 30 }, (_, i) => [Math.sin(i), Math.cos(3 * i), Math.sin(7 * i)]);
 * const response = matrix.map(([first = 0], i) => first + Math.sin(5 * i * i) / 2);
 * const { penalties, assessedLoss, model } = await tunePenalties({ matrix, response });
 * ```
 */
export function tunePenalties<Problem extends TunePenaltiesProblem>(
  problem: Problem,
  options?: RunOptions<OuterRecord>,
): Promise<TunePenaltiesSolutionOf<Problem>> {
  return run('bilevel.tunePenalties', problem, options);
}

/** {@link tunePenalties}, blocking the calling thread. */
export function tunePenaltiesSync<Problem extends TunePenaltiesProblem>(problem: Problem, options?: SyncRunOptions): TunePenaltiesSolutionOf<Problem> {
  return runSync('bilevel.tunePenalties', problem, options);
}

/**
 * The gradient of x → F(x, y*(x)), where y* minimises the inner objective, by functions that are data.
 */
export function hypergradient(
  problem: HypergradientDataProblem,
  options?: RunOptions,
): Promise<HypergradientSolution> {
  return run('bilevel.hypergradient', problem, options);
}

/** {@link hypergradient}, blocking the calling thread. */
export function hypergradientSync(problem: HypergradientDataProblem, options?: SyncRunOptions): HypergradientSolution {
  return runSync('bilevel.hypergradient', problem, options);
}

/**
 * The minimum of an outer objective over the solutions of an inner problem, whose functions are data.
 */
export function minimize(
  problem: MinimizeDataProblem,
  options?: RunOptions<OuterRecord>,
): Promise<MinimizeSolution> {
  return run('bilevel.minimize', problem, options);
}

/** {@link minimize}, blocking the calling thread. */
export function minimizeSync(problem: MinimizeDataProblem, options?: SyncRunOptions): MinimizeSolution {
  return runSync('bilevel.minimize', problem, options);
}

/**
 * Signals or pictures denoised by a model that `learnDenoiser` has learned, or by weights and smoothing of one's own: the
 * minimum of half the squared distance plus the weighted, smoothed absolute values of what filters give.
 *
 * @example
 * ```ts
 * const model = { filters: 'totalVariation', weights: [0.4], smoothing: [0.01] } as const;
 * const { denoised } = await denoise({ model, noisy: [[0.1, 0.2, -0.2, 1.9, 2.2, 2.1, 2.0, 1.8]] });
 * ```
 */
export function denoise(
  problem: DenoiseProblem,
  options?: RunOptions,
): Promise<DenoiseSolution> {
  return run('bilevel.denoise', problem, options);
}

/** {@link denoise}, blocking the calling thread. */
export function denoiseSync(problem: DenoiseProblem, options?: SyncRunOptions): DenoiseSolution {
  return runSync('bilevel.denoise', problem, options);
}

/**
 * What the network that `selectOperations` chose and trained says of samples.
 *
 * @example
 * ```ts
 * const network = {
 *   operations: ['relu'], inputWeights: [[1, -1]], inputBias: [0, 0], edgeWeights: [[[1, 0], [0, 1]]],
 *   outputWeights: [[1, 0], [0, 1]], outputBias: [0, 0],
 * } as const;
 * const { classes, probabilities } = await evaluateOperations({ network, matrix: [[2], [-1]] });
 * ```
 */
export function evaluateOperations(
  problem: EvaluateOperationsProblem,
  options?: RunOptions,
): Promise<EvaluateOperationsSolution> {
  return run('bilevel.evaluateOperations', problem, options);
}

/** {@link evaluateOperations}, blocking the calling thread. */
export function evaluateOperationsSync(problem: EvaluateOperationsProblem, options?: SyncRunOptions): EvaluateOperationsSolution {
  return runSync('bilevel.evaluateOperations', problem, options);
}

/**
 * A denoiser like total variation whose weights, smoothing and filters are learned from pairs of noisy and clean signals or pictures: such
 * that what it makes of the noisy ones is as near to the clean ones as can be. By the gradient of that error, of which each evaluation
 * costs a denoising of each sample and one linear system more, however much is learned.
 *
 * @example
 * ```ts
 * const clean = [[0, 0, 0, 0, 3, 3, 3, 3]];
 * const noisy = [[0.2, -0.3, 0.1, 0.2, 2.8, 3.1, 2.7, 3.2]];
 * const { model, trainingLoss, noisyLoss } = await learnDenoiser({ noisy, clean });
 * const { denoised } = await denoise({ model, noisy: [[0.1, 0.2, -0.2, 1.9, 2.2, 2.1, 2.0, 1.8]] });
 * ```
 */
export function learnDenoiser(
  problem: LearnDenoiserProblem,
  options?: RunOptions<OuterRecord>,
): Promise<LearnDenoiserSolution> {
  return run('bilevel.learnDenoiser', problem, options);
}

/** {@link learnDenoiser}, blocking the calling thread. */
export function learnDenoiserSync(problem: LearnDenoiserProblem, options?: SyncRunOptions): LearnDenoiserSolution {
  return runSync('bilevel.learnDenoiser', problem, options);
}

/**
 * What a model of `tuneKernel` predicts for new samples.
 *
 * @example
 * ```ts
 * const matrix = [[0], [1], [2], [3]];
 * const { model } = await tuneKernel({ matrix, response: [0, 0.8, 0.9, 0.1] });
 * const { predictions } = await predictKernel({ model, matrix: [[1.5]] });
 * ```
 */
export function predictKernel(
  problem: PredictKernelProblem,
  options?: RunOptions,
): Promise<PredictKernelSolution> {
  return run('bilevel.predictKernel', problem, options);
}

/** {@link predictKernel}, blocking the calling thread. */
export function predictKernelSync(problem: PredictKernelProblem, options?: SyncRunOptions): PredictKernelSolution {
  return runSync('bilevel.predictKernel', problem, options);
}

/**
 * Chooses an operation for each edge of a small network that tells classes apart: differentiable architecture search, where snapshots of
 * the network's own past teach it, so that rounding each mixture of operations to one costs less. The network with the chosen operations
 * is trained on. Random numbers come from the seed among the options.
 *
 * @example
 * ```ts
 * const matrix = [[0, 0], [0, 1], [1, 0], [1, 1], [0.1, 0], [0, 0.9], [1, 0.1], [0.9, 1]];
 * const labels = [0, 1, 1, 0, 0, 1, 1, 0];
 * const { chosen, network } = await selectOperations({
 *   matrix, labels, validationMatrix: matrix, validationLabels: labels,
 *   operations: ['linear', 'relu', 'square'], edges: 1, width: 4, epochs: 20,
 * });
 * const { classes } = await evaluateOperations({ network, matrix: [[0.9, 0.1]] });
 * ```
 */
export function selectOperations(
  problem: SelectOperationsProblem,
  options?: RunOptions<TrainingProgress>,
): Promise<SelectOperationsSolution> {
  return run('bilevel.selectOperations', problem, options);
}

/** {@link selectOperations}, blocking the calling thread. */
export function selectOperationsSync(problem: SelectOperationsProblem, options?: SyncRunOptions): SelectOperationsSolution {
  return runSync('bilevel.selectOperations', problem, options);
}

/**
 * Kernel ridge regression (the mean of a Gaussian process) whose length scales, one a feature, whose weights of given kernels, and whose
 * ridge are chosen by the gradient of the marginal likelihood, of the leave-one-out error or of the error of held-out folds. The
 * gradients are exact, so that many features cost hardly more than one.
 *
 * @example
 * ```ts
 * const matrix = [[0, 3], [1, 1], [2, 2], [3, 0], [4, 1]];
 * const { lengthScales, ridge, model } = await tuneKernel({ matrix, response: [0, 0.8, 0.9, 0.1, -0.8] });
 * const { predictions } = await predictKernel({ model, matrix: [[1.5, 1]] });
 * ```
 */
export function tuneKernel(
  problem: TuneKernelProblem,
  options?: RunOptions<OuterRecord>,
): Promise<TuneKernelSolution> {
  return run('bilevel.tuneKernel', problem, options);
}

/** {@link tuneKernel}, blocking the calling thread. */
export function tuneKernelSync(problem: TuneKernelProblem, options?: SyncRunOptions): TuneKernelSolution {
  return runSync('bilevel.tuneKernel', problem, options);
}
