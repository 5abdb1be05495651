/** Values and gradients at one and at many points. */

import { expression, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyEvaluate, certifyGradient } from '../../certificates/expression.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { evaluate, evaluateSync, gradient, gradientSync, read } = expression;

beforeAll(() => load('expression'));

/** Its value at x = (1, 2), a = 1/2 is √e + e. */
const exponentials = read('sum(exp(a * x))', { x: 2, a: [] });

checkSolver({
  method: 'expression.evaluate',
  certify: certifyEvaluate,
  solve: (problem: expression.EvaluateProblem<'x' | 'a'>, options) => evaluate(problem, options),
  solveSync: (problem: expression.EvaluateProblem<'x' | 'a'>, options) => evaluateSync(problem, options),
  problem: () => ({ function: exponentials, points: { x: new Float64Array([1, 2]), a: 0.5 } }),
  verify({ values, shape, nonFinite }) {
    expectAllClose(values, [Math.exp(0.5) + Math.E], 1e-15);
    expect(shape).toEqual([]);
    expect(nonFinite).toBe(0);
  },
  mayBeInfinite: ['values'],
});

checkSolver({
  method: 'expression.gradient',
  certify: certifyGradient,
  solve: (problem: expression.GradientProblem<'x' | 'a'>, options) => gradient(problem, options),
  solveSync: (problem: expression.GradientProblem<'x' | 'a'>, options) => gradientSync(problem, options),
  problem: () => ({
    function: exponentials,
    points: { x: new Float64Array([1, 2]), a: 0.5 },
    withRespectTo: ['x', 'a'] as const,
  }),
  verify({ values, gradients }) {
    expectAllClose(values, [Math.exp(0.5) + Math.E], 1e-15);
    expectAllClose(gradients.x as Float64Array, [Math.exp(0.5) / 2, Math.E / 2], 1e-15);
    expectAllClose(gradients.a as Float64Array, [Math.exp(0.5) + 2 * Math.E], 1e-15);
  },
  mayBeInfinite: ['values', 'gradients'],
});

test('a formula stands for a function', async () => {
  const text = { formula: 'sum(x^2)', inputs: { x: 3 } };
  const { values } = await evaluate({ function: text, points: { x: [1, 2, 3] } });
  expect([...values]).toEqual([14]);
});

test('many points come first in the shape', async () => {
  const f = read('[x[0], x[1], x[0] * x[1]]', { x: 2 });
  const x = [
    [1, 2],
    [3, 4],
  ];
  expect(await evaluate({ function: f, points: { x } })).toEqual({
    values: Float64Array.of(1, 2, 2, 3, 4, 12),
    shape: [2, 3],
    nonFinite: 0,
  });
  const none = await evaluate({ function: f, points: { x: { shape: [0, 2], values: [] } } });
  expect(none).toEqual({ values: new Float64Array(0), shape: [0, 3], nonFinite: 0 });
});

test('points take numbers, lists, rows and shapes', async () => {
  const f = read('sum(A * A) + s', { A: [2, 2], s: [] });
  const forms = [
    [
      [1, 2],
      [3, 4],
    ],
    [1, 2, 3, 4],
    { rows: 2, columns: 2, data: [1, 2, 3, 4] },
    { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
  ];
  for (const A of forms) {
    const { values } = await evaluate({ function: f, points: { A, s: 0.5 } });
    expect([...values]).toEqual([30.5]);
  }
});

test('points that are not finite are counted, not refused', async () => {
  const f = read('log(x)', { x: [] });
  const { values, gradients, nonFinite } = await gradient({
    function: f,
    points: { x: [1, 0, -1] },
    withRespectTo: 'x',
  });
  expect([...values]).toEqual([0, -Infinity, Number.NaN]);
  expectClose(gradients.x[0] as number, 1, 0);
  expect(nonFinite).toBe(2);
});

test('unused inputs have zeros as their gradient', async () => {
  const f = read('x^2 + 0 * sum(y)', { x: [], y: 2 });
  const { gradients } = await gradient({
    function: f,
    points: { x: 3, y: [1, 1] },
    withRespectTo: ['x', 'y'],
  });
  expect(gradients).toEqual({ x: Float64Array.of(6), y: Float64Array.of(0, 0) });
});

test('what is missing, wrong or too much is refused by its name', async () => {
  const points = { x: [1, 2], a: 1 };
  const refused = (problem: object, path: string) =>
    expectError(
      () => gradient({ function: exponentials, points, ...problem } as never),
      'INVALID_INPUT',
      path,
    );
  await refused({ points: { x: [1, 2] } }, 'points.a');
  await refused({ points: { x: [1, 2, 3], a: 1 } }, 'points.x');
  await refused({ points: { ...points, b: 1 } }, 'points');
  await refused({ points: { x: new Float64Array(6), a: [1, 2] } }, 'points.a');
  await refused({ points: { x: [1, Number.NaN], a: 1 } }, 'points.x[1]');
  await refused({ points: { x: [1, Number.POSITIVE_INFINITY], a: 1 } }, 'points.x[1]');
  // A dimension with the correct low 32 bits.
  await refused({ points: { x: { rows: 2 ** 32 + 1, columns: 2, data: [1, 2] }, a: 1 } }, 'points.x');
  await refused({ withRespectTo: 'b' }, 'withRespectTo');
  await refused({ withRespectTo: ['x', 'x'] }, 'withRespectTo');
  await refused({ withRespectTo: [] }, 'withRespectTo');
  await refused({ function: read('x', { x: 2, a: [] }) }, 'function');
});
