/** Several series of one system: one model of all, without a step from one series to another. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyEvaluateForecast, certifyFitPredictor } from '../../certificates/dynamics.js';
import { certifyReconstruct } from '../../certificates/dynamics-systems.js';
import { range, solved } from '../../certificates/support.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { fitPredictor, fitPredictorSync, forecastSync, evaluateForecast, evaluateForecastSync } = dynamics;
const { reconstruct, reconstructSync, simulateSync } = dynamics;

beforeAll(() => Promise.all([load('dynamics'), load('dynamics-systems'), load('dynamics-simulations')]));

/** Series of a stable process in two variables, far from one another at the start. */
function processes(lengths: readonly number[]): number[][][] {
  const noise = normals(11, 2 * lengths.reduce((sum, length) => sum + length, 0));
  let place = 0;
  return lengths.map((length, k) => {
    let [x, y] = [5 * k - 5, 3 - 2 * k];
    return range(length).map(() => {
      const row = [x, y];
      const [a = 0, b = 0] = noise.slice(place, place + 2);
      place += 2;
      [x, y] = [0.7 * x - 0.2 * y + 0.3 + 0.1 * a, 0.1 * x + 0.6 * y - 0.1 + 0.1 * b];
      return row;
    });
  });
}

describe('fitPredictor', () => {
  test('is the regression on the stacked rows of each series', () => {
    const series = processes([30, 12, 50]);
    const order = 2;
    const design: number[][] = [];
    const targets: number[][] = [];
    for (const rows of series)
      for (let t = order; t < rows.length; t++) {
        design.push([...(rows[t - 1] as number[]), ...(rows[t - 2] as number[]), 1]);
        targets.push(rows[t] as number[]);
      }
    const problem = { series, method: 'linear', order, ridge: 0 } as const;
    const solution = fitPredictorSync(problem);
    certifyFitPredictor(problem, solution);
    const width = range(5);
    const gram = width.map((i) =>
      width.map((j) => design.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0)),
    );
    const expected = range(2).map((k) =>
      solved(
        gram,
        width.map((i) =>
          design.reduce((sum, row, t) => sum + (row[i] as number) * (targets[t]?.[k] as number), 0),
        ),
      ),
    );
    expectAllClose(
      solution.coefficients?.data ?? [],
      expected.flatMap((row) => row.slice(0, 4)),
      1e-9,
    );
    expectAllClose(
      solution.constants ?? [],
      expected.map((row) => row[4] as number),
      1e-9,
    );
  });

  test.each(['linear', 'polynomial', 'reservoir', 'piecewiseLinear', 'seasonalNaive', 'auto'] as const)(
    'of a list of one is that of the series: %s',
    (method) => {
      const [series = []] = processes([120]);
      const settings = { method, units: 20 };
      expect(fitPredictorSync({ series: [series], ...settings })).toEqual(
        fitPredictorSync({ series, ...settings }),
      );
    },
  );

  test('finds a map with a hinge exactly from short pieces of its orbits', () => {
    const series = range(12).map((k) => {
      let [x, y] = [0.1 + 0.05 * k, 0.1 - 0.03 * k];
      return range(40).map(() => {
        const row = [x];
        [x, y] = [1 - 1.7 * Math.abs(x) + y, 0.5 * x];
        return row;
      });
    });
    const { predictor, residualCovariance } = fitPredictorSync({
      series,
      method: 'piecewiseLinear',
      pieces: 1,
      ridge: 0,
    });
    expect(residualCovariance.data[0]).toBeLessThan(1e-20);
    const known = series[3] as number[][];
    const found = forecastSync({ predictor, history: known.slice(0, 30), horizon: 8, samples: 0 });
    expectAllClose((found.forecast as { data: Float64Array }).data, known.slice(30, 38).flat(), 1e-6);
  });

  test('finds a season that the series share, and chooses a method by forecasts of each', () => {
    const noise = normals(3, 400);
    const series = [0, 3, 1].map((shift, k) =>
      range(70 + 10 * k).map((t) => [
        10 * (((t + shift) * (t + shift)) % 7) + (noise[100 * k + t] as number),
      ]),
    );
    const { season } = fitPredictorSync({ series, method: 'seasonalNaive' });
    expect(season).toBe(7);
    const { method, status } = fitPredictorSync({ series });
    expect([method, status]).toEqual(['linear', 'converged']);
  });

  test('takes residuals from the last rows of each series', () => {
    const series = processes([40, 60]);
    const { predictor } = fitPredictorSync({ series, method: 'linear', holdOut: 0.25 });
    expect(predictor.residuals.rows).toBe(10 + 15);
    const short = fitPredictorSync({
      series: [...series, ...processes([2])],
      method: 'linear',
      holdOut: 0.5,
    });
    expect(short.predictor.residuals.rows).toBe(20 + 30);
  });

  const [one = [], two = []] = processes([30, 20]);
  test.each([
    ['other numbers of columns', { series: [one, two.map(([x = 0]) => [x])] }, 'series[1]'],
    [
      'a series without a row to forecast',
      { series: [one, two.slice(0, 3)], method: 'linear', order: 3 },
      'series[1]',
    ],
    ['too few rows in all', { series: [one.slice(0, 2), two.slice(0, 1)], method: 'linear' }, 'series[1]'],
    [
      'too few rows for hinges',
      { series: [one.slice(0, 9), two.slice(0, 9)], method: 'piecewiseLinear' },
      'series',
    ],
    ['numbers that are not finite', { series: [one, [[1, Number.NaN]]] }, 'series[1][0][1]'],
    ['no series', { series: [] }, 'series'],
    ['short series for auto', { series: [one, two.slice(0, 6)] }, 'series[1]'],
    ['smoothing', { series: [one, two], method: 'exponentialSmoothing' }, 'method'],
  ] as [string, dynamics.FitPredictorProblem, string][])('refuses %s', async (_, problem, path) => {
    await expectError(() => fitPredictor(problem), 'INVALID_INPUT', path);
  });
});

