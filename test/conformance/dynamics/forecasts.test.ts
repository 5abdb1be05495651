/** Forecasts: likelihoods and regressions of statsmodels, closed forms, coverage of quantiles, and chaos. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { PASSENGERS } from '../../../examples/support/passengers.js';
import {
  certifyEvaluateForecast,
  certifyFitPredictor,
  certifyForecast,
} from '../../certificates/dynamics.js';
import { expectRefusal, range } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { fitPredictor, fitPredictorSync, forecast, forecastSync, evaluateForecast, evaluateForecastSync } =
  dynamics;

beforeAll(() => load('dynamics'));

checkSolver<dynamics.FitPredictorProblem, dynamics.FitPredictorSolution, unknown>({
  method: 'dynamics.fitPredictor',
  certify: certifyFitPredictor,
  solve: fitPredictor,
  solveSync: fitPredictorSync,
  problem: () => ({
    series: new Float64Array([3, 5, 4, 6, 4, 7, 5, 8, 5.5, 8, 7, 9]),
    method: 'exponentialSmoothing',
    season: 2,
    trend: 'additive',
    seasonality: 'additive',
    holdOut: 0.25,
    maxIterations: 50,
    tolerance: 1e-5,
  }),
  verify({ status, predictor, season }) {
    expect([status, season, predictor.smoothing?.length]).toEqual(['converged', 2, 1]);
  },
});

const line = (): dynamics.Predictor => ({
  method: 'linear',
  season: 1,
  order: 1,
  degree: 2,
  intercept: true,
  mean: new Float64Array([1, 2]),
  scale: new Float64Array([1, 2]),
  weights: { rows: 3, columns: 2, data: new Float64Array([0, 0.1, -0.2, 0.1, 0.3, -0.5]) },
  residuals: { rows: 2, columns: 2, data: new Float64Array([0.1, -0.1, -0.2, 0.3]) },
});

checkSolver<dynamics.ForecastProblem, dynamics.ForecastSolution, unknown>({
  method: 'dynamics.forecast',
  certify: certifyForecast,
  solve: forecast,
  solveSync: forecastSync,
  random: true,
  problem: () => ({
    predictor: line(),
    history: { rows: 2, columns: 2, data: new Float64Array([1, 2, 1.5, 3]) },
    horizon: 3,
    samples: 20,
    levels: new Float64Array([0.25, 0.75]),
  }),
  verify({ status, forecast: rows, quantiles }) {
    expect([status, quantiles.length]).toEqual(['finished', 2]);
    expect(rows).toMatchObject({ rows: 3, columns: 2 });
  },
});

checkSolver<dynamics.EvaluateForecastProblem, dynamics.EvaluateForecastSolution, unknown>({
  method: 'dynamics.evaluateForecast',
  certify: certifyEvaluateForecast,
  solve: evaluateForecast,
  solveSync: evaluateForecastSync,
  random: true,
  problem: () => ({
    series: Float64Array.from({ length: 40 }, (_, t) => Math.sin(0.7 * t) + 0.1 * Math.cos(2.1 * t)),
    methods: ['polynomial'],
    order: 2,
    degree: 2,
    horizons: [1, 3],
    origins: 3,
    holdOut: 0.25,
    samples: 10,
    interval: 0.8,
  }),
  verify({ status, scores }) {
    expect(status).toBe('finished');
    expect(scores.map(({ method }) => method)).toEqual(['persistence', 'linear', 'polynomial']);
  },
});

describe('exponential smoothing', () => {
  // The largest likelihoods that ETSModel of statsmodels 0.15.0 found from three starts and, with a
  // multiplicative season, SciPy's BFGS of the book's formula: statsmodels updates that season relative to the new level.
  test.each([
    ['none', 'none', -710.3939564797867],
    ['additive', 'none', -710.0831471572301],
    ['damped', 'none', -710.254321087418],
    ['none', 'additive', -586.0410476967199],
    ['additive', 'additive', -564.9837808776815],
    ['damped', 'additive', -568.8609550857169],
    ['none', 'multiplicative', -530.5955877128287],
    ['additive', 'multiplicative', -522.4899673799009],
    ['damped', 'multiplicative', -525.6171723331504],
  ] as const)(
    'of passengers, trend %s, season %s, has the likelihood of the reference',
    (trend, seasonality, likelihood) => {
      const problem = {
        series: PASSENGERS,
        method: 'exponentialSmoothing',
        season: 12,
        trend,
        seasonality,
      } as const;
      const solution = fitPredictorSync(problem);
      expect(solution.status).toBe('converged');
      expect((solution.logLikelihoods as Float64Array)[0]).toBeGreaterThan(likelihood - 1e-6);
      certifyFitPredictor(problem, solution);
    },
  );

  test('finds the multiplicative season of passengers by itself', () => {
    const { predictor, season } = fitPredictorSync({ series: PASSENGERS, method: 'exponentialSmoothing' });
    expect(season).toBe(12);
    expect(predictor.smoothing?.[0]).toMatchObject({ seasonality: 'multiplicative' });
  });

  // A line through exponential growth begins below zero, where relative errors have no likelihood: the form was refused.
  test('of growing earnings fits a multiplicative season with a trend', () => {
    // Quarterly earnings of Johnson & Johnson from 1960, of R's package datasets.
    const series = [
      0.71, 0.63, 0.85, 0.44, 0.61, 0.69, 0.92, 0.55, 0.72, 0.77, 0.92, 0.6, 0.83, 0.8, 1, 0.77, 0.92, 1,
      1.24, 1, 1.16, 1.3, 1.45, 1.25, 1.26, 1.38, 1.86, 1.56, 1.53, 1.59, 1.83, 1.86, 1.53, 2.07, 2.34, 2.25,
      2.16, 2.43, 2.7, 2.25, 2.79, 3.42, 3.69, 3.6, 3.6, 4.32, 4.32, 4.05, 4.86, 5.04, 5.04, 4.41, 5.58, 5.85,
      6.57, 5.31, 6.03, 6.39,
    ];
    const problem = { series, method: 'exponentialSmoothing', season: 4 } as const;
    const { predictor, logLikelihoods } = fitPredictorSync(problem);
    expect(predictor.smoothing?.[0]).toMatchObject({ trend: 'additive', seasonality: 'multiplicative' });
    // ETSModel of statsmodels 0.15.0 with the same season, updated relative to the new level, has 20.605.
    expect((logLikelihoods as Float64Array)[0]).toBeGreaterThan(20.6);
  });

  test('of a line and of a damped trend continues them', () => {
    const series = range(30).map((t) => 5 + 2 * t);
    const { predictor } = fitPredictorSync({ series, method: 'exponentialSmoothing', trend: 'additive' });
    const { forecast: next } = forecastSync({ predictor, history: series, horizon: 3 });
    expectAllClose(next as Float64Array, [65, 67, 69], 1e-9);
  });

  test('of several columns smooths each for itself', () => {
    const rows = PASSENGERS.map((value, t) => [value, Math.sin(t)]);
    const settings = { season: 12, trend: 'none', seasonality: 'none' } as const;
    const both = fitPredictorSync({ series: rows, method: 'exponentialSmoothing', ...settings });
    const one = fitPredictorSync({ series: PASSENGERS, method: 'exponentialSmoothing', ...settings });
    expect(both.predictor.smoothing?.[0]).toEqual(one.predictor.smoothing?.[0]);
  });

  test('with an iteration too few is not converged', () => {
    const settings = { season: 12, trend: 'additive', seasonality: 'additive' } as const;
    const { status } = fitPredictorSync({
      series: PASSENGERS,
      method: 'exponentialSmoothing',
      ...settings,
      maxIterations: 1,
    });
    expect(status).toBe('iterationLimit');
  });

  // Steps accepted for any decrease ran back and forth along a curved valley.
  test.each([67, 270])('of a random walk converges, seed %i', (seed) => {
    let level = 100;
    const series = normals(seed, 60).map((step) => (level += step));
    const settings = { season: 4, trend: 'damped', seasonality: 'none' } as const;
    const problem = { series, method: 'exponentialSmoothing', ...settings } as const;
    const solution = fitPredictorSync(problem);
    expect(solution.status).toBe('converged');
    certifyFitPredictor(problem, solution);
  });

  test('whose search over forms is cut by the time limit is not converged', () => {
    let level = 1000;
    const series = normals(3, 4000).map((step, t) => {
      level += step;
      return level + 10 * Math.sin((Math.PI * t) / 6);
    });
    const problem = { series, method: 'exponentialSmoothing', season: 12 } as const;
    const started = performance.now();
    expect(fitPredictorSync(problem).status).toBe('converged');
    const timeLimit = (performance.now() - started) / 4000;
    expect(fitPredictorSync(problem, { timeLimit }).status).toBe('timeLimit');
  });

  test('that is worse than the reported one is refused by the certificate', () => {
    const problem = { series: PASSENGERS, method: 'exponentialSmoothing', trend: 'none' } as const;
    const solution = fitPredictorSync({ ...problem, trend: 'none', seasonality: 'none' });
    const logLikelihoods = (solution.logLikelihoods as Float64Array).map((value) => value + 1e-3);
    expectRefusal(() => certifyFitPredictor(problem, { ...solution, logLikelihoods }));
    const smoothing = (solution.predictor.smoothing ?? []).map((own) => ({ ...own, level: 0.5 }));
    const predictor = { ...solution.predictor, smoothing };
    expectRefusal(() => certifyFitPredictor(problem, { ...solution, predictor }));
  });
});

describe('linear', () => {
  test('coefficients and standard errors are those of statsmodels', () => {
    const { coefficients, constants, standardErrors, constantErrors, isStable } = fitPredictorSync({
      series: PASSENGERS,
      method: 'linear',
      order: 3,
      ridge: 0,
    });
    // AutoReg(series, lags=3, trend='c') of statsmodels 0.15.0, whose variance divides by the number of rows.
    const rows = PASSENGERS.length - 3;
    const factor = Math.sqrt((rows - 4) / rows);
    expectAllClose(
      coefficients?.data ?? [],
      [1.3482285865345391, -0.5918415586692432, 0.20182490052784832],
      1e-9,
    );
    expectAllClose(constants ?? [], [13.640997093145641], 1e-9);
    const errors = [...(constantErrors ?? []), ...(standardErrors?.data ?? [])].map(
      (value) => value * factor,
    );
    expectAllClose(
      errors,
      [6.871987163346147, 0.08413340221999296, 0.13575838030253537, 0.08544101487704596],
      1e-8,
    );
    expect(isStable).toBe(true);
  });

  test('finds the order of a process', () => {
    const noise = normals(4, 2000);
    const series = [0, 0, 0];
    for (let t = 3; t < 2000; t++)
      series.push(0.5 * (series[t - 1] as number) - 0.4 * (series[t - 3] as number) + (noise[t] as number));
    const { predictor, coefficients } = fitPredictorSync({ series, method: 'linear', order: 'bic' });
    expect(predictor.order).toBe(3);
    expectAllClose(coefficients?.data ?? [], [0.5, 0, -0.4], 0.06);
  });

  test('an exploding process is not stable', () => {
    const series = range(40).map((t) => 1.1 ** t);
    const { isStable } = fitPredictorSync({ series, method: 'linear', intercept: false });
    expect(isStable).toBe(false);
  });

  test('without a constant passes through the origin', () => {
    const series = range(20).map((t) => 100 * 0.9 ** t);
    const { coefficients, constants } = fitPredictorSync({ series, method: 'linear', intercept: false });
    expectClose(coefficients?.data[0] ?? 0, 0.9, 1e-8);
    expect(constants).toBeUndefined();
  });
});

test('polynomial finds the logistic map', () => {
  const series = [0.3];
  for (let t = 1; t < 200; t++)
    series.push(3.9 * (series[t - 1] as number) * (1 - (series[t - 1] as number)));
  const { predictor } = fitPredictorSync({ series, method: 'polynomial', order: 1, ridge: 0 });
  const { forecast: next } = forecastSync({ predictor, history: [0.4], horizon: 2, samples: 0 });
  expectAllClose(next as Float64Array, [0.936, 3.9 * 0.936 * 0.064], 1e-8);
});

describe('piecewise linear', () => {
  /** The map of Lozi as a series: a hinge on the last row. */
  const lozi = (rows: number) => {
    const series = [0.1, 0.2];
    for (let t = 2; t < rows; t++)
      series.push(1 - 1.7 * Math.abs(series[t - 1] as number) + 0.5 * (series[t - 2] as number));
    return series;
  };

  test('finds a map with a hinge exactly, and its forecasts follow it', () => {
    const series = lozi(400);
    const known = series.slice(0, 380);
    const problem = { series: known, method: 'piecewiseLinear', pieces: 1, ridge: 0 } as const;
    const solution = fitPredictorSync(problem);
    certifyFitPredictor(problem, solution);
    const { predictor, residualCovariance } = solution;
    expect(predictor.hinges).toMatchObject({ rows: 1, columns: 3 });
    expect(residualCovariance.data[0]).toBeLessThan(1e-20);
    const { forecast: next } = forecastSync({ predictor, history: known, horizon: 15, samples: 0 });
    expectAllClose(next as Float64Array, series.slice(380, 395), 1e-6);
  });

  test('forecasts two regimes better than a line does', () => {
    const noise = normals(8, 1000);
    const series = [0];
    for (let t = 1; t < 1000; t++) {
      const last = series[t - 1] as number;
      series.push((last > 0 ? -0.9 * last : 0.9 * last) + 0.5 + 0.3 * (noise[t] as number));
    }
    const settings = {
      methods: ['piecewiseLinear'],
      order: 1,
      horizons: [1],
      origins: 150,
      samples: 0,
    } as const;
    const { scores } = evaluateForecastSync({ series, ...settings });
    const errorOf = (name: string) => scores.find(({ method }) => method === name)?.errors[0] ?? Number.NaN;
    expect(errorOf('piecewiseLinear')).toBeLessThan(0.9 * errorOf('linear'));
  });

  test('of a linear series has no hinges', () => {
    const series = range(80).map((t) => Math.sin(0.3 * t));
    const { predictor } = fitPredictorSync({ series, method: 'piecewiseLinear', ridge: 0 });
    expect(predictor.hinges?.rows).toBe(0);
    const { forecast: next } = forecastSync({ predictor, history: series, horizon: 5, samples: 0 });
    const expected = range(5).map((h) => Math.sin(0.3 * (80 + h)));
    expectAllClose(next as Float64Array, expected, 1e-8);
  });

  test('whose search of hinges is cut off by the time limit is the best so far', () => {
    const series = normals(4, 1500);
    const problem = { series, method: 'piecewiseLinear', order: 3, pieces: 4 } as const;
    const solution = fitPredictorSync(problem, { timeLimit: 0 });
    expect(solution.status).toBe('timeLimit');
    certifyFitPredictor(problem, solution);
    const { predictor } = solution;
    expect(predictor.hinges?.rows).toBe(4);
    expect(forecastSync({ predictor, history: series, horizon: 3 }).status).toBe('finished');
    const { status, scores } = evaluateForecastSync(
      { series, methods: ['piecewiseLinear'] },
      { timeLimit: 0 },
    );
    expect([status, scores.length]).toEqual(['timeLimit', 0]);
  });

  test.each([
    [
      { series: { rows: 9, columns: 6, data: normals(1, 54) }, method: 'piecewiseLinear', order: 84 },
      'order',
    ],
    [{ series: lozi(100), method: 'piecewiseLinear', pieces: 0 }, 'pieces'],
    [{ series: lozi(100), method: 'piecewiseLinear', pieces: 13 }, 'pieces'],
    [{ series: lozi(20), method: 'piecewiseLinear' }, 'series'],
    [{ series: lozi(100), method: 'piecewiseLinear', order: 'bic' }, 'order'],
  ] as [dynamics.FitPredictorProblem, string][])('refuses %#', async (problem, path) => {
    await expectError(() => fitPredictor(problem), 'INVALID_INPUT', path);
  });

  test('refuses a predictor without its hinges, and other ones', async () => {
    const { predictor } = fitPredictorSync({ series: lozi(100), method: 'piecewiseLinear' });
    const { hinges: _, ...others } = predictor;
    const given = { history: lozi(5), horizon: 2 };
    await expectError(() => forecast({ ...given, predictor: others }), 'INVALID_INPUT', 'predictor.hinges');
    const hinges = { rows: 2, columns: 2, data: [1, 2, 3, 4] };
    await expectError(
      () => forecast({ ...given, predictor: { ...predictor, hinges } }),
      'INVALID_INPUT',
      'predictor.hinges',
    );
  });
});

