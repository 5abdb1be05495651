// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, Matrix, SparseMatrix } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';

export { load } from '../engine/load.js';

/**
 * The format of a matrix of derivatives.
 * - `dense`: All entries, row by row.
 * - `sparse`: The structural nonzeros, in compressed row format.
 */
export type DerivativeFormat = 'dense' | 'sparse';

/**
 * A function to describe.
 */
export interface DescribeProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * The inputs of differentiation. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function and the points of evaluation.
 */
export interface EvaluateProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
   * several must have the same number. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
}

/**
 * A function, the points of differentiation, and the inputs of differentiation.
 */
export interface GradientProblem {
  /**
   * The function, whose value has one element.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
   * several must have the same number. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The inputs of differentiation. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, the points of differentiation, and the inputs of differentiation.
 */
export interface HessianProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
   * several must have the same number. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The format of the Hessian; a sparse one has the lower triangle only.
   */
  readonly format?: DerivativeFormat;
  /**
   * A weight per element of the value: the Hessian is that of the weighted sum. Required if the value has several
   * elements.
   */
  readonly weights?: PointInput;
  /**
   * The inputs of differentiation; their elements are the rows and columns, one input after another. Default: the
   * first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, the points of differentiation, and the vector.
 */
export interface HessianProductProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
   * several must have the same number. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The direction: one entry per element of the inputs in `along`, one input after another; or several directions,
   * one per point.
   */
  readonly vector: PointInput;
  /**
   * The inputs of the direction. Default: those of `withRespectTo`; others give blocks of mixed derivatives.
   */
  readonly along?: string | readonly string[];
  /**
   * A weight per element of the value: the Hessian is that of the weighted sum. Required if the value has several
   * elements.
   */
  readonly weights?: PointInput;
  /**
   * The inputs of the gradient to differentiate. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, and the initialization of its parameters.
 */
export interface InitializeProblem {
  /**
   * The function, for instance the loss of a row.
   */
  readonly function: FunctionInput;
  /**
   * The parameters by name, and their initialization. The numbers of an input depend only on the seed and on its
   * position among the function's inputs.
   */
  readonly parameters: Readonly<Record<string, Initializer>>;
}

/**
 * The initialization of weights. `fanIn` and `fanOut` are the dimensions of a matrix [fanIn, fanOut]; for a
 * convolution's kernel, the input and output channels times the window's length or area. A vector counts as a matrix
 * with one column, and a scalar as one with one row, too.
 * - `glorot`: Uniform between -√(6 / (fanIn + fanOut)) and √(6 / (fanIn + fanOut)): for tanh and sigmoid. Source: Glorot,
 * Bengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks, 2010, equation 16.
 * - `he`: Normal with variance 2 / fanIn: for relu. Source: He, Zhang, Ren, Sun, Delving Deep into Rectifiers, 2015,
 * equation 10.
 * - `lecun`: Normal with variance 1 / fanIn: for nearly linear layers. Source: LeCun, Bottou, Orr, Müller, Efficient
 * BackProp, 1998, equation 16.
 * - `zeros`: Zeros: for biases.
 */
export type Initializer = 'glorot' | 'he' | 'lecun' | 'zeros';

/**
 * A function, the points of differentiation, and the inputs of differentiation.
 */
export interface JacobianProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
   * several must have the same number. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The format of the Jacobian.
   */
  readonly format?: DerivativeFormat;
  /**
   * The inputs of differentiation; their elements are the columns, one input after another. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, the points of differentiation, and the vector.
 */
export interface JacobianProductProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
   * several must have the same number. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The direction: one entry per element of these inputs, one input after another; or several directions, one per
   * point.
   */
  readonly vector: PointInput;
  /**
   * The inputs of differentiation. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function with one input that changes from call to call, and others that are fixed.
 */
export interface PrepareProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All other inputs, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The quantity to compute.
   */
  readonly quantity?: PreparedQuantity;
  /**
   * The name of the input given with each call. Default: the first.
   */
  readonly variables?: string;
}

/**
 * The quantity computed from a function.
 * - `values`: All elements of the value.
 * - `gradient`: The gradient, followed by the value, a scalar.
 * - `jacobian`: The entries of the Jacobian, followed by the elements of the value.
 * - `hessian`: The entries of the Hessian's lower triangle, the gradient, and the value, a scalar.
 */
export type PreparedQuantity = 'values' | 'gradient' | 'jacobian' | 'hessian';

/**
 * The learning rate along the steps.
 */
