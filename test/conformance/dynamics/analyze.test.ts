/** Analysis of piecewise-linear maps: closed forms of the map of Lozi, the tent map, and maps without cycles. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyAnalyze } from '../../certificates/dynamics-systems.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { analyze, analyzeSync, simulateSync } = dynamics;

beforeAll(() => Promise.all([load('dynamics-systems'), load('dynamics-simulations')]));

/** The map of Lozi: |x| = 2 max(0, x) - x. */
const lozi = (): dynamics.PiecewiseLinear => ({
  linear: { rows: 2, columns: 2, data: new Float64Array([1.7, 1, 0.5, 0]) },
  offset: new Float64Array([1, 0]),
  weights: { rows: 2, columns: 1, data: new Float64Array([-3.4, 0]) },
  directions: { rows: 1, columns: 2, data: new Float64Array([1, 0]) },
  thresholds: new Float64Array([0]),
  initial: new Float64Array([0.1, 0.1]),
  step: 1,
});

/** The tent map of slope 2 on [0, 1], in the slope below 2 so that rounding keeps it chaotic. */
const tent = (slope: number): dynamics.PiecewiseLinear => ({
  linear: [[slope]],
  offset: [0],
  weights: [[-2 * slope]],
  directions: [[1]],
  thresholds: [-0.5],
  initial: [0.37],
});

checkSolver<dynamics.AnalyzeProblem, dynamics.AnalyzeSolution, unknown>({
  method: 'dynamics.analyze',
  loads: ['dynamics-systems'],
  certify: certifyAnalyze,
  solve: analyze,
  solveSync: analyzeSync,
  problem: () => ({
    model: lozi(),
    initial: new Float64Array([0.2, 0.1]),
    length: 60,
    transient: 5,
    maxPeriod: 3,
  }),
  verify({ status, symbols, regions }) {
    expect([status, symbols.length, regions.length]).toEqual(['finished', 60, 2]);
  },
});

describe('the map of Lozi', () => {
  test('has the fixed points and eigenvalues of the closed forms', () => {
    const { regions } = analyzeSync({ model: lozi() });
    const [right, left] = [1, 0].map((code) => regions.find((region) => region.code === code));
    expectAllClose(right?.fixedPoint as Float64Array, [0.45454545454545453, 0.22727272727272727], 1e-14);
    expectAllClose(left?.fixedPoint as Float64Array, [-0.8333333333333333, -0.4166666666666667], 1e-14);
    expectAllClose(right?.eigenvalues as Float64Array, [-1.955667219374799, 0.255667219374799], 1e-13);
    expectAllClose(left?.eigenvalues as Float64Array, [1.955667219374799, -0.255667219374799], 1e-13);
    expect([right, left].map((region) => [region?.type, region?.isReal])).toEqual([
      ['saddle', true],
      ['saddle', true],
    ]);
  });

  test('has the cycle of period 2 of the closed form', () => {
    const { cycles } = analyzeSync({ model: lozi(), maxPeriod: 6 });
    const [pair] = cycles.filter(({ word }) => word.length === 2);
    expectAllClose(
      [...(pair?.points.data ?? [])].filter((_, k) => k % 2 === 0).sort((a, b) => a - b),
      [-0.3821656050955414, 0.7006369426751592],
      1e-14,
    );
    expect(pair?.isStable).toBe(false);
    expect(Math.max(...cycles.map(({ residual }) => residual))).toBeLessThan(1e-13);
    const words = cycles.map(({ word }) => word.join(''));
    expect(new Set(words).size).toBe(words.length);
  });

  test('has symbols of a series as of its own run', () => {
    const series = simulateSync({ system: 'lozi', length: 500 }).series;
    const run = analyzeSync({ model: lozi(), length: 500, transient: 0 });
    expect([...analyzeSync({ model: lozi(), series }).symbols.slice(0, 20)]).toEqual([
      ...run.symbols.slice(0, 20),
    ]);
  });
});

test('the tent map has the entropy of its slope', () => {
  const { entropyRate, topologicalEntropy, regions, cycles } = analyzeSync({
    model: tent(1.9999999),
    length: 50_000,
    maxPeriod: 5,
  });
  expectClose(entropyRate, Math.LN2, 1e-3);
  expectClose(topologicalEntropy as number, Math.LN2, 1e-12);
  expectAllClose(
    regions.map(({ occupancy }) => occupancy),
    [0.5, 0.5],
    0.02,
  );
  // The number of cycles of the full shift: 2, 1, 2, 3, 6 of periods 1 to 5.
  const counts = [1, 2, 3, 4, 5].map((period) => cycles.filter(({ word }) => word.length === period).length);
  expect(counts).toEqual([2, 1, 2, 3, 6]);
});

test('a stable map has one region, no entropy and a stable fixed point', () => {
  const { regions, entropyRate, topologicalEntropy, cycles } = analyzeSync({ model: tent(0.5) });
  expect([regions.length, entropyRate, topologicalEntropy]).toEqual([1, 0, 0]);
  expect(regions[0]).toMatchObject({ type: 'stable', isReal: true, occupancy: 1 });
  expect(cycles.map(({ word, isStable }) => [word.length, isStable])).toEqual([[1, true]]);
});

test('an unbounded run is analyzed as far as it goes', () => {
  const { status, symbols } = analyzeSync({ model: { ...tent(3), initial: [2] }, transient: 0 });
  expect(status).toBe('unbounded');
  expect(symbols.length).toBeLessThan(20);
});

test('a wrong fixed point is refused by the certificate', () => {
  const problem = { model: lozi() };
  const solution = analyzeSync(problem);
  certifyAnalyze(problem, solution);
  const regions = solution.regions.map((region) => ({
    ...region,
    fixedPoint: region.fixedPoint?.map((value) => value + 1e-8),
  }));
  expectRefusal(() => certifyAnalyze(problem, { ...solution, regions } as dynamics.AnalyzeSolution));
});

describe('errors name the argument', () => {
  const model = lozi();
  test.each([
    [{ model: { ...model, offset: [] } }, 'model.offset'],
    [{ model: { ...model, step: 0 } }, 'model.step'],
    [{ model, length: 1 }, 'length'],
    [{ model, maxPeriod: 0 }, 'maxPeriod'],
    [{ model, initial: [1] }, 'initial'],
    [{ model, initial: [1e60, 0] }, 'initial[0]'],
    [{ model, series: [1, 2, 3] }, 'series'],
    [
      {
        model,
        series: [
          [1, 2],
          [3, 4],
        ],
        length: 5,
      },
      'length',
    ],
  ] as [dynamics.AnalyzeProblem, string][])('%#', async (problem, path) => {
    await expectError(() => analyze(problem), 'INVALID_INPUT', path);
  });
});
