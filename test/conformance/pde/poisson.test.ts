/** The Poisson equation: references, closed forms, orders of convergence, and the difference equations at each point. */

import * as fc from 'fast-check';
import { load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyPoisson } from '../../certificates/pde.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { poisson, poissonSync } = pde;

beforeAll(() => load('pde'));

checkSolver({
  method: 'pde.poisson',
  solve: poisson,
  solveSync: poissonSync,
  problem: (): pde.PoissonProblem => ({
    points: [3, 4],
    lengths: [1, 2],
    rightSide: new Float64Array([1, 2, -1, 0, 3, 1, 0.5, 2, 0, 1, 1, -2]),
    boundary: ['dirichlet', 'periodic'],
    boundaryValues: { bottom: 1, top: [0, 1, 0.5, 2] },
    reaction: 0.5,
  }),
  verify: ({ status, residual, order }) => {
    expect(status).toBe('converged');
    expect(order).toBe(4);
    expect(residual).toBeLessThan(1e-14);
  },
  certify: certifyPoisson,
});

/** Values of a function of x, y, z at the points of a grid, with the boundary points if `rim` is 1. */
function sampled(
  points: readonly number[],
  f: (x: number, y: number, z: number) => number,
  rim = 0,
): Float64Array {
  const [nz, ny, nx] = [points.at(-3), points.at(-2), points.at(-1)];
  const along = (n: number | undefined) =>
    n === undefined ? [0] : Array.from({ length: n + 2 * rim }, (_, k) => (k + 1 - rim) / (n + 1));
  const values = along(nz).flatMap((z) => along(ny).flatMap((y) => along(nx).map((x) => f(x, y, z))));
  return Float64Array.from(values);
}

const maximalError = (found: ArrayLike<number>, exact: ArrayLike<number>) =>
  Math.max(...Array.from(found, (value, k) => Math.abs(value - Number(exact[k]))));

describe('references', () => {
  // Solutions of the difference equations with 40 digits, by mpmath.
  test.each([
    [2, 1, 24, 0.07278262867647059],
    [2, 1, 0, 0.01777918198529412],
    [4, 1, 24, 0.07367588634940819],
    [4, 1, 0, 0.018228562960895825],
  ])('order %i, right side %i, point %i', async (order, rightSide, place, expected) => {
    const { solution } = await poisson({ points: [7, 7], rightSide, order });
    expectClose(Number(solution[place]), expected, 1e-14);
  });

  test.each([
    [2, 24, 0.06106651110528823],
    [2, 12, 0.030863140574065848],
    [4, 24, 0.061896527382082706],
    [4, 12, 0.031225154019011634],
  ])('order %i with values at the boundary, point %i', async (order, place, expected) => {
    const rightSide = sampled([7, 7], (x, y) => Math.exp(x) * y, 1);
    const { solution } = await poisson({ points: [7, 7], rightSide, order });
    expectClose(Number(solution[place]), expected, 1e-14);
  });

  test('errors of a smooth solution are those of the prototype', async () => {
    const u = (x: number, y: number) => x * (1 - x) * y * (1 - y) * Math.exp(x * y);
    const f = (x: number, y: number) => {
      // Minus the second derivatives of (x - x²) exp(x y) in x and of (y - y²) exp(x y) in y.
      const part = (s: number, t: number) => 2 - 2 * (1 - 2 * s) * t - s * (1 - s) * t * t;
      return Math.exp(x * y) * (y * (1 - y) * part(x, y) + x * (1 - x) * part(y, x));
    };
    const errorOf = async (n: number, order: number) => {
      const { solution } = await poisson({ points: [n, n], rightSide: sampled([n, n], f, 1), order });
      return maximalError(solution, sampled([n, n], u));
    };
    expectClose(await errorOf(127, 2), 8.455756343e-7, 1e-13);
    expectClose(await errorOf(15, 4), 3.351669787e-7, 1e-13);
    expectClose(await errorOf(31, 4), 2.10992892e-8, 1e-13);
  });
});

