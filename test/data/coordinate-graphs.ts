/**
 * Graphs and quadratics on them, the same doubles as in other languages, with answers by rational arithmetic or other
 * programs.
 */

import type { SparseMatrix } from 'superlinear';

export { grid, knownValues } from '../../ts/claims/support/lattice.js';

/** A symmetric matrix from its diagonal and the entries above it. */
export function symmetric(
  diagonal: readonly number[],
  entries: Iterable<readonly [number, number, number]>,
): SparseMatrix {
  const rows: [number, number][][] = diagonal.map((value, i) => [[i, value]]);
  for (const [i, j, value] of entries) {
    rows[i]?.push([j, value]);
    rows[j]?.push([i, value]);
  }
  const indptr = new Int32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) {
    row.sort(([a], [b]) => a - b);
    indptr[i + 1] = (indptr[i] as number) + row.length;
  }
  const flat = rows.flat();
  return {
    rows: rows.length,
    columns: rows.length,
    indptr,
    indices: Int32Array.from(flat, ([j]) => j),
    data: Float64Array.from(flat, ([, value]) => value),
  };
}

/** The edges of a lattice with unit weights, each node joined to the next in its row and in its column. */
export function latticeEdges(rows: number, columns: number): [number, number][] {
  const edges: [number, number][] = [];
  for (let node = 0; node < rows * columns; node++) {
    if ((node + 1) % columns !== 0) edges.push([node, node + 1]);
    if (node + columns < rows * columns) edges.push([node, node + columns]);
  }
  return edges;
}

/** A tree of seven nodes, two of them grounded. The solution and the pivots from node 0 are rational. */
export const TREE = {
  matrix: symmetric(
    [2, 4, 2, 5, 1, 4, 3],
    [
      [0, 1, -1],
      [1, 2, -2],
      [1, 3, -1],
      [3, 4, -1],
      [3, 5, -3],
      [5, 6, -1],
    ],
  ),
  rightSide: [1, 0, 0, 2, 0, 0, -1],
  solution: [42, 55, 55, 68, 68, 53, 8].map((value) => value / 29),
  pivots: [29 / 23, 23 / 17, 2, 17 / 11, 1, 11 / 3, 3],
};

/** Lattices of three by three with some known nodes; the others by rational arithmetic. */
export const LATTICES = [
  {
    known: { 0: 0, 8: 1 },
    values: [0, 1 / 3, 1 / 2, 1 / 3, 1 / 2, 2 / 3, 1 / 2, 2 / 3, 1],
  },
  {
    known: { 0: 0, 2: 1, 7: 3 },
    values: [0, 39 / 43, 1, 277 / 215, 74 / 43, 363 / 215, 461 / 215, 3, 504 / 215],
  },
];
