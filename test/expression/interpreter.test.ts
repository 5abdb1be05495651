/** The plain interpreter, a reference for other tests, against mpmath with 70 digits (also for convolutions). */

import { expression } from 'superlinear';
import { expect, test } from 'vitest';
import { expectClose } from '../support/expect.js';
import { interpret } from '../support/interpreter.js';
import { mulberry32 } from '../support/random.js';

const { define, read } = expression;

test.each([
  ['tan(x)', 0.8422883804630794],
  ['erf(x)', 0.6778011938374184],
  ['gelu(x)', 0.5306254434438489],
  ['x^2.5', 0.409963413001697],
  ['atan2(x, -1.3)', 2.647651284670212],
] as const)('%s at 0.7', (text, expected) => {
  expectClose(interpret(read(text, { x: [] }), { x: 0.7 }).values[0] as number, expected, 4e-16);
});

test('the error function far out', () => {
  // Python’s math.erf.
  const of = (x: number) => interpret(read('erf(x)', { x: [] }), { x }).values[0] as number;
  expectClose(of(2.6), 0.9997639655834707, 1e-15);
  expectClose(of(-4), -0.9999999845827421, 1e-15);
});

test('softplus, sigmoid and logsumexp do not overflow', () => {
  const of = (text: string, x: number[]) => interpret(read(text, { x: x.length }), { x }).values;
  expect([...of('softplus(x)', [800, -800])]).toEqual([800, 0]);
  expect([...of('sigmoid(x)', [800, -800])]).toEqual([1, 0]);
  expectClose(of('logsumexp(x)', [800, 800])[0] as number, 800 + Math.LN2, 1e-15);
});

/** Uniform numbers from -1/2 to 1/2. */
function centered(seed: number, count: number): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: count }, () => random() - 0.5);
}

test('a net of two layers', () => {
  const net = define(
    { x: 4, w1: [4, 3], b1: 3, w2: [3, 2], b2: 2 },
    () => 'logsumexp(dense(tanh(dense(x, w1, b1)), w2, b2))',
  );
  const [w1, b1, w2, b2, x] = [12, 3, 6, 2, 4].map((count, k) => centered(k + 1, count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  expectClose(interpret(net, { x, w1, b1, w2, b2 }).values[0] as number, 0.854406176917398, 1e-15);
});

test('convolutions', () => {
  const make = (padding: expression.Padding) =>
    interpret(
      define({ x: [1, 2, 5], k: [3, 2, 3] }, ({ x, k }) => expression.convolution(x, k, { padding })),
      { x: centered(7, 10), k: centered(8, 18) },
    ).values;
  const zero = [
    0.0198635939088403, 0.00970149775298261, 0.13916482194636, -0.201332245093944, -0.0357359958552273,
  ];
  zero.forEach((value, k) => {
    expectClose(make('zero')[k] as number, value, 1e-14);
  });
  const circular = make('circular');
  expectClose(circular[0] as number, 0.0575273753367313, 1e-14);
  expectClose(circular[4] as number, 0.0663792381383694, 1e-14);
  expect(make('none')).toHaveLength(9);
});
