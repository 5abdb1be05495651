/** Errors for names of other programs, texts in the place of numbers, and options in the wrong place: the same words on every backend. */

import {
  constrained,
  coordinate,
  dynamics,
  expression,
  federated,
  linear,
  load,
  ode,
  sketch,
  stochastic,
  transport,
} from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { failureOf } from '../../support/expect.js';

beforeAll(async () => {
  const { curveFitSync, minimizeSync, quadraticProgramSync } = constrained;
  await Promise.all([curveFitSync, minimizeSync, quadraticProgramSync].map((blocking) => load(blocking)));
  for (const blocking of [
    coordinate.fitSync,
    dynamics.fitPredictorSync,
    dynamics.simulateSync,
    federated.simulateSync,
    linear.solveSync,
    ode.solveSync,
    stochastic.fitSync,
    sketch.lstsqSync,
    transport.exactSync,
  ])
    await load(blocking);
});

const about = async (solve: () => unknown) => ((await failureOf(solve)) as Error).message;

const matrix = [[1], [2]];

test.each([
  ['X', 'matrix', () => coordinate.lassoSync({ X: matrix, y: [1, 2] } as never)],
  ['y', 'response', () => coordinate.lassoSync({ matrix, y: [1, 2] } as never)],
  ['alpha', 'lambda', () => coordinate.lassoSync({ matrix, response: [1, 2], alpha: 1 } as never)],
  [
    'fit_intercept',
    'intercept',
    () => coordinate.fitSync({ matrix, response: [1, 2], fit_intercept: true } as never),
  ],
  ['max_iter', 'maxIterations', () => coordinate.fitSync({ matrix, response: [1, 2], max_iter: 9 } as never)],
  ['matirx', 'matrix', () => coordinate.fitSync({ matirx: matrix, response: [1, 2] } as never)],
  ['costs', 'cost', () => transport.exactSync({ costs: [[1]] } as never)],
  ['reg', 'regularization', () => transport.sinkhornNewtonSync({ cost: [[1]], reg: 1 } as never)],
  ['rhs', 'rightSide', () => linear.solveSync({ matrix: [[1]], rhs: [1] } as never)],
  ['A', 'matrix', () => linear.solveSync({ A: [[1]], b: [1] } as never)],
  ['b', 'rightSide', () => sketch.lstsqSync({ matrix, b: [1, 2] } as never)],
  ['A', 'constraintMatrix', () => constrained.quadraticProgramSync({ linear: [1], A: [[1]] } as never)],
  ['x0', 'initial', () => constrained.minimizeSync({ objective: () => 1, x0: [1] } as never)],
  ['fun', 'objective', () => constrained.minimizeSync({ fun: () => 1, initial: [1] } as never)],
  ['fun', 'field', () => ode.solveSync({ fun: () => [1], initial: [1], times: [1] } as never)],
  ['t_eval', 'times', () => ode.solveSync({ field: () => [1], initial: [1], t_eval: [1] } as never)],
  [
    'max_step',
    'largestStep',
    () => ode.solveSync({ field: () => [1], initial: [1], to: 1, max_step: 1 } as never),
  ],
  ['lags', 'delays', () => ode.solveSync({ field: () => [1], initial: [1], to: 1, lags: [1] } as never)],
  ['lags', 'order', () => dynamics.fitPredictorSync({ series: [1, 2], lags: 1 } as never)],
  [
    'seasonal_periods',
    'season',
    () => dynamics.fitPredictorSync({ series: [1], seasonal_periods: 1 } as never),
  ],
  ['eta0', 'learningRate', () => stochastic.fitSync({ matrix, response: [1, 2], eta0: 1 } as never)],
  ['max_iter', 'epochs', () => stochastic.fitSync({ matrix, response: [1, 2], max_iter: 1 } as never)],
  [
    'num_rounds',
    'rounds',
    () => federated.simulateSync({ settings: {}, clients: [], num_rounds: 1 } as never),
  ],
  ['p0', 'initial', () => constrained.curveFitSync({ model: 'powerLaw', x: [1], y: [1], p0: {} } as never)],
])('%s: did you mean %s?', async (name, meant, solve) => {
  expect(await about(solve)).toMatch(new RegExp(`^${name} is not an option; did you mean ${meant}\\?`));
});

