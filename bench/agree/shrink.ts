// Makes a model smaller while the same thing is wrong with it: fewer rows, columns and fields, rounder numbers.

import type { Subject } from './subject.js';

/** Whether what was wrong still is. */
type Persists = (model: object) => Promise<boolean>;

/** The parts of a subject that describe the sizes of its models. */
type Ways = Pick<Subject, 'axes' | 'codes' | 'smaller'>;

/** Milliseconds that are spent on one model. */
const LONGEST = 2000;

/** The smallest model that was found within so many milliseconds. */
export async function shrunk(
  model: object,
  subject: Ways,
  persists: Persists,
  longest = LONGEST,
): Promise<object> {
  const until = performance.now() + longest;
  let [smallest, isSmaller] = [model, true];
  while (isSmaller) {
    isSmaller = false;
    for (const candidate of candidates(smallest, subject)) {
      if (performance.now() > until) return smallest;
      if (!(await persists(candidate))) continue;
      [smallest, isSmaller] = [candidate, true];
      break;
    }
  }
  return smallest;
}

/** Smaller models, those that lose most first. */
function* candidates(model: object, subject: Ways): Iterable<object> {
  const { axes = [], codes = [] } = subject;
  yield* subject.smaller?.(model) ?? [];
  for (const axis of axes) yield* withFewer(model, axis);
  for (const key of Object.keys(model)) {
    const { [key]: _, ...rest } = model as Record<string, unknown>;
    yield rest;
  }
  for (const key of Object.keys(model)) if (!codes.includes(key)) yield* withRounder(model, key);
}

/** Models without half of an axis, a quarter, and so on down to one. */
function* withFewer(model: object, axis: readonly string[]): Iterable<object> {
  const length = lengthOf(model, axis);
  for (
    let share = Math.ceil(length / 2);
    share >= 1 && length > 1;
    share = share === 1 ? 0 : Math.ceil(share / 2)
  ) {
    for (let first = 0; first < length; first += share) {
      if (Math.min(length, first + share) - first === length) continue;
      yield axis.reduce<unknown>(
        (value, path) => without(value, path.split('.'), first, first + share),
        model,
      ) as object;
    }
  }
}

/** The length of an axis, by its first place that the model has. */
function lengthOf(model: object, axis: readonly string[]): number {
  for (const path of axis) {
    const list = path
      .split('.')
      .reduce<unknown>(
        (value, key) => (value as Record<string, unknown> | undefined)?.[key === '*' ? 0 : key],
        model,
      );
    if (Array.isArray(list)) return list.length;
  }
  return 0;
}

/** The value without the entries from `first` up to `end` of the lists at the path, where `*` is each item. */
function without(value: unknown, path: readonly string[], first: number, end: number): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return Array.isArray(value) ? value.filter((_, k) => k < first || k >= end) : value;
  if (key === '*') return Array.isArray(value) ? value.map((item) => without(item, rest, first, end)) : value;
  const record = value as Record<string, unknown>;
  return key in record ? { ...record, [key]: without(record[key], rest, first, end) } : value;
}

const ROUNDINGS: readonly ((x: number) => number)[] = [
  () => 0,
  () => 1,
  Math.round,
  (x) => Number(x.toPrecision(1)),
  (x) => Number(x.toPrecision(2)),
];

/** Models with rounder numbers in a field: all of them, then one after the other. */
function* withRounder(model: object, key: string): Iterable<object> {
  const value = (model as Record<string, unknown>)[key];
  const count = numbersIn(value);
  for (const places of [undefined, ...(count > 1 && count <= 40 ? Array(count).keys() : [])]) {
    for (const round of ROUNDINGS) {
      let place = 0;
      const rounded = mapNumbers(value, (x) =>
        (places === undefined || place++ === places) && Number.isFinite(x) ? round(x) : x,
      );
      // Ends where nothing changes, as each number gets rounder only.
      if (digitsOf(rounded) < digitsOf(value)) yield { ...model, [key]: rounded };
    }
  }
}

const digitsOf = (value: unknown) => JSON.stringify(value).length;

function numbersIn(value: unknown): number {
  let count = 0;
  mapNumbers(value, (x) => {
    count++;
    return x;
  });
  return count;
}

function mapNumbers(value: unknown, map: (x: number) => number): unknown {
  if (typeof value === 'number') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapNumbers(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapNumbers(item, map)]));
}
