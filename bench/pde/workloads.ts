// Equations on squares and cubes by the number of points a side.

import type { pde } from 'superlinear';
import { normals } from '../../test/support/random.js';
import { board } from '../../ts/claims/support/boxes.js';

/** A problem with the name of its method. */
export type Problem =
  | { readonly method: 'poisson'; readonly problem: pde.PoissonProblem }
  | { readonly method: 'diffusion'; readonly problem: pde.DiffusionProblem };

const numbers = (count: number) => normals(5, count);

const poisson = (points: number[], order: number): Problem => ({
  method: 'poisson',
  problem: { points, rightSide: numbers(points.reduce((product, n) => product * n, 1)), order },
});

/** Solved to 1e-8, as the peers. */
const diffusion = (n: number, coefficient: pde.Coefficient): Problem => ({
  method: 'diffusion',
  problem: { points: [n, n], coefficient, rightSide: 1, tolerance: 1e-8 },
});

export const workloads = {
  square: (n: number) => poisson([n, n], 2),
  'square of order 4': (n: number) => poisson([n, n], 4),
  box: (n: number) => poisson([n, n, n], 2),
  constant: (n: number) => diffusion(n, 1),
  'anisotropy 100': (n: number) => diffusion(n, { x: 1, y: 1e-2 }),
  'anisotropy 10000': (n: number) => diffusion(n, { x: 1, y: 1e-4 }),
  board: (n: number) => diffusion(n, board(n)),
  lognormal: (n: number) =>
    diffusion(
      n,
      numbers(n * n).map((g) => Math.exp(3 * g)),
    ),
} as const;

export type Workload = keyof typeof workloads;