test.each([
  ['dormandPrince5', 'RK45', (method: never) => ode.solveSync({ system: 'lorenz', to: 1, method })],
  ['exponentialSmoothing', 'ets', (method: never) => dynamics.fitPredictorSync({ series: [1, 2], method })],
  ['roessler', 'rossler', (system: never) => dynamics.simulateSync({ system, length: 9 })],
  ['logistic', 'log_loss', (loss: never) => stochastic.fitSync({ matrix, response: [1, 2], loss })],
  ['l1', 'L1', (penalty: never) => stochastic.fitSync({ matrix, response: [1, 2], penalty })],
  [
    'fedAvg',
    'FedAvg',
    (algorithm: never) => federated.simulateSync({ settings: { algorithm }, clients: [] }),
  ],
])('the choice %s is meant by %s', async (choice, name, solve) => {
  const message = await about(() => solve(name as never));
  expect(message).toMatch(new RegExp(`must be one of .*, got "${name}"; did you mean ${choice}\\?$`));
});

test('a choice that resembles none gets the list alone', async () => {
  expect(await about(() => ode.solveSync({ system: 'lorenz', to: 1, method: 'zzzzzz' as never }))).toMatch(
    /, got "zzzzzz"$/,
  );
});

test('functions and texts in the place of formulas are told the form of a formula', async () => {
  const map = (x: number[]) => x;
  expect(await about(() => dynamics.simulateSync({ map, initial: [1], length: 9 } as never))).toBe(
    'map must be a formula, as { formula, inputs }, got a function',
  );
  const problem = { initial: [1], to: 1 };
  expect(await about(() => ode.solveSync({ ...problem, field: '-y' } as never))).toBe(
    'field must be a function, or a formula as { formula, inputs }, got "-y"',
  );
  expect(await about(() => ode.solveSync({ ...problem, field: { formula: '-y' } } as never))).toBe(
    'field.inputs is missing: the shape of each name in the formula, such as { y: 2, k: [] }',
  );
});

test('a formula as the loss of a linear model is told the function for it', async () => {
  const loss = { formula: '(y - w * x)^2', inputs: { w: [], x: [], y: [] } };
  const problem = { settings: { local: { learningRate: 1 } }, clients: [], loss };
  expect(await about(() => federated.simulate(problem as never))).toBe(
    'loss is a formula: call simulateFormula for it',
  );
  const settings = { ...problem.settings, loss };
  expect(await about(() => federated.simulateSync({ clients: [], settings } as never))).toBe(
    'settings.loss is a formula: call simulateFormulaSync with it as loss',
  );
});

test('arrays in the place of a problem are told first', async () => {
  expect(await about(() => (linear.solve as (...all: unknown[]) => unknown)([[1]], [1]))).toBe(
    'problem must be an object, got an array',
  );
});

test('rows in the place of a vector are called a matrix', async () => {
  expect(await about(() => stochastic.fitSync({ matrix, response: matrix } as never))).toBe(
    'response must be an array of numbers, got a matrix',
  );
});

test('a name that resembles none gets the list alone', async () => {
  expect(await about(() => linear.solveSync({ matrix: [[1]], rightSide: [1], zz: 1 } as never))).toMatch(
    /^zz is not an option; expected one of `matrix`, `rightSide`/,
  );
});

test('a run option in the problem is told its place', async () => {
  const problem = { matrix, response: [1, 2], lambda: 1 };
  expect(await about(() => coordinate.lassoSync({ ...problem, seed: 1 } as never))).toBe(
    'seed is not part of the problem; the run option seed belongs to the options of the call or job',
  );
  expect(await about(() => coordinate.lassoSync({ ...problem, random_state: 1 } as never))).toContain(
    'run option seed',
  );
  expect(await about(() => coordinate.lassoSync(problem, { random_state: 1 } as never))).toMatch(
    /^random_state is not an option; did you mean seed\?/,
  );
  const formula = { formula: 'x', inputs: { x: [] }, seed: 1 };
  expect(await about(() => expression.evaluateSync({ function: formula, points: { x: [1] } } as never))).toBe(
    'seed is not an option; expected one of formula, inputs, data',
  );
});

