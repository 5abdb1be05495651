/** Sums over triangles, index values and steps: derivatives and structure in closed form. */

import { expression, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { expectAllClose } from '../../support/expect.js';

const { define, gradientSync, hessianSync, read } = expression;

beforeAll(() => load('expression-matrices'));

const x = [0.5, -1, 2, 3];

test('pairs of a triangle: the gradient and the Hessian', () => {
  const f = read('sum(i in 0..3, j in 0..i - 1: (i - j) * x[i] * x[j]^2)', { x: 4 });
  const X = (k: number) => x[k] as number;
  const { gradient, hessian } = hessianSync({ function: f, points: { x } });
  const term = (i: number, j: number) => (j < i ? i - j : 0);
  const numbers = [0, 1, 2, 3];
  const sum = (value: (k: number) => number) => numbers.reduce((total, k) => total + value(k), 0);
  expectAllClose(
    [...gradient],
    numbers.map((k) => sum((j) => term(k, j) * X(j) ** 2 + 2 * term(j, k) * X(j) * X(k))),
    1e-13,
  );
  const entry = (k: number, l: number) => 2 * term(k, l) * X(l) + 2 * term(l, k) * X(k);
  const expected = numbers.flatMap((k) =>
    numbers.map((l) => (k === l ? sum((i) => 2 * term(i, k) * X(i)) : entry(k, l))),
  );
  expectAllClose([...hessian.data], expected, 1e-13);
});

test('a sum over a triangle within a sum, squared: its gradient', () => {
  // The squared norm of cumulative sums.
  const f = read('sum(i in 0..3: sum(j in 0..i: x[j])^2)', { x: 4 });
  const g = read('squaredNorm(cumsum(x))', { x: 4 });
  const [found, expected] = [
    hessianSync({ function: f, points: { x } }),
    hessianSync({ function: g, points: { x } }),
  ];
  expectAllClose([...found.gradient], [...expected.gradient], 1e-14);
  expectAllClose([...found.hessian.data], [...expected.hessian.data], 1e-14);
});

test('the energy of all pairs of points in the plane has the structure of a dense matrix, and its gradient', () => {
  const f = read('sum(i in 0..4, j in i + 1..4: 1 / hypot(P[i, 0] - P[j, 0], P[i, 1] - P[j, 1]))', {
    P: [5, 2],
  });
  const P = Array.from({ length: 5 }, (_, k) => [Math.cos(2 * k), Math.sin(3 * k)]);
  const { hessian } = hessianSync({ function: f, points: { P }, format: 'sparse' });
  // The lower triangle of order 10.
  expect(hessian.data).toHaveLength(55);
  const { gradients } = gradientSync({ function: f, points: { P }, withRespectTo: 'P' });
  const expected = P.flatMap(([a = 0, b = 0], i) =>
    [0, 1].map((axis) =>
      P.reduce((sum, [c = 0, d = 0], j) => {
        if (i === j) return sum;
        return sum - (axis === 0 ? a - c : b - d) / Math.hypot(a - c, b - d) ** 3;
      }, 0),
    ),
  );
  expectAllClose([...gradients.P], expected, 1e-13);
});

test('a recurrence by steps in a formula is that of JavaScript', () => {
  const text = 'scan(c = [1, 0], i in 0..2: [c[1] + i, x[i] * c[0]])';
  const byFormula = read(text, { x: 3 });
  const byFunctions = define({ x: 3 }, ({ x }) => {
    const { add, formula, multiply, scan, stack } = expression;
    const step = (c: expression.Expression, row: expression.Expression, i: expression.Expression) => {
      const next = stack([add(formula`${c}[1]`, i), multiply(row, formula`${c}[0]`)]);
      return [next, next] as const;
    };
    return scan(step, stack([1, 0]) as expression.Expression, x, [0, 1, 2]).outputs;
  });
  const points = { x: [2, 3, 5] };
  const { values } = expression.evaluateSync({ function: byFormula, points });
  // (1, 0), (0 + 0, 2 * 1), (2 + 1, 3 * 0), (0 + 2, 5 * 3).
  expect([...values]).toEqual([0, 2, 3, 0, 2, 15]);
  expect([...expression.evaluateSync({ function: byFunctions, points }).values]).toEqual([...values]);
});

test('the gradient through many steps of the logistic map', () => {
  const n = 200;
  const f = read(`scan(c = x, i in 1..${n}: r * c * (1 - c))[${n - 1}]`, { x: [], r: [] });
  const { values, gradients } = gradientSync({
    function: f,
    points: { x: 0.3, r: 2.8 },
    withRespectTo: ['x', 'r'],
  });
  let [c, byX, byR] = [0.3, 1, 0];
  for (let k = 0; k < n; k++) {
    const slope = 2.8 * (1 - 2 * c);
    [c, byX, byR] = [2.8 * c * (1 - c), slope * byX, c * (1 - c) + slope * byR];
  }
  expectAllClose([...values, ...gradients.x, ...gradients.r], [c, byX, byR], 1e-13);
});
