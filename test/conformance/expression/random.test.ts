/**
 * Properties of all functions, tested on random graphs of all operations: values against the interpreter, derivatives
 * against differences, and consistency between derivatives.
 */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  certifyEvaluate,
  certifyGradient,
  certifyHessian,
  certifyHessianProduct,
  certifyJacobianProduct,
} from '../../certificates/expression.js';
import { interpret, traced } from '../../support/interpreter.js';
import { mulberry32 } from '../../support/random.js';
import { INPUTS, randomFunction, randomPoints } from '../../support/random-functions.js';

const { evaluateSync, gradientSync, hessianProductSync, hessianSync, jacobianProductSync, jacobianSync } =
  expression;

beforeAll(() => load('expression-matrices'));

type Name = keyof typeof INPUTS;
type RandomFunction = expression.ExpressionFunction<Name>;

/** All inputs except the label, in which functions are not smooth. */
const VARIABLES = ['x', 'A', 's', 'T', 'K', 'I'] as const;

/** Some of them, 17 numbers, for expensive checks. */
const FEW = ['x', 'A', 's'] as const;

/** Number of random functions, each with a few dozen operations. */
const FUNCTIONS = 40;

/** The function of a seed, and its points. */
const functionOf = (seed: number) => randomFunction(seed, 6 + (seed % 20));
const pointsOf = (seed: number) => randomPoints(seed + 1000);

/** Seeds of functions that are finite at their points. */
const SEEDS = Array.from({ length: 4 * FUNCTIONS }, (_, k) => k)
  .filter((seed) => interpret(functionOf(seed), pointsOf(seed)).values.every(Number.isFinite))
  .slice(0, FUNCTIONS);

const random = (seed: number, count: number) => {
  const draw = mulberry32(seed);
  return Float64Array.from({ length: count }, () => 2 * draw() - 1);
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, k) => sum + value * (b[k] as number), 0);

/** The number of scalar variables. */
const COLUMNS = 4 + 12 + 1 + 30 + 18 + 18;

/** A random function with several values: the terms of the final sum. */
function severalValues(seed: number): RandomFunction {
  const f = randomFunction(seed, 15);
  // The graph ends with sums to one number; the last node before them usually has several values.
  const operands = f.nodes.map((_, k) => k);
  const place = operands.findLast((k) => !['add', 'sum', 'constant'].includes(f.nodes[k]?.[0] as string));
  return { ...f, outputs: [place ?? f.outputs[0]] };
}

/** The largest intermediate value, for scaling rounding errors. */
const sizeOf = (f: RandomFunction, points: Record<Name, Float64Array>) =>
  traced(f, points).reduce(
    (most, { values }) => values.reduce((so, value) => Math.max(so, Math.abs(value)), most),
    1,
  );

/** Describes the problem in failure messages. */
const told = (seed: number, f: RandomFunction) => `seed ${seed}: ${JSON.stringify(f.nodes)}`;

