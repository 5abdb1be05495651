/**
 * Equality-constrained logistic regression: optima from other programs and closed forms, first-order conditions, and
 * bad input.
 */

import * as fc from 'fast-check';
import { constrained, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyLogistic } from '../../certificates/constrained.js';
import { regression } from '../../data/regression.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { logistic, logisticSync } = constrained;

/**
 * Three of four labels are 1, so the difference of the first two coefficients is ln 3; they sum to zero, and the third
 * makes the norm 2.
 */
const small = (): constrained.LogisticProblem => ({
  features: [
    [1, -1, 0],
    [1, -1, 0],
    [-1, 1, 0],
    [1, -1, 0],
  ],
  labels: [1, 1, -1, -1],
  constraintMatrix: [[1, 1, 0]],
  constraintValues: [0],
  radius: 2,
  ridge: 0,
  hessianSample: 1,
  initial: [0, 0, 1.5],
  tolerance: 1e-12,
  constraintTolerance: 1e-12,
  maxIterations: 50,
  history: true,
});

/** A problem that takes seconds, because its curvature is estimated from fewer observations than coefficients. */
const long = (): constrained.LogisticProblem => ({
  ...regression(4000, 200),
  hessianSample: 0.02,
  tolerance: 1e-14,
  maxIterations: 1_000_000,
});

checkSolver<constrained.LogisticProblem, constrained.MinimizeSolution, constrained.MinimizeRecord>({
  method: 'constrained.logistic',
  certify: certifyLogistic,
  solve: logistic,
  solveSync: logisticSync,
  problem: small,
  verify({ status, solution, secondOrder }) {
    expect(status).toBe('converged');
    const first = Math.log(3) / 2;
    expectAllClose(solution, [first, -first, Math.sqrt(4 - 2 * first ** 2)], 1e-10);
    expect(secondOrder).toBe('sufficient');
  },
  limited: () => ({ ...regression(100, 20), maxIterations: 1 }),
  long,
});

