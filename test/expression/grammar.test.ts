/** Formulas evaluate as the same expressions in JavaScript. */

import { expression } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { expectAllClose } from '../support/expect.js';
import { interpret } from '../support/interpreter.js';

const { define, format, formula, read } = expression;

const INPUTS = { x: 4, y: 4, a: [], b: [], A: [3, 4], B: [4, 4] } as const;
const DATA = {
  w: [2, -1, 0.5, 3],
  p: [2, 0, 3, 1],
  M: [
    [1, 2],
    [3, 4],
  ],
  S: {
    rows: 2,
    columns: 4,
    indptr: [0, 2, 3],
    indices: [0, 3, 1],
    data: [1, 2, 3],
  },
};
const x = [0.3, -0.7, 1.2, 2];
const y = [1, 0.5, -2, 0.25];
const A = Array.from({ length: 12 }, (_, k) => Math.sin(k + 1));
const B = Array.from({ length: 16 }, (_, k) => Math.cos(k));
const [a, b] = [0.6, 2.5];
const points = { x, y, a, b, A, B };

const sum = (count: number, term: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => term(i)).reduce((s, t) => s + t, 0);
const [X, Y] = [(i: number) => x[i] as number, (i: number) => y[i] as number];
const ofA = (i: number, j: number) => A[4 * i + j] as number;
const ofB = (i: number, j: number) => B[4 * i + j] as number;

