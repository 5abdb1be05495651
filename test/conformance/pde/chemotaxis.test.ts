/** Chemotaxis against references, its limits, and the laws that the scheme keeps. */

import { load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyChemotaxis } from '../../certificates/pde-chemotaxis.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { chemotaxis, chemotaxisSync } = pde;

beforeAll(() => load('pde-chemotaxis'));

/** A field on the centers of cells of the unit interval. */
const line = (n: number, value: (x: number) => number) =>
  Float64Array.from({ length: n }, (_, i) => value((i + 0.5) / n));

const density = line(64, (x) => 1 + 0.5 * Math.cos(Math.PI * x) + 0.25 * Math.cos(3 * Math.PI * x));

checkSolver<pde.ChemotaxisProblem, pde.ChemotaxisSolution, pde.ChemotaxisProgress>({
  method: 'pde.chemotaxis',
  loads: ['pde-chemotaxis'],
  certify: certifyChemotaxis,
  solve: chemotaxis,
  solveSync: chemotaxisSync,
  problem: () => ({
    points: [2, 3],
    lengths: [1, 2],
    density: [1, 2, 3, 0, 0, 1],
    signal: [0, 1, 0, 1, 0, 1],
    intermediate: [1, 1, 1, 1, 1, 2],
    model: 'indirect',
    epsilon: 0.5,
    tau: 2,
    sensitivity: 1.5,
    finalTime: 0.25,
    timeStep: 0.0625,
    flux: 'exponential',
    snapshots: [0.125, 0.25],
    compare: ['parabolicElliptic', 'direct'],
    history: true,
  }),
  verify: ({ status, steps, times }) => {
    expect({ status, steps }).toEqual({ status: 'finished', steps: 4 });
    expect(Array.from(times)).toEqual([0.125, 0.25]);
  },
  long: () => ({
    points: [64, 64],
    density: 1,
    signal: plane(64, () => 1),
    epsilon: 0.1,
    finalTime: 10,
    timeStep: 1e-4,
  }),
});

/** A field on the centers of cells of the unit square. */
function plane(n: number, value: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, k) =>
    value(((k % n) + 0.5) / n, (Math.floor(k / n) + 0.5) / n),
  );
}

describe('references', () => {
  const off: pde.ChemotaxisProblem = {
    points: [64],
    density,
    signal: line(64, () => 0.5),
    intermediate: line(64, (x) => 1 + 0.5 * Math.cos(2 * Math.PI * x)),
    epsilon: 0.1,
    finalTime: 0.5,
    timeStep: 2.5e-4,
  };

  test('the evolution from a start off the limit, and its distance from the limit', async () => {
    const solution = await chemotaxis({ ...off, compare: ['parabolicElliptic'] });
    const fast = await chemotaxis({ ...off, epsilon: 0.00625 });
    const [first, second] = fast.density.data;
    expectClose(first as number, 1.00377622748, 1e-11);
    expectClose(second as number, 1.00376712978, 1e-11);
    const [comparison] = solution.comparison as pde.LimitComparison[];
    expectClose(comparison?.densityError as number, 6.0303724874e-4, 1e-10);
    expectClose(comparison?.signalError as number, 0.11173161817, 1e-10);
    expect(comparison?.afterLayer).toBeUndefined();
  });

  test('the evolution from a start on the limit', async () => {
    const { signal: _, intermediate: __, ...on } = off;
    const { comparison } = await chemotaxis({ ...on, compare: ['parabolicElliptic'] });
    expectClose(comparison?.[0]?.densityError as number, 1.98344728757e-4, 1e-13);
    expectClose(comparison?.[0]?.signalError as number, 1.15217162304e-4, 1e-13);
  });

  test('the direct limit', async () => {
    const { signal: _, intermediate: __, ...on } = off;
    const apart = await chemotaxis({ ...off, tau: 0.1, compare: ['direct'] });
    expectClose(apart.comparison?.[0]?.densityError as number, 8.6256421526e-3, 1e-11);
    expectClose(apart.comparison?.[0]?.signalError as number, 0.11187612382, 1e-10);
    const near = await chemotaxis({ ...on, tau: 0.1, compare: ['direct'] });
    expectClose(near.comparison?.[0]?.densityError as number, 4.16689031417e-3, 1e-12);
    expectClose(near.comparison?.[0]?.signalError as number, 2.61938923559e-3, 1e-12);
  });

  test('a square, as an independent implementation computes it', async () => {
    const solution = await chemotaxis({
      points: [64, 64],
      density: plane(
        64,
        (x, y) =>
          5 * (1 + 0.5 * Math.cos(Math.PI * x) * Math.cos(2 * Math.PI * y) + 0.3 * Math.cos(Math.PI * y)),
      ),
      signal: 1,
      intermediate: 1,
      epsilon: 0.1,
      finalTime: 0.1,
      timeStep: 1e-3,
    });
    expectClose(solution.density.data[0] as number, 5.605894159146, 1e-9);
  });
});

