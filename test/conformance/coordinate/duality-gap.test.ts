/** Duality gaps of given coefficients. */

import { coordinate, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyDualityGap } from '../../certificates/coordinate.js';
import { SIX, SIX_CLASSIFIED } from '../../data/coordinate.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';

const { dualityGap, dualityGapSync, fitSync } = coordinate;

beforeAll(() => load('coordinate'));

checkSolver({
  method: 'coordinate.dualityGap',
  certify: certifyDualityGap,
  solve: dualityGap,
  solveSync: dualityGapSync,
  problem: () => ({
    ...SIX,
    layout: 'rowMajor' as const,
    intercept: false,
    lambda: 0.25,
    point: { coefficients: [0.5, 0, 0] },
  }),
  // By exact arithmetic.
  verify({ objective, dualityGap }) {
    expectClose(objective, 0.6875, 1e-14);
    expectClose(dualityGap as number, 0.3814878892733562, 1e-13);
  },
});

test('known gaps of zero coefficients', () => {
  const point = { coefficients: [0, 0, 0] };
  const squared = dualityGapSync({ ...SIX, intercept: false, lambda: 0.25, point });
  expectClose(squared.objective, 1.6041666666666667, 1e-14);
  expectClose(squared.dualityGap as number, 1.3257575757575757, 1e-13);
  const logistic = dualityGapSync({
    ...SIX_CLASSIFIED,
    loss: 'logistic',
    intercept: false,
    lambda: 0.05,
    point,
  });
  expectClose(logistic.objective, Math.LN2, 1e-14);
  expectClose(logistic.dualityGap as number, 0.4946319372140727, 1e-13);
});

test.each(['squared', 'huber', 'logistic'] as const)('%s: nearly 0 at the solution, never below', (loss) => {
  const data = loss === 'logistic' ? SIX_CLASSIFIED : SIX;
  for (const intercept of [false, true]) {
    const problem = { ...data, loss, intercept, lambda: 0.1 } as const;
    const point = fitSync({ ...problem, tolerance: 1e-12 });
    const { coefficients, intercept: b } = point;
    const { dualityGap: gap, objective } = dualityGapSync({
      ...problem,
      point: { coefficients, intercept: b },
    });
    expectClose(objective, point.objective, 1e-12);
    expect(gap).toBeLessThan(1e-10);
    expect(gap).toBeGreaterThanOrEqual(0);
  }
});

test('there is none without a convex penalty', () => {
  const point = { coefficients: [0, 0, 0] };
  expect(dualityGapSync({ ...SIX, penalty: 'mcp', lambda: 0.1, point })).not.toHaveProperty('dualityGap');
});

test('refuses coefficients of another length', async () => {
  const point = { coefficients: [1] };
  await expectError(() => dualityGap({ ...SIX, lambda: 1, point }), 'INVALID_INPUT', 'point.coefficients');
});
