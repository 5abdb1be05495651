/** Lyapunov exponents: references of well-known systems, sums in closed form, and series. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyLyapunovExponents } from '../../certificates/dynamics-systems.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { lyapunovExponents, lyapunovExponentsSync, simulateSync } = dynamics;

beforeAll(() => load('dynamics-simulations'));

checkSolver<
  dynamics.LyapunovExponentsProblem,
  dynamics.LyapunovExponentsSolution,
  dynamics.LyapunovExponentsProgress
>({
  method: 'dynamics.lyapunovExponents',
  loads: ['dynamics-simulations'],
  certify: certifyLyapunovExponents,
  solve: lyapunovExponents,
  solveSync: lyapunovExponentsSync,
  problem: () => ({
    system: 'roessler',
    parameters: { a: 0.21 },
    initial: [1, 2, 0.5],
    step: 0.05,
    substeps: 2,
    length: 60,
    transient: 10,
    count: 2,
  }),
  verify({ status, exponents, standardErrors, sum }) {
    expect([status, exponents.length, standardErrors?.length, sum]).toEqual(['finished', 2, 2, undefined]);
  },
  long: () => ({ system: 'lorenz', length: 4_000_000_000 }),
});

/** A scalar series of the first coordinate. */
const first = (problem: dynamics.SimulateProblem): Float64Array => {
  const { series } = simulateSync(problem);
  return series.data.filter((_, k) => k % series.columns === 0);
};

const ring = (places: number) => Float64Array.from({ length: places }, (_, k) => 8 + Math.sin(k));

const sine = (rows: number) => Float64Array.from({ length: rows }, (_, k) => Math.sin(0.2 * k));

describe('formulas', () => {
  test('have the exponents of the named systems, by exact derivatives', () => {
    const field = {
      formula: '[-y[1] - y[2], y[0] + a * y[1], b + y[2] * (y[0] - c)]',
      inputs: { y: 3, a: [], b: [], c: [] },
    };
    const shared = { initial: [1, 2, 0.5], step: 0.05, substeps: 2, length: 200, transient: 10 };
    const parameters = { a: 0.2, b: 0.2, c: 5.7 };
    const given = lyapunovExponentsSync({ ...shared, field, parameters });
    certifyLyapunovExponents({ ...shared, field, parameters }, given);
    expectAllClose(given.exponents, lyapunovExponentsSync({ ...shared, system: 'roessler' }).exponents, 1e-8);
  });

  test('of a tent, of a baker and of a forced line are exact', () => {
    const tent = { formula: '[r * min(x[0], 1 - x[0])]', inputs: { x: 1, r: [] } };
    const options = { initial: [0.3], parameters: { r: 1.9 }, length: 1000, transient: 10 };
    expectAllClose(lyapunovExponentsSync({ map: tent, ...options }).exponents, [Math.log(1.9)], 1e-12);
    // The slopes of x' = (1 + sin t) x have the mean 1 over periods.
    const field = { formula: '[-(1 + sin(t)) * y[0]]', inputs: { y: 1, t: [] } };
    const [exponent = 0] = lyapunovExponentsSync({
      field,
      initial: [1],
      step: (2 * Math.PI) / 100,
      substeps: 4,
      length: 2000,
      transient: 0,
    }).exponents;
    expectClose(exponent, -1, 1e-8);
  });
});

