/** Pages of results: entries, rows or texts from a position on, with all digits. */

import { answerOf, lengthOf, scalar } from './answer.js';
import { badArgument } from './call-error.js';
import { entriesOf, isDense, isNumbers, isSparse, rowsOf } from './matrices.js';

/** The part of a field to read. */
export interface Range {
  readonly from: number;
  readonly count: number;
}

/** Numbers of a page at most. A row of a matrix may have more: it has a field of its own. */
const MAX_NUMBERS = 3000;

/** Characters of a page of lists and texts. */
const MAX_CHARACTERS = 20_000;

const ALL_DIGITS = 17;

/** A page of a value. `next` is the position of the following page; absent at the end. */
export function pageOf(value: unknown, field: string, range: Range): object {
  if (typeof value === 'string') return textPage(value, range);
  if (typeof value !== 'object' || value === null) return { value: scalar(value) };
  if (isNumbers(value)) {
    const take = (start: number, end: number) => Array.from(value.slice(start, end), scalar);
    return page(value.length, range, take, 'values');
  }
  if (isSparse(value)) {
    const fitting = { ...range, count: Math.min(range.count, MAX_NUMBERS / 3) };
    const size = { rows: value.rows, columns: value.columns };
    return {
      ...size,
      ...page(value.data.length, fitting, (start, end) => entriesOf(value, start, end), 'entries'),
    };
  }
  if (isDense(value)) return rowPage(value, field, range);
  if (Array.isArray(value)) return listPage(value, field, range);
  return { value: answerOf(value, ALL_DIGITS, field) };
}

function page(
  length: number,
  { from, count }: Range,
  take: (start: number, end: number) => readonly unknown[],
  name: string,
): object {
  if (from > length) throw badArgument('from', `must be at most ${length}, the length, got ${from}`);
  const end = Math.min(length, from + count);
  return { length, from, [name]: take(from, end), ...(end < length && { next: end }) };
}

function rowPage(matrix: Parameters<typeof rowsOf>[0], field: string, range: Range): object {
  const { rows, columns } = matrix;
  if (columns > MAX_NUMBERS) {
    const row = field === '' ? '0' : `${field}.0`;
    throw badArgument(
      'field',
      `has rows of ${columns} numbers: read one by the field ${JSON.stringify(row)}`,
    );
  }
  const count = Math.max(1, Math.min(range.count, Math.floor(MAX_NUMBERS / Math.max(1, columns))));
  const take = (start: number, end: number) =>
    rowsOf(matrix, start, end).map((row) => Array.from(row, scalar));
  return { columns, ...page(rows, { ...range, count }, take, 'rows') };
}

/** As many items as fit, each shortened as in an answer. */
function listPage(list: readonly unknown[], field: string, range: Range): object {
  let left = MAX_CHARACTERS;
  const items: unknown[] = [];
  const end = Math.min(list.length, range.from + range.count);
  for (let k = range.from; k < end; k++) {
    const item = answerOf(list[k], ALL_DIGITS, field === '' ? String(k) : `${field}.${k}`);
    left -= lengthOf(item);
    if (left < 0 && items.length > 0) break;
    items.push(item);
  }
  return page(list.length, { ...range, count: Math.max(items.length, 1) }, () => items, 'items');
}

/** Part of a text, from a character on. */
function textPage(text: string, { from }: Range): object {
  const end = Math.min(text.length, from + MAX_CHARACTERS);
  return { length: text.length, from, text: text.slice(from, end), ...(end < text.length && { next: end }) };
}
