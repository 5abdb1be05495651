/**
 * Problems and solutions of the family, typed by the names of the function's inputs. All other fields are as declared
 * by the engine.
 */

import type * as Engine from '../generated/expression.js';
import type { FunctionInput, PointInput } from './inputs.js';

export type {
  DerivativeFormat,
  DerivativeMatrix,
  DescribeSolution,
  EvaluateSolution,
  HessianDescription,
  HessianMethod,
  HessianSolution,
  Initializer,
  InputDescription,
  JacobianDescription,
  JacobianSolution,
  ProductSolution,
  RateSchedule,
  Schedule,
  ScheduleKind,
  TrainMethod,
  TrainProgress,
  TrainRecord,
  TrainReduction,
  TrainStatus,
} from '../generated/expression.js';

/**
 * The values of all inputs. A value with an additional leading axis holds many points at once. All such axes must have
 * the same length; the other values are shared by all points.
 */
export type Points<Name extends string> = { readonly [Input in Name]: PointInput };

/** The keys whose types depend on the names of inputs. */
type Named = 'function' | 'points' | 'withRespectTo' | 'along';

/** The remaining fields of a problem. */
type Rest<Problem> = Omit<Problem, Named>;

/** A function to describe. */
export interface DescribeProblem<Name extends string, Wanted extends Name = Name> {
  /** The function. */
  readonly function: FunctionInput<Name>;
  /**
   * The inputs to differentiate with respect to. Their entries form the columns, one input after another, each
   * row-major.
   * @defaultValue the first input
   */
  readonly withRespectTo?: Wanted | readonly Wanted[];
}

/** A function and the points at which to evaluate it. */
export interface EvaluateProblem<Name extends string> {
  /** The function. */
  readonly function: FunctionInput<Name>;
  /** The values of the inputs. */
  readonly points: Points<Name>;
}

/** A scalar function, the points, and the inputs to differentiate with respect to. */
export interface GradientProblem<Name extends string, Wanted extends Name = Name>
  extends DescribeProblem<Name, Wanted>,
    EvaluateProblem<Name> {}

/** A function whose Jacobian is computed. */
export interface JacobianProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.JacobianProblem> {}

/** A function whose Hessian is computed. */
export interface HessianProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.HessianProblem> {}

/** A Jacobian-vector product. */
export interface JacobianProductProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.JacobianProductProblem> {}

/** A vector-Jacobian product. */
export interface VectorJacobianProductProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.VectorJacobianProductProblem> {}

/** A Hessian-vector product. */
export interface HessianProductProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.HessianProductProblem> {
  /**
   * The inputs `vector` refers to, if they differ from those of the product: blocks of mixed derivatives.
   * @defaultValue those of `withRespectTo`
   */
  readonly along?: Name | readonly Name[];
}

/** The arrays of the requested inputs, by name; by default, of the first input. */
export type ByInput<Name extends string, Wanted extends Name> = [Wanted] extends [never]
  ? { readonly [Input in Name]?: Float64Array }
  : { readonly [Input in Wanted]: Float64Array };

/** The values and gradients. */
export interface GradientSolution<Name extends string, Wanted extends Name>
  extends Omit<Engine.GradientSolution, 'gradients'> {
  /** The gradient with respect to each requested input, row-major, point after point. */
  readonly gradients: ByInput<Name, Wanted>;
}

/** A training problem: the loss is the sum or mean over rows of a function of a row and of parameters. */
export interface TrainProblem<Name extends string, Parameter extends Name>
  extends Omit<
    Engine.TrainProblem,
    'loss' | 'rows' | 'parameters' | 'fixed' | 'penalty' | 'validation' | 'lower' | 'upper' | 'l1'
  > {
  /** The loss of one row, a scalar. */
  readonly loss: FunctionInput<Name>;
  /** The inputs that vary between rows, with the rows as an additional leading axis. */
  readonly rows: { readonly [Input in Exclude<Name, Parameter>]?: PointInput };
  /** The parameters to train, with their initial values, for example from `initialize`. */
  readonly parameters: { readonly [Input in Parameter]: PointInput };
  /** The inputs that are the same for all rows, and those used by `penalty` alone. */
  readonly fixed?: { readonly [Input in Exclude<Name, Parameter>]?: PointInput };
  /** A scalar function of parameters and fixed inputs, added to the loss of all rows and to that of each batch. */
  readonly penalty?: FunctionInput;
  /** Validation rows. Their loss is reported after each epoch. */
  readonly validation?: { readonly [Input in Exclude<Name, Parameter>]?: PointInput };
  /**
   * Lower bounds of parameters: one number for all entries, or one for each. Each step ends with the nearest parameters
   * within the bounds, and so do the initial values. Not for `lbfgs`.
   */
  readonly lower?: { readonly [Input in Parameter]?: PointInput };
  /** Upper bounds of parameters, as for `lower`. */
  readonly upper?: { readonly [Input in Parameter]?: PointInput };
  /**
   * Weights of the absolute values of parameters, as for `lower`; nonnegative. Their weighted sum is part of the
   * objective. Each step ends with its proximal map, so entries become exactly zero.
   */
  readonly l1?: { readonly [Input in Parameter]?: PointInput };
}

/** The trained parameters. */
export interface TrainSolution<Parameter extends string> extends Omit<Engine.TrainSolution, 'parameters'> {
  /** The parameters by name, row-major. */
  readonly parameters: { readonly [Input in Parameter]: Float64Array };
}

/** A function whose parameters are initialized. */
export interface InitializeProblem<Name extends string, Parameter extends Name> {
  /** The function. */
  readonly function: FunctionInput<Name>;
  /** The initializer of each parameter. */
  readonly parameters: { readonly [Input in Parameter]: Engine.Initializer };
}

/** Initial parameters. */
export interface InitializeSolution<Parameter extends string> {
  /** The parameters by name, row-major. */
  readonly parameters: { readonly [Input in Parameter]: Float64Array };
}
