/** Minimizers of energies against references, closed forms and their bounds. */

import { load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { evenEnergy, minimalSurface, onSquare } from '../../../ts/claims/support/boxes.js';
import { certifyMinimizeEnergy, figuresOf } from '../../certificates/pde-energies.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { minimizeEnergy, minimizeEnergySync } = pde;

beforeAll(() => load('pde-energies'));

checkSolver<pde.MinimizeEnergyProblem, pde.MinimizeEnergySolution, pde.EnergyProgress>({
  method: 'pde.minimizeEnergy',
  loads: ['pde-energies'],
  certify: certifyMinimizeEnergy,
  solve: minimizeEnergy,
  solveSync: minimizeEnergySync,
  problem: () => ({
    points: [2, 3],
    lengths: [1, 1.5],
    density: { kind: 'area', strength: 2, ridge: 0.5 },
    potential: { kind: 'logCosh', weight: 1.5 },
    boundaryValues: Array.from({ length: 20 }, (_, k) => Math.sin(k)),
    rightSide: [1, 2, 3, 4, 5, 6],
    initial: [0, 0, 0.5, 0, 0, 0],
    method: 'newton',
    tolerance: 1e-10,
    maxIterations: 50,
    history: true,
  }),
  verify: ({ status, iterations, history }) => {
    expect(status).toBe('converged');
    expect(history).toHaveLength(iterations);
  },
  limited: () => ({ ...minimalSurface(15, 0), maxIterations: 1 }),
  long: () => ({ ...minimalSurface(255, 0), initial: 0 }),
});

test.each(['newton', 'sobolev'] as const)('values near 0 are no obstacle: %s', (method) => {
  // The energy is 3e-5. Rounding in ln cosh of order 1 once hid all further decrease.
  const problem: pde.MinimizeEnergyProblem = {
    points: [3, 1],
    lengths: [2, 1],
    density: { kind: 'quadratic', coefficient: 1 },
    potential: { kind: 'logCosh', weight: 2 },
    boundaryValues: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0.001, 0, 0, 0, -0.01, 0],
    rightSide: [-0.08671732407891289, 0.028200442314802936, 0.09350884303353718],
    method,
    tolerance: 1e-12,
  };
  const solution = minimizeEnergySync(problem);
  expect(solution.status).toBe('converged');
  expect(solution.iterations).toBeLessThan(40);
  certifyMinimizeEnergy(problem, solution);
});

describe('references', () => {
  test.each([
    [31, 0.8063983997545594, 0.0975234879083],
    [63, 0.8064921125457359, 0.0975701167397],
  ])('nearly even coefficients on %d points a side', async (n, energy, middle) => {
    for (const method of ['newton', 'sobolev'] as const) {
      const solution = await minimizeEnergy({ ...evenEnergy(n), method });
      expect(solution.status).toBe('converged');
      expectClose(solution.energy, energy, 1e-13);
      expectClose(solution.solution[(n * n - 1) / 2] as number, middle, 1e-9);
    }
  });

  test.each([
    [1, 2.460677822538],
    [0.1, 1.661250190742],
    [0.01, 1.576532108884],
    [0, 1.566431007449],
  ])('a minimal surface with the ridge %d', async (ridge, energy) => {
    const solution = await minimizeEnergy(minimalSurface(127, ridge));
    expect(solution.status).toBe('converged');
    expectClose(solution.energy, energy, 1e-11);
    expect(solution.iterations).toBeLessThanOrEqual(7);
  });

  test.each([
    [31, { kind: 'power', exponent: 4, ridge: 0.1 }, -1.536629681843],
    [127, { kind: 'power', exponent: 1.5, smoothing: 0.1, ridge: 0.1 }, -1.938504785199],
    [127, { kind: 'power', exponent: 1.2, smoothing: 0.1, ridge: 0.1 }, -3.035558366269],
  ] as const)('powers on %d points a side', async (n, density, energy) => {
    const solution = await minimizeEnergy({ points: [n, n], density, rightSide: 10 });
    expect(solution.status).toBe('converged');
    expectClose(solution.energy, energy, 1e-11);
  });
});

describe('closed forms', () => {
  test('a string under even load is a parabola at every point', async () => {
    const { solution } = await minimizeEnergy({ points: [9], density: { kind: 'quadratic' }, rightSide: 1 });
    solution.forEach((u, i) => {
      const x = (i + 1) / 10;
      expectClose(u, (x * (1 - x)) / 2, 1e-14);
    });
  });

  test('in a cube a product of sines is divided by its eigenvalue', async () => {
    const n = 5;
    const sines = Array.from({ length: n ** 3 }, (_, k) =>
      [k % n, Math.floor(k / n) % n, Math.floor(k / n ** 2)].reduce(
        (product, i) => product * Math.sin((Math.PI * (i + 1)) / (n + 1)),
        1,
      ),
    );
    const density = { kind: 'quadratic', coefficient: 2 } as const;
    const potential = { kind: 'quadratic', weight: 3 } as const;
    const { solution } = await minimizeEnergy({ points: [n, n, n], density, potential, rightSide: sines });
    const eigenvalue = 3 + 2 * 3 * (2 * (n + 1) * Math.sin(Math.PI / (2 * (n + 1)))) ** 2;
    solution.forEach((u, k) => {
      expectClose(u, (sines[k] as number) / eigenvalue, 1e-10);
    });
  });

  test('Scherk’s surface is reached with order 2', async () => {
    const height = (x: number, y: number) => Math.log(Math.cos(y - 0.5) / Math.cos(x - 0.5));
    const error = async (n: number) => {
      const problem = { points: [n, n], density: { kind: 'area' }, tolerance: 1e-10 } as const;
      const { solution } = await minimizeEnergy({ ...problem, boundaryValues: onSquare(n, height, 1) });
      return Math.max(...onSquare(n, height).map((value, k) => Math.abs(value - (solution[k] as number))));
    };
    const [coarse, middle, fine] = [await error(7), await error(15), await error(31)];
    for (const order of [Math.log2(coarse / middle), Math.log2(middle / fine)]) expectClose(order, 2, 0.1);
  });
});

