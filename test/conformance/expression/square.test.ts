/** Functions of square matrices: closed forms, identities, the reference interpreter, and derivatives against differences. */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose } from '../../support/expect.js';
import { interpret } from '../../support/interpreter.js';
import { mulberry32 } from '../../support/random.js';

const { evaluateSync, gradientSync, hessianSync, jacobianSync, read } = expression;

beforeAll(() => load('expression-matrices'));

/** A matrix of order 4 that needs exchanges of rows. */
const A = [0, 2, -1, 3, 4, 0.5, 2, -1, 1, -3, 0.25, 2, -2, 1, 5, 0.75];
/** The symmetric positive definite matrix `A Aᵀ + I`. */
const FORMULA = 'let S = A @ permute(A) + E; ';
const E = Array.from({ length: 4 }, (_, i) => Array.from({ length: 4 }, (_, j) => (i === j ? 1 : 0)));

const close = (found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-12) =>
  expectAllClose(Array.from(found), expected, tolerance);

const valuesOf = (text: string, order: number, a: readonly number[]) => [
  ...evaluateSync({ function: read(text, { A: [order, order] }, { E }), points: { A: a } }).values,
];

/** Formulas of a matrix of order 4 with one value. */
const SCALARS = [
  'det(A)',
  'logdet(A)',
  'sum(solve(A, [1, -2, 3, 0.5])^2)',
  'sum(solve(A, permute(A))^2)',
  'sum(inverse(A)^3)',
  `${FORMULA}sum(cholesky(S) * A)`,
  `${FORMULA}logdet(S) + sum(solve(cholesky(S), [1, 2, 3, 4])^2)`,
  'sum(cholesky(A + 9 E)^3)',
] as const;

test('a solution, an inverse, determinants and a Cholesky factor', () => {
  close(valuesOf('solve(A, [5, 6])', 2, [1, 2, 3, 4]), [-4, 4.5]);
  close(valuesOf('solve(A, [[5, 1], [6, 0]])', 2, [1, 2, 3, 4]), [-4, -2, 4.5, 1.5]);
  close(valuesOf('solve(A, [3, 7])', 2, [0, 2, 1, 0]), [7, 1.5]);
  close(valuesOf('inverse(A)', 2, [1, 2, 3, 4]), [-2, 1, 1.5, -0.5]);
  close(valuesOf('[det(A), logdet(A)]', 2, [1, 2, 3, 4]), [-2, Math.log(2)]);
  close(valuesOf('cholesky(A)', 2, [4, 2, 2, 10]), [2, 0, 1, 3]);
  // The symmetric part counts.
  close(valuesOf('cholesky(A)', 2, [4, 5, -1, 10]), [2, 0, 1, 3]);
});

describe.each(SCALARS)('%s', (text) => {
  const f = read(text, { A: [4, 4] }, { E });
  /** Central differences of values along each entry. */
  const differences = (of: (a: readonly number[]) => ArrayLike<number>, h: number) =>
    A.map((entry, k) => {
      const [up, down] = [of(A.with(k, entry + h)), of(A.with(k, entry - h))];
      return Array.from(up, (value, i) => (value - (down[i] as number)) / (2 * h));
    });

  test('the value is that of plain rules', () => {
    const { values } = evaluateSync({ function: f, points: { A } });
    close(values, [...interpret(f, { A }).values]);
  });

  test('derivatives of two orders agree with differences', () => {
    const found = hessianSync({ function: f, points: { A } });
    const gradient = differences((a) => evaluateSync({ function: f, points: { A: a } }).values, 1e-4);
    const slopes = (a: readonly number[]) =>
      gradientSync({ function: f, points: { A: a }, withRespectTo: 'A' }).gradients.A;
    close(found.gradient, gradient.flat(), 1e-5);
    close(found.hessian.data, differences(slopes, 1e-4).flat(), 1e-5);
  });

  test('several points at once have the results of each', () => {
    const random = mulberry32(5);
    const points = Array.from({ length: 3 }, () => A.map((entry) => entry + 0.1 * random()));
    const many = gradientSync({ function: f, points: { A: points.flat() }, withRespectTo: 'A' });
    const each = points.map((a) => gradientSync({ function: f, points: { A: a }, withRespectTo: 'A' }));
    close(
      many.values,
      each.flatMap(({ values }) => [...values]),
      1e-13,
    );
    close(
      many.gradients.A,
      each.flatMap(({ gradients }) => [...gradients.A]),
      1e-11,
    );
  });
});

test('stacks of matrices and of right sides are broadcast', () => {
  const f = read('solve(T, [1, 2])', { T: [2, 2, 2] });
  const T = [1, 2, 3, 4, 2, 0, 0, 4];
  close(evaluateSync({ function: f, points: { T } }).values, [0, 0.5, 0.5, 0.5]);
  const g = read('sum(solve(A, T)^2) + sum(det(T)) + sum(logdet(T)) + sum(cholesky(T)^2)', {
    A: [2, 2],
    T: [2, 2, 2],
  });
  const points = { A: [1, 2, 3, 4], T: [3, 0.5, 0.5, 2, 4, 1, 1, 3] };
  const { values, gradients } = gradientSync({ function: g, points, withRespectTo: ['A', 'T'] });
  close(values, [...interpret(g, points).values]);
  const h = 1e-5;
  const slope = (name: 'A' | 'T', k: number) => {
    const at = (step: number) => {
      const moved = { ...points, [name]: points[name].with(k, (points[name][k] as number) + step) };
      return interpret(g, moved).values[0] as number;
    };
    return (at(h) - at(-h)) / (2 * h);
  };
  close(
    gradients.A,
    points.A.map((_, k) => slope('A', k)),
    1e-7,
  );
  close(
    gradients.T,
    points.T.map((_, k) => slope('T', k)),
    1e-7,
  );
});

