/** Update rules, schedules, bounds, absolute values and patience of training. */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyTrain } from '../../certificates/expression.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';
import { QUADRATIC, START, TEN_STEPS } from '../../support/update-rules.js';

const { read, train } = expression;

beforeAll(() => load('expression-training'));

/** A quadratic function as the loss of one row. */
const quadratic = {
  loss: read('s * (0.5 dot(x, h @ x) - dot(b, x))', { s: [], x: 3, h: [3, 3], b: 3 }),
  rows: { s: [1] },
  parameters: { x: START },
  fixed: QUADRATIC,
  epochs: 10,
} as const;

describe('ten steps', () => {
  test.each(TEN_STEPS)('%o are those of the reference programs', async (settings, expected, tolerance) => {
    const solution = await train({ ...quadratic, ...settings });
    expectAllClose(solution.parameters.x, expected, tolerance);
    certifyTrain(quadratic, solution);
  });

  test('sgd has a momentum of 0.9 by default', async () => {
    const [given, byDefault] = await Promise.all(
      [{ momentum: 0.9 }, {}].map((settings) =>
        train({ ...quadratic, method: 'sgd', learningRate: 0.1, ...settings }),
      ),
    );
    expect(byDefault).toEqual(given);
  });
});

test('RAdam takes the steps of its paper', async () => {
  const { h, b } = QUADRATIC;
  let x: number[] = [...START];
  let [m, v] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  const longest = 2 / (1 - 0.99) - 1;
  for (let t = 1; t <= 10; t++) {
    const g = h.map((row, i) =>
      row.reduce<number>((sum, entry, j) => sum + entry * (x[j] as number), -(b[i] as number)),
    );
    m = m.map((mean, i) => 0.9 * mean + 0.1 * (g[i] as number));
    v = v.map((square, i) => 0.99 * square + 0.01 * (g[i] as number) ** 2);
    const length = longest - (2 * t * 0.99 ** t) / (1 - 0.99 ** t);
    const factor = Math.sqrt(
      ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length),
    );
    x = x.map((entry, i) => {
      const mean = (m[i] as number) / (1 - 0.9 ** t);
      if (length <= 5) return entry - 0.1 * mean;
      return entry - (0.1 * factor * mean * Math.sqrt(1 - 0.99 ** t)) / (Math.sqrt(v[i] as number) + 1e-8);
    });
  }
  const { parameters } = await train({ ...quadratic, method: 'radam', learningRate: 0.1, beta2: 0.99 });
  expectAllClose(parameters.x, x, 1e-13);
});

/** Steps of descent along a gradient of 1, so that the parameter shows the sum of the rates. */
const slope = read('s * x', { s: [], x: [] });
const rateSum = async (schedule: expression.Schedule | expression.ScheduleKind, steps: number) => {
  const settings = { method: 'sgd', momentum: 0, learningRate: 1, epochs: steps, schedule } as const;
  const { parameters } = await train({ loss: slope, rows: { s: [1] }, parameters: { x: 0 }, ...settings });
  return -(parameters.x[0] as number);
};

test('schedules have the rates of their formulas', async () => {
  const uba = [
    1, 0.909988219734107, 0.699823272443392, 0.472554790304765, 0.285714285714286, 0.151524977172755,
    0.0642216713768326, 0.0155798777715591,
  ];
  expectClose(
    await rateSum({ kind: 'uba', shape: 5 }, 8),
    uba.reduce((a, b) => a + b),
    1e-13,
  );
  expectClose(await rateSum('lastIterate', 4), 2.5, 1e-15);
  expectClose(await rateSum({ kind: 'lastIterate', warmup: 2 }, 6), 1.5 + 2.5, 1e-15);
  expectClose(await rateSum({ kind: 'lastIterate', floor: 0.2 }, 4), 0.8 * 2.5 + 0.8, 1e-15);
  expectClose(await rateSum('inverseSquareRoot', 3), 1 + 1 / Math.sqrt(2) + 1 / Math.sqrt(3), 1e-15);
  expectClose(await rateSum({ kind: 'inverse', decay: 0.5 }, 3), 1 + 1 / 1.5 + 0.5, 1e-15);
  expectClose(await rateSum({ kind: 'exponential', decay: 0.5 }, 3), 1.75, 1e-15);
  expectClose(
    await rateSum({ kind: 'steps', boundaries: [1, 3], factor: 0.1 }, 4),
    1 + 0.1 + 0.1 + 0.01,
    1e-15,
  );
  expectClose(await rateSum('rex', 2), 1 + 0.5 / 0.75, 1e-15);
  const strong = { kind: 'stronglyConvex', strongConvexity: 0.5, smoothness: 2 } as const;
  expectClose(await rateSum(strong, 2), 2 / (0.5 * 18) + 2 / (0.5 * 19), 1e-15);
  expectClose(await rateSum({ kind: 'heavyTails', moment: 1.5 }, 2), 1 + 2 ** (-2 / 3), 1e-15);
  // By torch's OneCycleLR with 10 steps: the peak in step 2, the last rate 4e-6.
  const cycle = [0.04, 0.52, 1, 0.950486, 0.81175, 0.611262, 0.388742, 0.188254, 0.049519, 4e-6];
  expectClose(
    await rateSum('oneCycle', 10),
    cycle.reduce((a, b) => a + b),
    1e-5,
  );
});

