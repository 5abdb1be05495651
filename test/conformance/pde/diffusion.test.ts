/** Diffusion: references, layers of materials, conservation, independence of the grid, and the equations of each cell. */

import * as fc from 'fast-check';
import { load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { board } from '../../../ts/claims/support/boxes.js';
import { certifyDiffusion } from '../../certificates/pde.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { normals, uniform } from '../../support/random.js';

const { diffusion, diffusionSync } = pde;

beforeAll(() => load('pde'));

checkSolver({
  method: 'pde.diffusion',
  solve: diffusion,
  solveSync: diffusionSync,
  problem: (): pde.DiffusionProblem => ({
    points: [5, 6],
    lengths: [1, 2],
    coefficient: uniform(3, 30).map((value) => 10 ** (3 * value)),
    reaction: 0.5,
    rightSide: uniform(4, 30),
    boundary: {
      left: { kind: 'neumann', value: 1 },
      right: { kind: 'robin', value: [1, 2, 3, 4, 5], weight: 2 },
      top: { kind: 'dirichlet', value: -1 },
    },
    fluxes: true,
  }),
  verify: ({ status, fluxBalance, iterations }) => {
    expect(status).toBe('converged');
    expect(fluxBalance).toBeLessThan(1e-9);
    expect(iterations).toBeLessThan(12);
  },
  long: () => ({
    points: [600, 600],
    coefficient: normals(5, 600 * 600).map((g) => Math.exp(3 * g)),
    rightSide: 1,
    tolerance: 1e-14,
    maxIterations: 100_000,
  }),
  limited: () => ({ points: [64, 64], coefficient: board(64), rightSide: 1, maxIterations: 2 }),
  certify: certifyDiffusion,
});

test('references with 40 digits', async () => {
  // By mpmath, on 5 rows of 6 cells.
  const coefficient = uniform(41, 30).map((u) => 10 ** (4 * (u - 0.5)));
  const { solution } = await diffusion({ points: [5, 6], coefficient, rightSide: 1, tolerance: 1e-14 });
  expectClose(Number(solution[0]), 0.00070244912314374, 1e-13);
  expectClose(Number(solution[2 * 6 + 3]), 0.21495571753798307, 1e-13);
  expectClose(
    solution.reduce((sum, value) => sum + value / 30, 0),
    0.09173335951599357,
    1e-13,
  );
});

describe('closed forms', () => {
  test('layers in one dimension are exact', async () => {
    // Between 1 and 0, the flux is the reciprocal of the sum of the layers' resistances.
    const coefficient = Array.from({ length: 30 }, (_, k) => (k < 12 ? 1 : k < 21 ? 1e-3 : 1e4));
    const { solution, fluxes, status } = await diffusion({
      points: [30],
      lengths: [3],
      coefficient,
      rightSide: 0,
      boundary: { left: { kind: 'dirichlet', value: 1 } },
      fluxes: true,
    });
    expect(status).toBe('converged');
    const flux = 1 / coefficient.reduce((sum, a) => sum + 0.1 / a, 0);
    for (const through of fluxes?.x ?? []) expectClose(through / flux, 1, 1e-10);
    expectClose(Number(solution[0]), 1 - 0.05 * flux, 1e-12);
    expect(fluxes?.y.length).toBe(0);
  });

  test('the error of a smooth solution is of order 2', async () => {
    const errorOf = async (n: number) => {
      const places = Array.from({ length: n * n }, (_, k) => [
        ((k % n) + 0.5) / n,
        (Math.floor(k / n) + 0.5) / n,
      ]);
      const u = (x = 0, y = 0) => Math.sin(Math.PI * x) * Math.sin(2 * Math.PI * y);
      const f = (x = 0, y = 0) => {
        // -∇·((1 + x) ∇u).
        const slope = Math.PI * Math.cos(Math.PI * x) * Math.sin(2 * Math.PI * y);
        return (1 + x) * 5 * Math.PI ** 2 * u(x, y) - slope;
      };
      const { solution } = await diffusion({
        points: [n, n],
        coefficient: places.map(([x = 0]) => 1 + x),
        rightSide: places.map(([x, y]) => f(x, y)),
      });
      return Math.max(
        ...Array.from(solution, (value, k) => Math.abs(value - u(places[k]?.[0], places[k]?.[1]))),
      );
    };
    expect(Math.abs(Math.log2((await errorOf(32)) / (await errorOf(64))) - 2)).toBeLessThan(0.1);
  });
});

describe('multigrid', () => {
  const iterations = async (problem: pde.DiffusionProblem) => {
    const { status, iterations } = await diffusion({ tolerance: 1e-8, ...problem });
    expect(status).toBe('converged');
    return iterations;
  };

  test.each([31, 100, 127, 200, 255])('needs as many iterations on %i² cells', async (n) => {
    const problem = (coefficient: pde.Coefficient) => ({
      points: [n, n],
      coefficient,
      rightSide: 1,
    });
    expect(await iterations(problem(1))).toBeLessThanOrEqual(11);
    expect(await iterations(problem({ x: 1, y: 1e-2 }))).toBeLessThanOrEqual(11);
    expect(await iterations(problem({ x: 1e-4, y: 1 }))).toBeLessThanOrEqual(11);
    expect(await iterations(problem(board(n)))).toBeLessThanOrEqual(32);
  });

  test('lines are what anisotropy needs', async () => {
    const problem = { points: [100, 100], coefficient: { x: 1, y: 1e-2 }, rightSide: 1 };
    const points = await iterations({ ...problem, lines: 'points' });
    expect(points).toBeGreaterThan(3 * (await iterations(problem)));
  });

  test('thin grids and cells of unequal sides', async () => {
    for (const points of [[1, 1], [1, 50], [3, 40], [40, 2], [4, 4], [5, 4], [300]]) {
      const lengths = points.length === 1 ? [7] : [7, 0.1];
      expect(await iterations({ points, lengths, rightSide: 1, reaction: 0.1 })).toBeLessThanOrEqual(10);
    }
  });

  test('a starting point at the solution needs no iteration', async () => {
    const problem = { points: [20, 30], coefficient: uniform(7, 600), rightSide: 1 };
    const { solution } = await diffusion(problem);
    expect((await diffusion({ ...problem, initial: solution })).iterations).toBe(0);
  });
});

describe('discrete facts', () => {
  const side = fc.option(
    fc.record({
      kind: fc.constantFrom('dirichlet', 'neumann', 'robin'),
      value: fc.double({ min: -2, max: 2, noNaN: true }),
      weight: fc.constantFrom(0, 0.5, 3),
    }),
    { nil: undefined },
  );
  const shape = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 2 });
  const problem = fc.record({
    points: shape,
    sides: fc.array(side, { minLength: 4, maxLength: 4 }),
    spread: fc.constantFrom(0, 1, 6),
    reaction: fc.constantFrom(0, 0, 1),
    lines: fc.constantFrom('auto', 'points', 'lines'),
    seed: fc.integer({ min: 1, max: 1e6 }),
  });

  test.each<[string, (n: number) => Partial<pde.DiffusionProblem>]>([
    [
      'most of the inflow leaves at once',
      () => ({ coefficient: { x: 1, y: 1e-4 }, boundary: { left: { kind: 'dirichlet', value: 1e3 } } }),
    ],
    [
      'rounding hides the exchange at the sides',
      (n) => {
        const side = { kind: 'robin', weight: 1e-3 } as const;
        const rightSide = new Float64Array(n * n);
        rightSide[5] = 1;
        return {
          coefficient: board(n),
          rightSide,
          boundary: { left: side, right: side, bottom: side, top: side },
        };
      },
    ],
  ])('the fluxes balance to ten times the tolerance where %s', async (_, given) => {
    for (const n of [31, 127]) {
      for (const tolerance of [1e-6, 1e-8]) {
        const { status, fluxBalance } = await diffusion({
          points: [n, n],
          rightSide: 1,
          ...given(n),
          tolerance,
        });
        expect(status).toBe('converged');
        expect(fluxBalance).toBeLessThanOrEqual(10 * tolerance);
      }
    }
  });

  test('the equations of every cell hold, and the fluxes balance', () => {
    fc.assert(
      fc.property(problem, ({ points, sides, spread, reaction, lines, seed }) => {
        const count = points.reduce((product, n) => product * n, 1);
        const names = ['left', 'right', 'bottom', 'top'].slice(0, 2 * points.length);
        const conditions = names.flatMap((name, k) => {
          const condition = sides[k];
          if (condition === undefined) return [];
          const { kind, value, weight } = condition;
          return [[name, kind === 'robin' ? { kind, value, weight } : { kind, value }]];
        });
        const given: pde.DiffusionProblem = {
          points,
          coefficient: uniform(seed, count).map((u) => 10 ** (spread * (u - 0.5))),
          rightSide: uniform(seed + 1, count),
          reaction,
          lines,
          tolerance: 1e-12,
          boundary: Object.fromEntries(conditions),
          fluxes: true,
        };
        const solved = diffusionSync(given);
        expect(solved.status).toBe('converged');
        certifyDiffusion(given, solved);
        expect(solved.fluxBalance).toBeLessThan(1e-11);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('fluxes given at all sides leave a constant free', async () => {
    const problem: pde.DiffusionProblem = {
      points: [12, 9],
      coefficient: board(12).slice(0, 108),
      rightSide: uniform(9, 108),
      boundary: {
        left: { kind: 'neumann', value: 2 },
        right: { kind: 'neumann' },
        bottom: { kind: 'neumann' },
        top: { kind: 'neumann' },
      },
    };
    const solved = await diffusion(problem);
    expect(solved.status).toBe('converged');
    certifyDiffusion(problem, solved);
    const mean = uniform(9, 108).reduce((sum, value) => sum + value / 108, 0);
    expectClose(Number(solved.compatibility), mean + 2, 1e-14);
  });

  test('a solution without sources stays between its values at the boundary', async () => {
    const { solution } = await diffusion({
      points: [40, 40],
      coefficient: board(40),
      rightSide: 0,
      boundary: { left: { kind: 'dirichlet', value: 1 }, top: { kind: 'neumann' } },
      tolerance: 1e-12,
    });
    expect(Math.min(...solution)).toBeGreaterThan(-1e-6);
    expect(Math.max(...solution)).toBeLessThan(1 + 1e-6);
  });

  test('a wrong solution is refused', async () => {
    const problem: pde.DiffusionProblem = { points: [6, 5], rightSide: 1 };
    const right = await diffusion(problem);
    certifyDiffusion(problem, right);
    const wrong = {
      ...right,
      solution: right.solution.map((value, k) => (k === 3 ? value * (1 + 1e-8) : value)),
    };
    expectRefusal(() => certifyDiffusion(problem, wrong));
  });
});

test('a row counts with its margins toward the memory limit', async () => {
  const problem = { points: [10_000], rightSide: 1 };
  await expectError(() => diffusion(problem, { memoryLimit: 3.3 }), 'OUT_OF_MEMORY', 'points');
  expect(await diffusion(problem, { memoryLimit: 4 })).toMatchObject({ status: 'converged' });
});

describe('bad input', () => {
  test.each<[string, Partial<pde.DiffusionProblem>]>([
    ['points', { points: [3, 3, 3] }],
    ['coefficient[2]', { coefficient: [1, 1, 0, 1, 1, 1, 1, 1, 1] }],
    ['coefficient', { coefficient: [1, 2] }],
    ['coefficient.y', { coefficient: { x: 1, y: -1 } }],
    ['coefficient', { points: [9], coefficient: { x: 1, y: 1 } }],
    ['reaction', { reaction: -1 }],
    ['rightSide', { rightSide: [1] }],
    ['rightSide', { rightSide: 1e308 }],
    ['tolerance', { tolerance: 0 }],
    ['maxIterations', { maxIterations: 0 }],
    ['initial', { initial: [1] }],
    ['boundary.left.value', { boundary: { left: { kind: 'dirichlet', value: [1] } } }],
    ['boundary.top', { points: [9], boundary: { top: { kind: 'neumann' } } }],
    ['boundary.left.weight', { boundary: { left: { kind: 'neumann', weight: 1 } } }],
    ['boundary.left.weight', { boundary: { left: { kind: 'robin', weight: -1 } } }],
  ])('%s', async (path, wrong) => {
    await expectError(() => diffusion({ points: [3, 3], rightSide: 1, ...wrong }), 'INVALID_INPUT', path);
  });
});
