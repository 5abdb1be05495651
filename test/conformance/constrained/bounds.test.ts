/** Bounds of magnitude 1e20 and above count as infinite in every method of the family with bounds. */

import { constrained, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { expectAllClose, expectError } from '../../support/expect.js';

beforeAll(() =>
  Promise.all([
    load('constrained'),
    load('constrained-expressions'),
    load('constrained-fits'),
    load('constrained-quadratic'),
  ]),
);

const x = (formula: string, count = 2) => ({ formula, inputs: { x: count } });

const none = { lower: [-1e20, -1e300], upper: [1e30, 1e20] };
const free = { lower: [-Infinity, -Infinity], upper: [Infinity, Infinity] };

test('minima are those without bounds', async () => {
  const problem = { objective: x('(x[0] - 1)^2 + (x[1] + 2)^2 + x[0] * x[1]'), initial: [0, 0] };
  const bounded = await constrained.minimize({ ...problem, ...none });
  const unbounded = await constrained.minimize({ ...problem, ...free });
  expect(bounded.status).toBe('converged');
  expect(bounded.solution).toEqual(unbounded.solution);
  expect(bounded.iterations).toBe(unbounded.iterations);
});

test('constraints too', async () => {
  const problem = {
    objective: x('x[0]^2 + x[1]^2'),
    constraints: x('[x[0] + x[1], x[0] - x[1]]'),
    initial: [3, 1],
    constraintLower: [1, -1e25],
  };
  const [far, infinite] = await Promise.all(
    [1e20, Infinity].map((end) => constrained.minimize({ ...problem, constraintUpper: [end, end] })),
  );
  expect(far?.status).toBe('converged');
  expectAllClose(far?.solution ?? [], [0.5, 0.5], 1e-7);
  expect(far?.solution).toEqual(infinite?.solution);
});

test('least squares are those without bounds', async () => {
  const problem = { residuals: x('[x[0] - 1, x[1] - x[0]^2, x[1] - 2]'), initial: [2, 2] };
  const bounded = await constrained.leastSquares({ ...problem, ...none });
  const unbounded = await constrained.leastSquares({ ...problem, ...free });
  expect(bounded.status).toBe('converged');
  expect(bounded.solution).toEqual(unbounded.solution);
});

test('lower bounds of 1e20 leave no number', async () => {
  const problem = { objective: x('x[0]^2', 1), initial: [0], lower: [1e20] };
  await expectError(() => constrained.minimize(problem), 'INVALID_INPUT', 'lower[0]');
  const program = { hessian: [1], linear: [0], upper: [-1e20] };
  await expectError(() => constrained.quadraticProgram(program), 'INVALID_INPUT', 'upper[0]');
});