/** A formula with its value or entries. */
const MEANINGS: Readonly<Record<string, number | readonly number[]>> = {
  'a + b * 2': a + b * 2,
  'a - b - 1': a - b - 1,
  'a / b / 2': a / b / 2,
  'a / b * 2': (a / b) * 2,
  '(a + b) * 2': (a + b) * 2,
  '-a^2': -(a ** 2),
  '(-a)^2': a ** 2,
  '2^3^2': 512,
  '2^-a': 2 ** -a,
  'b^-a^2': b ** -(a ** 2),
  'a^-b * 2': a ** -b * 2,
  '-a * b': -a * b,
  'a * -b': a * -b,
  'a - -b': a + b,
  '--a': a,
  '-2^2': -4,
  '-2 a^2': -2 * a ** 2,
  '2 (a + b)': 2 * (a + b),
  '100 (a - b^2)^2 + (1 - a)^2': 100 * (a - b ** 2) ** 2 + (1 - a) ** 2,
  '1/(2 a)': 1 / (2 * a),
  '1/2 * a': a / 2,
  '(1/2) a^2': a ** 2 / 2,
  '(-1) (a - 1)': 1 - a,
  '((1 + 1)/3) b': (2 / 3) * b,
  '1e3 a + .5 + 2.': 1e3 * a + 2.5,
  '2sin(a)': 2 * Math.sin(a),
  '3 * pi': 3 * Math.PI,
  'let t = a + b; t^2 - t': (a + b) ** 2 - (a + b),
  'let t = a; let u = t + 1;\n u * t': (a + 1) * a,
  'where(a < b, 1, 2)': 1,
  'where(a > b, 1, 2)': 2,
  'where(a <= a, 1, 2)': 1,
  'where(a >= b, 1, 2)': 2,
  'where(x > y, x, 2 y)': x.map((value, k) => (value > Y(k) ? value : 2 * Y(k))),
  'where(a == a, 1, 2)': 1,
  'where(a == b, 1, 2)': 2,
  'where(a != b, 1, 2)': 1,
  'where(a + 1 < b * 2 and -a <= b, 1, 2)': a + 1 < b * 2 && -a <= b ? 1 : 2,
  'where(a < b and b < a, 1, 2)': 2,
  'where(a > b or b == b, 1, 2)': 1,
  'where(not a < b, 1, 2)': 2,
  'where(not (a < b and not b < a) or a == b, 1, 2)': 2,
  'where(a > b and a < b or a < b, 1, 2)': 1,
  'where(a > b and (a < b or a < b), 1, 2)': 2,
  'where(not a > b and a < b, 1, 2)': 1,
  'where((a + b) < (2 (a)), 1, 2)': a + b < 2 * a ? 1 : 2,
  'where(where(a < b, 0, 3) < 1 and a < b, 1, 2)': 1,
  'where(x > y and x > 0 or y == 0, x, 2 y)': x.map((value, k) =>
    (value > Y(k) && value > 0) || Y(k) === 0 ? value : 2 * Y(k),
  ),
  'max(a, b) - min(a, b)': b - a,
  'max(a, b, 7, -a) + min(b, a, -3)': 4,
  'ln(a) + pow(b, 2)': Math.log(a) + b ** 2,
  'log2(8) + log10(1000) + cbrt(-27)': 3,
  'floor(-1.5) + 10 ceil(-1.5) + 100 trunc(-1.5) + sign(-1.5)': -2 - 10 - 100 - 1,
  'round(0.5) + 10 round(1.5) + 100 round(2.5) + 1000 round(-1.5)': 20 + 200 - 2000,
  'mod(-7, 3) + 10 mod(7, -3)': 2 - 20,
  'hypot(3, 4) + erfc(0)': 6,
  'asinh(a) + acosh(a + 1) + atanh(a / 10)': Math.asinh(a) + Math.acosh(a + 1) + Math.atanh(a / 10),
  'lgamma(5) + digamma(1)': Math.log(24) - 0.5772156649015329,
  'straightThrough(round(a), a) + stopGradient(b)': Math.round(a) + b,
  'atan2(a, -b)': Math.atan2(a, -b),
  'power(a, b)': a ** b,
  'x * y + w': x.map((value, k) => value * Y(k) + (DATA.w[k] as number)),
  'sum(x)': sum(4, X),
  'mean(A, 0)': [0, 1, 2, 3].map((j) => sum(3, (i) => ofA(i, j)) / 3),
  'sum(A, -1)': [0, 1, 2].map((i) => sum(4, (j) => ofA(i, j))),
  'product(x)': x.reduce((t, v) => t * v, 1),
  'logsumexp(800 x)': 1600 + Math.log(1 + Math.exp(-640)),
  'norm(x)': Math.hypot(...x),
  'norm(A, 0)': [0, 1, 2, 3].map((j) => Math.hypot(...[0, 1, 2].map((i) => ofA(i, j)))),
  'norm(-a)': Math.abs(a),
  'trace(A[0..2, 1..3])': sum(3, (i) => ofA(i, i + 1)),
  'cumsum(x)': [0, 1, 2, 3].map((i) => sum(i + 1, X)),
  'cumsum(A, -1)[1, 2]': sum(3, (k) => ofA(1, k)),
  'product(A, 1)[2] - product(A, [0, 1])':
    ofA(2, 0) * ofA(2, 1) * ofA(2, 2) * ofA(2, 3) - A.reduce((t, v) => t * v, 1),
  'cumprod(x)': [0, 1, 2, 3].map((i) => x.slice(0, i + 1).reduce((t, v) => t * v, 1)),
  'recurrence(x, y)[2]': X(2) * (X(1) * Y(0) + Y(1)) + Y(2),
  'recurrence(a, A, 1)[1, 1]': a * ofA(1, 0) + ofA(1, 1),
  'amin(x) + 10 amax(A)': Math.min(...x) + 10 * Math.max(...A),
  'amax(A, 0)': [0, 1, 2, 3].map((j) => Math.max(...[0, 1, 2].map((i) => ofA(i, j)))),
  'solve(M, [1, 2])': [0, 0.5],
  'inverse(M)': [-2, 1, 1.5, -0.5],
  'det(M) + logdet(-3 M)': -2 + Math.log(18),
  'cholesky([[4, 2], [2, 10]])': [2, 0, 1, 3],
  'softmax(x)': x.map((v) => Math.exp(v) / sum(4, (i) => Math.exp(X(i)))),
  'A @ x': [0, 1, 2].map((i) => sum(4, (j) => ofA(i, j) * X(j))),
  'x @ y + 1': sum(4, (i) => X(i) * Y(i)) + 1,
  'sparseMatmul(S, x)': [X(0) + 2 * X(3), 3 * X(1)],
  '[a, b, 1]': [a, b, 1],
  '[[a, 1], [2, b]]': [a, 1, 2, b],
  'sum([1, 2, 3])': 6,
  M: [1, 2, 3, 4],
  'x[2]': X(2),
  'x[1..2]': [X(1), X(2)],
  'A[1, 0..3]': [0, 1, 2, 3].map((j) => ofA(1, j)),
  '(x + y)[3]': X(3) + Y(3),
  'gather(x, [3, 0])': [X(3), X(0)],
  'gather(x, p)': DATA.p.map(X),
  'take(x, 2)': X(2),
  'slice(x, [3], [2], [-2])': [X(3), X(1)],
  'reshape(x, [2, 2]) @ M': [X(0) + 3 * X(1), 2 * X(0) + 4 * X(1), X(2) + 3 * X(3), 2 * X(2) + 4 * X(3)],
  'permute(reshape(x, [2, 2]))': [X(0), X(2), X(1), X(3)],
  'concatenate([x, [1]], 0)': [...x, 1],
  'stack([a, b])': [a, b],
  'broadcast(a, [2, 2])': [a, a, a, a],
  'crossEntropy(x, 1)': Math.log(sum(4, (i) => Math.exp(X(i)))) - X(1),
  'dense(x, B, y)': [0, 1, 2, 3].map((j) => sum(4, (i) => X(i) * ofB(i, j)) + Y(j)),
  'silu(a) + elu(-a) + leakyRelu(-a)': a / (1 + Math.exp(-a)) + Math.expm1(-a) - 0.01 * a,
  'convolution(reshape(x, [1, 1, 4]), [[[1, 2, 3]]])': [0, 1, 2, 3].map(
    (l) => (x[l - 1] ?? 0) + 2 * X(l) + 3 * (x[l + 1] ?? 0),
  ),
  'convolution(reshape(x, [1, 1, 4]), [[[1, 2]]], none, 2)': [X(0) + 2 * X(1), X(2) + 2 * X(3)],
};

