/** Fits of parameters of differential equations: exact data, confidence, missing observations, and bad input. */

import { load, ode } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { at, rowsOf } from '../../certificates/support.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { fitSync, solveSync } = ode;

beforeAll(async () => {
  for (const name of ['constrained', 'ode', 'ode-expressions'] as const) await load(name);
});

const predators = {
  formula: '[k[0] * y[0] - k[1] * y[0] * y[1], k[1] * y[0] * y[1] - c * y[1]]',
  inputs: { y: 2, k: 2, c: [] },
};
const truth = { k: [1, 0.1], c: 1.5 };
const times = Array.from({ length: 21 }, (_, i) => i / 2);
const shared = { field: predators, initial: [10, 5], times } as const;
const guesses = { k: [0.8, 0.12], c: 1.2 };

/** Draws of noise. */
const DRAWS = 40;

const exact = () => rowsOf(solveSync({ ...shared, parameters: truth, tolerance: 1e-10 }).states);

test('exact observations give the parameters, in the form of the guesses', async () => {
  const problem = { ...shared, parameters: guesses, observations: exact(), tolerance: 1e-8 };
  const solution = await ode.fit(problem);
  expect(solution.names).toEqual(['k[0]', 'k[1]', 'c']);
  expectAllClose([...solution.parameters.k, solution.parameters.c], [1, 0.1, 1.5], 1e-6);
  expect(fitSync(problem)).toEqual(solution);
});

describe('with doses', () => {
  // After dose k at time t, the amount grows by dose / volume, and decays by exp(-e t) until it is observed.
  const doses = [0, 12, 24];
  const taken = { times: doses, change: { formula: '[y[0] + 100 / volume]', inputs: { y: 1, volume: [] } } };
  const seen = [1, 6, 11, 12, 13, 18, 25, 30, 36];
  const level = (t: number, { e, volume }: { e: number; volume: number }) =>
    doses.reduce((sum, dose) => sum + (dose < t ? (100 / volume) * Math.exp(-e * (t - dose)) : 0), 0);
  const fact = { e: 0.1, volume: 40 };
  const problem = {
    field: { formula: '[-e * y[0]]', inputs: { y: 1, e: [] } },
    events: [taken],
    parameters: { e: 0.2, volume: 20 },
    initial: [0],
    times: seen,
    observations: seen.map((t) => [level(t, fact)]),
    tolerance: 1e-9,
  };

  test.each(['auto', 'dormandPrince5', 'dormandPrince8', 'radau'] as const)(
    'parameters of field and doses are those of the closed form by %s',
    async (method) => {
      const fitted = await ode.fit({ ...problem, method });
      expectAllClose([fitted.parameters.e, fitted.parameters.volume], [0.1, 40], 1e-6);
      expectAllClose(
        (await fitted.predict([20, 40])).data,
        [20, 40].map((t) => level(t, fact)),
        1e-6,
      );
      expect(fitSync({ ...problem, method })).toEqual(fitted);
    },
  );

  test('the initial state is fitted beside them', () => {
    const before = (t: number) => 3 * Math.exp(-0.1 * t);
    const { parameters, initial } = fitSync({
      ...problem,
      initial: [1],
      fitInitial: true,
      observations: seen.map((t) => [level(t, fact) + before(t)]),
    });
    expectAllClose([parameters.e, parameters.volume, ...(initial ?? [])], [0.1, 40, 3], 1e-6);
  });

  test('changes at zeros of a function move with the parameters', () => {
    // The level falls by e until it is 1, when it is doubled; the time of that depends on e.
    const refilled = {
      function: { formula: 'y[0] - 1', inputs: { y: 1 } },
      direction: -1,
      change: { formula: '[2 * y[0]]', inputs: { y: 1 } },
    };
    const cycle = (t: number, e: number) => 2 * Math.exp(-((e * t) % Math.LN2));
    const own = [0.5, 1.1, 2.2, 3.1, 4.4];
    const { parameters } = fitSync({
      field: problem.field,
      events: [refilled],
      parameters: { e: 0.52 },
      initial: [2],
      times: own,
      observations: own.map((t) => [cycle(t, 0.5)]),
      tolerance: 1e-9,
    });
    expectClose(parameters.e, 0.5, 1e-6);
  });

  test.each([
    ['events[0].terminal', { events: [{ ...taken, terminal: true }] }],
    ['events[0]', { events: [{ change: taken.change }] }],
    ['events[0].times[1]', { events: [{ ...taken, times: [0, Number.NaN] }] }],
    ['events[0].change', { events: [{ ...taken, change: () => [0] }] }],
    [
      'events[0].change',
      {
        massMatrix: [0],
        events: [{ function: { formula: 'y[0] - 1', inputs: { y: 1 } }, change: taken.change }],
      },
    ],
  ])('%s is refused', async (path, change) => {
    await expectError(() => ode.fit({ ...problem, ...change } as never), 'INVALID_INPUT', path);
  });
});