describe('laws', () => {
  test('a density in equilibrium with a signal that stays does not move', async () => {
    const signal = line(32, (x) => 3 * Math.cos(Math.PI * x));
    const rest = {
      points: [32],
      signal,
      intermediate: 0,
      epsilon: 1e14,
      finalTime: 1,
      timeStep: 0.1,
    } as const;
    const start = signal.map(Math.exp);
    const { density: after } = await chemotaxis({ ...rest, density: start });
    start.forEach((value, k) => {
      expectClose(after.data[k] as number, value, 1e-10 * value);
    });
    const upwind = await chemotaxis({ ...rest, density: start, flux: 'upwind' });
    const error = Math.max(
      ...start.map((value, k) => Math.abs((upwind.density.data[k] as number) / value - 1)),
    );
    expect(error).toBeGreaterThan(0.01);
  });

  test('random evolutions keep their mass, stay positive and lose free energy', async () => {
    const random = mulberry32(11);
    for (let run = 0; run < 12; run++) {
      const points = run % 2 === 0 ? [20] : [6, 7];
      const cells = points.reduce((product, n) => product * n, 1);
      const model = (['indirect', 'parabolicElliptic', 'direct'] as const)[run % 3] as pde.ChemotaxisModel;
      const problem: pde.ChemotaxisProblem = {
        points,
        model,
        density: Float64Array.from({ length: cells }, () => (random() < 0.3 ? 0 : 10 * random())),
        sensitivity: 0.1 + 5 * random(),
        finalTime: 1,
        timeStep: 10 ** (-3 + 2 * random()),
        ...(model === 'indirect' ? { epsilon: random() } : {}),
      };
      const solution = await chemotaxis(problem);
      expect(solution.energyIncreases).toBe(0);
      expect(solution.minimum[0]).toBeGreaterThan(0);
      certifyChemotaxis(problem, solution);
    }
  });

  test('steps by tolerance reach it, with fewer steps than equal ones', async () => {
    const problem = { points: [64], density, epsilon: 0.1, finalTime: 0.5 } as const;
    const exact = await chemotaxis({ ...problem, timeStep: 1e-5 });
    const errors = [1e-3, 1e-5].map((tolerance) => {
      const { density: found, steps, errorEstimate = 0 } = chemotaxisSync({ ...problem, tolerance });
      const error = Math.max(
        ...exact.density.data.map((value, k) => Math.abs(value - (found.data[k] as number))),
      );
      expect(error).toBeLessThan(10 * errorEstimate);
      expect(steps).toBeLessThan(2000);
      return error;
    });
    expect(errors[1]).toBeLessThan((errors[0] as number) / 3);
  });

  test('the order in time is 1', async () => {
    const problem = { points: [64], density, epsilon: 0.1, finalTime: 0.5, snapshots: [0.05] } as const;
    const at = (timeStep: number) => chemotaxisSync({ ...problem, finalTime: 0.05, timeStep }).density.data;
    const [a, b, c] = [4e-3, 2e-3, 1e-3].map(at) as [Float64Array, Float64Array, Float64Array];
    const distance = (x: Float64Array, y: Float64Array) =>
      Math.hypot(...x.map((value, k) => value - (y[k] as number)));
    expectClose(Math.log2(distance(a, b) / distance(b, c)), 1, 0.1);
  });
});

test('fields with an infinite free energy are refused', async () => {
  const problem: pde.ChemotaxisProblem = {
    points: [3],
    lengths: [1e-30],
    density: 1,
    signal: [0, 1e50, 0],
    epsilon: 1e50,
    tau: 1e50,
    sensitivity: 1e50,
    finalTime: 1e-20,
  };
  await expectError(() => chemotaxis(problem), 'INVALID_INPUT', 'signal');
  await expectError(() => chemotaxis({ ...problem, timeStep: 1e-20 }), 'INVALID_INPUT', 'signal');
});

test('transforms count toward the memory limit', async () => {
  const problem = { density: 1, epsilon: 1, finalTime: 1, timeStep: 1 } as const;
  const limits = { memoryLimit: 80 };
  await expectError(() => chemotaxis({ ...problem, points: [100_003] }, limits), 'OUT_OF_MEMORY', 'points');
  expect(await chemotaxis({ ...problem, points: [100_000] }, limits)).toMatchObject({ status: 'finished' });
});

test('a certificate refuses another density', () => {
  const problem: pde.ChemotaxisProblem = {
    points: [4],
    density: [1, 2, 3, 4],
    epsilon: 1,
    finalTime: 0.1,
    timeStep: 0.1,
  };
  const solution = chemotaxisSync(problem);
  const data = solution.density.data.map((value, k) => (k === 0 ? value * (1 + 1e-9) : value));
  expectRefusal(() => certifyChemotaxis(problem, { ...solution, density: { ...solution.density, data } }));
});

test.each([
  [{ points: [2, 2, 2] }, 'points'],
  [{ density: [1, -1, 1] }, 'density[1]'],
  [{ density: 0 }, 'density'],
  [{ density: [1, 2] }, 'density'],
  [{ epsilon: undefined }, 'epsilon'],
  [{ epsilon: 0 }, 'epsilon'],
  [{ model: 'direct' }, 'epsilon'],
  [{ model: 'direct', epsilon: undefined, tau: 1 }, 'tau'],
  [{ model: 'parabolicElliptic', epsilon: undefined, signal: 1 }, 'signal'],
  [{ sensitivity: 0 }, 'sensitivity'],
  [{ finalTime: 0 }, 'finalTime'],
  [{ timeStep: 1e-12 }, 'timeStep'],
  [{ snapshots: [0.5, 0.5] }, 'snapshots[1]'],
  [{ snapshots: [2] }, 'snapshots[0]'],
  [{ tolerance: 1 }, 'tolerance'],
] as const)('wrong input %j', async (part, path) => {
  const problem = { points: [3], density: 1, epsilon: 1, finalTime: 1, ...part };
  const defined = Object.fromEntries(Object.entries(problem).filter(([, value]) => value !== undefined));
  await expectError(() => chemotaxis(defined as never), 'INVALID_INPUT', path);
});
