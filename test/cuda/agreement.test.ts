/**
 * Transport on a CUDA device, compared with the processor and with references. Run by the suite `cuda` with the
 * stand-in for a driver, or on a device with `SUPERLINEAR_DEVICE_TESTS=1 npx vitest run --project cuda`.
 */

import { backend, transport } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { expectAllClose, expectClose, expectError } from '../support/expect.js';
import { masses, uniform } from '../support/random.js';

const { barycenter, sinkhornDivergence, sinkhornNewton } = transport;

type Problem = transport.SinkhornNewtonProblem;

/** Allowed difference of the backends, relative to max(1, |value|), since they sum in different orders. */
const TOLERANCE = 1e-10;

const rows = (data: Float64Array, dimension: number) => ({
  rows: data.length / dimension,
  columns: dimension,
  data,
});

/** Points in a box, and others in a box that overlaps it. */
function clouds(seed: number, n: number, m: number, dimension: number) {
  const numbers = uniform(seed, (n + m) * dimension);
  return {
    sourcePoints: rows(numbers.slice(0, n * dimension), dimension),
    targetPoints: rows(
      numbers.slice(n * dimension).map((value) => 0.3 + 0.8 * value),
      dimension,
    ),
  };
}

test('the backend says what it is', () => {
  expect(backend('cuda')).toEqual({
    name: 'cuda',
    version: backend('native').version,
    instructionSet: expect.stringMatching(/^sm_\d+$/),
    threads: expect.any(Number),
    memoryLimit: expect.any(Number),
    device: expect.any(String),
    memory: expect.any(Number),
    driver: expect.stringMatching(/^\d+\.\d+$/),
    reason: 'CUDA was asked for',
  });
  expect(backend('native').name).toBe('native');
});

/** By Newton's method with 80 bits; marginal errors are at most 3e-16. */
const REFERENCES: readonly (readonly [number, number, number, number, Partial<Problem>, number, number])[] = [
  [901, 129, 65, 3, { regularization: 0.01 }, 0.16654477281103927, 0.1976121895263473],
  [902, 100, 33, 2, { metric: 'euclidean', regularization: 0.02 }, 0.2813609831758438, 0.31827261425687736],
  [903, 31, 130, 1, { regularization: 0.002 }, 0.04087599928434719, 0.04448773519535642],
  [904, 64, 96, 5, { metric: 'manhattan', regularization: 0.05 }, 0.963529408009436, 1.1042372069279167],
  [905, 70, 70, 4, { metric: 'cosine', regularization: 0.01 }, 0.03497338905697843, 0.05610522379180941],
  [
    906,
    90,
    61,
    3,
    { regularization: 0.02, sourcePenalty: 0.5, targetPenalty: 0.5 },
    0.11359151693305593,
    0.19870509218651175,
  ],
];

test.each(REFERENCES)('reference %i', async (seed, n, m, dimension, more, transportCost, regularizedCost) => {
  const weighted = (seed: number, count: number) => {
    const values = uniform(seed, count).map((value) => value + 0.1);
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => value / total);
  };
  const own = seed === 902 ? { source: weighted(seed + 1, n), target: weighted(seed + 2, m) } : {};
  const problem: Problem = {
    ...clouds(seed, n, m, dimension),
    ...own,
    regularization: 1,
    tolerance: 1e-11,
    ...more,
  };
  const solution = await sinkhornNewton(problem, { backend: 'cuda' });
  expect(solution.status).toBe('converged');
  expectClose(solution.transportCost, transportCost, TOLERANCE);
  expectClose(solution.regularizedCost, regularizedCost, TOLERANCE);
});

/** Potentials for which the first sums underflow. */
const far = (n: number, m: number) => ({
  sourcePotential: new Float64Array(n),
  targetPotential: Float64Array.from({ length: m }, (_, j) => (j % 2 === 0 ? -40 : -50)),
});

