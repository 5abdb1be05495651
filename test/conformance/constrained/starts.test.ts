/** Starts that are hard to leave: steep and flat ones, and those at which the violation of the constraints is stationary. */

import { constrained, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { minimize, minimizeSync, leastSquares } = constrained;

beforeAll(async () => {
  await load('constrained');
  await load('constrained-expressions');
  await load('constrained-fits');
});

const x = (formula: string, count: number) => ({ formula, inputs: { x: count } });

describe('a stationary point of the violation that is no minimum', () => {
  test('is left with formulas', async () => {
    const circle = {
      objective: x('x[0] + x[1]', 2),
      constraints: x('[x[0]^2 + x[1]^2 - 2]', 2),
      initial: [0, 0],
    };
    const found = await minimize(circle);
    expect(found.status).toBe('converged');
    expectAllClose(found.solution, [-1, -1], 1e-7);
    const bounded = await minimize({ ...circle, lower: [-5, -5], upper: [5, 5] });
    expect(bounded.status).toBe('converged');
    expectClose(bounded.objective, -2, 1e-7);
  });

  test('is left with functions', () => {
    const circle = {
      objective: ([a = 0, b = 0]: Float64Array) => a + b,
      constraints: ([a = 0, b = 0]: Float64Array) => [a * a + b * b - 2],
      constraintCount: 1,
      initial: [0, 0],
    };
    for (const bounds of [{}, { lower: [-5, -5] }]) {
      const found = minimizeSync({ ...circle, ...bounds });
      expect(found.status).toBe('converged');
      expectClose(found.objective, -2, 1e-6);
    }
  });

  test('is a saddle point of a product', async () => {
    const found = await minimize({
      objective: x('sum(x^2)', 2),
      constraints: x('x[0] * x[1] - 1', 2),
      initial: [0, 0],
    });
    expect(found.status).toBe('converged');
    expectClose(found.objective, 2, 1e-7);
  });

  test('is told from a minimum', async () => {
    const missed = await minimize({
      objective: x('x[0]', 2),
      constraints: x('[x[0]^2 + x[1]^2 + 1]', 2),
      initial: [0, 0],
    });
    expect(missed.status).toBe('locallyInfeasible');
  });
});

describe('a scale', () => {
  test('of a steep start is renewed', async () => {
    for (const [formula, initial, minimum] of [
      ['exp(x[0]) - x[0]', [30], 1],
      ['x[0]^4 / 4 - x[0]', [1e4], -0.75],
      ['100 * (x[1] - (1e6 * x[0])^2)^2 + (x[2] - 1)^2 + (1e6 * x[0] - 1)^2', [3e-6, 2, 5], 0],
    ] as const) {
      const found = await minimize({ objective: x(formula, initial.length), initial });
      expect(found.status).toBe('converged');
      expect(Math.abs(found.objective - minimum)).toBeLessThan(1e-8);
    }
  });

  test('of a flat start does not end the search', async () => {
    for (const factor of ['1e-8', '1e-9', '1e-100']) {
      const found = await minimize({ objective: x(`${factor} * (x[0] - 1)^2`, 1), initial: [5] });
      expect(found.status).toBe('converged');
      expectAllClose(found.solution, [1], 1e-6);
    }
  });

  test('of each variable does not hide curvature', async () => {
    const found = await minimize({ objective: x('1e9 * x[0]^2 + 0.01 * x[1]^2', 2), initial: [1, 1] });
    expect(found.secondOrder).toBe('sufficient');
  });
});

describe('formulas', () => {
  test('of constraints may be a single number', async () => {
    const found = await minimize({
      objective: x('sum(x^2)', 2),
      constraints: x('x[0] + x[1] - 1', 2),
      initial: [3, 1],
    });
    expectAllClose(found.solution, [0.5, 0.5], 1e-8);
    expect(found.multipliers).toHaveLength(1);
  });

  test('need no structure of a Hessian that is approximated', async () => {
    const count = 12_000;
    const objective = { formula: 'sum(x)^2 / 2 + sum((x - 1)^2)', inputs: { x: count } };
    const initial = new Float64Array(count);
    const found = await minimize({ objective, initial, hessianApproximation: 'limitedMemory' });
    expect(found.status).toBe('converged');
    expectClose(found.solution[0] ?? Number.NaN, 2 / (count + 2), 1e-6);
  });

  test('take a start of their length alone', async () => {
    const objective = { formula: 'sum(x)^2', inputs: { x: 2_000_000 } };
    await expectError(() => minimize({ objective, initial: [1, 2] }), 'INVALID_INPUT', 'initial');
    const residuals = { formula: 'x', inputs: { x: 2_000_000 } };
    await expectError(() => leastSquares({ residuals, initial: [1, 2] }), 'INVALID_INPUT', 'initial');
  });
});

test('an exponential with a steep start is not said to fit', async () => {
  const t = [0, 1, 2, 3, 4, 5, 6, 7];
  const y = [5, 3.1, 1.8, 1.1, 0.7, 0.4, 0.25, 0.15];
  const residuals = { formula: 'x[0] * exp(x[1] * t) - y', inputs: { x: 2, t: 8, y: 8 } };
  const found = await leastSquares({ residuals, variables: 'x', parameters: { t, y }, initial: [1, 6] });
  if (found.status === 'converged') expect(found.kktResidual).toBeLessThanOrEqual(1e-8);
});