test('entries without an observation do not count', async () => {
  const observations = exact().map(([prey = 0, hunters = 0], i) =>
    i % 2 === 0 ? [prey, Number.NaN] : [Number.NaN, hunters],
  );
  const { parameters, residuals } = await ode.fit({
    ...shared,
    parameters: guesses,
    observations,
    tolerance: 1e-8,
  });
  expect(residuals).toHaveLength(times.length);
  expectClose(parameters.c, 1.5, 1e-6);
});

test('the initial state is fitted if asked for', async () => {
  for (const from of [0, -0.5]) {
    const own = { ...shared, from };
    const observations = rowsOf(solveSync({ ...own, parameters: truth, tolerance: 1e-10 }).states);
    const guess = { initial: [8, 6], fitInitial: true, parameters: guesses };
    const solution = await ode.fit({ ...own, ...guess, observations, tolerance: 1e-8 });
    expectAllClose([...solution.parameters.k, solution.parameters.c], [1, 0.1, 1.5], 1e-5);
    expectAllClose(solution.initial ?? [], [10, 5], 1e-5);
    expect(solution.names.slice(3)).toEqual(['initial[0]', 'initial[1]']);
  }
});

test('confidence intervals hold the parameters as often as they say', () => {
  const states = exact();
  const noise = normals(7, DRAWS * states.length * 2);
  let covered = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const observations = states.map((row, i) =>
      row.map((value, j) => value + 0.3 * at(noise, (draw * states.length + i) * 2 + j)),
    );
    const { confidence, solution } = fitSync({
      ...shared,
      parameters: { k: [1, 0.1], c: 1.5 },
      observations,
    });
    expect(solution).toHaveLength(3);
    const isWithin = at(confidence?.lower ?? [], 2) <= 1.5 && 1.5 <= at(confidence?.upper ?? [], 2);
    covered += isWithin ? 1 : 0;
  }
  // 95 %, with a standard deviation of 1.4 draws.
  expect(covered).toBeGreaterThanOrEqual(0.86 * DRAWS);
});

test('observed quantities are formulas of time, state and parameters', async () => {
  // Seen are the sum of both kinds, in units of a fitted scale, and the predators with a delay of their count in t.
  const observe = { formula: '[scale * (y[0] + y[1]), y[1] + 0.1 * t]', inputs: { y: 2, t: [], scale: [] } };
  const seen = exact().map(([prey = 0, hunters = 0], i) => [
    2 * (prey + hunters),
    hunters + 0.1 * at(times, i),
  ]);
  const problem = {
    ...shared,
    observe,
    parameters: { ...guesses, scale: 1.8 },
    observations: seen,
    tolerance: 1e-8,
  };
  const solution = await ode.fit(problem);
  expectAllClose(
    [...solution.parameters.k, solution.parameters.c, solution.parameters.scale],
    [1, 0.1, 1.5, 2],
    1e-6,
  );
  const predicted = await solution.predict([times[3] as number]);
  expectAllClose(predicted.data, seen[3] as number[], 1e-4);
  // A single quantity is a number.
  const one = fitSync({
    ...shared,
    observe: { formula: 'y[1]', inputs: { y: 2 } },
    parameters: guesses,
    observations: seen.map(([, own = 0], i) => [own - 0.1 * at(times, i)]),
    tolerance: 1e-8,
  });
  expectAllClose(one.solution, [1, 0.1, 1.5], 1e-5);
});

test('observed quantities of a named system have parameters of their own', () => {
  const early = times.slice(0, 5);
  const observe = { formula: 'gain * y[0]', inputs: { y: 3, gain: [] } };
  const lorenz = { system: 'lorenz', initial: [1, 1, 1], times: early } as const;
  const { data } = solveSync({ ...lorenz, tolerance: 1e-10 }).states;
  const { parameters } = fitSync({
    ...lorenz,
    observe,
    parameters: { gain: 1.5 },
    observations: early.map((_, i) => [2 * at(data, 3 * i)]),
    tolerance: 1e-9,
  });
  expectClose(parameters.gain, 2, 1e-6);
});

