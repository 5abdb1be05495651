// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { CleanSamplesSolutionOf, TunePenaltiesSolutionOf } from '../families/bilevel.js';
import '#wasm/bilevel.js';

export { load } from '../engine/load.js';

/**
 * Samples with partly wrong responses, and a few trusted samples.
 */
export interface CleanSamplesProblem {
  /**
   * The features of the training samples: a row per sample, a column per feature. They are not scaled.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The responses: numbers for `squared`, otherwise classes given as numbers, strings or booleans. `logistic` and
   * `squaredHinge` require two classes; `multinomial` accepts any number.
   */
  readonly response: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The features of the trusted samples.
   */
  readonly trustedMatrix: AnyMatrixInput;
  /**
   * The responses of the trusted samples, with the same classes.
   */
  readonly trustedResponse: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The search direction of the outer loop.
   */
  readonly direction?: OuterDirection;
  /**
   * Whether to record each iteration in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Initial weights between 0 and 1, exclusive: a number or one per sample. Default: 1/2.
   */
  readonly initial?: number | VectorInput;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The loss for training and for the trusted samples. Default: `multinomial`.
   */
  readonly loss?: LinearLoss;
  /**
   * Limit on outer iterations. With 0, the loss is evaluated at `initial`.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The factor on half the squared norm of the coefficients, positive. Models minimize the mean of weight times loss
   * over the training samples plus this term.
   * @defaultValue 0.01
   */
  readonly ridge?: number;
  /**
   * Tolerance on the projected gradient with respect to the weights' log-odds and on its error; between 0 and 1,
   * exclusive. Its unit is the loss of the trusted samples for a model with zero coefficients, divided by the number
   * of training samples.
   * @defaultValue 0.01
   */
  readonly tolerance?: number;
}

/**
 * A model and the samples to denoise.
 */
export interface DenoiseProblem {
  /**
   * The denoiser.
   */
  readonly model: GivenDenoiser;
  /**
   * Noisy samples, one per row: signals, or images stored row by row.
   */
  readonly noisy: MatrixInput;
  /**
   * Limit on Newton steps per sample.
   * @defaultValue 300
   */
  readonly maxIterations?: number;
  /**
   * The rows and columns of images. Default: samples are signals.
   */
  readonly shape?: IndexInput;
  /**
   * Tolerance on the root mean square of the gradient of a sample, relative to the scale of the noisy data.
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
   * The classes of the samples, for computing `loss` and `accuracy`.
   */
  readonly labels?: VectorInput | readonly string[] | readonly boolean[];
}

/**
 * Filter families by name.
 * - `totalVariation`: Differences of neighbors along each axis. Favors piecewise constant results.
 * - `isotropic`: The norm of the gradient of an image: differences along both axes under one root. It favors no direction.
 * - `secondOrder`: First and second differences along each axis, and mixed differences for images. Favors piecewise linear results.
 * - `dct3`: The discrete cosine transform of length three without the constant: eight filters of 3 × 3 for images, two for
 * signals.
 */
export type FilterFamily = 'totalVariation' | 'isotropic' | 'secondOrder' | 'dct3';

/**
 * Filters, by family name or each as a matrix.
 */
export type Filters = FilterFamily | readonly MatrixInput[];

/**
 * A denoiser: the `model` of a solution of `learnDenoiser`, or one of your own.
 */
export interface GivenDenoiser {
  /**
   * The nonnegative weight of each filter; a single one for `isotropic`.
   */
  readonly weights: VectorInput;
  /**
   * The positive smoothing of each filter. Filter responses below it are penalized quadratically.
   */
  readonly smoothing: VectorInput;
  /**
   * The filter family, or each filter as a matrix of at most 7 × 7; for signals, with one row.
   */
  readonly filters?: Filters;
}

/**
 * The `model` of a solution of `tuneKernel`.
 */
