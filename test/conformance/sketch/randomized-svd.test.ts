/** Randomized singular value decompositions: known singular values, error bounds, and properties of the vectors. */

import * as fc from 'fast-check';
import { load, type Matrix, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyRandomizedSvd } from '../../certificates/sketch.js';
import { EXACT_CASES, SINGULAR_VALUES } from '../../data/sketch.js';
import { checkOperator } from '../../support/check-operator.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';
import {
  centered,
  centeredMatrix,
  column,
  departureFromOrthonormal,
  matrixProduct,
  norm,
  sparse,
  transposed,
  withSingularValues,
} from '../../support/matrices.js';

const { randomizedSvd, randomizedSvdSync } = sketch;

type Problem = sketch.RandomizedSvdProblem;
type Solution = sketch.RandomizedSvdSolution;

/** `A - U diag(S) V'`. */
function remainder(matrix: Matrix, { leftVectors, singularValues, rightVectors }: Solution): Matrix {
  const { rows, columns, data } = leftVectors;
  const scaled = data.map((entry, k) => entry * (singularValues[k % columns] as number));
  const approximation = matrixProduct({ rows, columns, data: scaled }, transposed(rightVectors));
  return { ...matrix, data: matrix.data.map((entry, k) => entry - (approximation.data[k] as number)) };
}

/** Checks the properties of every decomposition of this rank. */
function expectDecomposition(matrix: Matrix, rank: number, solution: Solution): void {
  const { singularValues, leftVectors, rightVectors } = solution;
  expect(singularValues.length).toBe(rank);
  expect([leftVectors.rows, leftVectors.columns]).toEqual([matrix.rows, rank]);
  expect([rightVectors.rows, rightVectors.columns]).toEqual([matrix.columns, rank]);
  singularValues.forEach((value, k) => {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(singularValues[k - 1] ?? Number.POSITIVE_INFINITY);
    const left = column(leftVectors, k);
    const largest = left.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
    expect(largest).toBeGreaterThan(0);
  });
  expect(departureFromOrthonormal(leftVectors)).toBeLessThan(1e-12);
  expect(departureFromOrthonormal(rightVectors)).toBeLessThan(1e-12);
}

/** Singular values 3, 2 and 1, two of them requested. */
const small = () => ({ matrix: withSingularValues(12, 9, [3, 2, 1], 1), rank: 2 });

checkSolver<Problem, Solution, sketch.RandomizedSvdProgress>({
  method: 'sketch.randomizedSvd',
  certify: certifyRandomizedSvd,
  solve: randomizedSvd,
  solveSync: randomizedSvdSync,
  random: true,
  problem: () => ({ ...small(), oversample: 1, powerIterations: 3 }),
  verify(solution) {
    expect(solution).toMatchObject({ status: 'converged', iterations: 3 });
    expectAllClose(solution.singularValues, [3, 2], 1e-12);
    expectDecomposition(small().matrix, 2, solution);
    expect(solution.errorBound).toBeGreaterThan(1);
  },
  long: () => ({ matrix: centeredMatrix(2, 300, 200), rank: 40, powerIterations: 4_000_000_000 }),
});

checkOperator<Problem, Solution, sketch.RandomizedSvdProgress>({
  method: 'sketch.randomizedSvd',
  solve: randomizedSvd,
  solveSync: randomizedSvdSync,
  problem: () => ({ ...small(), oversample: 2 }),
  expectSame(actual, expected) {
    expectAllClose(actual.singularValues, expected.singularValues, 1e-13);
    expectAllClose(actual.leftVectors.data, expected.leftVectors.data, 1e-12);
    expectAllClose(actual.rightVectors.data, expected.rightVectors.data, 1e-12);
    expectAllClose([actual.errorBound], [expected.errorBound], 1e-12);
  },
});

