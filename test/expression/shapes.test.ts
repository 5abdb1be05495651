/**
 * Shapes agree with NumPy 2.4 (`broadcast_shapes`, `matmul`, `stack` and so on), and with the definition of
 * convolutions.
 */

import { expression } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { interpret, tensorOf } from '../support/interpreter.js';
import { randomFunction, randomPoints } from '../support/random-functions.js';

type Shape = readonly number[];

/** The shape of an expression of inputs with these shapes. */
function shapeOf(
  shapes: readonly Shape[],
  make: (...operands: expression.Expression[]) => expression.Expression,
): Shape {
  let found: Shape = [];
  const inputs = Object.fromEntries(shapes.map((shape, k) => [`x${k}`, shape]));
  const f = expression.define(inputs, (operands) => {
    const result = make(...Object.values(operands));
    found = result.shape;
    return result;
  });
  const points = Object.fromEntries(shapes.map((shape, k) => [`x${k}`, tensorOf(shape, () => 1).values]));
  expect(interpret(f, points).shape).toEqual(found);
  return found;
}

const BROADCAST: readonly (readonly [Shape, Shape, Shape])[] = [
  [[], [], []],
  [[], [3], [3]],
  [[3], [1], [3]],
  [[2, 3], [3], [2, 3]],
  [[2, 1], [3], [2, 3]],
  [
    [2, 1, 4],
    [3, 1],
    [2, 3, 4],
  ],
  [[1], [0], [0]],
  [
    [5, 0],
    [5, 1],
    [5, 0],
  ],
];

test.each(BROADCAST)('%j and %j make %j', (a, b, expected) => {
  expect(shapeOf([a, b], expression.add)).toEqual(expected);
  expect(shapeOf([b, a], expression.multiply)).toEqual(expected);
  expect(shapeOf([a, b], (x, y) => expression.where(expression.less(x, 0), y, x))).toEqual(expected);
});

test.each([
  [[3], [4]],
  [[2, 3], [2]],
  [
    [2, 3],
    [3, 2],
  ],
  [[0], [2]],
] as const)('%j and %j do not go together', (a, b) => {
  expect(() => shapeOf([a, b], expression.add)).toThrow('do not go together');
});

const PRODUCTS: readonly (readonly [Shape, Shape, Shape])[] = [
  [[3], [3], []],
  [[2, 3], [3], [2]],
  [[2], [2, 3], [3]],
  [
    [2, 3],
    [3, 4],
    [2, 4],
  ],
  [
    [5, 2, 3],
    [3, 4],
    [5, 2, 4],
  ],
  [
    [5, 1, 2, 3],
    [6, 3, 4],
    [5, 6, 2, 4],
  ],
  [[5, 2, 3], [3], [5, 2]],
  [[3], [5, 3, 4], [5, 4]],
];

test.each(PRODUCTS)('the product of %j and %j is %j', (a, b, expected) => {
  expect(shapeOf([a, b], expression.matmul)).toEqual(expected);
});

