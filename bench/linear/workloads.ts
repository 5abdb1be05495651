// Linear systems of benchmarks: dense ones, and differences on grids.

import type { linear } from 'superlinear';
import { fivePoint } from '../../test/support/matrices.js';
import { uniform } from '../../test/support/random.js';

export type System = Pick<linear.SolveProblem, 'matrix' | 'rightSide'>;

const dense = (order: number) => (): System => ({
  matrix: { rows: order, columns: order, data: uniform(order, order * order).map((value) => value - 0.5) },
  rightSide: uniform(1, order),
});

const onGrid = (side: number, coefficients: (i: number, j: number) => readonly number[]) => (): System => ({
  matrix: fivePoint(side, coefficients),
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
    matrix: fivePoint(10, () => [1, 1, 1, 1]),
    rightSide: uniform(4, 1500).map((value) => 0.4 * value - 0.05),
  }),
} satisfies Record<string, () => System>;

export type Workload = keyof typeof workloads;