describe('sketch.randomizedSvd', () => {
  beforeAll(() => load('sketch'));

  test.each(Object.entries(SINGULAR_VALUES))('all singular values of %s', async (name, values) => {
    const { matrix } = EXACT_CASES[name as keyof typeof SINGULAR_VALUES].problem;
    for (const form of [matrix, transposed(matrix)]) {
      const solution = await randomizedSvd({ matrix: form, rank: values.length });
      expectAllClose(solution.singularValues, values, 1e-13);
      expectDecomposition(form, values.length, solution);
      expect(norm(remainder(form, solution).data)).toBeLessThan(1e-12);
      expect(solution.errorBound).toBeLessThan(1e-11);
    }
  });

  const values = Array.from({ length: 60 }, (_, k) => 0.8 ** k);
  const shapes = [
    ['tall', 200, 60],
    ['square', 80, 80],
    ['wide', 60, 200],
  ] as const;

  test.each(shapes)(
    'the largest singular values of a %s matrix, and a bound that holds',
    async (_, rows, columns) => {
      const matrix = withSingularValues(rows, columns, values, 5);
      const solution = await randomizedSvd({ matrix, rank: 12, powerIterations: 4 });
      expectAllClose(solution.singularValues, values.slice(0, 12), 1e-12);
      expectDecomposition(matrix, 12, solution);
      // The first omitted value is the norm of the remainder.
      const next = values[12] as number;
      const rest = await randomizedSvd({ matrix: remainder(matrix, solution), rank: 1, powerIterations: 10 });
      expectAllClose(rest.singularValues, [next], 1e-9);
      expect(solution.errorBound).toBeGreaterThan(next);
      expect(solution.errorBound).toBeLessThan(40 * next);
    },
  );

  test('each power iteration brings the singular values nearer', async () => {
    const slow = Array.from({ length: 100 }, (_, k) => 1 / (1 + k));
    const matrix = withSingularValues(150, 100, slow, 7);
    const errors: number[] = [];
    for (let powerIterations = 0; powerIterations < 5; powerIterations++) {
      const { singularValues } = await randomizedSvd({ matrix, rank: 10, oversample: 5, powerIterations });
      singularValues.forEach((value, k) => {
        expect(value).toBeLessThanOrEqual((slow[k] as number) + 1e-14);
      });
      errors.push((slow[9] as number) - (singularValues[9] as number));
    }
    errors.forEach((error, k) => {
      expect(error).toBeLessThan((errors[k - 1] ?? 1) + 1e-14);
    });
    expect(errors[4]).toBeLessThan(1e-3 * (errors[0] as number));
  });

  test('the same for dense matrices in either precision and sparse ones', async () => {
    const data = centered(11, 90 * 40).map((value) => (Math.abs(value) < 0.8 ? 0 : Math.fround(value)));
    const matrix = { rows: 90, columns: 40, data };
    const problem = { rank: 10, powerIterations: 3 };
    const reference = await randomizedSvd({ ...problem, matrix });
    for (const form of [sparse(matrix), { ...matrix, data: Float32Array.from(data) }]) {
      const solution = await randomizedSvd({ ...problem, matrix: form });
      expectAllClose(solution.singularValues, reference.singularValues, 1e-12);
      expectAllClose(solution.leftVectors.data, reference.leftVectors.data, 1e-10);
    }
  });

  test('the same bits on any number of threads', async () => {
    const dense = centeredMatrix(21, 3000, 100);
    const wide = { ...dense, rows: 100, columns: 3000 };
    const thinned = sparse({
      ...dense,
      data: dense.data.map((value) => (Math.abs(value) < 0.9 ? 0 : value)),
    });
    for (const matrix of [dense, wide, thinned]) {
      const problem = { matrix, rank: 15 };
      const reference = await randomizedSvd(problem, { threads: 1 });
      for (const threads of [2, 8]) expect(await randomizedSvd(problem, { threads })).toEqual(reference);
    }
  });

  test('a rank that the matrix does not have gives zeros, and orthonormal vectors all the same', async () => {
    const matrix = withSingularValues(30, 20, [5, 4, 3], 31);
    const solution = await randomizedSvd({ matrix, rank: 8 });
    expectAllClose(solution.singularValues, [5, 4, 3, 0, 0, 0, 0, 0], 1e-13);
    expectDecomposition(matrix, 8, solution);
    const zero = { rows: 4, columns: 3, data: new Float64Array(12) };
    const nothing = await randomizedSvd({ matrix: zero, rank: 3 });
    expect(Array.from(nothing.singularValues)).toEqual([0, 0, 0]);
    expect(nothing.errorBound).toBe(0);
    expect(departureFromOrthonormal(nothing.leftVectors)).toBeLessThan(1e-14);
    const one = await randomizedSvd({ matrix: [[-2]], rank: 1 });
    expectAllClose(one.singularValues, [2], 1e-15);
    expectAllClose(one.leftVectors.data, [1], 1e-15);
    expectAllClose(one.rightVectors.data, [-1], 1e-15);
  });

  test('no seed loses directions of few rows, whatever columns they use', async () => {
    for (let rows = 2; rows <= 12; rows += 2) {
      const columns = 4 * rows;
      const data = new Float64Array(rows * columns);
      for (let i = 0; i < rows; i++) data[i * columns + ((7 * i) % columns)] = 1;
      const matrix = { rows, columns, data };
      for (let seed = 0; seed < 12; seed++) {
        const whole = await randomizedSvd({ matrix, rank: rows }, { seed });
        expectAllClose(whole.singularValues, new Array(rows).fill(1), 1e-13);
        expect(whole).toMatchObject({ status: 'converged', iterations: 0 });
        const half = await randomizedSvd({ matrix, rank: rows / 2, oversample: 0 }, { seed });
        expectAllClose(half.singularValues, new Array(rows / 2).fill(1), 1e-13);
      }
    }
  });

  test('what is smaller than the square root of rounding is found where all vectors are asked for', async () => {
    for (const [rows, columns] of [
      [3, 20],
      [20, 3],
    ] as const) {
      const matrix = withSingularValues(rows, columns, [1, 1e-6, 1e-12], 3);
      const { singularValues } = await randomizedSvd({ matrix, rank: 3, powerIterations: 5 });
      expectAllClose(singularValues, [1, 1e-6, 1e-12], 1e-15);
    }
  });

  test('any matrix is nearly what its decomposition says, within the bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.integer({ min: 1, max: 40 }),
          columns: fc.integer({ min: 1, max: 40 }),
          seed: fc.nat(),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          oversample: fc.constantFrom(0, 3, 10),
          powerIterations: fc.constantFrom(0, 1, 3),
          scale: fc.constantFrom(1e-100, 1, 1e100),
        }),
        async ({ rows, columns, seed, share, oversample, powerIterations, scale }) => {
          const unscaled = centeredMatrix(seed, rows, columns);
          const matrix = { ...unscaled, data: unscaled.data.map((entry) => entry * scale) };
          const rank = Math.max(1, Math.floor(share * Math.min(rows, columns)));
          const solution = await randomizedSvd(
            { matrix, rank, oversample, powerIterations },
            { seed: seed % 97 },
          );
          expectDecomposition(matrix, rank, solution);
          // A product with the remainder is bounded by its norm; the probes fail with probability 1e-10.
          const { data } = remainder(matrix, solution);
          const rest = { rows, columns, data: data.map((entry) => entry / scale) };
          const direction = centered(seed + 1, columns);
          const image = norm(matrixProduct(rest, { rows: columns, columns: 1, data: direction }).data);
          expect(image).toBeLessThanOrEqual(
            (solution.errorBound / scale) * norm(direction) * (1 + 1e-9) + 1e-12,
          );
        },
      ),
      { numRuns: 150, seed: 3 },
    );
  });

  test('refuses what it cannot take, and names it', async () => {
    const refused = (change: object, path: string) =>
      expectError(() => randomizedSvd({ ...small(), ...change } as Problem), 'INVALID_INPUT', path);
    await refused({ matrix: [] }, 'matrix');
    await refused({ matrix: { rows: 1, columns: 2, data: [1, Number.NaN] }, rank: 1 }, 'matrix.data[1]');
    await refused({ rank: 0 }, 'rank');
    await refused({ rank: 10 }, 'rank');
    await refused({ rank: 1.5 }, 'rank');
    await refused({ oversample: -1 }, 'oversample');
    await refused({ powerIterations: Number.POSITIVE_INFINITY }, 'powerIterations');
    const huge = [
      [1e200, 1],
      [1, 1e200],
    ];
    await expectError(() => randomizedSvd({ matrix: huge, rank: 1, oversample: 0 }), 'NUMERICAL_BREAKDOWN');
  });
});
