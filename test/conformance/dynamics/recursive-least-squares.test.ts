/** Regression on streams: references, the least squares it must equal, and streams in pieces. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyRecursiveLeastSquares } from '../../certificates/dynamics.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError, expectFinite } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { recursiveLeastSquares, recursiveLeastSquaresSync } = dynamics;

beforeAll(() => load('dynamics'));

checkSolver<dynamics.RecursiveLeastSquaresProblem, dynamics.RecursiveLeastSquaresSolution, unknown>({
  method: 'dynamics.recursiveLeastSquares',
  certify: certifyRecursiveLeastSquares,
  solve: recursiveLeastSquares,
  solveSync: recursiveLeastSquaresSync,
  problem: () => ({
    series: new Float64Array([1, 0.5, -0.25, 0.7, 0.2]),
    order: 1,
    forgetting: 0.9,
    intercept: true,
    state: {
      factor: { rows: 2, columns: 2, data: new Float64Array([2, 0.5, 0, 1]) },
      targets: { rows: 2, columns: 1, data: new Float64Array([1, 0.25]) },
      ridge: 0.001,
      windups: 0,
      recent: { rows: 1, columns: 1, data: new Float64Array([0.4]) },
    },
  }),
  verify({ status, predictions, windups }) {
    expect([status, windups]).toEqual(['finished', 0]);
    expect(predictions).toHaveLength(5);
  },
});

/** A process of two variables, x_t = A x_{t-1} + e_t / 10, from zero. */
function process(rows: number, seed: number): number[][] {
  const noise = normals(seed, 2 * rows);
  const series = [[0, 0]];
  for (let t = 1; t < rows; t++) {
    const [x = 0, y = 0] = series[t - 1] as number[];
    const [e = 0, f = 0] = noise.subarray(2 * t, 2 * t + 2);
    series.push([0.5 * x - 0.4 * y + 0.1 * e, 0.3 * x + 0.6 * y + 0.1 * f]);
  }
  return series;
}

const dataOf = (values: Float64Array | { readonly data: Float64Array }) =>
  values instanceof Float64Array ? values : values.data;

describe('coefficients', () => {
  test('equal those of the reference with forgetting', () => {
    const { coefficients } = recursiveLeastSquaresSync({ series: process(200, 5), forgetting: 0.98 });
    expectAllClose(
      coefficients.data,
      [0.568793620826574, -0.3989483590182044, 0.4354098110427664, 0.5781128007122488],
      1e-13,
    );
  });

  test('of a line are exact without a ridge to speak of', () => {
    const inputs = Array.from({ length: 20 }, (_, k) => [k, k * k]);
    const outputs = inputs.map(([x = 0, y = 0]) => 3 * x - 2 * y + 5);
    const problem = { inputs, outputs, ridge: 1e-12, intercept: true };
    const { coefficients, intercept, errors } = recursiveLeastSquaresSync(problem);
    expectAllClose(coefficients.data, [3, -2], 1e-9);
    expectAllClose(intercept as Float64Array, [5], 1e-8);
    expect(Math.abs(dataOf(errors).at(-1) as number)).toBeLessThan(1e-8);
  });

  test('after the first row are those of the ridge', () => {
    const problem = { inputs: [[1, 2]], outputs: [3], ridge: 1, forgetting: 0.5 };
    const { coefficients, predictions } = recursiveLeastSquaresSync(problem);
    // (u u' + I / 2) w = 3 u
    expectAllClose(coefficients.data, [3 / 5.5, 6 / 5.5], 1e-15);
    expect(dataOf(predictions)[0]).toBe(0);
  });

  test('of nearly collinear inputs of different sizes keep their certificate', () => {
    const inputs = Array.from({ length: 60 }, (_, k) => [1e6, 1e6 + 1e-3 * Math.sin(k), 1e-6 * k]);
    const problem = { inputs, outputs: inputs.map(([, y = 0]) => y - 1e6), forgetting: 0.95 };
    certifyRecursiveLeastSquares(problem, recursiveLeastSquaresSync(problem));
  });

  test('that are wrong are refused by the certificate', () => {
    const problem = { series: process(50, 7), forgetting: 0.95 };
    const solution = recursiveLeastSquaresSync(problem);
    certifyRecursiveLeastSquares(problem, solution);
    const data = solution.coefficients.data.map((value) => value + 1e-9);
    const coefficients = { ...solution.coefficients, data };
    expectRefusal(() => certifyRecursiveLeastSquares(problem, { ...solution, coefficients }));
  });
});

