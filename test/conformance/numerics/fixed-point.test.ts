/** Fixed points: contractions with known solutions, acceleration, cycles, divergence, formulas and bad input. */

import { load, numerics } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyFixedPoint } from '../../certificates/numerics.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { fixedPoint, fixedPointSync } = numerics;

beforeAll(() => Promise.all([load('numerics'), load('expression-matrices')]));

/** The fixed point of the cosine (OEIS A003957). */
const DOTTIE = 0.7390851332151607;

checkSolver({
  method: 'numerics.fixedPoint',
  certify: (problem, solution) =>
    certifyFixedPoint(problem as Parameters<typeof certifyFixedPoint>[0], solution),
  solve: fixedPoint,
  solveSync: fixedPointSync,
  problem: () => ({
    map: (x: Float64Array) => [Math.cos(x[1] as number), Math.cos(x[0] as number)],
    initial: [0, 1],
    method: 'anderson' as const,
    window: 2,
    damping: 0.9,
    tolerance: 1e-12,
    maxIterations: 100,
    safeguard: true,
    contraction: 0.9,
  }),
  verify({ status, solution, errorBound }) {
    expect(status).toBe('converged');
    expectAllClose(solution, [DOTTIE, DOTTIE], 1e-11);
    expect(errorBound).toBeLessThan(1e-10);
  },
  limited: () => ({
    map: (x: Float64Array) => [Math.cos(x[0] as number)],
    initial: [0],
    method: 'plain' as const,
    maxIterations: 3,
  }),
});

/** A linear map with a symmetric matrix of norm `size`, whose fixed point is known. */
function linearMap(n: number, size: number) {
  const fixed = uniform(5, n);
  const map = (x: Float64Array, out: Float64Array) => {
    for (let i = 0; i < n; i++) {
      const e = (k: number) => (k < 0 || k >= n ? 0 : (x[k] as number) - (fixed[k] as number));
      out[i] = (fixed[i] as number) + size * (0.5 * e(i) + 0.25 * e(i - 1) + 0.25 * e(i + 1));
    }
  };
  return { map, fixed };
}

describe('methods', () => {
  test('a contraction: both methods within the bound of the error, Anderson with fewer evaluations', () => {
    const { map, fixed } = linearMap(30, 0.97);
    const problem = { map, initial: new Float64Array(30), contraction: 0.97, maxIterations: 5000 };
    const plain = fixedPointSync({ ...problem, method: 'plain' });
    const anderson = fixedPointSync(problem);
    for (const { status, solution, errorBound } of [plain, anderson]) {
      expect(status).toBe('converged');
      const error = Math.hypot(...solution.map((value, k) => value - (fixed[k] as number)));
      expect(error).toBeLessThanOrEqual((errorBound as number) + 1e-13);
    }
    expect(anderson.iterations).toBeLessThan(0.3 * plain.iterations);
    // The largest eigenvalue dominates at the end of the plain iteration.
    expectClose(plain.contraction as number, 0.97 * Math.cos(Math.PI / 62) ** 2, 1e-2);
  });

  test('a linear map of dimension 6 is solved with at most 12 evaluations', () => {
    const { map, fixed } = linearMap(6, 0.9);
    const { status, solution, iterations } = fixedPointSync({
      map,
      initial: new Float64Array(6),
      window: 10,
    });
    expect(status).toBe('converged');
    expectAllClose(solution, fixed, 1e-8);
    expect(iterations).toBeLessThanOrEqual(12);
  });

  test('an expanding linear map converges by acceleration and diverges without', () => {
    const map = ([x]: Float64Array) => [3 - 2 * (x as number)];
    expect(fixedPointSync({ map, initial: [0] })).toMatchObject({ status: 'converged' });
    const plain = fixedPointSync({ map, initial: [0], method: 'plain' });
    expect(plain.status).toBe('diverged');
    expect(Number.isFinite(plain.residual)).toBe(true);
  });

  test('a cycle stalls, and damping ends it', () => {
    const map = ([x]: Float64Array) => [-(x as number)];
    expect(fixedPointSync({ map, initial: [1], method: 'plain' })).toMatchObject({ status: 'stalled' });
    const damped = fixedPointSync({ map, initial: [1], method: 'plain', damping: 0.5 });
    expect(damped).toMatchObject({ status: 'converged' });
    expect(damped.solution[0]).toBe(0);
  });

  test('the safeguard goes back to the best point', () => {
    // A kink misleads the acceleration.
    const map = ([x]: Float64Array) => [
      (x as number) > 0.01 ? 0.9 * (x as number) - 0.5 : -0.2 * (x as number),
    ];
    const problem = { map, initial: [100], maxIterations: 40 };
    const { status, solution } = fixedPointSync(problem);
    expect(status).toBe('converged');
    expectClose(solution[0] as number, 0, 1e-9);
    expect(fixedPointSync({ ...problem, safeguard: false }).status).toBe('iterationLimit');
  });

  test('the result does not depend on how the image is returned', async () => {
    const { map } = linearMap(8, 0.5);
    const returned = (x: Float64Array) => {
      const out = new Float64Array(8);
      map(x, out);
      return out;
    };
    const initial = new Float64Array(8);
    const expected = fixedPointSync({ map, initial });
    expect(fixedPointSync({ map: returned, initial })).toEqual(expected);
    expect(await fixedPoint({ map: async (x) => returned(x), initial })).toEqual(expected);
  });

  test('a formula is a map', async () => {
    const map = { formula: '[cos(a * x[1]), cos(a * x[0])]', inputs: { x: 2, a: [] } };
    const problem = { map, parameters: { a: 1 }, initial: [0, 0] };
    for (const { status, solution } of [fixedPointSync(problem), await fixedPoint(problem)]) {
      expect(status).toBe('converged');
      expectAllClose(solution, [DOTTIE, DOTTIE], 1e-9);
    }
    const scalar = { ...problem, map: { formula: 'sum(a * x)', inputs: { x: 2, a: [] } } };
    await expectError(() => fixedPointSync(scalar), 'INVALID_INPUT', 'map');
  });
});

test('points and residuals with infinite norms diverge', () => {
  const large = fixedPointSync({ map: (x) => x.map((value) => value / 2), initial: [1.5e308, 1.5e308] });
  const apart = fixedPointSync({ map: () => [-1.5e308], initial: [1.5e308] });
  for (const solution of [large, apart]) {
    expect(solution.status).toBe('diverged');
    expectFinite(solution);
  }
});

test('a fixed point at the start takes one evaluation', () => {
  const { status, iterations, residual } = fixedPointSync({ map: (x) => x, initial: [1, 2] });
  expect([status, iterations, residual]).toEqual(['converged', 1, 0]);
});

const map = (x: Float64Array) => x;

test.each([
  ['initial', { map, initial: [] }],
  ['initial[0]', { map, initial: [Number.NaN] }],
  ['window', { map, initial: [1], window: 21 }],
  ['damping', { map, initial: [1], damping: 0 }],
  ['damping', { map, initial: [1], damping: 1.5 }],
  ['tolerance', { map, initial: [1], tolerance: 0 }],
  ['maxIterations', { map, initial: [1], maxIterations: 0 }],
  ['contraction', { map, initial: [1], contraction: 1 }],
  ['map', { map: () => [Number.NaN], initial: [1] }],
  ['map', { map: () => [1, 2], initial: [1] }],
  ['map', { map: 3, initial: [1] }],
] as unknown as [string, Parameters<typeof fixedPointSync>[0]][])('%s is refused', async (path, problem) => {
  await expectError(() => fixedPointSync(problem), 'INVALID_INPUT', path);
});