test('weights are those of repeated observations', () => {
  const noisy = exact().map((row, i) => row.map((value, j) => value + 0.2 * Math.sin(7 * i + 3 * j)));
  const problem = { ...shared, parameters: guesses, observations: noisy };
  const all = fitSync(problem);
  // A weight of 0 is a missing observation.
  const [zero, missing] = [
    fitSync({ ...problem, weights: noisy.map((_, i) => [1, i % 2]) }),
    fitSync({
      ...problem,
      observations: noisy.map(([a = 0, b = 0], i) => [a, i % 2 === 0 ? Number.NaN : b]),
    }),
  ];
  expectAllClose(zero.solution, missing.solution, 1e-6);
  // One weight for each column, and a common factor is none.
  const [columns, entries] = [
    fitSync({ ...problem, weights: [1, 4] }),
    fitSync({ ...problem, weights: noisy.map(() => [3, 12]) }),
  ];
  expectAllClose(columns.solution, entries.solution, 1e-6);
  expect(Math.abs(at(columns.solution, 2) - at(all.solution, 2))).toBeGreaterThan(1e-6);
});

test('bands are those of the linearized parameters', async () => {
  const noisy = exact().map((row, i) => row.map((value, j) => value + 0.2 * Math.sin(7 * i + 3 * j)));
  for (const fitInitial of [false, true]) {
    const problem = { ...shared, parameters: guesses, observations: noisy, fitInitial, tolerance: 1e-9 };
    const fitted = fitSync(problem);
    const later = [2.5, 12];
    const center = fitted.predict(later);
    const band = fitted.band(later) as ode.Band;
    const { covariance, solution, confidence, standardErrors } = fitted;
    const quantile = (at(confidence?.upper ?? [], 0) - at(solution, 0)) / at(standardErrors ?? [], 0);
    const statesAt = (vector: Float64Array) =>
      solveSync({
        field: predators,
        parameters: { k: [at(vector, 0), at(vector, 1)], c: at(vector, 2) },
        initial: fitInitial ? vector.slice(3) : shared.initial,
        times: later,
        tolerance: 1e-10,
      }).states.data;
    const slopes = Array.from(solution, (value, j) => {
      const step = 1e-4 * value;
      const [above, below] = [1, -1].map((sign) => statesAt(solution.with(j, value + sign * step)));
      return Array.from(above as Float64Array, (own, i) => (own - at(below as Float64Array, i)) / (2 * step));
    });
    center.data.forEach((value, i) => {
      let variance = 0;
      slopes.forEach((first, a) => {
        slopes.forEach((second, b) => {
          variance += at(first, i) * at(covariance?.data ?? [], a * slopes.length + b) * at(second, i);
        });
      });
      const width = quantile * Math.sqrt(variance);
      expectClose((at(band.upper.data, i) - value) / width, 1, 1e-3);
      expectClose((value - at(band.lower.data, i)) / width, 1, 1e-3);
    });
    const waited = await ode.fit(problem);
    expect(await waited.predict(later)).toEqual(center);
    expect(await waited.band(later)).toEqual(band);
  }
});

test('parameters at a bound do not widen the band, even with an infinite derivative', () => {
  // The derivative by s at s = 0 is infinite at the time 1.75 alone. The observations ask for a negative s.
  const decay = { formula: '[-rate * y[0]]', inputs: { y: 1, rate: [] } };
  const observe = { formula: 'y[0] + sqrt(s + (t - 1.75)^2)', inputs: { y: 1, s: [], t: [] } };
  const observations = times.map((t, i) => [
    Math.exp(-0.5 * t) + Math.abs(t - 1.75) - 0.05 / Math.abs(t - 1.75) + 1e-3 * Math.sin(7 * i),
  ]);
  const fitted = fitSync({
    field: decay,
    observe,
    parameters: { rate: 0.4, s: 0.1 },
    lower: { s: 0 },
    initial: [1],
    times,
    observations,
  });
  expect(fitted.parameters.s).toBe(0);
  const band = fitted.band([1.75]) as ode.Band;
  expect(at(band.upper.data, 0)).toBeGreaterThan(at(band.lower.data, 0));
});

test('predictions have a copy that is data, and need a solution', async () => {
  const fitted = await ode.fit({ ...shared, parameters: guesses, observations: exact() });
  expect(JSON.stringify(fitted)).not.toContain('predict');
  expect(() => structuredClone(fitted)).not.toThrow();
  await expectError(() => fitted.predict([3, 2]), 'INVALID_INPUT', 'times[1]');
});

