// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { Matrix, SparseMatrix } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/problems.js';

export { load } from '../engine/load.js';

/**
 * The form of a matrix of derivatives.
 * - `dense`: All entries, row by row.
 * - `sparse`: The entries that are not always zero, by compressed rows.
 */
export type DerivativeFormat = 'dense' | 'sparse';

/**
 * A function to be described.
 */
export interface DescribeProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * The inputs by which derivatives are taken. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, and where to evaluate it.
 */
export interface EvaluateProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
   * more than one: the points. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
}

/**
 * A function, where to differentiate it, and by what.
 */
export interface GradientProblem {
  /**
   * The function, whose value has one element.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
   * more than one: the points. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The inputs by which to differentiate. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, where to differentiate it twice, and by what.
 */
export interface HessianProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
   * more than one: the points. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * Whether the Hessian has all entries, or those of its structure in the lower triangle.
   */
  readonly format?: DerivativeFormat;
  /**
   * A weight for each element of the value: the Hessian is that of the weighted sum. Needed where there are several.
   */
  readonly weights?: PointInput;
  /**
   * The inputs by which to differentiate, whose elements are the rows and columns, one input after another. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, where to differentiate it, and the vector.
 */
export interface HessianProductProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
   * more than one: the points. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The direction: a number for each element of the inputs of `along`, one input after another; or several, one for each point.
   */
  readonly vector: PointInput;
  /**
   * The inputs that the direction is in. Default: those of `withRespectTo`; others give blocks of mixed derivatives.
   */
  readonly along?: string | readonly string[];
  /**
   * A weight for each element of the value: the Hessian is that of the weighted sum. Needed where there are several.
   */
  readonly weights?: PointInput;
  /**
   * The inputs whose gradient is differentiated. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, and how its parameters are to be.
 */
export interface InitializeProblem {
  /**
   * The function: a loss of a row, for instance.
   */
  readonly function: FunctionInput;
  /**
   * Its parameters by name, and how each is to be. The numbers of an input depend on the seed and on its place among the
   * function's inputs alone.
   */
  readonly parameters: Readonly<Record<string, Initializer>>;
}

/**
 * How weights are to be. `fanIn` and `fanOut` are the sides of a matrix of [fanIn, fanOut]; of a convolution's kernel, the channels
 * in and out times the window's length or area. A vector is a matrix with one column, and a number one with one row, too.
 * - `glorot`: Uniform between -√(6 / (fanIn + fanOut)) and √(6 / (fanIn + fanOut)): for tanh and sigmoid. Source: Glorot, Bengio,
 * Understanding the Difficulty of Training Deep Feedforward Neural Networks, 2010, equation 16.
 * - `he`: Normal with the variance 2 / fanIn: for relu. Source: He, Zhang, Ren, Sun, Delving Deep into Rectifiers, 2015, equation 10.
 * - `lecun`: Normal with the variance 1 / fanIn: where layers are nearly linear. Source: LeCun, Bottou, Orr, Müller, Efficient BackProp,
 * 1998, equation 16.
 * - `zeros`: Zeros: for what is added.
 */
export type Initializer = 'glorot' | 'he' | 'lecun' | 'zeros';

/**
 * A function, where to differentiate it, and by what.
 */
export interface JacobianProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
   * more than one: the points. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * Whether the Jacobian has all entries or those of its structure.
   */
  readonly format?: DerivativeFormat;
  /**
   * The inputs by which to differentiate, whose elements are the columns, one input after another. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function, where to differentiate it, and the vector.
 */
export interface JacobianProductProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
   * more than one: the points. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The direction: a number for each element of these inputs, one input after another; or several, one for each point.
   */
  readonly vector: PointInput;
  /**
   * The inputs by which to differentiate. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A function of one input that is another one at each call, and of others that stay as they are.
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
   * What is computed.
   */
  readonly quantity?: PreparedQuantity;
  /**
   * The name of the input that is given with each call. Default: the first.
   */
  readonly variables?: string;
}

/**
 * What is computed of a function.
 * - `values`: All numbers of the value.
 * - `gradient`: The gradient, and after it the value, which is one number.
 * - `jacobian`: The entries of the Jacobian, and after them the numbers of the value.
 * - `hessian`: The entries of the Hessian's lower triangle, the gradient, and the value, which is one number.
 */
export type PreparedQuantity = 'values' | 'gradient' | 'jacobian' | 'hessian';

/**
 * How to go down.
 * - `adam`: By the mean of past gradients, each entry over the root of the mean of its squares: for networks. Source: Kingma, Ba, Adam: A
 * Method for Stochastic Optimization, 2015.
 * - `sgd`: By the gradient of each batch, with momentum.
 * - `lbfgs`: By L-BFGS with ten pairs and a line search for the strong Wolfe conditions, on all rows: for smooth objectives that are to be
 * minimised to many digits. Source: Liu, Nocedal, On the Limited Memory BFGS Method for Large Scale Optimization, 1989.
 */
export type TrainMethod = 'adam' | 'sgd' | 'lbfgs';

/**
 * A loss, rows of data, and how to go down.
 */
