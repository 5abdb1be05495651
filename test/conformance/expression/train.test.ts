/** Training over rows, and initial weights. */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyInitialize, certifyTrain } from '../../certificates/expression.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { initialize, initializeSync, read, train, trainSync } = expression;

beforeAll(() => load('expression-training'));

/** A line through points; the least-squares solution is w = 2, b = 1. */
const line = read('(w * x + b - y)^2', { x: [], y: [], w: [], b: [] });
const rows = { x: new Float64Array([0, 1, 2, 3]), y: new Float64Array([1, 3, 5, 7]) };
type Line = expression.TrainProblem<'x' | 'y' | 'w' | 'b', 'w' | 'b'>;

checkSolver({
  method: 'expression.train',
  certify: certifyTrain,
  solve: (problem: Line, options) => train(problem, options),
  solveSync: (problem: Line, options) => trainSync(problem, options),
  loads: ['expression-training'],
  problem: (): Line => ({
    loss: line,
    rows,
    parameters: { w: 0.5, b: 0 },
    method: 'lbfgs',
    tolerance: 1e-9,
  }),
  verify({ status, parameters }) {
    expect(status).toBe('converged');
    expectAllClose(parameters.w, [2], 1e-8);
    expectAllClose(parameters.b, [1], 1e-8);
  },
  limited: (): Line => ({
    loss: line,
    rows,
    parameters: { w: 0.5, b: 0 },
    method: 'lbfgs',
    maxIterations: 1,
  }),
});

type Start = expression.InitializeProblem<'x' | 'w' | 'b', 'w' | 'b'>;

const net = read('sum(tanh(x @ w + b)^2)', { x: 4, w: [4, 3], b: 3 });

checkSolver({
  method: 'expression.initialize',
  certify: certifyInitialize,
  solve: (problem: Start, options) => initialize(problem, options),
  solveSync: (problem: Start, options) => initializeSync(problem, options),
  loads: ['expression-training'],
  problem: (): Start => ({ function: net, parameters: { w: 'glorot', b: 'zeros' } }),
  verify({ parameters }) {
    expect(parameters.w.length).toBe(12);
    expect(new Set(parameters.w).size).toBe(12);
    expect([...parameters.b]).toEqual([0, 0, 0]);
  },
  random: true,
});

test('weights have the variances of their rules', async () => {
  const f = read('sum(x @ w)', { x: 200, w: [200, 300] });
  const variance = async (rule: expression.Initializer) => {
    const { parameters } = await initialize({ function: f, parameters: { w: rule } }, { seed: 3 });
    return parameters.w.reduce((total, w) => total + w * w, 0) / parameters.w.length;
  };
  // 60 000 numbers: the standard deviation of these ratios is below 0.006.
  expectClose((await variance('glorot')) / (2 / 500), 1, 0.03);
  expectClose((await variance('he')) / (2 / 200), 1, 0.03);
  expectClose((await variance('lecun')) / (1 / 200), 1, 0.03);
});

/** Logistic regression of 50 rows with a ridge; the optimum agrees between JAX and a Newton iteration to 1e-15. */
const random = mulberry32(9);
const A = Float64Array.from({ length: 150 }, () => random() - 0.5);
const signs = mulberry32(10);
const y = Float64Array.from({ length: 50 }, () => (signs() < 0.5 ? 1 : -1));
const logistic = read('softplus(-y * dot(z, w))', { z: 3, y: [], w: 3 });
const ridge = read('0.05 sum(w^2)', { w: 3 });
const regression = {
  loss: logistic,
  rows: { z: { rows: 50, columns: 3, data: A }, y },
  parameters: { w: [0, 0, 0] },
  penalty: ridge,
} as const;
const optimum = [0.217123293493547, -0.0273460448132938, -0.0224369829096778];

test('L-BFGS finds the optimum of a logistic regression', async () => {
  const solution = await train({ ...regression, method: 'lbfgs', tolerance: 1e-10 });
  expect(solution.status).toBe('converged');
  expectClose(solution.objective, 0.690253408252537, 1e-15);
  expectAllClose(solution.parameters.w, optimum, 1e-9);
  certifyTrain(regression, solution);
});

test('Adam and descent with momentum come near it', async () => {
  for (const method of ['adam', 'sgd'] as const) {
    const solution = await train({
      ...regression,
      method,
      learningRate: 0.05,
      epochs: 400,
      batchSize: 50,
      schedule: 'cosine',
    });
    expect(solution).toMatchObject({ status: 'epochLimit', epochs: 400, steps: 400 });
    expect(solution.history).toHaveLength(400);
    expectAllClose(solution.parameters.w, optimum, 1e-3);
    certifyTrain(regression, solution);
  }
});

