/** Discovery of equations: references, exact derivatives, noise, and formulas for the integrator. */

import { dynamics, load, ode } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyDiscoverEquations } from '../../certificates/dynamics-systems.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { discoverEquations, discoverEquationsSync, simulateSync } = dynamics;

beforeAll(() =>
  Promise.all(
    (['dynamics-systems', 'dynamics-simulations', 'ode-expressions'] as const).map((name) => load(name)),
  ),
);

const circle = (rows: number) =>
  Array.from({ length: rows }, (_, k) => [Math.sin(0.02 * k), Math.cos(0.02 * k)]);

checkSolver<dynamics.DiscoverEquationsProblem, dynamics.DiscoverEquationsSolution, unknown>({
  method: 'dynamics.discoverEquations',
  loads: ['dynamics-systems'],
  certify: certifyDiscoverEquations,
  solve: discoverEquations,
  solveSync: discoverEquationsSync,
  problem: () => ({
    series: { rows: 40, columns: 2, data: Float64Array.from(circle(40).flat()) },
    step: 0.02,
    terms: { degree: 1, trigonometric: false },
    threshold: 0.2,
    ridge: 1e-6,
    differences: 'second',
    maxIterations: 10,
    table: true,
  }),
  verify({ status, termNames, coefficients }) {
    expect([status, termNames]).toEqual(['converged', ['1', 'y[0]', 'y[1]']]);
    expectAllClose(coefficients.data, [0, 0, 1, 0, -1, 0], 1e-3);
  },
});

/** Rows 2000 to 21 999 of the flow of Lorenz. */
const lorenz = () => simulateSync({ system: 'lorenz', length: 20_000, transient: 2000 }).series;

/** The coefficients that are not zero, by terms. */
const sparse = ({ coefficients, termNames }: dynamics.DiscoverEquationsSolution) =>
  Array.from({ length: coefficients.rows }, (_, i) =>
    Object.fromEntries(
      termNames
        .map((name, k) => [name, coefficients.data[i * coefficients.columns + k] as number] as const)
        .filter(([, value]) => value !== 0),
    ),
  );

describe('coefficients', () => {
  test('of Lorenz by second-order differences are those of pysindy', () => {
    const [x = {}, y = {}, z = {}] = sparse(
      discoverEquationsSync({ series: lorenz(), step: 0.01, differences: 'second' }),
    );
    expect([x, y, z].map(Object.keys)).toEqual([
      ['y[0]', 'y[1]'],
      ['y[0]', 'y[1]', 'y[0] * y[2]'],
      ['y[2]', 'y[0] * y[1]'],
    ]);
    expectAllClose(Object.values(x), [-9.97761, 9.97761], 3e-4);
    expectAllClose(Object.values(y), [27.80104, -0.96111, -0.99443], 3e-4);
    expectAllClose(Object.values(z), [-2.65884, 0.99706], 3e-4);
  });

  test('of Lorenz by fourth-order differences are the true ones to three digits', () => {
    const solution = discoverEquationsSync({ series: lorenz(), step: 0.01 });
    const values = sparse(solution).flatMap(Object.values);
    expectAllClose(values, [-9.99984, 9.99984, 27.99742, -0.9994, -0.99993, -2.6666, 0.99997], 2e-5);
    expect(solution.residual).toBeLessThan(1e-3);
  });

  test('from exact derivatives are exact', () => {
    const series = Array.from({ length: 60 }, (_, k) => [Math.cos(k), Math.sin(2 * k)]);
    const derivatives = series.map(([x = 0, y = 0]) => [3 * x * y - 0.5, Math.sin(y)]);
    const solution = discoverEquationsSync({
      series,
      derivatives,
      ridge: 0,
      terms: { degree: 2, trigonometric: true },
    });
    const [first = {}, second = {}] = sparse(solution);
    expect([Object.keys(first), Object.keys(second)]).toEqual([['1', 'y[0] * y[1]'], ['sin(y[1])']]);
    expectAllClose([...Object.values(first), ...Object.values(second)], [-0.5, 3, 1], 1e-10);
    expect(solution.residual).toBeLessThan(1e-12);
  });

  test('survive noise by local polynomials', () => {
    const clean = lorenz();
    const noise = normals(7, clean.data.length);
    const series = { ...clean, data: clean.data.map((value, k) => value + 0.1 * (noise[k] as number)) };
    const noisy = discoverEquationsSync({ series, step: 0.01, differences: 'savitzkyGolay', threshold: 0.3 });
    const values = sparse(noisy).flatMap(Object.values);
    expectAllClose(values, [-10, 10, 28, -1, -1, -8 / 3, 1], 0.3);
  });

  test('none above the threshold is a status', () => {
    const solution = discoverEquationsSync({ series: circle(50), step: 0.02, threshold: 5 });
    expect([solution.status, solution.formula.formula]).toEqual(['empty', '[0, 0]']);
  });

  test('that are below the threshold or not optimal are refused by the certificate', () => {
    const problem = { series: circle(60), step: 0.02 };
    const solution = discoverEquationsSync(problem);
    certifyDiscoverEquations(problem, solution);
    const data = solution.coefficients.data.map((value) => value * (1 + 1e-5));
    const coefficients = { ...solution.coefficients, data };
    expectRefusal(() => certifyDiscoverEquations(problem, { ...solution, coefficients }));
    expectRefusal(() => certifyDiscoverEquations({ ...problem, threshold: 1.5 }, solution));
  });
});