describe('logistic regression', () => {
  beforeAll(() => load('constrained'));

  test('has the optimum that other programs find', () => {
    const exact = { tolerance: 1e-11, constraintTolerance: 1e-11, history: true };
    const { status, objective, multipliers, history, secondOrder } = logisticSync({
      ...regression(2000, 60),
      ...exact,
    });
    expect(status).toBe('converged');
    expect(secondOrder).toBe('sufficient');
    expectClose(history?.[0]?.objective as number, 0.7575993463191, 1e-12);
    expectClose(objective, 0.5717916670193, 1e-12);
    expectClose(multipliers[10] as number, 0.1537638156227, 1e-11);
  });

  test('takes no more steps than Ipopt, and the last ones square the residual', () => {
    const { iterations, history } = logisticSync({
      ...regression(2000, 60),
      tolerance: 1e-11,
      history: true,
    });
    expect(iterations).toBeLessThanOrEqual(11);
    const residuals = (history ?? []).map(({ kktResidual }) => kktResidual).slice(-3);
    const [before, middle, last] = residuals as [number, number, number];
    console.log('residuals', residuals);
    expect(Math.log(last / middle) / Math.log(middle / before)).toBeGreaterThan(1.5);
  });

  test('many observations start at the solution for a part of them', () => {
    const problem = regression(32_000, 123);
    const { status, objective, iterations, secondOrder, history } = logisticSync({
      ...problem,
      history: true,
    });
    expect([status, secondOrder]).toEqual(['converged', 'sufficient']);
    expectClose(objective, 0.4990980159246, 1e-9);
    expect(iterations).toBeLessThanOrEqual(5);
    // From the default start for few observations, the objective is higher and more iterations are needed.
    const initial = new Float64Array(123).fill(123 ** -0.5);
    const far = logisticSync({ ...problem, initial, history: true });
    expectAllClose(far.solution, logisticSync({ ...problem, tolerance: 1e-12 }).solution, 1e-6);
    expect(far.iterations).toBeGreaterThan(iterations);
    const starts = [history, far.history].map((records) => records?.[0]?.objective as number);
    expect(starts[0]).toBeLessThan(starts[1] as number);
  });

  test('a part of the observations that says little is no worse a start', () => {
    // Except for one label in 7000, the sign of the first feature determines the label; for the drawn observations
    // perhaps always.
    const { features } = regression(20_000, 10);
    const labels = Float64Array.from({ length: 20_000 }, (_, i) => {
      const sign = (features.data[10 * i] as number) > 0 ? 1 : -1;
      return i % 7000 === 3000 ? -sign : sign;
    });
    const { status, objective } = logisticSync({ features, labels });
    expect(status).toBe('converged');
    expectClose(objective, logisticSync({ features, labels, initial: new Float64Array(10) }).objective, 1e-9);
  });

  test('without equations, it is ordinary regression with a ridge', () => {
    const { features, labels } = regression(500, 8);
    const ridge = 0.1;
    const { status, solution, multipliers } = logisticSync({ features, labels, ridge, tolerance: 1e-13 });
    expect(status).toBe('converged');
    expect(multipliers).toHaveLength(0);
    expectAllClose(gradient(features.data, labels, ridge, solution), new Float64Array(8), 1e-12);
  });

  test('a sample of the observations finds the same coefficients', () => {
    const problem = regression(2000, 60);
    const all = logisticSync(problem);
    const sampled = logisticSync({ ...problem, hessianSample: 0.3 });
    expect(sampled.status).toBe('converged');
    expect(sampled.secondOrder).toBe('unexamined');
    expectAllClose(sampled.solution, all.solution, 1e-6);
    expect(sampled.iterations).toBeGreaterThan(all.iterations);
  });

  test('a sphere that the equations miss is found out', () => {
    // The distance of the equations' solution set from the origin exceeds 1.
    const { status, constraintViolation } = logisticSync(regression(2000, 30));
    expect(status).toBe('locallyInfeasible');
    expect(constraintViolation).toBeGreaterThan(1e-3);
  });

  test('a warm start stops at once', () => {
    const problem = { ...regression(300, 20), radius: 3 };
    const { warmStart, solution } = logisticSync(problem);
    const again = logisticSync({ ...problem, ...warmStart });
    expect(again.iterations).toBe(0);
    expect(again.solution).toEqual(solution);
  });

  test('huge features make no number overflow', () => {
    for (const scale of [1e-150, 1e150]) {
      const { features, labels } = regression(50, 3);
      const data = features.data.map((entry) => entry * scale);
      expectFinite(logisticSync({ features: { ...features, data }, labels, radius: 1 }));
    }
  });

  test('solutions satisfy the conditions of first order, for random problems', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 1e9 }),
        fc.boolean(),
        (rows, columns, seed, isOnSphere) => {
          const data = normals(seed, rows * columns);
          const labels = normals(seed + 1, rows).map((value) => (value > 0 ? 1 : -1));
          const equation = normals(seed + 2, columns);
          const solved = logisticSync({
            features: { rows, columns, data },
            labels,
            ridge: 0.01,
            ...(columns > 1 && { constraintMatrix: [equation], constraintValues: [0.1] }),
            ...(isOnSphere && { radius: 3 }),
          });
          expectFinite(solved);
          if (solved.status !== 'converged') return;
          const slopes = gradient(data, labels, 0.01, solved.solution);
          const lambda = [...solved.multipliers];
          if (columns > 1) {
            const ofEquation = lambda.shift() as number;
            equation.forEach((entry, j) => {
              slopes[j] = (slopes[j] as number) + ofEquation * entry;
            });
            const product = equation.reduce(
              (sum, entry, j) => sum + entry * (solved.solution[j] as number),
              0,
            );
            expectClose(product, 0.1, 1e-7);
          }
          const ofSphere = lambda.shift();
          if (ofSphere !== undefined) {
            expectClose(Math.hypot(...solved.solution), 3, 1e-7);
            solved.solution.forEach((x, j) => {
              slopes[j] = (slopes[j] as number) + 2 * ofSphere * x;
            });
          }
          expect(Math.max(...slopes.map(Math.abs))).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });

  test('takes labels of any kind', () => {
    const expected = logisticSync(small());
    const labels = Array.from(small().labels as ArrayLike<number>);
    for (const [first, second] of [
      [0, 1],
      ['no', 'yes'],
      [false, true],
    ] as const) {
      const of = labels.map((label) => (label > 0 ? second : first)) as number[];
      expect(logisticSync({ ...small(), labels: of })).toEqual(expected);
    }
  });

  test.each<[Partial<constrained.LogisticProblem>, string]>([
    [{ features: { rows: 0, columns: 0, data: [] } }, 'features'],
    [{ labels: [1, 1, -1] }, 'labels'],
    [{ labels: [1, 1, 0, -1] }, 'labels'],
    [{ labels: ['a', 'a', 'a', 'a'] }, 'labels'],
    [{ constraintMatrix: [[1, 1]] }, 'constraintMatrix'],
    [{ constraintValues: [0, 1] }, 'constraintValues'],
    [{ constraintValues: [Number.NaN] }, 'constraintValues[0]'],
    [{ radius: 0 }, 'radius'],
    [{ ridge: -1 }, 'ridge'],
    [{ hessianSample: 0 }, 'hessianSample'],
    [{ hessianSample: 1.5 }, 'hessianSample'],
    [{ initial: [1] }, 'initial'],
    [{ initialMultipliers: [1] }, 'initialMultipliers'],
    [{ tolerance: 0 }, 'tolerance'],
  ])('refuses %o', async (wrong, path) => {
    await expectError(() => logisticSync({ ...small(), ...wrong }), 'INVALID_INPUT', path);
  });

  test('refuses features that are not finite, more equations than coefficients, and equations by halves', async () => {
    const features = [[1, Number.NaN, 0]];
    await expectError(
      () => logisticSync({ ...small(), features, labels: [1] }),
      'INVALID_INPUT',
      'features[0][1]',
    );
    const { constraintValues: _, ...half } = small();
    await expectError(() => logisticSync(half), 'INVALID_INPUT', 'constraintValues');
    const rows = {
      constraintMatrix: { rows: 3, columns: 3, data: normals(1, 9) },
      constraintValues: [1, 2, 3],
    };
    await expectError(() => logisticSync({ ...small(), ...rows }), 'INVALID_INPUT', 'constraintMatrix');
  });
});

/** The gradient of mean loss plus ridge. */
function gradient(
  data: Float64Array,
  labels: ArrayLike<number>,
  ridge: number,
  x: Float64Array,
): Float64Array {
  const slopes = x.map((value) => ridge * value);
  for (let i = 0; i < labels.length; i++) {
    const row = data.subarray(i * x.length, (i + 1) * x.length);
    const label = labels[i] as number;
    const margin = label * row.reduce((sum, entry, j) => sum + entry * (x[j] as number), 0);
    row.forEach((entry, j) => {
      slopes[j] = (slopes[j] as number) - (label * entry) / (1 + Math.exp(margin)) / labels.length;
    });
  }
  return slopes;
}
