/** Quadratics on graphs: every method against rational arithmetic, SciPy's results, and its own residual. */

import * as fc from 'fast-check';
import { coordinate, load, type SparseMatrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySolveGraphQuadratic } from '../../certificates/graphs.js';
import { grid, symmetric, TREE } from '../../data/coordinate-graphs.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { testNatively } from '../../support/natively.js';
import { mulberry32 } from '../../support/random.js';

const { solveGraphQuadratic, solveGraphQuadraticSync } = coordinate;

const METHODS = ['auto', 'cholesky', 'amg', 'forestCg', 'cg', 'forestBcd', 'greedyForestBcd'] as const;

checkSolver<coordinate.GraphQuadraticProblem, coordinate.GraphQuadraticSolution, coordinate.GraphProgress>({
  method: 'coordinate.solveGraphQuadratic',
  certify: certifySolveGraphQuadratic,
  solve: solveGraphQuadratic,
  solveSync: solveGraphQuadraticSync,
  problem: () => ({
    matrix: TREE.matrix,
    rightSide: TREE.rightSide,
    initial: [0, 0, 0, 0, 0, 0, 1],
    method: 'forestCg',
    tolerance: 1e-14,
    maxIterations: 100,
  }),
  verify({ status, solution }) {
    expect(status).toBe('converged');
    expectAllClose(solution as Float64Array, TREE.solution, 1e-12);
  },
  long: () => ({ ...grid(300, 300, 1e-5, 8), method: 'forestBcd', maxIterations: 1_000_000 }),
  limited: () => ({ ...grid(9, 9, 0.05, 1), method: 'cg', maxIterations: 1 }),
});

/** A x, row by row. */
function product({ rows, indptr, indices, data }: SparseMatrix, x: ArrayLike<number>): number[] {
  return Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let k = indptr[i] as number; k < (indptr[i + 1] as number); k++)
      sum += (data[k] as number) * (x[indices[k] as number] as number);
    return sum;
  });
}

function relativeResidual(matrix: SparseMatrix, x: ArrayLike<number>, b: ArrayLike<number>): number {
  const residual = product(matrix, x).map((entry, i) => (b[i] as number) - entry);
  return Math.hypot(...residual) / Math.hypot(...Array.from(b));
}

/** The Laplacian of a random connected graph with a few grounded nodes: a random tree plus `extra` edges. */
function randomQuadratic(seed: number, nodes: number, extra: number) {
  const next = mulberry32(seed);
  const entries = new Map<string, [number, number, number]>();
  const diagonal = Array.from({ length: nodes }, (_, i) => (i === 0 || next() < 0.1 ? 0.1 + next() : 0));
  const join = (i: number, j: number) => {
    const key = i < j ? `${i} ${j}` : `${j} ${i}`;
    if (i === j || entries.has(key)) return;
    const weight = 0.01 + next();
    entries.set(key, [i, j, -weight]);
    diagonal[i] = (diagonal[i] as number) + weight;
    diagonal[j] = (diagonal[j] as number) + weight;
  };
  for (let i = 1; i < nodes; i++) join(i, Math.floor(next() * i));
  for (let k = 0; k < extra; k++) join(Math.floor(next() * nodes), Math.floor(next() * nodes));
  return {
    matrix: symmetric(diagonal, entries.values()),
    rightSide: Float64Array.from({ length: nodes }, () => next() - 0.5),
  };
}

