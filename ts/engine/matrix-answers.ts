/** Matrices as answers: flat, or as rows. */

import { type MakeAnswerer, vectorAnswerer } from './converse.js';
import type { VectorAnswer } from './operators.js';

/** What a function with a matrix as its value returns: as a vector of the entries, or as an array of rows. */
export type MatrixAnswer = VectorAnswer | readonly ArrayLike<number>[];

/** Answers with a matrix, which a function of a vector returns, or writes into its second argument row by row. */
export const matrixAnswerer: MakeAnswerer = (name, f) =>
  vectorAnswerer(
    name,
    typeof f === 'function' ? (x: Float64Array, entries: Float64Array) => flattened(f(x, entries)) : f,
  );

/** The entries of an array of rows, row by row; all else, now or later, as it is. */
export function flattened(value: unknown): unknown {
  if (typeof (value as PromiseLike<unknown> | undefined)?.then === 'function') {
    return (value as PromiseLike<unknown>).then(flattened);
  }
  const isListOfRows = Array.isArray(value) && value.length > 0 && value.every(isRow);
  return isListOfRows ? value.flatMap((row) => Array.from(row)) : value;
}

function isRow(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
