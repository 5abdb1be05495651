/** Products, extrema and recurrences: closed forms, zeros and ties, structure, several points. */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectError } from '../../support/expect.js';

const { evaluateSync, gradientSync, hessianSync, jacobianSync, read } = expression;

beforeAll(() => load('expression-matrices'));

/** The product of all but these factors. */
const others = (x: readonly number[], ...left: number[]) =>
  x.reduce((product, value, k) => (left.includes(k) ? product : product * value), 1);

describe.each([3, 16, 17, 40])('a product of %i factors', (n) => {
  const f = read('product(x)', { x: n });
  const points: Record<string, number[]> = {
    'no zeros': Array.from({ length: n }, (_, k) => 1 + 0.3 * Math.sin(k)),
    'one zero': Array.from({ length: n }, (_, k) => (k === 1 ? 0 : 1 + 0.3 * Math.sin(k))),
    'two zeros': Array.from({ length: n }, (_, k) => (k === 1 || k === n - 1 ? 0 : 1 - 0.3 * Math.sin(k))),
    'three zeros': Array.from({ length: n }, (_, k) => (k < 3 ? 0 : 1 + 0.3 * Math.sin(k))),
  };

  test.each(Object.entries(points))('has two orders of derivatives: %s', (_, x) => {
    const found = hessianSync({ function: f, points: { x } });
    expectAllClose([...found.values], [others(x)], 1e-13);
    expectAllClose(
      [...found.gradient],
      x.map((_, i) => others(x, i)),
      1e-13,
    );
    const expected = x.flatMap((_, i) => x.map((_, j) => (i === j ? 0 : others(x, i, j))));
    expectAllClose([...found.hessian.data], expected, 1e-13);
  });

  test('is the same at several points at once', () => {
    const many = gradientSync({ function: f, points: { x: Object.values(points) }, withRespectTo: 'x' });
    const each = Object.values(points).map((x) =>
      gradientSync({ function: f, points: { x }, withRespectTo: 'x' }),
    );
    expectAllClose(
      [...many.gradients.x],
      each.flatMap(({ gradients }) => [...gradients.x]),
      1e-14,
    );
  });
});

test('products along axes, and of nothing', () => {
  const A = [2, 0, 3, 4, 5, 6];
  const along = (axes: string) =>
    evaluateSync({ function: read(`product(A, ${axes})`, { A: [2, 3] }), points: { A } });
  expect([...along('0').values]).toEqual([8, 0, 18]);
  expect([...along('1').values]).toEqual([0, 120]);
  expect([...along('[0, 1]').values]).toEqual([0]);
  expect([...evaluateSync({ function: read('product(x)', { x: 0 }), points: { x: [] } }).values]).toEqual([
    1,
  ]);
});

test('the Jacobian of cumulative products, with a zero', () => {
  const f = read('cumprod(x)', { x: 4 });
  const { values, jacobian } = jacobianSync({ function: f, points: { x: [2, 0, 3, 5] } });
  expect([...values]).toEqual([2, 0, 0, 0]);
  expect([...jacobian.data]).toEqual([1, 0, 0, 0, 0, 2, 0, 0, 0, 6, 0, 0, 0, 30, 0, 0]);
});

test('a linear recurrence: values, derivatives of two orders, structure', () => {
  const f = read('recurrence(a, b)', { a: 3, b: 3 });
  const points = { a: [9, 2, 3], b: [5, 7, 11] };
  const { values, jacobian } = jacobianSync({ function: f, points, withRespectTo: ['a', 'b'] });
  // y = (b0, a1 b0 + b1, a2 y1 + b2).
  expect([...values]).toEqual([5, 17, 62]);
  expect([...jacobian.data]).toEqual([0, 0, 0, 1, 0, 0, 0, 5, 0, 2, 1, 0, 0, 15, 17, 6, 3, 1]);
  const last = read('recurrence(a, b)[2]', { a: 3, b: 3 });
  const second = hessianSync({
    function: last,
    points,
    withRespectTo: ['a', 'b'],
    format: 'sparse',
  });
  if (!('indptr' in second.hessian)) throw new Error('the Hessian is not sparse');
  const { indptr, indices, data } = second.hessian;
  const entries = [...data].flatMap((value, k) => {
    const row = [...indptr].findLastIndex((start) => start <= k);
    return value === 0 ? [] : [[row, indices[k], value]];
  });
  // a1 a2, a1 b0, a2 b0, a2 b1.
  expect(entries).toEqual([
    [2, 1, 5],
    [3, 1, 3],
    [3, 2, 2],
    [4, 2, 1],
  ]);
});

