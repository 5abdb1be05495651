/** Problems on boxes shared by claims, tests and benchmarks. */

import type { Density, MinimizeEnergyProblem, ReactionDiffusionProblem } from '../../generated/pde.js';

/** A field on the n² interior points of the unit square, or with `ring` points around them. */
export const onSquare = (n: number, value: (x: number, y: number) => number, ring = 0) =>
  Float64Array.from({ length: (n + 2 * ring) ** 2 }, (_, k) => {
    const at = (index: number) => (index + 1 - ring) / (n + 1);
    return value(at(k % (n + 2 * ring)), at(Math.floor(k / (n + 2 * ring))));
  });

/** The force of {@link evenEnergy} and the boundary values of {@link minimalSurface}. */
export const force = (x: number, y: number) => 10 * Math.sin(Math.PI * x) * Math.sin(2 * Math.PI * y) + 5 * x;
export const height = (x: number, y: number) => 2 * (x - 0.5) ** 2 - 2 * (y - 0.5) ** 2 + y * Math.sin(3 * x);

/** An energy whose density has curvatures from 1 to 2. */
export const evenEnergy = (n: number): MinimizeEnergyProblem & { readonly density: Density } => ({
  points: [n, n],
  density: { kind: 'area', ridge: 1 },
  potential: { kind: 'logCosh' },
  rightSide: onSquare(n, force),
});

/** A minimal surface, made strongly convex by a positive ridge. */
export const minimalSurface = (
  n: number,
  ridge: number,
): MinimizeEnergyProblem & { readonly density: Density } => ({
  points: [n, n],
  density: { kind: 'area', ridge },
  boundaryValues: onSquare(n, height, 1),
});

/** A population that invades an interval. */
export const front = (timeStep: number): ReactionDiffusionProblem => ({
  points: [128],
  lengths: [20],
  species: [
    {
      diffusion: 1,
      initial: Float64Array.from(
        { length: 128 },
        (_, i) => Math.exp(-((((i + 0.5) * 20) / 128 - 5) ** 2)) + 1e-12,
      ),
    },
  ],
  reaction: { kind: 'logistic' },
  finalTime: 2,
  timeStep,
});

/** A board of eight by eight fields with coefficients 1 and 10⁶, on `n` by `n` cells. */
export const board = (n: number) =>
  Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return (Math.floor((8 * i) / n) + Math.floor((8 * j) / n)) % 2 === 0 ? 1e6 : 1;
  });
