/** Types of functions as data and of the values of their inputs, as problems take them. */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import type { ExpressionFunction, TensorInput } from './function.js';
import type { FormulaText } from './read.js';

/** A function with inputs of these names: a result of `define` or `read`, or text. */
export type FunctionInput<Name extends string = string> =
  | ExpressionFunction<Name>
  | FormulaText<Readonly<Record<Name, number | readonly number[]>>>;

/**
 * The value of an input: a number, or an array, row-major; nested lists or `{shape, values}` for any number of axes.
 */
export type PointInput = number | VectorInput | MatrixInput | TensorInput | readonly PointInput[];
