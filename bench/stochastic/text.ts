// Sparse rows like those of texts: columns with frequencies that fall, rows of norm 1, classes by a random model.

import { mulberry32 } from '../../test/support/random.js';

/** A table of texts. */
export interface TextTable {
  readonly matrix: {
    readonly rows: number;
    readonly columns: number;
    readonly indptr: Int32Array;
    readonly indices: Int32Array;
    readonly data: Float64Array;
  };
  readonly response: Float64Array;
}

/** Draws of a row; equal columns are summed. */
const DRAWS = 80;

function* normals(seed: number): Generator<number> {
  const next = mulberry32(seed);
  for (;;) yield (next() + next() + next() + next() - 2) * Math.sqrt(3);
}

/** The first `count` rows for learning and `testCount` more. */
export function textTables(
  columns: number,
  count: number,
  testCount: number,
): { train: TextTable; test: TextTable } {
  const [place, size, uniform, normal] = [mulberry32(7), mulberry32(8), mulberry32(10), normals(9)];
  const weights = Float64Array.from({ length: columns }, () => normal.next().value as number);
  const rowOf = () => {
    const entries = new Map<number, number>();
    for (let draw = 0; draw < DRAWS; draw++) {
      const column = Math.min(Math.floor(columns * place() ** 3), columns - 1);
      const value = (0.5 + size()) * (0.1 + column / columns);
      entries.set(column, (entries.get(column) ?? 0) + value);
    }
    return [...entries].sort(([a], [b]) => a - b);
  };
  const table = (rows: number): TextTable => {
    const [indptr, indices, data] = [new Int32Array(rows + 1), [] as number[], [] as number[]];
    const response = Float64Array.from({ length: rows }, (_, i) => {
      const row = rowOf();
      const norm = Math.sqrt(row.reduce((sum, [, value]) => sum + value * value, 0));
      let z = 0;
      for (const [column, value] of row) {
        indices.push(column);
        data.push(value / norm);
        z += (value / norm) * (weights[column] as number);
      }
      indptr[i + 1] = indices.length;
      return uniform() < 1 / (1 + Math.exp(-10 * z)) ? 1 : -1;
    });
    const matrix = {
      rows,
      columns,
      indptr,
      indices: Int32Array.from(indices),
      data: Float64Array.from(data),
    };
    return { matrix, response };
  };
  return { train: table(count), test: table(testCount) };
}
