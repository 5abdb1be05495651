/** Lattices with some known nodes, and the equations of the unknown ones. */

import type { SparseMatrix } from '../../engine/arrays.js';
import { gauss, mulberry32 } from './random.js';

/**
 * Values at known nodes of a lattice, NaN elsewhere. Each node is known with probability `share`, the first one always.
 */
export function knownValues(nodes: number, share: number, seed: number): Float64Array {
  const next = mulberry32(seed);
  const isKnown = Array.from({ length: nodes }, (_, node) => next() < share || node === 0);
  return Float64Array.from(isKnown, (known) => (known ? 10 * gauss(next) : Number.NaN));
}

/** The equations of the unknown nodes of a lattice, in node order. */
export function grid(
  rows: number,
  columns: number,
  share: number,
  seed: number,
): { matrix: SparseMatrix; rightSide: Float64Array } {
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
    const neighbors = [
      node >= columns ? node - columns : -1,
      column > 0 ? node - 1 : -1,
      column + 1 < columns ? node + 1 : -1,
      node + columns < rows * columns ? node + columns : -1,
    ];
    const degree = neighbors.filter((neighbor) => neighbor >= 0).length;
    for (const [k, neighbor] of neighbors.entries()) {
      if (k === 2) add(place, degree);
      if (neighbor < 0) continue;
      const other = places[neighbor] as number;
      if (other >= 0) add(other, -1);
      else rightSide[place] = (rightSide[place] as number) + (values[neighbor] as number);
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