/** Lasso: three of ten weights are nonzero. */
const random = mulberry32(5);
const a = Array.from({ length: 40 }, () => Array.from({ length: 10 }, () => 2 * random() - 1));
const y = a.map(
  (row) => 2 * (row[0] as number) - (row[4] as number) + 0.5 * (row[7] as number) + 0.1 * random(),
);
const lasso = {
  loss: read('0.5 (dot(a, w) - y)^2', { a: 10, y: [], w: 10 }),
  rows: { a, y },
  parameters: { w: new Float64Array(10) },
  batchSize: 40,
} as const;

/** The lasso by coordinate descent. */
function minimumOf(weight: number): Float64Array {
  const w = new Float64Array(10);
  for (let pass = 0; pass < 2000; pass++) {
    for (let j = 0; j < 10; j++) {
      let [slope, curvature] = [0, 0];
      a.forEach((row, i) => {
        const rest = row.reduce(
          (sum, entry, k) => sum + (k === j ? 0 : entry * (w[k] as number)),
          -(y[i] as number),
        );
        slope += ((row[j] as number) * rest) / 40;
        curvature += (row[j] as number) ** 2 / 40;
      });
      w[j] = (-Math.sign(slope) * Math.max(0, Math.abs(slope) - weight)) / curvature;
    }
  }
  return w;
}

test.for([
  ['sgd', 0.1],
  ['adam', 0.05],
  ['adagrad', 0.5],
  ['rmsprop', 0.02],
  ['radam', 0.05],
  ['prodigy', 1],
] as const)('absolute values by %s lead to the lasso, with its zeros', async ([method, learningRate]) => {
  const expected = minimumOf(0.05);
  const settings = { method, learningRate, epochs: 3000, l1: { w: 0.05 }, schedule: 'lastIterate' } as const;
  const solution = await train({ ...lasso, ...settings });
  const tolerance = method === 'rmsprop' ? 1e-4 : 1e-6;
  expectAllClose(solution.parameters.w, expected, tolerance);
  expect([...solution.parameters.w].map((w) => w === 0)).toEqual([...expected].map((w) => w === 0));
  expect(solution.gradientNorm).toBeLessThan(10 * tolerance);
  const smooth = a.reduce((sum, row, i) => {
    const error = row.reduce(
      (total, entry, k) => total + entry * (solution.parameters.w[k] as number),
      -(y[i] as number),
    );
    return sum + (0.5 * error * error) / 40;
  }, 0);
  const size = solution.parameters.w.reduce((sum, w) => sum + Math.abs(w), 0);
  expectClose(solution.objective, smooth + 0.05 * size, 1e-12);
});

