/** Tests common to LSQR and LSMR. */

import * as fc from 'fast-check';
import {
  type Matrix,
  type RunOptions,
  SuperlinearError,
  type SyncRunOptions,
  type sketch,
} from 'superlinear';
import { describe, expect, test } from 'vitest';
import { certifyKrylov } from '../../certificates/sketch.js';
import { EXACT_CASES } from '../../data/sketch.js';
import { checkOperator } from '../../support/check-operator.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { centered, norm, product, secondDifferences, sparse, transposed } from '../../support/matrices.js';

type Problem = sketch.KrylovProblem;
type Solution = sketch.KrylovSolution;

/** The residual and the residual of the normal equations, by definition. */
function residuals(matrix: Matrix, rightSide: Float64Array, x: Float64Array, ridge = 0) {
  const image = product(matrix, x);
  const residual = rightSide.map((value, i) => value - (image[i] as number));
  const gradient = product(transposed(matrix), residual).map((value, j) => value - ridge * (x[j] as number));
  return { residual: norm(residual), normal: norm(gradient) };
}

/** The triangular factor of a matrix with independent columns, by Gram-Schmidt, twice. */
function triangularFactor({ rows, columns, data }: Matrix): Matrix {
  const basis = Array.from({ length: columns }, (_, j) =>
    Float64Array.from({ length: rows }, (_, i) => data[i * columns + j] as number),
  );
  const factor = new Float64Array(columns * columns);
  basis.forEach((column, j) => {
    for (const [k, other] of [...basis.slice(0, j).entries(), ...basis.slice(0, j).entries()]) {
      const share = other.reduce((sum, value, i) => sum + value * (column[i] as number), 0);
      other.forEach((value, i) => {
        column[i] = (column[i] as number) - share * value;
      });
      factor[k * columns + j] = (factor[k * columns + j] as number) + share;
    }
    const length = norm(column);
    factor[j * columns + j] = length;
    column.forEach((value, i) => {
      column[i] = value / length;
    });
  });
  return { rows: columns, columns, data: factor };
}