test('the last season is repeated', () => {
  const series = range(20).map((t) => [1, 4, 2][t % 3] as number);
  const { predictor, season } = fitPredictorSync({ series, method: 'seasonalNaive', season: 3 });
  expect(season).toBe(3);
  const { forecast: next } = forecastSync({ predictor, history: series, horizon: 4 });
  expect([...(next as Float64Array)]).toEqual([2, 1, 4, 2]);
});

describe('quantiles', () => {
  test('of a random walk have the width of its distribution', () => {
    const noise = normals(9, 3000);
    const series = new Float64Array(3000);
    for (let t = 1; t < 3000; t++) series[t] = (series[t - 1] as number) + (noise[t] as number);
    const { predictor } = fitPredictorSync({ series, method: 'seasonalNaive', holdOut: 0.5 });
    const { predictor: walk } = { predictor: { ...predictor, season: 1 } };
    const { quantiles } = forecastSync({
      predictor: walk,
      history: [0],
      horizon: 16,
      samples: 4000,
      levels: [0.1, 0.9],
    });
    const [low = 0, high = 0] = quantiles.map((rows) => (rows as Float64Array)[15] as number);
    expectClose((high - low) / (2 * 1.2816 * 4), 1, 0.06);
  });

  test('cover held-out values about as often as they say', () => {
    const noise = normals(2, 1500);
    const series = [0];
    for (let t = 1; t < 1500; t++) series.push(0.8 * (series[t - 1] as number) + (noise[t] as number));
    const { scores } = evaluateForecastSync({
      series,
      methods: [],
      origins: 60,
      interval: 0.8,
      samples: 200,
    });
    const { coverage = 0 } = scores.find(({ method }) => method === 'linear') as dynamics.ForecastScore;
    expect(Math.abs(coverage - 0.8)).toBeLessThan(0.08);
  });

  test('are ordered, and equal the forecast without errors to draw', () => {
    const series = range(30).map((t) => t);
    const { predictor } = fitPredictorSync({ series, method: 'linear', order: 1 });
    const residuals = { rows: 1, columns: 1, data: [0] };
    const found = forecastSync({ predictor: { ...predictor, residuals }, history: series, horizon: 3 });
    for (const quantile of found.quantiles) expect(quantile).toEqual(found.forecast);
  });
});

