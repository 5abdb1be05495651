/**
 * Foundations of certificates: conversion of all accepted forms of arrays, arithmetic without overflow, and errors that
 * name the wrong figure. A certificate takes a problem and a solution, never calls the library, and throws if the
 * solution contradicts its status.
 */

import type { AnyMatrixInput, expression, pde, VectorInput } from 'superlinear';

export { range } from '../../ts/claims/support/range.js';

/** The distance from 1 to the next larger double. */
export const EPSILON = 2 ** -52;

/** The smallest positive double, an upper bound of the loss by underflow. */
export const TINY = 5e-324;

/** The error thrown by certificates. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** Throws if a figure exceeds its bound or is not a number. */
export function atMost(figure: string, value: number, bound: number): void {
  if (!(value <= bound)) throw new Refusal(`${figure} is ${value}, more than ${bound}`);
}

/** Throws if a figure differs from the expected value by more than `slack`. */
export function near(figure: string, value: number, expected: number, slack: number): void {
  if (!(Math.abs(value - expected) <= slack))
    throw new Refusal(
      `${figure} is ${value} where ${expected} is computed, which is more than ${slack} apart`,
    );
}

/** Factor on tolerances, because the certificate's sums and scales are computed in another order than the solver's. */
export const MEASURED = 1.001;

/** Factor on tolerances for norms computed differently from the solver's. */
export const MEASURED_NORM = 1.01;

/** Throws if a claim does not hold. */
export function holds(claim: string, isTrue: boolean): void {
  if (!isTrue) throw new Refusal(`it does not hold that ${claim}`);
}

/** Fails unless a certificate throws, to show that each certificate can fail. */
export function expectRefusal(certificate: () => void): void {
  try {
    certificate();
  } catch (error) {
    if (error instanceof Refusal) return;
    throw error;
  }
  throw new Error('a wrong solution was not refused');
}

export const vectorOf = (input: VectorInput): number[] => Array.from(input);

/** Class labels of any type. */
export type LabelsInput = VectorInput | readonly string[] | readonly boolean[];

type Label = number | string | boolean;

const labelsOf = (labels: LabelsInput): Label[] => Array.from(labels as ArrayLike<Label>);

/** The distinct labels, ascending. */
export function classesOf(labels: LabelsInput): Label[] {
  const different = new Set(labelsOf(labels).map((label) => (typeof label === 'number' ? label + 0 : label)));
  return [...different].sort((a, b) => (a < b ? -1 : 1));
}

/** The index of each label among the classes. */
export const placesOf = (labels: LabelsInput, classes: readonly Label[]): number[] =>
  labelsOf(labels).map((label) => classes.indexOf(label));

/** Labels as expected by losses: -1 and 1 for two classes, otherwise class indices. */
export function codesOf(labels: LabelsInput, loss: string, classes = classesOf(labels)): number[] {
  if (loss === 'squared') return vectorOf(labels as VectorInput);
  const places = placesOf(labels, classes);
  return loss === 'multinomial' ? places : places.map((place) => 2 * place - 1);
}

/** The entry of a list at an index that is known to exist. */
export const at = (values: ArrayLike<number>, index: number): number => values[index] as number;

/** The dense rows of a matrix in any of its forms. */
export function rowsOf(input: AnyMatrixInput, layout = 'rowMajor'): number[][] {
  if (!('rows' in input)) return Array.from(input, (row) => vectorOf(row as VectorInput));
  const { rows, columns, data } = input;
  const table = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  const put = (major: number, minor: number, value: number) => {
    const [i, j] = layout === 'columnMajor' ? [minor, major] : [major, minor];
    (table[i] as number[])[j] = value;
  };
  const [majors, minors] = layout === 'columnMajor' ? [columns, rows] : [rows, columns];
  for (let major = 0; major < majors; major++) {
    if ('indptr' in input) {
      const [from, to] = [at(input.indptr, major), at(input.indptr, major + 1)];
      for (let k = from; k < to; k++) put(major, at(input.indices, k), at(data, k));
    } else {
      for (let minor = 0; minor < minors; minor++) put(major, minor, at(data, major * minors + minor));
    }
  }
  return table;
}

/** The number of columns of a matrix, also if it has no rows. */
export const columnsOf = (input: AnyMatrixInput): number =>
  'columns' in input ? input.columns : ((input as readonly VectorInput[])[0]?.length ?? 0);

