/**
 * Consistent systems by projections: every method against closed forms, inconsistent systems, and Kaczmarz's
 * convergence rate.
 */

import * as fc from 'fast-check';
import { load, type Matrix, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySolveConsistent } from '../../certificates/sketch.js';
import { EXACT_CASES } from '../../data/sketch.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import {
  centered,
  centeredMatrix,
  difference,
  norm,
  product,
  secondDifferences,
  sparse,
} from '../../support/matrices.js';

const { solveConsistent, solveConsistentSync, lsqr } = sketch;

const METHODS = ['sweeps', 'blockRow', 'row', 'gaussian', 'srht', 'countSketch', 'sparseSign'] as const;

/** The minimum-norm solution of x1 + x2 = 3, x2 + x3 = 5 is (1/3, 8/3, 7/3). */
const small = () => ({
  matrix: [
    [1, 1, 0],
    [0, 1, 1],
  ],
  rightSide: [3, 5],
});

/** A consistent system with the solution `x`. */
const consistent = (matrix: Matrix, x: Float64Array) => ({ matrix, rightSide: product(matrix, x) });

checkSolver<sketch.SolveConsistentProblem, sketch.SolveConsistentSolution, sketch.SolveConsistentProgress>({
  method: 'sketch.solveConsistent',
  certify: certifySolveConsistent,
  solve: solveConsistent,
  solveSync: solveConsistentSync,
  random: true,
  problem: () => ({
    ...small(),
    method: 'row',
    blockSize: 2,
    momentum: 0.1,
    initial: [0, 0, 0],
    tolerance: 1e-13,
    maxIterations: 1000,
    history: true,
  }),
  verify({ status, solution, residualNorm, history }) {
    expect(status).toBe('converged');
    expectAllClose(solution, [1 / 3, 8 / 3, 7 / 3], 1e-11);
    expect(residualNorm).toBeLessThan(1e-11);
    expect(history?.at(-1)?.residualNorm).toBe(residualNorm);
  },
  long: () => ({
    matrix: secondDifferences(20_000),
    rightSide: Float64Array.from({ length: 20_000 }, (_, i) => Math.sin(i)),
    tolerance: 1e-15,
  }),
  limited: () => ({ ...small(), method: 'row', maxIterations: 1 }),
});