export interface TrainProblem {
  /**
   * The loss of one row: a function whose value is one number. Each of its inputs is given once, in `rows`, `parameters` or
   * `fixed`.
   */
  readonly loss: FunctionInput;
  /**
   * The inputs that are given by row: each as the tensors of all rows, one after another. At least one row; finite numbers.
   * A label by which the loss takes from a tensor must number one of its rows.
   */
  readonly rows: Readonly<Record<string, PointInput>>;
  /**
   * The inputs that are chosen, each as it is at the start: finite numbers, where the loss of all rows is finite. `initialize`
   * makes such.
   */
  readonly parameters: Readonly<Record<string, PointInput>>;
  /**
   * Rows in a batch, at least 1 and no more than there are; the last batch of an epoch may be short. Default: 128, or all rows
   * where there are fewer. `lbfgs` takes all rows alone.
   */
  readonly batchSize?: number;
  /**
   * How much of its mean gradient `adam` keeps in each step; from 0 to below 1.
   * @defaultValue 0.9
   */
  readonly beta1?: number;
  /**
   * How much of the mean of the gradient's squares `adam` keeps in each step; from 0 to below 1.
   * @defaultValue 0.999
   */
  readonly beta2?: number;
  /**
   * The Euclidean norm beyond which `adam` and `sgd` shorten the gradient of a batch to it; positive. Default: none.
   */
  readonly clipNorm?: number;
  /**
   * How often `adam` and `sgd` go through all rows, at least once.
   * @defaultValue 10
   */
  readonly epochs?: number;
  /**
   * What `adam` adds to the root of that mean before it divides; positive.
   * @defaultValue 1e-8
   */
  readonly epsilon?: number;
  /**
   * The inputs that stay as they are here.
   */
  readonly fixed?: Readonly<Record<string, PointInput>>;
  /**
   * How far steps of `adam` and `sgd` go; positive. Default: 0.001 for `adam`, 0.01 for `sgd`.
   */
  readonly learningRate?: number;
  /**
   * The most iterations of `lbfgs`, at least 1.
   * @defaultValue 500
   */
  readonly maxIterations?: number;
  /**
   * How to go down.
   */
  readonly method?: TrainMethod;
  /**
   * How much of its velocity `sgd` keeps in each step; from 0 to below 1.
   * @defaultValue 0.9
   */
  readonly momentum?: number;
  /**
   * A function of parameters and what is fixed, by the names that these have in the loss or by further ones, whose value is one
   * number. It is added once to what the loss comes to, in each batch too.
   */
  readonly penalty?: FunctionInput;
  /**
   * What the losses of rows come to.
   */
  readonly reduction?: TrainReduction;
  /**
   * How that rate changes.
   */
  readonly schedule?: TrainSchedule;
  /**
   * Whether rows are put in random order before each epoch, by the seed of the run.
   * @defaultValue true
   */
  readonly shuffle?: boolean;
  /**
   * The Euclidean norm of the gradient at which `lbfgs` ends; above 0 and below 1.
   * @defaultValue 1e-6
   */
  readonly tolerance?: number;
  /**
   * Other rows, with the inputs of `rows`, over which the objective is computed after each epoch. They change no step.
   */
  readonly validation?: Readonly<Record<string, PointInput>>;
  /**
   * The part of the parameters that each step of `adam` and `sgd` takes away, times the rate; zero or positive. Unlike `penalty`
   * it is no part of the objective.
   * @defaultValue 0.0
   */
  readonly weightDecay?: number;
}

/**
 * What the losses of rows come to.
 * - `mean`: Their mean, in a batch the mean over its own rows.
 * - `sum`: Their sum. The rows of a batch, or of `validation`, count as often as makes them as many as there are.
 */
export type TrainReduction = 'mean' | 'sum';

/**
 * How the learning rate changes from step to step.
 * - `constant`: Not at all.
 * - `cosine`: It falls to nearly zero at the last step, along half a period of the cosine.
 */
export type TrainSchedule = 'constant' | 'cosine';

/**
 * A function, where to differentiate it, and the vector.
 */
export interface VectorJacobianProductProblem {
  /**
   * The function.
   */
  readonly function: FunctionInput;
  /**
   * All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
   * more than one: the points. Finite numbers.
   */
  readonly points: Readonly<Record<string, PointInput>>;
  /**
   * The weights: a number for each element of the value; or several, one for each point.
   */
  readonly vector: PointInput;
  /**
   * The inputs by which to differentiate. Default: the first.
   */
  readonly withRespectTo?: string | readonly string[];
}

/**
 * A matrix of derivatives.
 */
export type DerivativeMatrix = Matrix | SparseMatrix;

/**
 * What is known of a function.
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
   * How many nodes were given.
   */
  readonly nodes: number;
  /**
   * How many are left of them after simplification, and are needed.
   */
  readonly simplifiedNodes: number;
  /**
   * How many of these there are of each operation.
   */
  readonly operations: Readonly<Record<string, number>>;
  /**
   * Whether the value is an affine function of the variables.
   */
  readonly isLinear: boolean;
  /**
   * Whether its second derivatives are the same everywhere.
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
   * Bytes that value and gradient take at a point, besides inputs and data.
   */
  readonly memory: number;
}

