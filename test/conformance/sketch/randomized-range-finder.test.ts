/** Range finding: to a tolerance, to a rank, and limited by rounding or the rank. */

import * as fc from 'fast-check';
import { load, type Matrix, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyRandomizedRangeFinder } from '../../certificates/sketch.js';
import { checkOperator } from '../../support/check-operator.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import {
  centeredMatrix,
  departureFromOrthonormal,
  matrixProduct,
  norm,
  sparse,
  transposed,
  withSingularValues,
} from '../../support/matrices.js';

const { randomizedRangeFinder, randomizedRangeFinderSync, randomizedSvd } = sketch;

type Problem = sketch.RandomizedRangeFinderProblem;
type Solution = sketch.RandomizedRangeFinderSolution;

/** `A - Q Q' A`. */
function missed(matrix: Matrix, basis: Matrix): Matrix {
  const within = matrixProduct(basis, matrixProduct(transposed(basis), matrix));
  return { ...matrix, data: matrix.data.map((entry, k) => entry - (within.data[k] as number)) };
}

/** The spectral norm of a matrix: its largest singular value. */
const spectralNorm = async (matrix: Matrix) =>
  (await randomizedSvd({ matrix, rank: 1, powerIterations: 20 })).singularValues[0] as number;

function expectBasis(matrix: Matrix, { basis, rank }: Solution): void {
  expect([basis.rows, basis.columns]).toEqual([matrix.rows, rank]);
  expect(departureFromOrthonormal(basis)).toBeLessThan(1e-13);
}

/** Three directions, two of them significant. */
const small = () => ({ matrix: withSingularValues(12, 9, [3, 2, 1e-9], 1), tolerance: 1e-4 });

checkSolver<Problem, Solution, sketch.RandomizedRangeFinderProgress>({
  method: 'sketch.randomizedRangeFinder',
  certify: certifyRandomizedRangeFinder,
  solve: randomizedRangeFinder,
  solveSync: randomizedRangeFinderSync,
  random: true,
  problem: () => ({ ...small(), rank: 2, powerIterations: 1 }),
  verify(solution) {
    expect(solution).toMatchObject({ status: 'converged', rank: 2, iterations: 1 });
    expectBasis(small().matrix, solution);
    expect(norm(missed(small().matrix, solution.basis).data)).toBeLessThan(1e-8);
  },
  long: () => ({ matrix: centeredMatrix(2, 700, 650), tolerance: 1e-12, powerIterations: 40 }),
});

checkOperator<Problem, Solution, sketch.RandomizedRangeFinderProgress>({
  method: 'sketch.randomizedRangeFinder',
  solve: randomizedRangeFinder,
  solveSync: randomizedRangeFinderSync,
  problem: () => ({ matrix: withSingularValues(12, 9, [3, 2, 1], 1), rank: 3 }),
  expectSame(actual, expected) {
    expect([actual.status, actual.rank]).toEqual([expected.status, expected.rank]);
    expectAllClose(actual.basis.data, expected.basis.data, 1e-12);
    expectClose(actual.errorBound, expected.errorBound, 1e-13);
  },
});