describe('systems', () => {
  test('the exponents of the map of Hénon sum to ln b', () => {
    const { exponents, sum, kaplanYorkeDimension, standardErrors } = lyapunovExponentsSync({
      system: 'henon',
    });
    expectClose(exponents[0] as number, 0.419, 0.004);
    expectClose(sum as number, Math.log(0.3), 1e-10);
    expectClose(kaplanYorkeDimension as number, 1.258, 0.004);
    expect(standardErrors?.[0]).toBeLessThan(0.004);
  });

  test('the exponent of the logistic map is ln 2', () => {
    const { exponents } = lyapunovExponentsSync({ system: 'logistic', length: 200_000 });
    expectClose(exponents[0] as number, Math.LN2, 0.002);
  });

  test('the first exponent of the map of Lozi is that of the reference', () => {
    expectClose(lyapunovExponentsSync({ system: 'lozi' }).exponents[0] as number, 0.471, 0.004);
  });

  test('the exponents of the flow of Lorenz sum to its divergence', () => {
    const { exponents, sum } = lyapunovExponentsSync({ system: 'lorenz', length: 40_000 });
    expectAllClose(exponents, [0.9058, 0, -14.5713], 0.03);
    expectClose(sum as number, -41 / 3, 1e-4);
  });

  test('counts less than all have no sum and the same first exponents', () => {
    const all = lyapunovExponentsSync({ system: 'lorenz', length: 2000 });
    const one = lyapunovExponentsSync({ system: 'lorenz', length: 2000, count: 1 });
    expectClose(one.exponents[0] as number, all.exponents[0] as number, 0.02);
    expect([one.sum, one.kaplanYorkeDimension]).toEqual([undefined, undefined]);
  });

  test('a linear map has the logarithms of its singular factors', () => {
    const model = {
      linear: [
        [0.5, 0],
        [0, -0.9],
      ],
      offset: [0, 0],
      weights: { rows: 2, columns: 0, data: [] },
      directions: { rows: 0, columns: 2, data: [] },
      thresholds: [],
      initial: [0.5, 0.5],
      step: 2,
    };
    const { exponents, kaplanYorkeDimension } = lyapunovExponentsSync({ model, length: 100 });
    expectAllClose(exponents, [Math.log(0.9) / 2, Math.log(0.5) / 2], 1e-12);
    expect(kaplanYorkeDimension).toBe(0);
  });

  test('a singular derivative counts with a finite logarithm', () => {
    const model = {
      linear: [
        [0.5, 0],
        [0, 0],
      ],
      offset: [0, 0],
      weights: { rows: 2, columns: 0, data: [] },
      directions: { rows: 0, columns: 2, data: [] },
      thresholds: [],
      initial: [0.5, 0.5],
    };
    const { exponents } = lyapunovExponentsSync({ model, length: 100 });
    expectAllClose(exponents, [Math.log(0.5), Math.log(1e-300)], 1e-12);
  });

  test('a derivative of 1e-200 counts with its logarithm', () => {
    const model = {
      linear: [[1e-200]],
      offset: [0],
      weights: { rows: 1, columns: 0, data: [] },
      directions: { rows: 0, columns: 1, data: [] },
      thresholds: [],
      initial: [0.5],
    };
    expectAllClose(lyapunovExponentsSync({ model, length: 100 }).exponents, [Math.log(1e-200)], 1e-12);
  });

  test('a ring may have 65 536 places', () => {
    const { status, exponents } = lyapunovExponentsSync({
      system: 'lorenz96',
      initial: ring(65_536),
      count: 1,
      length: 20,
      transient: 0,
    });
    expect([status, exponents.length]).toEqual(['finished', 1]);
  });

  test('end within a long row at the time limit', () => {
    const problem = {
      system: 'lorenz96',
      initial: ring(20_000),
      count: 10,
      length: 20,
      substeps: 1000,
      transient: 0,
    } as const;
    const { status, exponents } = lyapunovExponentsSync(problem, { timeLimit: 0.1 });
    expect([status, exponents.length]).toEqual(['timeLimit', 0]);
  });

  test('an unbounded orbit is a status', () => {
    const { status, exponents } = lyapunovExponentsSync({ system: 'logistic', initial: [2] });
    expect([status, exponents.length]).toEqual(['unbounded', 0]);
  });
});

describe('series', () => {
  test('the largest exponent of Lorenz is found in its first coordinate', () => {
    const series = first({ system: 'lorenz', length: 10_000, transient: 2000 });
    const { status, exponents, fitRange, delay, dimension } = lyapunovExponentsSync({ series, step: 0.01 });
    expect([status, delay, dimension]).toEqual(['finished', 18, 3]);
    expect(exponents[0]).toBeGreaterThan(0.8);
    expect(exponents[0]).toBeLessThan(1);
    expect(fitRange?.length).toBe(2);
  });

  test('a wave has no positive exponent', () => {
    const { exponents } = lyapunovExponentsSync({ series: sine(1000), delay: 8, dimension: 2 });
    expect(exponents[0]).toBeLessThan(0.01);
  });

  test('the logistic map is followed for a few rows', () => {
    const series = first({ system: 'logistic', length: 5000, transient: 100 });
    const { status, exponents } = lyapunovExponentsSync({
      series,
      delay: 1,
      dimension: 1,
      exclusion: 10,
      follow: 6,
    });
    expect(status).toBe('finished');
    expectClose(exponents[0] as number, Math.LN2, 0.1);
  });

  test('are transformed within the memory limit', async () => {
    const call = () =>
      lyapunovExponents({ series: sine(100_000), delay: 8, dimension: 2 }, { memoryLimit: 8 });
    await expectError(call, 'OUT_OF_MEMORY', 'series');
  });

  test('with a wrong slope are refused by the certificate', () => {
    const problem = { series: first({ system: 'lorenz', length: 3000, transient: 500 }), step: 0.01 };
    const solution = lyapunovExponentsSync(problem);
    certifyLyapunovExponents(problem, solution);
    const exponents = solution.exponents.map((value) => value * (1 + 1e-6));
    expectRefusal(() => certifyLyapunovExponents(problem, { ...solution, exponents }));
  });
});

describe('errors name the argument', () => {
  const series = sine(200);
  test.each([
    [{}, 'system'],
    [{ system: 'henon', delay: 3 }, 'delay'],
    [{ system: 'henon', follow: 30 }, 'follow'],
    [{ system: 'henon', count: 3 }, 'count'],
    [{ system: 'henon', length: 10 }, 'length'],
    [{ series, system: 'henon' }, 'system'],
    [{ series, map: { formula: '[x[0]]', inputs: { x: 1 } } }, 'map'],
    [{ map: { formula: '[x[0]]', inputs: { x: 1 } } }, 'initial'],
    [{ series, count: 1 }, 'count'],
    [{ series, substeps: 2 }, 'substeps'],
    [{ series: [1, 2, 3] }, 'series'],
    [{ series: new Float64Array(200).fill(3) }, 'series'],
    [{ series, follow: 2 }, 'follow'],
    [{ series, step: 1e-200 }, 'step'],
    [{ series, exclusion: 500 }, 'series'],
    [{ series, delay: 50, dimension: 20 }, 'series'],
    [{ series, dimension: 0 }, 'dimension'],
  ] as [dynamics.LyapunovExponentsProblem, string][])('%#', async (problem, path) => {
    await expectError(() => lyapunovExponents(problem), 'INVALID_INPUT', path);
  });
});
