/** What a curve fit takes and gives. */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput } from '../expression/problems.js';
import type { LeastSquaresExpressionsProblem, LeastSquaresSolution } from '../generated/constrained.js';
import type { ModelName, ParameterOf } from './models.js';

/** Parameters as they are given: by name, or as a vector. */
export type ParameterInput = VectorInput | Readonly<Record<string, number>>;

/** Parameters as a model gets them and a solution has them: by name where `initial` has names, else as a vector. */
export type Parameters<Initial> = Initial extends VectorInput
  ? Float64Array
  : { readonly [Name in keyof Initial]: number };

/** Bounds in the form of the parameters to start from: of names that are not there, none. */
export type Bounds<Initial> = Initial extends VectorInput
  ? VectorInput
  : { readonly [Name in keyof Initial]?: number };

/** One value of the predictor: a number, or a row of a matrix. */
export type Predictor<X> = X extends VectorInput ? number : Float64Array;

/** What all curve fits take beside a model. */
export interface CurveFitData<X extends VectorInput | MatrixInput = VectorInput | MatrixInput>
  extends Pick<
    LeastSquaresExpressionsProblem,
    'weights' | 'loss' | 'lossScale' | 'tolerance' | 'maxIterations' | 'history'
  > {
  /** Where the model was observed: numbers, or rows of a matrix. */
  readonly x: X;
  /** What was observed there. */
  readonly y: VectorInput;
  /**
   * The probability with which each parameter's interval of confidence holds it.
   * @defaultValue 0.95
   */
  readonly confidenceLevel?: number;
}

/** A model that is a function of JavaScript, and where to start. */
export interface CurveFitProblem<
  Initial extends ParameterInput = ParameterInput,
  X extends VectorInput | MatrixInput = VectorInput | MatrixInput,
> extends CurveFitData<X> {
  /** The value of the model at one point. */
  readonly model: (parameters: Parameters<Initial>, x: Predictor<X>) => number;
  /** The parameters to start from: by name, or as a vector. */
  readonly initial: Initial;
  /** Lower bounds, in the same form; of names that are not there, none. */
  readonly lower?: Bounds<Initial>;
  /** Upper bounds. */
  readonly upper?: Bounds<Initial>;
}

/** A model that computes all of its values at once. */
export interface CurveFitBatchProblem<
  Initial extends ParameterInput = ParameterInput,
  X extends VectorInput | MatrixInput = VectorInput | MatrixInput,
> extends Omit<CurveFitProblem<Initial, X>, 'model'> {
  /** The values of the model at points: returns them, or writes them into its last argument and returns nothing. */
  readonly modelBatch: (
    parameters: Parameters<Initial>,
    x: readonly Predictor<X>[],
    values: Float64Array,
    // biome-ignore lint/suspicious/noConfusingVoidType: a function that writes its values returns nothing
  ) => ArrayLike<number> | void;
}

/**
 * A model that is data: a formula of `x` and of its parameters, which are its other inputs. Its derivatives are exact, and no
 * JavaScript runs meanwhile.
 */
export interface CurveFitFormulaProblem<Initial extends FlatParameters = FlatParameters>
  extends CurveFitData {
  /** A function of the input `x`, a number or a vector of as many as `x` has columns, and of other inputs: the parameters. */
  readonly model: FunctionInput;
  /** The parameters to start from, by name; those that are vectors flat. */
  readonly initial: Initial;
  /** Lower bounds, by name; of names that are not there, none. */
  readonly lower?: { readonly [Name in keyof Initial]?: number | readonly number[] };
  /** Upper bounds, by name. */
  readonly upper?: { readonly [Name in keyof Initial]?: number | readonly number[] };
}

/** Parameters by name, vectors as lists. */
export type FlatParameters = Readonly<Record<string, number | readonly number[]>>;

/** Parameters by name; the entries of a vector w are `w[0]`, `w[1]` and so on. */
export type FlatNames<Initial> = {
  readonly [Name in keyof Initial & string as Initial[Name] extends number
    ? Name
    : `${Name}[${number}]`]: number;
};

/** The parameters of a model by name; of a model that may be any, by any names. */
export type NamedParameters<Name extends ModelName> = Readonly<
  Record<ModelName extends Name ? string : ParameterOf<Name>, number>
>;

/** A model by its name. */
export interface CurveFitNamedProblem<Name extends ModelName = ModelName> extends CurveFitData<VectorInput> {
  /** The name of a model. */
  readonly model: Name;
  /**
   * The parameters to start from, by name.
   * @defaultValue guessed from the data
   */
  readonly initial?: NamedParameters<Name>;
  /** Lower bounds, by name; of names that are not there, none. */
  readonly lower?: Partial<NamedParameters<Name>>;
  /** Upper bounds, by name. */
  readonly upper?: Partial<NamedParameters<Name>>;
}

/** All of them. */
export type AnyCurveFitProblem =
  | CurveFitProblem
  | CurveFitBatchProblem
  | CurveFitFormulaProblem
  | CurveFitNamedProblem;

/** Ends of intervals, one for each parameter or point. */
export interface Interval {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** A fitted curve. `predict` and `band` are no data: copies by `structuredClone` and JSON have neither. */
export interface CurveFitSolution<P = Readonly<Record<string, number>>, X = number>
  extends LeastSquaresSolution {
  /** As of least squares; `converged`, too, where the residuals are zero beside `y`: within 64 roundings of its largest entry. */
  readonly status: LeastSquaresSolution['status'];
  /** The parameters: by name where they have names, else `solution`. */
  readonly parameters: P;
  /** The names of the entries of `solution`, `standardErrors` and all else that goes by parameter. */
  readonly names: readonly string[];
  /** Within these ends each parameter lies with the probability `confidenceLevel`, by Student's t; there where `covariance` is. */
  readonly confidence?: Interval;
  /** What share of the variance of `y` the model explains, by weights; 1 where `y` is the same everywhere. */
  readonly rSquared: number;
  /** The root of the weighted sum of squared residuals over the degrees of freedom, where there are any. */
  readonly residualStandardError?: number;
  /** The value of the fitted model at a point, or at all of several. */
  predict(x: X): number;
  predict(x: readonly X[] | Float64Array): Float64Array;
  /**
   * Between which values the true curve lies at each of some points with the probability `confidenceLevel`, as far as the model is
   * linear in the parameters; `undefined` without a covariance.
   */
  band(x: readonly X[] | Float64Array): Interval | undefined;
}