describe('one operand', () => {
  const cases: readonly (readonly [
    string,
    Shape,
    (x: expression.Expression) => expression.Expression,
    Shape,
  ])[] = [
    ['sum', [2, 3, 4], (x) => expression.sum(x), []],
    ['sum of an axis', [2, 3, 4], (x) => expression.sum(x, 1), [2, 4]],
    ['sum of axes', [2, 3, 4], (x) => expression.sum(x, [-1, 0]), [3]],
    ['mean', [2, 3], (x) => expression.mean(x, 0), [3]],
    ['logsumexp', [2, 3], (x) => expression.logsumexp(x, -1), [2]],
    ['norm', [2, 3], (x) => expression.norm(x, 1), [2]],
    ['trace', [3, 3], (x) => expression.trace(x), []],
    ['cumsum', [2, 3], (x) => expression.cumsum(x, 1), [2, 3]],
    ['cumprod', [2, 3], (x) => expression.cumprod(x, 1), [2, 3]],
    ['product', [2, 3], (x) => expression.product(x, 0), [3]],
    ['amax', [2, 3], (x) => expression.amax(x, -1), [2]],
    ['recurrence', [2, 3], (x) => expression.recurrence(0.5, x, 1), [2, 3]],
    ['scan', [2, 3], (x) => expression.scan((carry, row) => [carry, row], 0, x).outputs, [2, 3]],
    ['solve', [3, 3], (x) => expression.solve(x, [1, 2, 3]), [3]],
    ['solve with columns', [3, 3], (x) => expression.solve(x, [[1], [2], [3]]), [3, 1]],
    ['solve several systems', [4, 3, 3], (x) => expression.solve(x, [1, 2, 3]), [4, 3]],
    ['inverse', [2, 3, 3], (x) => expression.inverse(x), [2, 3, 3]],
    ['det', [2, 3, 3], (x) => expression.det(x), [2]],
    ['logdet', [3, 3], (x) => expression.logdet(x), []],
    ['cholesky', [3, 3], (x) => expression.cholesky(x), [3, 3]],
    ['softmax', [2, 3], (x) => expression.softmax(x, 1), [2, 3]],
    ['product', [2, 3], (x) => expression.product(x, 0), [3]],
    ['permute', [2, 3, 4], (x) => expression.permute(x, [1, 2, 0]), [3, 4, 2]],
    ['transpose', [2, 3, 4], (x) => expression.permute(x), [4, 3, 2]],
    ['stack', [2, 3], (x) => expression.stack([x, x], 1), [2, 2, 3]],
    ['stack last', [2, 3], (x) => expression.stack([x, x], -1), [2, 3, 2]],
    ['concatenate', [2, 3], (x) => expression.concatenate([x, x], 1), [2, 6]],
    ['gather', [5, 2], (x) => expression.gather(x, [[0, 1, 4]]), [1, 3, 2]],
    ['take', [5, 2], (x) => expression.take(x, 3), [2]],
    ['slice', [5, 2], (x) => expression.slice(x, [4, 0], [3, 0], [-2, 1]), [3, 0]],
    [
      'convolution',
      [2, 3, 7],
      (x) =>
        expression.convolution(
          x,
          tensorOf([4, 3, 3], () => 1),
        ),
      [2, 4, 7],
    ],
    [
      'wide steps',
      [2, 3, 7],
      (x) =>
        expression.convolution(
          x,
          tensorOf([4, 3, 3], () => 1),
          { stride: 2 },
        ),
      [2, 4, 4],
    ],
    [
      'inside',
      [1, 1, 7, 5],
      (x) =>
        expression.convolution(
          x,
          tensorOf([2, 1, 3, 2], () => 1),
          { padding: 'none' },
        ),
      [1, 2, 5, 4],
    ],
    [
      'transposed',
      [2, 4, 4],
      (x) =>
        expression.transposedConvolution(
          x,
          tensorOf([4, 3, 3], () => 1),
          { stride: 2 },
        ),
      [2, 3, 7],
    ],
  ];
  test.each(cases)('%s', (_, shape, make, expected) => {
    expect(shapeOf([shape], make)).toEqual(expected);
  });
});

test('the transposed convolution is the transpose of the convolution', () => {
  const kernel = tensorOf([2, 3, 3], ([a, b, c]) =>
    Math.sin(9 * (a as number) + 3 * (b as number) + (c as number)),
  );
  for (const padding of ['zero', 'circular', 'none'] as const) {
    const there = expression.define({ x: [1, 3, 7] }, ({ x }) =>
      expression.convolution(x, kernel, { padding, stride: 2 }),
    );
    const length = padding === 'none' ? 3 : 4;
    const back = expression.define({ u: [1, 2, length] }, ({ u }) =>
      expression.transposedConvolution(u, kernel, { padding, stride: 2 }),
    );
    const x = Float64Array.from({ length: 21 }, (_, k) => Math.cos(k));
    const u = Float64Array.from({ length: 2 * length }, (_, k) => Math.sin(k + 0.5));
    const dot = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
    expect(dot(u, interpret(there, { x }).values)).toBeCloseTo(dot(interpret(back, { u }).values, x), 12);
  }
});

test('the shapes of random functions are those of what they compute', () => {
  for (let seed = 0; seed < 100; seed++)
    expect(interpret(randomFunction(seed), randomPoints(seed)).shape).toEqual([]);
});
