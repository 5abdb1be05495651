/** Dense and sparse matrices for tests, with the basic algebra for checking results. */

import type { Matrix, SparseMatrix } from 'superlinear';
import { uniform } from './random.js';

/** Uniform numbers between -1 and 1. */
export const centered = (seed: number, count: number): Float64Array =>
  uniform(seed, count).map((value) => 2 * value - 1);

/** A matrix of such numbers. */
export const centeredMatrix = (seed: number, rows: number, columns: number): Matrix => ({
  rows,
  columns,
  data: centered(seed, rows * columns),
});

/** The sum of all entries. */
export const sum = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

/** The rows of a matrix given row by row. */
export const rowsOf = (data: ArrayLike<number>, columns: number): number[][] =>
  Array.from({ length: data.length / columns }, (_, i) =>
    Array.from(data).slice(i * columns, (i + 1) * columns),
  );

/** The Euclidean norm. */
export const norm = (x: ArrayLike<number>): number => Math.hypot(...Array.from(x));

/** `x - y`. */
export const difference = (x: Float64Array, y: ArrayLike<number>): Float64Array =>
  x.map((value, i) => value - (y[i] as number));

/** `A x`. */
export function product({ rows, columns, data }: Matrix, x: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (data[i * columns + j] as number) * (x[j] as number);
    return sum;
  });
}

/** `A'`. */
export function transposed({ rows, columns, data }: Matrix): Matrix {
  const entries = Float64Array.from(
    { length: rows * columns },
    (_, k) => data[(k % rows) * columns + Math.floor(k / rows)] as number,
  );
  return { rows: columns, columns: rows, data: entries };
}

/** Column `j`. */
export function column({ rows, columns, data }: Matrix, j: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => data[i * columns + j] as number);
}

/** `A B`. */
export function matrixProduct(a: Matrix, b: Matrix): Matrix {
  const rowsOfB = Array.from({ length: b.rows }, (_, k) =>
    b.data.subarray(k * b.columns, (k + 1) * b.columns),
  );
  const data = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++) {
    const out = data.subarray(i * b.columns, (i + 1) * b.columns);
    for (const [k, row] of rowsOfB.entries()) {
      const factor = a.data[i * a.columns + k] as number;
      for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + factor * (row[j] as number);
    }
  }
  return { rows: a.rows, columns: b.columns, data };
}

/** The largest magnitude of an entry of `A' A - I`: 0 for orthonormal columns. */
export function departureFromOrthonormal(matrix: Matrix): number {
  const { rows, data } = matrixProduct(transposed(matrix), matrix);
  return data.reduce(
    (largest, entry, k) => Math.max(largest, Math.abs(entry - (k % (rows + 1) === 0 ? 1 : 0))),
    0,
  );
}

/**
 * A matrix with these singular values, at most as many as its smaller dimension: a diagonal matrix between two
 * reflections.
 */
export function withSingularValues(
  rows: number,
  columns: number,
  values: ArrayLike<number>,
  seed: number,
): Matrix {
  const data = new Float64Array(rows * columns);
  for (let k = 0; k < values.length; k++) data[k * columns + k] = values[k] as number;
  const tall = transposed(reflectRows({ rows, columns, data }, centered(seed, rows)));
  return transposed(reflectRows(tall, centered(seed + 1, columns)));
}

/** `(I - 2 u u' / u'u) A`. */
function reflectRows(matrix: Matrix, u: Float64Array): Matrix {
  const { rows, columns, data } = matrix;
  const square = u.reduce((sum, value) => sum + value * value, 0);
  const shares = product(transposed(matrix), u).map((share) => (2 * share) / square);
  const reflected = data.map(
    (entry, k) => entry - (u[Math.floor(k / columns)] as number) * (shares[k % columns] as number),
  );
  return { rows, columns, data: reflected };
}

/** Converts a dense matrix to a sparse one without its zeros. */
export function sparse({ rows, columns, data }: Matrix): SparseMatrix {
  const indptr = [0];
  const indices: number[] = [];
  const kept: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const entry = data[i * columns + j] as number;
      if (entry === 0) continue;
      indices.push(j);
      kept.push(entry);
    }
    indptr.push(kept.length);
  }
  return {
    rows,
    columns,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    data: Float64Array.from(kept),
  };
}

/** The nonzero entries of a square matrix of rows. */
export const sparseRows = (rows: readonly (readonly number[])[]): SparseMatrix =>
  sparse({ rows: rows.length, columns: rows.length, data: Float64Array.from(rows.flat()) });

/** An unsymmetric matrix and its sum with its transpose, for which tests have references with 40 digits (mpmath). */
export const A = rowsOf(
  uniform(51, 36).map((value) => value - 0.5),
  6,
);
export const S = A.map((row, i) => row.map((value, j) => value + ((A[j] as number[])[i] as number)));

/** A square matrix from the entries of each row, pairs of column and value in ascending order. */
export function fromRows(
  n: number,
  entriesOf: (i: number) => readonly (readonly [number, number])[],
): SparseMatrix {
  const [indptr, indices, data]: [number[], number[], number[]] = [[0], [], []];
  for (let i = 0; i < n; i++) {
    for (const [j, value] of entriesOf(i)) {
      indices.push(j);
      data.push(value);
    }
    indptr.push(data.length);
  }
  return {
    rows: n,
    columns: n,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    data: Float64Array.from(data),
  };
}

/** The second differences of `size` points on a line: symmetric, with a condition number of about `0.4 size^2`. */
export const secondDifferences = (size: number): SparseMatrix =>
  fromRows(size, (i) =>
    [i - 1, i, i + 1].filter((j) => j >= 0 && j < size).map((j) => [j, i === j ? 2 : -1] as const),
  );

/** Five-point differences on a square grid, with the coefficients [south, west, east, north] of each point. */
export function fivePoint(
  side: number,
  coefficients: (i: number, j: number) => readonly number[],
): SparseMatrix {
  return fromRows(side * side, (k) => {
    const [i, j] = [Math.floor(k / side), k % side];
    const [south = 0, west = 0, east = 0, north = 0] = coefficients(i, j);
    const entries: [boolean, number, number][] = [
      [i > 0, k - side, -south],
      [j > 0, k - 1, -west],
      [true, k, south + west + east + north],
      [j < side - 1, k + 1, -east],
      [i < side - 1, k + side, -north],
    ];
    return entries.filter(([isInside]) => isInside).map(([, column, value]) => [column, value] as const);
  });
}
