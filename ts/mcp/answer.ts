/**
 * Solutions as answers of a bounded length. Short arrays stand whole, and the longer ones as figures with their first
 * entries; `more` names the field for read_result.
 */

import { entriesOf, isDense, isNumbers, isSparse, type Numbers, rowsOf } from './matrices.js';

const MAX_CHARACTERS = 6000;

/** Lengths up to which arrays stand whole. The first with a fitting answer is taken. */
const WHOLE = [100, 40, 16, 6, 0];

/** Entries shown of a longer array. */
const SHOWN = 5;

/** Characters of a text. */
const MAX_TEXT = 300;

/** Keys of the last resort. */
const MAX_KEYS = 60;

/** A solution, shortened until it fits. Scalars keep all digits, entries of arrays `digits`. */
export function answerOf(solution: unknown, digits: number, field = ''): unknown {
  for (const whole of WHOLE) {
    const shown = new Answer(whole, digits).of(solution, field);
    if (lengthOf(shown) <= MAX_CHARACTERS) return shown;
  }
  return outlineOf(solution, field);
}

export const lengthOf = (value: unknown): number => JSON.stringify(value)?.length ?? 0;

/** The parts of an object without their values, except scalars; only their number, if even that is too long. */
function outlineOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value).slice(0, MAX_KEYS);
  const shown = entries.map(([key, part]) => [key, briefly(part, at(field, key))] as const);
  const left = Object.keys(value).length - entries.length;
  const outline = { ...Object.fromEntries(shown), ...(left > 0 && { furtherFields: left }) };
  return lengthOf(outline) <= MAX_CHARACTERS ? outline : { fields: Object.keys(value).length };
}

const briefly = (part: unknown, field: string) =>
  typeof part === 'string' || (typeof part === 'object' && part !== null) ? { more: field } : scalar(part);

const at = (field: string, key: string | number) => (field === '' ? String(key) : `${field}.${key}`);

/** A scalar in JSON; non-finite numbers as words. */
export const scalar = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

class Answer {
  readonly #whole: number;
  readonly #digits: number;

  constructor(whole: number, digits: number) {
    this.#whole = whole;
    this.#digits = digits;
  }

  of(value: unknown, field: string): unknown {
    if (typeof value === 'string') return this.#text(value, field);
    if (typeof value !== 'object' || value === null) return scalar(value);
    if (isNumbers(value)) return this.#numbers(value, field);
    if (Array.isArray(value)) return this.#list(value, field);
    if (isSparse(value)) return this.#sparse(value, field);
    if (isDense(value)) return this.#dense(value, field);
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, this.of(part, at(field, key))]),
    );
  }

  #text(text: string, field: string) {
    if (text.length <= MAX_TEXT) return text;
    return { length: text.length, first: text.slice(0, MAX_TEXT / 3), more: field };
  }

  #rounded = (value: number) =>
    Number.isFinite(value) ? Number(value.toPrecision(this.#digits)) : String(value);

  #entries = (numbers: Numbers) => Array.from(numbers, this.#rounded);

  #numbers(numbers: Numbers, field: string) {
    if (numbers.length <= this.#whole) return this.#entries(numbers);
    return { length: numbers.length, ...this.#figures(numbers), first: this.#first(numbers), more: field };
  }

  #first = (numbers: Numbers) => this.#entries(numbers.slice(0, SHOWN));

  #figures(numbers: Numbers) {
    let [min, max, sum, nonzero] = [Infinity, -Infinity, 0, 0];
    for (let k = 0; k < numbers.length; k++) {
      const value = numbers[k] as number;
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
      if (value !== 0) nonzero++;
    }
    if (numbers.length === 0) return { nonzero };
    const mean = sum / numbers.length;
    return { min: scalar(min), max: scalar(max), mean: scalar(mean), nonzero };
  }

  #list(list: readonly unknown[], field: string): unknown {
    if (list.length <= this.#whole) return list.map((item, k) => this.of(item, at(field, k)));
    const shown = list.slice(0, typeof list[0] === 'object' ? 1 : SHOWN);
    return { length: list.length, first: shown.map((item, k) => this.of(item, at(field, k))), more: field };
  }

  #dense(matrix: Parameters<typeof rowsOf>[0], field: string) {
    const { rows, columns, data } = matrix;
    if (data.length <= this.#whole) return rowsOf(matrix, 0, rows).map(this.#entries);
    return { rows, columns, ...this.#figures(data), first: this.#first(data), more: field };
  }

  #sparse(matrix: Parameters<typeof entriesOf>[0], field: string) {
    const { rows, columns, data } = matrix;
    const shown = 3 * data.length <= this.#whole ? data.length : SHOWN;
    const entries = entriesOf(matrix, 0, shown).map(([row, column, value]) => [
      row,
      column,
      this.#rounded(value as number),
    ]);
    if (shown === data.length) return { rows, columns, entries };
    return { rows, columns, entries: data.length, ...this.#figures(data), first: entries, more: field };
  }
}
