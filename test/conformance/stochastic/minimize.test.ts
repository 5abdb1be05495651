/** Means of functions by batches: references, methods, geometries, sets, checkpoints and bad input. */

import { load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyMinimize } from '../../certificates/stochastic-minimize.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { minimize, minimizeSync, minimizeDialogue } = stochastic;

type Problem = stochastic.SyncMinimizeFunctionProblem;

/** Sums of weighted components from the value and the gradient of each. */
const componentsOf =
  (component: (x: Float64Array, i: number, gradient: Float64Array) => number): Problem['gradient'] =>
  (x, indices, weights, out) => {
    let value = 0;
    const gradient = new Float64Array(x.length);
    out.fill(0);
    indices.forEach((i, k) => {
      const weight = weights[k] as number;
      gradient.fill(0);
      value += weight * component(x, i, gradient);
      gradient.forEach((entry, j) => {
        out[j] = (out[j] as number) + weight * entry;
      });
    });
    return value;
  };

const logistic = (rows: readonly (readonly number[])[], signs: readonly number[]) =>
  componentsOf((x, i, gradient) => {
    // Changed problems may have more components, or spoil the indices.
    const place = i % rows.length || 0;
    const [row, sign] = [rows[place] as readonly number[], signs[place] as number];
    const margin = sign * row.reduce((sum, entry, j) => sum + entry * (x[j] as number), 0);
    row.forEach((entry, j) => {
      gradient[j] = (-sign * entry) / (1 + Math.exp(margin));
    });
    return Math.log1p(Math.exp(-margin));
  });

const ROWS = [
  [1, 0, 2],
  [0, 1, 0.5],
  [1, -1, 0],
  [0, 2, 1],
  [-1, 0, 1],
];
const SIGNS = [1, -1, 1, -1, 1];

/** Ridge logistic regression, with the optimum to 40 digits. */
const ridge = (): Problem => ({
  dimension: 3,
  componentCount: 5,
  gradient: logistic(ROWS, SIGNS),
  batchSize: 1,
  penalty: 'l2',
  lambda: 0.1,
  method: 'lsvrg',
  smoothness: 1.25,
  epochs: 1024,
  tolerance: 1e-10,
});
const OPTIMUM = [0.05647706600825327, -1.394981593777718, 0.791151096671723];

checkSolver({
  method: 'stochastic.minimize',
  loads: ['stochastic'],
  certify: certifyMinimize,
  solve: minimize,
  solveSync: minimizeSync,
  problem: ridge,
  verify({ status, solution, objective }) {
    expect(status).toBe('converged');
    expectAllClose(solution, OPTIMUM, 1e-9);
    expectClose(objective as number, 0.37280244791037936, 1e-12);
  },
  random: true,
  limited: () => {
    const { epochs: _, ...rest } = ridge();
    return { ...rest, maxIterations: 1 };
  },
});

