/** Observations of the states of differential equations, entries without one left out. */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';

/** An observed entry. */
export interface Observation {
  /** Its place among the entries of all rows. */
  readonly place: number;
  readonly value: number;
  readonly weight: number;
}

/** All observations, and the number of columns they are in. */
export interface Observations {
  readonly columns: number;
  readonly observed: readonly Observation[];
  /** Whether weights were given. */
  readonly isWeighted: boolean;
}

interface Given {
  readonly times: VectorInput;
  readonly observations: MatrixInput;
  readonly weights?: VectorInput | MatrixInput;
}

/** Checks observations and weights. `width` is the number of columns, if it is known, with its origin. */
export function observationsOf(
  { times, observations, weights }: Given,
  width: { readonly count: number; readonly of: string } | undefined,
): Observations {
  const count = listOf('times', times).length;
  const rows = rowsOf('observations', observations);
  if (rows.length !== count) {
    const message = `must have as many rows as times has entries, ${count}, got ${rows.length}`;
    throw invalidInput('observations', message);
  }
  const columns = width?.count ?? rows[0]?.length ?? 0;
  const origin = width === undefined ? 'the first row' : width.of;
  requireWidth('observations', rows, columns, origin);
  const weightOf = weightsOf(weights, count, columns);
  const observed: Observation[] = [];
  rows.forEach((row, i) => {
    for (let j = 0; j < columns; j++) {
      const value = row[j];
      // JSON has null in the place of NaN.
      if (value === null) continue;
      if (typeof value !== 'number' || Math.abs(value) === Infinity) {
        const message = `must be a finite number, or NaN where there is no observation, got ${describeValue(value)}`;
        throw invalidInput(`observations[${i}][${j}]`, message);
      }
      if (!Number.isNaN(value)) observed.push({ place: i * columns + j, value, weight: weightOf(i, j) });
    }
  });
  if (observed.length === 0)
    throw invalidInput('observations', 'must have at least one entry other than NaN');
  return { columns, observed, isWeighted: weights !== undefined };
}

/** The weight of each entry: of its own, or of its column. */
function weightsOf(weights: unknown, count: number, columns: number): (i: number, j: number) => number {
  if (weights === undefined) return () => 1;
  const isVector = isList(weights) && typeof weights[0] === 'number';
  const rows = isVector ? [weights] : rowsOf('weights', weights);
  const pathOf = (i: number, j: number) => (isVector ? `weights[${j}]` : `weights[${i}][${j}]`);
  if (!isVector && rows.length !== count) {
    const message = `must have as many rows as times has entries, ${count}, got ${rows.length}`;
    throw invalidInput('weights', message);
  }
  if (isVector && weights.length !== columns) {
    const message = `must have as many entries as observations has columns, ${columns}, got ${weights.length}`;
    throw invalidInput('weights', message);
  }
  requireWidth('weights', rows, columns, 'those of observations');
  rows.forEach((row, i) => {
    for (let j = 0; j < columns; j++) {
      const weight = row[j];
      if (typeof weight === 'number' && weight >= 0 && weight < Infinity) continue;
      throw invalidInput(pathOf(i, j), `must be a number that is not negative, got ${describeValue(weight)}`);
    }
  });
  return (i, j) => rows[isVector ? 0 : i]?.[j] as number;
}

function requireWidth(
  path: string,
  rows: readonly ArrayLike<unknown>[],
  columns: number,
  origin: string,
): void {
  rows.forEach((row, i) => {
    if (row.length === columns) return;
    throw invalidInput(
      `${path}[${i}]`,
      `must have as many entries as ${origin}, ${columns}, got ${row.length}`,
    );
  });
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** A list of numbers; throws otherwise. */
export function listOf(path: string, value: unknown): ArrayLike<unknown> {
  if (isList(value)) return value;
  throw invalidInput(path, `must be a number or a vector of numbers, got ${describeValue(value)}`);
}

/** The rows of a matrix in any form. */
function rowsOf(path: string, matrix: unknown): ArrayLike<unknown>[] {
  if (Array.isArray(matrix)) return matrix.map((row, i) => listOf(`${path}[${i}]`, row));
  requireObject(matrix, path);
  const { rows, columns, data } = matrix as { rows?: number; columns?: number; data?: unknown };
  const entries = Array.from(listOf(`${path}.data`, data));
  if (rows === undefined || columns === undefined || rows * columns !== entries.length)
    throw invalidInput(`${path}.data`, 'must have as many entries as rows and columns say');
  return Array.from({ length: rows }, (_, i) => entries.slice(i * columns, (i + 1) * columns));
}
