/** Graphs and quadratics on them, the same doubles as in other languages, with answers by rational arithmetic or other programs. */

import type { SparseMatrix } from 'superlinear';
import { mulberry32 } from '../support/random.js';

/** A number that is nearly normal: the sum of four uniform ones, centred and scaled. */
export function gauss(next: () => number): number {
  return (next() + next() + next() + next() - 2) * 1.7320508075688772;
}

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

/** Values at some nodes of a lattice, NaN elsewhere: each node is known with the probability `share`, the first one always. */
export function knownValues(nodes: number, share: number, seed: number): Float64Array {
  const next = mulberry32(seed);
  const isKnown = Array.from({ length: nodes }, (_, node) => next() < share || node === 0);
  return Float64Array.from(isKnown, (known) => (known ? 10 * gauss(next) : Number.NaN));
}

/** The equations of the nodes of a lattice that are not known, in the order of their rows. */
export function grid(rows: number, columns: number, share: number, seed: number) {
  const values = knownValues(rows * columns, share, seed);
  const places = new Int32Array(values.length).fill(-1);
  let unknowns = 0;
  for (const [node, value] of values.entries()) if (Number.isNaN(value)) places[node] = unknowns++;
  const indptr = new Int32Array(unknowns + 1);
  const indices = new Int32Array(5 * unknowns);
  const data = new Float64Array(5 * unknowns);
  const rightSide = new Float64Array(unknowns);
  let end = 0;
  const add = (column: number, entry: number) => {
    indices[end] = column;
    data[end++] = entry;
  };
  for (const [node, place] of places.entries()) {
    if (place < 0) continue;
    const column = node % columns;
    const neighbours = [
      node >= columns ? node - columns : -1,
      column > 0 ? node - 1 : -1,
      column + 1 < columns ? node + 1 : -1,
      node + columns < rows * columns ? node + columns : -1,
    ];
    const degree = neighbours.filter((neighbour) => neighbour >= 0).length;
    for (const [k, neighbour] of neighbours.entries()) {
      if (k === 2) add(place, degree);
      if (neighbour < 0) continue;
      const other = places[neighbour] as number;
      if (other >= 0) add(other, -1);
      else rightSide[place] = (rightSide[place] as number) + (values[neighbour] as number);
    }
    indptr[place + 1] = end;
  }
  const matrix = {
    rows: unknowns,
    columns: unknowns,
    indptr,
    indices: indices.slice(0, end),
    data: data.slice(0, end),
  };
  return { matrix, rightSide };
}

/** A tree of seven nodes, tied to the ground at two of them. The solution and the pivots from node 0 are rational. */
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
