/** KKT violations of given coefficients. */

import { coordinate, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyKktViolation } from '../../certificates/coordinate.js';
import { SIX } from '../../data/coordinate.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose } from '../../support/expect.js';

const { kktViolation, kktViolationSync } = coordinate;

beforeAll(() => load('coordinate'));

checkSolver({
  method: 'coordinate.kktViolation',
  certify: certifyKktViolation,
  solve: kktViolation,
  solveSync: kktViolationSync,
  problem: () => ({
    ...SIX,
    layout: 'rowMajor' as const,
    intercept: false,
    lambda: 0.25,
    point: { coefficients: [0, 0, 0] },
  }),
  // At zero the largest slope, 2.75, exceeds lambda by 2.5.
  verify({ violation, kktResidual, objective }) {
    expectClose(violation, 2.5, 1e-14);
    expectClose(kktResidual, 2.5 / 2.75, 1e-14);
    expectClose(objective, 1.6041666666666667, 1e-14);
  },
});

test.each(['mcp', 'scad'] as const)('%s: by hand, on each piece', (penalty) => {
  // With one feature of ones and y = 0, the slope of the loss is w itself.
  const at = (w: number) =>
    kktViolationSync({
      matrix: [[1], [1]],
      response: [0, 0],
      intercept: false,
      penalty,
      concavity: 3,
      lambda: 1,
      point: { coefficients: [w] },
    }).violation;
  const derivative = penalty === 'mcp' ? [1 - 0.5 / 3, 1 - 2 / 3, 0] : [1, (3 - 2) / 2, 0];
  [0.5, 2, 4].forEach((w, piece) => {
    expectClose(at(w), w + (derivative[piece] as number), 1e-14);
  });
  expect(at(0)).toBe(0);
});