/** Problems of all forms, small enough for an emulator. */
const PROBLEMS: readonly (readonly [string, Problem])[] = [
  ['a cloud', { ...clouds(1, 150, 100, 3), regularization: 0.005, gradients: true, plan: 'sparse' }],
  [
    'a small regularization, in double precision throughout',
    { ...clouds(2, 80, 90, 3), regularization: 2e-4, tolerance: 1e-8 },
  ],
  [
    'a small regularization with more coordinates',
    { ...clouds(13, 50, 60, 5), regularization: 2e-4, tolerance: 1e-10 },
  ],
  ['a line', { ...clouds(14, 60, 50, 1), regularization: 0.005, gradients: true, plan: 'sparse' }],
  ['a line at a small regularization', { ...clouds(15, 60, 50, 1), regularization: 1e-4, tolerance: 1e-8 }],
  ['many coordinates', { ...clouds(3, 60, 70, 12), regularization: 0.05, gradients: true, plan: 'dense' }],
  [
    'masses of which some are zero',
    {
      ...clouds(4, 70, 60, 2),
      source: masses(4, 70).map((mass, i) => (i % 5 === 0 ? 0 : mass)),
      target: masses(5, 60).map((mass, i) => (i % 7 === 0 ? 0 : mass)),
      normalize: true,
      regularization: 0.01,
      plan: 'sparse',
    },
  ],
  [
    'one side at a price',
    { ...clouds(6, 60, 80, 3), targetPenalty: 0.3, regularization: 0.01, gradients: true },
  ],
  [
    'costs',
    {
      cost: rows(uniform(7, 90 * 70), 70),
      source: masses(7, 90),
      target: masses(8, 70),
      regularization: 0.005,
      plan: 'dense',
    },
  ],
  [
    'costs with forbidden pairs',
    {
      cost: rows(
        uniform(9, 60 * 60).map((cost, k) => (k % 11 === 3 ? Number.POSITIVE_INFINITY : cost)),
        60,
      ),
      regularization: 0.02,
      plan: 'sparse',
    },
  ],
  [
    'a distribution with itself',
    {
      sourcePoints: rows(uniform(10, 300), 3),
      targetPoints: rows(uniform(10, 300), 3),
      regularization: 0.01,
      gradients: true,
    },
  ],
  ['a far start', { ...clouds(16, 50, 40, 3), regularization: 0.02, initial: far(50, 40) }],
  [
    'a far start with more coordinates',
    { ...clouds(17, 50, 40, 4), regularization: 0.05, initial: far(50, 40) },
  ],
  ['sweeps alone', { ...clouds(11, 80, 60, 3), regularization: 0.1, method: 'sinkhorn' }],
  [
    'units of the mean',
    { ...clouds(12, 80, 60, 3), regularization: 0.05, regularizationUnit: 'ofMean', history: true },
  ],
];

test.each(PROBLEMS)('%s is solved as on the processor', async (_, given) => {
  const problem = { tolerance: 1e-11, ...given };
  const ours = await sinkhornNewton(problem, { backend: 'cuda' });
  const native = await sinkhornNewton(problem, { backend: 'native' });
  expect(ours.status).toBe(native.status);
  expect(ours.status).toBe('converged');
  expect(ours.marginalError).toBeLessThanOrEqual(problem.tolerance);
  expectClose(ours.transportCost, native.transportCost, TOLERANCE);
  expectClose(ours.regularizedCost, native.regularizedCost, TOLERANCE);
  expectClose(ours.dualValue, native.dualValue, TOLERANCE);
  expectClose(ours.transportedMass, native.transportedMass, TOLERANCE);
  expectClose(ours.exactCostBounds.lower, native.exactCostBounds.lower, 1e-8);
  expectClose(ours.exactCostBounds.upper, native.exactCostBounds.upper, 1e-8);
  // With a small regularization, parts of the plan are weakly linked, and their relative potentials are poorly
  // determined.
  if (problem.regularization > 1e-3) {
    expectAllClose(ours.sourcePotential, native.sourcePotential, 1e-8);
    expectAllClose(ours.targetPotential, native.targetPotential, 1e-8);
  }
  if (ours.gradients !== undefined && native.gradients !== undefined) {
    expectAllClose(ours.gradients.source, native.gradients.source, 1e-8);
    if (ours.gradients.sourcePoints && native.gradients.sourcePoints) {
      expectAllClose(ours.gradients.sourcePoints.data, native.gradients.sourcePoints.data, 1e-9);
    }
    if (ours.gradients.targetPoints && native.gradients.targetPoints) {
      expectAllClose(ours.gradients.targetPoints.data, native.gradients.targetPoints.data, 1e-9);
    }
  }
  const dense = (plan: NonNullable<typeof ours.plan>) => {
    if (!('indptr' in plan)) return plan.data;
    const whole = new Float64Array(plan.rows * plan.columns);
    for (let i = 0; i < plan.rows; i++) {
      for (let k = plan.indptr[i] as number; k < (plan.indptr[i + 1] as number); k++) {
        whole[i * plan.columns + (plan.indices[k] as number)] = plan.data[k] as number;
      }
    }
    return whole;
  };
  if (ours.plan !== undefined && native.plan !== undefined) {
    expectAllClose(dense(ours.plan), dense(native.plan), TOLERANCE);
  }
});