test('schedule-free descent averages points within bounds, and finds the bounded minimum', async () => {
  for (const method of ['scheduleFree', 'sgd', 'adam'] as const) {
    const bounds = { lower: { w: 0 }, upper: { w: [1, 9, 9, 9, 9, 9, 9, 0.25, 9, 9] } };
    const settings = { method, learningRate: 0.1, epochs: 4000 } as const;
    const { parameters, gradientNorm, status } = await train({ ...lasso, ...bounds, ...settings });
    expect(status).toBe('epochLimit');
    expect(Math.min(...parameters.w)).toBeGreaterThanOrEqual(0);
    // Averages reach bounds only in the limit.
    const isAverage = method === 'scheduleFree';
    expectClose(parameters.w[0] as number, 1, isAverage ? 5e-3 : 1e-9);
    expectClose(parameters.w[7] as number, 0.25, isAverage ? 5e-3 : 1e-9);
    if (!isAverage) expect(gradientNorm).toBeLessThan(1e-6);
  }
});

test('the start is moved within the bounds', async () => {
  const settings = { lower: { x: 2 }, method: 'sgd', learningRate: 1e-9, epochs: 1 } as const;
  const { parameters } = await train({ loss: slope, rows: { s: [1] }, parameters: { x: 0 }, ...settings });
  expect(parameters.x[0]).toBe(2);
});

test('patience stops and returns the parameters with the smallest validation loss', async () => {
  // The training rows lead to 3, the validation rows are best met at 1.
  const problem = {
    loss: read('(w - y)^2', { y: [], w: [] }),
    rows: { y: [3] },
    parameters: { w: 0 },
    validation: { y: [1] },
    method: 'sgd',
    momentum: 0,
    learningRate: 0.01,
  } as const;
  const full = await train({ ...problem, epochs: 100 });
  const stopped = await train({ ...problem, epochs: 100, patience: 3 });
  expect(full.status).toBe('epochLimit');
  expect(stopped.status).toBe('stoppedEarly');
  const losses = full.history.map(({ validationObjective }) => validationObjective as number);
  const best = losses.indexOf(Math.min(...losses));
  expect(stopped.epochs).toBe(best + 1 + 3);
  expectClose(
    (stopped.parameters.w[0] as number) - 1,
    Math.sign((stopped.parameters.w[0] as number) - 1) * Math.sqrt(losses[best] as number),
    1e-12,
  );
  const patient = await train({ ...problem, epochs: best + 2, patience: 3 });
  expect(patient.status).toBe('epochLimit');
  expect(patient.parameters).toEqual(stopped.parameters);
});

test('a rate for another schedule, bounds and patience are refused by name', async () => {
  const refused = (problem: object, path: string) =>
    expectError(
      () => train({ loss: slope, rows: { s: [1] }, parameters: { x: 0 }, ...problem } as never),
      'INVALID_INPUT',
      path,
    );
  await refused({ schedule: 'linear' }, 'schedule');
  await refused({ schedule: { kind: 'uba', shape: 0 } }, 'schedule.shape');
  await refused({ schedule: { kind: 'steps' } }, 'schedule.boundaries');
  await refused({ schedule: { kind: 'steps', boundaries: [3, 3] } }, 'schedule.boundaries[1]');
  await refused({ schedule: { kind: 'exponential' } }, 'schedule.decay');
  await refused({ schedule: { kind: 'exponential', decay: 2 } }, 'schedule.decay');
  await refused({ schedule: { kind: 'heavyTails', moment: 1 } }, 'schedule.moment');
  await refused({ schedule: { kind: 'stronglyConvex', strongConvexity: 1 } }, 'schedule.smoothness');
  await refused({ schedule: { kind: 'constant', warmup: 10 } }, 'schedule.warmup');
  await refused({ schedule: { kind: 'constant', floor: 2 } }, 'schedule.floor');
  await refused({ schedule: 'cosine', method: 'scheduleFree' }, 'schedule');
  await refused({ patience: 2 }, 'validation');
  await refused({ patience: 0, validation: { s: [1] } }, 'patience');
  await refused({ patience: 2, validation: { s: [1] }, method: 'lbfgs' }, 'patience');
  await refused({ lower: { x: Number.NaN } }, 'lower.x');
  await refused({ lower: { x: [1, 2] } }, 'lower.x');
  await refused({ lower: { s: 1 } }, 'lower.s');
  await refused({ lower: { x: 2 }, upper: { x: 1 } }, 'upper.x');
  await refused({ l1: { x: -1 } }, 'l1.x[0]');
  await refused({ l1: { x: 1 }, method: 'lbfgs' }, 'l1');
});
