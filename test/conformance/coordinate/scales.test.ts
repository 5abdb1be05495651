/** Features far from zero, of very different sizes, constant, or dependent. */

import { coordinate, load, type Matrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyFit } from '../../certificates/coordinate.js';
import { expectAllClose, expectClose } from '../../support/expect.js';
import { sparse } from '../../support/matrices.js';
import { normals } from '../../support/random.js';

const { fitSync, pathSync, crossValidateSync } = coordinate;

beforeAll(() => load('coordinate'));

/** Normal features with these means and standard deviation 1. */
function featuresAt(mean: number, rows: number, columns: number, seed: number): Matrix {
  return { rows, columns, data: normals(seed, rows * columns).map((value) => value + mean) };
}

const RESPONSES = {
  squared: [1, 3, 2, 5, 4, 7, 6, 9, 8, 30],
  huber: [1, 3, 2, 5, 4, 7, 6, 9, 8, 30],
  logistic: [1, 0, 1, 0, 1, 0, 0, 1, 1, 0],
  poisson: [1, 3, 2, 5, 4, 7, 6, 9, 8, 3],
  multinomial: [0, 1, 2, 0, 1, 2, 1, 2, 0, 1],
} as const;

describe('features far from zero', () => {
  const losses = Object.keys(RESPONSES) as (keyof typeof RESPONSES)[];

  test.each(losses)('are as good as centered ones, for %s', (loss) => {
    const response = [...RESPONSES[loss]];
    for (const seed of [1, 2, 3]) {
      const centered = featuresAt(0, 10, 50, seed);
      const problem = { response, loss, lambdaRatio: 0.1, tolerance: 1e-9 };
      const expected = fitSync({ ...problem, matrix: centered });
      for (const mean of [100, -1e4]) {
        const matrix = { ...centered, data: centered.data.map((value) => value + mean) };
        for (const form of [matrix, sparse(matrix)]) {
          const found = fitSync({ ...problem, matrix: form });
          expect(found.status).toBe('converged');
          expectClose(found.objective, expected.objective, 1e-7);
          expect(found.iterations).toBeLessThanOrEqual(expected.iterations + 2);
        }
        certifyFit({ ...problem, matrix }, fitSync({ ...problem, matrix }));
      }
    }
  });

  test('may be sparse in part, and start from a given model', () => {
    const { data } = featuresAt(0, 10, 6, 4);
    const mixed = { rows: 10, columns: 6, data: data.map((x, k) => (k % 6 < 3 ? Math.max(0, x) : x + 1e3)) };
    const problem = { response: [...RESPONSES.poisson], loss: 'poisson', lambda: 0.05 } as const;
    const dense = fitSync({ ...problem, matrix: mixed, tolerance: 1e-10 });
    const found = fitSync({ ...problem, matrix: sparse(mixed), tolerance: 1e-10 });
    expectAllClose(found.coefficients, dense.coefficients, 1e-6);
    expectClose(found.intercept, dense.intercept, 1e-2);
    const { coefficients, intercept } = dense;
    const again = fitSync({ ...problem, matrix: mixed, initial: { coefficients, intercept } });
    expect(again).toMatchObject({ status: 'converged', iterations: 1 });
  });

  test('have paths and folds', () => {
    const matrix = featuresAt(1e3, 40, 12, 5);
    const response = Array.from({ length: 40 }, (_, i) => Number((matrix.data[12 * i] as number) > 1e3));
    const problem = { matrix, response, loss: 'logistic', count: 10 } as const;
    expect(pathSync(problem).status).toBe('converged');
    const { status, curves } = crossValidateSync({ ...problem, folds: 4 });
    expect(status).toBe('converged');
    const centered = { ...matrix, data: matrix.data.map((x) => x - 1e3) };
    const expected = crossValidateSync({ ...problem, matrix: centered, folds: 4 });
    expectAllClose(curves[0]?.means ?? [], expected.curves[0]?.means ?? [], 1e-3);
  });
});

test('a constant feature alone, whatever its rounding', () => {
  for (const value of [3, 0.1, 1e100 / 3]) {
    const matrix = [[value], [value], [value]];
    for (const lambda of [0, 0.1]) {
      const { status, coefficients, intercept } = fitSync({ matrix, response: [1, 2, 4], lambda });
      expect([status, coefficients[0]]).toEqual(['converged', 0]);
      expectClose(intercept, 7 / 3, 1e-15);
    }
    const relative = fitSync({ matrix, response: [1, 2, 4], lambdaRatio: 0.1 });
    expect(relative).toMatchObject({ status: 'converged', kktResidual: 0 });
    expect(pathSync({ matrix, response: [1, 2, 4], count: 5 }).status).toBe('converged');
  }
});