test('divergences and their gradients', async () => {
  const problem = { ...clouds(20, 60, 50, 3), regularization: 0.02, tolerance: 1e-11, gradients: true };
  const [ours, native] = await Promise.all([
    sinkhornDivergence(problem, { backend: 'cuda' }),
    sinkhornDivergence(problem, { backend: 'native' }),
  ]);
  expectClose(ours.divergence, native.divergence, TOLERANCE);
  expectAllClose(ours.gradients?.sourcePoints?.data ?? [], native.gradients?.sourcePoints?.data ?? [], 1e-8);
});

test.each([true, false])('barycenters, debiased: %s', async (debiased) => {
  const size = 40;
  const bump = (center: number) =>
    Array.from({ length: size }, (_, i) => Math.exp(-(((i / size - center) / 0.1) ** 2)));
  const points = Array.from({ length: size }, (_, i) => [i / size]);
  const problem = {
    histograms: [bump(0.25), bump(0.7)],
    points,
    normalize: true,
    regularization: 0.005,
    debiased,
    tolerance: 1e-8,
  };
  const ours = await barycenter(problem, { backend: 'cuda' });
  const native = await barycenter(problem, { backend: 'native' });
  expect(ours.status).toBe('converged');
  // Each is accurate to its tolerance.
  expectAllClose(ours.barycenter, native.barycenter, 1e-5);
  expectClose(ours.objective, native.objective, 1e-8);
});

describe('bits', () => {
  const problem: Problem = {
    ...clouds(30, 200, 150, 3),
    regularization: 0.01,
    tolerance: 1e-10,
    plan: 'sparse',
  };

  test('are the same from run to run, with any number of threads', async () => {
    const first = await sinkhornNewton(problem, { backend: 'cuda', threads: 1 });
    for (const threads of [1, 2]) {
      expect(await sinkhornNewton(problem, { backend: 'cuda', threads })).toEqual(first);
    }
  });

  test('are the same where runs wait for each other', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => sinkhornNewton(problem, { backend: 'cuda' })));
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });
});

describe('refusals', () => {
  test('name the methods that have kernels', async () => {
    const { message } = await expectError(
      () => transport.exact({ cost: [[1]] }, { backend: 'cuda' }),
      'BACKEND_UNAVAILABLE',
      'backend',
    );
    expect(message).toBe(
      'CUDA cannot be used: transport.exact has no kernels for it; these have: ' +
        'transport.sinkhornNewton, transport.sinkhornDivergence, transport.barycenter',
    );
  });

  test('hold for more coordinates than kernels take', async () => {
    const { message } = await expectError(
      () => sinkhornNewton({ ...clouds(40, 3, 3, 65), regularization: 1 }, { backend: 'cuda' }),
      'BACKEND_UNAVAILABLE',
      'backend',
    );
    expect(message).toMatch(/points have 65 coordinates, its kernels take 64 at most/);
  });

  test('hold for bad input as everywhere', async () => {
    await expectError(
      () => sinkhornNewton({ cost: [[Number.NaN]], regularization: 1 }, { backend: 'cuda' }),
      'INVALID_INPUT',
    );
  });
});
