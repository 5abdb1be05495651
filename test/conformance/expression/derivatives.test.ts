/** Jacobians and Hessians, dense and sparse. */

import { expression, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyHessian, certifyJacobian } from '../../certificates/expression.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';

const { define, hessian, hessianSync, jacobian, jacobianSync, read } = expression;

beforeAll(() => load('expression-matrices'));

const products = read('[i in 0..1: a * x[i] * x[i+1]]', { x: 3, a: [] });

checkSolver({
  method: 'expression.jacobian',
  loads: ['expression-matrices'],
  certify: certifyJacobian,
  solve: (problem: expression.JacobianProblem<'x' | 'a'>, options) => jacobian(problem, options),
  solveSync: (problem: expression.JacobianProblem<'x' | 'a'>, options) => jacobianSync(problem, options),
  problem: () => ({
    function: products,
    points: { x: new Float64Array([1, 2, 3]), a: 0.5 },
    withRespectTo: ['x', 'a'] as const,
    format: 'dense' as const,
  }),
  verify({ values, jacobian }) {
    expect([...values]).toEqual([1, 3]);
    expect(jacobian).toMatchObject({ rows: 2, columns: 4 });
    expect([...jacobian.data]).toEqual([1, 0.5, 0, 2, 0, 1.5, 1, 6]);
  },
  mayBeInfinite: ['values', 'jacobian'],
});

checkSolver({
  method: 'expression.hessian',
  loads: ['expression-matrices'],
  certify: certifyHessian,
  solve: (problem: expression.HessianProblem<'x' | 'a'>, options) => hessian(problem, options),
  solveSync: (problem: expression.HessianProblem<'x' | 'a'>, options) => hessianSync(problem, options),
  problem: () => ({
    function: products,
    points: { x: new Float64Array([1, 2, 3]), a: 0.5 },
    weights: new Float64Array([1, -2]),
    withRespectTo: ['x', 'a'] as const,
    format: 'dense' as const,
  }),
  verify({ values, gradient, hessian }) {
    expect([...values]).toEqual([-5]);
    expect([...gradient]).toEqual([1, -2.5, -2, -10]);
    const rows = [
      [0, 0.5, 0, 2],
      [0.5, 0, -1, -5],
      [0, -1, 0, -4],
      [2, -5, -4, 0],
    ];
    expect(hessian).toMatchObject({ rows: 4, columns: 4 });
    expect([...hessian.data]).toEqual(rows.flat());
  },
  mayBeInfinite: ['values', 'gradient', 'hessian'],
});

test('sparse ones have the entries that can be other than zero', async () => {
  const first = await jacobian({ function: products, points: { x: [0, 2, 3], a: 1 }, format: 'sparse' });
  expect(first.jacobian).toMatchObject({ rows: 2, columns: 3 });
  expect(first.jacobian).toMatchObject({
    indptr: Int32Array.of(0, 2, 4),
    indices: Int32Array.of(0, 1, 1, 2),
    data: Float64Array.of(2, 0, 3, 2),
  });
  const problem = { function: products, points: { x: [1, 2, 3], a: 1 }, weights: [1, 1] };
  const second = await hessian({ ...problem, format: 'sparse' });
  expect(second.hessian).toMatchObject({
    rows: 3,
    columns: 3,
    indptr: Int32Array.of(0, 0, 1, 2),
    indices: Int32Array.of(0, 1),
    data: Float64Array.of(1, 1),
  });
});

test('many points have one structure, their data one after the other', async () => {
  const x = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const sparse = await jacobian({ function: products, points: { x, a: 1 }, format: 'sparse' });
  expect([...sparse.jacobian.data]).toEqual([2, 1, 3, 2, 5, 4, 6, 5]);
  expect(sparse.jacobian.rows).toBe(2);
  const dense = await jacobian({ function: products, points: { x, a: 1 } });
  expect(dense.jacobian.rows).toBe(4);
  expectAllClose(dense.jacobian.data, [2, 1, 0, 0, 3, 2, 5, 4, 0, 0, 6, 5], 0);
});

test('a term that names one variable twice counts twice', async () => {
  // x_p x_q with p = q is x², with second derivative 2.
  const f = define({ x: 3 }, ({ x }) =>
    expression.sum(expression.multiply(x, expression.gather(x, [0, 2, 1]))),
  );
  const { hessian: found } = await hessian({ function: f, points: { x: [1, 2, 3] } });
  expect([...found.data]).toEqual([2, 0, 0, 0, 0, 2, 0, 2, 0]);
});

test.each([
  ['x[0] * dot(x, x)', 6 * 1.5],
  ['sum(x * x) * sum(x)', 6 * 1.5],
  ['sum(x) * squaredNorm(x) + x[0]', 6 * 1.5],
  ['x[0] * exp(sum(x))', 3.5 * Math.exp(1.5)],
])('an input of one number is one leaf, whatever its shape: %s', async (formula, second) => {
  const { hessian: vector } = await hessian({
    function: { formula, inputs: { x: 1 } },
    points: { x: [1.5] },
  });
  expectAllClose(vector.data, [second], 1e-14);
  const inputs = { x: [1, 1] };
  const ofMatrix = formula.replace('x[0]', 'x[0, 0]').replace('dot(x, x)', 'sum(x^2)');
  const { hessian: matrix } = await hessian({
    function: { formula: ofMatrix, inputs },
    points: { x: [[1.5]] },
  });
  expectAllClose(matrix.data, [second], 1e-14);
});

test('weights are needed where there are several values, and as many', async () => {
  const problem = { function: products, points: { x: [1, 2, 3], a: 1 } };
  await expectError(() => hessian(problem), 'INVALID_INPUT', 'weights');
  await expectError(() => hessian({ ...problem, weights: [1] }), 'INVALID_INPUT', 'weights');
  await expectError(() => hessian({ ...problem, weights: [1, Number.NaN] }), 'INVALID_INPUT', 'weights[1]');
});

test('dense matrices of more than 10^8 entries are refused before anything is computed', async () => {
  const f = read('sum(x^2)', { x: 20_000 });
  const problem = { function: f, points: { x: new Float64Array(20_000) } };
  await expectError(() => hessian(problem), 'INVALID_INPUT', 'format');
  const { hessian: sparse } = await hessian({ ...problem, format: 'sparse' });
  expect(sparse.data.length).toBe(20_000);
});

test('a sparse row with two entries for one variable has its Hessian', () => {
  const matrix = {
    rows: 1,
    columns: 3,
    indptr: Int32Array.of(0, 3),
    indices: Int32Array.of(0, 1, 2),
    data: Float64Array.of(1, 2, 3),
  };
  const f = expression.define({ x: 3 }, ({ x }) =>
    expression.squaredNorm(expression.sparseMatmul(matrix, expression.gather(x, [0, 0, 2]))),
  );
  const { hessian } = expression.hessianSync({ function: f, points: { x: [1, 2, 3] } });
  expect([...hessian.data]).toEqual([18, 0, 18, 0, 0, 0, 18, 0, 18]);
});