/** Declares the tests of one of the two methods. */
export function checkKrylov(
  method: string,
  solve: (
    problem: Problem | sketch.WithOperator<Problem>,
    options?: RunOptions<sketch.KrylovProgress>,
  ) => Promise<Solution>,
  solveSync: (
    problem: Problem | sketch.WithOperator<Problem, sketch.SyncLinearOperator>,
    options?: SyncRunOptions,
  ) => Solution,
): void {
  /** The line through four points: 1.1 + 1.1 t; with a ridge of 1 it is 11/13 + 44/39 t. */
  const line = () => ({
    matrix: {
      rows: 4,
      columns: 2,
      data: Float64Array.of(1, 0, 1, 1, 1, 2, 1, 3),
    },
    rightSide: Float64Array.of(1, 3, 2, 5),
  });

  checkSolver<Problem, Solution, sketch.KrylovProgress>({
    // Only the upper triangle is read.
    mayBeNaN: ['preconditioner'],
    method,
    certify: certifyKrylov,
    solve,
    solveSync,
    problem: () => ({
      ...line(),
      ridge: 1,
      tolerance: 1e-14,
      conditionLimit: 1e6,
      maxIterations: 20,
      initial: [1, 1],
      preconditioner: [
        [2, 3],
        [0, 2],
      ],
      history: true,
    }),
    verify({ status, iterations, solution, normalResidual, history }) {
      expect(status).toBe('converged');
      expectAllClose(solution, [11 / 13, 44 / 39], 1e-13);
      expect(normalResidual).toBeLessThan(1e-12);
      expect(history).toHaveLength(iterations);
    },
    long: () => ({
      matrix: secondDifferences(200_000),
      rightSide: new Float64Array(200_000).fill(1),
      tolerance: 1e-15,
    }),
    limited: () => ({ ...line(), maxIterations: 1 }),
  });

  checkOperator<Problem, Solution, sketch.KrylovProgress>({
    method,
    solve,
    solveSync,
    problem: () => {
      const matrix = { rows: 12, columns: 5, data: centered(3, 60) };
      return { matrix, rightSide: centered(4, 12), ridge: 0.1, tolerance: 1e-13 };
    },
    expectSame(actual, expected) {
      expect(actual.status).toBe('converged');
      expectAllClose(actual.solution, expected.solution, 1e-12);
      expectClose(actual.residualNorm, expected.residualNorm, 1e-13);
    },
  });

  describe(`${method}`, () => {
    test("progress of the caller's functions is heard", async () => {
      const matrix = {
        rows: 2,
        columns: 2,
        async apply(x: Float64Array) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          return [x[0] as number, 2 * (x[1] as number)];
        },
        applyTranspose: (y: Float64Array) => [y[0] as number, 2 * (y[1] as number)],
      };
      const records: sketch.KrylovProgress[] = [];
      const onProgress = (record: sketch.KrylovProgress) => records.push(record);
      await solve({ matrix, rightSide: [1, 1] }, { onProgress });
      expect(records.length).toBeGreaterThan(0);
      expectFinite(records);
    });

    const exact = Object.entries(EXACT_CASES).filter(([, { problem }]) => !('weights' in problem));

    test.each(exact)('solves %s', async (_, { problem, solution, residualNorm, allowed }) => {
      const found = await solve({ ...problem, tolerance: 0, conditionLimit: 1e18 });
      const size = norm(Float64Array.from(solution));
      expect(['converged', 'stalled']).toContain(found.status);
      expect(norm(found.solution.map((x, j) => x - (solution[j] as number)))).toBeLessThanOrEqual(
        allowed * size,
      );
      expectClose(found.residualNorm, residualNorm, 1e-8);
    });

    const independent = exact.filter(([, { problem, rank }]) => problem.matrix.columns === rank);

    test.each(independent)('solves %s in a few steps with their own factor', async (_, exactCase) => {
      const { problem, solution, allowed } = exactCase;
      const preconditioner = triangularFactor(problem.matrix);
      const found = await solve({ ...problem, preconditioner, tolerance: 0 });
      const size = norm(Float64Array.from(solution));
      expect(norm(found.solution.map((x, j) => x - (solution[j] as number)))).toBeLessThanOrEqual(
        allowed * size,
      );
      expect(found.iterations).toBeLessThanOrEqual(20);
      expect(found.conditionNumber).toBeLessThan(10);
    });

    test('the same for dense matrices in either precision and sparse ones', async () => {
      const data = centered(11, 200 * 30).map((value) => (Math.abs(value) < 0.7 ? 0 : Math.fround(value)));
      const matrix = { rows: 200, columns: 30, data };
      const problem = { rightSide: centered(12, 200), tolerance: 1e-14 };
      const { solution } = await solve({ ...problem, matrix });
      const forms = [sparse(matrix), { ...matrix, data: Float32Array.from(data) }];
      for (const form of forms)
        expectAllClose((await solve({ ...problem, matrix: form })).solution, solution, 1e-12);
    });

    test.each([1e-160, 1e-200, 1e-300])('tiny matrices with right sides as tiny: %d', async (scale) => {
      const scaled = (values: Float64Array, factor: number) => values.map((value) => value * factor);
      const problem = (factor: number) => ({
        matrix: { rows: 40, columns: 3, data: scaled(centered(5, 120), factor) },
        rightSide: scaled(centered(6, 40), factor),
        initial: [1, 0, 0],
      });
      const { solution, residualNorm } = await solve(problem(1));
      // With norms below 1e-154, some matrices let reciprocals overflow, which is reported as a breakdown.
      const tiny = await solve(problem(scale)).catch((error) => error);
      if (tiny instanceof SuperlinearError) return expect(tiny.code).toBe('NUMERICAL_BREAKDOWN');
      expectAllClose(tiny.solution, solution, 1e-6);
      expectClose(tiny.residualNorm / scale / residualNorm, 1, 1e-6);
    });

    test('the same bits on any number of threads', async () => {
      const dense = { rows: 3000, columns: 60, data: centered(1, 180_000) };
      for (const matrix of [dense, secondDifferences(80_000)]) {
        const problem = { matrix, rightSide: centered(2, matrix.rows), maxIterations: 30 };
        const reference = await solve(problem, { threads: 1 });
        for (const threads of [2, 8]) expect(await solve(problem, { threads })).toEqual(reference);
      }
    });

    test('what it says of its point holds', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            rows: fc.integer({ min: 1, max: 30 }),
            columns: fc.integer({ min: 1, max: 30 }),
            seed: fc.nat(),
            ridge: fc.constantFrom(0, 1e-3, 10),
            tolerance: fc.constantFrom(1e-4, 1e-8, 1e-13),
            scale: fc.constantFrom(1e-150, 1, 1e100),
          }),
          async ({ rows, columns, seed, ridge, tolerance, scale }) => {
            const matrix = { rows, columns, data: centered(seed, rows * columns) };
            const rightSide = centered(seed + 1, rows).map((value) => value * scale);
            const found = await solve({ matrix, rightSide, ridge, tolerance, conditionLimit: 1e18 });
            const { residual, normal } = residuals(matrix, rightSide, found.solution, ridge);
            const size = norm(rightSide);
            expect(found.status).toBe('converged');
            expect(Math.abs(found.residualNorm - residual)).toBeLessThanOrEqual(1e-12 * size);
            expect(Math.abs(found.normalResidual - normal)).toBeLessThanOrEqual(1e-11 * size);
            const whole = Math.hypot(residual, Math.sqrt(ridge) * norm(found.solution));
            const consistent = found.matrixNorm * norm(found.solution) + size;
            const aim = 1.01 * tolerance + 1e-14;
            expect(whole <= aim * consistent || normal <= aim * found.matrixNorm * whole).toBe(true);
          },
        ),
        { numRuns: 150, seed: 31 },
      );
    });

    test('from zero it goes to the shortest of the minimisers', async () => {
      // The rows are orthogonal, so the minimum-norm solution is an obvious combination of them.
      const matrix = [
        [1, 1, 0, 0],
        [0, 0, 2, 2],
      ];
      const { status, solution } = await solve({ matrix, rightSide: [2, 8], tolerance: 1e-14 });
      expect(status).toBe('converged');
      expectAllClose(solution, [1, 1, 2, 2], 1e-13);
      const moved = await solve({ matrix, rightSide: [2, 8], initial: [1, -1, 0, 0], tolerance: 1e-14 });
      expectAllClose(moved.solution, [2, 0, 2, 2], 1e-13);
    });

    test('nothing to do is done at once', async () => {
      const { matrix, rightSide } = line();
      const zero = await solve({ matrix, rightSide: [0, 0, 0, 0] });
      expect(zero).toMatchObject({ status: 'converged', iterations: 0, residualNorm: 0 });
      expect(Array.from(zero.solution)).toEqual([0, 0]);
      const nothing = await solve({ matrix: [[0, 0]], rightSide: [3] });
      expect(nothing).toMatchObject({ status: 'converged', iterations: 0, residualNorm: 3 });
      const solved = await solve({ matrix, rightSide, initial: [1.1, 1.1] });
      expect(solved).toMatchObject({ status: 'converged', iterations: 0 });
    });

    test('a ridge means the same with a preconditioner, and from any start', async () => {
      const matrix = { rows: 20, columns: 6, data: centered(21, 120) };
      const problem = { matrix, rightSide: centered(22, 20), ridge: 0.5, tolerance: 1e-14 };
      const { solution } = await solve(problem);
      const preconditioner = triangularFactor(matrix);
      const initial = centered(23, 6);
      expectAllClose((await solve({ ...problem, preconditioner })).solution, solution, 1e-12);
      expectAllClose((await solve({ ...problem, initial })).solution, solution, 1e-12);
      expectAllClose((await solve({ ...problem, preconditioner, initial })).solution, solution, 1e-12);
    });

    test('stops where the condition number exceeds its limit, or rounding ends progress, and says so', async () => {
      const { problem } = EXACT_CASES['nearly dependent columns'];
      const limited = await solve({ ...problem, tolerance: 0, conditionLimit: 1e4 });
      expect(limited.status).toBe('conditionLimit');
      const free = await solve({ ...problem, tolerance: 0, conditionLimit: 1e18 });
      expect(free.status).toBe('stalled');
      expect(norm(limited.solution)).toBeLessThan(1e-3 * norm(free.solution));
    });

    test('never returns a worse point than it started from', async () => {
      const { problem, solution } = EXACT_CASES['nearly dependent columns, nearly consistent'];
      const initial = Float64Array.from(solution);
      const before = residuals(problem.matrix, problem.rightSide, initial);
      const after = await solve({ ...problem, initial, tolerance: 0 });
      expect(after.residualNorm).toBeLessThanOrEqual(before.residual * (1 + 1e-9));
    });

    test('refuses what it cannot take, and names it', async () => {
      const refused = (change: object, path: string) =>
        expectError(() => solve({ ...line(), ...change } as Problem), 'INVALID_INPUT', path);
      await refused({ matrix: [] }, 'matrix');
      await refused({ matrix: { rows: 0, columns: 2, data: [] } }, 'matrix');
      await refused(
        { matrix: { ...line().matrix, data: [1, 2, 3, Number.NaN, 5, 6, 7, 8] } },
        'matrix.data[3]',
      );
      await refused({ matrix: { ...line().matrix, indptr: [0], indices: [] } }, 'matrix.indptr');
      await refused({ rightSide: [1, 2] }, 'rightSide');
      await refused({ rightSide: [1, 2, Number.POSITIVE_INFINITY, 3] }, 'rightSide[2]');
      await refused({ ridge: -1 }, 'ridge');
      await refused({ tolerance: 1 }, 'tolerance');
      await refused({ tolerance: -1e-9 }, 'tolerance');
      await refused({ conditionLimit: 0.5 }, 'conditionLimit');
      await refused({ maxIterations: 0 }, 'maxIterations');
      await refused({ initial: [1] }, 'initial');
      await refused({ initial: [1, Number.NaN] }, 'initial[1]');
      await refused({ preconditioner: [[1]] }, 'preconditioner');
      await refused(
        {
          preconditioner: [
            [1, 0],
            [5, 0],
          ],
        },
        'preconditioner[1][1]',
      );
      await refused(
        {
          preconditioner: [
            [1, Number.NaN],
            [5, 1],
          ],
        },
        'preconditioner[0][1]',
      );
    });

    test('what it calls converged is small by the norm of the matrix, after more iterations than its rank', async () => {
      const problems = [
        {
          matrix: [
            [0, -0.01, 0],
            [1, 1, -0.0003],
            [500, -0.02, -0.0002],
            [-400, 0, -0.0001],
          ],
          rightSide: [0.3221782304182958, 1.2019622416971822, 0, 0.6015735498020081],
        },
        {
          matrix: [
            [1998, 2000, 2000],
            [1999, 1, 2001],
            [1, 2002, 1],
          ],
          rightSide: [1, 0.9957099489726241, 1],
        },
      ];
      for (const problem of problems) {
        const solution = await solve(problem);
        expect(solution.status).toBe('converged');
        certifyKrylov(problem, solution);
        const { matrixNorm } = solution;
        expect(matrixNorm).toBeLessThanOrEqual(norm(problem.matrix.flat()) * (1 + 1e-14));
      }
    });

    test('numbers that overflow are an error, not a result', async () => {
      const matrix = [
        [1e300, 1e300],
        [1e300, -1e300],
      ];
      await expectError(() => solve({ matrix, rightSide: [1e149, 1e150] }), 'NUMERICAL_BREAKDOWN');
      // With such a distant start and so small a preconditioner, the residual of the normal equations overflows.
      const preconditioner = [
        [2e-192, 0],
        [0, 2e-192],
      ];
      const far = {
        matrix: [
          [1, 2],
          [3, 4],
        ],
        rightSide: [1, 1],
        preconditioner,
        initial: [1e150, 1e150],
      };
      await expectError(() => solve(far), 'NUMERICAL_BREAKDOWN');
      await expectError(() => solve({ matrix, rightSide: [1, 1e151] }), 'INVALID_INPUT', 'rightSide[1]');
    });
  });
}