export type RateSchedule = ScheduleKind | Schedule;

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
 * The method of minimization.
 * - `adam`: Adam: the mean of past gradients, each entry divided by the root of its mean square. For networks. Source:
 * Kingma, Ba, Adam: A Method for Stochastic Optimization, 2015.
 * - `sgd`: Stochastic gradient descent with momentum.
 * - `adagrad`: AdaGrad: each entry divided by the root of the sum of its squares so far. For sparse gradients. Source: Duchi,
 * Hazan, Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, 2011.
 * - `rmsprop`: RMSProp: each entry divided by the root of its mean square. Source: Tieleman, Hinton, Lecture 6.5, 2012.
 * - `radam`: RAdam: Adam without the division while mean squares are uncertain. Source: Liu and others, On the Variance of the
 * Adaptive Learning Rate and Beyond, 2020.
 * - `scheduleFree`: Schedule-free gradient descent: returns an average, and needs neither a decreasing rate nor the number of steps.
 * Source: Defazio and others, The Road Less Scheduled, 2024.
 * - `scheduleFreeAdamW`: Schedule-free descent, each entry divided by the root of its mean square.
 * - `prodigy`: Prodigy: Adam with a rate estimated from the distance to the start. Source: Mishchenko, Defazio, Prodigy, 2024.
 * - `lbfgs`: L-BFGS with ten pairs and a line search for the strong Wolfe conditions, on all rows: for smooth objectives to
 * be minimized to many digits. Source: Liu, Nocedal, On the Limited Memory BFGS Method for Large Scale
 * Optimization, 1989.
 */
export type TrainMethod = 'adam' | 'sgd' | 'adagrad' | 'rmsprop' | 'radam' | 'scheduleFree' | 'scheduleFreeAdamW' | 'prodigy' | 'lbfgs';

/**
 * A loss, rows of data, and the method of minimization.
 */
export interface TrainProblem {
  /**
   * The loss of one row, a scalar function. Each of its inputs is given exactly once, in `rows`, `parameters` or
   * `fixed`.
   */
  readonly loss: FunctionInput;
  /**
   * The inputs given by row: each as the concatenated tensors of all rows. At least one row; finite numbers. A label
   * used as an index by the loss must be a valid row of the indexed tensor.
   */
  readonly rows: Readonly<Record<string, PointInput>>;
  /**
   * The inputs to optimize, with their initial values: finite numbers with a finite loss over all rows. `initialize`
   * draws them.
   */
  readonly parameters: Readonly<Record<string, PointInput>>;
  /**
   * The number of rows per batch, from 1 to the number of rows; the last batch of an epoch may be smaller. Default:
   * 128, or all rows if there are fewer. `lbfgs` requires all rows.
   */
  readonly batchSize?: number;
  /**
   * The decay rate of the mean gradient of `adam`, `radam` and `prodigy`, and the weight of the average in the points
   * of evaluation of schedule-free methods; from 0 to below 1.
   * @defaultValue 0.9
   */
  readonly beta1?: number;
  /**
   * The decay rate of the mean squared gradient of adaptive methods; from 0 to below 1. Default: 0.999, for `rmsprop`
   * 0.99.
   */
  readonly beta2?: number;
  /**
   * The Euclidean norm to which the gradient of a batch is clipped; positive. Default: none.
   */
  readonly clipNorm?: number;
  /**
   * The number of passes over all rows, except for `lbfgs`; at least 1.
   * @defaultValue 10
   */
  readonly epochs?: number;
  /**
   * The number added to the root of the mean squared gradient before the division; positive.
   * @defaultValue 1e-8
   */
  readonly epsilon?: number;
  /**
   * The inputs held fixed.
   */
  readonly fixed?: Readonly<Record<string, PointInput>>;
  /**
   * Weights of the absolute values of parameters, by name, as for `lower`; nonnegative. Their weighted sum is part of
   * the objective. Each step ends with its proximal map, so entries become exactly zero.
   */
  readonly l1?: Readonly<Record<string, PointInput>>;
  /**
   * The peak of the learning rate; positive. Default: 0.001 for `adam`, `radam` and `rmsprop`, 0.01 for `sgd` and
   * `adagrad`, 0.1 for `scheduleFree`, 0.0025 for `scheduleFreeAdamW`, 1 for `prodigy`.
   */
  readonly learningRate?: number;
  /**
   * Lower bounds of parameters, by name: one number for all entries, or one for each. Each step ends with the nearest
   * parameters within the bounds, and so do the initial values. Not for `lbfgs`.
   */
  readonly lower?: Readonly<Record<string, PointInput>>;
  /**
   * The iteration limit of `lbfgs`, at least 1.
   * @defaultValue 500
   */
  readonly maxIterations?: number;
  /**
   * The method of minimization.
   */
  readonly method?: TrainMethod;
  /**
   * The momentum of `sgd`, the fraction of its velocity kept in each step; from 0 to below 1.
   * @defaultValue 0.9
   */
  readonly momentum?: number;
  /**
   * Whether `sgd` adds the momentum of the next step to each gradient, Nesterov's variant.
   * @defaultValue false
   */
  readonly nesterov?: boolean;
  /**
   * The number of epochs without a smaller objective over the validation rows after which training stops early, at
   * least 1. With it, the parameters of the smallest one are returned. Default: none.
   */
  readonly patience?: number;
  /**
   * A scalar function of parameters and fixed inputs, by their names in the loss or further ones. It is added once
   * to the reduced loss, also in each batch.
   */
  readonly penalty?: FunctionInput;
  /**
   * The reduction of the losses of rows.
   */
  readonly reduction?: TrainReduction;
  /**
   * The schedule of the learning rate over all batches of all epochs: a form, or a form with its numbers.
   * Schedule-free methods take `constant`, also with a `warmup`.
   */
  readonly schedule?: RateSchedule;
  /**
   * Whether rows are shuffled before each epoch, with the seed of the run.
   * @defaultValue true
   */
  readonly shuffle?: boolean;
  /**
   * The Euclidean norm of the gradient at which `lbfgs` stops; above 0 and below 1.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of parameters, as for `lower`.
   */
  readonly upper?: Readonly<Record<string, PointInput>>;
  /**
   * Other rows, with the inputs of `rows`, on which the objective is evaluated after each epoch. They do not
   * influence the steps.
   */
  readonly validation?: Readonly<Record<string, PointInput>>;
  /**
   * The decoupled weight decay: each step subtracts this fraction of the parameters times the learning rate;
   * nonnegative. Unlike `penalty` it is no part of the objective.
   * @defaultValue 0.0
   */
  readonly weightDecay?: number;
}

