/** Difficult starts: steep and flat ones, and stationary points of the constraint violation. */

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

  test('does not depend on the units of the constraints', async () => {
    for (const unit of [1, 1e-3, 1e-6, 1e-7]) {
      const found = await minimize({
        objective: x('(x[0] - 1.87)^2', 1),
        constraints: x(`${unit} * [0.9 * x[0], 0.4 * x[0]^2 - 0.5 * x[0]]`, 1),
        constraintUpper: [-0.39 * unit, 1.2 * unit],
        lower: [-1.4],
        initial: [-2.6],
      });
      expect(found.status, `in units of ${unit}`).toBe('converged');
      // Up to the violation allowed in these units.
      expectClose(found.solution[0] as number, -0.39 / 0.9, 1e-7 / unit);
    }
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

test('a start without curvature is left', async () => {
  for (const [formula, minimum] of [
    ['log(cosh(x[0]))', 0],
    ['softplus(x[0]) - x[0] / 2', 0],
    ['exp(x[0]) - x[0]', 0],
    ['exp(-x[0]) + x[0]', 0],
  ] as const) {
    for (const start of [15, -15, 30, -30, 100, -100]) {
      const free = { objective: x(formula, 1), initial: [start] };
      const tied = { objective: x(formula, 2), constraints: x('x[0] - x[1]', 2), initial: [start, start] };
      const problems = {
        free,
        bounded: { ...free, lower: [-1000], upper: [1000] },
        ...(Math.abs(start) < 100 && { tied, bfgs: { ...free, hessianApproximation: 'bfgs' as const } }),
      };
      for (const [name, problem] of Object.entries(problems)) {
        const found = await minimize(problem);
        expect(found.status, `${formula} from ${start}, ${name}`).toBe('converged');
        expectClose(found.solution[0] as number, minimum, 1e-6);
      }
    }
  }
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

  test('of flat constraints is found as well', async () => {
    for (const unit of [1, 1e-3, 1e-6, 1e-9]) {
      const found = await minimize({
        objective: x('sum(exp(x)) + sum(x^2)', 3),
        constraints: x(`${unit} * (x[0] + x[1] - 2 * x[2] - 3)`, 3),
        initial: [1, 2, 3],
      });
      expect([found.status, found.iterations < 10], `in units of ${unit}`).toEqual(['converged', true]);
      expectAllClose(found.solution, [0.0932606265, 0.0932606265, -1.4067393735], 1e-7);
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

describe('least squares', () => {
  const inputs = { p: 4, t: [20] };
  const t = Float64Array.from({ length: 20 }, (_, i) => (i + 1) / 5);

  test('of large residuals converge by an estimate of their second derivatives', async () => {
    // Brown and Dennis, from the standard start; half of 85822.20162635628.
    const formula = '(p[0] + t * p[1] - exp(t))^2 + (p[2] + p[3] * sin(t) - cos(t))^2';
    for (const initial of [
      [25, 5, -5, -1],
      [2.5, 0.5, -0.5, -0.1],
      [250, 50, -50, -10],
    ]) {
      const found = await leastSquares({ residuals: { formula, inputs }, parameters: { t }, initial });
      expect([found.status, found.iterations < 1000]).toEqual(['converged', true]);
      expectClose(found.objective, 42911.10081317814, 1e-5);
    }
  });

  test('leave a start beside which all else is small', async () => {
    const y = t.map((t) => 2 * Math.exp(-1.25 * t));
    for (const rate of [6, 10]) {
      const found = await leastSquares({
        residuals: { formula: 'p[0] * exp(p[1] * x) - y', inputs: { p: 2, x: [20], y: [20] } },
        parameters: { x: t.map((t) => 2.5 * t), y },
        initial: [1, rate],
      });
      // 10^50 at the start; with amplitude 0, half the sum of squares of y.
      expect(found.objective).toBeLessThan(10);
    }
  });
});

describe('formulas that overflow', () => {
  const points = Float64Array.from({ length: 20 }, (_, i) => 1000 + 100 * i);
  const y = points.map((x) => Math.exp(-Math.exp(-(x - 2000) / 100)));

  test('have the derivatives of their limits', async () => {
    const model = { formula: 'exp(-exp(-k * (x - c)))', inputs: { x: [], k: [], c: [] } };
    const found = await constrained.curveFit({ model, x: points, y, initial: { k: 1, c: 1850 } });
    expect(['converged', 'acceptable', 'stalled']).toContain(found.status);
    const near = await constrained.curveFit({ model, x: points, y, initial: { k: 0.02, c: 1900 } });
    expectClose(near.parameters.c, 2000, 1e-6);
  });

  test('are refused in the words of the caller', async () => {
    const model = { formula: 'sqrt(x^2 * exp(-k * x))', inputs: { x: [], k: [] } };
    const fitted = (k: number) => () => constrained.curveFit({ model, x: points, y, initial: { k } });
    const { message } = await expectError(fitted(0.8), 'INVALID_INPUT', 'model');
    expect(message).toBe(
      'model must have derivatives that are finite numbers at and next to `initial`, gave NaN at x[0]',
    );
    await expectError(fitted(-0.8), 'INVALID_INPUT', 'model');
    const least = { objective: x('sqrt(exp(-x[0]))', 1), initial: [800] };
    await expectError(() => minimize(least), 'INVALID_INPUT', 'objective');
  });
});

test('an exponential with a steep start is not said to fit', async () => {
  const t = [0, 1, 2, 3, 4, 5, 6, 7];
  const y = [5, 3.1, 1.8, 1.1, 0.7, 0.4, 0.25, 0.15];
  const residuals = { formula: 'x[0] * exp(x[1] * t) - y', inputs: { x: 2, t: 8, y: 8 } };
  const found = await leastSquares({ residuals, variables: 'x', parameters: { t, y }, initial: [1, 6] });
  if (found.status === 'converged') expect(found.kktResidual).toBeLessThanOrEqual(1e-8);
});
