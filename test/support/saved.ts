/** Problems and solutions after a round trip through JSON. */

import { isGraph } from './cells.js';

/** A value after a round trip through JSON, with its functions kept. */
export function throughJson<T>(value: T): T {
  return withFunctions(JSON.parse(JSON.stringify(value)), value) as T;
}

/** A solution after a round trip through the JSON of the command and of batches, which write arrays as lists. */
export function throughLists<T>(value: T): T {
  const lists = (_: string, part: unknown) =>
    ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part;
  return JSON.parse(JSON.stringify(value, lists));
}

/** A problem after a round trip through JSON, with all its arrays, of any form, as typed arrays before. */
export const saved = <T extends object>(problem: T): T => throughJson(typed(problem)) as T;

/** The value with typed arrays for lists of numbers, and empty ones for empty lists. */
export function typed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || isGraph(value))
    return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, typed(part)]));
  }
  return value.every((entry) => typeof entry === 'number') ? Float64Array.from(value) : value.map(typed);
}

/** Restores the functions of the original in a copy from JSON. */
function withFunctions(copy: unknown, original: unknown): unknown {
  if (typeof original === 'function') return original;
  if (typeof original !== 'object' || original === null || ArrayBuffer.isView(original)) return copy;
  const parts = Object.entries(original).filter(([, part]) => part !== undefined);
  const whole = parts.map(([key, part]) => [
    key,
    withFunctions((copy as Record<string, unknown>)[key], part),
  ]);
  return Array.isArray(original) ? whole.map(([, part]) => part) : Object.fromEntries(whole);
}

/** Whether JSON can represent the numbers of a value: no infinities and no NaN. */
export function isInJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isInJson);
}

/** Problems that contain a solution, for example as a start of its own method. */
export function continued(problem: object, solution: object): object[] {
  const { warmStart, solution: point } = solution as { warmStart?: object; solution?: unknown };
  return [
    { ...problem, ...warmStart },
    { ...problem, initial: solution },
    { ...problem, initial: point },
    { ...problem, start: solution },
  ];
}

/** A value with lists in place of arrays of any form. */
export function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, listed(part)] as const);
  return parts.every(([key], k) => key === String(k))
    ? parts.map(([, part]) => part)
    : Object.fromEntries(parts);
}