/**
 * Values of a function.
 */
export interface EvaluateSolution {
  /**
   * The values, row by row, point after point. They are not finite where the function is not.
   */
  readonly values: Float64Array;
  /**
   * The shape of `values`, which begins with the number of points where several are given.
   */
  readonly shape: readonly number[];
  /**
   * At how many points a value is not finite.
   */
  readonly nonFinite: number;
}

/**
 * Values and gradients.
 */
export interface GradientSolution {
  /**
   * The value at each point. Neither values nor gradients are finite where the function's are not.
   */
  readonly values: Float64Array;
  /**
   * The gradient by each input, row by row, point after point.
   */
  readonly gradients: Readonly<Record<string, Float64Array>>;
  /**
   * At how many points a value or a derivative is not finite.
   */
  readonly nonFinite: number;
}

/**
 * What is known of a Hessian.
 */
export interface HessianDescription {
  /**
   * How many entries of the lower triangle are not always zero. All of them count where their structure would be too large to find.
   */
  readonly nonzeros: number;
  /**
   * How many products tell them; 0 where entries are computed one by one.
   */
  readonly colours: number;
  /**
   * How it is computed.
   */
  readonly method: HessianMethod;
}

/**
 * How a Hessian is computed.
 * - `elements`: Entry by entry: the function is a sum of functions of few affine quantities each.
 * - `products`: From products with several columns at once.
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
   * The Hessian: all entries, or the lower triangle. At several points dense ones follow each other; of sparse ones `data` does.
   */
  readonly hessian: DerivativeMatrix;
  /**
   * At how many points a value or a derivative is not finite.
   */
  readonly nonFinite: number;
}

/**
 * Weights.
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
   * Its length along each axis.
   */
  readonly shape: readonly number[];
}

/**
 * What is known of a Jacobian.
 */
export interface JacobianDescription {
  /**
   * How many entries are not always zero. All of them count where their structure would be too large to find.
   */
  readonly nonzeros: number;
  /**
   * How many products tell them; 0 where entries are computed one by one.
   */
  readonly colours: number;
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
   * The Jacobian, a row for each element of the value. At several points dense ones follow each other; of sparse ones `data` does.
   */
  readonly jacobian: DerivativeMatrix;
  /**
   * At how many points a value or a derivative is not finite.
   */
  readonly nonFinite: number;
}

/**
 * A function is called until it is closed, so that nobody is told this.
 */
export interface PrepareSolution {
  /**
   * How often it was called.
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
   * The product, point after point; one input after another where it has a number for each variable.
   */
  readonly product: Float64Array;
  /**
   * At how many points a value or an entry of the product is not finite.
   */
  readonly nonFinite: number;
}

/**
 * How far training has come.
 */
export interface TrainProgress {
  /**
   * How often all rows have been gone through.
   */
  readonly epochs: number;
  /**
   * How often the parameters have changed.
   */
  readonly steps: number;
  /**
   * The objective of the last batch, before its step; for `lbfgs` that over all rows.
   */
  readonly objective: number;
}

/**
 * What was seen after an epoch.
 */
export interface TrainRecord {
  /**
   * How often all rows have been gone through.
   */
  readonly epoch: number;
  /**
   * The mean of the objectives of the epoch's batches, each before its step; for `lbfgs` the objective after the iteration.
   */
  readonly objective: number;
  /**
   * The objective over the rows of `validation`; absent where there are none or it is not finite.
   */
  readonly validationObjective?: number;
}

/**
 * What training came to.
 */
export interface TrainSolution {
  /**
   * How it ended.
   */
  readonly status: TrainStatus;
  /**
   * The parameters by name, row by row.
   */
  readonly parameters: Readonly<Record<string, Float64Array>>;
  /**
   * The objective at these, computed over all rows: the losses as `reduction` says, and the penalty.
   */
  readonly objective: number;
  /**
   * The Euclidean norm of its gradient by all parameters there.
   */
  readonly gradientNorm: number;
  /**
   * How often all rows were gone through, the values over all rows above not counted: epochs that were finished, or for `lbfgs`
   * each computation of the objective.
   */
  readonly epochs: number;
  /**
   * How often the parameters changed: for `lbfgs`, its iterations.
   */
  readonly steps: number;
  /**
   * What was seen after each epoch, for `lbfgs` after each iteration.
   */
  readonly history: readonly TrainRecord[];
}

/**
 * How training ended.
 * - `epochLimit`: `adam` or `sgd` has done its epochs.
 * - `converged`: `lbfgs`: the norm of the gradient is within the tolerance.
 * - `iterationLimit`: `lbfgs`: the iterations were used up.
 * - `lineSearchFailed`: `lbfgs`: no step along the gradient lowers the objective, mostly since rounding allows no more progress.
 * - `timeLimit`: The time was used up.
 * - `diverged`: The loss or its gradient was no longer finite. The parameters are the last at which both were, before the step that led there.
 */
export type TrainStatus = 'epochLimit' | 'converged' | 'iterationLimit' | 'lineSearchFailed' | 'timeLimit' | 'diverged';