test('the formula goes into the integrator', async () => {
  const { formula } = await discoverEquations({ series: lorenz(), step: 0.01 });
  const found = await ode.solve({ field: formula, initial: [1, 1, 1], to: 1, tolerance: 1e-9 });
  const exact = simulateSync({ system: 'lorenz', step: 0.01, substeps: 10, length: 1, transient: 100 });
  expectAllClose(found.states.data.slice(-3), Array.from(exact.series.data), 0.02);
});

test('the table has the terms and derivatives for other regressions', () => {
  const { termMatrix, derivatives } = discoverEquationsSync({ series: circle(50), step: 0.02, table: true });
  expect([termMatrix?.rows, termMatrix?.columns, derivatives?.rows]).toEqual([46, 6, 46]);
  expectClose(derivatives?.data[0] as number, Math.cos(0.04), 1e-7);
});

test('the number of terms is that of monomials', () => {
  const series = { rows: 100, columns: 3, data: normals(1, 300) };
  const { termNames } = discoverEquationsSync({ series, terms: { degree: 3, trigonometric: true } });
  expect(termNames.length).toBe(20 + 6);
  expect(new Set(termNames).size).toBe(26);
  expect(termNames).toContain('y[0]^2 * y[2]');
});

describe('several series', () => {
  /** Parts of one orbit that do not follow one another. */
  function partsOf() {
    const { data } = simulateSync({ system: 'lorenz', length: 3000, transient: 500 }).series;
    return [
      [0, 700],
      [2200, 800],
      [1000, 500],
    ].map(([first = 0, rows = 0]) => ({ rows, columns: 3, data: data.slice(3 * first, 3 * (first + rows)) }));
  }

  test.each(['second', 'fourth'] as const)('have no differences between them: %s', (differences) => {
    const problem = { series: partsOf(), step: 0.01, differences, table: true };
    const solution = discoverEquationsSync(problem);
    certifyDiscoverEquations(problem, solution);
    const margin = differences === 'second' ? 2 : 4;
    expect(solution.derivatives?.rows).toBe(2000 - 3 * margin);
    const values = sparse(solution).flatMap(Object.values);
    expectAllClose(values, [-10, 10, 28, -1, -1, -8 / 3, 1], differences === 'second' ? 0.05 : 0.005);
  });

  test('may be lists of rows, with derivatives or smoothed', () => {
    const parts = partsOf();
    const rows = parts.map(({ data: own, rows: count }) =>
      Array.from({ length: count }, (_, i) => Array.from(own.slice(3 * i, 3 * i + 3))),
    );
    const shared = { step: 0.01, ridge: 0 };
    expect(discoverEquationsSync({ ...shared, series: rows })).toEqual(
      discoverEquationsSync({ ...shared, series: parts }),
    );
    const exact = rows.map((own) =>
      own.map(([x = 0, y = 0, z = 0]) => [10 * (y - x), x * (28 - z) - y, x * y - (8 / 3) * z]),
    );
    const known = sparse(discoverEquationsSync({ ...shared, series: rows, derivatives: exact }));
    expectAllClose(known.flatMap(Object.values), [-10, 10, 28, -1, -1, -8 / 3, 1], 1e-9);
    const smoothed = sparse(discoverEquationsSync({ ...shared, series: rows, differences: 'savitzkyGolay' }));
    expectAllClose(smoothed.flatMap(Object.values), [-10, 10, 28, -1, -1, -8 / 3, 1], 0.1);
  });

  test.each([
    [{ series: [] }, 'series'],
    [{ series: [circle(50), [[1, 2, 3]]] }, 'series[1]'],
    [{ series: [circle(50), circle(4)] }, 'series[1]'],
    [{ series: [circle(50), circle(40)], derivatives: [circle(50)] }, 'derivatives'],
    [{ series: [circle(50), circle(40)], derivatives: [circle(50), circle(39)] }, 'derivatives[1]'],
    [{ series: [circle(50), circle(40).with(2, [1e60, 0])] }, 'series[1][2][0]'],
  ] as [dynamics.DiscoverEquationsProblem, string][])('%#: wrong ones are refused', async (problem, path) => {
    await expectError(() => discoverEquations(problem), 'INVALID_INPUT', path);
  });
});

describe('errors name the argument', () => {
  const series = circle(50);
  test.each([
    [{ series: circle(3) }, 'series'],
    [{ series: circle(8) }, 'series'],
    [{ series, step: 0 }, 'step'],
    [{ series, threshold: -1 }, 'threshold'],
    [{ series, ridge: -1 }, 'ridge'],
    [{ series, terms: { degree: 9 } }, 'terms.degree'],
    [{ series: { rows: 50, columns: 20, data: normals(1, 1000) }, terms: { degree: 5 } }, 'terms.degree'],
    [{ series, derivatives: circle(40) }, 'derivatives'],
    [{ series, maxIterations: 0 }, 'maxIterations'],
    [{ series: [1e200, ...normals(1, 40)] }, 'series[0]'],
    [
      { series, terms: { degree: 8 }, derivatives: circle(50).map((row) => row.map((x) => 1e200 * x)) },
      'derivatives[0][1]',
    ],
  ] as [dynamics.DiscoverEquationsProblem, string][])('%#', async (problem, path) => {
    await expectError(() => discoverEquations(problem), 'INVALID_INPUT', path);
  });
});
