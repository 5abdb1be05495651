/** Problem and solution types of curve fits. */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput } from '../expression/inputs.js';
import type { LeastSquaresExpressionsProblem, LeastSquaresSolution } from '../generated/constrained.js';
import type { ModelName, ParameterOf } from './models.js';

/** Parameters given by name or as a vector. */
export type ParameterInput = VectorInput | Readonly<Record<string, number>>;

/** Parameters as passed to the model and returned in the solution: by name if `initial` has names, else as a vector. */
export type Parameters<Initial> = Initial extends VectorInput
  ? Float64Array
  : { readonly [Name in keyof Initial]: number };

/** Bounds in the form of `initial`. Parameters without an entry are unbounded. */
export type Bounds<Initial> = Initial extends VectorInput
  ? VectorInput
  : { readonly [Name in keyof Initial]?: number };

/** One value of the predictor: a number, or a row of a matrix. */
export type Predictor<X> = X extends VectorInput ? number : Float64Array;

/** The fields common to all curve fits. */
export interface CurveFitData<X extends VectorInput | MatrixInput = VectorInput | MatrixInput>
  extends Pick<
    LeastSquaresExpressionsProblem,
    'weights' | 'loss' | 'lossScale' | 'tolerance' | 'maxIterations' | 'history'
  > {
  /** The predictor values of the observations: numbers, or rows of a matrix. */
  readonly x: X;
  /** The observed values. */
  readonly y: VectorInput;
  /**
   * The confidence level of the parameters' intervals and of the band, between 0 and 1.
   * @defaultValue 0.95
   */
  readonly confidenceLevel?: number;
}

/** A fit with a JavaScript function as model. */
export interface CurveFitProblem<
  Initial extends ParameterInput = ParameterInput,
  X extends VectorInput | MatrixInput = VectorInput | MatrixInput,
> extends CurveFitData<X> {
  /** The value of the model at one point. */
  readonly model: (parameters: Parameters<Initial>, x: Predictor<X>) => number;
  /** The initial parameters, by name or as a vector. */
  readonly initial: Initial;
  /** Lower bounds, in the form of `initial`. Parameters without an entry are unbounded. */
  readonly lower?: Bounds<Initial>;
  /** Upper bounds, in the form of `initial`. Parameters without an entry are unbounded. */
  readonly upper?: Bounds<Initial>;
}

/** A fit with a function that computes all model values at once. */
export interface CurveFitBatchProblem<
  Initial extends ParameterInput = ParameterInput,
  X extends VectorInput | MatrixInput = VectorInput | MatrixInput,
> extends Omit<CurveFitProblem<Initial, X>, 'model'> {
  /**
   * The values of the model at all points. The function returns them, or writes them into its last argument and returns
   * nothing.
   */
  readonly modelBatch: (
    parameters: Parameters<Initial>,
    x: readonly Predictor<X>[],
    values: Float64Array,
    // biome-ignore lint/suspicious/noConfusingVoidType: a function that writes its values returns nothing
  ) => ArrayLike<number> | void;
}

/**
 * A fit with a model given as data: a formula of `x` and of its other inputs, the parameters. Its derivatives are
 * exact, and no JavaScript runs during the fit.
 */
export interface CurveFitFormulaProblem<Initial extends FlatParameters = FlatParameters>
  extends CurveFitData {
  /**
   * A function of the input `x`, a number or a vector with one entry per column of `x`, and of the other inputs: the
   * parameters.
   */
  readonly model: FunctionInput;
  /** The initial parameters, by name. Vectors are flat lists. */
  readonly initial: Initial;
  /** Lower bounds, by name. Parameters without an entry are unbounded. */
  readonly lower?: { readonly [Name in keyof Initial]?: number | readonly number[] };
  /** Upper bounds, by name. Parameters without an entry are unbounded. */
  readonly upper?: { readonly [Name in keyof Initial]?: number | readonly number[] };
}

/** Parameters by name, with vectors as lists. */
export type FlatParameters = Readonly<Record<string, number | readonly number[]>>;

/** Parameters by name. The entries of a vector `w` are named `w[0]`, `w[1]` and so on. */
export type FlatNames<Initial> = {
  readonly [Name in keyof Initial & string as Initial[Name] extends number
    ? Name
    : `${Name}[${number}]`]: number;
};

/** The parameters of a named model. If the model's name is not known statically, any names are accepted. */
export type NamedParameters<Name extends ModelName> = Readonly<
  Record<ModelName extends Name ? string : ParameterOf<Name>, number>
>;

/** A fit with a built-in model. */
export interface CurveFitNamedProblem<Name extends ModelName = ModelName> extends CurveFitData<VectorInput> {
  /** The name of a model. */
  readonly model: Name;
  /**
   * The initial parameters, by name.
   * @defaultValue computed from the data
   */
  readonly initial?: NamedParameters<Name>;
  /** Lower bounds, by name. Parameters without an entry are unbounded. */
  readonly lower?: Partial<NamedParameters<Name>>;
  /** Upper bounds, by name. Parameters without an entry are unbounded. */
  readonly upper?: Partial<NamedParameters<Name>>;
}

/** Any curve fit. */
export type AnyCurveFitProblem =
  | CurveFitProblem
  | CurveFitBatchProblem
  | CurveFitFormulaProblem
  | CurveFitNamedProblem;

/** Lower and upper endpoints of intervals, one for each parameter or point. */
export interface Interval {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** A fitted curve. `predict` and `band` are not data: copies by `structuredClone` and JSON omit them. */
export interface CurveFitSolution<P = Readonly<Record<string, number>>, X = number>
  extends LeastSquaresSolution {
  /**
   * The status of least squares; also `converged` if all residuals are within 64 rounding errors of the largest entry
   * of `y`.
   */
  readonly status: LeastSquaresSolution['status'];
  /** The parameters, by name if they have names, else equal to `solution`. */
  readonly parameters: P;
  /** The standard errors of the parameters, in the form of `parameters`. Present if `standardErrors` is. */
  readonly errors?: P;
  /** The names of the entries of `solution`, `standardErrors` and all other fields with one entry per parameter. */
  readonly names: readonly string[];
  /**
   * Confidence intervals of the parameters at `confidenceLevel`, by Student's t distribution. Present if `covariance`
   * is.
   */
  readonly confidence?: Interval;
  /** The fraction of the weighted variance of `y` explained by the model; 1 if `y` is constant. */
  readonly rSquared: number;
  /**
   * The square root of the weighted sum of squared residuals divided by the degrees of freedom. Absent without degrees
   * of freedom.
   */
  readonly residualStandardError?: number;
  /** The value of the fitted model at one point, or at each of several. */
  predict(x: X): number;
  predict(x: readonly X[] | Float64Array): Float64Array;
  /**
   * The pointwise confidence band of the curve at `confidenceLevel`, by linearization in the parameters; `undefined`
   * without a covariance.
   */
  band(x: readonly X[] | Float64Array): Interval | undefined;
}
