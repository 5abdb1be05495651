/** Observations of the states of differential equations, entries without one left out. */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { hasLayout, isByColumns } from '../engine/layout.js';
import { isRow } from '../engine/matrix-answers.js';

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
  readonly observations: VectorInput | MatrixInput;
  readonly weights?: VectorInput | MatrixInput;
}

/** Checks observations and weights. `width` is the number of columns, if it is known, with its origin. */
export function observationsOf(
  { times, observations, weights }: Given,
  width: { readonly count: number; readonly of: string } | undefined,
): Observations {
  const count = listOf('times', times).length;
  const isVector = isVectorOf(observations);
  const rows = isVector ? columnOf(observations) : rowsOf('observations', observations);
  if (rows.length !== count) {
    const message = `must have as many rows as times has entries, ${count}, got ${rows.length}`;
    throw invalidInput('observations', message);
  }
  const columns = width?.count ?? rows[0]?.length ?? 0;
  const origin = width === undefined ? 'the first row' : width.of;
  requireWidth('observations', rows, columns, origin);
  // A single weight is that of the column.
  const isOfRows = isVector && isRow(weights) && weights.length === count;
  const weightOf = weightsOf(isOfRows ? columnOf(weights) : weights, count, columns);
  const observed: Observation[] = [];
  rows.forEach((row, i) => {
    for (let j = 0; j < columns; j++) {
      const value = row[j];
      // JSON has null in the place of NaN.
      if (value === null) continue;
      if (typeof value !== 'number' || Math.abs(value) === Infinity) {
        const message = `must be a finite number, or NaN where there is no observation, got ${describeValue(value)}`;
        throw invalidInput(isVector ? `observations[${i}]` : `observations[${i}][${j}]`, message);
      }
      if (!Number.isNaN(value)) observed.push({ place: i * columns + j, value, weight: weightOf(i, j) });
    }
  });
  if (observed.length === 0)
    throw invalidInput('observations', 'must have at least one entry other than NaN');
  return { columns, observed, isWeighted: weights !== undefined };
}

/** Whether observations are a number for each time, or missing there. */
const isVectorOf = (observations: unknown): observations is ArrayLike<unknown> =>
  isRow(observations) && !Array.from<unknown>(observations).some(isRow);

/** The rows of a single column. */
const columnOf = (values: ArrayLike<unknown>): ArrayLike<unknown>[] => Array.from(values, (value) => [value]);

/** The weight of each entry: of its own, or of its column. */
function weightsOf(weights: unknown, count: number, columns: number): (i: number, j: number) => number {
  if (weights === undefined) return () => 1;
  const isVector = isRow(weights) && typeof weights[0] === 'number';
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

/** A list; throws an error with the wanted form otherwise. */
export function listOf(path: string, value: unknown, form = 'a vector of numbers'): ArrayLike<unknown> {
  if (isRow(value)) return value;
  throw invalidInput(path, `must be ${form}, got ${describeValue(value)}`);
}

const MATRIX = 'a matrix: a list of rows, or an object with rows, columns and data';

/** The rows of a matrix in any form. */
function rowsOf(path: string, matrix: unknown): ArrayLike<unknown>[] {
  if (Array.isArray(matrix)) return matrix.map((row, i) => listOf(`${path}[${i}]`, row, 'a row of numbers'));
  if (typeof matrix !== 'object' || matrix === null || !('data' in matrix))
    throw invalidInput(path, `must be ${MATRIX}, got ${describeValue(matrix)}`);
  const given = matrix as { rows?: unknown; columns?: unknown; data: unknown };
  const [rows, columns] = [
    countOf(`${path}.rows`, given.rows),
    countOf(`${path}.columns`, given.columns),
  ] as const;
  const entries = Array.from(listOf(`${path}.data`, given.data));
  if (rows * columns !== entries.length)
    throw invalidInput(`${path}.data`, `must have ${rows * columns} entries, got ${entries.length}`);
  const isTransposed = hasLayout(matrix) && isByColumns(matrix, path);
  const placeOf = (i: number, j: number) => (isTransposed ? j * rows + i : i * columns + j);
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => entries[placeOf(i, j)]),
  );
}

function countOf(path: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 0) return value as number;
  throw invalidInput(path, `must be an integer of at least 0, got ${describeValue(value)}`);
}
