/**
 * Files in the Matrix Market format: sparse matrices by coordinates and dense ones by columns, real, integer or pattern;
 * general, symmetric or skew-symmetric.
 *
 * Source: Boisvert, Pozo, Remington, The Matrix Market Exchange Formats: Initial Design, NISTIR 5935, 1996.
 */

import { readFileSync } from 'node:fs';
import type { Matrix, SparseMatrix } from '../engine/arrays.js';
import { decompressedAt } from './compression.js';

/** A matrix read from a file. */
export type MtxValue = Matrix | SparseMatrix;

/** Empty rows allowed beyond one for each byte of the file, so that a short file cannot take all memory. */
const MAX_EMPTY_ROWS = 1e6;

interface Header {
  readonly isSparse: boolean;
  readonly isPattern: boolean;
  /** The factor of mirrored entries: 1 for symmetric matrices, -1 for skew-symmetric ones, 0 for others. */
  readonly mirror: -1 | 0 | 1;
}

/** Entries of a sparse matrix in any order. */
interface Triplets {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

const MIRRORS: Readonly<Record<string, Header['mirror']>> = {
  general: 0,
  symmetric: 1,
  'skew-symmetric': -1,
};

/**
 * Reads the matrix in a file, whose content may be given. Entries of the same place are added. Throws an `Error` that
 * describes the file if it is invalid.
 */
export function readMtx(path: string, content: Buffer = readFileSync(path)): MtxValue {
  const text = decompressedAt(path, content).toString('latin1');
  const end = text.indexOf('\n');
  const header = readHeader(end < 0 ? text : text.slice(0, end));
  const numbers = new Numbers(text, end < 0 ? text.length : end + 1);
  const [rows, columns] = [numbers.extent(), numbers.extent()];
  if (header.mirror !== 0 && rows !== columns) throw new Error('has a symmetric matrix that is not square');
  const matrix = header.isSparse
    ? compressed(readTriplets(numbers, header, [rows, columns]), rows, columns)
    : { rows, columns, data: readDense(numbers, header, rows, columns) };
  numbers.requireEnd();
  return matrix;
}

function readHeader(line: string): Header {
  const [mark, object, format, field, symmetry = ''] = line.trim().toLowerCase().split(/\s+/);
  if (mark !== '%%matrixmarket' || object !== 'matrix')
    throw new Error('is no Matrix Market file of a matrix');
  if (format !== 'coordinate' && format !== 'array') throw new Error('has neither coordinates nor an array');
  const isPattern = field === 'pattern' && format === 'coordinate';
  if (field !== 'real' && field !== 'integer' && !isPattern)
    throw new Error('has entries that are not real numbers');
  const mirror = Object.hasOwn(MIRRORS, symmetry) ? MIRRORS[symmetry] : undefined;
  if (mirror === undefined) throw new Error(`has an unknown symmetry, ${symmetry}`);
  return { isSparse: format === 'coordinate', isPattern, mirror };
}

function readTriplets(numbers: Numbers, header: Header, [rowCount, columnCount]: [number, number]): Triplets {
  const count = numbers.extent();
  if (count > numbers.left) throw new Error('is shorter than its header says');
  if (rowCount > numbers.left + MAX_EMPTY_ROWS)
    throw new Error(`has ${rowCount} rows, almost all of them empty`);
  const capacity = header.mirror === 0 ? count : 2 * count;
  const [rows, columns] = [new Int32Array(capacity), new Int32Array(capacity)];
  const values = new Float64Array(capacity);
  let used = 0;
  const put = (row: number, column: number, value: number) => {
    rows[used] = row;
    columns[used] = column;
    values[used++] = value;
  };
  for (let k = 0; k < count; k++) {
    const [row, column] = [numbers.index(rowCount), numbers.index(columnCount)];
    const value = header.isPattern ? 1 : numbers.next();
    put(row, column, value);
    if (header.mirror !== 0 && row !== column) put(column, row, header.mirror * value);
  }
  return {
    rows: rows.subarray(0, used),
    columns: columns.subarray(0, used),
    values: values.subarray(0, used),
  };
}

/** Sorts triplets by rows and columns, by counting, and adds those of the same place. */
function compressed(triplets: Triplets, rows: number, columns: number): SparseMatrix {
  const byColumn = ordered(triplets.columns, columns);
  const byRow = ordered(triplets.rows, rows, byColumn);
  const [indptr, indices] = [new Int32Array(rows + 1), new Int32Array(byRow.length)];
  const data = new Float64Array(byRow.length);
  let used = 0;
  let last = -1;
  for (const k of byRow) {
    const [row, column] = [triplets.rows[k] as number, triplets.columns[k] as number];
    const isSame = row === last && indices[used - 1] === column;
    if (!isSame) indices[used++] = column;
    data[used - 1] = (isSame ? (data[used - 1] as number) : 0) + (triplets.values[k] as number);
    indptr[row + 1] = used;
    last = row;
  }
  for (let row = 0; row < rows; row++)
    indptr[row + 1] = Math.max(indptr[row + 1] as number, indptr[row] as number);
  return { rows, columns, indptr, indices: indices.slice(0, used), data: data.slice(0, used) };
}

/** The positions of keys below `bound` in ascending order of the keys, with equal keys in the order given. */
function ordered(
  keys: Int32Array,
  bound: number,
  order: Int32Array = Int32Array.from(keys.keys()),
): Int32Array {
  if (bound > keys.length + MAX_EMPTY_ROWS)
    return order.slice().sort((a, b) => (keys[a] as number) - (keys[b] as number));
  const starts = new Int32Array(bound + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] as number) + 1;
  for (let key = 0; key < bound; key++)
    starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  const sorted = new Int32Array(keys.length);
  for (const position of order) {
    const key = keys[position] as number;
    sorted[starts[key] as number] = position;
    starts[key] = (starts[key] as number) + 1;
  }
  return sorted;
}