describe('a stream in pieces', () => {
  test.each([1, 2, 7])('has the same bits as in one call, after %i rows too', (cut) => {
    const series = process(60, 3);
    const options = { order: 2, forgetting: 0.97, intercept: true };
    const whole = recursiveLeastSquaresSync({ series, ...options });
    const start = cut + options.order;
    const first = recursiveLeastSquaresSync({ series: series.slice(0, start), ...options });
    const { state } = first;
    const second = recursiveLeastSquaresSync({ series: series.slice(start), ...options, state });
    const joined = [...dataOf(first.predictions), ...dataOf(second.predictions)];
    expect(joined).toEqual([...dataOf(whole.predictions)]);
    expect(second.coefficients).toEqual(whole.coefficients);
    expect(second.state).toEqual(whole.state);
  });

  test('of inputs and outputs continues too', () => {
    const inputs = Array.from({ length: 30 }, (_, k) => [Math.sin(k), Math.cos(2 * k)]);
    const outputs = inputs.map(([x = 0, y = 0]) => [x - y, x + 2 * y]);
    const whole = recursiveLeastSquaresSync({ inputs, outputs });
    const { state } = recursiveLeastSquaresSync({
      inputs: inputs.slice(0, 10),
      outputs: outputs.slice(0, 10),
    });
    const rest = { inputs: inputs.slice(10), outputs: outputs.slice(10), state };
    expect(recursiveLeastSquaresSync(rest).coefficients).toEqual(whole.coefficients);
  });
});

test('an input that falls silent keeps its coefficient, and forgetting is limited and counted', () => {
  const rows = 5000;
  const inputs = Array.from({ length: rows }, (_, k) => [Math.sin(k), k < 50 ? Math.cos(3 * k) : 0]);
  const outputs = inputs.map(([x = 0, y = 0]) => 2 * x - y);
  const { coefficients, windups } = recursiveLeastSquaresSync({ inputs, outputs, forgetting: 0.9 });
  expectAllClose(coefficients.data, [2, -1], 1e-3);
  expect(windups).toBeGreaterThan(4000);
});

test('the model follows a change of the process within its memory', () => {
  const inputs = Array.from({ length: 400 }, (_, k) => [Math.sin(k), Math.cos(1.7 * k)]);
  const outputs = inputs.map(([x = 0, y = 0], k) => (k < 200 ? x + y : 3 * x - y));
  const { coefficients } = recursiveLeastSquaresSync({ inputs, outputs, forgetting: 0.9 });
  expectAllClose(coefficients.data, [3, -1], 1e-6);
});

test('numbers of any size have a finite answer or a typed error', async () => {
  const inputs = [
    [1e50, 1e-50],
    [-1e50, 1e50],
    [1e-300, 1],
  ];
  expectFinite(recursiveLeastSquaresSync({ inputs, outputs: [1e50, 1, -1e-300], ridge: 1e-50 }));
  await expectError(
    () => recursiveLeastSquares({ inputs: [[1e60]], outputs: [1] }),
    'INVALID_INPUT',
    'inputs[0][0]',
  );
});

describe('refused', () => {
  const series = [1, 2, 3];
  test.each([
    ['neither form', {}, 'series'],
    ['inputs alone', { inputs: [[1]] }, 'outputs'],
    ['outputs alone', { outputs: [1] }, 'inputs'],
    ['both forms', { inputs: [[1]], outputs: [1], series }, 'series'],
    ['other lengths', { inputs: [[1], [2]], outputs: [1] }, 'outputs'],
    ['a short series', { series, order: 3 }, 'series'],
    ['a forgetting factor above 1', { series, forgetting: 1.1 }, 'forgetting'],
    ['no ridge', { series, ridge: 0 }, 'ridge'],
  ])('%s', async (_, problem, path) => {
    await expectError(() => recursiveLeastSquares(problem), 'INVALID_INPUT', path);
  });

  test('a state of another stream', async () => {
    const { state } = recursiveLeastSquaresSync({ series, order: 1 });
    await expectError(
      () => recursiveLeastSquares({ series, order: 2, state }),
      'INVALID_INPUT',
      'state.recent.data',
    );
    await expectError(
      () => recursiveLeastSquares({ series, intercept: true, state }),
      'INVALID_INPUT',
      'state.factor',
    );
    await expectError(() => recursiveLeastSquares({ series, ridge: 1, state }), 'INVALID_INPUT', 'ridge');
  });
});