describe('orders of convergence', () => {
  const pi = Math.PI;
  /** The error for a smooth solution of -Δu + u = f with values at all sides. */
  async function errorOf(dimension: number, n: number, order: number, lengths: number[]): Promise<number> {
    const points = Array.from({ length: dimension }, () => n);
    const [lz = 1, ly = 1, lx = 1] = [lengths.at(-3), lengths.at(-2), lengths.at(-1)];
    const u = (x: number, y: number, z: number) =>
      Math.sin(x * lx + 0.3) * Math.cosh(0.7 * y * ly) * Math.cos(z * lz);
    const factor = 1 - (dimension > 1 ? 0.49 : 0) + (dimension > 2 ? 1 : 0) + 1;
    const full = sampled(points, u, 1);
    const at = (i: number, j: number, k: number) => u(k, dimension > 1 ? j : 0, dimension > 2 ? i : 0);
    const side = (axis: number, end: number) => {
      const others = points.slice(1);
      const along = (count: number) => Array.from({ length: count + 2 }, (_, k) => k / (count + 1));
      const [a = [0], b = [0]] = others.map(along);
      if (dimension === 1) return u(end, 0, 0);
      if (dimension === 2) return a.map((s) => (axis === 2 ? at(0, s, end) : at(0, end, s)));
      const value = (s: number, t: number) =>
        axis === 2 ? at(s, t, end) : axis === 1 ? at(s, end, t) : at(end, s, t);
      return a.flatMap((s) => b.map((t) => value(s, t)));
    };
    const boundaryValues = {
      left: side(2, 0),
      right: side(2, 1),
      ...(dimension > 1 && { bottom: side(1, 0), top: side(1, 1) }),
      ...(dimension > 2 && { back: side(0, 0), front: side(0, 1) }),
    };
    const rightSide = full.map((value) => factor * value);
    const solved = await poisson({ points, lengths, rightSide, boundaryValues, reaction: 1, order });
    return maximalError(solved.solution, sampled(points, u));
  }

  test.each([
    [1, 2, [1.5]],
    [1, 4, [1.5]],
    [2, 2, [1, 1.7]],
    [2, 4, [1, 1.7]],
    [3, 2, [0.8, 1, 1.7]],
    [3, 4, [0.8, 1, 1.7]],
  ])('%i dimensions, order %i', async (dimension, order, lengths) => {
    const [coarse, fine] = [
      await errorOf(dimension, 7, order, lengths),
      await errorOf(dimension, 15, order, lengths),
    ];
    expect(Math.abs(Math.log2(coarse / fine) - order)).toBeLessThan(0.12);
  });

  test('fluxes at the boundary are of order 2', async () => {
    const errorOf = async (n: number) => {
      const center = (k: number) => (k + 0.5) / n;
      const range = Array.from({ length: n }, (_, k) => center(k));
      const u = (x: number, y: number) => Math.exp(x) * Math.cos(y);
      const exact = range.flatMap((y) => range.map((x) => u(x, y)));
      const { solution, status } = await poisson({
        points: [n, n],
        boundary: 'neumann',
        rightSide: exact,
        reaction: 1,
        boundaryValues: {
          left: range.map((y) => -u(0, y)),
          right: range.map((y) => u(1, y)),
          bottom: 0,
          top: range.map((x) => -Math.exp(x) * Math.sin(1)),
        },
      });
      expect(status).toBe('converged');
      return maximalError(solution, exact);
    };
    expect(Math.abs(Math.log2((await errorOf(8)) / (await errorOf(16))) - 2)).toBeLessThan(0.2);
  });

  test('the error estimate is close to the error', async () => {
    const u = (x: number, y: number) => Math.sin(pi * x) * Math.sin(2 * pi * y);
    for (const order of [2, 4]) {
      const rightSide = sampled([31, 31], (x, y) => 5 * pi * pi * u(x, y), 1);
      const { solution, discretizationError } = await poisson({ points: [31, 31], rightSide, order });
      const error = maximalError(solution, sampled([31, 31], u));
      expect(Number(discretizationError) / error).toBeGreaterThan(0.9);
      expect(Number(discretizationError) / error).toBeLessThan(1.2);
    }
    const even = await poisson({ points: [30, 31], rightSide: 1 });
    expect(even.discretizationError).toBeUndefined();
  });
});