/** An array with any number of axes, row-major. */
export interface Elements {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The shape and values of an array in any of its forms. */
export function elementsOf(input: expression.PointInput): Elements {
  if (typeof input === 'number') return { shape: [], values: [input] };
  if ('shape' in input) return { shape: vectorOf(input.shape), values: vectorOf(input.values) };
  if ('rows' in input) return { shape: [input.rows, input.columns], values: rowsOf(input).flat() };
  const isList = Array.isArray(input) && typeof input[0] === 'object';
  if (!isList) return { shape: [input.length], values: vectorOf(input as VectorInput) };
  const parts = (input as readonly expression.PointInput[]).map(elementsOf);
  return { shape: [parts.length, ...(parts[0]?.shape ?? [])], values: parts.flatMap(({ values }) => values) };
}

/** The solution of a square linear system, by elimination with partial pivoting. */
export function solved(matrix: readonly (readonly number[])[], rightSide: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, at(rightSide, i)]);
  for (let k = 0; k < rows.length; k++) {
    const size = (i: number) => Math.abs(at(rows[i] as number[], k));
    let best = k;
    for (let i = k + 1; i < rows.length; i++) if (size(i) > size(best)) best = i;
    [rows[k], rows[best]] = [rows[best] as number[], rows[k] as number[]];
    const pivot = rows[k] as number[];
    for (const [i, row] of rows.entries()) {
      const factor = i === k ? 0 : at(row, k) / at(pivot, k);
      if (factor !== 0) for (let j = k; j < row.length; j++) row[j] = at(row, j) - factor * at(pivot, j);
    }
  }
  return rows.map((row, k) => at(row, rows.length) / at(row, k));
}

/** The columns of a table of rows. */
export const transposed = (rows: readonly (readonly number[])[], columns: number): number[][] =>
  Array.from({ length: columns }, (_, j) => rows.map((row) => at(row, j)));

/** Whether an argument or a result is a vector rather than a matrix. */
export const isVector = (input: VectorInput | AnyMatrixInput): input is VectorInput =>
  ArrayBuffer.isView(input) || (Array.isArray(input) && typeof input[0] !== 'object');

/** The rows of a vector or a matrix: a number is a row of one. */
export const rowsOfSeries = (input: VectorInput | AnyMatrixInput): number[][] =>
  isVector(input) ? vectorOf(input).map((value) => [value]) : rowsOf(input);

/** The rows of each of several series, or of one. */
export function trajectoriesOf(
  given: VectorInput | AnyMatrixInput | readonly AnyMatrixInput[],
): number[][][] {
  const isList = Array.isArray(given) && typeof given[0] === 'object' && !isVector(given[0] as never);
  const all = isList ? (given as readonly AnyMatrixInput[]) : [given as VectorInput | AnyMatrixInput];
  return all.map(rowsOfSeries);
}

/** The columns of a right side; a single one for a vector. */
export function rightSidesOf(input: VectorInput | AnyMatrixInput): number[][] {
  return isVector(input) ? [vectorOf(input)] : transposed(rowsOf(input), columnsOf(input));
}

export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

export const dot = (x: readonly number[], y: readonly number[]): number =>
  sum(x.map((value, k) => value * at(y, k)));

/** The largest magnitude; 0 for an empty list. */
export const largest = (values: Iterable<number>): number => {
  let most = 0;
  for (const value of values) if (!(Math.abs(value) <= most)) most = Math.abs(value);
  return most;
};

/** The Euclidean norm, without overflow or underflow. */
export function norm(values: readonly number[]): number {
  const exponent = exponentOf(largest(values));
  const scaled = values.map((value) => shifted(value, -exponent));
  return shifted(Math.sqrt(dot(scaled, scaled)), exponent);
}

/** The exponent `e` with `2^e <= |value| < 2^(e + 1)`; 0 for zero. */
export function exponentOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const guess = Math.floor(Math.log2(Math.abs(value)));
  const mantissa = Math.abs(shifted(value, -guess));
  return guess + (mantissa < 1 ? -1 : mantissa >= 2 ? 1 : 0);
}

/** `value` times `2^exponent`, exact unless the result leaves the range of doubles. */
export function shifted(value: number, exponent: number): number {
  if (!Number.isFinite(exponent)) throw new RangeError('an exponent is not finite');
  let result = value;
  for (let left = exponent; left !== 0; ) {
    const step = Math.max(-1000, Math.min(1000, left));
    result *= 2 ** step;
    left -= step;
  }
  return result;
}

/** Numbers in a power-of-two unit, with the largest magnitude in [1, 2). */
export interface Scaled {
  readonly values: readonly number[];
  readonly exponent: number;
}

/** A vector in such a unit: losses by underflow are below the rounding of the largest entry. */
export function scaled(values: readonly number[]): Scaled {
  const exponent = exponentOf(largest(values));
  return { values: values.map((value) => shifted(value, -exponent)), exponent };
}

/** A field on a grid: a number, a list, or a formula. */
export type FieldInput = pde.PoissonProblem['rightSide'];

/** The number or the numbers of a field. Certificates of grids take no formulas. */
export function numbersOf(field: FieldInput): number | VectorInput {
  if (typeof field === 'object' && !('length' in field))
    throw new Refusal('a certificate has no points at which to evaluate a formula');
  return field;
}
