/** Training of networks with hidden states: its start, its checks, its limits. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyReconstruct, mapOf } from '../../certificates/dynamics-systems.js';
import { rowsOf } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { reconstruct, reconstructSync, simulateSync, analyzeSync } = dynamics;

beforeAll(() => Promise.all([load('dynamics-systems'), load('dynamics-simulations')]));

const lozi = (length: number) => simulateSync({ system: 'lozi', length, transient: 100 }).series;

const training = { method: 'teacherForcing', pieces: 1, smoothing: 'none', starts: 3 } as const;

checkSolver<dynamics.ReconstructProblem, dynamics.ReconstructSolution, dynamics.ReconstructProgress>({
  method: 'dynamics.reconstruct',
  loads: ['dynamics-systems'],
  certify: certifyReconstruct,
  solve: reconstruct,
  solveSync: reconstructSync,
  random: true,
  problem: () => ({
    series: { rows: 60, columns: 1, data: normals(3, 60) },
    ...training,
    hiddenStates: 2,
    initial: 'regression',
    steps: 6,
    batchSize: 3,
    window: 12,
    forcingInterval: 4,
    noise: 0.01,
    learningRate: 0.01,
    finalLearningRate: 0.001,
    clipNorm: 2,
    checkEvery: 2,
  }),
  verify({ status, model, history }) {
    expect(['completed', 'unbounded']).toContain(status);
    expect(model.initial.length).toBe(4);
    expect(history?.map(({ step }) => step)).toEqual([0, 2, 4, 6]);
  },
  long: () => ({ series: { rows: 4000, columns: 3, data: normals(1, 12_000) }, ...training, steps: 1e7 }),
});

test('begins with the map of the regression', () => {
  const series = lozi(600);
  const plain = reconstructSync({ series, pieces: 1 });
  const options = {
    series,
    ...training,
    hiddenStates: 3,
    steps: 1,
    learningRate: 1e-300,
    finalLearningRate: 1e-300,
  };
  for (const initial of ['regression', plain.model] as const) {
    const problem = { ...options, initial };
    const solution = reconstructSync(problem);
    certifyReconstruct(problem, solution);
    expect(solution.status).toBe('completed');
    expect(solution.residual).toBeLessThan(1e-11);
    const { model, lift } = solution;
    const [next, known] = [mapOf(model), mapOf(plain.model)];
    const matrix = rowsOf(lift?.matrix ?? []);
    for (const row of [
      [0.3, -0.2],
      [-0.7, 0.4],
    ]) {
      const others = matrix.map((own, i) =>
        own.reduce((sum, l, j) => sum + l * (row[j] ?? 0), lift?.offset[i] ?? 0),
      );
      // The hinge keeps its state, so that the second step is that of the map too.
      const once = next([...row, ...others]);
      expectAllClose(once.slice(0, 2), known(row), 1e-10);
      expectAllClose(next(once).slice(0, 2), known(known(row)), 1e-10);
    }
    expectClose(solution.lyapunovExponents[0] as number, 0.471, 0.01);
    expect(analyzeSync({ model, length: 2000 }).regions).toHaveLength(2);
  }
});

test('lowers the loss, and returns the best check', () => {
  const { series } = simulateSync({ system: 'lorenz', length: 3000, transient: 1000 });
  const problem = {
    series,
    ...training,
    pieces: 2,
    initial: 'random',
    hiddenStates: 4,
    window: 60,
    steps: 400,
    checkEvery: 100,
    learningRate: 0.01,
  } as const;
  const solution = reconstructSync(problem);
  certifyReconstruct(problem, solution);
  const { history = [] } = solution;
  expect(history).toHaveLength(5);
  expect(history.at(-1)?.loss).toBeLessThan(0.2 * (history[0]?.loss ?? 0));
  expect(reconstructSync(problem)).toEqual(solution);
});

test('the threads do not change the bits of many windows', () => {
  const problem = { series: lozi(300), ...training, batchSize: 50, steps: 20, checkEvery: 10, noise: 0.1 };
  const [one, two] = [1, 2].map((threads) => reconstructSync(problem, { threads }));
  expect(two).toEqual(one);
});

test('windows stay within their series', () => {
  const { data } = lozi(300);
  const part = (first: number, rows: number) => ({
    rows,
    columns: 2,
    data: data.slice(2 * first, 2 * (first + rows)),
  });
  const series = [part(150, 120), part(0, 100), part(290, 4)];
  const rates = { learningRate: 1e-300, finalLearningRate: 1e-300 };
  const problem = { series, ...training, steps: 3, window: 20, forcingInterval: 4, ...rates };
  const solution = reconstructSync(problem);
  certifyReconstruct(problem, solution);
  // The map is exact, so a window across two series would have a loss.
  expect(solution.history?.[0]?.loss).toBeLessThan(1e-20);
});

test('hidden states have the memory that a column lacks', () => {
  const { series } = simulateSync({ system: 'henon', length: 600, transient: 100 });
  const column = { rows: 600, columns: 1, data: series.data.filter((_, k) => k % 2 === 0) };
  const problem = { series: column, ...training, pieces: 2, hiddenStates: 6, window: 40, forcingInterval: 4 };
  const { history = [] } = reconstructSync({ ...problem, steps: 1500, learningRate: 0.01 });
  expect(history.at(-1)?.loss).toBeLessThan(0.5 * (history[0]?.loss ?? 0));
});

describe('limits', () => {
  test('a time limit is a status with the best model so far', () => {
    const { series } = simulateSync({ system: 'lorenz', length: 4000, transient: 1000 });
    const started = performance.now();
    const problem = { series, ...training, steps: 1e8, hiddenStates: 80, window: 2000, batchSize: 200 };
    const { status, model } = reconstructSync(problem, { timeLimit: 0.2 });
    expect([status, model.initial.length]).toEqual(['timeLimit', 84]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('a training that explodes ends with finite numbers', () => {
    const problem = {
      series: lozi(300),
      ...training,
      initial: 'random',
      window: 150,
      forcingInterval: 10_000,
      steps: 200,
      learningRate: 1,
      finalLearningRate: 1,
      clipNorm: 1e300,
    } as const;
    const solution = reconstructSync(problem);
    certifyReconstruct(problem, solution);
    expect(['diverged', 'unbounded', 'completed']).toContain(solution.status);
    for (const parameter of [...solution.model.offset, ...solution.model.initial])
      expect(Number.isFinite(parameter)).toBe(true);
  });
});

describe('errors name the argument', () => {
  const series = lozi(200);
  const { model } = { model: () => reconstructSync({ series, pieces: 1 }).model };
  test.each([
    [{ hiddenStates: 98 }, 'hiddenStates'],
    [{ steps: 0 }, 'steps'],
    [{ batchSize: 2000 }, 'batchSize'],
    [{ window: 160 }, 'window'],
    [{ forcingInterval: 0 }, 'forcingInterval'],
    [{ noise: -1 }, 'noise'],
    [{ learningRate: 0 }, 'learningRate'],
    [{ finalLearningRate: 2 }, 'finalLearningRate'],
    [{ clipNorm: 0 }, 'clipNorm'],
    [{ checkEvery: 0 }, 'checkEvery'],
    [{ method: 'regression', hiddenStates: 3 }, 'hiddenStates'],
  ] as [Partial<dynamics.ReconstructProblem>, string][])('%#', async (options, path) => {
    await expectError(() => reconstruct({ series, ...training, ...options }), 'INVALID_INPUT', path);
  });

  test('the start', async () => {
    const refuse = (options: Partial<dynamics.ReconstructProblem>, path: string) =>
      expectError(() => reconstruct({ series, ...training, ...options }), 'INVALID_INPUT', path);
    await refuse({ initial: model(), pieces: 2 }, 'initial.thresholds');
    await refuse({ initial: model(), series: normals(1, 200) }, 'initial.offset');
    await refuse({ initial: 'zero' as 'random' }, 'initial');
  });
});
