/**
 * Tables as text, one row on a line: cells are separated by commas, semicolons or tabs, and may stand in double quotes.
 *
 * The bytes are scanned once for the starts of the cells. Columns are read from these on request.
 */

import { describeValue } from '../engine/errors.js';
import { nearest } from '../engine/nearest.js';
import { numberAt } from './csv-numbers.js';

/** The columns selected by a reference: one, several, or all but some. A column is a header or a number from 0. */
export interface CsvChoice {
  readonly column?: string | number;
  readonly columns?: readonly (string | number)[] | { readonly except: readonly (string | number)[] };
}

/** A column of numbers or of texts, or the matrix of several columns. */
export type CsvValue =
  | Float64Array
  | string[]
  | { readonly rows: number; readonly columns: number; readonly data: Float64Array };

const [TAB, LINE_FEED, RETURN, SPACE, QUOTE] = [9, 10, 13, 32, 34];

/** The separators, by character code. */
const SEPARATORS = [',', ';', '\t'].map((separator) => separator.charCodeAt(0));

/** The positions of a table's cells. */
interface Cells {
  /** For each row the starts of its cells, then the start of the next one. */
  readonly starts: Uint32Array;
  readonly columns: number;
  readonly rows: number;
}

export class CsvTable {
  readonly #bytes: Buffer;
  readonly #cells: Cells;
  /** The headers; none if all cells of the first row are numbers. */
  readonly names: readonly string[];
  /** Whether the first row holds headers. */
  readonly #hasHeader: boolean;