/** Reads columns one after the other, of symmetric matrices the lower triangle, and returns rows. */
function readDense(numbers: Numbers, { mirror }: Header, rows: number, columns: number): Float64Array {
  const count = mirror === 0 ? rows * columns : (rows * (rows + mirror)) / 2;
  if (count > numbers.left) throw new Error('is shorter than its header says');
  const data = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const first = mirror === 0 ? 0 : mirror === 1 ? column : column + 1;
    for (let row = first; row < rows; row++) {
      const value = numbers.next();
      data[row * columns + column] = value;
      if (mirror !== 0 && row !== column) data[column * columns + row] = mirror * value;
    }
  }
  return data;
}

/** The numbers of a text from a position, with comments skipped. */
class Numbers {
  readonly #text: string;
  readonly #pattern = /%[^\n]*|[^\s%]+/g;

  constructor(text: string, position: number) {
    this.#text = text;
    this.#pattern.lastIndex = position;
  }

  /** At least the count of the numbers left. */
  get left(): number {
    return Math.ceil((this.#text.length - this.#pattern.lastIndex) / 2);
  }

  /** The next number. */
  next(): number {
    const word = this.#word();
    if (word === undefined) throw new Error('is shorter than its header says');
    const value = Number(word.replace(/[dD]/, 'e')); // Fortran's exponents
    if (Number.isNaN(value)) throw new Error(`has ${word.slice(0, 20)} instead of a number`);
    return value;
  }

  /** A count of rows, columns or entries. */
  extent(): number {
    const value = this.next();
    if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 31)) throw new Error(`has the size ${value}`);
    return value;
  }

  /** An index below `bound`, which files count from 1. */
  index(bound: number): number {
    const value = this.next();
    if (!(Number.isInteger(value) && value >= 1 && value <= bound))
      throw new Error(`has the index ${value}, which is not from 1 to ${bound}`);
    return value - 1;
  }

  /** Throws if numbers are left. */
  requireEnd(): void {
    if (this.#word() !== undefined) throw new Error('is longer than its header says');
  }

  #word(): string | undefined {
    for (;;) {
      const word = this.#pattern.exec(this.#text)?.[0];
      if (word === undefined || !word.startsWith('%')) return word;
    }
  }
}
