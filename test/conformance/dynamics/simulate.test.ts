/** Simulation: references, fixed steps, and systems that leave every bound. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySimulate } from '../../certificates/dynamics-systems.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';

const { lyapunovExponentsSync, simulate, simulateSync } = dynamics;

beforeAll(() => load('dynamics-simulations'));

checkSolver<dynamics.SimulateProblem, dynamics.SimulateSolution, dynamics.SimulateProgress>({
  method: 'dynamics.simulate',
  loads: ['dynamics-simulations'],
  certify: certifySimulate,
  solve: simulate,
  solveSync: simulateSync,
  problem: () => ({
    system: 'lorenz',
    parameters: { rho: 27 },
    initial: [1, 2, 20],
    step: 0.02,
    substeps: 2,
    length: 20,
    transient: 0,
  }),
  verify({ status, series, step }) {
    expect([status, series.rows, series.columns, step]).toEqual(['finished', 20, 3, 0.02]);
  },
  long: () => ({ system: 'lorenz', length: 1000, transient: 4_000_000_000, substeps: 10 }),
});

/** A piecewise-linear map equal to the map of Lozi: |x| = 2 max(0, x) - x. */
const LOZI: dynamics.PiecewiseLinear = {
  linear: [
    [1.7, 1],
    [0.5, 0],
  ],
  offset: [1, 0],
  weights: [[-3.4], [0]],
  directions: [[1, 0]],
  thresholds: [0],
  initial: [0.1, 0.1],
};

