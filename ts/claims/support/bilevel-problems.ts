/** Bilevel problems with known solutions; large ones are generated from seeds. */

import type { MinimizeLevels, SyncMinimizeFunctionProblem } from '../../families/bilevel.js';
import { normalNumbers } from './equilibria.js';
import { mulberry32, uniform } from './random.js';

type Vector = ArrayLike<number>;

const at = (values: Vector, k: number) => values[k] as number;
const dot = (a: Vector, b: Vector) => Array.from(a).reduce((sum, value, k) => sum + value * at(b, k), 0);

/** A row-major matrix, and its products. */
class Rows {
  readonly #data: Float64Array;
  readonly #columns: number;

  constructor(data: Float64Array, columns: number) {
    this.#data = data;
    this.#columns = columns;
  }

  times(x: Vector): Float64Array {
    const columns = this.#columns;
    return Float64Array.from({ length: this.#data.length / columns }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += (this.#data[i * columns + j] as number) * at(x, j);
      return sum;
    });
  }

  transposedTimes(y: Vector): Float64Array {
    const columns = this.#columns;
    const product = new Float64Array(columns);
    for (let i = 0; i < y.length; i++)
      for (let j = 0; j < columns; j++)
        product[j] = at(product, j) + (this.#data[i * columns + j] as number) * at(y, i);
    return product;
  }
}

/** y minimizes e^y + y²/2 − xy. The solution x = 1 + e makes y equal to 1. */
export const exponential = (): SyncMinimizeFunctionProblem => ({
  outer: (_, [y = 0]) => ({ value: (y - 1) ** 2 / 2, xGradient: [0], yGradient: [y - 1] }),
  inner: ([x = 0], [y = 0]) => ({
    value: Math.exp(y) + y ** 2 / 2 - x * y,
    yGradient: [Math.exp(y) + y - x],
    xGradient: [-y],
  }),
  initial: new Float64Array([0]),
  innerInitial: new Float64Array([0]),
});

/** Prices x of two goods with demands y, at most `cap` in total. The solution is (3, 2) for a large cap. */
export const pricing = (cap: number): SyncMinimizeFunctionProblem => ({
  outer: ([p = 0, q = 0], [a = 0, b = 0]) => ({
    value: -p * a - q * b,
    xGradient: [-a, -b],
    yGradient: [-p, -q],
  }),
  inner: ([p = 0, q = 0], [a = 0, b = 0]) => ({
    value: a ** 2 + (a * b) / 2 + b ** 2 / 2 - (6 - p) * a - (4 - q) * b,
    yGradient: [2 * a + b / 2 - 6 + p, a / 2 + b - 4 + q],
    xGradient: [a, b],
  }),
  innerProduct: (_x, _y, [u = 0, v = 0]) => ({
    hessianProduct: [2 * u + v / 2, u / 2 + v],
    mixedProduct: [u, v],
  }),
  constraints: (_, [a = 0, b = 0]) => ({
    inequalities: [-a, -b, a + b - cap],
    xJacobian: [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    yJacobian: [
      [-1, 0],
      [0, -1],
      [1, 1],
    ],
  }),
  inequalityCount: 3,
  initial: new Float64Array([1, 1]),
  innerInitial: new Float64Array([0, 0]),
});

/** Least squares on both levels, the inner ones in x and y: MAID's first experiment, with 1000 x 10 uniform numbers. */
export function leastSquares(seed: number): SyncMinimizeFunctionProblem {
  const [rows, columns] = [1000, 10];
  const random = mulberry32(seed);
  const scale = 1 / Math.sqrt(rows);
  const draw = (count: number) => Float64Array.from({ length: count }, () => scale * random());
  const matrix = () => new Rows(draw(rows * columns), columns);
  const [a, b, c] = [matrix(), matrix(), matrix()];
  const ones = new Float64Array(columns).fill(1);
  const noisy = (...terms: Rows[]) => {
    const noise = draw(rows);
    const products = terms.map((term) => term.times(ones));
    return noise.map((u, i) => products.reduce((sum, product) => sum + at(product, i), 0.01 * u));
  };
  const [outerSide, innerSide] = [noisy(a), noisy(b, c)];
  const twice = (vector: Float64Array) => vector.map((value) => 2 * value);
  return {
    outer(_, y) {
      const left = a.times(y).map((value, i) => value - at(outerSide, i));
      const yGradient = twice(a.transposedTimes(left));
      return { value: dot(left, left), xGradient: new Float64Array(columns), yGradient };
    },
    inner(x, y) {
      const byX = c.times(x);
      const left = b.times(y).map((value, i) => value + at(byX, i) - at(innerSide, i));
      return { value: dot(left, left), yGradient: twice(b.transposedTimes(left)) };
    },
    innerProduct(_x, _y, v) {
      const product = b.times(v);
      return {
        hessianProduct: twice(b.transposedTimes(product)),
        mixedProduct: twice(c.transposedTimes(product)),
      };
    },
    initial: new Float64Array(columns),
    innerInitial: new Float64Array(columns),
  };
}

/**
 * LV-HBA's first example, with x of n numbers and y of 2n. The inner problem has one equation, and many solutions in
 * its second half. The minimum is at x = −0.3, y = (0.7, −0.4) with the multiplier −1.
 */
export const underOneEquation = (n: number): SyncMinimizeFunctionProblem => {
  const halves = (y: Float64Array) => [y.subarray(0, n), y.subarray(n)] as const;
  const each = (f: (k: number) => number) => Float64Array.from({ length: n }, (_, k) => f(k));
  return {
    outer(x, y) {
      const [first, second] = halves(y);
      const [far, off] = [each((k) => at(x, k) - at(second, k)), each((k) => at(first, k) - 1)];
      const yGradient = [...off, ...far.map((value) => -value)];
      return { value: (dot(far, far) + dot(off, off)) / 2, xGradient: far, yGradient };
    },
    inner(x, y) {
      const [first, second] = halves(y);
      const off = each((k) => at(first, k) - at(x, k));
      const sum = second.reduce((total, value) => total + value, 0);
      const yGradient = [...off, ...new Float64Array(n).fill(1)];
      return { value: dot(off, off) / 2 + sum, yGradient, xGradient: off.map((value) => -value) };
    },
    innerProduct(_x, _y, v) {
      const [first] = halves(v);
      return {
        hessianProduct: [...first, ...new Float64Array(n)],
        mixedProduct: first.map((value) => -value),
      };
    },
    constraints(x, y) {
      const sum = [...x, ...y].reduce((total, value) => total + value, 0);
      const [xJacobian, yJacobian] = [new Float64Array(n).fill(1), new Float64Array(2 * n).fill(1)];
      return { equalities: [sum], xJacobian, yJacobian };
    },
    equalityCount: 1,
    initial: new Float64Array(n).fill(10),
    innerInitial: new Float64Array(2 * n).fill(10),
  };
};

/** Relative distance from the solution of `underOneEquation`. */
export function errorUnderOneEquation(solution: Float64Array, innerSolution: Float64Array): number {
  const n = solution.length;
  const exact = Array.from({ length: 3 * n }, (_, k) => (k < n ? -0.3 : k < 2 * n ? 0.7 : -0.4));
  const off = [...solution, ...innerSolution].map((value, k) => value - at(exact, k));
  return Math.sqrt(dot(off, off) / dot(exact, exact));
}

/**
 * An outer objective as steep as cosh, in 10 variables. The inner solution y is near Bx, with noisy gradients, and the
 * target is t. Everything is a mean over `samples` samples, which differ only in the noise.
 */
export function steep(start: number, samples: number): MinimizeLevels & SyncMinimizeFunctionProblem {
  const d = 10;
  const curvatures = Float64Array.from({ length: d }, (_, k) => 1 + (2 * k) / (d - 1));
  const entries = normalNumbers(40, d * d).map(
    (value, k) => (k % (d + 1) === 0 ? 1 : 0) + (0.3 * value) / Math.sqrt(d),
  );
  const map = new Rows(entries, d);
  const target = uniform(41, d);
  const innerNoise = normalNumbers(42, samples * d).map((value) => 0.05 * value);
  const outerNoise = normalNumbers(43, samples * d).map((value) => 0.05 * value);
  const noiseOver = (noise: Float64Array, indices: Vector, k: number) => {
    let sum = 0;
    for (let i = 0; i < indices.length; i++) sum += at(noise, at(indices, i) * d + k);
    return sum / indices.length;
  };
  const all = Float64Array.from({ length: samples }, (_, i) => i);
  const each = (f: (k: number) => number) => Float64Array.from({ length: d }, (_, k) => f(k));
  const mean = (noise: Float64Array) => each((k) => noiseOver(noise, all, k));
  const [innerMean, outerMean] = [mean(innerNoise), mean(outerNoise)];
  const zeros = new Float64Array(d);
  const gradientBy = (x: Vector, y: Vector, noise: Vector) => {
    const image = map.times(x);
    return each((k) => at(curvatures, k) * (at(y, k) - at(image, k)) + at(noise, k));
  };
  const outerBy = (y: Vector, noise: Vector) =>
    each((k) => Math.sinh(at(y, k) - at(target, k)) + at(noise, k));
  const product = (v: Vector) => {
    const hessianProduct = each((k) => at(curvatures, k) * at(v, k));
    return { hessianProduct, mixedProduct: map.transposedTimes(hessianProduct).map((value) => -value) };
  };
  return {
    outer(_, y) {
      const value = each((k) => Math.cosh(at(y, k) - at(target, k)) - 1).reduce((sum, term) => sum + term, 0);
      return { value: value + dot(outerMean, y), xGradient: zeros, yGradient: outerBy(y, outerMean) };
    },
    inner(x, y) {
      const image = map.times(x);
      const off = each((k) => at(y, k) - at(image, k));
      const value = dot(off, product(off).hessianProduct) / 2 + dot(innerMean, y);
      const yGradient = gradientBy(x, y, innerMean);
      return { value, yGradient, xGradient: product(off).mixedProduct };
    },
    outerBatch: (_, y, indices) => ({
      xGradient: zeros,
      yGradient: outerBy(
        y,
        each((k) => noiseOver(outerNoise, indices, k)),
      ),
    }),
    innerBatch: (x, y, indices) =>
      gradientBy(
        x,
        y,
        each((k) => noiseOver(innerNoise, indices, k)),
      ),
    productBatch: (_x, _y, v) => product(v),
    outerSamples: samples,
    innerSamples: samples,
    batchSize: 1,
    initial: new Float64Array(d).fill(start),
    innerInitial: new Float64Array(d),
  };
}