export interface GivenKernelModel {
  /**
   * The coefficient of each training sample; one column per output if there are several.
   */
  readonly dualCoefficients: VectorInput | MatrixInput;
  /**
   * The constant term of each output.
   */
  readonly offset: VectorInput;
  /**
   * The mean subtracted from each feature. Default: zeros.
   */
  readonly featureMeans?: VectorInput;
  /**
   * The divisor of each centered feature. Default: ones.
   */
  readonly featureScales?: VectorInput;
  /**
   * The kind of constant term. Default: fitted.
   * @defaultValue 'fitted'
   */
  readonly intercept?: KernelIntercept;
  /**
   * The kernel, if it is a function of features.
   */
  readonly kernel?: KernelShape;
  /**
   * The length scale of each scaled feature, or one for all.
   */
  readonly lengthScales?: VectorInput;
  /**
   * The features of the training samples, if the kernel is a function of features.
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
   * W, with a row per feature.
   */
  readonly inputWeights: MatrixInput;
  /**
   * b.
   */
  readonly inputBias: VectorInput;
  /**
   * U of each edge in order, except for the operations `zero` and `identity`.
   */
  readonly edgeWeights: readonly MatrixInput[];
  /**
   * V, with a column per class.
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
 * The error estimate of gradients computed from inexact inner solutions.
 * - `estimate`: The change of the gradient over one more Newton step on the inner problem.
 * - `bound`: The bound of MAID's theorem 1, with the constants in `lipschitz` and `strongConvexity`. It is rigorous if all
 * four are given, and usually far too large.
 */
export type HypergradientAccuracy = 'estimate' | 'bound';

/**
 * A point and the functions of a bilevel problem, given as data: functions of x, y and parameters.
 */
export interface HypergradientDataProblem {
  /**
   * The scalar outer objective.
   */
  readonly outerObjective: FunctionInput;
  /**
   * The scalar objective minimized over y for given x.
   */
  readonly innerObjective: FunctionInput;
  /**
   * The point x.
   */
  readonly initial: VectorInput;
  /**
   * The error estimate of the gradient.
   * @defaultValue 'estimate'
   */
  readonly accuracy?: HypergradientAccuracy;
  /**
   * The initial y. Default: zeros.
   */
  readonly innerInitial?: VectorInput;
  /**
   * The name of the input that holds y.
   * @defaultValue 'y'
   */
  readonly innerVariables?: string;
  /**
   * Constants for `accuracy: 'bound'`.
   */
  readonly lipschitz?: Lipschitz;
  /**
   * The name of the input that holds x.
   * @defaultValue 'x'
   */
  readonly outerVariables?: string;
  /**
   * All other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * Lower bound on the curvature of the inner objective in y, if known. Default: estimated.
   */
  readonly strongConvexity?: number;
  /**
   * Tolerance on `hypergradientError`, relative to the largest of three norms: of the gradient, and of the
   * gradients of the outer objective with respect to x and y.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
}

/**
 * Initial parameters.
 */
export interface InitialDenoiser {
  /**
   * The smoothing, one for all or one per filter, from e^-7 to e^3 times the scale of the noisy data. Default: e^-2
   * times the scale.
   */
  readonly smoothing?: number | VectorInput;
  /**
   * The weights, one for all or one per filter, from e^-12 to e^6 times the scale of the noisy data. Default: e^-2
   * times the scale.
   */
  readonly weights?: number | VectorInput;
}

/**
 * Initial parameters.
 */
export interface InitialKernel {
  /**
   * The length scales of scaled features, one for all or one per feature, from e^-2 to e^6. Default: e.
   */
  readonly lengthScales?: number | VectorInput;
  /**
   * The ridge λ, from 1e-14 / n to e^3. Default: 0.001. With `kernels` all three are in units of the mean diagonal
   * entry of their sum.
   */
  readonly ridge?: number;
  /**
   * The weights of `kernels`, one for all or one per kernel, from e^-12 to e^4. Default: 1.
   */
  readonly weights?: number | VectorInput;
}

/**
 * The minimized criterion.
 * - `marginalLikelihood`: The negative log-density of the responses under a Gaussian process with maximum-likelihood scale, per value: ½
 * ln(yᵀα / n) + ln det A / (2n). A fitted constant is integrated out: n - 1 replaces n, and det A times the sum of
 * A⁻¹ replaces det A.
 * - `leaveOneOut`: Half the mean square of the leave-one-out errors, in closed form.
 * - `folds`: Half the mean square of the errors on held-out samples, by `folds`.
 */
export type KernelCriterion = 'marginalLikelihood' | 'leaveOneOut' | 'folds';

/**
 * The constant term of predictions.
 * - `fitted`: Fitted together with the kernel and unpenalized, also for the training parts of the criteria.
 * - `mean`: The mean of the response.
 * - `none`: 0.
 */
export type KernelIntercept = 'fitted' | 'mean' | 'none';

/**
 * A kernel of two feature vectors a and b. Its distance r = √Σ((a_j - b_j) / ℓ_j)² is in units of the length scales ℓ.
 * - `gaussian`: exp(-r² / 2), for infinitely differentiable functions.
 * - `matern12`: exp(-r), for continuous functions with kinks.
 * - `matern32`: (1 + √3 r) exp(-√3 r), for once differentiable functions.
 * - `matern52`: (1 + √5 r + 5r² / 3) exp(-√5 r), for twice differentiable functions.
 * - `linear`: Σ a_j b_j / ℓ_j², for linear functions with one penalty per coefficient.
 */
export type KernelShape = 'gaussian' | 'matern12' | 'matern32' | 'matern52' | 'linear';

/**
 * The parameters of a denoiser to learn.
 * - `weights`: The weight of each filter.
 * - `weightsAndSmoothing`: Also the smoothing of each filter's absolute values at zero.
 * - `filters`: Also the filters, starting from the given ones, with entries from -3 to 3.
 */
export type Learn = 'weights' | 'weightsAndSmoothing' | 'filters';

/**
 * Pairs of noisy and clean samples, and the choice of parameters to learn.
 */
export interface LearnDenoiserProblem {
  /**
   * Noisy samples, one per row: signals, or images stored row by row.
   */
  readonly noisy: MatrixInput;
  /**
   * The clean samples in the same form.
   */
  readonly clean: MatrixInput;
  /**
   * The filter family, or each filter as a matrix of at most 7 × 7; for signals, with one row.
   */
  readonly filters?: Filters;
  /**
   * Whether to record each iteration in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Initial parameters.
   */
  readonly initial?: InitialDenoiser;
  /**
   * The parameters to learn.
   */
  readonly learn?: Learn;
  /**
   * Limit on outer iterations; 0 evaluates the initial parameters.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The rows and columns of images. Default: samples are signals.
   */
  readonly shape?: IndexInput;
  /**
   * Tolerance on the largest absolute entry of the projected gradient, relative to the initial objective.
   * @defaultValue 0.0001
   */
  readonly tolerance?: number;
}

/**
 * The features that share a length scale.
 * - `feature`: One length scale per feature.
 * - `shared`: One length scale for all features.
 */
export type LengthScales = 'feature' | 'shared';

/**
 * The loss of a sample with response `y` and linear predictor `p`.
 * - `squared`: `(p - y)^2 / 2`.
 * - `logistic`: `ln(1 + exp(-y p))` for `y` = -1 or 1.
 * - `multinomial`: `ln(sum over k of exp(p_k)) - p_y` for a class `y` from 0.
 * - `squaredHinge`: `max(0, 1 - y p)^2 / 2` for `y` = -1 or 1.
 */
export type LinearLoss = 'squared' | 'logistic' | 'multinomial' | 'squaredHinge';

/**
 * The form of the penalty of coefficients w with strengths λ.
 * - `l2`: Half the sum of `λ w^2`.
 * - `l1`: The sum of `λ |w|`. It sets coefficients to 0.
 * - `elasticNet`: The sum of both, each with its own strengths.
 * - `groupL2`: The sum over groups of `λ` times the norm of the group's coefficients times the square root of the group's size.
 * It sets whole groups to 0.
 */
export type LinearPenalty = 'l2' | 'l1' | 'elasticNet' | 'groupL2';

/**
 * Lipschitz constants in y near the inner solution. Missing constants are estimated from observed differences, which
 * may be too small.
 */
export interface Lipschitz {
  /**
   * The Lipschitz constant of the Hessian of the inner objective with respect to y.
   */
  readonly innerHessian?: number;
  /**
   * The Lipschitz constant of the mixed derivatives of the inner objective.
   */
  readonly mixedDerivatives?: number;
  /**
   * The Lipschitz constant of the gradient of the outer objective with respect to y.
   */
  readonly outerGradient?: number;
}

/**
 * A bilevel problem with functions of x, y and parameters given as data.
 */
export interface MinimizeDataProblem {
  /**
   * The scalar objective minimized over x.
   */
  readonly outerObjective: FunctionInput;
  /**
   * The scalar objective minimized over y for given x.
   */
  readonly innerObjective: FunctionInput;
  /**
   * The initial x, clipped to the bounds.
   */
  readonly initial: VectorInput;
  /**
   * The error estimate of gradients.
   * @defaultValue 'estimate'
   */
  readonly accuracy?: HypergradientAccuracy;
  /**
   * The search direction of the outer loop.
   */
  readonly direction?: OuterDirection;
  /**
   * Whether to record each iteration in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Initial accuracy of inner solutions: their distance from the exact ones.
   * @defaultValue 0.1
   */
  readonly initialAccuracy?: number;
  /**
   * The equality constraints on y for given x: a vector required to be zero.
   */
  readonly innerEqualities?: FunctionInput;
  /**
   * The inequality constraints on y for given x: a vector required to be at most zero.
   */
  readonly innerInequalities?: FunctionInput;
  /**
   * The initial y. Default: zeros.
   */
  readonly innerInitial?: VectorInput;
  /**
   * The name of the input that holds y.
   * @defaultValue 'y'
   */
  readonly innerVariables?: string;
  /**
   * Constants for `accuracy: 'bound'`.
   */
  readonly lipschitz?: Lipschitz;
  /**
   * Lower bounds of x; `-Infinity` or any value up to -1e20 means none. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * Limit on outer iterations. Default: 500; `stochastic` makes exactly this many, by default 3000.
   */
  readonly maxIterations?: number;
  /**
   * The method.
   * @defaultValue 'auto'
   */
  readonly method?: MinimizeMethod;
  /**
   * The name of the input that holds x.
   * @defaultValue 'x'
   */
  readonly outerVariables?: string;
  /**
   * All other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * Whether `valueFunction` ends with Newton's method on the optimality conditions. Applies up to 600
   * variables and multipliers in total.
   * @defaultValue true
   */
  readonly polish?: boolean;
  /**
   * Lower bound on the curvature of the inner objective in y, if known. 0 means that it need not be strictly
   * convex. Default: estimated.
   */
  readonly strongConvexity?: number;
  /**
   * Tolerance for `converged`. With `implicit`, `projectedGradient` and `hypergradientError`, each times the
   * larger of 1 and the largest |x|, must not exceed `tolerance` times `scale`. The unit of the outer
   * objective therefore does not matter, but variables should have size about 1. With `valueFunction`,
   * `kktResidual` must not exceed `tolerance` times the larger of 1 and the absolute initial outer
   * objective; scale objectives and variables to about 1.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of x; `Infinity` or any value from 1e20 means none. Default: none.
   */
  readonly upper?: VectorInput;
}

/**
 * The method for a bilevel problem.
 * - `auto`: `valueFunction` for problems with constraints or with `strongConvexity` 0, `stochastic` for functions of
 * batches, `implicit` otherwise.
 * - `implicit`: Descent along the gradient of x → F(x, y*(x)). Inner problems are solved only as accurately as each step
 * requires.
 * - `valueFunction`: A single loop on a penalty for inner suboptimality (LV-HBA), followed by Newton's method on the optimality
 * conditions.
 * - `stochastic`: Normalized momentum steps on batches of samples (BO-REP).
 */
export type MinimizeMethod = 'auto' | 'implicit' | 'valueFunction' | 'stochastic';

/**
 * A bilevel problem with functions given as callbacks.
 */
export interface MinimizeProblem {
  /**
   * The initial y.
   */
  readonly innerInitial: VectorInput;
  /**
   * The initial x, clipped to the bounds.
   */
  readonly initial: VectorInput;
  /**
   * The error estimate of gradients.
   * @defaultValue 'estimate'
   */
  readonly accuracy?: HypergradientAccuracy;
  /**
   * The number of samples in a batch, drawn with replacement.
   * @defaultValue 64
   */
  readonly batchSize?: number;
  /**
   * Whether products with second derivatives of the constraints are given. Default: finite differences of their
   * Jacobians.
   * @defaultValue false
   */
  readonly constraintProduct?: boolean;
  /**
   * Whether the inner problem has constraints.
   * @defaultValue false
   */
  readonly constraints?: boolean;
  /**
   * The search direction of the outer loop.
   */
  readonly direction?: OuterDirection;
  /**
   * The number of equations of the inner problem.
   * @defaultValue 0
   */
  readonly equalityCount?: number;
  /**
   * Whether to record each iteration in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The number of inequalities of the inner problem.
   * @defaultValue 0
   */
  readonly inequalityCount?: number;
  /**
   * Initial accuracy of inner solutions: their distance from the exact ones.
   * @defaultValue 0.1
   */
  readonly initialAccuracy?: number;
  /**
   * Whether batch gradients of the inner objective are given.
   * @defaultValue false
   */
  readonly innerBatch?: boolean;
  /**
   * Whether the Hessian of the inner objective with respect to y is given, for at most 1000 inner variables.
   * Default: iterative solves with products.
   * @defaultValue false
   */
  readonly innerHessian?: boolean;
  /**
   * Whether products with second derivatives of the inner objective are given. Default: finite differences of
   * its gradients.
   * @defaultValue false
   */
  readonly innerProduct?: boolean;
  /**
   * The number of samples averaged by the inner objective, for batches.
   */
  readonly innerSamples?: number;
  /**
   * Constants for `accuracy: 'bound'`.
   */
  readonly lipschitz?: Lipschitz;
  /**
   * Lower bounds of x; `-Infinity` or any value up to -1e20 means none. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * Limit on outer iterations. Default: 500; `stochastic` makes exactly this many, by default 3000.
   */
  readonly maxIterations?: number;
  /**
   * The method.
   * @defaultValue 'auto'
   */
  readonly method?: MinimizeMethod;
  /**
   * Whether batch gradients of the outer objective are given.
   * @defaultValue false
   */
  readonly outerBatch?: boolean;
  /**
   * The number of samples averaged by the outer objective, for batches.
   */
  readonly outerSamples?: number;
  /**
   * Whether `valueFunction` ends with Newton's method on the optimality conditions. Applies up to 600
   * variables and multipliers in total.
   * @defaultValue true
   */
  readonly polish?: boolean;
  /**
   * Whether batch products with second derivatives of the inner objective are given.
   * @defaultValue false
   */
  readonly productBatch?: boolean;
  /**
   * The length of the first steps of x in `stochastic`, in the 2-norm. Step lengths decrease linearly to zero.
   * @defaultValue 0.05
   */
  readonly stepLength?: number;
  /**
   * Lower bound on the curvature of the inner objective in y, if known. 0 means that it need not be strictly
   * convex. Default: estimated.
   */
  readonly strongConvexity?: number;
  /**
   * Tolerance for `converged`. With `implicit`, `projectedGradient` and `hypergradientError`, each times the
   * larger of 1 and the largest |x|, must not exceed `tolerance` times `scale`. The unit of the outer
   * objective therefore does not matter, but variables should have size about 1. With `valueFunction`,
   * `kktResidual` must not exceed `tolerance` times the larger of 1 and the absolute initial outer
   * objective; scale objectives and variables to about 1.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of x; `Infinity` or any value from 1e20 means none. Default: none.
   */
  readonly upper?: VectorInput;
}

/**
 * The function of an edge, applied to the hidden values h before it, or to z = hW with weights W of the operation.
 * - `zero`: 0.
 * - `identity`: h.
 * - `linear`: z.
 * - `relu`: max(z, 0).
 * - `tanh`: tanh z.
 * - `gauss`: exp(-z²).
 * - `square`: z².
 */
export type Operation = 'zero' | 'identity' | 'linear' | 'relu' | 'tanh' | 'gauss' | 'square';

/**
 * The search direction of the outer loop.
 * - `quasiNewton`: A limited-memory quasi-Newton direction from the last ten steps.
 * - `gradient`: The negative gradient, as in the paper. It takes many more steps.
 */
export type OuterDirection = 'quasiNewton' | 'gradient';

/**
 * A model and new samples: `matrix` for a kernel of features, `kernels` for given kernels.
 */
export interface PredictKernelProblem {
  /**
   * The `model` of a solution.
   */
  readonly model: GivenKernelModel;
  /**
   * Whether to return `distances`, for kernels of features only.
   * @defaultValue false
   */
  readonly distances?: boolean;
  /**
   * For each given kernel, a matrix with a row per new sample and a column per training sample.
   */
  readonly kernels?: readonly MatrixInput[];
  /**
   * A row of features for each new sample.
   */
  readonly matrix?: MatrixInput;
  /**
   * Whether to return `variances`, for kernels of features only. Takes a factorization of the training kernel.
   * @defaultValue false
   */
  readonly variances?: boolean;
}

/**
 * Labeled samples for training and validation, and the candidate operations.
 */
export interface SelectOperationsProblem {
  /**
   * The features of the training samples for the weights, a row per sample; preferably standardized.
   */
  readonly matrix: MatrixInput;
  /**
   * The classes of the training samples, as numbers, strings or booleans.
   */
  readonly labels: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The features of the validation samples for the mixtures' proportions, a row per sample.
   */
  readonly validationMatrix: MatrixInput;
  /**
   * The classes of the validation samples, among those of `labels`.
   */
  readonly validationLabels: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The candidate operations of each edge: at least two, without repetition.
   */
  readonly operations: readonly Operation[];
  /**
   * The number of samples per step, at most 4096.
   * @defaultValue 64
   */
  readonly batchSize?: number;
  /**
   * The weight of the distillation loss relative to the cross-entropy.
   * @defaultValue 1.0
   */
  readonly distillation?: number;
  /**
   * The number of edges in the chain, from 1 to 16.
   * @defaultValue 3
   */
  readonly edges?: number;
  /**
   * The number of epochs for choosing operations.
   * @defaultValue 120
   */
  readonly epochs?: number;
  /**
   * The number of further epochs with the chosen operations.
   * @defaultValue 40
   */
  readonly retrainEpochs?: number;
  /**
   * The number of past epochs used as teachers, at most 10; 0 gives plain differentiable architecture search.
   * @defaultValue 3
   */
  readonly snapshots?: number;
  /**
   * The temperature of distillation: the divisor of logits before comparison with the teachers'.
   * @defaultValue 2.0
   */
  readonly temperature?: number;
  /**
   * The number of hidden values between edges, from 1 to 128.
   * @defaultValue 16
   */
  readonly width?: number;
}

/**
 * Samples with responses, and the family of kernels. Give either `matrix` or `kernels`.
 */
export interface TuneKernelProblem {
  /**
   * The response of each sample. Several outputs, one per column, share one kernel.
   */
  readonly response: VectorInput | MatrixInput;
  /**
   * The criterion to minimize.
   */
  readonly criterion?: KernelCriterion;
  /**
   * For the criterion `folds`: the number of folds, with sample i in fold i modulo that number, or the fold of each
   * sample from 0, with -1 for samples that are never held out. Default: 5.
   */
  readonly folds?: number | VectorInput;
  /**
   * Whether to record each iteration in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Initial parameters.
   */
  readonly initial?: InitialKernel;
  /**
   * The constant term of predictions.
   * @defaultValue 'fitted'
   */
  readonly intercept?: KernelIntercept;
  /**
   * The kernel of two rows of `matrix`. Default: gaussian.
   */
  readonly kernel?: KernelShape;
  /**
   * Symmetric kernel matrices over the samples, instead of `matrix`. Their weighted sum is the kernel.
   */
  readonly kernels?: readonly MatrixInput[];
  /**
   * Whether each feature has its own length scale. Default: feature.
   */
  readonly lengthScales?: LengthScales;
  /**
   * The features: a row per sample, 2 to 4000 samples and up to 1000 features. Features are centered, and scaled
   * unless `standardize` is false.
   */
  readonly matrix?: MatrixInput;
  /**
   * Limit on outer iterations; 0 evaluates `initial`.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * Whether to divide features by their standard deviations or, if `lengthScales` is `shared`, all by the root of
   * their mean variance. `lengthScales` refer to the scaled features. Default: true.
   */
  readonly standardize?: boolean;
  /**
   * Tolerance on the largest absolute entry of the projected gradient, relative to the objective, but at least to
   * 1e-16 of its value without a kernel. For the marginal likelihood it is absolute.
   * @defaultValue 0.0001
   */
  readonly tolerance?: number;
}

/**
 * Samples, the form of the model, and options of the penalty search.
 */
export interface TunePenaltiesProblem {
  /**
   * The features: a row per sample, a column per feature.
   */
  readonly matrix: AnyMatrixInput;
  /**
   * The response of each sample: a number for `squared`, otherwise a class given as a number, a string or a boolean.
   * `logistic` and `squaredHinge` require two classes; `multinomial` accepts any number.
   */
  readonly response: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The search direction of the outer loop.
   */
  readonly direction?: OuterDirection;
  /**
   * The number of folds, at least 2: sample `i` then belongs to fold `i` modulo that number. Or the fold of each
   * sample, numbered from 0 without gaps, with -1 for samples always used for training; a single fold is a fixed
   * held-out set. Default: 5.
   * @defaultValue 5.0
   */
  readonly folds?: number | VectorInput;
  /**
   * The features that share a penalty: one penalty per feature (`feature`), one for all (`shared`), or a group index
   * for each feature, numbered from 0 without gaps, with -1 for no penalty. Default: `feature`.
   */
  readonly groups?: 'feature' | 'shared' | IndexInput;
  /**
   * Whether to record each iteration in the solution.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Initial penalties, a number or one per penalty; for `elasticNet` first those of the absolute values, then those
   * of the squares. Default: the best shared penalty. With absolute values or norms, that search starts at 1/20 of
   * the smallest penalty at which all coefficients are 0, since coefficients at 0 stay there.
   */
  readonly initial?: number | VectorInput;
  /**
   * Whether the model has an intercept. It is never penalized.
   * @defaultValue true
   */
  readonly intercept?: boolean;
  /**
   * The training loss. Models minimize its mean over the training samples plus the penalty.
   */
  readonly loss?: LinearLoss;
  /**
   * Lower bounds on the penalties, positive: a number or one per penalty. Default: e^-16, multiplied for `squared`
   * by the standard deviation of the response if the penalty is on absolute values or norms.
   */
  readonly lower?: number | VectorInput;
  /**
   * Limit on outer iterations. With 0, the objective is evaluated at `initial`.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * The form of the penalty. All but `l2` require the loss `squared` or `logistic`.
   */
  readonly penalty?: LinearPenalty;
  /**
   * Whether each class of `multinomial` has its own penalties.
   * @defaultValue false
   */
  readonly perClass?: boolean;
  /**
   * A nonnegative weight per sample, used in all means. Default: all 1.
   */
  readonly sampleWeights?: VectorInput;
  /**
   * The prior standard deviation of the logarithms of the penalties about their mean: 0 for a single penalty, `free`
   * for no prior. From a list in ascending order, with `Infinity` for `free`, nested cross-validation chooses the
   * smallest spread with a loss within one standard error of the best; this takes at least 3 folds. Default: 0, 1/4,
   * 1/2, 1, 2, 4 and `Infinity`; 1/2 with fewer than 3 folds.
   */
  readonly spread?: number | 'free' | VectorInput;
  /**
   * Whether to scale features to standard deviation 1 over all samples (root mean square 1 without an intercept)
   * before penalizing. Returned coefficients refer to the given features.
   * @defaultValue true
   */
  readonly standardize?: boolean;
  /**
   * Tolerance on the projected gradient and its error, relative to the held-out loss of a model with only an
   * intercept; between 0 and 1, exclusive.
   * @defaultValue 0.00001
   */
  readonly tolerance?: number;
  /**
   * Upper bounds on the penalties. Default: e^6, in the units of `lower`.
   */
  readonly upper?: number | VectorInput;
  /**
   * The loss on held-out samples. Default: `loss`.
   */
  readonly validationLoss?: ValidationLoss;
}

/**
 * The loss of a held-out sample with response `y` and linear predictor `p`.
 * - `squared`: `(p - y)^2 / 2`.
 * - `logistic`: `ln(1 + exp(-y p))` for `y` = -1 or 1.
 * - `multinomial`: `ln(sum over k of exp(p_k)) - p_y` for a class `y` from 0.
 * - `squaredHinge`: `max(0, 1 - y p)^2 / 2` for `y` = -1 or 1.
 * - `sigmoid`: `1 / (1 + exp(5 y p))` for `y` = -1 or 1: a smoothed error rate.
 */
export type ValidationLoss = 'squared' | 'logistic' | 'multinomial' | 'squaredHinge' | 'sigmoid';

/**
 * Weights of the training samples, and the model fitted to the weighted samples.
 */
export interface CleanSamplesSolution {
  /**
   * `converged` if the projected gradient and its error are within `tolerance`; `stalled` if rounding allows no
   * lower loss.
   */
  readonly status: Ending;
  /**
   * The weight of each training sample, between 0 and 1.
   */
  readonly sampleWeights: Float64Array;
  /**
   * The samples with a weight below 1/2, in ascending order of weight.
   */
  readonly suspects: Int32Array;
  /**
   * The minimized objective: the mean loss of the trusted samples.
   */
  readonly trustedLoss: number;
  /**
   * Equal to `trustedLoss`, under the name common to all methods.
   */
  readonly objective: number;
  /**
   * The model fitted to the weighted training samples, for `coordinate.predict`.
   */
  readonly model: LinearModel;
  /**
   * The gradient of the trusted loss with respect to the log-odds of the weights.
   */
  readonly gradient: Float64Array;
  /**
   * The largest absolute entry of x - P(x - g), where g is the gradient and P clips the log-odds x to their bounds.
   */
  readonly projectedGradient: number;
  /**
   * Bound on the error of the gradient, in the 2-norm.
   */
  readonly hypergradientError: number;
  /**
   * The norm of the gradient of the model's training objective.
   */
  readonly innerResidual: number;
  /**
   * The number of outer iterations.
   */
  readonly iterations: number;
  /**
   * The number of model fits.
   */
  readonly evaluations: number;
  /**
   * A record of each iteration, if requested.
   */
  readonly history?: readonly OuterRecord[];
}

/**
 * The denoised samples.
 */
export interface DenoiseSolution {
  /**
   * The termination status of the least converged sample.
   */
  readonly status: Ending;
  /**
   * The denoised samples, in the form of `noisy`.
   */
  readonly denoised: Matrix;
  /**
   * The largest 2-norm of the gradient of the denoising objective over all samples. It bounds the distance of each
   * sample from its minimizer.
   */
  readonly innerResidual: number;
  /**
   * The largest number of Newton steps of a sample.
   */
  readonly iterations: number;
}

/**
 * A learned denoiser.
 */
export interface DenoiserModel {
  /**
   * The filter family, or the filters.
   */
  readonly filters: FoundFilters;
  /**
   * The weight of each filter; a single one for `isotropic`.
   */
  readonly weights: Float64Array;
  /**
   * The smoothing of each filter.
   */
  readonly smoothing: Float64Array;
}

/**
 * An entry of a derivative in disagreement with finite differences.
 */
export interface DerivativeError {
  /**
   * The derivative.
   */
  readonly name: DerivativeName;
  /**
   * Row index: the constraint for Jacobians, the entry for gradients and products.
   */
  readonly row: number;
  /**
   * Column index; 0 for gradients and products.
   */
  readonly column: number;
  /**
   * The value returned by the function.
   */
  readonly given: number;
  /**
   * The finite-difference estimate.
   */
  readonly numeric: number;
  /**
   * The absolute difference of both, divided by the larger of 1 and the absolute estimate.
   */
  readonly relativeError: number;
}

/**
 * The derivatives returned by the functions.
 * - `outerByX`: The gradient of the outer objective with respect to x.
 * - `outerByY`: The gradient of the outer objective with respect to y.
 * - `innerByX`: The gradient of the inner objective with respect to x.
 * - `innerByY`: The gradient of the inner objective with respect to y.
 * - `hessianProduct`: The product with the Hessian of the inner objective.
 * - `mixedProduct`: The product with the mixed derivatives of the inner objective, i.e. the derivatives with respect to x of its
 * gradient in y.
 * - `innerHessian`: The Hessian of the inner objective with respect to y.
 * - `constraintsByX`: The Jacobian of the constraints with respect to x.
 * - `constraintsByY`: The Jacobian of the constraints with respect to y.
 * - `constraintHessianProduct`: The product with the Hessian of the weighted constraints.
 * - `constraintMixedProduct`: The product with the mixed derivatives of the weighted constraints.
 */
export type DerivativeName = 'outerByX' | 'outerByY' | 'innerByX' | 'innerByY' | 'hessianProduct' | 'mixedProduct' | 'innerHessian' | 'constraintsByX' | 'constraintsByY' | 'constraintHessianProduct' | 'constraintMixedProduct';

/**
 * The disagreements between derivatives and finite differences. If there are none, all given derivatives are right
 * within the accuracy of finite differences.
 */
export interface DerivativeReport {
  /**
   * The x used for the comparison: `initial`, randomly perturbed by 1 %, since mistakes often vanish at round
   * numbers.
   */
  readonly point: Float64Array;
  /**
   * The y used for the comparison: `innerInitial`, perturbed in the same way.
   */
  readonly innerPoint: Float64Array;
  /**
   * The random direction for products.
   */
  readonly direction: Float64Array;
  /**
   * The random multipliers for products of constraints.
   */
  readonly multipliers: Float64Array;
  /**
   * The number of entries compared.
   */
  readonly compared: number;
  /**
   * The entries with a `relativeError` above 1e-4, the worst first.
   */
  readonly errors: readonly DerivativeError[];
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
 * The outputs of the network.
 */
export interface EvaluateOperationsSolution {
  /**
   * The most probable class of each sample.
   */
  readonly classes: Float64Array | readonly string[] | readonly boolean[];
  /**
   * The probability of each class, with a row per sample.
   */
  readonly probabilities: Matrix;
  /**
   * The fraction of samples classified correctly, if `labels` are given.
   */
  readonly accuracy?: number;
  /**
   * The mean cross-entropy, if `labels` are given.
   */
  readonly loss?: number;
}

/**
 * Filters in solutions, see [`Filters`].
 */
export type FoundFilters = FilterFamily | readonly Matrix[];

/**
 * A network with one operation per edge: h = XW + b, then h ← op(h) or op(hU) on each edge, and then the logits
 * hV + c.
 */
export interface FoundNetwork {
  /**
   * The operation of each edge.
   */
  readonly operations: readonly Operation[];
  /**
   * W, with a row per feature.
   */
  readonly inputWeights: Matrix;
  /**
   * b.
   */
  readonly inputBias: Float64Array;
  /**
   * U of each edge in order, except for the operations `zero` and `identity`.
   */
  readonly edgeWeights: readonly Matrix[];
  /**
   * V, with a column per class.
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
   * The termination status. `converged` means that `hypergradientError` is within the tolerance.
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
   * Bound on the distance of the gradient from the exact one in the 2-norm; 1.8e308 if nothing is known.
   */
  readonly hypergradientError: number;
  /**
   * The inner variables y*(x).
   */
  readonly innerSolution: Float64Array;
  /**
   * The largest absolute entry of the gradient of the inner objective with respect to y.
   */
  readonly innerResidual: number;
  /**
   * The number of evaluations of the inner objective.
   */
  readonly innerEvaluations: number;
  /**
   * The number of evaluated products with second derivatives of the inner objective and of its Hessians.
   */
  readonly innerProducts: number;
}

/**
 * A fitted model, input of `predictKernel`. A prediction is the offset plus the kernel between a new sample and the
 * training samples times the dual coefficients.
 */
export interface KernelModel {
  /**
   * The coefficient of each training sample; one column per output if there are several.
   */
  readonly dualCoefficients: Float64Array | Matrix;
  /**
   * The constant term of each output.
   */
  readonly offset: Float64Array;
  /**
   * The kind of constant term.
   */
  readonly intercept: KernelIntercept;
  /**
   * The ridge λ.
   */
  readonly ridge: number;
  /**
   * The maximum-likelihood variance of the Gaussian process: the variance of the function at a kernel value of 1.
   */
  readonly processVariance: number;
  /**
   * The mean subtracted from each feature, if the kernel is a function of features.
   */
  readonly featureMeans?: Float64Array;
  /**
   * The divisor of each centered feature, if the kernel is a function of features.
   */
  readonly featureScales?: Float64Array;
  /**
   * The kernel, if it is a function of features.
   */
  readonly kernel?: KernelShape;
  /**
   * The length scale of each scaled feature, or one for all.
   */
  readonly lengthScales?: Float64Array;
  /**
   * The features of the training samples, if the kernel is a function of features.
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
   * The termination status. `converged` means that the projected gradient is within the tolerance.
   */
  readonly status: Ending;
  /**
   * The weight e^a of each filter; a single one for `isotropic`.
   */
  readonly weights: Float64Array;
  /**
   * The smoothing ν of each filter.
   */
  readonly smoothing: Float64Array;
  /**
   * The filters; for `isotropic`, the two under one root.
   */
  readonly filters: readonly Matrix[];
  /**
   * Half the mean square of the errors of the denoised samples.
   */
  readonly trainingLoss: number;
  /**
   * Half the mean square of the errors of the noisy samples.
   */
  readonly noisyLoss: number;
  /**
   * The denoised samples, in the form of `noisy`.
   */
  readonly denoised: Matrix;
  /**
   * The model for `denoise`.
   */
  readonly model: DenoiserModel;
  /**
   * The minimized objective: the training loss divided by the noisy loss, at the accuracy of denoising during the
   * search.
   */
  readonly objective: number;
  /**
   * The gradient of the objective with respect to the learned parameters: logarithms of the weights, then of the
   * smoothing, then entries of the filters.
   */
  readonly gradient: Float64Array;
  /**
   * The largest absolute entry of the gradient projected onto the bounds.
   */
  readonly projectedGradient: number;
  /**
   * Bound on the error of the gradient due to inexact denoising.
   */
  readonly hypergradientError: number;
  /**
   * The largest 2-norm of the gradient of the denoising objective over all samples. It bounds the distance of each
   * sample from its minimizer.
   */
  readonly innerResidual: number;
  /**
   * The number of outer iterations.
   */
  readonly iterations: number;
  /**
   * The number of times that all samples were denoised.
   */
  readonly evaluations: number;
  /**
   * A record of each iteration, if `history` was set.
   */
  readonly history?: readonly OuterRecord[];
}

/**
 * A linear model, for `coordinate.predict`.
 */
export interface LinearModel {
  /**
   * The coefficient of each feature; for `multinomial`, a matrix with a row per feature and a column per class.
   */
  readonly coefficients: Float64Array | Matrix;
  /**
   * The intercept, 0 if the model has none; for `multinomial`, a vector.
   */
  readonly intercept: number | Float64Array;
  /**
   * The loss, for predictions. For `squaredHinge` it is `squared`; the class is the sign of the prediction.
   */
  readonly loss: LossKind;
  /**
   * The class labels in ascending order, if any. With two classes, positive predictions mean the second.
   */
  readonly classes?: Float64Array | readonly string[] | readonly boolean[];
}

/**
 * The loss of one sample, for its response `y` and linear predictor `z`.
 * - `squared`: `(y - z)^2 / 2`.
 * - `huber`: `(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, to reduce the influence of outliers.
 * - `logistic`: `ln(1 + exp(-y z))`, where `y` is -1 or 1: two classes.
 * - `multinomial`: `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
 * - `poisson`: `exp(z) - y z`: counts.
 * - `multiSquared`: Half the squared norm of `y - z`, for several outputs at once.
 */
export type LossKind = 'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared';

/**
 * The best point found.
 */
export interface MinimizeSolution {
  /**
   * The termination status.
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
   * The outer objective at the solution.
   */
  readonly objective: number;
  /**
   * The largest absolute entry of the gradient with respect to y of the inner objective or, with constraints, of its
   * Lagrangian.
   */
  readonly innerResidual: number;
  /**
   * The method used.
   */
  readonly method: MinimizeMethod;
  /**
   * The number of outer iterations.
   */
  readonly iterations: number;
  /**
   * The number of inner problems solved; for single-loop methods, the number of iterations.
   */
  readonly evaluations: number;
  /**
   * The number of evaluations of the inner objective or of its batch gradient.
   */
  readonly innerEvaluations: number;
  /**
   * The number of evaluated products with second derivatives of the inner objective and of its Hessians.
   */
  readonly innerProducts: number;
  /**
   * The gradient of x → F(x, y*(x)), except with `valueFunction`.
   */
  readonly gradient?: Float64Array;
  /**
   * A record of each iteration, if `history` was set.
   */
  readonly history?: readonly OuterRecord[];
  /**
   * Bound on the distance of `gradient` from the exact one in the 2-norm, 1.8e308 if nothing is known. With
   * `stochastic`, its standard error.
   */
  readonly hypergradientError?: number;
  /**
   * The largest absolute residual of the optimality conditions of both levels.
   */
  readonly kktResidual?: number;
  /**
   * The nonnegative multipliers of the inner inequalities, followed by those of the equations.
   */
  readonly multipliers?: Float64Array;
  /**
   * The multipliers of the outer problem, for checking `kktResidual`: of each entry of the gradient of the inner
   * Lagrangian with respect to y, of the inequalities, of the equations, and of the sign constraints on the
   * inequality multipliers.
   */
  readonly outerMultipliers?: Float64Array;
  /**
   * The largest absolute entry of x − P(x − gradient), where P clips to the bounds.
   */
  readonly projectedGradient?: number;
  /**
   * The size of the objective, the unit of `tolerance` with `implicit`: the larger of its absolute value and c
   * max(1, |x|∞)², where c is the second largest curvature along the last steps.
   */
  readonly scale?: number;
  /**
   * The kind of stationarity, with `valueFunction`.
   */
  readonly stationarity?: Stationarity;
}

/**
 * The termination status of a bilevel minimization.
 * - `converged`: The projected gradient and its error are within the tolerance. With `valueFunction`, the KKT residual is, and
 * the point is at least Clarke stationary.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No step made progress, usually because of rounding, or because the inner problem has no unique solution.
 * - `stopped`: `stochastic` made all its iterations. It has no convergence test; `hypergradientError` is the standard error of
 * `gradient`.
 * - `diverged`: The steps of `stochastic` led to nonfinite numbers. This is the last point before.
 */
export type MinimizeStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'stopped' | 'diverged';

/**
 * Candidate spreads with their validation losses in nested cross-validation.
 */
export interface NestedChoice {
  /**
   * The spreads in ascending order; `free` for an infinite one.
   */
  readonly spreads: readonly (number | 'free')[];
  /**
   * The mean loss of each fold's samples: a row per spread, a column per fold.
   */
  readonly losses: Matrix;
  /**
   * The means over the folds.
   */
  readonly means: Float64Array;
  /**
   * The standard error of each mean's difference from the best mean.
   */
  readonly standardErrors: Float64Array;
}

/**
 * A record of an outer iteration.
 */
export interface OuterRecord {
  /**
   * The number of outer iterations so far.
   */
  readonly iteration: number;
  /**
   * The outer objective.
   */
  readonly objective: number;
  /**
   * The largest absolute entry of the projected gradient. `valueFunction` reports the last step divided by the step
   * size instead, `stochastic` the momentum.
   */
  readonly projectedGradient: number;
}

/**
 * The predictions.
 */
export interface PredictKernelSolution {
  /**
   * The prediction for each new sample, in the form of the response.
   */
  readonly predictions: Float64Array | Matrix;
  /**
   * The distance of each new sample to the nearest training sample, in length scales. Predictions beyond 1 are
   * extrapolations.
   */
  readonly distances?: Float64Array;
  /**
   * The predictive variance of the Gaussian process at each new sample: of the function, without the noise of
   * responses. The noise has variance nλ `processVariance`.
   */
  readonly variances?: Float64Array;
}

/**
 * The chosen operations, and the network with them.
 */
export interface SelectOperationsSolution {
  /**
   * The termination status of training.
   */
  readonly status: TrainingStatus;
  /**
   * The chosen operation of each edge.
   */
  readonly chosen: readonly Operation[];
  /**
   * The proportion of each operation before the choice, with a row per edge.
   */
  readonly probabilities: Matrix;
  /**
   * The mean cross-entropy of the validation samples with the mixtures.
   */
  readonly softLoss: number;
  /**
   * The mean cross-entropy with each mixture rounded to its largest operation.
   */
  readonly roundedLoss: number;
  /**
   * The increase of the loss due to rounding.
   */
  readonly discretizationGap: number;
  /**
   * The largest curvature of the training loss with respect to the weights, with the mixtures.
   */
  readonly sharpness: number;
  /**
   * The mean cross-entropy of the validation samples with the chosen operations, after further training.
   */
  readonly retrainedLoss: number;
  /**
   * The network with the chosen operations, for `evaluateOperations`.
   */
  readonly network: FoundNetwork;
}

/**
 * The kind of stationarity in a problem with inner inequalities. The kinds differ if an active inequality has a zero
 * multiplier: such an inequality has two outer multipliers, one for itself and one for the sign of its multiplier.
 * - `strong`: Neither of the two is negative for any such inequality: no first-order descent direction exists.
 * - `clarke`: Their product is nonnegative.
 * - `weak`: Their signs are unknown.
 * - `unpolished`: The point was not polished, so they are unknown.
 */
export type Stationarity = 'strong' | 'clarke' | 'weak' | 'unpolished';

/**
 * The progress of a training run.
 */
export interface TrainingProgress {
  /**
   * The number of epochs done.
   */
  readonly epoch: number;
  /**
   * The mean cross-entropy of the validation samples.
   */
  readonly validationLoss: number;
}

/**
 * The termination status of training.
 * - `completed`: All epochs are done. Stochastic steps have no convergence test.
 * - `timeLimit`: The time limit was reached. The network is the current one, trained further only if time allowed.
 * - `diverged`: Numbers overflowed. The network is that of the last finite epoch.
 */
export type TrainingStatus = 'completed' | 'timeLimit' | 'diverged';

/**
 * A tuned kernel ridge model.
 */
export interface TuneKernelSolution {
  /**
   * The termination status. `converged` means that the projected gradient is within the tolerance.
   */
  readonly status: Ending;
  /**
   * The ridge λ: nλ is added to the diagonal of the kernel matrix of n samples.
   */
  readonly ridge: number;
  /**
   * The coefficient of each sample; one column per output if there are several.
   */
  readonly dualCoefficients: Float64Array | Matrix;
  /**
   * The constant term of each output.
   */
  readonly offset: Float64Array;
  /**
   * Half the mean square of the leave-one-out errors.
   */
  readonly leaveOneOutLoss: number;
  /**
   * The leave-one-out errors, response minus prediction, in the form of the response.
   */
  readonly leaveOneOutResiduals: Float64Array | Matrix;
  /**
   * The log-density of the responses under a Gaussian process with maximum-likelihood scale.
   */
  readonly logMarginalLikelihood: number;
  /**
   * The model for `predictKernel`.
   */
  readonly model: KernelModel;
  /**
   * The minimized criterion.
   */
  readonly objective: number;
  /**
   * The gradient of the criterion with respect to the logarithms of the squared inverse length scales or of the
   * weights, and last of the ridge.
   */
  readonly gradient: Float64Array;
  /**
   * The largest absolute entry of the gradient projected onto the bounds. The bounds are e^-2 and e^6 for length
   * scales, e^-12 and e^4 for weights, 1e-14 / n and e^3 for the ridge, with given kernels in units of the mean
   * diagonal entry of their sum.
   */
  readonly projectedGradient: number;
  /**
   * The parameters at their lower bounds, such as `lengthScales[0]`, `weights[1]` or `ridge`: smaller values may be
   * better. A ridge at its lower bound means that the kernel explains the responses up to rounding.
   */
  readonly atLower: readonly string[];
  /**
   * The parameters at their upper bounds. A length scale there means that the feature is irrelevant, or acts
   * linearly.
   */
  readonly atUpper: readonly string[];
  /**
   * Bound on the error of the gradient due to inexact inner solutions.
   */
  readonly hypergradientError: number;
  /**
   * The largest absolute residual of the linear system of the dual coefficients.
   */
  readonly innerResidual: number;
  /**
   * The number of outer iterations.
   */
  readonly iterations: number;
  /**
   * The number of evaluations of the objective.
   */
  readonly evaluations: number;
  /**
   * The mean subtracted from each feature.
   */
  readonly featureMeans?: Float64Array;
  /**
   * The divisor of each centered feature.
   */
  readonly featureScales?: Float64Array;
  /**
   * A record of each iteration, if `history` was set.
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
 * Tuned penalties, estimates of their quality, and the model fitted with them.
 */
export interface TunePenaltiesSolution {
  /**
   * `converged` if the projected gradient and its error are within `tolerance`. `stalled` if rounding allows no
   * lower objective, or the objective has a kink at the solution, as may happen with penalties that set coefficients
   * to zero.
   */
  readonly status: Ending;
  /**
   * The penalties, positive: one per feature or group; with `perClass`, a matrix with a row per feature or group and
   * a column per class. For `elasticNet`, those of the absolute values.
   */
  readonly penalties: Float64Array | Matrix;
  /**
   * The minimized objective: the loss of the held-out samples plus the prior term of `spread`.
   */
  readonly objective: number;
  /**
   * The weighted mean loss of the held-out samples, each predicted from the other folds. It is optimistically
   * biased, because the penalties minimize it; see `assessedLoss`.
   */
  readonly validationLoss: number;
  /**
   * The best shared penalty; for `elasticNet`, of the absolute values and of the squares.
   */
  readonly sharedPenalty: number | Float64Array;
  /**
   * The loss of the held-out samples with the best shared penalty.
   */
  readonly sharedValidationLoss: number;
  /**
   * The spread used to tune the penalties: a number, or `free`.
   */
  readonly spread: number | 'free';
  /**
   * The indices into `penalties` (row by row) of penalties at their lower bounds; for `elasticNet` followed by those
   * of `l2Penalties`.
   */
  readonly atLower: Int32Array;
  /**
   * The indices of penalties at their upper bounds.
   */
  readonly atUpper: Int32Array;
  /**
   * The model fitted to all samples, for `coordinate.predict`.
   */
  readonly model: LinearModel;
  /**
   * The gradient of the objective with respect to the logarithms of the penalties.
   */
  readonly gradient: Float64Array;
  /**
   * The largest absolute entry of x - P(x - g), where g is the gradient and P clips the logarithms x to their
   * bounds. For `squared` it is computed for a response of variance 1 and multiplied by the variance.
   */
  readonly projectedGradient: number;
  /**
   * Bound on the error of the gradient, in the 2-norm.
   */
  readonly hypergradientError: number;
  /**
   * The largest gradient norm of a fold's fit, with respect to the coefficients of the scaled features.
   */
  readonly innerResidual: number;
  /**
   * The number of outer iterations.
   */
  readonly iterations: number;
  /**
   * The number of times that models were fitted to all folds.
   */
  readonly evaluations: number;
  /**
   * The mean loss over folds of samples excluded from tuning penalties and coefficients, at the chosen spread. It
   * estimates the loss on new samples, apart from the bias of choosing the spread. Absent without nested
   * cross-validation.
   */
  readonly assessedLoss?: number;
  /**
   * A record of each iteration, if requested.
   */
  readonly history?: readonly OuterRecord[];
  /**
   * For `elasticNet`, the penalties of the squares.
   */
  readonly l2Penalties?: Float64Array;
  /**
   * The nested cross-validation. Absent if a single spread was given, or if time ran out.
   */
  readonly nested?: NestedChoice;
  /**
   * The same estimate for one shared penalty.
   */
  readonly sharedAssessedLoss?: number;
  /**
   * For penalties that set coefficients to zero: the distance of the nearest coefficient or group at zero from
   * becoming nonzero, over all folds, as a fraction of its penalty. At 0 the objective has a kink. Absent if nothing
   * is at zero.
   */
  readonly supportMargin?: number;
}

/**
 * Weights training samples between 0 and 1 so that a linear model fitted to them minimizes the loss on a few trusted
 * samples. Samples with wrong labels get small weights.
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
 * Tunes the penalties of a linear model, one per feature, group or class, hundreds at once: models fitted to a part of
 * the samples minimize the loss on the rest. Free penalties overfit the held-out samples. The logarithms of the
 * penalties therefore have a prior with standard deviation `spread` about their mean, chosen by nested
 * cross-validation; `assessedLoss` and `sharedAssessedLoss` are losses on samples excluded from tuning the penalties.
 *
 * To find one penalty for all coefficients, `coordinate.crossValidate` is faster.
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
 * Denoises signals or images with a model from `learnDenoiser`, or with given weights and smoothing. Minimizes half
 * the squared distance to the noisy data plus the weighted sum of the smoothed absolute filter responses.
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
 * Evaluates the network chosen and trained by `selectOperations` on samples.
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
 * Learns the weights, smoothing and filters of a denoiser of total-variation type from pairs of noisy and clean
 * signals or images. Minimizes the error of the denoised samples by its gradient. An evaluation takes one denoising
 * and one linear solve per sample, however many parameters are learned.
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
 * Predicts new samples with a model of `tuneKernel`.
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
 * Chooses an operation for each edge of a small classification network by differentiable architecture search.
 * Snapshots of the network from past epochs act as teachers, which reduces the loss from rounding each mixture of
 * operations to one. The network with the chosen operations is then trained further. Random numbers are determined by
 * the option `seed`.
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
 * Tunes kernel ridge regression (the mean of a Gaussian process): the length scales, one per feature, or the weights
 * of given kernels, and the ridge. Minimizes the negative marginal likelihood, the leave-one-out error or the error on
 * held-out folds by exact gradients, so many features cost hardly more than one.
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
