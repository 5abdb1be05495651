/**
 * The problems and solutions of the family's tasks, typed by the names of the function's inputs. What does not depend on names is as the
 * engine says.
 */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import type * as Engine from '../generated/expression.js';
import type { ExpressionFunction, TensorInput } from './function.js';
import type { FormulaText } from './read.js';

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
  TrainMethod,
  TrainProgress,
  TrainRecord,
  TrainReduction,
  TrainSchedule,
  TrainStatus,
} from '../generated/expression.js';

/** A function of inputs with these names: as `define` and `read` make it, or as text. */
export type FunctionInput<Name extends string = string> =
  | ExpressionFunction<Name>
  | FormulaText<Readonly<Record<Name, number | readonly number[]>>>;

/** The value of an input: a number, or an array, row-major; nested lists or `{shape, values}` for any number of axes. */
export type PointInput = number | VectorInput | MatrixInput | TensorInput | readonly PointInput[];

/**
 * The values of all inputs. Those with one more axis than the input has, in front, are many points at once: all such have equally many,
 * and the others are the same at each.
 */
export type Points<Name extends string> = { readonly [Input in Name]: PointInput };

/** The keys whose types know the names of inputs here. */
type Named = 'function' | 'points' | 'withRespectTo' | 'along';

/** What the engine takes besides a function, its inputs and their names. */
type Rest<Problem> = Omit<Problem, Named>;

/** A function that is to be described. */
export interface DescribeProblem<Name extends string, Wanted extends Name = Name> {
  /** The function. */
  readonly function: FunctionInput<Name>;
  /**
   * The inputs to differentiate by. Columns are theirs one after the other, each row-major.
   * @defaultValue the first input
   */
  readonly withRespectTo?: Wanted | readonly Wanted[];
}

/** A function and where to evaluate it. */
export interface EvaluateProblem<Name extends string> {
  /** The function. */
  readonly function: FunctionInput<Name>;
  /** The values of its inputs. */
  readonly points: Points<Name>;
}

/** A function, whose value has one element, where to differentiate it, and by what. */
export interface GradientProblem<Name extends string, Wanted extends Name = Name>
  extends DescribeProblem<Name, Wanted>,
    EvaluateProblem<Name> {}

/** A function whose matrix of derivatives is wanted. */
export interface JacobianProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.JacobianProblem> {}

/** A function whose matrix of second derivatives is wanted. */
export interface HessianProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.HessianProblem> {}

/** A product of first derivatives with a vector. */
export interface JacobianProductProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.JacobianProductProblem> {}

/** A product of a vector with first derivatives. */
export interface VectorJacobianProductProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.VectorJacobianProductProblem> {}

/** A product of second derivatives with a vector. */
export interface HessianProductProblem<Name extends string, Wanted extends Name = Name>
  extends GradientProblem<Name, Wanted>,
    Rest<Engine.HessianProductProblem> {
  /**
   * The inputs that `vector` belongs to, where they are others than those of the product: blocks of mixed derivatives.
   * @defaultValue those of `withRespectTo`
   */
  readonly along?: Name | readonly Name[];
}

/** The arrays of the inputs that were asked for, by name; where nothing was said, that of the first input. */
export type ByInput<Name extends string, Wanted extends Name> = [Wanted] extends [never]
  ? { readonly [Input in Name]?: Float64Array }
  : { readonly [Input in Wanted]: Float64Array };

/** Values and gradients. */
export interface GradientSolution<Name extends string, Wanted extends Name>
  extends Omit<Engine.GradientSolution, 'gradients'> {
  /** The gradient by each input that was asked for, row-major as it is; point after point. */
  readonly gradients: ByInput<Name, Wanted>;
}

/** A loss to be minimised: the sum or mean over rows of a function of a row and of parameters. */
export interface TrainProblem<Name extends string, Parameter extends Name>
  extends Omit<Engine.TrainProblem, 'loss' | 'rows' | 'parameters' | 'fixed' | 'penalty' | 'validation'> {
  /** The loss of a row, one number. */
  readonly loss: FunctionInput<Name>;
  /** The inputs that are another number or array in each row, with the rows as one more axis in front. */
  readonly rows: { readonly [Input in Exclude<Name, Parameter>]?: PointInput };
  /** The inputs to be found, with values to start from; `initialize` makes such. */
  readonly parameters: { readonly [Input in Parameter]: PointInput };
  /** The other inputs, the same for all rows, and those that `penalty` alone has. */
  readonly fixed?: { readonly [Input in Exclude<Name, Parameter>]?: PointInput };
  /** A function of parameters and of what is fixed, one number, added to the loss of all rows and to that of each batch. */
  readonly penalty?: FunctionInput;
  /** Rows that the loss is told of after each epoch. */
  readonly validation?: { readonly [Input in Exclude<Name, Parameter>]?: PointInput };
}

/** Parameters that were found. */
export interface TrainSolution<Parameter extends string> extends Omit<Engine.TrainSolution, 'parameters'> {
  /** The parameters by name, row-major. */
  readonly parameters: { readonly [Input in Parameter]: Float64Array };
}

/** A function whose parameters are to be drawn. */
export interface InitializeProblem<Name extends string, Parameter extends Name> {
  /** The function. */
  readonly function: FunctionInput<Name>;
  /** How each of its parameters is to be. */
  readonly parameters: { readonly [Input in Parameter]: Engine.Initializer };
}

/** Parameters to start from. */
export interface InitializeSolution<Parameter extends string> {
  /** The parameters by name, row-major. */
  readonly parameters: { readonly [Input in Parameter]: Float64Array };
}