test('the bounds hold: they exceed the distance to the minimizer', async () => {
  const problem = { ...minimalSurface(31, 0.1), initial: 0 };
  const exact = await minimizeEnergy({ ...problem, tolerance: 1e-12 });
  for (const tolerance of [1e-1, 1e-2, 1e-4]) {
    const loose = await minimizeEnergy({ ...problem, tolerance });
    const gap = loose.energy - exact.energy;
    expect(gap).toBeGreaterThanOrEqual(0);
    expect(gap).toBeLessThanOrEqual((loose.energyErrorBound as number) + 1e-15);
    expect(loose.gradientErrorBound as number).toBeLessThan(100 * tolerance);
  }
});

test('the energy of every second point shows the discretization error', async () => {
  const { energy, discretizationEnergyError } = await minimizeEnergy(evenEnergy(63));
  const { energy: limit } = await minimizeEnergy(evenEnergy(255));
  expectClose(discretizationEnergyError as number, energy - limit, 0.1 * Math.abs(energy - limit));
});

test('the energy decreases in every iteration', async () => {
  for (const method of ['newton', 'sobolev'] as const) {
    const { history = [] } = await minimizeEnergy({
      ...minimalSurface(31, 0.1),
      method,
      initial: 0,
      history: true,
    });
    expect(history.length).toBeGreaterThan(3);
    history.forEach(({ energy }, k) => {
      if (k > 0) expect(energy).toBeLessThanOrEqual((history[k - 1]?.energy as number) * (1 + 1e-13));
    });
  }
});

test('a saddle point of a double well is indefinite, and a start beside it converges', async () => {
  const problem = {
    points: [15, 15],
    density: { kind: 'quadratic', coefficient: 0.01 },
    potential: { kind: 'doubleWell' },
  } as const;
  expect(await minimizeEnergy(problem)).toMatchObject({ status: 'indefinite', energy: 0.25 });
  const other = await minimizeEnergy({ ...problem, initial: 0.1 });
  expect(other.status).toBe('converged');
  expect(other.energy).toBeLessThan(0.2);
  // Without time for the search of negative curvature, a stationary point is not known to be a minimizer.
  expect(await minimizeEnergy(problem, { timeLimit: 0 })).toMatchObject({
    status: 'timeLimit',
    energy: 0.25,
  });
});

test('transforms count toward the memory limit', async () => {
  const problem = { density: { kind: 'quadratic' }, rightSide: 1 } as const;
  const limits = { memoryLimit: 80 };
  await expectError(
    () => minimizeEnergy({ ...problem, points: [100_003] }, limits),
    'OUT_OF_MEMORY',
    'points',
  );
  expect(await minimizeEnergy({ ...problem, points: [99_999] }, limits)).toMatchObject({
    status: 'converged',
  });
});

test('a certificate refuses another function', () => {
  const random = mulberry32(3);
  const problem = minimalSurface(5, 0.1);
  const solution = minimizeEnergySync(problem);
  const wrong = solution.solution.map((value) => value + 1e-6 * random());
  const { energy, dualNorm } = figuresOf(problem, wrong);
  expectRefusal(() => certifyMinimizeEnergy(problem, { ...solution, solution: wrong, energy, dualNorm }));
});

test.each([
  [{ points: [] }, 'points'],
  [{ points: [3, 0] }, 'points[1]'],
  [{ lengths: [1, -1] }, 'lengths[1]'],
  [{ density: { kind: 'power' } }, 'density.exponent'],
  [{ density: { kind: 'power', exponent: 1 } }, 'density.exponent'],
  [{ density: { kind: 'power', exponent: 1.5, smoothing: 0 } }, 'density.smoothing'],
  [{ density: { kind: 'area', exponent: 2 } }, 'density.exponent'],
  [{ density: { kind: 'area', ridge: -1 } }, 'density.ridge'],
  [{ potential: { kind: 'quadratic', weight: -1 } }, 'potential.weight'],
  [{ rightSide: [1, 2, 3] }, 'rightSide'],
  [{ boundaryValues: [1, 2, 3] }, 'boundaryValues'],
  [{ initial: new Float64Array(20) }, 'initial'],
  [{ tolerance: 0 }, 'tolerance'],
  [{ stepSize: 0 }, 'stepSize'],
  [{ maxIterations: 0 }, 'maxIterations'],
  [{ density: { kind: 'power', exponent: 90 }, boundaryValues: 1e40, initial: 0 }, 'initial'],
] as const)('wrong input %j', async (part, path) => {
  const problem = { points: [3, 4], density: { kind: 'area' }, ...part } as pde.MinimizeEnergyProblem;
  await expectError(() => minimizeEnergy(problem), 'INVALID_INPUT', path);
});
