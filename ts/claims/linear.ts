/** Claims about linear systems: condition numbers, multigrid, iterative and direct methods, learned relaxations, eigenvalues. */

import type { SparseMatrix } from '../engine/arrays.js';
import { eigenvaluesSync, solveSequenceSync, solveSync } from '../families/linear.js';
import type { Claim } from './support/claim.js';
import { normals, uniform } from './support/random.js';
import { range } from './support/range.js';

/** The five-point matrix of a diffusion with a coefficient for each cell of a square; fixed outside. */
function diffusion(side: number, coefficient: (i: number, j: number) => number): SparseMatrix {
  const [indptr, indices, data]: [number[], number[], number[]] = [[0], [], []];
  const face = (p: number, q: number) => (2 * p * q) / (p + q);
  for (let k = 0; k < side * side; k++) {
    const [i, j] = [Math.floor(k / side), k % side];
    const own = coefficient(i, j);
    const neighbors = [
      [i - 1, j],
      [i, j - 1],
      [i, j + 1],
      [i + 1, j],
    ].map(([p = 0, q = 0]) => ({ p, q, value: face(own, coefficient(p, q)) }));
    const inside = neighbors.filter(({ p, q }) => p >= 0 && q >= 0 && p < side && q < side);
    const entries = inside.map(({ p, q, value }) => [p * side + q, -value] as const);
    const middle = [k, neighbors.reduce((total, { value }) => total + value, 0)] as const;
    for (const [column, value] of [...entries, middle].sort((a, b) => a[0] - b[0])) {
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

const laplacian = (side: number) => diffusion(side, () => 1);

const ones = (count: number) => new Float64Array(count).fill(1);

/** The 1-norm of a matrix given by columns. */
const norm = (columns: readonly ArrayLike<number>[]) =>
  Math.max(...columns.map((column) => Array.from(column).reduce((sum, value) => sum + Math.abs(value), 0)));

const LEARNING_TO_RELAX = 'Khodak, Chow, Balcan, Talwalkar, Learning to Relax, 2023';

/** Shifted Laplacians on 10 × 10 points, with shifts −0.15 + 0.6 b and b of the distribution Beta(½, 3⁄2). */
function shiftedSystems(count: number, seed: number) {
  const draws = normals(seed, 4 * count);
  const shifts = range(count).map((k) => {
    const squares = range(4).map((i) => (draws[4 * k + i] as number) ** 2);
    return -0.15 + (0.6 * (squares[0] as number)) / squares.reduce((sum, value) => sum + value, 0);
  });
  const rightSides = { rows: 100, columns: count, data: normals(seed + 1, 100 * count) };
  return { matrix: laplacian(10), shifts, rightSides, method: 'sor' } as const;
}

/** The mean number of sweeps, by the best relaxation for all systems among a few. */
const bestFixed = (systems: ReturnType<typeof shiftedSystems>): number =>
  Math.min(
    ...[1.7, 1.75, 1.8, 1.85].map(
      (relaxation) =>
        solveSequenceSync({ ...systems, grid: [relaxation], learner: 'fixed' }).totalIterations /
        systems.shifts.length,
    ),
  );

export const claims: readonly Claim[] = [
  {
    name: 'condition',
    claim:
      'An estimate of the condition number from a few solves is almost always within a factor of 3 of the true one, and exact for most random matrices',
    source: 'Higham, ACM Trans. Math. Softw. 14, 1988, section 4',
    shown: {
      what: 'a hundred uniform matrices of order 20 (seeds 1 to 100), and their inverses by 20 right sides',
      budget: 0.3,
      async measure(log) {
        const ratios = range(100).map((seed) => {
          const data = uniform(seed + 1, 400).map((value) => value - 0.5);
          const matrix = { rows: 20, columns: 20, data };
          const identity = new Float64Array(400);
          for (const k of range(20)) identity[21 * k] = 1;
          const rightSide = { rows: 20, columns: 20, data: identity };
          const { solution, condition = 0 } = solveSync({ matrix, rightSide, estimateCondition: true });
          const inverse = (solution as { data: Float64Array }).data;
          const columnsOf = (entries: Float64Array) =>
            range(20).map((j) => range(20).map((i) => entries[20 * i + j] as number));
          return condition / (norm(columnsOf(data)) * norm(columnsOf(inverse)));
        });
        const smallest = Math.min(...ratios);
        if (smallest > 1 / 3) log('all within a factor of 3');
        return { smallest, exact: ratios.filter((ratio) => ratio > 1 - 1e-6).length / 100 };
      },
    },
    gold: { smallest: { atLeast: 1 / 3 }, exact: { atLeast: 0.5 } },
    landmarks: ['all within a factor of 3'],
    verdict: 'holds',
  },
  {
    name: 'multigrid',
    claim:
      'Smoothed aggregation makes the number of conjugate gradient iterations nearly independent of the size',
    source: 'Vaněk, Mandel, Brezina, Computing 56, 1996',
    shown: {
      what: 'Poisson’s equation on squares of 63 and 127 points a side, to 1e-8',
      budget: 0.4,
      async measure(log) {
        const [middle = 0, fine = 0] = [63, 127].map((side) => {
          const problem = { matrix: laplacian(side), rightSide: ones(side * side), tolerance: 1e-8 };
          return solveSync({ ...problem, method: 'cg', preconditioner: 'amg' }).iterations;
        });
        if (fine <= middle + 4) log('few more iterations for four times the points');
        return { middle, fine };
      },
    },
    gold: { middle: { atMost: 16 }, fine: { atMost: 16 } },
    landmarks: ['few more iterations for four times the points'],
    verdict: 'holds',
  },
  {
    name: 'plain',
    claim: 'Without a preconditioner the iterations of conjugate gradients double with the points a side',
    source: 'Saad, Iterative Methods for Sparse Linear Systems, 2003, equation 6.128',
    shown: {
      what: 'Poisson’s equation on squares of 31 and 63 points a side, to 1e-8',
      budget: 0.3,
      async measure() {
        const iterations = [31, 63].map((side) => {
          const problem = { matrix: laplacian(side), rightSide: uniform(1, side * side), tolerance: 1e-8 };
          return solveSync({ ...problem, method: 'cg', preconditioner: 'none' }).iterations;
        });
        return { ratio: (iterations[1] as number) / (iterations[0] as number) };
      },
    },
    gold: { ratio: { near: 2, relative: 0.15 } },
    verdict: 'holds',
  },
  {
    name: 'restart',
    claim:
      'GMRES without restarts ends after at most as many iterations as there are rows; with restarts it may stall',
    source: 'Saad, Schultz, SIAM J. Sci. Stat. Comput. 7, 1986',
    shown: {
      what: 'a cyclic shift of 20 entries, which needs all 20 iterations',
      budget: 0.1,
      async measure(log) {
        const matrix = range(20).map((i) => range(20).map((j) => (j === (i + 1) % 20 ? 1 : 0)));
        const rightSide = range(20).map((i) => (i === 0 ? 1 : 0));
        const by = (restart: number) =>
          solveSync({ matrix, rightSide, method: 'gmres', preconditioner: 'none', restart });
        const [whole, parts] = [by(20), by(10)];
        if (parts.status !== 'converged') log('no progress with restarts');
        return { iterations: whole.iterations, residual: parts.relativeResidual };
      },
    },
    gold: { iterations: { near: 20 }, residual: { near: 1, relative: 1e-9 } },
    landmarks: ['no progress with restarts'],
    verdict: 'holds',
  },
  {
    name: 'jumps',
    claim:
      'With coefficients that jump by many decades, the residual of a backward stable solution need not be small',
    source: 'Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 7.1',
    shown: {
      what: 'a board of 8 × 8 fields with coefficients 1 and 10⁸ on 64 × 64 cells, by Cholesky factorization',
      budget: 0.3,
      async measure(log) {
        const board = (i: number, j: number) => (((i >> 3) + (j >> 3)) % 2 === 0 ? 1e8 : 1);
        const { relativeResidual, backwardError } = solveSync({
          matrix: diffusion(64, board),
          rightSide: ones(64 * 64),
          method: 'cholesky',
        });
        if (backwardError < 1e-15) log('backward stable');
        return { residual: Math.log10(relativeResidual) };
      },
    },
    gold: { residual: { atLeast: -10 } },
    landmarks: ['backward stable'],
    verdict: 'holds',
  },
  {
    name: 'classical-multigrid',
    claim: 'Classical multigrid converges in few iterations also where coefficients jump by many decades',
    source: 'Ruge, Stüben, Algebraic Multigrid, in Multigrid Methods, SIAM, 1987',
    shown: {
      what: 'a board of 8 × 8 fields with coefficients 1 and 10⁶ on 64 × 64 and 96 × 96 cells, to 1e-6',
      budget: 0.4,
      async measure(log) {
        const [coarse = 0, fine = 0] = [8, 12].map((width) => {
          const side = 8 * width;
          const board = (i: number, j: number) =>
            (Math.floor(i / width) + Math.floor(j / width)) % 2 === 0 ? 1e6 : 1;
          const problem = { matrix: diffusion(side, board), rightSide: ones(side * side), tolerance: 1e-6 };
          const { status, iterations } = solveSync({ ...problem, method: 'cg', preconditioner: 'amg' });
          if (status === 'converged') log('converged');
          return iterations;
        });
        return { coarse, fine };
      },
    },
    gold: { coarse: { atMost: 20 }, fine: { atMost: 20 } },
    landmarks: ['converged'],
    verdict: 'holds',
  },
  {
    name: 'learned-relaxation',
    claim:
      'Over a sequence of systems a bandit that sees only the iterations of its own choices approaches the best fixed relaxation',
    source: LEARNING_TO_RELAX,
    shown: {
      what: '250 shifted Laplacians with random right sides, 20 relaxations, without contexts',
      budget: 0.5,
      async measure(log) {
        const systems = shiftedSystems(250, 61);
        const contexts = range(250).map(() => 0);
        const flat = { ...systems, contexts, contextRange: [0, 1], features: 1 };
        const learned = solveSequenceSync({ ...flat, learner: 'inverseGap' }).totalIterations / 250;
        const fixed = bestFixed(systems);
        if (learned < 2 * fixed) log('below twice the best');
        return { ratio: learned / fixed };
      },
    },
    gold: { ratio: { atMost: 2 } },
    landmarks: ['below twice the best'],
    verdict: 'holds',
  },
  {
    name: 'contexts',
    claim: 'With the shift as the context, the learner needs fewer iterations than the best fixed relaxation',
    source: LEARNING_TO_RELAX,
    shown: {
      what: '400 shifted Laplacians with random right sides; the last 100 of them',
      budget: 0.5,
      async measure(log) {
        const systems = shiftedSystems(400, 61);
        const { iterations } = solveSequenceSync(systems);
        const last = iterations.slice(300).reduce((sum, value) => sum + value, 0) / 100;
        const fixed = bestFixed(systems);
        if (last < fixed) log('below the best fixed relaxation');
        return { ratio: last / fixed };
      },
    },
    gold: { ratio: { atMost: 0.9 } },
    landmarks: ['below the best fixed relaxation'],
    verdict: 'holds',
  },
  {
    name: 'inertia',
    claim:
      'The inertia of a shifted matrix counts the eigenvalues below the shift, so no copy of a multiple one is missed',
    source: 'Grimes, Lewis, Simon, SIAM J. Matrix Anal. Appl. 15, 1994',
    shown: {
      what: 'the ten smallest eigenvalues, eight of them double, of the Laplacian on 40 × 40 points',
      budget: 0.4,
      async measure(log) {
        const side = 40;
        const { values, countBelow = 0 } = eigenvaluesSync({ matrix: laplacian(side), count: 10 });
        const one = range(side).map((k) => 4 * Math.sin((Math.PI * (k + 1)) / (2 * (side + 1))) ** 2);
        const all = one.flatMap((a) => one.map((b) => a + b)).sort((a, b) => a - b);
        const error = Math.max(...values.map((value, k) => Math.abs(value - (all[k] as number))));
        if (error < 1e-12) log('exact to rounding');
        return { counted: countBelow };
      },
    },
    gold: { counted: { near: 10 } },
    landmarks: ['exact to rounding'],
    verdict: 'holds',
  },
];