test('the Jacobian of an inverse is minus the product of its entries', () => {
  const inverse = valuesOf('inverse(A)', 4, A);
  const f = read('inverse(A)', { A: [4, 4] });
  const { jacobian } = jacobianSync({ function: f, points: { A } });
  const at = (i: number, j: number) => inverse[4 * i + j] as number;
  const expected = Array.from({ length: 256 }, (_, place) => {
    const [i, j, k, l] = [place >> 6, (place >> 4) & 3, (place >> 2) & 3, place & 3] as const;
    return -at(i, k) * at(l, j);
  });
  close(jacobian.data as Float64Array, expected);
});

test('a solution depends on its matrix and its right side, and is linear in the latter', () => {
  const f = read('solve([[2, 1], [1, 3]], [x[0]^2, x[1]])', { x: 2 });
  const { hessian } = hessianSync({
    function: read('sum(solve([[2, 1], [1, 3]], x))', { x: 2 }),
    points: { x: [1, 2] },
    format: 'sparse',
  });
  expect([...hessian.data]).toEqual([]);
  const { jacobian } = jacobianSync({ function: f, points: { x: [3, 1] } });
  close(jacobian.data as Float64Array, [3.6, -0.2, -1.2, 0.4]);
});

test('matrices of order 100 have small residuals', () => {
  const random = mulberry32(3);
  const a = Array.from({ length: 100 * 100 }, () => random() - 0.5);
  const b = Array.from({ length: 100 }, () => random() - 0.5);
  const f = read('A @ solve(A, b) - b', { A: [100, 100], b: 100 });
  const { values } = evaluateSync({ function: f, points: { A: a, b } });
  expect(Math.max(...values.map(Math.abs))).toBeLessThan(1e-11);
  const g = read('logdet(A) + logdet(inverse(A))', { A: [100, 100] });
  close(evaluateSync({ function: g, points: { A: a } }).values, [0], 1e-10);
});

describe('singular matrices', () => {
  const counted = (text: string, order: number, a: readonly number[]) => {
    const f = read(text, { A: [order, order] });
    return gradientSync({ function: f, points: { A: a }, withRespectTo: 'A' });
  };

  test('up to order 3, determinants have all derivatives', () => {
    const { values, gradients, nonFinite } = counted('det(A)', 3, [1, 2, 3, 2, 4, 6, 0, 1, 1]);
    close([...values, ...gradients.A], [0, -2, -2, 2, 1, 1, -1, 0, 0, 0]);
    expect(nonFinite).toBe(0);
  });

  test('beyond, the determinant is 0 and its derivatives are undefined', () => {
    const { values, nonFinite } = counted('det(A)', 4, [...A.slice(0, 12), ...A.slice(0, 4)]);
    expect(Math.abs(values[0] as number)).toBe(0);
    expect(nonFinite).toBe(1);
  });

  test.each(['sum(solve(A, [1, 1]))', 'sum(inverse(A))', 'logdet(A)', 'sum(cholesky(A))'])(
    '%s is undefined',
    (text) => {
      const { values, nonFinite } = counted(text, 2, [1, 2, 2, 4]);
      expect(Number.isFinite(values[0])).toBe(false);
      expect(nonFinite).toBe(1);
    },
  );

  test('the branch not taken has no effect', () => {
    const { values, gradients } = counted('where(det(A) == 0, det(A), logdet(A))', 2, [1, 2, 2, 4]);
    close([...values, ...gradients.A], [0, 4, -2, -2, 1]);
  });
});

test('operands are checked', () => {
  const inputs = { A: [2, 3], B: [2, 2], C: [129, 129], x: 3 };
  const messages = {
    'det(A)': 'det: takes a square matrix, got shape [2, 3]',
    'solve(x, x)': 'solve: takes a square matrix, got shape [3]',
    'solve(B, x)': 'solve: shapes [2, 2] and [3] do not go together',
    'solve(B, 1)': 'solve: shapes [2, 2] and [] do not go together',
    'logdet(C)': 'logdet: takes matrices with at most 128 rows, got 129',
  };
  for (const [text, message] of Object.entries(messages)) {
    expect(() => read(text, inputs)).toThrow(message);
  }
  const nodes = [
    ['input', 0],
    ['cholesky', 0],
  ] as const;
  const made = { version: 1, inputs: [{ name: 'x', shape: [2, 3] }], data: [], nodes, outputs: [1] } as const;
  const f = made as unknown as expression.ExpressionFunction<'x'>;
  expect(() => evaluateSync({ function: f, points: { x: [1, 2, 3, 4, 5, 6] } })).toThrow(
    'cholesky: takes a square matrix, got the shape [2, 3]',
  );
});
