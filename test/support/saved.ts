/** Problems and solutions as they come back from JSON. */

import { isGraph } from './cells.js';

/** A value through JSON and back, its functions as they were. */
export function throughJson<T>(value: T): T {
  return withFunctions(JSON.parse(JSON.stringify(value)), value) as T;
}

/** A solution through the JSON of the command and of batches, whose arrays are lists, and back. */
export function throughLists<T>(value: T): T {
  const lists = (_: string, part: unknown) =>
    ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part;
  return JSON.parse(JSON.stringify(value, lists));
}

/** A problem as if its arrays, in whatever form, had been typed arrays, through JSON and back. */
export const saved = <T extends object>(problem: T): T => throughJson(typed(problem)) as T;

/** The value with typed arrays in the place of lists of numbers, and of nothing in the place of empty lists. */
function typed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || isGraph(value))
    return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, typed(part)]));
  }
  return value.every((entry) => typeof entry === 'number') ? Float64Array.from(value) : value.map(typed);
}

/** What came back from JSON, with the functions that the original has. */
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

/** Whether JSON can hold the numbers of a value: it has no infinities and no NaN. */
export function isInJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isInJson);
}

/** The problems that a solution may be part of: of its own method, as what to start from. */
export function continued(problem: object, solution: object): object[] {
  const { warmStart, solution: point } = solution as { warmStart?: object; solution?: unknown };
  return [
    { ...problem, ...warmStart },
    { ...problem, initial: solution },
    { ...problem, initial: point },
    { ...problem, start: solution },
  ];
}

/** A value with lists in the place of arrays, in whichever form. */
export function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, listed(part)] as const);
  return parts.every(([key], k) => key === String(k))
    ? parts.map(([, part]) => part)
    : Object.fromEntries(parts);
}
