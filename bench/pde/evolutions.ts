// Energies and evolutions of benchmarks.

import type { pde } from 'superlinear';

export { evenEnergy, minimalSurface } from '../../ts/claims/support/boxes.js';

/** A field on the centers of `n` by `n` cells, in units of the side. */
const onCells = (n: number, value: (x: number, y: number) => number) =>
  Float64Array.from({ length: n * n }, (_, k) => value(((k % n) + 0.5) / n, (Math.floor(k / n) + 0.5) / n));

/** A hundred steps of cells on a square. */
export const cellsOnSquare = (n: number): pde.ChemotaxisProblem => ({
  points: [n, n],
  density: onCells(
    n,
    (x, y) => 5 * (1 + 0.5 * Math.cos(Math.PI * x) * Math.cos(2 * Math.PI * y) + 0.3 * Math.cos(Math.PI * y)),
  ),
  signal: 1,
  intermediate: 1,
  epsilon: 0.1,
  finalTime: 0.1,
  timeStep: 1e-3,
});

/** Two hundred steps of a spot of Gray and Scott. */
export const spot = (n: number): pde.ReactionDiffusionProblem => {
  const bump = onCells(n, (x, y) => Math.exp(-500 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)));
  return {
    points: [n, n],
    lengths: [2.5, 2.5],
    species: [
      { diffusion: 2e-5, initial: bump.map((value) => 1 - value / 2) },
      { diffusion: 1e-5, initial: bump.map((value) => value / 4 + 1e-12) },
    ],
    reaction: { kind: 'grayScott', feed: 0.04, kill: 0.06 },
    finalTime: 200,
    timeStep: 1,
  };
};