test('the structure of recurrences along either axis', () => {
  for (const [axis, rows] of [
    [0, [[0], [1], [0, 2], [1, 3], [0, 2, 4], [1, 3, 5]]],
    [1, [[0], [0, 1], [2], [2, 3], [4], [4, 5]]],
  ] as const) {
    for (const formula of [`cumsum(A, ${axis})`, `recurrence(A + 3, A, ${axis})`]) {
      const { jacobian } = jacobianSync({
        function: read(formula, { A: [3, 2] }),
        points: { A: [1, 2, 3, 4, 5, 6] },
        format: 'sparse',
      });
      if (!('indptr' in jacobian)) throw new Error('the Jacobian is not sparse');
      const { indptr, indices } = jacobian;
      expect(rows.map((_, k) => [...indices.subarray(indptr[k], indptr[k + 1])])).toEqual(rows);
    }
  }
});

test('the structure of nested recurrences is a triangle', () => {
  const n = 1000;
  for (const formula of ['cumsum(cumsum(a))', 'recurrence(recurrence(a, a), a)']) {
    const { jacobian } = jacobianSync({
      function: read(formula, { a: n }),
      points: { a: Array.from({ length: n }, () => 0.5) },
      format: 'sparse',
    });
    expect(jacobian.data).toHaveLength((n * (n + 1)) / 2);
  }
});

test('a smoothed series along the second axis, at several points', () => {
  const f = read('recurrence(1 - c, c * A, 1)', { A: [2, 3], c: [] });
  const A = [1, 2, 3, -1, 0, 4];
  const smoothed = (c: number) =>
    [0, 1].flatMap((row) => {
      let y = 0;
      return [0, 1, 2].map((k) => (y = (k === 0 ? 0 : (1 - c) * y) + c * (A[3 * row + k] as number)));
    });
  const { values } = evaluateSync({ function: f, points: { A, c: [0.25, 0.5] } });
  expectAllClose([...values], [...smoothed(0.25), ...smoothed(0.5)], 1e-15);
});

test('extrema along axes, with the derivative at the first of equal entries', () => {
  const f = read('sum(amin(A, 0)) + 10 amax(A)', { A: [2, 3] });
  const A = [1, 5, 2, 1, 5, -3];
  const found = hessianSync({ function: f, points: { A }, format: 'sparse' });
  expect([...found.values]).toEqual([1 + 5 - 3 + 50]);
  expect([...found.gradient]).toEqual([1, 11, 0, 0, 0, 1]);
  expect(found.hessian.data.length).toBe(0);
});

test('entries that are no extremum never affect the derivative', () => {
  const f = read('amax([x, -1 / x, log(x)])', { x: [] });
  const at = (x: number) => gradientSync({ function: f, points: { x }, withRespectTo: 'x' });
  expect([...at(0).values, ...at(0).gradients.x]).toEqual([0, 1]);
  expect(at(-0.5).values).toEqual(Float64Array.of(Number.NaN));
  const g = read('amin(x^2)', { x: 3 });
  const { gradients } = gradientSync({
    function: g,
    points: {
      x: [
        [3, -1, 2],
        [0.5, 1, -0.5],
      ],
    },
    withRespectTo: 'x',
  });
  expect([...gradients.x]).toEqual([0, -2, 0, 1, 0, 0]);
});

test('second derivatives through an extremum', () => {
  const f = read('amax(x^3)^2', { x: 2 });
  const { hessian } = hessianSync({ function: f, points: { x: [1, 2] } });
  expectAllClose([...hessian.data], [0, 0, 0, 30 * 2 ** 4], 1e-14);
});

test('an extremum of nothing is refused, and axes that are not there', async () => {
  const evaluate = (formula: string, n: number) =>
    evaluateSync({ function: { formula, inputs: { x: n } }, points: { x: new Float64Array(n) } });
  await expectError(() => evaluate('amin(x)', 0), 'INVALID_INPUT');
  await expectError(() => evaluate('cumprod(x, 1)', 2), 'INVALID_INPUT');
  await expectError(() => evaluate('recurrence(x, x, 2)', 2), 'INVALID_INPUT');
  await expectError(() => evaluate('product(x, [0, 0])', 2), 'INVALID_INPUT');
});