describe('sketch.solveConsistent', () => {
  beforeAll(() => load('sketch'));

  describe.each(METHODS)('by %s', (method) => {
    test('goes to the solution nearest to the start', async () => {
      const shapes = [
        [60, 8],
        [12, 12],
        [8, 30],
      ] as const;
      for (const [k, [rows, columns]] of shapes.entries()) {
        // Well conditioned also if square.
        const data = centered(10 + k, rows * columns).map(
          (entry, place) => entry + (place % (columns + 1) === 0 ? 4 : 0),
        );
        const matrix = { rows, columns, data };
        const problem = consistent(matrix, centered(20 + k, columns));
        const initial = centered(30 + k, columns);
        const found = await solveConsistent({ ...problem, method, blockSize: 4, initial, tolerance: 1e-13 });
        expect(found.status).toBe('converged');
        expectClose(
          found.residualNorm,
          norm(difference(problem.rightSide, product(matrix, found.solution))),
          1e-14,
        );
        const reference = await lsqr({ ...problem, initial, tolerance: 1e-15 });
        expectAllClose(found.solution, reference.solution, 1e-10);
      }
    });

    test('solves systems of deficient rank, with rows of zeros', async () => {
      const data = centered(41, 20 * 6);
      for (let i = 0; i < 20; i++) {
        data[6 * i + 5] = (data[6 * i] as number) - (data[6 * i + 1] as number);
        if (i % 5 === 0) data.fill(0, 6 * i, 6 * i + 6);
      }
      const matrix = { rows: 20, columns: 6, data };
      const problem = consistent(matrix, centered(42, 6));
      const found = await solveConsistent({ ...problem, method, blockSize: 3 });
      expect(found.status).toBe('converged');
      const shortest = await lsqr({ ...problem, tolerance: 1e-15 });
      expectAllClose(found.solution, shortest.solution, 1e-7);
    });

    test('says of an inconsistent system that it has stalled, with the residual', async () => {
      const { matrix, rightSide } = EXACT_CASES.plain.problem;
      const part = { rows: 300, columns: 10, data: matrix.data.slice(0, 3000) };
      const problem = { matrix: part, rightSide: rightSide.slice(0, 300) };
      const found = await solveConsistent({ ...problem, method });
      const { residualNorm } = await lsqr(problem);
      expect(found.status).toBe('stalled');
      expect(found.residualNorm).toBeGreaterThanOrEqual(residualNorm * (1 - 1e-12));
      expect(found.residualNorm).toBeLessThan(1.5 * norm(problem.rightSide));
      expectFinite(found);
    });

    test('rows that depend on each other lead nowhere far where they contradict each other', async () => {
      // Each system has rank 3; the second has rows of very different lengths.
      for (const scale of [1, 1e-3]) {
        const matrix = Array.from({ length: 8 }, (_, i) =>
          [1, i % 3, (i % 2) - 0.5, i % 3].map((entry) => entry * scale ** (i % 4)),
        );
        const rightSide = centered(7, 8);
        const found = await solveConsistent({ matrix, rightSide, method });
        expect(found.status).not.toBe('converged');
        expect(found.residualNorm).toBeLessThanOrEqual(norm(rightSide));
        expect(norm(found.solution)).toBeLessThan(1e12);
      }
    });

    test('two equations are enough for every seed', async () => {
      const matrix = [
        [1, -1, 1],
        [1, 1, 1],
      ];
      for (let seed = 0; seed < 20; seed++) {
        const found = await solveConsistent({ matrix, rightSide: [1, 2], method, blockSize: 1 }, { seed });
        expect(found.status).toBe('converged');
        expectAllClose(found.solution, [0.75, 0.5, 0.75], 1e-8);
      }
    });

    test('nothing to do is done at once', async () => {
      const zero = { rows: 2, columns: 3, data: new Float64Array(6) };
      const nothing = await solveConsistent({ matrix: zero, rightSide: [0, 0], initial: [1, 2, 3], method });
      expect(nothing).toMatchObject({ status: 'converged', iterations: 0, residualNorm: 0 });
      expect(Array.from(nothing.solution)).toEqual([1, 2, 3]);
      const impossible = await solveConsistent({ matrix: zero, rightSide: [0, 1], method });
      expect(impossible).toMatchObject({ status: 'stalled', residualNorm: 1 });
      const solved = await solveConsistent({ ...small(), initial: [0, 3, 2], method });
      expect(solved).toMatchObject({ status: 'converged', iterations: 0 });
    });

    test('the same for dense matrices in either precision and sparse ones', async () => {
      const data = centered(51, 80 * 12).map((value) => (Math.abs(value) < 0.6 ? 0 : Math.fround(value)));
      const matrix = { rows: 80, columns: 12, data };
      const { rightSide } = consistent(matrix, centered(52, 12));
      const { solution } = await solveConsistent({ matrix, rightSide, method });
      for (const form of [sparse(matrix), { ...matrix, data: Float32Array.from(data) }]) {
        expectAllClose((await solveConsistent({ matrix: form, rightSide, method })).solution, solution, 1e-7);
      }
    });

    test('the same bits on any number of threads, others for other seeds', async () => {
      const matrix = centeredMatrix(61, 1500, 60);
      const problem = { ...consistent(matrix, centered(62, 60)), method, blockSize: 20, maxIterations: 5 };
      const reference = await solveConsistent(problem, { threads: 1 });
      for (const threads of [2, 8]) expect(await solveConsistent(problem, { threads })).toEqual(reference);
      expect(await solveConsistent(problem, { seed: 1 })).not.toEqual(reference);
    });
  });

  test('sweeps take few iterations where single rows take very many', async () => {
    const data = centered(71, 300 * 100).map((entry, k) => entry * 1.07 ** -(k % 100));
    const matrix = { rows: 300, columns: 100, data };
    const problem = consistent(matrix, centered(72, 100));
    const sweeps = await solveConsistent(problem);
    expect(sweeps.status).toBe('converged');
    expect(sweeps.iterations).toBeLessThan(100);
    const rows = await solveConsistent({ ...problem, method: 'row', maxIterations: 300 * sweeps.iterations });
    expect(rows.residualNorm).toBeGreaterThan(10 * sweeps.residualNorm);
  });

  test('the error of single rows falls at the rate that theory gives', async () => {
    // With orthonormal rows each step removes one random component of n: on average the squared error is multiplied by
    // 1 - 1/n.
    const n = 5;
    const identity = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => Number(i === j)),
    );
    const steps = 10;
    const runs = 500;
    let sum = 0;
    for (let seed = 0; seed < runs; seed++) {
      const { solution } = solveConsistentSync(
        { matrix: identity, rightSide: new Array(n).fill(1), method: 'row', maxIterations: steps },
        { seed },
      );
      sum += norm(solution.map((x) => x - 1)) ** 2;
    }
    // A component remains with probability q = (1 - 1/n)^10; a run's sum has a smaller standard deviation than with
    // independent components, sqrt(n q (1 - q)). Five standard errors are exceeded with probability 6e-7.
    const left = (1 - 1 / n) ** steps;
    const error = 5 * Math.sqrt((n * left * (1 - left)) / runs);
    expect(Math.abs(sum / runs - n * left)).toBeLessThan(error);
  });

  test('no row is drawn whose norm is 0, and large ones are drawn more often', async () => {
    // One step from zero lands on the drawn row: the first with probability 1/10, the second with 9/10.
    const matrix = [
      [1, 0],
      [0, 3],
      [0, 0],
    ];
    let first = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const { solution } = solveConsistentSync(
        { matrix, rightSide: [1, 3, 0], method: 'row', maxIterations: 1 },
        { seed },
      );
      expect([
        [1, 0],
        [0, 1],
      ]).toContainEqual(Array.from(solution));
      first += solution[0] as number;
    }
    // Within five standard deviations of 100.
    expect(Math.abs(first - 100)).toBeLessThan(5 * Math.sqrt(90));
  });

  test('rows in other units of measurement change nothing but the count', async () => {
    const matrix = centeredMatrix(81, 40, 10);
    const problem = consistent(matrix, centered(82, 10));
    const scale = (i: number) => 10 ** ((i % 9) - 4);
    const scaled = {
      matrix: { ...matrix, data: matrix.data.map((entry, k) => entry * scale(Math.floor(k / 10))) },
      rightSide: problem.rightSide.map((entry, i) => entry * scale(i)),
    };
    for (const method of ['sweeps', 'blockRow'] as const) {
      const { status, solution } = await solveConsistent({
        ...scaled,
        method,
        blockSize: 7,
        tolerance: 1e-13,
      });
      expect(status).toBe('converged');
      expectAllClose(solution, centered(82, 10), 1e-4);
    }
  });

  test('sweeps begin anew where rounding has brought them to a standstill', async () => {
    const matrix = [
      [1, -0.0005, 42],
      [0, 0.0005, -38],
      [1, 0, 1],
    ];
    const problem = { matrix, rightSide: [1, 0, 3127] };
    const solution = await solveConsistent(problem);
    expect(solution.status).toBe('converged');
    certifySolveConsistent(problem, solution);
  });

  test('what it calls converged is small, on systems of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.integer({ min: 1, max: 25 }),
          columns: fc.integer({ min: 1, max: 25 }),
          seed: fc.nat(),
          method: fc.constantFrom(...METHODS),
          blockSize: fc.integer({ min: 1, max: 30 }),
          momentum: fc.constantFrom(0, 0.3),
          isConsistent: fc.boolean(),
        }),
        async ({ rows, columns, seed, method, blockSize, momentum, isConsistent }) => {
          const matrix = centeredMatrix(seed, rows, columns);
          const rightSide = isConsistent
            ? product(matrix, centered(seed + 1, columns))
            : centered(seed + 2, rows);
          const problem = { matrix, rightSide, method, blockSize, maxIterations: 300 };
          const found = await solveConsistent({ ...problem, momentum: method === 'sweeps' ? 0 : momentum });
          expectFinite(found);
          const residual = norm(difference(rightSide, product(matrix, found.solution)));
          expect(Math.abs(found.residualNorm - residual)).toBeLessThanOrEqual(1e-12 * (1 + norm(rightSide)));
          const scale = norm(matrix.data) * norm(found.solution) + norm(rightSide);
          expect(found.status === 'converged').toBe(found.residualNorm <= 1e-10 * scale * (1 + 1e-12));
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });

  test.each([0, 1, 2])(
    'a start whose norm overflows in entry %i is not taken for a solution',
    async (entry) => {
      for (const method of METHODS) {
        const initial = [0, 0, 0].with(entry, -1e308);
        const run = solveConsistent({ ...small(), method, initial, maxIterations: 100 });
        const found = await run.catch((error) => error);
        if (found instanceof Error) {
          expect(found).toMatchObject({ code: 'NUMERICAL_BREAKDOWN' });
          continue;
        }
        const scale = Math.hypot(...Array.from(found.solution as Float64Array, (value) => value / 4)) + 2;
        expect(found.status !== 'converged' || found.residualNorm / 16 <= 1e-10 * scale).toBe(true);
      }
    },
  );

  test('refuses what it cannot take, and names it', async () => {
    const refused = (change: object, path: string) =>
      expectError(() => solveConsistent({ ...small(), ...change } as never), 'INVALID_INPUT', path);
    await refused({ matrix: [] }, 'matrix');
    await refused(
      { matrix: { rows: 1, columns: 2, data: [1, Number.NaN] }, rightSide: [1] },
      'matrix.data[1]',
    );
    await refused({ rightSide: [1] }, 'rightSide');
    await refused({ rightSide: [1, Number.NaN] }, 'rightSide[1]');
    await refused({ method: 'kaczmarz' }, 'method');
    await refused({ momentum: 1 }, 'momentum');
    await refused({ momentum: 0.5, method: 'sweeps' }, 'momentum');
    await refused({ tolerance: -1 }, 'tolerance');
    await refused({ blockSize: 0 }, 'blockSize');
    await refused({ maxIterations: 0 }, 'maxIterations');
    await refused({ initial: [1] }, 'initial');
    // The method needs explicit rows.
    const operator = { rows: 2, columns: 3, apply: () => [0, 0], applyTranspose: () => [0, 0, 0] };
    await expectError(() => solveConsistent({ ...small(), matrix: operator as never }), 'INVALID_INPUT');
    await expectError(() => solveConsistent({ matrix: [[1e200, 1]], rightSide: [1] }), 'NUMERICAL_BREAKDOWN');
  });
});