/** Sums and lists over indices. */
const INDEXED: Readonly<Record<string, number | readonly number[]>> = {
  'sum(i in 0..2: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)': sum(
    3,
    (i) => 100 * (X(i + 1) - X(i) ** 2) ** 2 + (1 - X(i)) ** 2,
  ),
  'sum(i in 0..1: x[2 i + 1])': X(1) + X(3),
  'sum(i in 0..1: x[2*i] * y[3 - 2 * i])': X(0) * Y(3) + X(2) * Y(1),
  'sum(i in 1..3: x[i] * x[i - 1] * a)': a * sum(3, (i) => X(i + 1) * X(i)),
  'sum(i in 0..2, j in 0..3: A[i, j] * x[j] * y[i])': sum(3, (i) => sum(4, (j) => ofA(i, j) * X(j) * Y(i))),
  '[i in 0..2: sum(j in 0..3: A[i, j] * x[j])]': [0, 1, 2].map((i) => sum(4, (j) => ofA(i, j) * X(j))),
  'sum(i in 0..2: sum(j in 0..3: A[i, j])^2)': sum(3, (i) => sum(4, (j) => ofA(i, j)) ** 2),
  'sum(j in 0..3: sum(i in 0..2: A[i, j])^2)': sum(4, (j) => sum(3, (i) => ofA(i, j)) ** 2),
  '[j in 0..3, i in 0..2: A[i, j]]': [0, 1, 2, 3].flatMap((j) => [0, 1, 2].map((i) => ofA(i, j))),
  '[i in 0..1, j in 0..1: B[j + 2, 3 - i]]': [0, 1].flatMap((i) => [0, 1].map((j) => ofB(j + 2, 3 - i))),
  'sum(i in 0..3: B[i, i])': sum(4, (i) => ofB(i, i)),
  'sum(i in 0..2: B[i, i + 1] * x[i])': sum(3, (i) => ofB(i, i + 1) * X(i)),
  'sum(i in 0..3: x[p[i]] * y[i])': sum(4, (i) => X(DATA.p[i] as number) * Y(i)),
  'sum(i in 0..1: x[p[2 i + 1]])': X(0) + X(1),
  'x[p[2]]': X(3),
  '[i in 0..1, j in 0..3: A[i, p[j]]]': [0, 1].flatMap((i) => DATA.p.map((k) => ofA(i, k))),
  '[j in 0..3, i in 0..3: B[p[i], j]]': [0, 1, 2, 3].flatMap((j) => DATA.p.map((k) => ofB(k, j))),
  'sum(i in 0..3: A[1, i] * x[i])': sum(4, (i) => ofA(1, i) * X(i)),
  'sum(i in 3..2: x[i + 7])': 0,
  'a + sum(i in 5..0, j in 0..3: x[i] * x[j])': a,
  'sum(i in 0..4: 2)': 10,
  'sum(i in 0..4: a)': 5 * a,
  'sum(i in 0..3, j in 0..2: x[i])': 3 * sum(4, X),
  '[i in 0..2: a]': [a, a, a],
  '[i in 0..1, j in 0..1: x[i]]': [X(0), X(0), X(1), X(1)],
  '[i in 0..3: w[i] * x[i]]': x.map((v, i) => v * (DATA.w[i] as number)),
  'sum(i in 0..3: where(x[i] > 0, x[i], -y[i]))': sum(4, (i) => (X(i) > 0 ? X(i) : -Y(i))),
  'sum(i in 0..3, j in 0..3: where(x[i] > y[j] and not x[j] == 0 or a > b, x[i], -y[j]))': sum(4, (i) =>
    sum(4, (j) => (X(i) > Y(j) && X(j) !== 0 ? X(i) : -Y(j))),
  ),
  'sum(i in 1..3: i * x[i])': sum(4, (i) => i * X(i)),
  'sum(i in 0..3, j in 0..3: (2 i - j)^2 * x[i])': sum(4, (i) => sum(4, (j) => (2 * i - j) ** 2 * X(i))),
  '[i in -1..1: -i / 2]': [0.5, 0, -0.5],
  'sum(i in 0..3: where(i < 2 and i != 1, x[i], i))': X(0) + 1 + 2 + 3,
  'sum(i in 0..3, j in 0..i: B[i, j] * x[j])': sum(4, (i) => sum(i + 1, (j) => ofB(i, j) * X(j))),
  'sum(i in 0..3, j in i+1..3: x[i] * x[j])': sum(4, (i) => sum(3 - i, (k) => X(i) * X(i + 1 + k))),
  'sum(i in 0..3, j in i + 1..3: (i - j) * a)': a * sum(4, (i) => sum(3 - i, (k) => -1 - k)),
  '[i in 0..3: sum(j in 0..i: x[j])]': [0, 1, 2, 3].map((i) => sum(i + 1, X)),
  '[i in 0..3: sum(j in 0..i: j)]': [0, 1, 3, 6],
  'sum(i in 0..3: sum(j in 0..i: j) * x[i])': X(1) + 3 * X(2) + 6 * X(3),
  '[i in 0..3: sum(j in i + 1..3: x[j])^2 + x[i]]': [0, 1, 2, 3].map(
    (i) => sum(3 - i, (k) => X(i + 1 + k)) ** 2 + X(i),
  ),
  '[i in 0..3: sum(j in 0..i: a + y[i])]': [0, 1, 2, 3].map((i) => (i + 1) * (a + Y(i))),
  '[m in 0..2, i in 0..3: sum(j in 0..i: A[m, j] * x[i])]': [0, 1, 2].flatMap((m) =>
    [0, 1, 2, 3].map((i) => sum(i + 1, (j) => ofA(m, j) * X(i))),
  ),
  '[i in 0..3, m in 0..2: sum(j in 0..i, k in j..i: A[m, j] * x[k] * k)]': [0, 1, 2, 3].flatMap((i) =>
    [0, 1, 2].map((m) => sum(i + 1, (j) => sum(i + 1, (k) => (k < j ? 0 : ofA(m, j) * X(k) * k)))),
  ),
  'sum(i in 0..3, j in 0..i, k in 0..i: B[i, j] * B[i, k])': sum(4, (i) => sum(i + 1, (j) => ofB(i, j)) ** 2),
  'sum(i in 0..3: sum(j in 0..i: B[i, j]) * sum(k in i..3: x[k]))': sum(
    4,
    (i) => sum(i + 1, (j) => ofB(i, j)) * sum(4 - i, (k) => X(i + k)),
  ),
  'sum(i in 0..1, m in 0..2, j in 2 i..i + 2: A[m, j] * y[p[j]])': sum(2, (i) =>
    sum(3, (m) => sum(3 - i, (k) => ofA(m, 2 * i + k) * Y(DATA.p[2 * i + k] as number))),
  ),
  'sum(i in 0..3, j in 4..i: x[j])': 0,
  'let i = y; sum(i in 0..2: i * x[i])': X(1) + 2 * X(2),
  'scan(c = a, i in 0..2: c^2 + x[i])': [0, 1, 2].map((i) =>
    x.slice(0, i + 1).reduce((c, v) => c ** 2 + v, a),
  ),
  'scan(c = [1, 0], i in 2..3: [c[1] + i, x[3 - i] * c[0]])': [2, X(1), X(1) + 3, X(0) * 2],
  'scan(c = 0, i in 0..1: c + scan(d = 1, j in i..2: d * x[j])[0])[1]': X(0) + X(1),
  'scan(c = 0, i in 0..2: c + sum(j in 0..i: x[j] * i))': [0, X(0) + X(1), X(0) + X(1) + 2 * sum(3, X)],
  'sum(i in 0..3: max(x[i], y[i], 0))': sum(4, (i) => Math.max(X(i), Y(i), 0)),
  'sum(i in 0..3: sin(x[i]) * sum(y) * max(x[i], a))': sum(
    4,
    (i) => Math.sin(X(i)) * sum(4, Y) * Math.max(X(i), a),
  ),
};

