/** Answers that are matrices, flat or as rows. */

import { type MakeAnswerer, vectorAnswerer } from './converse.js';
import type { VectorAnswer } from './operators.js';
import { isPromise } from './returned.js';

/** The return value of a function with a matrix result: a flat vector of the entries, or an array of rows. */
export type MatrixAnswer = VectorAnswer | readonly ArrayLike<number>[];

/**
 * Makes an answerer from a function of a vector that returns a matrix, or writes it into its second argument row by
 * row.
 */
export const matrixAnswerer: MakeAnswerer = (name, f) =>
  vectorAnswerer(
    name,
    typeof f === 'function' ? (x: Float64Array, entries: Float64Array) => flattened(f(x, entries)) : f,
  );

/** Flattens an array of rows, row by row, also inside a promise. Other values are returned as they are. */
export function flattened(value: unknown): unknown {
  if (isPromise(value)) return value.then(flattened);
  const isListOfRows = Array.isArray(value) && value.length > 0 && value.every(isRow);
  return isListOfRows ? value.flatMap((row) => Array.from(row)) : value;
}

/** Returns whether a value is a list or a typed array of numbers. */
export function isRow(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
