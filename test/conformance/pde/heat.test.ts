/** Diffusion in time: orders of convergence, conservation, error control, and the limit of long times. */

import { load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyHeat } from '../../certificates/pde.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { normals, uniform } from '../../support/random.js';

const { heat, heatSync, diffusion } = pde;

beforeAll(() => load('pde'));

const closed: pde.DiffusionBoundary = {
  left: { kind: 'neumann' },
  right: { kind: 'neumann' },
  bottom: { kind: 'neumann' },
  top: { kind: 'neumann' },
};

checkSolver({
  method: 'pde.heat',
  solve: heat,
  solveSync: heatSync,
  problem: (): pde.HeatProblem => ({
    points: [4, 5],
    coefficient: uniform(3, 20).map((value) => 10 ** (2 * value)),
    rightSide: 0,
    boundary: closed,
    initial: uniform(4, 20),
    times: [1e-3, 0.1],
  }),
  verify: ({ status, states, mass }) => {
    expect(status).toBe('finished');
    expect(states.rows).toBe(2);
    expectClose(Number(mass[1]), Number(mass[0]), 1e-9);
  },
  long: () => ({
    points: [150, 150],
    coefficient: normals(5, 22_500).map((g) => Math.exp(g)),
    rightSide: 1,
    initial: 0,
    times: [1],
    timeStep: 1e-5,
    maxSteps: 1_000_000,
  }),
  certify: certifyHeat,
});

/** The error of the state of a decaying sine, and its estimate. */
async function sine(options: Partial<pde.HeatProblem>) {
  const n = 16;
  const wave = (k: number) => Math.sin((Math.PI * (k + 0.5)) / n);
  const initial = Array.from({ length: n * n }, (_, k) => wave(k % n) * wave(Math.floor(k / n)));
  // The sine is an eigenvector of the cells with values 0 at the sides.
  const rate = 2 * (2 * n * Math.sin(Math.PI / 2 / n)) ** 2;
  const solved = await heat({
    points: [n, n],
    rightSide: 0,
    initial,
    times: [0.05],
    tolerance: 1e-13,
    ...options,
  });
  expect(solved.status).toBe('finished');
  const decay = Math.exp(-0.05 * rate);
  const errors = initial.map((value, k) => Math.abs(Number(solved.states.data[k]) - decay * value));
  return { error: Math.max(...errors), errorEstimate: solved.errorEstimate };
}

describe('accuracy', () => {
  test('fixed steps are of order 2', async () => {
    const steps = await Promise.all([0.01, 0.005, 0.0025].map((timeStep) => sine({ timeStep })));
    const [coarse = 0, middle = 0, fine = 0] = steps.map(({ error }) => error);
    expect(Math.abs(Math.log2(coarse / middle) - 2)).toBeLessThan(0.1);
    expect(Math.abs(Math.log2(middle / fine) - 2)).toBeLessThan(0.1);
  });

  test('the error follows the tolerance, and stays below its estimate', async () => {
    for (const timeTolerance of [1e-3, 1e-5, 1e-7]) {
      const { error, errorEstimate } = await sine({ timeTolerance });
      expect(error).toBeLessThan(errorEstimate);
      expect(errorEstimate).toBeLessThan(100 * timeTolerance);
    }
  });

  test('materials that differ by orders of magnitude', async () => {
    const problem: pde.HeatProblem = {
      points: [12, 15],
      coefficient: uniform(8, 180).map((u) => (u > 0.5 ? 1e3 : 1)),
      rightSide: 1,
      initial: normals(3, 180),
      times: [1e-4, 1e-2],
      tolerance: 1e-12,
    };
    const reference = await heat({ ...problem, timeTolerance: 1e-8 });
    const found = await heat({ ...problem, timeTolerance: 1e-5 });
    const size = Math.hypot(...reference.states.data);
    const error = Math.hypot(
      ...found.states.data.map((value, k) => value - Number(reference.states.data[k])),
    );
    expect(error / size).toBeLessThan(1e-3);
    expect(found.steps).toBeLessThan(reference.steps / 4);
  });
});

