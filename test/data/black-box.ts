/** Black-box functions of mixed variables, and with failing regions, for tests and comparisons. */

import type { blackbox } from 'superlinear';

/** A function of mixed variables, given as a list, with its minimum. */
interface Mixed {
  readonly name: string;
  readonly variables: readonly blackbox.VariableInput[];
  /** The value; categories are given by index. */
  readonly value: (x: readonly number[]) => number;
  readonly least: number;
  /** The median excess over ten seeds of optuna 5.0's TPE, the better of its two kinds, after 60 evaluations. */
  readonly tpe: number;
}

const real = (lower: number, upper: number) => ({ type: 'real', lower, upper }) as const;
const ratio = (lower: number, upper: number) => ({ type: 'real', lower, upper, scale: 'log' }) as const;
const whole = (lower: number, upper: number) => ({ type: 'integer', lower, upper }) as const;
const category = (count: number) =>
  ({ type: 'category', values: Array.from({ length: count }, (_, k) => k) }) as const;

const pick = (values: readonly number[], k = 0) => values[k] as number;

const CENTERS = [
  [1.2, -0.7, 0.4],
  [-2.1, 0.5, 1],
  [0.3, 2.2, -1.4],
  [3, 0, -2],
  [-1, -1, -1],
] as const;

export const MIXED: readonly Mixed[] = [
  {
    name: 'bowls',
    variables: [real(1, 10), whole(0, 12), category(3)],
    value: ([x = 0, k = 0, c]) =>
      (x - pick([2.3, 5.1, 8.2], c)) ** 2 / 10 + (k - pick([3, 7, 10], c)) ** 2 / 20 + pick([0.2, 0, 0.1], c),
    least: 0,
    tpe: 7.2e-4,
  },
  {
    name: 'shapes',
    variables: [category(3), ratio(0.01, 100), whole(0, 9)],
    value: ([c, size = 0, holes = 0]) =>
      pick([1, 0, 2], c) + Math.log10(size / 3) ** 2 + 0.1 * Math.abs(holes - 4),
    least: 0,
    tpe: 3.1e-4,
  },
  {
    name: 'network',
    variables: [ratio(1e-5, 0.1), whole(1, 6), whole(8, 512), real(0, 0.6), category(4), category(3)],
    value: ([rate = 0, layers = 0, width = 0, dropout = 0, optimizer, activation]) =>
      0.3 * (Math.log10(rate) - pick([-3.2, -2.1, -3.6, -2.7], optimizer)) ** 2 +
      0.05 * (layers - 3 - (activation === 1 ? 1 : 0)) ** 2 +
      0.05 * (Math.log2(width) - 6.4) ** 2 +
      2 * (dropout - 0.05 * layers) ** 2 +
      pick([0.12, 0.3, 0, 0.2], optimizer) +
      pick([0.1, 0, 0.25], activation),
    least: 2.9510996380155263e-6,
    tpe: 5.8e-2,
  },
  {
    name: 'waves',
    variables: [real(-5, 5), real(-5, 5), real(-5, 5), category(5), category(5)],
    value: ([x = 0, y = 0, z = 0, a = 0, b = 0]) => {
      const [u, v, w] = CENTERS[a] as (typeof CENTERS)[number];
      const away = [x - u, y - v, z - w, 0.6 * ((b + 3) % 5)];
      const mean = (of: (d: number) => number) => away.reduce((sum, d) => sum + of(d) / 4, 0);
      const ackley =
        -20 * Math.exp(-0.2 * Math.sqrt(mean((d) => d * d))) -
        Math.exp(mean((d) => Math.cos(2 * Math.PI * d))) +
        (20 + Math.E);
      return ackley + 0.3 * ((3 * a + 1) % 5);
    },
    least: 0,
    tpe: 3.4,
  },
  {
    name: 'valleys',
    variables: [real(-2, 2), real(-1, 3), real(-4, 4), whole(0, 8), category(3)],
    value: ([x = 0, y = 0, w = 0, k = 0, c]) => {
      const u = pick([1, -1, 0.5], c) * x;
      return (
        (1 - u) ** 2 +
        10 * (y - u * u) ** 2 +
        0.5 * (w - 0.3 * k) ** 2 +
        0.1 * (k - 4) ** 2 +
        pick([0.5, 0, 0.8], c)
      );
    },
    least: 0,
    tpe: 0.92,
  },
];

/** A function on the box from -5 to 5 that fails in a part of it, with its minimum. */
interface Failing {
  readonly name: string;
  readonly dimension: number;
  readonly value: (x: ArrayLike<number> & Iterable<number>) => number;
  readonly least: number;
}

const squares = (x: ArrayLike<number>, of: (entry: number, k: number) => number) =>
  Array.from(x, (entry, k) => of(entry, k) ** 2).reduce((sum, square) => sum + square, 0);

export const FAILING: readonly Failing[] = [
  {
    name: 'wall-2',
    dimension: 2,
    value: ([x = 0, y = 0]) => (x < 0.37 ? Number.POSITIVE_INFINITY : x - 0.37 + (y + 0.2) ** 2),
    least: 0,
  },
  {
    name: 'wall-3',
    dimension: 3,
    value: ([x = 0, y = 0, z = 0]) =>
      x < 0.37 ? Number.POSITIVE_INFINITY : x - 0.37 + (y + 0.2) ** 2 + (z - 0.6) ** 2,
    least: 0,
  },
  {
    name: 'oblique-3',
    dimension: 3,
    value: ([x = 0, y = 0, z = 0]) => (x + y < 1 ? Number.POSITIVE_INFINITY : x * x + y * y + (z - x) ** 2),
    least: 0.5,
  },
  {
    name: 'corner-5',
    dimension: 5,
    value: (x) =>
      (x[0] as number) > 2 || (x[1] as number) * (x[2] as number) > 3
        ? Number.NaN
        : squares(x, (entry, k) => Math.sqrt(k + 1) * (entry - 0.5)),
    least: 0,
  },
];
