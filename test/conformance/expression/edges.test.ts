/** Edge cases: ties, kinks, zeros, NaN, branches not taken, and very large arguments. */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectClose } from '../../support/expect.js';

const { gradientSync, hessianSync, read } = expression;

beforeAll(() => load('expression-matrices'));

/** The value, the derivatives with respect to x and y, and the number of points with nonfinite results. */
function at(text: string, x: number, y = 0) {
  const f = read(text, { x: [], y: [] });
  const found = gradientSync({ function: f, points: { x, y }, withRespectTo: ['x', 'y'] });
  const [value, dx, dy] = [...found.values, ...found.gradients.x, ...found.gradients.y];
  return { value, dx, dy, nonFinite: found.nonFinite };
}

/** The second derivative with respect to x. */
const curvature = (text: string, x: number) =>
  hessianSync({ function: read(text, { x: [] }), points: { x } }).hessian.data[0] as number;

describe('kinks', () => {
  test('relu and abs have the slope 0 at 0', () => {
    expect(at('relu(x)', 0)).toMatchObject({ value: 0, dx: 0 });
    expect(at('abs(x)', 0)).toMatchObject({ value: 0, dx: 0 });
    expect(at('relu(x)', 2).dx).toBe(1);
    expect(at('abs(x)', -2).dx).toBe(-1);
    for (const x of [-1, 0, 1]) expect(curvature('relu(x) + abs(x)', x)).toBe(0);
  });

  test('ties of min and max go to the first', () => {
    for (const name of ['min', 'max']) {
      expect(at(`${name}(2 x, 3 y)`, 0, 0)).toMatchObject({ dx: 2, dy: 0 });
      expect(at(`${name}(2 x, 3 y)`, 3, 2)).toMatchObject({ dx: 2, dy: 0 });
    }
    expect(at('min(2 x, 3 y)', 1, 0)).toMatchObject({ dx: 0, dy: 3 });
    expect(at('max(2 x, 3 y)', 1, 0)).toMatchObject({ dx: 2, dy: 0 });
  });
});

describe('numbers that are none', () => {
  test('pass through min, max and relu', () => {
    for (const text of [
      'min(log(x), y)',
      'min(y, log(x))',
      'max(log(x), y)',
      'max(y, log(x))',
      'relu(log(x))',
    ])
      expect(at(text, -1, 1).value, text).toBeNaN();
  });

  test('make comparisons false', () => {
    for (const sign of ['<', '<=', '>', '>='])
      expect(at(`where(log(x) ${sign} y, 1, 2)`, -1, 0).value, sign).toBe(2);
  });

  test('the logarithm of a negative number is one, and no error', () => {
    expect(at('log(x)', -1)).toMatchObject({ value: Number.NaN, nonFinite: 1 });
    expect(at('x^y', -1, 0.5).value).toBeNaN();
  });
});

describe('the branch that is not taken', () => {
  test.each([
    ['where(x > 0, log(x), 0)', 0, 0, 0],
    ['where(x > 0, log(x), y)', -1, 3, 0],
    ['where(x > 0, sqrt(x), x)', 0, 0, 1],
    ['where(x > 0, x^y, 2 x)', -2, -4, 2],
    ['min(x, 1 / x)', 0, 0, 1],
    ['max(0 - x, log(x) + 0 * y)', 1e-300, -1e-300, -1],
    ['where(x < 1, x, exp(1000 x))', 0.5, 0.5, 1],
  ] as const)('%s at %d does not spoil the value or the slope', (text, x, value, dx) => {
    const found = at(text, x, 3);
    expect(found.value === value || (value === 0 && found.value === 0), `${found.value}`).toBe(true);
    expect(found.dx).toBe(dx);
    expect(found.nonFinite).toBe(0);
    expect(Number.isFinite(curvature(text.replaceAll('y', '3'), x))).toBe(true);
  });

  test('a relu of a root', () => {
    // Its derivative is 0 times infinity.
    expect(at('relu(0 - sqrt(x))', 0)).toMatchObject({ value: 0, dx: 0, nonFinite: 0 });
  });
});

describe('zeros', () => {
  test('a literal 0 annihilates, and so does what is taken from itself', () => {
    expect(at('0 * log(x)', 0)).toMatchObject({ value: 0, dx: 0, nonFinite: 0 });
    expect(at('log(x) - log(x)', 0)).toMatchObject({ value: 0, dx: 0, nonFinite: 0 });
  });

  test('the slope of a root at 0 is infinite, and is counted', () => {
    expect(at('sqrt(x)', 0)).toMatchObject({ value: 0, dx: Number.POSITIVE_INFINITY, nonFinite: 1 });
  });

  test('powers with whole constants are products, whatever the sign', () => {
    expect(at('x^3', -2)).toMatchObject({ value: -8, dx: 12 });
    expect(at('x^-2', -2)).toMatchObject({ value: 0.25, dx: 0.25 });
    expect(at('x^0', 0)).toMatchObject({ value: 1, dx: 0 });
    expect(at('x^1', 0)).toMatchObject({ value: 0, dx: 1 });
    expect(at('x^2', 0)).toMatchObject({ value: 0, dx: 0 });
    expectClose(at('x^64', -1.01).value as number, 1.01 ** 64, 1e-14);
    expect(curvature('x^2', 0)).toBe(2);
    expect(curvature('x^3', 0)).toBe(0);
  });

  test('powers with larger whole constants are defined for negative numbers too', () => {
    for (const [power, sign] of [
      [65, -1],
      [66, 1],
      [101, -1],
      [-65, -1],
      [-66, 1],
    ] as const) {
      const size = 1.01 ** power;
      const { value, dx } = at(`x^${power}`, -1.01);
      expectClose(value as number, sign * size, 1e-13);
      expectClose(dx as number, (-sign * power * size) / 1.01, 1e-13);
      expectClose(at(`x^${power}`, 1.01).value as number, size, 1e-13);
      expectClose(curvature(`x^${power}`, -1.01), (sign * power * (power - 1) * size) / 1.01 ** 2, 1e-12);
    }
    expect(at('x^65', 0)).toMatchObject({ value: 0, dx: 0 });
    expect(at('x^66', 0)).toMatchObject({ value: 0, dx: 0 });
    expect(at('x^65', -1)).toMatchObject({ value: -1, dx: 65 });
    // The sign of a power with a nonconstant exponent is undefined.
    expect(at('x^y', -1, 65).value).toBeNaN();
  });

  test('a power of 0 has no slope by its exponent', () => {
    expect(at('x^y', 0, 2)).toMatchObject({ value: 0, dx: 0, dy: 0 });
  });
});