describe('evaluateForecast', () => {
  test('measures forecasts of the last rows of each series', () => {
    const series = processes([100, 60]);
    const problem = { series, methods: ['polynomial'], order: 1, horizons: [1, 3], origins: 5 } as const;
    const solution = evaluateForecastSync(problem);
    certifyEvaluateForecast(problem, solution);
    expect([...(solution.momentSeries ?? [])]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect([...solution.moments].slice(0, 6)).toEqual([80, 84, 88, 92, 97, 48]);
    const errorOf = (name: string) => solution.scores.find(({ method }) => method === name)?.errors[0] ?? 1;
    expect(errorOf('linear')).toBeLessThan(errorOf('persistence'));
  });

  test('of a list of one is that of the series, but for the indices of series', () => {
    const [series = []] = processes([80]);
    const settings = { methods: ['exponentialSmoothing', 'reservoir'], units: 20 } as const;
    const { momentSeries, ...others } = evaluateForecastSync({ series: [series], ...settings });
    expect(others).toEqual(evaluateForecastSync({ series, ...settings }));
    expect(momentSeries).toHaveLength(others.moments.length);
  });

  test('refuses short series, and smoothing', async () => {
    const [one = [], two = []] = processes([60, 12]);
    const refuse = (problem: dynamics.EvaluateForecastProblem, path: string) =>
      expectError(() => evaluateForecast(problem), 'INVALID_INPUT', path);
    await refuse({ series: [one, two], methods: [], horizons: [1, 5] }, 'series[1]');
    const methods = ['linear', 'exponentialSmoothing'] as const;
    await refuse({ series: [one, one], methods }, 'methods[1]');
  });
});

describe('reconstruct', () => {
  /** Parts of an orbit of Lozi's map that do not follow one another. */
  const parts = () => {
    const { data } = simulateSync({ system: 'lozi', length: 900, transient: 100 }).series;
    return [
      [500, 150],
      [0, 200],
      [300, 20],
    ].map(([first = 0, rows = 0]) => ({ rows, columns: 2, data: data.slice(2 * first, 2 * (first + rows)) }));
  };

  test('has no pairs of rows between series', () => {
    const problem = { series: parts(), pieces: 1 };
    const solution = reconstructSync(problem);
    certifyReconstruct(problem, solution);
    expect(solution.status).toBe('converged');
    expect(solution.residualRatio).toBeLessThan(1e-24);
    expectClose(solution.lyapunovExponents[0] as number, 0.471, 0.01);
  });

  test('of a list of one is that of the series', () => {
    const [, series = { rows: 0, columns: 0, data: [] }] = parts();
    expect(reconstructSync({ series: [series], pieces: 1 })).toEqual(reconstructSync({ series, pieces: 1 }));
  });

  test.each([
    [
      [
        [[1, 2]],
        [
          [3, 4],
          [5, 7],
        ],
      ],
      'series[0]',
    ],
    [
      range(10).map((k) => [
        [k, 1],
        [1, k],
        [3, k],
      ]),
      'series',
    ],
  ] as [number[][][], string][])('refuses short series %#', async (series, path) => {
    await expectError(() => reconstruct({ series, pieces: 1 }), 'INVALID_INPUT', path);
  });
});
