/** Norms, cumulative sums and traces, with derivatives and structure in closed form. */

import { expression, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { expectAllClose } from '../../support/expect.js';

const { evaluateSync, gradientSync, hessianSync, jacobianSync, read } = expression;

beforeAll(() => load('expression-matrices'));

test('a norm and its derivatives', () => {
  const f = read('norm(x)', { x: 2 });
  const found = hessianSync({ function: f, points: { x: [3, -4] } });
  expectAllClose(
    [...found.values, ...found.gradient, ...found.hessian.data],
    [5, 0.6, -0.8, 0.128, 0.096, 0.096, 0.072],
    1e-14,
  );
});

test('the derivative of a norm at the origin is 0, also of parts beside others', () => {
  const f = read('sum(norm(A, 0))', { A: [2, 2] });
  const { values, gradients } = gradientSync({
    function: f,
    points: { A: [0, 3, 0, 4] },
    withRespectTo: 'A',
  });
  expectAllClose([...values, ...gradients.A], [5, 0, 0.6, 0, 0.8], 1e-14);
});

test('a norm neither overflows nor underflows', () => {
  const f = read('norm(x)', { x: 2 });
  for (const scale of [2 ** 700, 2 ** -700]) {
    const x = [3 * scale, 4 * scale];
    const { values, gradients } = gradientSync({ function: f, points: { x }, withRespectTo: 'x' });
    expectAllClose([(values[0] as number) / scale, ...gradients.x], [5, 0.6, 0.8], 1e-14);
  }
});

test('cumulative sums at several points', () => {
  const f = read('cumsum(x)', { x: 3 });
  const { values } = evaluateSync({ function: f, points: { x: [1, 2, 3, 0.5, -1, 4] } });
  expect([...values]).toEqual([1, 3, 6, 0.5, -0.5, 3.5]);
  const rows = evaluateSync({ function: read('cumsum(A, 1)', { A: [2, 2] }), points: { A: [1, 2, 3, 4] } });
  expect([...rows.values]).toEqual([1, 3, 3, 7]);
});

test('the Jacobian of cumulative sums is a lower triangle of ones, and its structure is found', () => {
  const f = read('cumsum(x)', { x: 4 });
  const { jacobian } = jacobianSync({ function: f, points: { x: [1, -2, 3, 5] }, format: 'sparse' });
  expect(jacobian).toMatchObject({ rows: 4, columns: 4 });
  if (!('indptr' in jacobian)) throw new Error('the Jacobian is not sparse');
  expect([...jacobian.indptr]).toEqual([0, 1, 3, 6, 10]);
  expect([...jacobian.data]).toEqual(Array.from({ length: 10 }, () => 1));
});

test('second derivatives through cumulative sums', () => {
  const f = read('sum(cumsum(x)^2)', { x: 3 });
  const { hessian } = hessianSync({ function: f, points: { x: [1, -2, 4] } });
  // Twice the number of sums that contain both entries.
  expect([...hessian.data]).toEqual([6, 4, 2, 4, 4, 2, 2, 2, 2]);
});

test('a trace and its gradient', () => {
  const f = read('trace(A @ A)', { A: [2, 2] });
  const { values, gradients } = gradientSync({
    function: f,
    points: { A: [1, 2, 3, 4] },
    withRespectTo: 'A',
  });
  expect([...values, ...gradients.A]).toEqual([29, 2, 6, 4, 8]);
});
