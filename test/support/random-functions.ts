/** Random functions of all operations, for tests of general properties. */

import { expression } from 'superlinear';
import { mulberry32 } from './random.js';

type Expression = expression.Expression;
type Random = () => number;

/** The inputs of all random functions. */
export const INPUTS = {
  x: 4,
  A: [3, 4],
  s: [],
  T: [2, 3, 5],
  label: [],
  K: [2, 3, 3],
  I: [1, 3, 6],
} as const;

/** Random values of these inputs, in (-1, 1); the label is an integer. */
export function randomPoints(seed: number): Record<keyof typeof INPUTS, Float64Array> {
  const random = mulberry32(seed);
  const entries = Object.entries(INPUTS).map(([name, shape]) => {
    const lengths: readonly number[] = typeof shape === 'number' ? [shape] : shape;
    const size = lengths.reduce((product, length) => product * length, 1);
    const values = Float64Array.from({ length: size }, () =>
      name === 'label' ? Math.floor(3 * random()) : 2 * random() - 1,
    );
    return [name, values];
  });
  return Object.fromEntries(entries) as Record<keyof typeof INPUTS, Float64Array>;
}

/** A sparse matrix of three rows and four columns. */
const SPARSE = {
  rows: 3,
  columns: 4,
  indptr: Int32Array.of(0, 2, 2, 3),
  indices: Int32Array.of(0, 2, 3),
  data: Float64Array.of(1.5, -2, 0.25),
};

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const whole = (limit: number, random: Random): number => Math.floor(random() * limit);

const UNARY = [
  'negate',
  'abs',
  'sign',
  'floor',
  'ceil',
  'round',
  'trunc',
  'sqrt',
  'cbrt',
  'exp',
  'expm1',
  'log',
  'log2',
  'log10',
  'log1p',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'erf',
  'erfc',
  'lgamma',
  'digamma',
  'sigmoid',
  'softplus',
  'relu',
  'gelu',
  'silu',
  'elu',
  'leakyRelu',
] as const;
/** All but `straightThrough`, whose derivatives are not those of its values. */
const BINARY = [
  ...(['add', 'subtract', 'multiply', 'divide', 'power', 'min', 'max', 'atan2', 'hypot', 'mod'] as const),
];
const REDUCTIONS = ['sum', 'product', 'amin', 'amax', 'mean', 'norm', 'logsumexp', 'softmax'] as const;
const CUMULATIVE = ['cumsum', 'cumprod'] as const;

/** A multiple of the identity matrix. */
const diagonal = (order: number, value: number) =>
  Array.from({ length: order }, (_, i) => Array.from({ length: order }, (_, j) => (i === j ? value : 0)));

type Maker = (operand: () => Expression, random: Random) => Expression;