describe('sketch.randomizedRangeFinder', () => {
  beforeAll(() => load('sketch'));

  const values = Array.from({ length: 80 }, (_, k) => 0.7 ** k);
  const shapes = [
    ['tall', 300, 80],
    ['square', 100, 100],
    ['wide', 80, 300],
  ] as const;

  test.each(shapes)('a basis of a %s matrix misses no more than the tolerance', async (_, rows, columns) => {
    const matrix = withSingularValues(rows, columns, values, 5);
    for (const tolerance of [1, 1e-3, 1e-6, 1e-10]) {
      const solution = await randomizedRangeFinder({ matrix, tolerance });
      expect(solution.status).toBe('converged');
      expect(solution.errorBound).toBeLessThanOrEqual(tolerance);
      expectBasis(matrix, solution);
      expect(await spectralNorm(missed(matrix, solution.basis))).toBeLessThanOrEqual(tolerance);
      // Directions above the tolerance: the bound is up to 40 times the norm, and blocks have 16 vectors.
      const needed = values.filter((value) => value > tolerance / 40).length;
      expect(solution.rank).toBeLessThanOrEqual(needed + 16);
    }
  });

  test('a basis of a given rank misses hardly more than it must', async () => {
    const matrix = withSingularValues(120, 90, values, 7);
    const solution = await randomizedRangeFinder({ matrix, rank: 20, powerIterations: 2 });
    expect(solution).toMatchObject({ status: 'converged', rank: 20 });
    expectBasis(matrix, solution);
    const least = values[20] as number;
    const norm = await spectralNorm(missed(matrix, solution.basis));
    expect(norm).toBeGreaterThanOrEqual(least * (1 - 1e-9));
    expect(norm).toBeLessThan(10 * least);
    expect(solution.errorBound).toBeGreaterThan(norm);
  });

  test('says when the rank, or rounding, does not allow the tolerance', async () => {
    const matrix = withSingularValues(60, 50, values.slice(0, 50), 9);
    const limited = await randomizedRangeFinder({ matrix, rank: 10, tolerance: 1e-6 });
    expect(limited).toMatchObject({ status: 'rankLimit', rank: 10 });
    expect(limited.errorBound).toBeGreaterThan(1e-6);
    const fewDirections = withSingularValues(60, 50, [4, 3, 2], 11);
    const stalled = await randomizedRangeFinder({ matrix: fewDirections, tolerance: 1e-20 });
    expect(stalled).toMatchObject({ status: 'stalled', rank: 3 });
    expect(stalled.errorBound).toBeLessThan(1e-12);
    // The matrix has rank 3, so three vectors are all.
    const all = await randomizedRangeFinder({ matrix: fewDirections, rank: 20 });
    expect(all).toMatchObject({ status: 'converged', rank: 3 });
    const whole = await randomizedRangeFinder({ matrix: centeredMatrix(12, 20, 6), rank: 6 });
    expect(whole.errorBound).toBeLessThan(1e-12);
  });

  test('a matrix of zeros has a basis without vectors', async () => {
    const zero = { rows: 4, columns: 3, data: new Float64Array(12) };
    for (const problem of [{ tolerance: 1e-9 }, { rank: 2 }]) {
      const solution = await randomizedRangeFinder({ matrix: zero, ...problem });
      expect(solution).toMatchObject({ status: 'converged', rank: 0, errorBound: 0 });
      expect(solution.basis).toMatchObject({ rows: 4, columns: 0 });
    }
  });

  test('the same for dense matrices in either precision and sparse ones, and on any number of threads', async () => {
    const data = withSingularValues(2000, 40, values.slice(0, 20), 13).data.map(Math.fround);
    const matrix = { rows: 2000, columns: 40, data };
    const problem = { matrix, rank: 20 };
    const reference = await randomizedRangeFinder(problem, { threads: 1 });
    for (const threads of [2, 8])
      expect(await randomizedRangeFinder(problem, { threads })).toEqual(reference);
    for (const form of [sparse(matrix), { ...matrix, data: Float32Array.from(data) }]) {
      const { basis } = await randomizedRangeFinder({ ...problem, matrix: form });
      // The bases may differ by rounding divided by the smallest singular value.
      expect(norm(missed(basis, reference.basis).data)).toBeLessThan(1e-8);
    }
  });

  test('what the bound says holds for any matrix', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.integer({ min: 1, max: 50 }),
          columns: fc.integer({ min: 1, max: 50 }),
          seed: fc.nat(),
          tolerance: fc.constantFrom(10, 1, 1e-8),
          powerIterations: fc.constantFrom(0, 1, 2),
        }),
        async ({ rows, columns, seed, tolerance, powerIterations }) => {
          const matrix = centeredMatrix(seed, rows, columns);
          const solution = await randomizedRangeFinder(
            { matrix, tolerance, powerIterations },
            { seed: seed % 89 },
          );
          expect(solution.status).toBe('converged');
          expectBasis(matrix, solution);
          const norm = await spectralNorm(missed(matrix, solution.basis));
          expect(norm).toBeLessThanOrEqual(solution.errorBound * (1 + 1e-9));
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });

  test('refuses what it cannot take, and names it', async () => {
    const refused = (change: object, path: string) =>
      expectError(() => randomizedRangeFinder({ ...small(), ...change } as Problem), 'INVALID_INPUT', path);
    await refused({ matrix: [] }, 'matrix');
    await refused({ matrix: { rows: 1, columns: 2, data: [1, Number.NaN] } }, 'matrix.data[1]');
    await refused({ tolerance: undefined }, 'tolerance');
    await refused({ tolerance: 0 }, 'tolerance');
    await refused({ rank: 0 }, 'rank');
    await refused({ rank: 10 }, 'rank');
    await refused({ powerIterations: -1 }, 'powerIterations');
  });
});