describe.each(SEEDS)('seed %i', (seed) => {
  const f = functionOf(seed);
  const points = pointsOf(seed);

  test('values', () => {
    const problem = { function: f, points };
    certifyEvaluate(problem, evaluateSync(problem));
  });

  test('gradients', () => {
    const all = { function: f, points, withRespectTo: VARIABLES };
    const problem = seed % 4 === 0 ? all : { ...all, withRespectTo: FEW };
    certifyGradient(problem, gradientSync(problem));
  });

  test('Jacobians, dense and sparse, and products with them', () => {
    const g = severalValues(seed);
    const problem = { function: g, points, withRespectTo: VARIABLES };
    const dense = jacobianSync(problem);
    const { rows, data } = dense.jacobian;
    const sparse = jacobianSync({ ...problem, format: 'sparse' });
    expectSame(filled(sparse.jacobian), data, 1e-12, told(seed, g));
    const v = random(seed, COLUMNS);
    const solution = jacobianProductSync({ ...problem, vector: v });
    certifyJacobianProduct({ ...problem, vector: v }, solution);
    const { product } = solution;
    const u = random(seed + 1, rows);
    const back = expression.vectorJacobianProductSync({ ...problem, vector: u }).product;
    const byRows = Float64Array.from({ length: rows }, (_, i) =>
      dot(data.subarray(i * COLUMNS, (i + 1) * COLUMNS), v),
    );
    expectSame(product, byRows, 1e-12, told(seed, g));
    const [left, right] = [dot(u, product), dot(back, v)];
    if (!Number.isFinite(left) || !Number.isFinite(right)) return;
    const scale = dot(u.map(Math.abs), product.map(Math.abs)) + dot(back.map(Math.abs), v.map(Math.abs));
    expect(Math.abs(left - right), told(seed, g)).toBeLessThanOrEqual(1e-12 * Math.max(1, scale));
  });

  test('Hessians, dense and sparse, and products with them', () => {
    const problem = { function: f, points, withRespectTo: FEW };
    const dense = hessianSync(problem);
    const small = { ...problem, withRespectTo: ['x', 's'] as const };
    certifyHessian(small, hessianSync(small));
    const side = 17;
    const { data } = dense.hessian;
    const lower = filled(hessianSync({ ...problem, format: 'sparse' }).hessian);
    const whole = lower.map((entry, k) => {
      const [i, j] = [Math.floor(k / side), k % side];
      return j > i ? (lower[j * side + i] as number) : entry;
    });
    expectSame(whole, data, 1e-12, told(seed, f));
    const vector = random(seed + 2, side);
    const product = hessianProductSync({ ...problem, vector });
    certifyHessianProduct({ ...problem, vector }, product);
    const byRows = Float64Array.from({ length: side }, (_, i) =>
      dot(data.subarray(i * side, (i + 1) * side), vector),
    );
    // Rounding is relative to the entries, which may be far larger than their sum.
    const most = data.reduce((so, entry) => Math.max(so, Math.abs(entry)), 0);
    expectSame(product.product, byRows, 1e-10, told(seed, f), most);
    expectSame(gradientSync(problem).gradients.x, dense.gradient.subarray(0, 4), 1e-12, told(seed, f));
  });

  test('many points are as one by one', () => {
    const hasProducts = f.nodes.some(([name]) => /matmul|convolution/i.test(name));
    for (const count of seed % 6 === 0 ? [1, 7, 255, 256, 257] : [3]) {
      const all = Array.from({ length: count }, (_, k) => randomPoints(seed * 1000 + k));
      const points = Object.fromEntries(
        Object.entries(INPUTS).map(([name, shape]) => {
          const lengths: readonly number[] = typeof shape === 'number' ? [shape] : shape;
          const values = all.flatMap((point) => [...point[name as Name]]);
          return [name, { shape: [count, ...lengths], values }];
        }),
      ) as unknown as expression.Points<Name>;
      const mapped = gradientSync({ function: f, points, withRespectTo: ['x', 'A'] });
      for (const k of new Set([0, count >> 1, count - 1])) {
        const one = gradientSync({ function: f, points: all[k] as never, withRespectTo: ['x', 'A'] });
        const scale = sizeOf(f, all[k] as Record<Name, Float64Array>);
        const same = (many: ArrayLike<number>, single: ArrayLike<number>) =>
          hasProducts
            ? expectSame(many, single, 1e-13, told(seed, f), scale)
            : expect(Array.from(many), told(seed, f)).toEqual(Array.from(single));
        same(mapped.values.subarray(k, k + 1), one.values);
        same(mapped.gradients.x.subarray(4 * k, 4 * k + 4), one.gradients.x);
        same(mapped.gradients.A.subarray(12 * k, 12 * k + 12), one.gradients.A);
      }
    }
  });

  test('any number of threads gives the same bits, and so does the wire', () => {
    const problem = { function: f, points, withRespectTo: ['x', 'A'] as const };
    const first = hessianSync(problem, { threads: 1 });
    for (const threads of [2, 7]) expect(hessianSync(problem, { threads })).toEqual(first);
    const copy = structuredClone(f);
    expect(hessianSync({ ...problem, function: copy })).toEqual(first);
    const text = JSON.parse(JSON.stringify(f)) as RandomFunction;
    expect(hessianSync({ ...problem, function: text })).toEqual(first);
    expect(hessianSync({ ...problem, function: expression.read(expression.format(f)) })).toEqual(first);
  });
});

/** All entries of a matrix, row by row. */
function filled(matrix: expression.DerivativeMatrix): Float64Array {
  const { rows, columns, data } = matrix;
  if (!('indptr' in matrix)) return data;
  const whole = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = matrix.indptr[i] as number; k < (matrix.indptr[i + 1] as number); k++)
      whole[i * columns + (matrix.indices[k] as number)] = data[k] as number;
  }
  return whole;
}

/** Asserts that numbers agree to rounding, or are nonfinite on both sides. */
function expectSame(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
  scale = 1,
): void {
  expect(actual.length, what).toBe(expected.length);
  for (let k = 0; k < expected.length; k++) {
    const [a, b] = [actual[k] as number, expected[k] as number];
    if (Object.is(a, b) || !Number.isFinite(a) || !Number.isFinite(b)) continue;
    const slack = tolerance * Math.max(1, scale, Math.abs(b));
    expect(Math.abs(a - b), `entry ${k}, ${a} and ${b}; ${what}`).toBeLessThanOrEqual(slack);
  }
}
