/** The forms of arrays in solutions. */

/** A list of numbers. */
export type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array | readonly number[];

/** A dense matrix in row-major order. */
export interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly data: Numbers;
}

/** A sparse matrix in compressed rows. */
export interface Sparse extends Dense {
  readonly indptr: Numbers;
  readonly indices: Numbers;
}

export const isNumbers = (value: unknown): value is Numbers =>
  (ArrayBuffer.isView(value) && !(value instanceof DataView)) ||
  (Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'number'));

const hasShape = (value: object): value is Dense =>
  'rows' in value &&
  'columns' in value &&
  'data' in value &&
  typeof value.rows === 'number' &&
  typeof value.columns === 'number' &&
  (isNumbers(value.data) || (Array.isArray(value.data) && value.data.length === 0));

export const isSparse = (value: object): value is Sparse =>
  hasShape(value) && 'indptr' in value && isNumbers(value.indptr) && 'indices' in value;

export const isDense = (value: object): value is Dense =>
  hasShape(value) && Object.keys(value).length === 3 && value.data.length === value.rows * value.columns;

/** Rows of a dense matrix from `start` to before `end`, as lists. */
export const rowsOf = ({ columns, data }: Dense, start: number, end: number): Numbers[] =>
  Array.from({ length: Math.max(0, end - start) }, (_, k) =>
    data.slice((start + k) * columns, (start + k + 1) * columns),
  );

/** Entries of a sparse matrix from number `start` to before `end`, each with row, column and value. */
export function entriesOf({ indptr, indices, data }: Sparse, start: number, end: number): number[][] {
  const entries: number[][] = [];
  let row = 0;
  for (let k = start; k < Math.min(end, data.length); k++) {
    while ((indptr[row + 1] as number) <= k) row++;
    entries.push([row, indices[k] as number, data[k] as number]);
  }
  return entries;
}