describe('large arguments', () => {
  test('softplus, sigmoid, tanh and logsumexp at ±800', () => {
    expect(at('softplus(x)', 800)).toMatchObject({ value: 800, dx: 1 });
    expect(at('softplus(x)', -800)).toMatchObject({ value: 0, dx: 0 });
    expect(at('sigmoid(x)', 800)).toMatchObject({ value: 1, dx: 0 });
    expect(at('sigmoid(x)', -800)).toMatchObject({ value: 0, dx: 0 });
    expect(at('tanh(x)', 800)).toMatchObject({ value: 1, dx: 0 });
    expect(at('tanh(x)', -800)).toMatchObject({ value: -1, dx: 0 });
    expect(at('logsumexp([x, y])', 800, -800)).toMatchObject({ value: 800, dx: 1, dy: 0 });
    const even = at('logsumexp([x, y])', 800, 800);
    expectClose(even.value as number, 800 + Math.LN2, 1e-15);
    expect([even.dx, even.dy]).toEqual([0.5, 0.5]);
    for (const text of ['softplus(x)', 'sigmoid(x)', 'tanh(x)', 'logsumexp([x, 0])'])
      for (const x of [800, -800]) expect(curvature(text, x), `${text} at ${x}`).toBeCloseTo(0, 12);
  });

  test('softmax and derivatives of logsumexp depend on differences alone, bit by bit', () => {
    const formulas = [
      'softmax(Z)[0]',
      'logsumexp(Z)',
      'logsumexp([Z, 2 Z - Z], 0)[1]',
      'softmax(stack([Z, Z], 1), 0)[1, 1]',
    ];
    for (const text of formulas) {
      // Sums with these sizes are exact.
      const found = [0, 2 ** 27, -(2 ** 27), 2 ** 49].map((size) => {
        const f = read(text.replaceAll('Z', `(z + ${size})`), { z: 3 });
        const points = { z: [0.5, -0.75, 1.25] };
        return [
          gradientSync({ function: f, points }).gradients.z,
          hessianSync({ function: f, points }).hessian.data,
        ];
      });
      for (const shifted of found) expect(shifted, text).toEqual(found[0]);
    }
  });

  test('formulas whose exponentials overflow have the derivatives of their limits', () => {
    for (const [text, x, value, dx, curved] of [
      ['1 / (1 + exp(-x))', -800, 0, 0, 0],
      ['1 / (1 + exp(-x))', 800, 1, 0, 0],
      ['exp(x) / (1 + exp(x))', 800, 1, 0, 0],
      ['log(1 + exp(x))', 800, 800, 1, 0],
      ['log1p(exp(x))', -800, 0, 0, 0],
      ['1 / (2 + exp(-x))', -800, 0, 0, 0],
      ['1 / (1 + exp(-x))^2', -800, 0, 0, 0],
      ['x^2 / (3 + exp(x^2))', 40, 0, 0, 0],
      ['1 / cosh(x)', 800, 0, 0, 0],
      ['1 / (1 + 2 exp(x) + exp(3 x))', 800, 0, 0, 0],
      ['exp(-exp(x))', 800, 0, 0, 0],
      ['3 exp(-2 exp(-x))', -800, 0, 0, 0],
      ['tanh(exp(x))', 800, 1, 0, 0],
      ['sigmoid(-exp(x))', 800, 0, 0, 0],
      ['softplus(-exp(x))', 800, 0, 0, 0],
      ['expm1(-exp(x)) + 1', 800, 0, 0, 0],
      ['1 - erf(sinh(x))', 800, 0, 0, 0],
    ] as const) {
      const found = at(text, x);
      // Adding 0 turns -0 into 0.
      const numbers = [found.value, found.dx, curvature(text, x)].map((number = Number.NaN) => number + 0);
      expect(numbers, text).toEqual([value, dx, curved]);
    }
    expectClose(at('3 / (1 + exp(-x))', 0.4).dx as number, 3 / (2 + 2 * Math.cosh(0.4)), 1e-15);
    expectClose(at('log(1 + exp(x))', -30).value as number, Math.log1p(Math.exp(-30)), 1e-15);
  });

  test('sine and cosine of a billion', () => {
    // The library’s own reduction.
    expectAllClose(
      [at('sin(x)', 1e9).value as number, at('cos(x)', 1e9).value as number],
      [Math.sin(1e9), Math.cos(1e9)],
      1e-15,
    );
  });

  test('a division by a power of two that has no reciprocal', () => {
    expect(at('x / 5e-324', 5e-324).value).toBe(1);
    expect(at('x / 8', 1).dx).toBe(0.125);
  });
});
