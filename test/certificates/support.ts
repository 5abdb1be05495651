/**
 * What certificates are made of: arrays read from all forms that methods accept, arithmetic that no scale overflows, and refusals
 * that say which figure is off. A certificate takes a problem and a solution, never calls the library, and throws where the solution
 * is not what its status says.
 */

import type { AnyMatrixInput, expression, VectorInput } from 'superlinear';

/** The distance from 1 to the next larger double. */
export const EPSILON = 2 ** -52;

/** The smallest positive double: what underflow may take from any figure. */
export const TINY = 5e-324;

/** What a certificate throws. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** Refuses a figure that is above its bound, or not a number. */
export function atMost(figure: string, value: number, bound: number): void {
  if (!(value <= bound)) throw new Refusal(`${figure} is ${value}, more than ${bound}`);
}

/** Refuses a figure that differs from what it must be by more than `slack`. */
export function near(figure: string, value: number, expected: number, slack: number): void {
  if (!(Math.abs(value - expected) <= slack))
    throw new Refusal(
      `${figure} is ${value} where ${expected} is computed, which is more than ${slack} apart`,
    );
}

/** Digits of a tolerance that may be lost, as sums are ordered and scales computed otherwise than by the solver: a thousandth. */
export const MEASURED = 1.001;

/** Digits of a tolerance that may be lost, as norms are computed otherwise than by the solver. */
export const MEASURED_NORM = 1.01;

/** Refuses what does not hold. */
export function holds(claim: string, isTrue: boolean): void {
  if (!isTrue) throw new Refusal(`it does not hold that ${claim}`);
}

/** Fails unless a certificate refuses: that it can fail is to be shown for each. */
export function expectRefusal(certificate: () => void): void {
  try {
    certificate();
  } catch (error) {
    if (error instanceof Refusal) return;
    throw error;
  }
  throw new Error('a wrong solution was not refused');
}

/** The numbers of a vector. */
export const vectorOf = (input: VectorInput): number[] => Array.from(input);

/** Class labels, whatever they are. */
export type LabelsInput = VectorInput | readonly string[] | readonly boolean[];

type Label = number | string | boolean;

const labelsOf = (labels: LabelsInput): Label[] => Array.from(labels as ArrayLike<Label>);

/** The different labels, ascending. */
export function classesOf(labels: LabelsInput): Label[] {
  const different = new Set(labelsOf(labels).map((label) => (typeof label === 'number' ? label + 0 : label)));
  return [...different].sort((a, b) => (a < b ? -1 : 1));
}

/** The place of each label among the classes. */
export const placesOf = (labels: LabelsInput, classes: readonly Label[]): number[] =>
  labelsOf(labels).map((label) => classes.indexOf(label));

/** Labels as losses take them: of two classes -1 and 1, of any number their places. */
export function codesOf(labels: LabelsInput, loss: string, classes = classesOf(labels)): number[] {
  if (loss === 'squared') return vectorOf(labels as VectorInput);
  const places = placesOf(labels, classes);
  return loss === 'multinomial' ? places : places.map((place) => 2 * place - 1);
}

/** The entry of a list that is known to be there. */
export const at = (values: ArrayLike<number>, index: number): number => values[index] as number;

/** The rows of a matrix in any of its forms; those of a sparse one are filled up with zeros. */
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

/** How many columns a matrix has, also where it has no row. */
export const columnsOf = (input: AnyMatrixInput): number =>
  'columns' in input ? input.columns : ((input as readonly VectorInput[])[0]?.length ?? 0);

/** An array of any number of axes, row-major. */
export interface Elements {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The numbers and lengths of an array in any of its forms. */
export function elementsOf(input: expression.PointInput): Elements {
  if (typeof input === 'number') return { shape: [], values: [input] };
  if ('shape' in input) return { shape: vectorOf(input.shape), values: vectorOf(input.values) };
  if ('rows' in input) return { shape: [input.rows, input.columns], values: rowsOf(input).flat() };
  const isList = Array.isArray(input) && typeof input[0] === 'object';
  if (!isList) return { shape: [input.length], values: vectorOf(input as VectorInput) };
  const parts = (input as readonly expression.PointInput[]).map(elementsOf);
  return { shape: [parts.length, ...(parts[0]?.shape ?? [])], values: parts.flatMap(({ values }) => values) };
}

/** The columns of a table of rows. */
export const transposed = (rows: readonly (readonly number[])[], columns: number): number[][] =>
  Array.from({ length: columns }, (_, j) => rows.map((row) => at(row, j)));

/** Whether an argument or a result is a vector, and not a matrix. */
export const isVector = (input: VectorInput | AnyMatrixInput): input is VectorInput =>
  ArrayBuffer.isView(input) || (Array.isArray(input) && typeof input[0] !== 'object');

/** The columns of a right side: one of a vector, or those of a matrix. */
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

/** The largest magnitude, 0 of none. */
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

/** The `e` for which `|value|` is from `2^e` up to `2^(e + 1)`; 0 for zero. */
export function exponentOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const guess = Math.floor(Math.log2(Math.abs(value)));
  const mantissa = Math.abs(shifted(value, -guess));
  return guess + (mantissa < 1 ? -1 : mantissa >= 2 ? 1 : 0);
}

/** `value` times `2^exponent`, which is exact unless the result leaves the range of doubles. */
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

/** Numbers in a unit that is a power of two, in which the largest is from 1 to 2. */
export interface Scaled {
  readonly values: readonly number[];
  readonly exponent: number;
}

/** A vector in such a unit: what is lost by underflow is below rounding beside the largest. */
export function scaled(values: readonly number[]): Scaled {
  const exponent = exponentOf(largest(values));
  return { values: values.map((value) => shifted(value, -exponent)), exponent };
}