describe('series', () => {
  test('of the maps follow from their formulas', () => {
    const henon = simulateSync({ system: 'henon', length: 3 }).series;
    expectAllClose(henon.data, [0.1, 0.1, 1.086, 0.03, 1 - 1.4 * 1.086 ** 2 + 0.03, 0.3258], 1e-15);
    const lozi = simulateSync({ system: 'lozi', length: 3 }).series;
    expectAllClose(lozi.data, [0.1, 0.1, 0.93, 0.05, 1 - 1.7 * 0.93 + 0.05, 0.465], 1e-15);
    const logistic = simulateSync({ system: 'logistic', parameters: { r: 3.5 }, length: 2 }).series;
    expectAllClose(logistic.data, [0.3, 0.735], 1e-15);
  });

  test('of flows converge with fourth order to the state of high accuracy', () => {
    // Lorenz from (1, 1, 1) at t = 5, by integration with 30 digits.
    const exact = [-6.512113699419599, -6.974042788417076, 23.92412957210337];
    const errorOf = (substeps: number) => {
      const { series } = simulateSync({ system: 'lorenz', step: 0.01, substeps, length: 1, transient: 500 });
      return Math.hypot(...exact.map((value, j) => value - (series.data[j] as number)));
    };
    const [coarse, fine] = [errorOf(4), errorOf(8)];
    expect(fine).toBeLessThan(1e-5);
    expect(coarse / fine).toBeGreaterThan(14);
    expect(coarse / fine).toBeLessThan(18);
  });

  test('of a model are those of the map it equals', () => {
    const model = simulateSync({ model: LOZI, length: 30 });
    expectAllClose(model.series.data, simulateSync({ system: 'lozi', length: 30 }).series.data, 1e-9);
    expect(model.step).toBe(1);
  });

  test('of formulas are those of the named systems', () => {
    const lorenz = {
      formula: '[sigma * (y[1] - y[0]), y[0] * (rho - y[2]) - y[1], y[0] * y[1] - beta * y[2]]',
      inputs: { y: 3, sigma: [], rho: [], beta: [] },
    };
    const parameters = { sigma: 10, rho: 28, beta: 8 / 3 };
    const shared = { initial: [1, 2, 20], step: 0.02, substeps: 2, length: 50 };
    const given = { ...shared, field: lorenz, parameters };
    const solution = simulateSync(given);
    certifySimulate(given, solution);
    expectAllClose(solution.series.data, simulateSync({ ...shared, system: 'lorenz' }).series.data, 1e-9);
    const henon = { formula: '[1 - a * x[0]^2 + x[1], b * x[0]]', inputs: { x: 2, a: [], b: [] } };
    const map = { map: henon, parameters: { a: 1.4, b: 0.3 }, initial: [0.1, 0.1], length: 30 };
    certifySimulate(map, simulateSync(map));
    expectAllClose(
      simulateSync(map).series.data,
      simulateSync({ system: 'henon', length: 30 }).series.data,
      1e-9,
    );
  });

  test('of formulas know the time, also after dropped rows', () => {
    // y' = cos t, and x = t after each row.
    const field = { formula: '[cos(t)]', inputs: { y: 1, t: [] } };
    const flow = { field, initial: [0], step: 0.1, substeps: 4, length: 20, transient: 30 };
    const { series } = simulateSync(flow);
    certifySimulate(flow, { ...simulateSync(flow) });
    const sine = Array.from({ length: 20 }, (_, k) => Math.sin(0.1 * (30 + k)));
    expectAllClose(series.data, sine, 1e-8);
    const map = { formula: '[x[0] + t]', inputs: { x: 1, t: [] } };
    expect([...simulateSync({ map, initial: [0], length: 5 }).series.data]).toEqual([0, 0, 1, 3, 6]);
  });

  test('of a formula without a value end before it', () => {
    const map = { formula: '[sqrt(x[0]) - 0.5]', inputs: { x: 1 } };
    const { status, series } = simulateSync({ map, initial: [0.3], length: 10 });
    expect([status, series.rows]).toEqual(['unbounded', 3]);
  });

  test('continue after the dropped rows', () => {
    const whole = simulateSync({ system: 'roessler', length: 30, step: 0.05 });
    const rest = simulateSync({ system: 'roessler', length: 10, transient: 20, step: 0.05 });
    expect(rest.series.data).toEqual(whole.series.data.slice(60));
  });

  test('have as many columns as the ring has places', () => {
    const { series } = simulateSync({ system: 'lorenz96', length: 5 });
    expect([series.rows, series.columns]).toEqual([5, 40]);
    expect(simulateSync({ system: 'lorenz96', initial: [8, 8, 8.1, 8, 8], length: 5 }).series.columns).toBe(
      5,
    );
  });

  test('end before the first unbounded row', () => {
    const { status, series } = simulateSync({ system: 'logistic', initial: [1.5], length: 100 });
    expect(status).toBe('unbounded');
    expect(series.rows).toBeLessThan(10);
    expect(simulateSync({ system: 'logistic', initial: [1.5], length: 9, transient: 90 }).series.rows).toBe(
      0,
    );
  });

  test('end within a long row at the time limit', () => {
    const initial = Float64Array.from({ length: 300_000 }, (_, k) => 8 + Math.sin(k));
    const problem = { system: 'lorenz96', initial, substeps: 1000, length: 2 } as const;
    const { status, series } = simulateSync(problem, { timeLimit: 0.1 });
    expect([status, series.rows]).toEqual(['timeLimit', 1]);
  });

  test('end at the time limit although the formula of a short state is costly', () => {
    // A million exponentials for a row.
    const map = { formula: '[sum(exp(-a * x[0]^2)) / 1e6]', inputs: { x: 1, a: 1_000_000 } };
    const field = { formula: '[sum(exp(-a * y[0]^2)) / 1e6]', inputs: { y: 1, a: 1_000_000 } };
    const parameters = { a: new Float64Array(1_000_000).fill(0.5) };
    const shared = { parameters, initial: [1], length: 100_000 };
    const start = performance.now();
    for (const system of [{ map }, { field, substeps: 10 }])
      expect(simulateSync({ ...shared, ...system }, { timeLimit: 0.05 }).status).toBe('timeLimit');
    // The derivative is compiled before the clock matters.
    const exponents = lyapunovExponentsSync({ ...shared, map, transient: 0 }, { timeLimit: 2 });
    expect(exponents.status).toBe('timeLimit');
    // Without looks at the clock, these are minutes.
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  test('with a wrong row are refused by the certificate', () => {
    const problem = { system: 'henon', length: 10 } as const;
    const solution = simulateSync(problem);
    certifySimulate(problem, solution);
    const data = solution.series.data.slice();
    data[7] = (data[7] as number) + 1e-9;
    expectRefusal(() => certifySimulate(problem, { ...solution, series: { ...solution.series, data } }));
  });
});

/** A map of one number. */
const GROWTH = { formula: '[r * x[0]]', inputs: { x: 1, r: [] } };

describe('errors name the argument', () => {
  test.each([
    [{ length: 5 }, 'system'],
    [{ system: 'lozi', model: LOZI, length: 5 }, 'model'],
    [{ system: 'lozi', map: GROWTH, length: 5 }, 'map'],
    [{ map: GROWTH, field: GROWTH, length: 5 }, 'field'],
    [{ map: GROWTH, length: 5 }, 'initial'],
    [{ map: GROWTH, initial: [1, 2], parameters: { r: 2 }, length: 5 }, 'map.inputs'],
    [{ map: GROWTH, initial: [1], length: 5 }, 'parameters.r'],
    [{ map: GROWTH, initial: [1], parameters: { r: 2, s: 1 }, length: 5 }, 'parameters.s'],
    [{ map: GROWTH, initial: [1], parameters: { r: 2 }, step: 0.1, length: 5 }, 'step'],
    [{ map: { formula: '[x[0], 1]', inputs: { x: 1 } }, initial: [1], length: 5 }, 'map'],
    [{ system: 'henon', parameters: { a: [1, 2] }, length: 5 }, 'parameters.a'],
    [{ system: 'lozi', length: 0 }, 'length'],
    [{ system: 'lozi', length: 5, step: 0.1 }, 'step'],
    [{ model: LOZI, length: 5, parameters: { a: 1 } }, 'parameters'],
    [{ system: 'lorenz', length: 5, parameters: { r: 1 } }, 'parameters.r'],
    [{ system: 'henon', length: 5, parameters: { c: 1 } }, 'parameters.c'],
    [{ system: 'lorenz', length: 5, initial: [1, 2] }, 'initial'],
    [{ system: 'lorenz96', length: 5, initial: [1, 2, 3] }, 'initial'],
    [{ system: 'lorenz', length: 5, substeps: 0 }, 'substeps'],
    [{ system: 'lozi', length: 5, substeps: 2 }, 'substeps'],
    [{ model: LOZI, length: 5, substeps: 2 }, 'substeps'],
    [{ model: LOZI, length: 5, initial: [1e60, 0] }, 'initial[0]'],
    [{ model: { ...LOZI, linear: [[1, 2]] }, length: 5 }, 'model.linear'],
    [{ model: { ...LOZI, initial: [1] }, length: 5 }, 'model.initial'],
    [{ model: { ...LOZI, thresholds: [1e60] }, length: 5 }, 'model.thresholds[0]'],
  ] as [dynamics.SimulateProblem, string][])('%#', async (problem, path) => {
    await expectError(() => simulate(problem), 'INVALID_INPUT', path);
  });
});
