/** Minimizers of energies whose density is a formula or a function: against kinds, closed forms and certificates. */

import { expression, load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { force, height, onSquare } from '../../../ts/claims/support/boxes.js';
import { certifyMinimizeEnergy } from '../../certificates/pde-energies.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { minimizeEnergy, minimizeEnergySync, minimizeEnergyDialogue } = pde;

beforeAll(() => load('pde-energies'));

/** A density of value, gradient and place, with a saddle point at `u = 0` for a negative factor. */
const mixed = (axes: number) => ({
  formula: '(1 + x[0]^2 + u^2 / 4) * dot(p, p) / 2 + sqrt(1 + dot(p, p)) + w * cosh(u) + u * p[0] / 3',
  inputs: { u: [], p: axes, x: axes, w: [] } as const,
});

/** The same density in JavaScript. */
const mixedFunctions = (axes: number, w: number) => {
  const rows = (points: Float64Array, count: number) =>
    Array.from({ length: count }, (_, k) => {
      const row = points.subarray(k * (1 + 2 * axes), (k + 1) * (1 + 2 * axes));
      const [u, p, [x = 0]] = [row[0] as number, row.subarray(1, 1 + axes), row.subarray(1 + axes)] as const;
      const s = p.reduce((sum, entry) => sum + entry * entry, 0);
      return { u, p, s, a: 1 + x * x + (u * u) / 4, root: Math.sqrt(1 + s) };
    });
  return {
    density: (points: Float64Array, count: number) =>
      rows(points, count).flatMap(({ u, p, s, a, root }) => [
        (a * s) / 2 + root + w * Math.cosh(u) + (u * (p[0] as number)) / 3,
        (u * s) / 4 + w * Math.sinh(u) + (p[0] as number) / 3,
        ...Array.from(p, (entry, i) => a * entry + entry / root + (i === 0 ? u / 3 : 0)),
      ]),
    hessian: (points: Float64Array, count: number) =>
      rows(points, count).flatMap(({ u, p, s, a, root }) => {
        const cross = Array.from(p, (entry, i) => (u * entry) / 2 + (i === 0 ? 1 / 3 : 0));
        const own = Array.from(p, (entry, i) => [
          cross[i] as number,
          ...Array.from(p, (other, j) => (i === j ? a + 1 / root : 0) - (entry * other) / root ** 3),
        ]);
        return [s / 4 + w * Math.cosh(u), ...cross, ...own.flat()];
      }),
  };
};

const small = () => ({
  points: [2, 3],
  lengths: [1, 1.5],
  boundaryValues: Array.from({ length: 20 }, (_, k) => Math.sin(k)),
  rightSide: [1, 2, 3, 4, 5, 6],
  tolerance: 1e-10,
});

const smallFormula = (): pde.MinimizeEnergyProblem => ({
  ...small(),
  density: expression.read(mixed(2)),
  parameters: { w: 0.5 },
});

checkSolver<pde.MinimizeEnergyProblem, pde.MinimizeEnergySolution, pde.EnergyProgress>({
  method: 'pde.minimizeEnergy',
  loads: ['pde-energies'],
  certify: certifyMinimizeEnergy,
  solve: minimizeEnergy,
  solveSync: minimizeEnergySync,
  problem: smallFormula,
  verify: ({ status, energy }) => {
    expect(status).toBe('converged');
    const { solution: _, ...own } = minimizeEnergySync({ ...small(), ...mixedFunctions(2, 0.5) });
    expectClose(energy, own.energy, 1e-12 * Math.abs(own.energy));
  },
  limited: () => ({ ...smallFormula(), maxIterations: 1 }),
});

checkSolver<pde.EnergyFunctionProblem, pde.MinimizeEnergySolution, pde.EnergyProgress>({
  method: 'pde.minimizeEnergy',
  loads: ['pde-energies'],
  certify: certifyMinimizeEnergy as never,
  solve: minimizeEnergy,
  solveSync: minimizeEnergySync as never,
  problem: () => ({ ...small(), ...mixedFunctions(2, 0.5) }),
  verify: ({ status }) => expect(status).toBe('converged'),
});

describe('kinds written as formulas give the answers of the kinds', () => {
  const boundaryValues = onSquare(31, height, 1);
  const rightSide = onSquare(31, force);
  const problem = { points: [31, 31], boundaryValues, rightSide, tolerance: 1e-12 } as const;
  test.each([
    [{ density: { kind: 'area', strength: 2, ridge: 0.1 } }, '2 * sqrt(1 + dot(p, p)) + 0.05 * dot(p, p)'],
    [{ density: { kind: 'power', exponent: 3, smoothing: 0.1 } }, '(0.01 + dot(p, p))^1.5 / 3'],
    [
      { density: { kind: 'quadratic', coefficient: 3 }, potential: { kind: 'logCosh', weight: 2 } },
      '1.5 * dot(p, p) + 2 * log(cosh(u))',
    ],
    [
      { density: { kind: 'quadratic' }, potential: { kind: 'doubleWell' } },
      'dot(p, p) / 2 + (u^2 - 1)^2 / 4',
    ],
  ] as const)('%j', async (kind, formula) => {
    for (const method of ['newton', 'sobolev'] as const) {
      const limits = method === 'sobolev' ? { tolerance: 1e-6 } : {};
      const expected = await minimizeEnergy({ ...problem, ...kind, method, ...limits });
      const density = { formula, inputs: { u: [], p: 2 } } as const;
      const found = await minimizeEnergy({ ...problem, density, method, ...limits });
      expect(found.status).toBe(expected.status);
      expectClose(found.energy, expected.energy, 1e-12 * (1 + Math.abs(expected.energy)));
      if (method === 'newton') expectAllClose(found.solution, expected.solution, 1e-10);
    }
  });
});

describe('dependence on the place and on the value', () => {
  test('a string whose stiffness grows is reached with order 2', async () => {
    const error = (n: number) => {
      const density = { formula: '(1 + x[0]) * p[0]^2 / 2', inputs: { p: 1, x: 1 } } as const;
      const { solution } = minimizeEnergySync({ points: [n], density, rightSide: 1 });
      const exact = (x: number) => Math.log1p(x) / Math.LN2 - x;
      return Math.max(...solution.map((u, k) => Math.abs(u - exact((k + 1) / (n + 1)))));
    };
    const [coarse, middle, fine] = [error(15), error(31), error(63)];
    for (const order of [Math.log2(coarse / middle), Math.log2(middle / fine)]) expectClose(order, 2, 0.05);
  });

  test('coordinates have x first, on boxes of any number of axes', async () => {
    // The density adds a multiple of u that depends on one coordinate alone.
    for (const [axes, names] of [
      [1, 'x'],
      [2, 'xy'],
      [3, 'xyz'],
    ] as const)
      for (const [number] of Array.from(names).entries()) {
        const points = [2, 3, 4].slice(3 - axes);
        const lengths = [1, 2, 3].slice(3 - axes);
        const density = { formula: `dot(p, p) / 2 - u * x[${number}]`, inputs: { u: [], p: axes, x: axes } };
        const along = axes - 1 - number;
        const count = points.reduce((product, n) => product * n, 1);
        const stride = points.slice(along + 1).reduce((product, n) => product * n, 1);
        const rightSide = Float64Array.from({ length: count }, (_, k) => {
          const i = Math.floor(k / stride) % (points[along] as number);
          return ((i + 1) * (lengths[along] as number)) / ((points[along] as number) + 1);
        });
        const own = await minimizeEnergy({ points, lengths, density });
        const given = await minimizeEnergy({ points, lengths, density: { kind: 'quadratic' }, rightSide });
        expectAllClose(own.solution, given.solution, 1e-13);
      }
  });

  test.each([1, 2, 3])(
    'functions and formulas agree on %d axes, with and without second derivatives',
    async (axes) => {
      const problem = {
        points: [3, 4, 5].slice(0, axes),
        rightSide: 3,
        boundaryValues: 0.5,
        tolerance: 1e-12,
      };
      const parameters = { w: 0.4 };
      const expected = await minimizeEnergy({ ...problem, density: mixed(axes), parameters });
      expect(expected.status).toBe('converged');
      const functions = mixedFunctions(axes, 0.4);
      const whole = await minimizeEnergy({ ...problem, ...functions });
      const { density } = functions;
      const differences = minimizeEnergySync({ ...problem, density });
      for (const { status, energy, solution } of [whole, differences]) {
        expect(status).toBe('converged');
        expectClose(energy, expected.energy, 1e-13 * Math.abs(expected.energy));
        expectAllClose(solution, expected.solution, 1e-11);
      }
      expect(whole.iterations).toBe(expected.iterations);
    },
  );
});

test('an asynchronous density, a dialogue and the blocking function agree', async () => {
  const problem = { points: [4, 4], rightSide: 2 };
  const { density } = mixedFunctions(2, 1);
  const expected = minimizeEnergySync({ ...problem, density });
  const later = await minimizeEnergy({
    ...problem,
    density: async (points, count) => {
      const own = points.slice();
      await Promise.resolve();
      return density(own, count);
    },
  });
  expect(later).toEqual(expected);
  const dialogue = minimizeEnergyDialogue(problem);
  while (dialogue.question !== undefined) {
    const { point } = dialogue.question;
    dialogue.answer(density(point, point.length / 5));
  }
  expect(dialogue.solution).toEqual(expected);
});

test('a time limit ends a run while a density is awaited, and an error of the density reaches the caller', async () => {
  const { density } = mixedFunctions(2, 1);
  let calls = 0;
  const slow = (points: Float64Array, count: number) => {
    calls += 1;
    return calls > 20 ? new Promise<number[]>(() => {}) : density(points, count);
  };
  const problem = { points: [4, 4], rightSide: 100 };
  const solution = await minimizeEnergy({ ...problem, density: slow }, { timeLimit: 0.3 });
  expect(solution.status).toBe('timeLimit');
  expect(solution.iterations).toBeGreaterThan(0);
  const failing = () => {
    throw new Error('mine');
  };
  await expect(minimizeEnergy({ ...problem, density: failing })).rejects.toThrow('mine');
});

test('an energy without lower bound is unbounded', async () => {
  // The film breaks under this load.
  const film = { points: [15, 15], rightSide: 10 } as const;
  const formulas = [
    { density: { kind: 'area' } },
    { density: { formula: 'sqrt(1 + dot(p, p))', inputs: { p: 2 } } },
    { density: { formula: 'dot(p, p) / 2 - u^4', inputs: { u: [], p: 2 } }, initial: 3 },
  ] as const;
  for (const density of formulas) {
    const solution = await minimizeEnergy({ ...film, ...density });
    expect(solution.status).toBe('unbounded');
    expect(Number.isFinite(solution.energy)).toBe(true);
  }
  expect(await minimizeEnergy({ ...film, rightSide: 1, density: { kind: 'area' } })).toMatchObject({
    status: 'converged',
  });
});

test('a known modulus gives the bounds of the kind', async () => {
  const problem = { points: [7, 7], rightSide: 5, tolerance: 1e-3 } as const;
  const kind = await minimizeEnergy({ ...problem, density: { kind: 'area', ridge: 0.5 } });
  const density = { formula: 'sqrt(1 + dot(p, p)) + dot(p, p) / 4', inputs: { p: 2 } } as const;
  const found = await minimizeEnergy({ ...problem, density, strongConvexity: 0.5 });
  expectClose(found.energyErrorBound as number, kind.energyErrorBound as number, 1e-15);
  expectClose(found.gradientErrorBound as number, kind.gradientErrorBound as number, 1e-12);
  const { energyErrorBound, gradientErrorBound } = await minimizeEnergy({ ...problem, density });
  expect([energyErrorBound, gradientErrorBound]).toEqual([undefined, undefined]);
});

test('a saddle point of a formula is indefinite', async () => {
  const density = { formula: '0.01 * dot(p, p) / 2 + (u^2 - 1)^2 / 4', inputs: { u: [], p: 2 } } as const;
  const problem = { points: [15, 15], density };
  expect(await minimizeEnergy(problem)).toMatchObject({ status: 'indefinite', energy: 0.25 });
  expect(await minimizeEnergy({ ...problem, initial: 0.1 })).toMatchObject({ status: 'converged' });
});

describe('second derivatives that are no numbers are not taken for positive', () => {
  const points = [15];

  test('of a function', () => {
    const solution = minimizeEnergySync({
      points,
      density: (points, count) =>
        Array.from({ length: count }, (_, k) => {
          const [u = 0, p = 0] = points.subarray(3 * k, 3 * k + 3);
          return [(p * p) / 2 + 100 * (u * u - 1) ** 2, 400 * u * (u * u - 1), p];
        }).flat(),
      hessian: (_points, _count, answers) => {
        answers.fill(Number.NaN);
      },
    });
    expect(solution.status).toBe('indefinite');
    expect(Math.max(...solution.solution.map(Math.abs))).toBe(0);
  });

  test('of a formula', async () => {
    const density = {
      formula: 'p[0]^2 / 2 - 100 * abs(u)^1.5 + u^4',
      inputs: { u: [], p: 1 },
    } as const;
    expect(await minimizeEnergy({ points, density })).toMatchObject({ status: 'indefinite' });
  });

  test('but those at the boundary alone do not matter', async () => {
    const density = { formula: 'p[0]^2 / 2 + abs(u)^1.5', inputs: { u: [], p: 1 } } as const;
    expect(await minimizeEnergy({ points, density, rightSide: 5, initial: 0.5 })).toMatchObject({
      status: 'converged',
    });
  });
});

test('after the time limit only first derivatives on the finest grid are asked', () => {
  const asked: [string, number][] = [];
  const answers = (points: Float64Array, count: number) =>
    Array.from({ length: count }, (_, k) => {
      const [u = 0, p = 0, q = 0] = points.subarray(5 * k, 5 * k + 3);
      return [(p * p + q * q) / 2 + Math.cosh(u), Math.sinh(u), p, q];
    }).flat();
  const { status, discretizationEnergyError } = minimizeEnergySync(
    {
      points: [63, 63],
      boundaryValues: 1,
      density: (points, count) => {
        asked.push(['density', count]);
        const end = performance.now() + (asked.length === 1 ? 400 : 0);
        while (performance.now() < end);
        return answers(points, count);
      },
      hessian: (_points, count, second) => {
        asked.push(['hessian', count]);
        second.fill(1);
      },
    },
    { timeLimit: 0.3 },
  );
  expect(status).toBe('timeLimit');
  expect(discretizationEnergyError).toBeUndefined();
  // The evaluation on the coarsest grid is finished; that of 31 points a side is left out.
  expect(asked).toEqual([
    ['density', 4 * 16 ** 2],
    ['hessian', 4 * 16 ** 2],
    ['density', 4 * 64 ** 2],
  ]);
});

test('steps to points without a density are shortened', async () => {
  const density = { formula: 'p[0]^2 / 2 - log(u)', inputs: { u: [], p: 1 } } as const;
  const problem = { points: [15], density, boundaryValues: 1, rightSide: -20 };
  const solution = await minimizeEnergy(problem);
  expect(solution.status).toBe('converged');
  expect(Math.min(...solution.solution)).toBeGreaterThan(0);
  await expectError(() => minimizeEnergy({ ...problem, initial: -1 }), 'INVALID_INPUT', 'initial');
  await expectError(() => minimizeEnergy({ ...problem, boundaryValues: -1 }), 'INVALID_INPUT', 'density');
});

test.each([
  [{ density: { formula: 'dot(q, q)', inputs: { q: 2 } } }, 'density.inputs'],
  [{ density: { formula: 'dot(p, p)', inputs: { p: 3 } } }, 'density.inputs'],
  [{ density: { formula: 'p', inputs: { p: 2 } } }, 'density'],
  [{ density: { formula: 'dot(p, p', inputs: { p: 2 } } }, 'density.formula:9'],
  [{ density: { formula: 'k * dot(p, p)', inputs: { p: 2, k: [] } } }, 'density.inputs'],
  [{ density: { formula: 'dot(p, p)', inputs: { p: 2 } }, parameters: { k: 1 } }, 'parameters'],
  [{ density: { kind: 'area' }, parameters: { k: 1 } }, 'parameters'],
  [{ density: (): unknown => [] }, 'density'],
  [{ density: (): unknown => 'text' }, 'density'],
  [{ density: { kind: 'area' }, hessian: true }, 'hessian'],
  [{ density: { kind: 'area' }, strongConvexity: 1 }, 'strongConvexity'],
  [{ density: { formula: 'dot(p, p)', inputs: { p: 2 } }, strongConvexity: 0 }, 'strongConvexity'],
  [{ density: 3 }, 'density'],
] as const)('wrong input %j', async (part, path) => {
  const problem = { points: [3, 4], ...part } as unknown as pde.MinimizeEnergyProblem;
  await expectError(() => minimizeEnergy(problem), 'INVALID_INPUT', path);
});
