/** Rows of a stream: their checks, and their form for the engine. */

import type { AnyMatrixInput, FlatMatrixInput, SparseMatrixInput, VectorInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { byRows, hasLayout, isByColumns } from '../engine/layout.js';
import { finiteNumbers, requireNumbers } from '../engine/numbers.js';

/** A class. */
export type ClassLabel = string | number | boolean;

/** Responses: numbers or classes. */
export type ResponseInput = VectorInput | readonly string[] | readonly boolean[];

/** Rows that arrive together. */
export interface StreamRows {
  /**
   * The features, a row for each sample. With `hashBits`, a sparse matrix may have any nonnegative integers as indices, in
   * any order, also equal ones.
   */
  readonly matrix: AnyMatrixInput;
  /** The response of each row: a number, or one of the learner's classes. */
  readonly response: ResponseInput;
  /** A weight for each row, zero or positive. Default: all 1. */
  readonly sampleWeights?: VectorInput;
}

/** The features of a learner. */
export interface FeatureSize {
  /** The number of coefficients: of columns, or of places for hashes. */
  readonly dimension: number;
  /** Whether indices are hashed, so that any are allowed. */
  readonly isHashed: boolean;
}

/** The responses of a learner. */
export interface ResponseKind {
  /** The classes in ascending order. */
  readonly classes: readonly ClassLabel[] | undefined;
  /** Whether classes are sent by their places, as for several predictors. Two classes are -1 and 1 otherwise. */
  readonly isOfPlaces: boolean;
  /** Whether responses are counts, which are not negative. */
  readonly isOfCounts: boolean;
}

/** Rows that were checked. */
export interface CheckedRows {
  readonly count: number;
  readonly isSparse: boolean;
  readonly isWeighted: boolean;
  /** The number of stored entries of all rows. */
  readonly entries: number;
  /** The numbers of some rows for the engine. */
  pack(from: number, to: number): Float64Array;
}

/** Features of checked rows: the numbers of entries of some rows, and a way to write them. */
interface Features {
  readonly count: number;
  readonly isSparse: boolean;
  readonly entries: number;
  /** The length of the numbers of some rows. */
  lengthOf(from: number, to: number): number;
  /** Writes them from a place on. */
  write(from: number, to: number, numbers: Float64Array, at: number): void;
}

/** The number of columns of sparse rows with indices of any size. */
export const ANY_INDEX = 2 ** 31 - 1;

/** The largest size of an entry: squares of entries and of their products with slopes stay finite. */
const LARGEST_ENTRY = 1e150;

/** The largest weight of a row. */
const LARGEST_WEIGHT = 1e100;

/** A copy of entries. */
const entriesOf = (values: ArrayLike<number>, pathOf: (k: number) => string): Float64Array =>
  finiteNumbers(values, pathOf, -LARGEST_ENTRY, LARGEST_ENTRY);

/** Checks rows. A response of `undefined` stands for rows to be predicted. */
export function checkRows(rows: StreamRows, size: FeatureSize, kind: ResponseKind): CheckedRows {
  if (Array.isArray(rows))
    throw invalidInput('rows', 'must be an object with matrix and response, got an array');
  requireObject(rows, 'rows');
  const features = featuresOf(rows.matrix, size);
  const { count } = features;
  const response =
    rows.response === undefined ? new Float64Array(count) : responsesOf(rows.response, count, kind);
  const weights = rows.sampleWeights;
  const checked = weights === undefined ? undefined : weightsOf(weights, count);
  return {
    count,
    isSparse: features.isSparse,
    isWeighted: checked !== undefined,
    entries: features.entries,
    pack(from, to) {
      const head = (to - from) * (checked === undefined ? 1 : 2);
      const numbers = new Float64Array(head + features.lengthOf(from, to));
      numbers.set(response.subarray(from, to));
      if (checked !== undefined) numbers.set(checked.subarray(from, to), to - from);
      features.write(from, to, numbers, head);
      return numbers;
    },
  };
}

function responsesOf(
  response: ResponseInput,
  count: number,
  { classes, isOfPlaces, isOfCounts }: ResponseKind,
): Float64Array {
  requireList(response, count, 'response');
  if (classes === undefined)
    return finiteNumbers(
      response as VectorInput,
      (i) => `response[${i}]`,
      isOfCounts ? 0 : Number.NEGATIVE_INFINITY,
    );
  return Float64Array.from({ length: count }, (_, i) => {
    const place = classes.indexOf(response[i] as ClassLabel);
    if (place < 0)
      throw invalidInput(
        `response[${i}]`,
        `must be one of the classes of the learner, got ${describeValue(response[i])}`,
      );
    return isOfPlaces ? place : 2 * place - 1;
  });
}

/** Refuses what is no matrix in any form. */
export function requireMatrix(matrix: unknown): asserts matrix is object {
  if (typeof matrix !== 'object' || matrix === null)
    throw invalidInput('matrix', `must be a matrix, got ${describeValue(matrix)}`);
}

function weightsOf(weights: VectorInput, count: number): Float64Array {
  requireList(weights, count, 'sampleWeights');
  return finiteNumbers(weights, (i) => `sampleWeights[${i}]`, 0, LARGEST_WEIGHT);
}

function featuresOf(matrix: AnyMatrixInput, size: FeatureSize): Features {
  requireMatrix(matrix);
  const isTransposed = hasLayout(matrix) && isByColumns(matrix, 'matrix');
  if ('indptr' in matrix) return sparseFeatures(matrix, size);
  if ('data' in matrix) return flatFeatures(matrix, size.dimension, isTransposed);
  return listedFeatures(matrix, size.dimension);
}

/** Dense rows from a flat array of finite numbers. */
function denseFeatures(count: number, dimension: number, data: Float64Array): Features {
  const lengthOf = (from: number, to: number) => (to - from) * dimension;
  return {
    count,
    isSparse: false,
    entries: data.length,
    lengthOf,
    write(from, to, numbers, at) {
      numbers.set(data.subarray(from * dimension, to * dimension), at);
    },
  };
}

function flatFeatures(
  { rows, columns, data }: FlatMatrixInput,
  dimension: number,
  isTransposed: boolean,
): Features {
  requireColumns(columns, dimension);
  requireCount(rows, 'matrix.rows');
  if (data?.length !== rows * columns)
    throw invalidInput('matrix.data', `must have ${rows} x ${columns} numbers, got ${describeValue(data)}`);
  const numbers = entriesOf(data, (k) => `matrix.data[${k}]`);
  return denseFeatures(rows, dimension, isTransposed ? byRows(numbers, rows, columns) : numbers);
}

function listedFeatures(rows: readonly VectorInput[], dimension: number): Features {
  if (!Array.isArray(rows)) throw invalidInput('matrix', `must be a matrix, got ${describeValue(rows)}`);
  const data = new Float64Array(rows.length * dimension);
  rows.forEach((row: VectorInput, i) => {
    requireNumbers(row, dimension, `matrix[${i}]`);
    data.set(
      entriesOf(row, (j) => `matrix[${i}][${j}]`),
      i * dimension,
    );
  });
  return denseFeatures(rows.length, dimension, data);
}

function sparseFeatures(matrix: SparseMatrixInput, { dimension, isHashed }: FeatureSize): Features {
  const { rows: count, columns } = matrix;
  if (!isHashed) requireColumns(columns, dimension);
  requireCount(count, 'matrix.rows');
  const data = entriesOf(matrix.data, (k) => `matrix.data[${k}]`);
  const starts = finiteNumbers(matrix.indptr, (i) => `matrix.indptr[${i}]`);
  requireList(matrix.indices, data.length, 'matrix.indices');
  if (starts.length !== count + 1 || starts[0] !== 0 || starts[count] !== data.length)
    throw invalidInput(
      'matrix.indptr',
      `must have ${count + 1} entries, begin with 0 and end with the length of data, ${data.length}`,
    );
  const indices = finiteNumbers(matrix.indices, (k) => `matrix.indices[${k}]`, 0);
  const start = (i: number) => starts[i] as number;
  const bound = isHashed ? Number.MAX_SAFE_INTEGER : dimension;
  for (let i = 0; i < count; i++) {
    if (!(Number.isInteger(start(i + 1)) && start(i + 1) >= start(i)))
      throw invalidInput(`matrix.indptr[${i + 1}]`, 'must be an integer, not less than the entry before it');
  }
  for (let i = 0; i < count; i++) {
    for (let k = start(i); k < start(i + 1); k++) {
      const index = indices[k] as number;
      if (!(Number.isInteger(index) && index < bound))
        throw invalidInput(
          `matrix.indices[${k}]`,
          `must be a column, from 0 and below ${bound}, got ${index}`,
        );
      if (!isHashed && k > start(i) && index <= (indices[k - 1] as number))
        throw invalidInput(`matrix.indices[${k}]`, 'must ascend within each row');
    }
  }
  return {
    count,
    isSparse: true,
    entries: data.length,
    lengthOf: (from, to) => to - from + 2 * (start(to) - start(from)),
    write(from, to, numbers, at) {
      for (let i = from; i < to; i++) numbers[at + i - from] = start(i + 1) - start(i);
      const place = at + to - from;
      numbers.set(indices.subarray(start(from), start(to)), place);
      numbers.set(data.subarray(start(from), start(to)), place + start(to) - start(from));
    },
  };
}

function requireColumns(columns: number, dimension: number): void {
  if (columns !== dimension)
    throw invalidInput(
      'matrix',
      `must have ${dimension} columns, one for each feature, got ${describeValue(columns)}`,
    );
}

/** Rejects values other than numbers of rows. */
export function requireCount(count: number, path: string): void {
  if (!(Number.isInteger(count) && count >= 0 && count <= 2 ** 31 - 1))
    throw invalidInput(path, `must be a number of rows, got ${describeValue(count)}`);
}

function requireList(list: ArrayLike<unknown>, count: number, path: string): void {
  if (typeof list !== 'object' || list?.length !== count)
    throw invalidInput(path, `must have ${count} entries, got ${list?.length ?? describeValue(list)}`);
}
