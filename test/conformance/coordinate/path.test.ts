/** Paths: known solutions, equal to individual fits. */

import { coordinate, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyPath } from '../../certificates/coordinate.js';
import { SIX } from '../../data/coordinate.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { corr } from '../../support/regression.js';

const { path, pathSync } = coordinate;

beforeAll(() => load('coordinate'));

/** Row `k` of the coefficients, dense. */
function coefficientsAt({ coefficients }: coordinate.PathSolution, k: number): Float64Array {
  const { columns, indptr, indices, data } = coefficients;
  const row = new Float64Array(columns);
  for (let q = indptr[k] as number; q < (indptr[k + 1] as number); q++)
    row[indices[q] as number] = data[q] as number;
  return row;
}

checkSolver({
  method: 'coordinate.path',
  certify: certifyPath,
  solve: path,
  solveSync: pathSync,
  problem: () => ({
    ...SIX,
    layout: 'rowMajor' as const,
    loss: 'squared' as const,
    penalty: 'l1' as const,
    intercept: false,
    lambdas: [1.25, 0.5, 0.1],
    count: 3,
    smallestRatio: 0.1,
    stopEarly: false,
    tolerance: 1e-13,
    criterion: 'dualityGap' as const,
    maxIterations: 50,
  }),
  // By exact arithmetic.
  verify(solution) {
    expect(solution.status).toBe('converged');
    const expected = [
      [0.5625, 0, 0],
      [0.853174603174603, 0, -0.0753968253968254],
      [1.02757537688442, -0.0340452261306533, -0.236557788944724],
    ];
    expected.forEach((row, k) => {
      expectAllClose(coefficientsAt(solution, k), row, 1e-9);
    });
    expectAllClose(solution.objectives, [1.1822916666666667, 0.6474867724867724, 0.2068765703517588], 1e-9);
    expectClose(solution.lambdaMax, 2.75, 1e-12);
  },
});

describe('correlated features', () => {
  const { matrix, response } = corr(100, 200, 10, 0.5, 3, 7);
  const problem = { matrix, layout: 'columnMajor', response, tolerance: 1e-13 } as const;

  test('twenty strengths', async () => {
    const solution = await path({ ...problem, intercept: false, count: 20, smallestRatio: 0.01 });
    expect(solution.status).toBe('converged');
    expectClose(
      solution.objectives.reduce((sum, value) => sum + value, 0),
      51.63432829726498,
      1e-9,
    );
    expect([...solution.nonzeros]).toEqual([
      0, 2, 6, 9, 14, 15, 16, 18, 20, 25, 29, 38, 45, 54, 58, 63, 74, 78, 82, 87,
    ]);
    for (let k = 1; k < 20; k++)
      expect(solution.devianceRatios[k]).toBeGreaterThan(solution.devianceRatios[k - 1] as number);
  });

  test.each(['squared', 'huber'] as const)('the models are those that fit finds: %s', (loss) => {
    const solution = pathSync({ ...problem, loss, count: 5, smallestRatio: 0.1 });
    solution.lambdas.forEach((lambda, k) => {
      const { coefficients, intercept } = coordinate.fitSync({ ...problem, loss, lambda });
      expectAllClose(coefficientsAt(solution, k), coefficients, 1e-7);
      expectClose(solution.intercepts.data[k] as number, intercept, 1e-7);
    });
  });

  test('a path may stop early', () => {
    const whole = pathSync({ ...problem, tolerance: 1e-6, smallestRatio: 1e-3 });
    const early = pathSync({ ...problem, tolerance: 1e-6, smallestRatio: 1e-3, stopEarly: true });
    expect(early.lambdas.length).toBeLessThan(whole.lambdas.length);
    expect(early.devianceRatios[early.lambdas.length - 2]).toBeLessThanOrEqual(0.999);
  });
});

test.each<[string, object, string]>([
  ['no strengths', { lambdas: [] }, 'lambdas'],
  ['strengths that rise', { lambdas: [1, 2] }, 'lambdas[1]'],
  ['a strength of 0', { lambdas: [1, 0] }, 'lambdas[1]'],
  ['no points', { count: 0 }, 'count'],
  ['a ratio of 1', { smallestRatio: 1 }, 'smallestRatio'],
])('refuses %s', async (_, change, name) => {
  await expectError(() => path({ ...SIX, ...change }), 'INVALID_INPUT', name);
});

test('a path of models that converge at once keeps to the time limit', () => {
  const lambdas = Float64Array.from({ length: 100_000 }, (_, k) => 100 - k / 1e5);
  const { status, objectives } = coordinate.pathSync({ ...SIX, lambdas }, { timeLimit: 0 });
  expect([status, objectives.length]).toEqual(['timeLimit', 1]);
});