/** Constructors of a new expression from existing ones. */
const MAKERS: readonly Maker[] = [
  (operand, random) => expression[pick(UNARY, random)](operand()),
  (operand, random) => expression[pick(UNARY, random)](operand()),
  (operand, random) => expression[pick(BINARY, random)](operand(), operand()),
  (operand, random) => expression[pick(BINARY, random)](operand(), operand()),
  (operand, random) =>
    expression[pick(BINARY, random)](operand(), pick([2, -1, 0.5, 1e-7, -2.25, 1e21, 3], random)),
  (operand, random) => expression[pick(BINARY, random)](pick([2, -1, 0.1, -3], random), operand()),
  (operand) => expression.power(operand(), 2),
  (operand) => expression.multiply(operand(), [0.5, 1, -1.25, 3]),
  (operand) => expression.where(expression.less(operand(), operand()), operand(), operand()),
  (operand) => expression.where(expression.greaterEqual(operand(), 0), operand(), operand()),
  (operand) => {
    const [positive, small] = [expression.less(0, operand()), expression.notEqual(operand(), 0.5)];
    return expression.where(expression.or(expression.not(positive), small), operand(), operand());
  },
  (operand, random) => {
    const a = operand();
    const counts = a.shape.map((length) => 1 + whole(length, random));
    const starts = a.shape.map((length, k) => whole(length - (counts[k] as number) + 1, random));
    const isReversed = random() < 0.3;
    const from = isReversed ? starts.map((start, k) => start + (counts[k] as number) - 1) : starts;
    return expression.slice(a, from, counts, isReversed ? from.map(() => -1) : undefined);
  },
  (operand) => {
    const a = operand();
    return expression.reshape(a, [a.shape.reduce((product, length) => product * length, 1)]);
  },
  (operand) => {
    const a = operand();
    return expression.reshape(a, a.shape.length > 0 && a.shape.length < 4 ? [1, ...a.shape] : a.shape);
  },
  (operand) => {
    const a = operand();
    return a.shape.length < 3 ? expression.broadcast(a, [2, ...a.shape]) : a;
  },
  (operand) => expression.permute(operand()),
  (operand, random) => {
    const a = operand();
    const axes = a.shape.length > 0 && random() < 0.6 ? whole(a.shape.length, random) : undefined;
    return expression[pick(REDUCTIONS, random)](a, axes);
  },
  (operand, random) => {
    const a = operand();
    const { length } = a.shape;
    return length === 0 ? a : expression[pick(CUMULATIVE, random)](a, whole(length, random));
  },
  (operand, random) => {
    const a = operand();
    const { length } = a.shape;
    return length === 0 ? a : expression.recurrence(expression.sin(a), a, whole(length, random));
  },
  (operand, random) => {
    const a = operand();
    return expression.concatenate([a, operand(), a], whole(a.shape.length, random));
  },
  (operand) => {
    const a = operand();
    return expression.stack([a, expression.sin(a)]);
  },
  (operand) =>
    expression.gather(operand(), [
      [2, 0],
      [1, 1],
    ]),
  (operand) => expression.take(operand(), operand()),
  (operand) => expression.matmul(operand(), operand()),
  (operand, random) => {
    const a = operand();
    const [rows = 0, columns = 0] = a.shape;
    if (a.shape.length !== 2 || columns > 8) return a;
    // Random matrices are seldom square, and their products with themselves may be singular.
    const isSquare = rows === columns && random() < 0.5;
    const product = isSquare ? a : expression.matmul(expression.permute(a), a);
    const square = expression.add(expression.tanh(product), diagonal(columns, 2 * columns));
    return random() < 0.5
      ? expression.solve(square, operand())
      : expression[pick(['inverse', 'det', 'logdet', 'cholesky'] as const, random)](square);
  },
  (operand) => expression.sparseMatmul(SPARSE, operand()),
  (operand) => expression.dot(operand(), operand()),
  (operand) => expression.squaredNorm(operand()),
];

/** A random function of about `size` operations. */
export function randomFunction(seed: number, size = 30): expression.ExpressionFunction<keyof typeof INPUTS> {
  const random = mulberry32(seed);
  return expression.define(INPUTS, ({ x, A, s, T, label, K, I }) => {
    const convolve = pick([expression.convolution, expression.transposedConvolution], random);
    // The transpose takes as many input channels as the convolution has output channels.
    const image = convolve === expression.convolution ? I : expression.slice(I, [0, 0, 0], [1, 2, 6]);
    const padding = pick(['zero', 'circular', 'none'] as const, random);
    const made: Expression[] = [x, A, s, T];
    if (random() < 0.5) made.push(convolve(image, K, { padding, stride: 1 + whole(2, random) }));
    if (random() < 0.5) made.push(expression.take(A, label));
    const operand = () => pick(random() < 0.5 ? made : made.slice(-6), random);
    while (made.length < size) {
      try {
        made.push(pick(MAKERS, random)(operand, random));
      } catch (error) {
        // Incompatible shapes are drawn again.
        if ((error as { code?: string }).code !== 'INVALID_INPUT') throw error;
      }
    }
    // All expressions contribute to the value.
    return made.map((part) => expression.sum(part)).reduce((a, b) => expression.add(a, b));
  });
}
