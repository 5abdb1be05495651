/** Input names are checked by the compiler: the following is checked by `tsc`, and run as far as it needs no engine. */

import { expression } from 'superlinear';
import { expect, expectTypeOf, test } from 'vitest';

const { define, evaluate, gradient, initialize, read, train } = expression;

const net = define({ x: 4, w: [4, 3], b: 3 }, ({ x, w, b }) =>
  expression.logsumexp(expression.dense(x, w, b)),
);

test('functions know the names of their inputs', () => {
  expectTypeOf(net).toEqualTypeOf<expression.ExpressionFunction<'x' | 'w' | 'b'>>();
  expectTypeOf(read('x + y', { x: 1, y: [] })).toEqualTypeOf<expression.ExpressionFunction<'x' | 'y'>>();
  expectTypeOf(read(expression.format(net))).toEqualTypeOf<expression.ExpressionFunction<'x' | 'w' | 'b'>>();
  expect(() => {
    // @ts-expect-error: there is no input z
    define({ x: 1 }, ({ z }) => z);
  }).toThrow();
  expect(() => {
    // @ts-expect-error: expressions are no numbers
    define({ x: 1 }, ({ x }) => x + 1);
  }).toThrow();
});

/** Calls that need the engine. */
const calls = {
  async evaluate() {
    const points = { x: [1, 2, 3, 4], w: new Float64Array(12), b: [0, 0, 0] };
    expectTypeOf((await evaluate({ function: net, points })).values).toEqualTypeOf<Float64Array>();
    // @ts-expect-error: b is missing
    await evaluate({ function: net, points: { x: [1], w: [1] } });
    // @ts-expect-error: there is no input c
    await evaluate({ function: net, points: { ...points, c: 1 } as { x: number[]; c: number } });
    await evaluate({ function: { formula: 'x^2', inputs: { x: 1 } }, points: { x: [1] } });
    // @ts-expect-error: y is no input of the formula
    await evaluate({ function: { formula: 'x^2', inputs: { x: 1 } }, points: { y: [1] } });
  },
  async gradient() {
    const points = { x: [1, 2, 3, 4], w: new Float64Array(12), b: [0, 0, 0] };
    const { gradients } = await gradient({ function: net, points, withRespectTo: ['w', 'b'] });
    expectTypeOf(gradients).toEqualTypeOf<{ readonly w: Float64Array; readonly b: Float64Array }>();
    const one = await gradient({ function: net, points, withRespectTo: 'x' });
    expectTypeOf(one.gradients).toEqualTypeOf<{ readonly x: Float64Array }>();
    const first = await gradient({ function: net, points });
    expectTypeOf(first.gradients.x).toEqualTypeOf<Float64Array | undefined>();
    // @ts-expect-error: there is no input z
    await gradient({ function: net, points, withRespectTo: ['z'] });
  },
  async train() {
    const { parameters } = await train({
      loss: net,
      rows: { x: new Float64Array(8) },
      parameters: { w: new Float64Array(12), b: [0, 0, 0] },
    });
    expectTypeOf(parameters).toEqualTypeOf<{ readonly w: Float64Array; readonly b: Float64Array }>();
    const start = await initialize({ function: net, parameters: { w: 'glorot', b: 'zeros' } });
    expectTypeOf(start.parameters).toEqualTypeOf<{ readonly w: Float64Array; readonly b: Float64Array }>();
    // @ts-expect-error: there is no such start
    await initialize({ function: net, parameters: { w: 'ones' } });
  },
};

test('calls are checked by the compiler', () => expect(Object.keys(calls)).toHaveLength(3));