  /** Throws an `Error` that describes the file if it is no table. */
  constructor(content: Buffer) {
    this.#bytes = inUtf8(content);
    const start = startOf(this.#bytes);
    this.#cells = scan(this.#bytes, start, separatorOf(this.#bytes, start));
    const first = Array.from({ length: this.#cells.columns }, (_, column) => column);
    this.#hasHeader = first.some((column) => Number.isNaN(this.#number(0, column)));
    this.names = this.#hasHeader ? first.map((column) => this.#text(0, column).trim()) : [];
    if (this.rows === 0) throw new Error('has no rows below its headers');
  }

  get columns(): number {
    return this.#cells.columns;
  }

  get rows(): number {
    return this.#cells.rows - (this.#hasHeader ? 1 : 0);
  }

  /** The columns of a reference. */
  select(choice: CsvChoice): CsvValue {
    const { column, columns } = choice;
    if ((column === undefined) === (columns === undefined))
      throw new Error('needs either "column", or "columns" for a matrix');
    return column === undefined ? this.#matrix(this.#chosen(columns)) : this.#column(this.#find(column));
  }

  #chosen(columns: unknown): number[] {
    if (Array.isArray(columns) && columns.length > 0) return columns.map((column) => this.#find(column));
    const { except } = (typeof columns === 'object' ? (columns ?? {}) : {}) as { except?: unknown };
    if (!Array.isArray(except)) {
      const got = describeValue(columns);
      throw new Error(`needs "columns" as a list of columns or as {"except": [..]}, got ${got}`);
    }
    const left = new Set(except.map((column) => this.#find(column)));
    return Array.from({ length: this.columns }, (_, column) => column).filter((column) => !left.has(column));
  }

  /** The number of a column from 0. */
  #find(column: unknown): number {
    if (typeof column === 'number') {
      if (Number.isInteger(column) && column >= 0 && column < this.columns) return column;
      throw new Error(`has the columns 0 to ${this.columns - 1}, not ${column}`);
    }
    const found = this.names.indexOf(column as string);
    if (found < 0) throw new Error(this.#unknown(column));
    if (this.names.includes(column as string, found + 1))
      throw new Error(`has the column ${describeValue(column)} twice; name it by its number, from 0`);
    return found;
  }

  #unknown(column: unknown): string {
    if (!this.#hasHeader) return `has no headers; name columns by their numbers, 0 to ${this.columns - 1}`;
    const meant = typeof column === 'string' ? nearest(column, this.names) : undefined;
    const shown = this.names.slice(0, 8).map(describeValue).join(', ');
    const hint =
      meant === undefined
        ? `it has ${shown}${this.columns > 8 ? ', …' : ''}`
        : `did you mean ${describeValue(meant)}?`;
    return `has no column ${describeValue(column)}; ${hint}`;
  }

  /** A column of texts if its first cell is one, else of numbers. */
  #column(column: number): Float64Array | string[] {
    const first = this.#hasHeader ? 1 : 0;
    const isText = Number.isNaN(this.#number(first, column)) && this.#text(first, column).trim() !== '';
    if (!isText) return this.#matrix([column]).data;
    return Array.from({ length: this.rows }, (_, row) => this.#text(first + row, column));
  }

  #matrix(columns: readonly number[]) {
    const first = this.#hasHeader ? 1 : 0;
    const { rows } = this;
    const data = new Float64Array(rows * columns.length);
    let next = 0;
    for (let row = first; row < first + rows; row++) {
      for (const column of columns) {
        const value = this.#number(row, column);
        if (Number.isNaN(value)) throw new Error(this.#noNumber(row, column));
        data[next++] = value;
      }
    }
    return { rows, columns: columns.length, data };
  }

  #noNumber(row: number, column: number): string {
    const text = this.#text(row, column);
    const cell = text.trim() === '' ? 'an empty cell' : `${describeValue(text)}, which is no number,`;
    const name = this.#hasHeader ? describeValue(this.names[column]) : column;
    return `has ${cell} in line ${lineOf(this.#bytes, this.#start(row, column))}, column ${name}`;
  }

  #start = (row: number, column: number) => this.#cells.starts[row * (this.columns + 1) + column] as number;

  #number(row: number, column: number): number {
    return numberAt(this.#bytes, this.#start(row, column), this.#start(row, column + 1) - 1);
  }

  #text(row: number, column: number): string {
    const cell = this.#bytes.toString('utf8', this.#start(row, column), this.#start(row, column + 1) - 1);
    // Spaces may follow the closing quote.
    if (cell.startsWith('"')) return cell.slice(1, cell.lastIndexOf('"')).replaceAll('""', '"');
    return cell.endsWith('\r') ? cell.slice(0, -1) : cell;
  }
}

/** Converts UTF-16 with a byte order mark to UTF-8, and removes the mark of UTF-8. */
function inUtf8(content: Buffer): Buffer {
  const mark = content.toString('latin1', 0, 3);
  if (mark.startsWith('\xff\xfe')) return Buffer.from(new TextDecoder('utf-16le').decode(content));
  if (mark.startsWith('\xfe\xff')) return Buffer.from(new TextDecoder('utf-16be').decode(content));
  return mark === '\xef\xbb\xbf' ? content.subarray(3) : content;
}

/** The position of the first row, below remarks: lines beginning with a number sign and a space. */
function startOf(bytes: Buffer): number {
  let start = 0;
  while (bytes.toString('latin1', start, start + 2) === '# ') {
    const end = bytes.indexOf(LINE_FEED, start);
    start = end < 0 ? bytes.length : end + 1;
  }
  return start;
}

/** The most frequent separator of the first line, outside quotes. */
function separatorOf(bytes: Buffer, start: number): number {
  const counts = SEPARATORS.map(() => 0);
  let isQuoted = false;
  for (let k = start; k < bytes.length && (isQuoted || bytes[k] !== LINE_FEED); k++) {
    if (bytes[k] === QUOTE) isQuoted = !isQuoted;
    const found = isQuoted ? -1 : SEPARATORS.indexOf(bytes[k] as number);
    if (found >= 0) counts[found] = (counts[found] as number) + 1;
  }
  return SEPARATORS[counts.indexOf(Math.max(...counts))] as number;
}

/** Finds the cells. Blank lines are skipped; all other rows must have as many cells as the first. */
function scan(bytes: Buffer, begin: number, separator: number): Cells {
  const starts = new Positions();
  const { length } = bytes;
  let [columns, rows, inRow] = [0, 0, 0];
  let start = begin;
  // After a separator at the end, a last cell is empty.
  while (start < length || inRow > 0) {
    const end = endOf(bytes, start, separator);
    const isLast = end >= length || bytes[end] === LINE_FEED;
    const isBlank = inRow === 0 && isLast && isBlankBetween(bytes, start, end);
    if (!isBlank) {
      starts.add(start);
      inRow++;
    }
    if (!isBlank && isLast) {
      starts.add(end + 1);
      columns ||= inRow;
      if (inRow !== columns) throw new Error(unequal(bytes, start, inRow, columns));
      rows++;
      inRow = 0;
    }
    start = end + 1;
  }
  if (rows === 0) throw new Error('is empty');
  return { starts: starts.array, columns, rows };
}

/** The position after a cell, of a separator, a line feed or the end. */
function endOf(bytes: Buffer, start: number, separator: number): number {
  const isQuoted = bytes[start] === QUOTE;
  let end = isQuoted ? closingQuote(bytes, start) + 1 : start;
  while (end < bytes.length && bytes[end] !== separator && bytes[end] !== LINE_FEED) {
    if (isQuoted && !isSpace(bytes[end]))
      throw new Error(`has text after a closing quote in line ${lineOf(bytes, end)}`);
    end++;
  }
  return end;
}

const isSpace = (byte: number | undefined) => byte === SPACE || byte === TAB || byte === RETURN;

const isBlankBetween = (bytes: Buffer, start: number, end: number) =>
  end === start || (end === start + 1 && bytes[start] === RETURN);

/** A growing list of positions. */
class Positions {
  #positions = new Uint32Array(1024);
  #count = 0;

  add(position: number): void {
    if (this.#count === this.#positions.length) {
      const longer = new Uint32Array(2 * this.#count);
      longer.set(this.#positions);
      this.#positions = longer;
    }
    this.#positions[this.#count++] = position;
  }

  get array(): Uint32Array {
    return this.#positions.subarray(0, this.#count);
  }
}

const unequal = (bytes: Buffer, position: number, found: number, wanted: number) =>
  `has ${found} cells in line ${lineOf(bytes, position)}, and ${wanted} in its first`;

/** The position of the closing quote for the one at `start`; doubled quotes stand for one. */
function closingQuote(bytes: Buffer, start: number): number {
  let end = bytes.indexOf(QUOTE, start + 1);
  while (end >= 0 && bytes[end + 1] === QUOTE) end = bytes.indexOf(QUOTE, end + 2);
  if (end < 0) throw new Error(`has a quote in line ${lineOf(bytes, start)} without its end`);
  return end;
}

/** The number of the line of a position, from 1. */
function lineOf(bytes: Buffer, position: number): number {
  let line = 1;
  for (let k = bytes.indexOf(LINE_FEED); k >= 0 && k < position; k = bytes.indexOf(LINE_FEED, k + 1)) line++;
  return line;
}