/**
 * The reduction of the losses of rows.
 * - `mean`: The mean; for a batch, the mean over its own rows.
 * - `sum`: The sum. The sum over a batch, or over `validation`, is scaled to the total number of rows.
 */
export type TrainReduction = 'mean' | 'sum';

/**
 * A function, the points of differentiation, and the vector.
 */
export interface VectorJacobianProductProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
   * several must have the same number. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The weights: one per element of the value; or several vectors, one per point.
   */
  readonly vector: PointInput;
  /**
   * The inputs of differentiation. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A matrix of derivatives.
 */
export type DerivativeMatrix = Matrix | SparseMatrix;

/**
 * The description of a function.
 */
export interface DescribeSolution {
  /**
   * The inputs.
   */
  readonly inputs: readonly InputDescription[];
  /**
   * The shape of the value.
   */
  readonly shape: readonly number[];
  /**
   * The number of nodes given.
   */
  readonly nodes: number;
  /**
   * The number of needed nodes after simplification.
   */
  readonly simplifiedNodes: number;
  /**
   * The number of these nodes by operation.
   */
  readonly operations: Readonly<Record<string, number>>;
  /**
   * Whether the value is an affine function of the variables.
   */
  readonly isLinear: boolean;
  /**
   * Whether its second derivatives are constant.
   */
  readonly isQuadratic: boolean;
  /**
   * The Jacobian.
   */
  readonly jacobian: JacobianDescription;
  /**
   * The Hessian of the value, or of a weighted sum of its elements.
   */
  readonly hessian: HessianDescription;
  /**
   * Memory for value and gradient at a point in bytes, excluding inputs and data.
   */
  readonly memory: number;
}

/**
 * Values of a function.
 */
export interface EvaluateSolution {
  /**
   * The values, row by row, point after point; not finite where the function is not.
   */
  readonly values: Float64Array;
  /**
   * The shape of `values`. With several points, it begins with their number.
   */
  readonly shape: readonly number[];
  /**
   * The number of points at which a value is not finite.
   */
  readonly nonFinite: number;
}

/**
 * Values and gradients.
 */
export interface GradientSolution {
  /**
   * The value at each point. Values and gradients are not finite where the function's are not.
   */
  readonly values: Float64Array;
  /**
   * The gradient with respect to each input, row by row, point after point.
   */
  readonly gradients: Readonly<Record<string, Float64Array>>;
  /**
   * The number of points at which a value or a derivative is not finite.
   */
  readonly nonFinite: number;
}

/**
 * The description of a Hessian.
 */
export interface HessianDescription {
  /**
   * The number of structural nonzeros in the lower triangle. If the structure would be too large to find, the number
   * of all its entries.
   */
  readonly nonzeros: number;
  /**
   * The number of products that determine the entries; 0 if these are computed individually.
   */
  readonly colors: number;
  /**
   * The method of computation.
   */
  readonly method: HessianMethod;
}

/**
 * The method that computes a Hessian.
 * - `elements`: Entry by entry: the function is a sum of functions of a few affine subexpressions each.
 * - `products`: From products, each for several columns.
 */
export type HessianMethod = 'elements' | 'products';

/**
 * Values, gradients and Hessians.
 */