describe('stochastic.minimize', () => {
  beforeAll(() => load('stochastic'));

  const all = { batchSize: 5, tolerance: 1e-7, schedule: 'constant', epochs: 4096 } as const;

  test.each([
    { method: 'svrg' },
    { ...all, method: 'adam', learningRate: 0.05 },
    { ...all, method: 'sgd', momentum: 0.5, learningRate: 0.5 },
    { ...all, method: 'sgd', momentum: 0.5, nesterov: true, learningRate: 0.5 },
    { ...all, method: 'adagrad', learningRate: 0.5 },
    { ...all, method: 'adagradNorm', learningRate: 1 },
    { ...all, method: 'radam', learningRate: 0.05 },
    { ...all, method: 'prodigy', tolerance: 1e-4 },
    { ...all, method: 'mirror', learningRate: 0.5 },
    { ...all, method: 'scheduleFree', learningRate: 0.5, tolerance: 2e-3 },
    { ...all, method: 'scheduleFreeAdamW', learningRate: 0.05, tolerance: 2e-3 },
    { ...all, method: 'rmsprop', learningRate: 0.02, schedule: 'lastIterate', tolerance: 1e-4 },
  ] as Partial<Problem>[])('%o finds the optimum', async (settings) => {
    const problem = { ...ridge(), ...settings };
    const found = await minimize(problem);
    expect(found.status).toBe('converged');
    expectAllClose(found.solution, OPTIMUM, 100 * (problem.tolerance as number));
    certifyMinimize(problem, found);
  });

  test('batches in every order come near it', async () => {
    for (const sampling of ['shuffle', 'uniform', 'cyclic', 'gradientNorm'] as const) {
      for (const average of ['none', 'polyak', 'exponential'] as const) {
        const { tolerance: _, ...rest } = ridge();
        const problem: Problem = {
          ...rest,
          method: 'sgd',
          learningRate: 0.2,
          batchSize: 2,
          epochs: 500,
          sampling,
          average,
          gradientNorms: (x, indices, out) => {
            indices.forEach((i, k) => {
              const gradient = new Float64Array(3);
              rest.gradient(x, Float64Array.of(i), Float64Array.of(1), gradient);
              out[k] = Math.hypot(...gradient);
            });
          },
        };
        const found = await minimize(problem);
        expect(found).toMatchObject({ status: 'epochLimit', epochs: 500, iterations: 1500 });
        expect(found.history).toHaveLength(500);
        expectAllClose(found.solution, OPTIMUM, 0.1);
        certifyMinimize(problem, found);
      }
    }
  });

  /** One step along a given gradient. */
  const oneStep = (initial: number[], gradient: number[], settings: Partial<Problem>) =>
    minimize({
      dimension: initial.length,
      componentCount: 1,
      initial,
      gradient: (x, _, __, out) => {
        out.set(gradient);
        return x.reduce((sum, entry, k) => sum + entry * (gradient[k] as number), 0);
      },
      method: 'mirror',
      schedule: 'constant',
      maxIterations: 1,
      ...settings,
    });

  test('mirror steps are those of the formulas', async () => {
    const simplex = [{ kind: 'simplex', size: 4 }] as const;
    const entropy = await oneStep([0.1, 0.2, 0.3, 0.4], [1, -1, 2, 0], {
      geometry: 'entropy',
      set: simplex,
      learningRate: 0.5,
    });
    const expected = [0.067335348338941, 0.366072907605407, 0.122522859749994, 0.444068884305659];
    expectAllClose(entropy.solution, expected, 1e-14);
    const start = [0.5, -1.2, 0.3, 2];
    const pNorm = await oneStep(start, [1, -1, 2, 0], { geometry: { pNorm: 1.5 }, learningRate: 0.1 });
    expectAllClose(
      pNorm.solution,
      [0.430708092620665, -1.10259941140433, 0.188330289668594, 2.05627420127988],
      1e-13,
    );
    const projected = await oneStep(start, [0, 0, 0, 0], { set: simplex, learningRate: 1 });
    expect([...projected.solution]).toEqual([0, 0, 0, 1]);
    const orthant = await oneStep([1, 2], [Math.LN2, 0], {
      geometry: 'entropy',
      set: [{ kind: 'box', size: 2, lower: 0 }],
      learningRate: 1,
    });
    expectAllClose(orthant.solution, [0.5, 2], 1e-15);
  });

  /** Components c_i x_i^2, with noise: the minimum on the simplex is proportional to 1/c. */
  const squares = (settings: Partial<Problem>): Problem => {
    const random = mulberry32(4);
    const noise = Float64Array.from({ length: 200 }, () => 0.5 * (random() - 0.5));
    return {
      dimension: 20,
      componentCount: 10,
      gradient: componentsOf((x, i, gradient) => {
        let value = 0;
        x.forEach((entry, j) => {
          const slope = noise[20 * i + j] as number;
          value += (j + 1) * entry * entry + slope * entry;
          gradient[j] = 2 * (j + 1) * entry + slope;
        });
        return value;
      }),
      batchSize: 2,
      epochs: 200,
      set: [{ kind: 'simplex', size: 20 }],
      ...settings,
    };
  };

  test('points stay in the set, by entropy to rounding', async () => {
    for (const settings of [
      { geometry: 'entropy', learningRate: 0.5 },
      { method: 'mirror', learningRate: 0.02 },
      { method: 'sgd', learningRate: 0.02 },
      { method: 'adagradNorm', learningRate: 0.2 },
      { method: 'lsvrg', smoothness: 40 },
    ] as const) {
      const problem = squares(settings);
      const found = await minimize(problem);
      expectClose(
        found.solution.reduce((a, b) => a + b, 0),
        1,
        1e-15 * 4,
      );
      expect(Math.min(...found.solution)).toBeGreaterThanOrEqual(0);
      certifyMinimize(problem, found);
      expect(found.gradientNorm).toBeLessThan(0.05);
    }
  });

  test('absolute values give exact zeros', async () => {
    for (const method of ['sgd', 'adam', 'lsvrg'] as const) {
      const rate = method === 'lsvrg' ? { smoothness: 1.25 } : { learningRate: 0.05 };
      const { epochs: _, smoothness: __, ...rest } = ridge();
      const settings = { penalty: 'l1', lambda: 0.3, method, batchSize: 5, maxIterations: 4000 } as const;
      const problem: Problem = { ...rest, ...settings, ...rate, tolerance: 1e-8 };
      const found = await minimize(problem);
      expect(found.status).toBe('converged');
      expect(found.solution[0]).toBe(0);
      expect(found.solution[1]).toBeLessThan(0);
      certifyMinimize(problem, found);
    }
  });

  test('a run from a checkpoint has the bits of one run', async () => {
    const norms: Problem['gradientNorms'] = (x, indices, out) => {
      indices.forEach((i, k) => {
        const gradient = new Float64Array(3);
        ridge().gradient(x, Float64Array.of(i), Float64Array.of(1), gradient);
        out[k] = Math.hypot(...gradient);
      });
    };
    for (const settings of [
      { method: 'adam' },
      { method: 'prodigy', sampling: 'uniform' },
      { method: 'scheduleFreeAdamW', average: 'exponential' },
      { method: 'radam', sampling: 'gradientNorm', gradientNorms: norms },
      { method: 'lsvrg' },
      { method: 'svrg', sampling: 'cyclic' },
      { method: 'mirror', learningRate: 0.1 },
    ] as Partial<Problem>[]) {
      const { epochs: _, tolerance: __, ...rest } = ridge();
      const problem = { ...rest, schedule: 'constant', batchSize: 2, ...settings } as const;
      const whole = await minimize({ ...problem, maxIterations: 40 }, { seed: 5 });
      const half = await minimize({ ...problem, maxIterations: 17 }, { seed: 5 });
      const { checkpoint } = half;
      const rest2 = await minimize({ ...problem, maxIterations: 40, checkpoint }, { seed: 5 });
      expect(rest2.solution).toEqual(whole.solution);
      expect(rest2.checkpoint).toEqual(whole.checkpoint);
      await expectError(
        () => minimize({ ...problem, maxIterations: 40, checkpoint, lambda: 1 }, { seed: 5 }),
        'INVALID_INPUT',
        'checkpoint',
      );
      await expectError(
        () => minimize({ ...problem, maxIterations: 40, checkpoint: checkpoint.slice(1) }, { seed: 5 }),
        'INVALID_INPUT',
        'checkpoint',
      );
    }
  });

  test('steps that overflow leave a simplex for no point outside', async () => {
    const found = await minimize({
      dimension: 2,
      componentCount: 1,
      set: [{ kind: 'simplex', size: 2 }],
      learningRate: 1e300,
      gradient(x, _, weights, out) {
        out.set([-1e100 * (weights[0] ?? 0), 0]);
        return -1e100 * (x[0] ?? 0) * (weights[0] ?? 0);
      },
    });
    expect(found.status).toBe('diverged');
    expect((found.solution[0] ?? 0) + (found.solution[1] ?? 0)).toBeCloseTo(1, 14);
  });

  test('too large rates end as diverged, with a smaller one', async () => {
    const problem: Problem = {
      dimension: 1,
      componentCount: 3,
      initial: [1],
      gradient: componentsOf((x, i, gradient) => {
        gradient[0] = (i + 1) * (x[0] as number);
        return ((i + 1) * (x[0] as number) ** 2) / 2;
      }),
      method: 'sgd',
      learningRate: 100,
      epochs: 1000,
    };
    const found = await minimize(problem);
    expect(found).toMatchObject({ status: 'diverged', suggestedLearningRate: 25 });
    expect(found.solution.every(Number.isFinite)).toBe(true);
  });

  test('a dialogue asks the same questions', async () => {
    const { gradient, gradientNorms: _, ...data } = ridge();
    const dialogue = minimizeDialogue({ ...data, epochs: 64 });
    while (dialogue.question !== undefined) {
      const { point, items, answerLength } = dialogue.question;
      const out = new Float64Array(answerLength);
      const weights = point.subarray(3 + items);
      out[3] = gradient(point.subarray(0, 3), point.subarray(3, 3 + items), weights, out.subarray(0, 3));
      dialogue.answer(out);
    }
    expect(dialogue.solution).toEqual(await minimize({ ...data, gradient, epochs: 64 }));
  });

  test('promises are awaited', async () => {
    const problem = ridge();
    const found = await minimize({
      ...problem,
      epochs: 16,
      gradient: async (...question) => problem.gradient(...question),
    });
    expect(found.solution).toEqual((await minimize({ ...problem, epochs: 16 })).solution);
  });

  test('problems that do not fit together are refused by name', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => minimize({ ...ridge(), ...problem } as never), 'INVALID_INPUT', path);
    const simplex = [{ kind: 'simplex', size: 3 }];
    await refused({ gradient: () => 1 }, 'gradient');
    await refused({ gradient: () => 'x' }, 'gradient');
    await refused({ gradient: undefined }, 'gradient');
    await refused({ epochs: 5, maxIterations: 5 }, 'maxIterations');
    await refused({ sampling: 'lipschitz' }, 'sampling');
    await refused({ sampling: 'gradientNorm', method: 'sgd' }, 'gradientNorms');
    await refused({ learningRate: 0 }, 'learningRate');
    await refused({ smoothness: undefined }, 'learningRate');
    await refused({ method: 'mirror' }, 'learningRate');
    await refused({ batchSize: 6 }, 'batchSize');
    await refused({ componentCount: 0 }, 'componentCount');
    await refused({ penalty: 'l1', set: simplex }, 'set');
    await refused({ method: 'adam', set: simplex }, 'method');
    await refused({ set: [{ kind: 'simplex', size: 4 }] }, 'set');
    await refused({ method: 'sgd', geometry: 'entropy' }, 'geometry');
    const entropy = { method: 'mirror', geometry: 'entropy', learningRate: 1, penalty: 'none' };
    await refused({ ...entropy, penalty: 'l1' }, 'penalty');
    await refused({ ...entropy, initial: [1, 0, 1], set: simplex }, 'initial[1]');
    await refused({ ...entropy, set: [{ kind: 'ball', size: 3, radius: 1 }] }, 'set');
    await refused({ ...entropy, geometry: { pNorm: 3 } }, 'geometry.pNorm');
    await refused({ ...entropy, geometry: { pNorm: 1.5 }, set: simplex }, 'set');
    await refused({ checkpoint: new Uint8Array(3) }, 'checkpoint');
    await refused({ initial: [1, Number.NaN, 1] }, 'initial[1]');
    await refused({ schedule: { kind: 'exponential' } }, 'schedule.decay');
    await refused({ method: 'scheduleFree', schedule: 'cosine' }, 'schedule');
  });
});