describe('coordinate.solveGraphQuadratic', () => {
  beforeAll(() => load('coordinate'));

  describe.each(METHODS)('by %s', (method) => {
    test('solves a tree to the last digits', async () => {
      const { matrix, rightSide } = TREE;
      const found = await solveGraphQuadratic({ matrix, rightSide, method, tolerance: 1e-14 });
      expectAllClose(found.solution, TREE.solution, 1e-12);
    });

    test('has the numbers of SciPy on a lattice of 900 nodes', async () => {
      const { matrix, rightSide } = grid(30, 30, 0.05, 3);
      expect(matrix.rows).toBe(861);
      const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value);
      expectClose(sum(rightSide), 168.355795340701, 1e-11);
      const found = await solveGraphQuadratic({ matrix, rightSide, method, tolerance: 1e-12 });
      expect(found.status).toBe('converged');
      expectClose(sum(found.solution), 433.5040380081804, 1e-9);
      expectClose(found.solution[0] as number, -8.683331771133858, 1e-9);
      expectClose(found.objectives[0] as number, -3585.7786134037738, 1e-11);
    });

    test('what it calls converged is small, on random graphs', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(),
          fc.integer({ min: 1, max: 60 }),
          fc.nat(80),
          async (seed, nodes, extra) => {
            const { matrix, rightSide } = randomQuadratic(seed, nodes, extra);
            const found = await solveGraphQuadratic({ matrix, rightSide, method, tolerance: 1e-10 });
            expectFinite(found);
            const residual = relativeResidual(matrix, found.solution, rightSide);
            expect(Math.abs(residual - found.relativeResidual)).toBeLessThan(1e-13);
            expect(found.status).toBe('converged');
            expect(residual).toBeLessThanOrEqual(1.001e-10);
            const objective = rightSide.reduce(
              (total, b, i) => total - (b * (found.solution[i] as number)) / 2,
              0,
            );
            expectClose(found.objectives[0] as number, objective, 1e-8);
          },
        ),
        { numRuns: 60, seed: 11 },
      );
    });

    test('solves for several right sides at once as for each', async () => {
      const { matrix, rightSide } = grid(12, 12, 0.05, 4);
      const other = rightSide.map((_, i) => Math.sin(i));
      const data = Float64Array.from(
        Array.from(rightSide).flatMap((value, i) => [value, other[i] as number]),
      );
      const both = await solveGraphQuadratic({
        matrix,
        rightSide: { rows: matrix.rows, columns: 2, data },
        method,
      });
      expect(both.objectives.length).toBe(2);
      for (const [column, b] of [rightSide, other].entries()) {
        const one = await solveGraphQuadratic({ matrix, rightSide: b, method });
        const solution = both.solution.data.filter((_, k) => k % 2 === column);
        expectAllClose(solution, one.solution, 1e-6);
      }
    });

    test('starts where it is told to', async () => {
      const { matrix, rightSide } = grid(12, 12, 0.05, 5);
      const { solution } = await solveGraphQuadratic({ matrix, rightSide, method: 'cholesky' });
      const found = await solveGraphQuadratic({ matrix, rightSide, method, initial: solution });
      expect(found).toMatchObject({ status: 'converged', iterations: 0 });
      expect(found.solution).toEqual(solution);
    });

    test('a right side of zeros has the solution 0', async () => {
      const { matrix } = TREE;
      const found = await solveGraphQuadratic({
        matrix,
        rightSide: new Float64Array(7),
        method,
        initial: TREE.solution,
      });
      expect(found).toMatchObject({ status: 'converged', relativeResidual: 0 });
      expect(Array.from(found.solution)).toEqual(new Array(7).fill(0));
    });

    test('does not call a matrix positive definite that is not', async () => {
      const matrix = symmetric(
        [1, 1, 1],
        [
          [0, 1, 2],
          [1, 2, 2],
          [0, 2, 2],
        ],
      );
      await expectError(
        () => solveGraphQuadratic({ matrix, rightSide: [1, -1, 0.5], method }),
        'INVALID_INPUT',
        'matrix',
      );
    });

    test('the same bits on any number of threads', async () => {
      const problem = { ...grid(40, 40, 0.05, 6), method };
      const reference = await solveGraphQuadratic(problem, { threads: 1 });
      for (const threads of [2, 5])
        expect(await solveGraphQuadratic(problem, { threads })).toEqual(reference);
    });
  });

  test('eliminates trees and long chains without iterations', async () => {
    const { matrix, rightSide } = randomQuadratic(3, 5000, 0);
    const found = await solveGraphQuadratic({ matrix, rightSide, tolerance: 1e-12 });
    expect(found).toMatchObject({
      status: 'converged',
      method: 'elimination',
      eliminated: 5000,
      iterations: 0,
    });
  });

  testNatively('a hub with very many leaves and parallel links takes no longer than others', async () => {
    const nodes = 100_000;
    const diagonal = Array.from({ length: nodes }, (_, i) => (i < 2 ? 2 * nodes : 2));
    const links = Array.from({ length: nodes - 2 }, (_, i) => [
      [0, i + 2, -1] as const,
      [1, i + 2, -1] as const,
    ]).flat();
    const matrix = symmetric(diagonal, links);
    const rightSide = new Float64Array(nodes).fill(1);
    const found = await solveGraphQuadratic({ matrix, rightSide });
    expect(found.status).toBe('converged');
    expect(relativeResidual(matrix, found.solution, rightSide)).toBeLessThan(1e-8);
  });

  test('asked for more than rounding allows, it says so', async () => {
    const { matrix, rightSide } = grid(30, 30, 0.002, 3);
    for (const method of ['cholesky', 'forestCg', 'cg', 'amg'] as const) {
      const found = await solveGraphQuadratic({ matrix, rightSide, method, tolerance: 1e-25 });
      expect(found.status).toBe('stalled');
      expect(found.relativeResidual).toBeLessThan(1e-12);
    }
  });

  test('refuses what it cannot take, and names it', async () => {
    const { matrix, rightSide } = TREE;
    const refused = (change: object, path: string) =>
      expectError(
        () => solveGraphQuadratic({ matrix, rightSide, ...change } as never),
        'INVALID_INPUT',
        path,
      );
    await refused({ matrix: { ...matrix, columns: 8 } }, 'matrix');
    await refused(
      { matrix: { rows: 0, columns: 0, indptr: [0], indices: [], data: [] }, rightSide: [] },
      'matrix',
    );
    await refused({ matrix: { ...matrix, data: matrix.data.with(0, Number.NaN) } }, 'matrix.data[0]');
    await refused({ matrix: { ...matrix, data: matrix.data.with(1, -1 - 1e-9) } }, 'matrix.data[1]');
    await refused({ matrix: { ...matrix, data: matrix.data.with(0, -1) } }, 'matrix');
    await refused({ matrix: { ...matrix, indices: matrix.indices.with(1, 7) } }, 'matrix.indices[1]');
    await refused({ rightSide: [1] }, 'rightSide');
    await refused({ rightSide: [1, 0, 0, 2, 0, 0, Number.POSITIVE_INFINITY] }, 'rightSide[6]');
    await refused({ rightSide: { rows: 7, columns: 0, data: [] } }, 'rightSide');
    await refused({ initial: [1] }, 'initial');
    await refused({ initial: { rows: 7, columns: 2, data: new Float64Array(14) } }, 'initial');
    await refused({ method: 'lu' }, 'method');
    await refused({ tolerance: 0 }, 'tolerance');
    await refused({ tolerance: 1 }, 'tolerance');
    await refused({ maxIterations: 0 }, 'maxIterations');
    // Nearly symmetric matrices are accepted.
    await solveGraphQuadratic({ matrix: { ...matrix, data: matrix.data.with(1, -1 - 1e-12) }, rightSide });
  });
});
