/** Pointwise evaluation of models in JavaScript, compared with the engine. */

import { expression } from 'superlinear';
import { expect, test } from 'vitest';
import { interpret, numbers } from '../../dist/curve-fit/interpret.js';
import { BINARY, UNARY } from '../../dist/expression/function.js';
import { expectAllClose, expectError } from '../support/expect.js';

const POINTS = [-30, -3.2, -1, -0.7, -1e-9, 0, 1e-3, 0.4, 0.999, 2.5, 3, 5.9, 40];

/** The values of a formula of x and y at pairs of points, by both evaluations. */
function bothWays(formula: string) {
  const curve = expression.read(formula, { x: [], y: [] });
  const pairs = POINTS.flatMap((x) => [0.3, -2, 2].map((y) => [x, y] as const));
  const points = { x: pairs.map(([x]) => x), y: pairs.map(([, y]) => y) };
  const { values } = expression.evaluateSync({ function: curve, points });
  return { values, own: pairs.map(([x, y]) => interpret(curve, [[x], [y]], numbers)) };
}

test.each([...UNARY])('%s', (operation) => {
  const { values, own } = bothWays(`${operation}(x) + 0 * y`);
  expect(own.map(Number.isFinite)).toEqual(Array.from(values, Number.isFinite));
  const finite = own.map((_, k) => k).filter((k) => Number.isFinite(own[k]));
  expectAllClose(
    finite.map((k) => own[k] as number),
    finite.map((k) => values[k] as number),
    1e-14,
  );
});

test.each(BINARY.filter((operation) => operation !== 'power'))('%s', (operation) => {
  const { values, own } = bothWays(`${operation}(x, y)`);
  expectAllClose(own, Array.from(values), 1e-15);
});

test('powers, cases, parts of vectors and reductions', () => {
  const { values, own } = bothWays('where(x > y, abs(x)^1.5, x^3) + where(x <= 1, 2, 3)');
  expectAllClose(own, Array.from(values), 1e-14);
  const curve = expression.read('sum(p[1..3] * [x, x^2, 1]) + p[0]', { x: [], p: 4 });
  expect(interpret(curve, [[3], [1, 2, 3, 4]], numbers)).toBe(1 + 2 * 3 + 3 * 9 + 4);
  const reduced = expression.read('product(p) + 10 amin(p) + 100 amax(x * p)', { x: [], p: 3 });
  expect(interpret(reduced, [[2], [3, -1, 5]], numbers)).toBe(-15 - 10 + 1000);
  const matrix = expression.read('sum(x * [[1, 2], [3, 4]]) + sum([[1, 2], [x, 4]], [0, 1])', { x: [] });
  expect(interpret(matrix, [[2]], numbers)).toBe(20 + 9);
});

test('sums and products of no entries have values, extremes have none', async () => {
  const value = (formula: string) =>
    interpret(expression.read(formula, { x: [], p: 2 }), [[3], [5, 7]], numbers);
  expect(value('sum(p[1..0]) * x + p[0]')).toBe(5);
  expect(value('product(p[1..0]) * x + p[0]')).toBe(8);
  for (const operation of ['amin', 'amax'])
    await expectError(async () => value(`${operation}(p[1..0]) * x`), 'INVALID_INPUT');
});

test.each([
  'sum([[1, 2], [x, 4]] * p[0..1], 1)[0]',
  'sum([1, x] + reshape(p, [2, 2]))',
  'amax(reshape(p, [2, 2]) * [[x], [2]], 0)[1]',
  'product(concatenate([reshape(p, [2, 2]), [[x, 3], [1, 2]]], 1), 1)[0]',
  'amin(stack([p[0..1], [x, 2]], 1), [0, 1])',
  'sum(broadcast([x, 2], [3, 2]))',
  'reshape(p, [2, 2])[1, 0] * x',
])('arrays of several axes: %s', (formula) => {
  const curve = expression.read(formula, { x: [], p: 4 });
  for (const [x, p] of [
    [2, [1, 2, 3, 4]],
    [-0.5, [4, -3, 2, 7]],
  ] as const) {
    const { values } = expression.evaluateSync({ function: curve, points: { x, p } });
    expectAllClose([interpret(curve, [[x], p], numbers)], [...values], 1e-15);
  }
});

test('operations outside of curve fits are refused by name', async () => {
  const curve = expression.read('det([[x, 1], [2, x]])', { x: [] });
  const refused = async () => interpret(curve, [[2]], numbers);
  const { message } = await expectError(refused, 'INVALID_INPUT', 'model');
  expect(message).toContain('has the operation');
});
