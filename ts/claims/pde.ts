/** Claims about partial differential equations on boxes: orders of difference schemes, and multigrid. */

import { type Coefficient, diffusionSync, poissonSync } from '../families/pde.js';
import { board } from './support/boxes.js';
import { chemotaxisClaims } from './support/chemotaxis-claims.js';
import type { Claim } from './support/claim.js';
import { energyClaims } from './support/energy-claims.js';
import { reactionClaims } from './support/reaction-claims.js';

const solution = (x: number, y: number) => x * (1 - x) * y * (1 - y) * Math.exp(x * y);

/** Minus the Laplacian of {@link solution}. */
function rightSide(x: number, y: number): number {
  const part = (s: number, t: number) => 2 - 2 * (1 - 2 * s) * t - s * (1 - s) * t * t;
  return Math.exp(x * y) * (y * (1 - y) * part(x, y) + x * (1 - x) * part(y, x));
}

/** Values at the points of a square with `n` points a side, and at the boundary if `rim` is 1. */
const sampled = (n: number, f: (x: number, y: number) => number, rim: number) => {
  const side = Array.from({ length: n + 2 * rim }, (_, k) => (k + 1 - rim) / (n + 1));
  return Float64Array.from(side.flatMap((y) => side.map((x) => f(x, y))));
};

/** The largest error of the Poisson equation on `n` by `n` points. */
function errorOf(n: number, order: number): number {
  const found = poissonSync({ points: [n, n], rightSide: sampled(n, rightSide, 1), order }).solution;
  const exact = sampled(n, solution, 0);
  return exact.reduce((most, value, k) => Math.max(most, Math.abs(value - Number(found[k]))), 0);
}

const iterationsOf = (n: number, coefficient: Coefficient) =>
  diffusionSync({ points: [n, n], coefficient, rightSide: 1, tolerance: 1e-8 }).iterations;

export const claims: readonly Claim[] = [
  {
    name: 'compact',
    claim: 'The compact nine-point scheme has order 4: half the spacing makes a sixteenth of the error',
    source: 'Collatz, The numerical treatment of differential equations, 1960, table VI',
    shown: {
      what: 'u = x (1 − x) y (1 − y) exp(x y) on squares of 15, 31 and 63 points a side; beside it order 2 with 127',
      budget: 0.2,
      async measure(log) {
        const [coarse, middle, fine] = [errorOf(15, 4), errorOf(31, 4), errorOf(63, 4)];
        if (middle < errorOf(127, 2)) log('31 points a side are better than 127 of order 2');
        return { first: Math.log2(coarse / middle), second: Math.log2(middle / fine) };
      },
    },
    gold: { first: { near: 4, absolute: 0.05 }, second: { near: 4, absolute: 0.05 } },
    landmarks: ['31 points a side are better than 127 of order 2'],
    verdict: 'holds',
  },
  {
    name: 'black-box',
    claim: 'Iterations with multigrid do not grow with the grid, for any number of points a side',
    source: 'Dendy, J. Comput. Phys. 48, 1982',
    shown: {
      what: 'coefficient 1 on squares of 63, 100 and 127 cells a side, to 1e-8',
      budget: 0.3,
      async measure() {
        const [coarse = 0, other = 0, fine = 0] = [63, 100, 127].map((n) => iterationsOf(n, 1));
        return { coarse, other, fine };
      },
    },
    gold: { coarse: { atMost: 11 }, other: { atMost: 11 }, fine: { atMost: 11 } },
    verdict: 'holds',
  },
  {
    name: 'lines',
    claim: 'Relaxation of lines makes the iterations independent of the anisotropy',
    source: 'Dendy, J. Comput. Phys. 48, 1982',
    shown: {
      what: 'coefficients 1 along x and 1, 10⁻² and 10⁻⁴ along y, on 100 × 100 cells, to 1e-8',
      budget: 0.3,
      async measure() {
        const [none = 0, some = 0, much = 0] = [1, 1e-2, 1e-4].map((y) => iterationsOf(100, { x: 1, y }));
        return { none, some, much };
      },
    },
    gold: { none: { atMost: 11 }, some: { atMost: 11 }, much: { atMost: 11 } },
    verdict: 'holds',
  },
  {
    name: 'board',
    claim: 'Iterations do not grow with the grid if the coefficient jumps',
    source: 'Alcouffe, Brandt, Dendy, Painter, SIAM J. Sci. Stat. Comput. 2, 1981',
    shown: {
      what: 'a board of 8 × 8 fields with coefficients 1 and 10⁶, on 31 and 127 cells a side, to 1e-8',
      budget: 0.4,
      async measure(log) {
        const [coarse = 0, fine = 0] = [31, 127].map((n) => iterationsOf(n, board(n)));
        if (fine <= coarse + 2) log('no growth');
        return { fine };
      },
    },
    gold: { fine: { atMost: 40 } },
    landmarks: ['no growth'],
    verdict: 'holds in part',
  },
  ...energyClaims,
  ...chemotaxisClaims,
  ...reactionClaims,
];