test('a feature that only samples of weight 0 have is one of zeros', () => {
  const matrix = [
    [1, 0, 0],
    [0, 1, 0],
    [1, 1, 0],
    [0, 0, 1],
  ];
  const problem = {
    matrix,
    response: [1, 2, 4, 3],
    sampleWeights: [1, 1, 1, 0],
    standardize: true,
    lambda: 0.1,
  };
  for (const intercept of [true, false]) {
    const { status, coefficients } = fitSync({ ...problem, intercept });
    expect([status, coefficients[2]]).toEqual(['converged', 0]);
  }
});

test('several tasks may be one', () => {
  const matrix = featuresAt(0, 10, 3, 6);
  const response = Array.from(RESPONSES.squared, (y) => [y]);
  const { status, coefficients } = coordinate.multiTaskLassoSync({ matrix, response, lambda: 0.1 });
  expect(status).toBe('converged');
  const { coefficients: expected } = coordinate.lassoSync({
    matrix,
    response: [...RESPONSES.squared],
    lambda: 0.1,
  });
  expectAllClose((coefficients as unknown as Matrix).data ?? coefficients, expected, 1e-3);
});

describe('without a penalty', () => {
  test('features of all sizes count the same', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const plain = featuresAt(0, 20, 4, seed);
      const scales = [1e-4, 1e4, 1, 1e100];
      const matrix = { ...plain, data: plain.data.map((x, k) => x * (scales[k % 4] as number)) };
      const response = normals(100 + seed, 20);
      const expected = coordinate.nonNegativeLeastSquaresSync({ matrix: plain, response, tolerance: 1e-10 });
      const found = coordinate.nonNegativeLeastSquaresSync({ matrix, response, tolerance: 1e-10 });
      expect(found.status).toBe('converged');
      expectAllClose(
        found.coefficients.map((w, j) => w * (scales[j] as number)),
        expected.coefficients,
        1e-8,
      );
    }
  });

  test('features that depend on each other share what they explain, and do not cancel', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const plain = featuresAt(0, 12, 4, seed);
      const data = plain.data.map((x, k) => (k % 4 === 3 ? (plain.data[k - 3] as number) : x));
      const response = normals(200 + seed, 12);
      for (const loss of ['squared', 'huber'] as const) {
        const { status, coefficients } = fitSync({
          matrix: { ...plain, data },
          response,
          loss,
          penalty: 'none',
        });
        expect(status).toBe('converged');
        expect(Math.max(...coefficients.map(Math.abs))).toBeLessThan(100);
      }
    }
  });
});

test('powers of one variable, with next to no penalty', () => {
  const [rows, columns] = [30, 13];
  const data = Float64Array.from(
    { length: rows * columns },
    (_, k) => (Math.floor(k / columns) / (rows - 1)) ** (columns - (k % columns)),
  );
  const waves = Array.from({ length: rows }, (_, i) => Math.sin((5 * i) / (rows - 1)));
  const responses = {
    huber: waves,
    logistic: waves.map((y) => Number(y > 0.3)),
    poisson: waves.map((y) => Math.round(Math.exp(y))),
  };
  for (const loss of ['huber', 'logistic', 'poisson'] as const) {
    const found = fitSync({ matrix: { rows, columns, data }, response: responses[loss], loss, lambda: 1e-8 });
    expect(found.status).toBe('converged');
    expect(found.epochs).toBeLessThan(500);
  }
});

test('bounds hold to the last bit for features that were scaled', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const matrix = featuresAt(0.3, 10, 3, seed);
    const lower = [-0.1, -0.3, -0.7];
    const upper = [0.1, 0.3, 0.7];
    const problem = {
      matrix,
      response: [...RESPONSES.squared],
      lower,
      upper,
      standardize: true,
      lambda: 0.01,
    };
    const { coefficients } = fitSync(problem);
    coefficients.forEach((w, j) => {
      expect(w).toBeGreaterThanOrEqual(lower[j] as number);
      expect(w).toBeLessThanOrEqual(upper[j] as number);
    });
  }
});
