/** Numbers in problems and solutions, read leniently: a view draws the parts at hand. */

/** A problem, a solution or a part of one. */
export type Data = Readonly<Record<string, unknown>>;

/** The value if it is an object, else one without fields. */
export const dataOf = (value: unknown): Data =>
  typeof value === 'object' && value !== null ? (value as Data) : {};

/** Levels of parts below a solution with typed arrays. */
const DEPTH = 4;

/** The value with typed arrays restored from objects with numbered keys, their form in JSON. A value without such is returned itself. */
export function revived(value: unknown, depth = DEPTH): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth === 0) return value;
  const entries = Object.entries(value);
  if (Array.isArray(value)) {
    if (typeof value[0] !== 'object') return value;
  } else if (entries.length > 0 && entries.every(([key], k) => key === String(k)))
    return Object.values(value);
  const parts = entries.map(([key, part]) => [key, revived(part, depth - 1)] as const);
  if (parts.every(([, part], k) => part === entries[k]?.[1])) return value;
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** Whether the value is a plain or typed array. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** The elements of a list; of anything else, none. */
export const listOf = (value: unknown): unknown[] => (isList(value) ? Array.from(value) : []);

const numberOf = (value: unknown) =>
  typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : NaN;

/** The numbers of a list. A matrix of a single row or column counts as a list, and so does a number. */
export function vectorOf(value: unknown): number[] {
  if (isList(value)) return Array.from(value, numberOf);
  const { rows, columns } = sizeOf(value);
  if (rows === 1 || columns === 1) return matrixOf(value).flat();
  return typeof value === 'number' ? [value] : [];
}

/** Numbers of rows and columns. */
export interface MatrixSize {
  readonly rows: number;
  readonly columns: number;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** The size of a matrix in any form; `0` by `0` for anything else. */
export function sizeOf(value: unknown): MatrixSize {
  if (isList(value)) return { rows: value.length, columns: isList(value[0]) ? value[0].length : 0 };
  const { rows, columns, data, indptr, indices } = dataOf(value);
  const none = { rows: 0, columns: 0 };
  if (!isCount(rows) || !isCount(columns) || !isList(data)) return none;
  const isWhole =
    isList(indptr) && isList(indices) ? indptr.length === rows + 1 : rows * columns === data.length;
  return isWhole ? { rows, columns } : none;
}

/** Calls `visit` for the stored entries of a matrix in any form. */
export function eachEntry(value: unknown, visit: (row: number, column: number, entry: number) => void): void {
  const { rows, columns } = sizeOf(value);
  if (isList(value)) {
    Array.from(value).forEach((row, i) => {
      for (const [j, entry] of listOf(row).slice(0, columns).entries()) visit(i, j, numberOf(entry));
    });
    return;
  }
  const { data, indptr, indices, layout } = dataOf(value);
  const entries = data as ArrayLike<unknown>;
  if (isList(indptr) && isList(indices)) {
    for (let i = 0; i < rows; i++) {
      for (let k = numberOf(indptr[i]); k < Math.min(numberOf(indptr[i + 1]), entries.length); k++) {
        const column = numberOf(indices[k]);
        if (column >= 0 && column < columns) visit(i, column, numberOf(entries[k]));
      }
    }
    return;
  }
  const isByColumn = layout === 'columnMajor';
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++)
      visit(i, j, numberOf(entries[isByColumn ? j * rows + i : i * columns + j]));
  }
}

/** The largest number of entries of a matrix read whole. */
const MAX_ENTRIES = 4_000_000;

/** The rows of a matrix in any form, with zeros where nothing is stored; none if it is too large. */
export function matrixOf(value: unknown): number[][] {
  const { rows, columns } = sizeOf(value);
  if (rows * columns > MAX_ENTRIES) return [];
  const result = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  eachEntry(value, (i, j, entry) => {
    (result[i] as number[])[j] = entry;
  });
  return result;
}

/** A matrix with at most the given size: larger ones are divided into blocks, each with its entry of largest magnitude. */
export function blocksOf(value: unknown, limit: MatrixSize): number[][] {
  const { rows, columns } = sizeOf(value);
  const size = { rows: Math.min(rows, limit.rows), columns: Math.min(columns, limit.columns) };
  const result = Array.from({ length: size.rows }, () => new Array<number>(size.columns).fill(0));
  eachEntry(value, (i, j, entry) => {
    const row = result[Math.floor((i * size.rows) / rows)] as number[];
    const column = Math.floor((j * size.columns) / columns);
    if (!(Math.abs(row[column] as number) >= Math.abs(entry))) row[column] = entry;
  });
  return result;
}

/** A column of rows of numbers. */
export const columnOf = (rows: readonly (readonly number[])[], k: number): number[] =>
  rows.map((row) => row[k] ?? NaN);

/** The smallest and largest finite number, or `[0, 0]` if there is none. */
export function extentOf(...lists: readonly (readonly number[])[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : [0, 0];
}

/** `0`, `1`, … before `count`. */
export const indicesUpTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

/** `count` numbers at equal distances, endpoints included. */
export const spaced = (low: number, high: number, count: number): number[] =>
  indicesUpTo(count).map((k) => low * (1 - k / (count - 1)) + high * (k / (count - 1)));