describe('discrete facts', () => {
  test('sines are eigenvectors', async () => {
    for (const [ny, nx] of [
      [5, 9],
      [64, 37],
    ] as const) {
      const f = sampled([ny, nx], (x, y) => Math.sin(Math.PI * x) * Math.sin(2 * Math.PI * y));
      const mu = (k: number, n: number) => (2 * (n + 1) * Math.sin((Math.PI * k) / 2 / (n + 1))) ** 2;
      const { solution } = await poisson({ points: [ny, nx], rightSide: f, order: 2 });
      const exact = f.map((value) => value / (mu(1, nx) + mu(2, ny)));
      expect(maximalError(solution, exact)).toBeLessThan(1e-13 * Math.max(...exact));
    }
  });

  test('without a boundary value the mean is 0 and the compatibility that of the data', async () => {
    const { solution, compatibility, residual } = await poisson({
      points: [6, 5],
      lengths: [3, 2],
      boundary: ['periodic', 'neumann'],
      boundaryValues: { left: 1, right: 2 },
      rightSide: uniform(5, 30),
    });
    const mean = uniform(5, 30).reduce((sum, value) => sum + value / 30, 0);
    // The flux 1 + 2 over each unit of y, divided by the width.
    expectClose(Number(compatibility), mean + 3 / 2, 1e-14);
    expect(Math.abs(solution.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-13);
    expect(residual).toBeLessThan(1e-15);
  });

  test('all mixtures of boundaries solve their difference equations', () => {
    const axis = fc.record({
      points: fc.integer({ min: 1, max: 6 }),
      length: fc.double({ min: 0.5, max: 3, noNaN: true }),
      boundary: fc.constantFrom('dirichlet', 'neumann', 'periodic'),
    });
    const problem = fc.record({
      axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
      reaction: fc.constantFrom(0, 0, 1.5),
      order: fc.constantFrom(2, 4),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(problem, ({ axes, reaction, order, seed }) => {
        const points = axes.map(({ points }) => points);
        const names = [
          ['back', 'front'],
          ['bottom', 'top'],
          ['left', 'right'],
        ].slice(-axes.length);
        const hasNeumann = axes.some(({ boundary }) => boundary === 'neumann');
        const count = points.reduce((product, n) => product * n, 1);
        const sides = axes.flatMap(({ boundary }, a) =>
          boundary === 'periodic'
            ? []
            : (names[a] as string[]).map((name, end) => {
                const length = count / (points[a] as number);
                return [name, uniform(seed + 10 * a + end, length)] as const;
              }),
        );
        const given = {
          points,
          lengths: axes.map(({ length }) => length),
          boundary: axes.map(({ boundary }) => boundary),
          boundaryValues: Object.fromEntries(sides),
          rightSide: uniform(seed, count),
          reaction,
          order: hasNeumann ? 2 : order,
        };
        certifyPoisson(given, poissonSync(given));
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('a wrong solution is refused', async () => {
    const problem: pde.PoissonProblem = { points: [4, 5], rightSide: 1, boundaryValues: { left: 1 } };
    const right = await poisson(problem);
    certifyPoisson(problem, right);
    const wrong = {
      ...right,
      solution: right.solution.map((value, k) => (k === 3 ? value * (1 + 1e-12) : value)),
    };
    expectRefusal(() => certifyPoisson(problem, wrong));
  });
});

test('transforms count toward the memory limit', async () => {
  // Lines of 100,003 points take a convolution; those of 99,999 points are split.
  const limits = { memoryLimit: 30 };
  await expectError(() => poisson({ points: [100_003], rightSide: 1 }, limits), 'OUT_OF_MEMORY', 'points');
  expect(await poisson({ points: [99_999], rightSide: 1 }, limits)).toMatchObject({ status: 'converged' });
});

describe('bad input', () => {
  test.each<[string, Partial<pde.PoissonProblem>]>([
    ['points', { points: [] }],
    ['points', { points: [2, 2, 2, 2] }],
    ['points[1]', { points: [3, 0] }],
    ['points', { points: [20_000, 20_000] }],
    ['lengths', { lengths: [1] }],
    ['lengths[0]', { lengths: [0, 1] }],
    ['rightSide', { rightSide: [1, 2] }],
    ['rightSide', { rightSide: 1e300, reaction: 0, lengths: [1e10, 1e10] }],
    // The solution is finite, but not the sums of the difference equations.
    [
      'rightSide',
      { points: [401], order: 2, rightSide: Array.from({ length: 401 }, (_, k) => 3e305 * Math.sin(k * k)) },
    ],
    ['boundary', { boundary: ['neumann'] }],
    ['order', { order: 3 }],
    ['order', { order: 4, boundary: 'neumann' }],
    ['reaction', { reaction: -1 }],
    ['boundaryValues.left', { boundary: 'periodic', boundaryValues: { left: 1 } }],
    ['boundaryValues.back', { boundaryValues: { back: 1 } }],
    ['boundaryValues.top', { boundaryValues: { top: [1, 2, 3, 4] } }],
  ])('%s', async (path, wrong) => {
    await expectError(() => poisson({ points: [3, 3], rightSide: 1, ...wrong }), 'INVALID_INPUT', path);
  });
});
