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
    ['parameters', { field: { formula: '[k[0] * y[0]^2, k[1] * y[1] + c]', inputs: predators.inputs } }],
  ];
  test.each(bad)('%s of %j', async (path, change) => {
    await expectError(() => ode.fit({ ...good, ...change } as never), 'INVALID_INPUT', path);
  });
});
