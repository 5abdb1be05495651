/** Reconstruction: a map that is piecewise linear exactly, flows, noise, and models that run away. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyReconstruct, mapOf } from '../../certificates/dynamics-systems.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { reconstruct, reconstructSync, simulateSync } = dynamics;

beforeAll(() => Promise.all([load('dynamics-systems'), load('dynamics-simulations')]));

const lozi = (length: number) => simulateSync({ system: 'lozi', length, transient: 100 }).series;

checkSolver<dynamics.ReconstructProblem, dynamics.ReconstructSolution, dynamics.ReconstructProgress>({
  method: 'dynamics.reconstruct',
  loads: ['dynamics-systems'],
  certify: certifyReconstruct,
  solve: reconstruct,
  solveSync: reconstructSync,
  random: true,
  problem: () => ({
    series: {
      rows: 60,
      columns: 1,
      // A logistic map, of which a map with one hinge is a rough model.
      data: Float64Array.from(
        { length: 60 },
        ((x) => () => {
          x = 3.7 * x * (1 - x);
          return x;
        })(0.3),
      ),
    },
    step: 0.5,
    pieces: 1,
    smoothing: 'none',
    starts: 2,
    sample: 50,
    maxIterations: 20,
    tolerance: 1e-6,
    holdOut: 0.1,
  }),
  verify({ residualRatio, model }) {
    expect(residualRatio).toBeLessThan(0.5);
    expect(model.step).toBe(0.5);
  },
  long: () => ({
    series: { rows: 4000, columns: 3, data: normals(1, 12_000) },
    smoothing: 'none',
    pieces: 4,
    starts: 1000,
    tolerance: 1e-15,
  }),
});

describe('a map with one hinge', () => {
  test('is found exactly from its series', () => {
    const { status, residualRatio, residual, model, lyapunovExponents, smoothingWindow } = reconstructSync({
      series: lozi(1000),
      pieces: 1,
    });
    expect([status, smoothingWindow]).toEqual(['converged', 1]);
    expect(residualRatio).toBeLessThan(1e-24);
    expect(residual).toBeLessThan(1e-11);
    const next = mapOf(model);
    for (const [x, y] of [
      [0.3, -0.2],
      [-0.7, 0.4],
      [1.1, 0.1],
    ] as const)
      expectAllClose(next([x, y]), [1 - 1.7 * Math.abs(x) + y, 0.5 * x], 1e-11);
    expectClose(lyapunovExponents[0] as number, 0.471, 0.01);
  });

  test('does not depend on units', () => {
    const series = lozi(600);
    const data = series.data.map((value, k) => (k % 2 === 0 ? 1e6 * value + 3e6 : 1e-5 * value));
    const { residualRatio } = reconstructSync({ series: { ...series, data }, pieces: 1 });
    expect(residualRatio).toBeLessThan(1e-18);
  });
});

test('a linear series is fitted by a linear map, with any number of hinges', () => {
  const series = Array.from({ length: 100 }, (_, k) => [Math.sin(0.3 * k), Math.cos(0.3 * k)]);
  const { status, model, residual, candidates } = reconstructSync({ series, pieces: 3 });
  expect([status, candidates.length, model.thresholds.length]).toEqual(['converged', 1, 0]);
  expect(residual).toBeLessThan(1e-13);
  expectAllClose(
    (model.linear as { data: Float64Array }).data,
    [Math.cos(0.3), Math.sin(0.3), -Math.sin(0.3), Math.cos(0.3)],
    1e-12,
  );
});

test('noise is smoothed in a flow and not in a map', () => {
  const flow = simulateSync({ system: 'lorenz', length: 3000, transient: 2000 }).series;
  const noise = normals(5, flow.data.length);
  const noisy = { ...flow, data: flow.data.map((value, k) => value + 0.4 * (noise[k] as number)) };
  const options = { pieces: 2, starts: 2 };
  const smoothed = reconstructSync({ series: noisy, step: 0.01, ...options });
  const rough = reconstructSync({ series: noisy, step: 0.01, smoothing: 'none', ...options });
  expect(smoothed.smoothingWindow).toBeGreaterThan(9);
  expect(smoothed.residualRatio).toBeLessThan(0.3);
  expect(rough.residualRatio).toBeGreaterThan(0.4);
  expect(reconstructSync({ series: lozi(500), ...options }).smoothingWindow).toBe(1);
});

test('a time limit is a status with the best model so far', () => {
  const series = simulateSync({ system: 'lorenz', length: 4000, transient: 2000 }).series;
  const { status, model } = reconstructSync({ series, pieces: 8, starts: 1000 }, { timeLimit: 0.05 });
  expect(status).toBe('timeLimit');
  expect(model.initial.length).toBe(3);
});

test('a wrong model is refused by the certificate', () => {
  const problem = { series: lozi(400), pieces: 1 };
  const solution = reconstructSync(problem);
  certifyReconstruct(problem, solution);
  const offset = Float64Array.from(solution.model.offset, (value) => value + 1e-6);
  expectRefusal(() => certifyReconstruct(problem, { ...solution, model: { ...solution.model, offset } }));
});

describe('errors name the argument', () => {
  const series = lozi(200);
  test.each([
    [{ series: lozi(30) }, 'series'],
    [{ series: Array.from({ length: 100 }, (_, k) => [k, 1]) }, 'series'],
    [{ series, pieces: 13 }, 'pieces'],
    [{ series, starts: 0 }, 'starts'],
    [{ series, sample: 5 }, 'sample'],
    [{ series, holdOut: 0.6 }, 'holdOut'],
    [{ series, step: -1 }, 'step'],
    [{ series, tolerance: 0 }, 'tolerance'],
    [{ series, maxIterations: 0 }, 'maxIterations'],
  ] as [dynamics.ReconstructProblem, string][])('%#', async (problem, path) => {
    await expectError(() => reconstruct(problem), 'INVALID_INPUT', path);
  });
});
