// Linear systems of benchmarks: dense ones, and differences on grids.

import type { linear, SparseMatrix } from 'superlinear';
import { uniform } from '../../test/support/random.js';

export type System = Pick<linear.SolveProblem, 'matrix' | 'rightSide'>;

const dense = (order: number) => (): System => ({
  matrix: { rows: order, columns: order, data: uniform(order, order * order).map((value) => value - 0.5) },
  rightSide: uniform(1, order),
});

/** Five-point differences on a square grid, with the four coefficients of each point and its neighbors. */
function grid(side: number, coefficients: (i: number, j: number) => readonly number[]): SparseMatrix {
  const [indptr, indices, data]: [number[], number[], number[]] = [[0], [], []];
  for (let k = 0; k < side * side; k++) {
    const [i, j] = [Math.floor(k / side), k % side];
    const [south = 0, west = 0, east = 0, north = 0] = coefficients(i, j);
    const entries = [
      [i > 0, k - side, -south],
      [j > 0, k - 1, -west],
      [true, k, south + west + east + north],
      [j < side - 1, k + 1, -east],
      [i < side - 1, k + side, -north],
    ] as const;
    for (const [isInside, column, value] of entries) {
      if (!isInside) continue;
      indices.push(column);
      data.push(value);
    }
    indptr.push(data.length);
  }
  return {
    rows: side * side,
    columns: side * side,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    data: Float64Array.from(data),
  };
}

const onGrid = (side: number, coefficients: (i: number, j: number) => readonly number[]) => (): System => ({
  matrix: grid(side, coefficients),
  rightSide: new Float64Array(side * side).fill(1),
});

/** A board of fields with coefficients 1 and 10^6. */
function board(i: number, j: number): readonly number[] {
  const at = (p: number, q: number) => (((p >> 4) + (q >> 4)) % 2 === 0 ? 1e6 : 1);
  const face = (p: number, q: number) => (2 * at(i, j) * at(p, q)) / (at(i, j) + at(p, q));
  return [face(i - 1, j), face(i, j - 1), face(i, j + 1), face(i + 1, j)];
}

export const workloads = {
  'dense-100': dense(100),
  'dense-300': dense(300),
  'dense-500': dense(500),
  'poisson-127': onGrid(127, () => [1, 1, 1, 1]),
  'poisson-255': onGrid(255, () => [1, 1, 1, 1]),
  'board-127': onGrid(127, board),
  'convection-63': onGrid(63, () => [1.5, 1.2, 0.8, 0.5]),
  'convection-127': onGrid(127, () => [1.5, 1.2, 0.8, 0.5]),
  // Six eigenvalues of the matrix; the right side is not used.
  'eigenvalues-255': onGrid(255, () => [1, 1, 1, 1]),
  // The right sides are the shifts of a sequence of systems.
  'sequence-1500': (): System => ({
    matrix: grid(10, () => [1, 1, 1, 1]),
    rightSide: uniform(4, 1500).map((value) => 0.4 * value - 0.05),
  }),
} satisfies Record<string, () => System>;

export type Workload = keyof typeof workloads;