export interface HessianSolution {
  /**
   * The value of the weighted sum at each point.
   */
  readonly values: Float64Array;
  /**
   * The gradient, one input after another, point after point.
   */
  readonly gradient: Float64Array;
  /**
   * The Hessian: dense with all entries, or sparse with the lower triangle. With several points, dense matrices are
   * stacked and the `data` of sparse ones concatenated.
   */
  readonly hessian: DerivativeMatrix;
  /**
   * The number of points at which a value or a derivative is not finite.
   */
  readonly nonFinite: number;
}

/**
 * Initial weights.
 */
export interface InitializeSolution {
  /**
   * The parameters by name, row by row.
   */
  readonly parameters: Readonly<Record<string, Float64Array>>;
}

/**
 * An input.
 */
export interface InputDescription {
  /**
   * Its name.
   */
  readonly name: string;
  /**
   * The length of each axis.
   */
  readonly shape: readonly number[];
}

/**
 * The description of a Jacobian.
 */
export interface JacobianDescription {
  /**
   * The number of structural nonzeros. If the structure would be too large to find, the number of all entries.
   */
  readonly nonzeros: number;
  /**
   * The number of products that determine the entries; 0 if these are computed individually.
   */
  readonly colors: number;
}

/**
 * Values and Jacobians.
 */
export interface JacobianSolution {
  /**
   * The values, row by row, point after point.
   */
  readonly values: Float64Array;
  /**
   * The Jacobian, one row per element of the value. With several points, dense matrices are stacked and the `data`
   * of sparse ones concatenated.
   */
  readonly jacobian: DerivativeMatrix;
  /**
   * The number of points at which a value or a derivative is not finite.
   */
  readonly nonFinite: number;
}

/**
 * Never returned in practice, because a function is called until it is closed.
 */
export interface PrepareSolution {
  /**
   * The number of calls.
   */
  readonly calls: number;
}

/**
 * Values and products.
 */
export interface ProductSolution {
  /**
   * The values, row by row, point after point.
   */
  readonly values: Float64Array;
  /**
   * The product, point after point; if it has one entry per variable, one input after another.
   */
  readonly product: Float64Array;
  /**
   * The number of points at which a value or an entry of the product is not finite.
   */
  readonly nonFinite: number;
}

/**
 * The progress of training.
 */
export interface TrainProgress {
  /**
   * The number of passes over all rows.
   */
  readonly epochs: number;
  /**
   * The number of updates of the parameters.
   */
  readonly steps: number;
  /**
   * The objective of the last batch, before its step; for `lbfgs` that over all rows.
   */
  readonly objective: number;
}

/**
 * The record of an epoch.
 */
export interface TrainRecord {
  /**
   * The number of passes over all rows.
   */
  readonly epoch: number;
  /**
   * The mean of the objectives of the epoch's batches, each before its step; for `lbfgs` the objective after the
   * iteration.
   */
  readonly objective: number;
  /**
   * The objective over the rows of `validation`; absent if there are none or it is not finite.
   */
  readonly validationObjective?: number;
}

/**
 * The result of training.
 */
export interface TrainSolution {
  /**
   * The termination status.
   */
  readonly status: TrainStatus;
  /**
   * The parameters by name, row by row.
   */
  readonly parameters: Readonly<Record<string, Float64Array>>;
  /**
   * The final objective over all rows: the reduced losses plus the penalty and the absolute values of `l1`.
   */
  readonly objective: number;
  /**
   * The Euclidean norm of its gradient with respect to all parameters; with `lower`, `upper` or `l1`, of its smallest
   * subgradient, so that zero means a stationary point.
   */
  readonly gradientNorm: number;
  /**
   * The number of passes over all rows, without those for the results above: finished epochs, or for `lbfgs`
   * evaluations of the objective.
   */
  readonly epochs: number;
  /**
   * The number of updates of the parameters; for `lbfgs`, its iterations.
   */
  readonly steps: number;
  /**
   * One record per epoch, for `lbfgs` per iteration.
   */
  readonly history: readonly TrainRecord[];
}

/**
 * The termination status of training.
 * - `epochLimit`: All epochs are finished; `lbfgs` has none.
 * - `stoppedEarly`: The objective over the validation rows did not decrease for `patience` epochs.
 * - `converged`: `lbfgs`: the norm of the gradient is within the tolerance.
 * - `iterationLimit`: `lbfgs`: the iteration limit was reached.
 * - `lineSearchFailed`: `lbfgs`: no step along the negative gradient reduces the objective, usually because of rounding errors.
 * - `timeLimit`: The time limit was reached.
 * - `diverged`: The loss or its gradient was not finite. The parameters are the last ones at which both were, before the step
 * that diverged.
 */
export type TrainStatus = 'epochLimit' | 'stoppedEarly' | 'converged' | 'iterationLimit' | 'lineSearchFailed' | 'timeLimit' | 'diverged';
