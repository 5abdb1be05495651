/** Certificates reject slightly wrong solutions, perturbed beyond the tolerance. */

import { constrained, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyLogistic, certifyMinimize, certifyPoissonControl } from '../../certificates/constrained.js';
import { expectRefusal } from '../../certificates/support.js';
import { centered, centeredMatrix } from '../../support/matrices.js';

beforeAll(() => load('constrained'));

const moved = (values: Float64Array, by: number) => values.with(0, (values[0] as number) + by);

test('a minimum with differences and with derivatives', () => {
  const functions = {
    objective: ([x = 0, y = 0]: Float64Array) => x + y,
    constraints: ([x = 0, y = 0]: Float64Array) => [x * x + y * y - 2],
  };
  const derivatives = {
    gradient: () => [1, 1],
    jacobian: ([x = 0, y = 0]: Float64Array) => [2 * x, 2 * y],
  };
  for (const problem of [functions, { ...functions, ...derivatives }]) {
    const given = { ...problem, constraintCount: 1, initial: [-2, 0] };
    const solution = constrained.minimizeSync(given);
    expect(solution.status).toBe('converged');
    certifyMinimize(given, solution);
    expectRefusal(() =>
      certifyMinimize(given, { ...solution, multipliers: moved(solution.multipliers, 1e-6) }),
    );
    const wrong = moved(solution.solution, 1e-6);
    expectRefusal(() =>
      certifyMinimize(given, { ...solution, solution: wrong, objective: functions.objective(wrong) }),
    );
  }
});

test('a minimum between bounds and under an inequality, with differences and with derivatives', () => {
  const functions = {
    objective: ([x = 0, y = 0]: Float64Array) => (x - 2) ** 2 + (y - 1) ** 2,
    constraints: ([x = 0, y = 0]: Float64Array) => [0.5 * x - y],
  };
  const derivatives = {
    gradient: ([x = 0, y = 0]: Float64Array) => [2 * (x - 2), 2 * (y - 1)],
    jacobian: () => [0.5, -1],
  };
  for (const problem of [functions, { ...functions, ...derivatives }]) {
    const given = {
      ...problem,
      constraintCount: 1,
      constraintLower: [0],
      lower: [0, 0],
      upper: [1, 1],
      initial: [0.5, 0.5],
    };
    const solution = constrained.minimizeSync(given);
    expect(solution.status).toBe('converged');
    certifyMinimize(given, solution);
    for (const key of ['multipliers', 'boundMultipliers'] as const) {
      expectRefusal(() => certifyMinimize(given, { ...solution, [key]: moved(solution[key], 1e-6) }));
    }
    for (const by of [1e-6, -1e-6]) {
      const wrong = moved(solution.solution, by);
      expectRefusal(() =>
        certifyMinimize(given, { ...solution, solution: wrong, objective: functions.objective(wrong) }),
      );
    }
    // A multiplier at an inactive bound, or of the wrong sign.
    const atRest = { ...given, upper: [3, 3] };
    const free = constrained.minimizeSync(atRest);
    expectRefusal(() =>
      certifyMinimize(atRest, { ...free, boundMultipliers: moved(free.boundMultipliers, -1e-6) }),
    );
  }
});

test('coefficients of a logistic regression', () => {
  const labels = centered(2, 20).map((value) => (value > 0 ? 1 : -1));
  const problem = { features: centeredMatrix(1, 20, 3), labels, ridge: 0.1, radius: 1 };
  const solution = constrained.logisticSync(problem);
  expect(solution.status).toBe('converged');
  certifyLogistic(problem, solution);
  expectRefusal(() => certifyLogistic(problem, { ...solution, solution: moved(solution.solution, 1e-6) }));
  expectRefusal(() =>
    certifyLogistic(problem, { ...solution, multipliers: moved(solution.multipliers, 1e-6) }),
  );
});

test('state, control and adjoint state', () => {
  const problem = { size: 5, controlWeight: 1e-2, reaction: 1 };
  const solution = constrained.poissonControlSync(problem);
  certifyPoissonControl(problem, solution);
  for (const key of ['state', 'control', 'adjoint'] as const) {
    const wrong = { ...solution[key], data: moved(solution[key].data, 1e-5) };
    expectRefusal(() => certifyPoissonControl(problem, { ...solution, [key]: wrong }));
  }
});
