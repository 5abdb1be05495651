/** Dense matrices stored by columns, as tables are. */

import { describeValue, invalidInput } from './errors.js';

/** A dense matrix argument that names its layout. Its fields may have any values. */
export interface WithLayout {
  readonly rows: unknown;
  readonly columns: unknown;
  readonly data: unknown;
  readonly layout: unknown;
}

/** Whether an object is a matrix that names its layout. */
export const hasLayout = (value: object): value is WithLayout =>
  'layout' in value && 'rows' in value && 'columns' in value && 'data' in value;

/** Whether such a matrix is stored by columns. Throws if its layout is unknown, or the matrix sparse. */
export function isByColumns(matrix: WithLayout, path: string): boolean {
  const { layout } = matrix;
  if (layout !== 'rowMajor' && layout !== 'columnMajor') {
    throw invalidInput(`${path}.layout`, `must be rowMajor or columnMajor, got ${describeValue(layout)}`);
  }
  if ('indptr' in matrix)
    throw invalidInput(`${path}.layout`, 'belongs to dense matrices; this one is sparse');
  return layout === 'columnMajor';
}

/** The entries of a matrix by columns, by rows. */
export function byRows<Numbers extends Float64Array | Float32Array | Int32Array | Uint8Array>(
  data: Numbers,
  rows: number,
  columns: number,
): Numbers {
  const entries = new (data.constructor as new (length: number) => Numbers)(data.length);
  for (let j = 0; j < columns; j++)
    for (let i = 0; i < rows; i++) entries[i * columns + j] = data[j * rows + i] as number;
  return entries;
}