describe.each([
  ['operators and functions', MEANINGS],
  ['indices', INDEXED],
])('%s', (_, meanings) => {
  test.each(Object.entries(meanings))('%s', (text, expected) => {
    const f = read(text, INPUTS, DATA);
    const { values } = interpret(f, points);
    expectAllClose(values, typeof expected === 'number' ? [expected] : expected, 1e-13);
    expect(read(format(f))).toEqual(f);
  });
});

test('a template takes expressions, numbers, arrays and sparse matrices', () => {
  const n = 4;
  const f = define({ x: 4, y: 4 }, ({ x, y }) => {
    const twice = formula`2 ${x}`;
    return formula`sum(i in 0..${n - 2}: (${twice}[i+1] - y[i])^2) + ${0.5} * dot(${DATA.w}, ${y})
      + sum(sparseMatmul(${DATA.S}, x)) + sum(i in 0..3: x[${DATA.p}[i]] * y[i])
      + sum(reshape(x, ${[2, 2]}) @ ${DATA.M}) + ${y}[${n - 1}]`;
  });
  const products = [X(0) + 3 * X(1), 2 * X(0) + 4 * X(1), X(2) + 3 * X(3), 2 * X(2) + 4 * X(3)];
  const expected =
    sum(3, (i) => (2 * X(i + 1) - Y(i)) ** 2) +
    0.5 * sum(4, (i) => (DATA.w[i] as number) * Y(i)) +
    (X(0) + 2 * X(3) + 3 * X(1)) +
    sum(4, (i) => X(DATA.p[i] as number) * Y(i)) +
    sum(4, (i) => products[i] as number) +
    Y(3);
  expectAllClose(interpret(f, { x, y }).values, [expected], 1e-14);
});

test('formulas and functions make the same nodes', () => {
  const byFormula = define({ x: 4 }, () => 'sum(exp(2 x) / (1 + x^2), 0)');
  const byFunctions = define({ x: 4 }, ({ x }) => {
    const { add, divide, exp, multiply, power, sum: total } = expression;
    return total(divide(exp(multiply(2, x)), add(1, power(x, 2))));
  });
  expect(byFormula).toEqual(byFunctions);
});