test('the step limit is a status, with the states reached', async () => {
  const { status, times, states } = await heat({
    points: [20],
    rightSide: 1,
    initial: 0,
    times: [0.01, 1],
    timeStep: 0.001,
    maxSteps: 50,
  });
  expect(status).toBe('stepLimit');
  expect(times).toHaveLength(1);
  expect(states.rows).toBe(1);
});

test('the states count toward the memory limit twice', async () => {
  const times = Array.from({ length: 100 }, (_, k) => 0.01 * (k + 1));
  const problem = { points: [1000], rightSide: 1, initial: 0, times };
  await expectError(() => heat(problem, { memoryLimit: 1.5 }), 'OUT_OF_MEMORY', 'times');
  expect(await heat(problem, { memoryLimit: 2 })).toMatchObject({ status: 'finished' });
});

describe('discrete facts', () => {
  test('closed sides keep the mass', async () => {
    const { mass, states } = await heat({
      points: [20, 30],
      coefficient: uniform(5, 600),
      rightSide: 0,
      boundary: closed,
      initial: uniform(6, 600),
      times: [1e-3, 1e-2, 1, 100],
    });
    const first = uniform(6, 600).reduce((sum, value) => sum + value / 600, 0);
    for (const value of mass) expectClose(value / first, 1, 1e-8);
    for (const value of states.data.slice(1800)) expectClose(value, first, 1e-5);
  });

  test('long times end in the steady state', async () => {
    const problem = { points: [10, 12], coefficient: uniform(7, 120), rightSide: 1 };
    const { states } = await heat({ ...problem, initial: 0, times: [200] });
    const { solution } = await diffusion(problem);
    for (const [k, value] of solution.entries()) expectClose(Number(states.data[k]), value, 1e-5);
  });

  test('a step of a jump stays within its values', async () => {
    const initial = Array.from({ length: 100 }, (_, k) => (k < 50 ? 1 : 0));
    const { states } = await heat({
      points: [100],
      rightSide: 0,
      boundary: { left: { kind: 'dirichlet', value: 1 } },
      initial,
      times: [1e-5, 1e-3, 0.1],
    });
    expect(Math.max(...states.data)).toBeLessThan(1 + 1e-3);
    expect(Math.min(...states.data)).toBeGreaterThan(-1e-3);
  });

  test('steps much longer than all time scales conserve the mass and end in the mean', async () => {
    const initial = [3, 1, 0, 2, 5, 1];
    for (const exponent of [8, 12, 16, 20]) {
      const coefficient = Array.from({ length: 6 }, (_, k) => (1 + k) * 10 ** exponent);
      const problem: pde.HeatProblem = {
        points: [2, 3],
        coefficient,
        rightSide: 0,
        boundary: closed,
        initial,
        times: [0.1, 1],
        timeStep: 0.01,
      };
      const solution = await heat(problem);
      certifyHeat(problem, solution);
      for (const value of solution.states.data.subarray(6)) expectClose(value, 2, 1e-9);
    }
  });

  test('a wrong mass is refused', async () => {
    const problem: pde.HeatProblem = { points: [5], rightSide: 0, initial: 1, times: [0.1] };
    const right = await heat(problem);
    certifyHeat(problem, right);
    expectRefusal(() => certifyHeat(problem, { ...right, mass: right.mass.map((value) => value * 1.001) }));
  });
});

describe('bad input', () => {
  test.each<[string, Partial<pde.HeatProblem>]>([
    ['times', { times: [] }],
    ['times[0]', { times: [0, 1] }],
    ['times[1]', { times: [1, 1] }],
    ['initial', { initial: [1, 2] }],
    ['timeStep', { timeStep: 0 }],
    ['timeTolerance', { timeTolerance: 1 }],
    ['maxSteps', { maxSteps: 0 }],
    ['coefficient', { coefficient: 0 }],
  ])('%s', async (path, wrong) => {
    const problem = { points: [3], rightSide: 1, initial: 0, times: [1] };
    await expectError(() => heat({ ...problem, ...wrong }), 'INVALID_INPUT', path);
  });
});