test('bounds hold', async () => {
  const { parameters } = await ode.fit({
    ...shared,
    parameters: guesses,
    observations: exact(),
    upper: { c: 1.4 },
  });
  expect(parameters.c).toBeLessThanOrEqual(1.4);
});

describe('bad input', () => {
  const observations = times.map(() => [1, 1]);
  const good = { ...shared, parameters: guesses, observations };
  const bad: readonly [string, object][] = [
    ['observations', { observations: [[1, 1]] }],
    ['observations[0]', { observations: times.map(() => [1]) }],
    ['observations[3][1]', { observations: times.map((_, i) => [1, i === 3 ? Infinity : 1]) }],
    ['observations', { observations: times.map(() => [Number.NaN, Number.NaN]) }],
    ['parameters', { parameters: {} }],
    ['parameters.c', { parameters: { k: [1, 1] } }],
    ['parameters.c', { parameters: { ...guesses, c: Number.NaN } }],
    ['lower.d', { lower: { d: 1 } }],
    ['upper.k', { upper: { k: [1] } }],
    ['confidenceLevel', { confidenceLevel: 1 }],
    ['fitInitial', { fitInitial: 1 }],
    ['initial[0]', { initial: [Number.NaN, 1] }],
    ['weights', { weights: [] }],
    ['weights[1]', { weights: [1, -1] }],
    ['weights', { weights: [[1, 1]] }],
    ['weights[2]', { weights: times.map((_, i) => (i === 2 ? [1] : [1, 1])) }],
    ['weights[2][0]', { weights: times.map((_, i) => [i === 2 ? Number.NaN : 1, 1]) }],
    ['observe', { observe: { formula: '[[y[0]], [y[1]]]', inputs: { y: 2 } } }],
    ['observe.inputs', { observe: { formula: 'y', inputs: { y: 3 } } }],
    ['observations[0]', { observe: { formula: '[y[0], y[1], t]', inputs: { y: 2, t: [] } } }],
    ['parameters.initial', { fitInitial: true, parameters: { ...guesses, initial: 1 } }],
    ['times', { times: 3 }],
    ['initial', { initial: 3 }],
    ['observations', { observations: 5 }],
    ['observations', { observations: { rows: 1, columns: 2 } }],
    ['observations[0]', { observations: times.map(() => 1) }],
    ['observations.columns', { observations: { rows: 21, columns: '2', data: times.flatMap(() => [1, 1]) } }],
    ['observations.data', { observations: { rows: 21, columns: 2, data: [1, 2] } }],
    ['weights', { weights: 'ones' }],
    ['parameters', { field: { formula: '[k[0] * y[0]^2, k[1] * y[1] + c]', inputs: predators.inputs } }],
  ];
  test.each(bad)('%s of %j', async (path, change) => {
    await expectError(() => ode.fit({ ...good, ...change } as never), 'INVALID_INPUT', path);
  });
  test.each([
    [{ times: 3 }, 'times must be a vector of numbers, got 3'],
    [
      { observations: 5 },
      'observations must be a matrix: a list of rows, or an object with rows, columns and data, got 5',
    ],
    [
      { weights: 5 },
      'weights must be a matrix: a list of rows, or an object with rows, columns and data, got 5',
    ],
    [
      { observations: { rows: 21, columns: 2, data: [1, 2] } },
      'observations.data must have 42 entries, got 2',
    ],
  ])('%j: %s', async (change, words) => {
    const { message } = await expectError(() => ode.fit({ ...good, ...change } as never), 'INVALID_INPUT');
    expect(message).toBe(words);
  });
});

test('observations and weights of one quantity may be vectors', () => {
  const field = { formula: '[-k * y[0]]', inputs: { y: 1, k: [] } };
  const shared = { field, parameters: { k: 1 }, initial: [1], times: [1, 2, 3, 4] };
  const [observations, weights] = [
    [0.6, null as never, 0.22, 0.14],
    [1, 1, 2, 3],
  ];
  const column = (values: readonly number[]) => values.map((value) => [value]);
  const { parameters } = ode.fitSync({ ...shared, observations, weights });
  const rows = { observations: column(observations), weights: column(weights) };
  expect(parameters).toEqual(ode.fitSync({ ...shared, ...rows }).parameters);
  const one = ode.fitSync({ ...shared, observations, weights: [2] });
  expect(one.parameters).toEqual(
    ode.fitSync({ ...shared, observations: rows.observations, weights: [2] }).parameters,
  );
  expect(one.parameters.k).not.toBe(parameters.k);
});