test('a model that runs away is unbounded', () => {
  const series = range(40).map((t) => 1.5 ** t / 1e5);
  const { predictor } = fitPredictorSync({ series, method: 'polynomial', order: 1, degree: 2 });
  const { status, forecast: next } = forecastSync({ predictor, history: series, horizon: 500, samples: 10 });
  expect(status).toBe('unbounded');
  expect((next as Float64Array).length).toBeLessThan(500);
});

test('a long history is read within the time limit', () => {
  const history = Float64Array.from({ length: 100_000 }, (_, t) => Math.sin(t));
  const { predictor } = fitPredictorSync({ series: history.slice(0, 2000), method: 'reservoir', units: 400 });
  const timed = (options: { timeLimit?: number }) => {
    const started = performance.now();
    const { status } = forecastSync({ predictor, history, horizon: 5, samples: 0 }, options);
    return { status, elapsed: performance.now() - started };
  };
  const whole = timed({});
  const cut = timed({ timeLimit: whole.elapsed / 10_000 });
  expect([whole.status, cut.status]).toEqual(['finished', 'timeLimit']);
  expect(cut.elapsed).toBeLessThan(whole.elapsed / 2);
});

test('an evaluation without time has no scores', () => {
  const problem = { series: normals(1, 500), methods: [] };
  const solution = evaluateForecastSync(problem, { timeLimit: 0 });
  expect([solution.status, solution.scores.length, solution.best]).toEqual(['timeLimit', 0, 0]);
  certifyEvaluateForecast(problem, solution);
});

