/** Fits at the limit of rounding: their status depends neither on the backend nor on the last bits. */

import { coordinate, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyFit } from '../../certificates/coordinate.js';
import { expectClose } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { fitSync, nonNegativeLeastSquaresSync } = coordinate;

beforeAll(() => load('coordinate'));

/** Expects convergence, with its certificate. */
function expectSolved(problem: coordinate.FitProblem): coordinate.FitSolution {
  const solution = fitSync(problem);
  expect(solution.status).toBe('converged');
  certifyFit(problem, solution);
  return solution;
}

describe('without a penalty, violations are in units of standard deviations', () => {
  test('the reported one is that of the definition', () => {
    const matrix = [
      [1.3, 90, 0],
      [-0.2, 250, 3],
      [2.9, -40, 1],
      [0.4, 10, -2],
      [1.1, 70, 1],
    ];
    const response = [3, -1, 2.5, 0.5, 1];
    const deviations = [0, 1, 2].map((j) =>
      Math.sqrt(matrix.reduce((sum, row) => sum + (row[j] as number) ** 2, 0) / 5),
    );
    const { kktResidual, coefficients } = fitSync({
      matrix,
      response,
      penalty: 'none',
      intercept: false,
      positive: true,
      maxIterations: 1,
      initial: { coefficients: [1, 0, 0] },
    });
    const slopes = (w: ArrayLike<number>) =>
      deviations.map((deviation, j) => {
        const residuals = matrix.map(
          (row, i) => (response[i] as number) - row.reduce((z, x, k) => z + x * (w[k] as number), 0),
        );
        return residuals.reduce((sum, r, i) => sum + r * (matrix[i]?.[j] as number), 0) / 5 / deviation;
      });
    const found = coefficients as Float64Array;
    // At zero, the smallest permitted coefficient, only a slope upwards is a violation.
    const violations = slopes(found).map((slope, j) =>
      found[j] === 0 ? Math.max(0, slope) : Math.abs(slope),
    );
    const expected = Math.max(...violations) / Math.max(...slopes([0, 0, 0]).map(Math.abs));
    expectClose(kktResidual, expected, 1e-12);
  });

  test('nonnegative least squares end with the certificate of their tolerance', () => {
    const problem = {
      matrix: [
        [-1, 0, 1, 0, 0],
        [-0.4, 0, -2, -1, 0],
        [1, -1, 0, 1, 0],
      ],
      response: [0, -2, 0],
      intercept: false,
      tolerance: 1e-9,
    };
    const solution = nonNegativeLeastSquaresSync(problem);
    certifyFit({ ...problem, loss: 'squared', penalty: 'none', positive: true }, solution);
  });
});

test('variables at a bound do not block Newton steps of nearly parallel ones', () => {
  const solution = nonNegativeLeastSquaresSync({
    matrix: [
      [1997.8095765733244, 100000.84490506233, 2000.0564557991959, 99999.16799450685],
      [2001.0629585626968, 99999.83540125172, 2001.3013965355074, 99998.518394534],
      [2001.0724906588796, 99999.74269567826, 1998.8133599390198, 100000.8674239412],
    ],
    response: [9999.73011520042, 9998.956643442769, 10000.1500652669],
    intercept: false,
    tolerance: 1e-9,
    maxIterations: 20,
  });
  expect(solution.status).toBe('converged');
});

test.each([
  [
    [
      [100001, 2001],
      [100000, 2001],
    ],
    [0, 1],
    0.0037,
  ],
  [
    [
      [100002, 2000],
      [100000, 2000],
      [99999, 2001],
      [100000, 2000],
    ],
    [0, 1, 1, 0],
    0.001,
  ],
])('a gap that is only the rounding of derivatives is none (%#)', (matrix, response, lambda) => {
  expectSolved({
    matrix,
    response,
    loss: 'logistic',
    lambda,
    tolerance: 1e-9,
    maxIterations: 1000,
    intercept: false,
  });
});

test('intercepts of several classes beside large features are optimal', () => {
  const numbers = normals(6, 100);
  const matrix = Array.from({ length: 20 }, (_, i) =>
    Array.from(numbers.subarray(5 * i, 5 * i + 5), (x) => 1e8 * x),
  );
  const response = matrix.map((row, i) =>
    i < 3 ? i : Math.max(0, Math.min(2, Math.round((row[0] as number) / 1e8 + 1))),
  );
  expectSolved({
    matrix,
    response,
    loss: 'multinomial',
    penalty: 'l2',
    lambda: 1e7,
    // Below some 3e-9, the rounding of the objective decides.
    tolerance: 1e-8,
    maxIterations: 1000,
  });
});

test('where residuals beyond the threshold leave no useful dual point, the violation decides', () => {
  expectSolved({
    matrix: [[1], [0], [0]],
    response: [0, 0, -2e100],
    loss: 'huber',
    lambda: 2e98,
    tolerance: 1e-9,
  });
});

test('an elastic net of a strength below rounding proves nothing by its gap', () => {
  expectSolved({
    matrix: [[1], [2], [-1], [3]],
    response: [1, 2.5, -1.2, 2.7],
    penalty: 'elasticNet',
    lambda: 1e-100,
    tolerance: 1e-9,
  });
});

test('squares of derivatives do not overflow', () => {
  const { coefficients } = expectSolved({
    matrix: [[0], [1e100]],
    response: [0, -1e100],
    penalty: 'elasticNet',
    lambda: 0,
  });
  expectClose((coefficients as Float64Array)[0] as number, -1, 1e-9);
});