/** Steps of Adam and of descent with momentum as written in their papers, on rows in order. */
describe('steps as written down', () => {
  const batchSize = 3;
  const epochs = 2;
  const slope = (w: number, b: number, from: number, to: number) => {
    let [dw, db] = [0, 0];
    for (let k = from; k < to; k++) {
      const error = w * (rows.x[k] as number) + b - (rows.y[k] as number);
      dw += (2 * error * (rows.x[k] as number)) / (to - from);
      db += (2 * error) / (to - from);
    }
    return [dw, db] as const;
  };
  const batches = [
    [0, 3],
    [3, 4],
    [0, 3],
    [3, 4],
  ] as const;
  const settings = { loss: line, rows, parameters: { w: 0.5, b: 0 }, batchSize, epochs, shuffle: false };

  test('Adam', async () => {
    let p = [0.5, 0];
    let [m, v] = [
      [0, 0],
      [0, 0],
    ];
    batches.forEach(([from, to], k) => {
      const t = k + 1;
      const g = slope(p[0] as number, p[1] as number, from, to);
      m = m.map((value, i) => 0.8 * value + 0.2 * (g[i] as number));
      v = v.map((value, i) => 0.95 * value + 0.05 * (g[i] as number) ** 2);
      p = p.map((value, i) => {
        const step =
          (m[i] as number) / (1 - 0.8 ** t) / (Math.sqrt((v[i] as number) / (1 - 0.95 ** t)) + 1e-6);
        return value - 0.1 * step - 0.1 * 0.01 * value;
      });
    });
    const constants = { beta1: 0.8, beta2: 0.95, epsilon: 1e-6, weightDecay: 0.01, learningRate: 0.1 };
    const { parameters, steps } = await train({ ...settings, ...constants });
    expect(steps).toBe(4);
    expectAllClose([...parameters.w, ...parameters.b], p, 1e-14);
  });

  test('descent with momentum, clipped, with a falling rate', async () => {
    let p = [0.5, 0];
    let u = [0, 0];
    batches.forEach(([from, to], k) => {
      const g = slope(p[0] as number, p[1] as number, from, to);
      const shrink = Math.min(1, 2 / Math.hypot(...g));
      const rate = (0.05 * (1 + Math.cos((Math.PI * k) / 4))) / 2;
      u = u.map((value, i) => 0.7 * value + shrink * (g[i] as number));
      p = p.map((value, i) => value - rate * (u[i] as number));
    });
    const constants = { momentum: 0.7, clipNorm: 2, learningRate: 0.05, schedule: 'cosine' } as const;
    const { parameters } = await train({ ...settings, ...constants, method: 'sgd' });
    expectAllClose([...parameters.w, ...parameters.b], p, 1e-14);
  });
});

test('seeds give other orders, and each its own again', async () => {
  const problem = { ...regression, epochs: 2, batchSize: 7 };
  const [first, same, other] = await Promise.all([0, 0, 1].map((seed) => train(problem, { seed })));
  expect(same).toEqual(first);
  expect(other).not.toEqual(first);
});

test('a loss that overflows ends with the last finite parameters', async () => {
  const f = read('exp(w * x)', { x: [], w: [] });
  const solution = await train({
    loss: f,
    rows: { x: [-1] },
    parameters: { w: -1 },
    method: 'sgd',
    learningRate: 1e3,
    epochs: 1000,
  });
  expect(['diverged', 'epochLimit']).toContain(solution.status);
  expect(solution.parameters.w.every(Number.isFinite)).toBe(true);
  expect(Number.isFinite(solution.objective)).toBe(true);
});

test('what validation rows cost is told after each epoch', async () => {
  const { history } = await train({
    loss: line,
    rows,
    parameters: { w: 0.5, b: 0 },
    epochs: 3,
    validation: { x: [0], y: [1] },
  });
  expect(history).toHaveLength(3);
  for (const { validationObjective } of history) expect(validationObjective).toBeGreaterThan(0);
});

test('rows and parameters that do not go together are refused by name', async () => {
  const refused = (problem: object, path: string) =>
    expectError(
      () => train({ loss: line, rows, parameters: { w: 0.5, b: 0 }, ...problem } as never),
      'INVALID_INPUT',
      path,
    );
  await refused({ rows: { x: [], y: [] } }, 'rows.x');
  await refused({ rows: { x: [1, 2], y: [1] } }, 'rows.y');
  await refused({ rows: { x: [1] } }, 'parameters.y');
  await refused({ parameters: { w: 1 } }, 'parameters.b');
  await refused({ parameters: { w: 1, b: 1, x: 1 } }, 'parameters.x');
  await refused({ fixed: { w: 1 } }, 'fixed.w');
  await refused({ batchSize: 5 }, 'batchSize');
  await refused({ batchSize: 0 }, 'batchSize');
  await refused({ batchSize: 2, method: 'lbfgs' }, 'batchSize');
  await refused({ penalty: read('x^2', { x: [] }) }, 'penalty.inputs[0].name');
  await refused({ momentum: 1 }, 'momentum');
  await refused({ rows: { ...rows, z: [1] } }, 'rows');
});

test('labels outside are refused by their row', async () => {
  const loss = read('-take(w, label)', { label: [], w: 3 });
  await expectError(
    () => train({ loss, rows: { label: [0, 1, 3] }, parameters: { w: [0, 0, 0] } }),
    'INVALID_INPUT',
    'rows.label[2]',
  );
});