// Orders up to 8 did not reach back a season, and valid times within which errors were below 0.4 decided.
test('auto takes a linear model of a season for passengers', () => {
  const { method, predictor } = fitPredictorSync({ series: PASSENGERS });
  expect([method, predictor.order]).toEqual(['linear', 13]);
  const horizons = range(12).map((h) => h + 1);
  const settings = { season: 12, order: 'aic', maxOrder: 13, horizons, samples: 0, holdOut: 0.3 } as const;
  const methods = ['seasonalNaive', 'exponentialSmoothing'] as const;
  const { best, scores } = evaluateForecastSync({ series: PASSENGERS, methods, ...settings });
  expect(scores[best]?.method).toBe('linear');
});

test('auto takes exponential smoothing for a season on a random walk, and a polynomial for chaos', () => {
  const noise = normals(5, 600);
  let level = 100;
  const seasonal = range(300).map((t) => {
    level += 0.3 * (noise[t] as number);
    return level + 10 * ((t * t) % 7) + (noise[t + 300] as number);
  });
  expect(fitPredictorSync({ series: seasonal }).method).toBe('exponentialSmoothing');
  const series = [0.3];
  for (let t = 1; t < 400; t++)
    series.push(3.9 * (series[t - 1] as number) * (1 - (series[t - 1] as number)));
  expect(fitPredictorSync({ series }).method).toBe('polynomial');
});