test('a field of one letter is not meant by a short name', async () => {
  const problem = { model: 'powerLaw', x: [1], y: [1], key: 1 };
  expect(await about(() => constrained.curveFitSync(problem as never))).toMatch(
    /^key is not an option; expected one of x, y, /,
  );
});

test('an unknown field of a composition lists its own fields too', async () => {
  const problem = { matrix, response: [1, 2] };
  const unknown = (other: object) => ({ ...problem, ...other }) as never;
  for (const solve of [coordinate.adaptiveLassoSync, coordinate.adaptiveLasso]) {
    expect(await about(() => solve(unknown({ zz: 1 })))).toMatch(
      /^zz is not an option; expected one of `matrix`, .*, `rounds`, `exponent`$/,
    );
    expect(await about(() => solve(unknown({ round: 1 })))).toMatch(
      /^round is not an option; did you mean rounds\?/,
    );
  }
});

test('an option of asynchronous calls is none of blocking ones', async () => {
  const { signal } = new AbortController();
  expect(await about(() => transport.exactSync({ cost: [[1]] }, { signal } as never))).toMatch(
    /^signal is not an option; expected one of memoryLimit, seed/,
  );
});

test('texts of numbers come with their conversion, other texts without', async () => {
  const solve = (problem: object) => about(() => sketch.lstsqSync(problem as never));
  expect(await solve({ matrix: [['1']], rightSide: [1] })).toBe(
    'matrix[0][0] is the text "1"; numbers are wanted, without quotes, or matrix.map((row) => row.map(Number)) in a program',
  );
  expect(await solve({ matrix: [[1]], rightSide: ['0.25'] })).toBe(
    'rightSide[0] is the text "0.25"; numbers are wanted, without quotes, or rightSide.map(Number) in a program',
  );
  expect(await solve({ matrix: [[1]], rightSide: [' '] })).toBe('rightSide[0] must be a number, got " "');
  expect(await solve({ matrix: [[1, 'n/a']], rightSide: [1] })).toBe(
    'matrix[0][1] must be a number, got "n/a"',
  );
  expect(await about(() => dynamics.fitPredictorSync({ series: ['112', '118'] as never }))).toBe(
    'series[0] is the text "112"; numbers are wanted, without quotes, or series.map(Number) in a program',
  );
  const refused = (problem: object) => about(() => constrained.curveFitSync(problem as never));
  expect(await refused({ model: 'powerLaw', x: ['0.25', '1'], y: [1, 2] })).toBe(
    'x[0] is the text "0.25"; numbers are wanted, without quotes, or x.map(Number) in a program',
  );
  expect(await refused({ model: 'powerLaw', x: [0.25, 1], y: [1, '2'] })).toBe(
    'y[1] is the text "2"; numbers are wanted, without quotes, or y.map(Number) in a program',
  );
});

test('a model called as in SciPy, and one without a start, are told how', async () => {
  const data = { x: [0, 1, 2], y: [3, 2, 1] };
  const refused = (problem: object) => about(() => constrained.curveFitSync(problem as never));
  const scipy = (x: number, a: number, k: number) => a * Math.exp(-k * x);
  expect(await refused({ ...data, model: scipy, initial: [1, 1] })).toMatch(
    /^model must give finite numbers .* gave NaN at x\[0\]; it is called as model\(parameters, x\)$/,
  );
  const missing = 'initial is missing: a start for each parameter, such as { a: 1, k: 1 }';
  expect(await refused({ ...data, model: ({ a }: { a: number }) => a })).toBe(missing);
  const formula = 'a * exp(-k * x)';
  expect(await refused({ ...data, model: { formula, inputs: { x: [], a: [], k: [] } } })).toBe(missing);
});
