/** Products with derivatives, without forming the matrices. */

import { expression, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import {
  certifyHessianProduct,
  certifyJacobianProduct,
  certifyVectorJacobianProduct,
} from '../../certificates/expression.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';

const {
  hessianProduct,
  hessianProductSync,
  jacobianProduct,
  jacobianProductSync,
  read,
  vectorJacobianProduct,
  vectorJacobianProductSync,
} = expression;

beforeAll(() => load('expression'));

const products = read('[i in 0..1: a * x[i] * x[i+1]]', { x: 3, a: [] });
const problem = () => ({
  function: products,
  points: { x: new Float64Array([1, 2, 3]), a: 0.5 },
  withRespectTo: ['x', 'a'] as const,
});

checkSolver({
  method: 'expression.jacobianProduct',
  certify: certifyJacobianProduct,
  solve: (given: expression.JacobianProductProblem<'x' | 'a'>, options) => jacobianProduct(given, options),
  solveSync: (given: expression.JacobianProductProblem<'x' | 'a'>, options) =>
    jacobianProductSync(given, options),
  problem: () => ({ ...problem(), vector: new Float64Array([1, 2, -1, 0.5]) }),
  // The rows (1, 1/2, 0, 2) and (0, 3/2, 1, 6) times the vector.
  verify({ values, product }) {
    expect([...values]).toEqual([1, 3]);
    expect([...product]).toEqual([3, 5]);
  },
  mayBeInfinite: ['values', 'product'],
});

checkSolver({
  method: 'expression.vectorJacobianProduct',
  certify: certifyVectorJacobianProduct,
  solve: (given: expression.VectorJacobianProductProblem<'x' | 'a'>, options) =>
    vectorJacobianProduct(given, options),
  solveSync: (given: expression.VectorJacobianProductProblem<'x' | 'a'>, options) =>
    vectorJacobianProductSync(given, options),
  problem: () => ({ ...problem(), vector: new Float64Array([1, -2]) }),
  verify({ values, product }) {
    expect([...values]).toEqual([1, 3]);
    expect([...product]).toEqual([1, -2.5, -2, -10]);
  },
  mayBeInfinite: ['values', 'product'],
});

checkSolver({
  method: 'expression.hessianProduct',
  certify: certifyHessianProduct,
  solve: (given: expression.HessianProductProblem<'x' | 'a'>, options) => hessianProduct(given, options),
  solveSync: (given: expression.HessianProductProblem<'x' | 'a'>, options) =>
    hessianProductSync(given, options),
  problem: () => ({
    function: products,
    points: { x: new Float64Array([1, 2, 3]), a: 0.5 },
    withRespectTo: 'x' as const,
    along: ['a'] as const,
    weights: new Float64Array([1, -2]),
    vector: new Float64Array([2]),
  }),
  // The mixed block (2, -5, -4) times 2.
  verify({ values, product }) {
    expect([...values]).toEqual([1, 3]);
    expect([...product]).toEqual([4, -10, -8]);
  },
  mayBeInfinite: ['values', 'product'],
});

test('a vector for each point', async () => {
  const f = read('sum(x^3)', { x: 2 });
  const vector = [
    [1, 0],
    [0, 1],
  ];
  const one = await hessianProduct({ function: f, points: { x: [1, 2] }, vector });
  expect([...one.product]).toEqual([6, 0, 0, 12]);
  const both = await hessianProduct({ function: f, points: { x: vector }, vector });
  expect([...both.product]).toEqual([6, 0, 0, 6]);
});

test('vectors of another length, and of more points than there are, are refused', async () => {
  const refused = (vector: number[] | number[][], points: expression.Points<'x'>) =>
    expectError(
      () => jacobianProduct({ function: read('x^2', { x: 2 }), points, vector }),
      'INVALID_INPUT',
      'vector',
    );
  await refused([1, 2, 3], { x: [1, 2] });
  await refused([[1, 2, 3]], { x: [1, 2] });
  const rows = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];
  await refused(rows, { x: rows.slice(1) });
});