test('a network forecasts a sine wave', () => {
  const series = range(1000).map((t) => Math.sin(0.1 * t));
  const { predictor } = fitPredictorSync({ series, method: 'reservoir', units: 50, density: 0.2 });
  const { forecast: next } = forecastSync({ predictor, history: series, horizon: 50, samples: 0 });
  expectAllClose(
    next as Float64Array,
    range(50).map((h) => Math.sin(0.1 * (1000 + h))),
    0.02,
  );
});

describe('refused', () => {
  const series = [1, 2, 3, 2, 4, 1, 2, 5, 3, 1];
  test.each([
    ['a short series', { series: [1, 2], method: 'linear' }, 'series'],
    [
      'a multiplicative season of negative values',
      {
        series: series.map((x) => -x),
        method: 'exponentialSmoothing',
        season: 2,
        seasonality: 'multiplicative',
      },
      'seasonality',
    ],
    ['a season of 1', { series, method: 'seasonalNaive', season: 1 }, 'season'],
    ['an order of 0', { series, method: 'linear', order: 0 }, 'order'],
    ['a criterion for a polynomial', { series, method: 'polynomial', order: 'aic' }, 'order'],
    ['too many products', { series: range(200), method: 'polynomial', order: 50, degree: 10 }, 'degree'],
    ['held-out rows beyond half', { series, method: 'linear', holdOut: 0.6 }, 'holdOut'],
  ] as [string, dynamics.FitPredictorProblem, string][])('%s', async (_, problem, path) => {
    await expectError(() => fitPredictor(problem), 'INVALID_INPUT', path);
  });

  test('a predictor of another series', async () => {
    const { predictor } = fitPredictorSync({ series, method: 'linear' });
    const history = [[1, 2]];
    await expectError(() => forecast({ predictor, history, horizon: 1 }), 'INVALID_INPUT', 'history');
    const mean = [1, 2];
    await expectError(
      () => forecast({ predictor: { ...predictor, mean }, history, horizon: 1 }),
      'INVALID_INPUT',
      'predictor.scale',
    );
  });

  test('horizons that do not ascend', async () => {
    await expectError(
      () => evaluateForecast({ series: range(50), methods: [], horizons: [2, 2] }),
      'INVALID_INPUT',
      'horizons[1]',
    );
  });
});
