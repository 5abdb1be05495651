/** Fields of solutions, named by paths such as `model.coefficients` or `folds.3`. */

import { describeValue, invalidInput } from '../engine/errors.js';
import { nearest } from '../engine/nearest.js';
import { type Dense, isDense } from './matrices.js';

/** The part of a value named by a path: own properties, entries of lists, and rows of matrices. */
export function fieldOf(value: unknown, field: string | undefined, path: string): unknown {
  if (field === undefined || field === '') return value;
  return field.split('.').reduce((part, name) => partOf(part, name, path), value);
}

function partOf(value: unknown, name: string, path: string): unknown {
  if (typeof value !== 'object' || value === null)
    throw invalidInput(path, `has no field ${describeValue(name)}: there is ${describeValue(value)}`);
  const isIndex = /^\d{1,10}$/.test(name);
  if (isDense(value) && isIndex) return rowOf(value, Number(name), path);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = value as ArrayLike<unknown>;
    if (isIndex && Number(name) < list.length) return list[Number(name)];
    throw invalidInput(path, `has entries 0 to ${list.length - 1}, not ${describeValue(name)}`);
  }
  if (Object.hasOwn(value, name)) return (value as Record<string, unknown>)[name];
  const names = Object.keys(value);
  const meant = nearest(name, names);
  const hint = meant === undefined ? `there are ${names.slice(0, 12).join(', ')}` : `did you mean ${meant}?`;
  throw invalidInput(path, `has no field ${describeValue(name)}; ${hint}`);
}

function rowOf({ rows, columns, data }: Dense, row: number, path: string): ArrayLike<number> {
  if (row >= rows) throw invalidInput(path, `has rows 0 to ${rows - 1}, not ${row}`);
  return data.slice(row * columns, (row + 1) * columns);
}
