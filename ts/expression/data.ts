/** Conversion of constant arrays (lists, typed arrays, dense and sparse matrices) to the form stored in a function. */

import type { IndexInput, SparseMatrixInput, VectorInput } from '../engine/arrays.js';
import { describeValue } from '../engine/errors.js';
import { byRows, hasLayout, isByColumns } from '../engine/layout.js';
import { numbersFromJson, type WireArray } from '../engine/wire.js';
import type { ExpressionData, NestedNumbers, SparseData, TensorData, TensorInput } from './function.js';
import { refusal, requireShape, sizeOf, written } from './shapes.js';

/** A sparse matrix to store in a function. Its entries are `data`, or `values` as in stored functions. */
export type SparseInput =
  | SparseMatrixInput
  | (Omit<SparseMatrixInput, 'data'> & { readonly values: VectorInput });

/** A dense matrix, flat and row-major. */
export interface FlatMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: VectorInput;
}

/** An array to store in a function. Typed arrays are stored by reference, not copied. */
export type ArrayData = VectorInput | NestedNumbers | TensorInput | FlatMatrix;

/** Any constant to store in a function. */
export type DataInput = ArrayData | SparseInput;

/** Returns whether a value has the form of a sparse matrix. */
export const isSparse = (value: unknown): value is SparseInput =>
  typeof value === 'object' && value !== null && 'indptr' in value;

/** Converts a constant to its stored form. */
export const heldData = (value: DataInput, operation: string): ExpressionData =>
  isSparse(value) ? sparseData(value, operation) : tensorData(value, operation);

/** Converts an array to its stored form. */
export function tensorData(value: ArrayData, operation: string): TensorData {
  if (ArrayBuffer.isView(value)) return flat([(value as WireArray).length], value as VectorInput, operation);
  const list = Array.isArray(value) ? (value as NestedNumbers) : numbersFromJson(value);
  if (list !== undefined) return nested(list as NestedNumbers, operation);
  if (typeof value !== 'object' || value === null) throw notNumbers(value, operation);
  if ('values' in value && 'shape' in value) return flat(value.shape, value.values, operation);
  if ('data' in value && 'rows' in value && 'columns' in value) {
    const { rows, columns, data } = value;
    const held = flat([rows, columns], data, operation);
    const isTransposed = hasLayout(value) && isByColumns(value, operation);
    return isTransposed ? { ...held, values: byRows(held.values as WireArray, rows, columns) } : held;
  }
  throw notNumbers(value, operation);
}

const notNumbers = (value: unknown, operation: string) =>
  refusal(operation, `expected an expression, a number or an array of numbers, got ${describeValue(value)}`);

function flat(shape: readonly number[], values: VectorInput, operation: string): TensorData {
  requireShape(shape, operation);
  const held = wireArray(values, operation);
  if (held.length !== sizeOf(shape)) {
    throw refusal(operation, `shape ${written(shape)} takes ${sizeOf(shape)} numbers, got ${held.length}`);
  }
  return { shape: [...shape], values: held };
}

function nested(list: NestedNumbers, operation: string): TensorData {
  const shape: number[] = [];
  for (let part: number | NestedNumbers | undefined = list; Array.isArray(part); part = part[0]) {
    shape.push(part.length);
    requireShape(shape, operation); // stops at a list that contains itself
  }
  const values = new Float64Array(sizeOf(shape));
  let count = 0;
  const fill = (part: number | NestedNumbers, axis: number): void => {
    if (axis === shape.length) {
      if (typeof part !== 'number') throw notNumbers(part, operation);
      values[count++] = part;
      return;
    }
    if (!Array.isArray(part) || part.length !== shape[axis]) {
      throw refusal(
        operation,
        `lists in a list must all have the shape of the first, ${written(shape.slice(axis))}`,
      );
    }
    for (const item of part) fill(item, axis + 1);
  };
  fill(list, 0);
  return { shape, values };
}

function sparseData(matrix: SparseInput, operation: string): SparseData {
  const { rows, columns } = matrix;
  requireShape([rows, columns], operation);
  const [indptr, indices] = [matrix.indptr, matrix.indices].map((given) => whole(given, operation));
  const values = wireArray('values' in matrix ? matrix.values : matrix.data, operation);
  const held = { rows, columns, indptr: indptr as Int32Array, indices: indices as Int32Array, values };
  if (held.indptr.length !== rows + 1) {
    throw refusal(
      operation,
      `a sparse matrix of ${rows} rows has ${rows + 1} numbers in indptr, got ${held.indptr.length}`,
    );
  }
  if (held.indices.length !== values.length) {
    throw refusal(operation, 'a sparse matrix has as many indices as entries');
  }
  return held;
}

/** Converts a list of numbers to a typed array that can be serialized. */
function wireArray(values: VectorInput, operation: string): WireArray {
  if (values instanceof Float64Array || values instanceof Float32Array) return values;
  if (values instanceof Int32Array || (values instanceof Uint8Array && values.constructor === Uint8Array))
    return values;
  if (values instanceof DataView) throw notNumbers(values, operation);
  const list = Array.isArray(values) || ArrayBuffer.isView(values) ? values : numbersFromJson(values);
  if (list === undefined) {
    // An empty typed array is an object without keys after a round trip through JSON.
    if (typeof values === 'object' && values !== null && Object.keys(values).length === 0)
      return new Float64Array();
    throw notNumbers(values, operation);
  }
  const numbers = Array.from(list as ArrayLike<unknown>, (value) => {
    if (typeof value !== 'number') throw notNumbers(value, operation);
    return value;
  });
  return Float64Array.from(numbers);
}

/** Converts to 32-bit integers. An `Int32Array` is returned unchanged. */
export function whole(values: IndexInput | WireArray, operation: string): Int32Array {
  if (values instanceof Int32Array) return values;
  const held = wireArray(values as VectorInput, operation);
  const numbers = Int32Array.from(held);
  const wrong = numbers.findIndex((value, k) => value !== held[k]);
  if (wrong >= 0) throw refusal(operation, `positions are whole numbers, got ${held[wrong]}`);
  return numbers;
}
