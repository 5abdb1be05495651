/** Entropic transport against references with 50 digits, closed forms, and mathematical properties. */

import { load, type Matrix, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySinkhornNewton } from '../../certificates/transport.js';
import { ASSIGNMENT_FIVE, FOUR_POINTS, UNBALANCED, WEAK_LINK } from '../../data/transport.js';
import { checkSolver } from '../../support/check-solver.js';
import { isOnDevice } from '../../support/device.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { masses, mulberry32, uniform } from '../../support/random.js';

const { sinkhornNewton, sinkhornNewtonSync } = transport;

type Problem = transport.SinkhornNewtonProblem;

beforeAll(() => load('transport'));

checkSolver({
  method: 'transport.sinkhornNewton',
  certify: certifySinkhornNewton,
  solve: sinkhornNewton,
  solveSync: sinkhornNewtonSync,
  problem: (): Problem => ({
    ...WEAK_LINK.problem,
    regularizationUnit: 'absolute',
    normalize: false,
    tolerance: 1e-9,
    maxIterations: 1000,
    plan: 'sparse',
    planThreshold: 1e-12,
    maxPlanEntries: 1000,
    gradients: true,
    history: true,
    method: 'auto',
  }),
  verify({ status, transportCost, marginalError }) {
    expect(status).toBe('converged');
    expect(marginalError).toBeLessThanOrEqual(1e-9);
    expectClose(transportCost, WEAK_LINK.transportCost, 1e-9);
  },
  limited: () => ({ ...WEAK_LINK.problem, maxIterations: 3 }),
  // With such a small regularization, plain Sinkhorn converges too slowly for any test.
  long: (): Problem => ({
    cost: { rows: 700, columns: 700, data: uniform(3, 490_000) },
    regularization: 1e-5,
    tolerance: 1e-13,
    method: 'sinkhorn',
    maxIterations: 1_000_000,
  }),
});

/** The plan's entries from the potentials, as documented. */
function planOf(
  problem: {
    cost: (i: number, j: number) => number;
    source: ArrayLike<number>;
    target: ArrayLike<number>;
    regularization: number;
  },
  solution: transport.SinkhornNewtonSolution,
) {
  const { source, target, regularization, cost } = problem;
  return Array.from(source, (a, i) =>
    Array.from(target, (b, j) => {
      const exponent =
        (solution.sourcePotential[i] as number) + (solution.targetPotential[j] as number) - cost(i, j);
      return a * b * Math.exp(exponent / regularization);
    }),
  );
}

/** The marginal error of a plan, divided by the total mass. */
function marginalErrorOf(plan: number[][], source: ArrayLike<number>, target: ArrayLike<number>): number {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const rows = plan.map((row, i) => Math.abs(sum(row) - (source[i] as number)));
  const columns = Array.from(target, (b, j) => Math.abs(sum(plan.map((row) => row[j] as number)) - b));
  return (sum(rows) + sum(columns)) / sum(Array.from(source));
}

const squaredDistance = (x: ArrayLike<number>, y: ArrayLike<number>) =>
  Array.from(x).reduce((total, value, k) => total + (value - (y[k] as number)) ** 2, 0);

describe('sinkhornNewton against references', () => {
  test('the weak link that plain Sinkhorn needs 1.6 million iterations for', async () => {
    const solution = await sinkhornNewton({ ...WEAK_LINK.problem, tolerance: 1e-13 });
    expect(solution.status).toBe('converged');
    expect(solution.iterations.sinkhorn + solution.iterations.newton).toBeLessThan(100);
    expectClose(solution.transportCost, WEAK_LINK.transportCost, 1e-12);
    expectClose(solution.regularizedCost, WEAK_LINK.regularizedCost, 1e-12);
    // The potentials are ill-conditioned because of the weak link of mass 6e-7.
    expectAllClose(solution.sourcePotential, WEAK_LINK.sourcePotential, 1e-7);
    expectAllClose(solution.targetPotential, WEAK_LINK.targetPotential, 1e-7);
    const { lower, upper } = solution.exactCostBounds;
    expect(lower).toBeLessThanOrEqual(0.2875);
    expect(upper).toBeGreaterThanOrEqual(0.2875 - 1e-12);
  });

  test('plain Sinkhorn is honest about that problem', async () => {
    const solution = await sinkhornNewton({ ...WEAK_LINK.problem, method: 'sinkhorn', maxIterations: 5000 });
    expect(solution.status).toBe('iterationLimit');
    expect(solution.marginalError).toBeGreaterThan(1e-9);
    expect(solution.iterations).toMatchObject({ sinkhorn: 5000, newton: 0 });
  });

  test.each(ASSIGNMENT_FIVE.costs)(
    'the assignment of five at regularization %o',
    async (regularization, exact, regularized) => {
      // The exponents' rounding leaves an error of about 1e-11 for the smallest regularization.
      const tolerance = regularization < 1e-3 ? 1e-10 : 1e-11;
      const solution = await sinkhornNewton({ ...ASSIGNMENT_FIVE.problem, regularization, tolerance });
      expect(solution.status).toBe('converged');
      expectClose(solution.transportCost, exact, 1e-9);
      if (regularized !== undefined) expectClose(solution.regularizedCost, regularized, 1e-11);
    },
  );

  test('points in the plane, one of them without mass', async () => {
    const solution = await sinkhornNewton({ ...FOUR_POINTS.problem, tolerance: 1e-12 });
    expect(solution.status).toBe('converged');
    expectClose(solution.transportCost, FOUR_POINTS.transportCost, 1e-11);
    expectClose(solution.regularizedCost, FOUR_POINTS.regularizedCost, 1e-11);
    expectAllClose(solution.sourcePotential, FOUR_POINTS.sourcePotential, 1e-9);
    expectAllClose(solution.targetPotential, FOUR_POINTS.targetPotential, 1e-9);
  });

  test('one source or one target: the plan is the masses', async () => {
    const target = masses(5, 7);
    const cost = uniform(6, 7);
    const expected = cost.reduce((sum, value, j) => sum + value * (target[j] as number), 0);
    const row = await sinkhornNewton({
      cost: { rows: 1, columns: 7, data: cost },
      target,
      regularization: 0.1,
    });
    const column = await sinkhornNewton({
      cost: { rows: 7, columns: 1, data: cost },
      source: target,
      regularization: 0.1,
    });
    for (const { status, transportCost } of [row, column]) {
      expect(status).toBe('converged');
      expectClose(transportCost, expected, 1e-9);
    }
    expectClose((await sinkhornNewton({ cost: [[3]], regularization: 1 })).transportCost, 3, 1e-15);
  });

  test('two by two has a closed form', async () => {
    // Equal masses: P_11 = P_22 = 1 / (2 (1 + exp(-1/regularization))) for the cost [[0, 1], [1, 0]].
    for (const regularization of [0.1, 1, 10]) {
      const { plan } = await sinkhornNewton({
        cost: [
          [0, 1],
          [1, 0],
        ],
        regularization,
        plan: 'dense',
        tolerance: 1e-13,
      });
      const diagonal = 0.5 / (1 + Math.exp(-1 / regularization));
      expectAllClose(
        (plan as { data: Float64Array }).data,
        [diagonal, 0.5 - diagonal, 0.5 - diagonal, diagonal],
        1e-12,
      );
    }
  });
});

describe('sinkhornNewton and the mathematics', () => {
  const n = 120;
  const m = 90;
  const source = masses(1, n);
  const target = masses(2, m);
  const data = uniform(3, n * m);
  const cost = { rows: n, columns: m, data };
  const entry = (i: number, j: number) => data[i * m + j] as number;

  test.each([1, 1e-2, 1e-3, 1e-4, 1e-5])(
    'the potentials give the plan, its marginals and its costs at %o',
    async (regularization) => {
      const solution = await sinkhornNewton({ cost, source, target, regularization });
      expect(solution.status).toBe('converged');
      const plan = planOf({ cost: entry, source, target, regularization }, solution);
      expect(marginalErrorOf(plan, source, target)).toBeLessThanOrEqual(1e-9 + 1e-15 / regularization);
      let transportCost = 0;
      let divergence = 0;
      plan.forEach((row, i) => {
        row.forEach((mass, j) => {
          const reference = (source[i] as number) * (target[j] as number);
          transportCost += mass * entry(i, j);
          divergence += (mass > 0 ? mass * Math.log(mass / reference) : 0) - mass + reference;
        });
      });
      expectClose(solution.transportCost, transportCost, 1e-9);
      expectClose(solution.regularizedCost, transportCost + regularization * divergence, 1e-9);
      expect(solution.dualValue).toBeLessThanOrEqual(solution.regularizedCost + 1e-9);
      const { lower, upper } = solution.exactCostBounds;
      expect(lower).toBeLessThanOrEqual(upper);
      // The plan is nearly feasible, so its cost is nearly an upper bound.
      expectClose(upper, solution.transportCost, 1e-8);
      expect(upper - lower).toBeLessThanOrEqual(regularization * Math.log(n * m) + 1e-8);
    },
  );

  test('plain Sinkhorn gets the same answer', async () => {
    const options = { cost, source, target, regularization: 0.05, tolerance: 1e-11 };
    const newton = await sinkhornNewton(options);
    const plain = await sinkhornNewton({ ...options, method: 'sinkhorn' });
    expect([newton.status, plain.status]).toEqual(['converged', 'converged']);
    expectClose(plain.transportCost, newton.transportCost, 1e-10);
    expectAllClose(plain.sourcePotential, newton.sourcePotential, 1e-9);
  });

  test('dense and sparse plans hold the plan of the potentials', async () => {
    const options: Problem = { cost, source, target, regularization: 1e-3 };
    const dense = await sinkhornNewton({ ...options, plan: 'dense' });
    const expected = planOf({ cost: entry, source, target, regularization: 1e-3 }, dense).flat();
    expectAllClose((dense.plan as { data: Float64Array }).data, expected, 1e-12);
    const { plan, droppedMass } = await sinkhornNewton({ ...options, plan: 'sparse', planThreshold: 1e-6 });
    if (plan === undefined || !('indptr' in plan)) throw new Error('expected a sparse plan');
    expect(plan.indptr.length).toBe(n + 1);
    expect(plan.indices.length).toBe(plan.indptr[n]);
    expect(plan.indices.length).toBeLessThan(n * m);
    const largest = Math.max(...expected);
    let kept = 0;
    for (let i = 0; i < n; i++) {
      for (let k = plan.indptr[i] as number; k < (plan.indptr[i + 1] as number); k++) {
        const mass = plan.data[k] as number;
        expectClose(mass, expected[i * m + (plan.indices[k] as number)] as number, 1e-12);
        expect(mass).toBeGreaterThanOrEqual(1e-6 * largest);
        kept += mass;
      }
    }
    expectClose(kept + (droppedMass as number), 1, 2e-9);
  });

  test.each([
    ['squaredEuclidean', squaredDistance],
    ['euclidean', (x, y) => Math.sqrt(squaredDistance(x, y))],
    [
      'manhattan',
      (x, y) => Array.from(x).reduce((sum, value, k) => sum + Math.abs(value - (y[k] as number)), 0),
    ],
    [
      'cosine',
      (x, y) => {
        const dot = (u: ArrayLike<number>, v: ArrayLike<number>) =>
          Array.from(u).reduce((sum, value, k) => sum + value * (v[k] as number), 0);
        return 1 - dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
      },
    ],
  ] satisfies [transport.Metric, (x: ArrayLike<number>, y: ArrayLike<number>) => number][])(
    'points with the metric %s are the matrix of their costs',
    async (metric, distance) => {
      for (const dimension of [1, 3, 12]) {
        const random = mulberry32(dimension);
        const cloud = (count: number) =>
          Array.from({ length: count }, () => Array.from({ length: dimension }, () => random() - 0.3));
        const [x, y] = [cloud(30), cloud(20)];
        const options = { regularization: 0.05, tolerance: 1e-11, metric };
        const byPoints = await sinkhornNewton({ sourcePoints: x, targetPoints: y, ...options });
        const matrix = x.map((u) => y.map((v) => distance(u, v)));
        const { metric: _, ...rest } = options;
        const byMatrix = await sinkhornNewton({ cost: matrix, ...rest });
        expect([byPoints.status, byMatrix.status]).toEqual(['converged', 'converged']);
        expectClose(byPoints.regularizedCost, byMatrix.regularizedCost, 1e-11);
        expectAllClose(byPoints.targetPotential, byMatrix.targetPotential, 1e-9);
      }
    },
  );

  test('the cost may be shifted by row and by column', async () => {
    const shifted = data.map((value, k) => value + Math.sin(Math.floor(k / m)) + Math.cos(k % m));
    const options = { source, target, regularization: 1e-2, tolerance: 1e-11 };
    const plain = await sinkhornNewton({ cost, ...options });
    const moved = await sinkhornNewton({ cost: { ...cost, data: shifted }, ...options });
    const shift =
      source.reduce((sum, a, i) => sum + a * Math.sin(i), 0) +
      target.reduce((sum, b, j) => sum + b * Math.cos(j), 0);
    expectClose(moved.transportCost, plain.transportCost + shift, 1e-9);
  });

  test('the order of the points does not matter, nor does a point split in two', async () => {
    const options = { regularization: 1e-2, tolerance: 1e-12 };
    const rowsOf = Array.from({ length: n }, (_, i) => Array.from(data.slice(i * m, (i + 1) * m)));
    const plain = await sinkhornNewton({ cost: rowsOf, source, target, ...options });
    const order = Array.from({ length: n }, (_, i) => (i * 7 + 3) % n);
    expect(new Set(order).size).toBe(n);
    const mixed = await sinkhornNewton({
      cost: order.map((i) => rowsOf[i] as number[]),
      source: order.map((i) => source[i] as number),
      target,
      ...options,
    });
    expectClose(mixed.transportCost, plain.transportCost, 1e-11);
    expectAllClose(
      mixed.sourcePotential,
      order.map((i) => plain.sourcePotential[i] as number),
      1e-9,
    );
    const half = (source[0] as number) / 2;
    const split = await sinkhornNewton({
      cost: [rowsOf[0] as number[], ...rowsOf],
      source: [half, half, ...source.slice(1)],
      target,
      ...options,
    });
    // The entropy relative to the masses is invariant under splitting.
    expectClose(split.regularizedCost, plain.regularizedCost, 1e-11);
  });

  test('the cost does not fall as the regularization grows', async () => {
    let last = Number.NEGATIVE_INFINITY;
    for (const regularization of [1e-4, 1e-3, 1e-2, 1e-1, 1, 10]) {
      const { transportCost } = await sinkhornNewton({ cost, source, target, regularization });
      expect(transportCost).toBeGreaterThanOrEqual(last - 1e-8);
      last = transportCost;
    }
  });

  test('started from its answer it takes no Newton step', async () => {
    const options = { cost, source, target, regularization: 1e-3 };
    const { sourcePotential, targetPotential } = await sinkhornNewton(options);
    const again = await sinkhornNewton({ ...options, initial: { sourcePotential, targetPotential } });
    expect(again.status).toBe('converged');
    expect(again.iterations.newton).toBe(0);
    expect(again.iterations.sinkhorn).toBeLessThanOrEqual(2);
  });

  test('masses of any size, zeros among them', async () => {
    const odd = Float64Array.from(source, (a, i) => (i % 3 === 0 ? 0 : i % 3 === 1 ? a * 1e-18 : a));
    const solution = await sinkhornNewton({
      cost,
      source: odd,
      target,
      regularization: 1e-3,
      normalize: true,
    });
    expect(solution.status).toBe('converged');
    expectFinite(solution);
  });

  test('the regularization may be a part of the largest or the mean cost', async () => {
    const largest = data.reduce((a, b) => Math.max(a, b));
    const mean = data.reduce((a, b) => a + b) / data.length;
    for (const [regularizationUnit, unit] of [
      ['ofMaximum', largest],
      ['ofMean', mean],
    ] as const) {
      const relative = await sinkhornNewton({
        cost,
        source,
        target,
        regularization: 0.02,
        regularizationUnit,
      });
      const absolute = await sinkhornNewton({ cost, source, target, regularization: 0.02 * unit });
      expectClose(relative.transportCost, absolute.transportCost, 1e-8);
    }
  });

  test('random problems: an honest status, finite numbers, bounds in order', async () => {
    const random = mulberry32(99);
    for (let k = 0; k < 60; k++) {
      const [rows, columns] = [1 + Math.floor(12 * random()), 1 + Math.floor(12 * random())];
      const scale = 10 ** (6 * random() - 3);
      const weights = (count: number) =>
        Array.from({ length: count }, (_, i) => (i > 0 && random() < 0.2 ? 0 : 10 ** (-18 * random() ** 4)));
      const problem: Problem = {
        cost: { rows, columns, data: Float64Array.from({ length: rows * columns }, () => scale * random()) },
        source: weights(rows),
        target: weights(columns),
        normalize: true,
        regularization: scale * 10 ** (7 * random() - 6),
      };
      const solution = await sinkhornNewton(problem);
      expectFinite(solution);
      expect(['converged', 'stalled', 'iterationLimit']).toContain(solution.status);
      if (solution.status === 'converged') expect(solution.marginalError).toBeLessThanOrEqual(1e-9);
      const { lower, upper } = solution.exactCostBounds;
      expect(lower).toBeLessThanOrEqual(upper + 1e-12 * scale);
    }
  });
});

describe('sinkhornNewton refuses', () => {
  const cost = [
    [0, 1],
    [1, 0],
  ];
  const cases: [string, object, string][] = [
    ['a missing regularization', { cost }, 'regularization'],
    ['a regularization of 0', { cost, regularization: 0 }, 'regularization'],
    ['a negative regularization', { cost, regularization: -1 }, 'regularization'],
    [
      'a regularization that is not finite',
      { cost, regularization: Number.POSITIVE_INFINITY },
      'regularization',
    ],
    ['a regularization that is text', { cost, regularization: '0.1' }, 'regularization'],
    ['neither cost nor points', { regularization: 1 }, 'cost'],
    ['both cost and points', { cost, sourcePoints: cost, targetPoints: cost, regularization: 1 }, 'cost'],
    ['points of one side only', { sourcePoints: cost, regularization: 1 }, 'targetPoints'],
    [
      'points of different dimension',
      { sourcePoints: [[1, 2]], targetPoints: [[1]], regularization: 1 },
      'targetPoints',
    ],
    [
      'points that are not finite',
      { sourcePoints: [[Number.NaN]], targetPoints: [[1]], regularization: 1 },
      'sourcePoints[0][0]',
    ],
    ['an empty cost', { cost: { rows: 0, columns: 0, data: [] }, regularization: 1 }, 'cost'],
    ['a ragged cost', { cost: [[0, 1], [1]], regularization: 1 }, 'cost[1]'],
    [
      'a cost of the wrong length',
      { cost: { rows: 2, columns: 2, data: [1, 2, 3] }, regularization: 1 },
      'cost',
    ],
    ['a NaN in the cost', { cost: [[0, Number.NaN]], regularization: 1 }, 'cost[0][1]'],
    ['masses of the wrong length', { cost, source: [1], regularization: 1 }, 'source'],
    ['a negative mass', { cost, source: [1.5, -0.5], regularization: 1 }, 'source[1]'],
    ['a NaN mass', { cost, target: [Number.NaN, 1], regularization: 1 }, 'target[0]'],
    ['an infinite mass', { cost, target: [1, Number.POSITIVE_INFINITY], regularization: 1 }, 'target[1]'],
    ['masses that are all zero', { cost, source: [0, 0], regularization: 1 }, 'source'],
    ['empty masses', { cost, source: [], regularization: 1 }, 'source'],
    ['sums that differ', { cost, source: [1, 1], target: [1, 2], regularization: 1 }, 'target'],
    ['a tolerance of 0', { cost, regularization: 1, tolerance: 0 }, 'tolerance'],
    ['no iterations', { cost, regularization: 1, maxIterations: 0 }, 'maxIterations'],
    ['half an iteration', { cost, regularization: 1, maxIterations: 0.5 }, 'maxIterations'],
    [
      'an unknown metric',
      { sourcePoints: cost, targetPoints: cost, metric: 'chebyshev', regularization: 1 },
      'metric',
    ],
    ['an unknown plan format', { cost, plan: 'full', regularization: 1 }, 'plan'],
    [
      'initial potentials of the wrong length',
      { cost, regularization: 1, initial: { sourcePotential: [0], targetPotential: [0, 0] } },
      'initial.sourcePotential',
    ],
    [
      'half of the initial potentials',
      { cost, regularization: 1, initial: { sourcePotential: [0, 0] } },
      'initial.targetPotential',
    ],
    [
      'a dense plan beyond all memory',
      {
        sourcePoints: { rows: 200_000, columns: 1, data: new Float64Array(200_000) },
        targetPoints: { rows: 200_000, columns: 1, data: new Float64Array(200_000) },
        plan: 'dense',
        regularization: 1,
      },
      'plan',
    ],
    [
      'a matrix of impossible size',
      { cost: { rows: 2 ** 40, columns: 2 ** 40, data: [1] }, regularization: 1 },
      'cost',
    ],
  ];

  test.each(cases)('%s', async (_, problem, path) => {
    const error = await expectError(() => sinkhornNewton(problem as Problem), 'INVALID_INPUT', path);
    expect(error.message).toMatch(/^[\w.[\]]+ .+/);
    expect(error.message).not.toMatch(/\b(f64|u32|u64|usize|struct|\$)/);
    const blocking = await expectError(() => sinkhornNewtonSync(problem as Problem), 'INVALID_INPUT', path);
    expect(blocking.message).toBe(error.message);
  });

  test('sums that differ, saying both and the way out', async () => {
    const problem = { cost, source: [1, 1], target: [1, 2], regularization: 1 };
    const { message } = await expectError(() => sinkhornNewton(problem), 'INVALID_INPUT', 'target');
    for (const part of ['2', '3', 'normalize']) expect(message).toContain(part);
  });
});

describe('sinkhornNewton with penalties', () => {
  test('masses of different sums that need not all be moved', async () => {
    const solution = await sinkhornNewton({ ...UNBALANCED.problem, tolerance: 1e-13, plan: 'dense' });
    expect(solution.status).toBe('converged');
    expectClose(solution.transportCost, UNBALANCED.transportCost, 1e-12);
    expectClose(solution.regularizedCost, UNBALANCED.regularizedCost, 1e-12);
    expectClose(solution.dualValue, UNBALANCED.regularizedCost, 1e-12);
    expectClose(solution.transportedMass, UNBALANCED.transportedMass, 1e-12);
    expectAllClose(solution.sourcePotential, UNBALANCED.sourcePotential, 1e-12);
    const plan = (solution.plan as Matrix).data;
    const sums = UNBALANCED.rowSums.map((_, i) =>
      plan.slice(4 * i, 4 * i + 4).reduce((sum, x) => sum + x, 0),
    );
    expectAllClose(sums, UNBALANCED.rowSums, 1e-12);
    // The sums follow from the potentials.
    const asked = UNBALANCED.problem.source.map(
      (mass, i) =>
        mass * Math.exp(-(solution.sourcePotential[i] as number) / UNBALANCED.problem.sourcePenalty),
    );
    expectAllClose(sums, asked, 1e-12);
  });

  test.each([{ sourcePenalty: 0.5 }, { targetPenalty: 2 }, { sourcePenalty: 0.05, targetPenalty: 20 }])(
    'the duality gap closes, and a start from the answer takes no step: %o',
    async (penalties) => {
      const problem: Problem = {
        cost: { rows: 12, columns: 9, data: uniform(31, 108) },
        source: uniform(32, 12),
        target: uniform(33, 9),
        regularization: 0.01,
        ...penalties,
      };
      const solution = await sinkhornNewton(problem);
      expect(solution.status).toBe('converged');
      expectClose(solution.regularizedCost, solution.dualValue, 1e-8);
      const { lower, upper } = solution.exactCostBounds;
      expect(lower).toBeLessThanOrEqual(upper);
      const { sourcePotential, targetPotential } = solution;
      const again = await sinkhornNewton({ ...problem, initial: { sourcePotential, targetPotential } });
      expect(again.status).toBe('converged');
      expect(again.iterations.newton).toBe(0);
    },
  );

  test('the marginal error is relative to the masses, not to the larger plan that penalties alone would allow', async () => {
    // exp((f + g - 5) / 1) moves 69.7 of 100 at a price of 5, and 6685 at a price of 0.
    const penalty = 0.047900220060676624;
    const problem = {
      target: [100],
      cost: [[5]],
      regularization: 1,
      sourcePenalty: penalty,
      targetPenalty: penalty,
    };
    const solution = await sinkhornNewton(problem);
    expect(solution.status).toBe('converged');
    certifySinkhornNewton(problem, solution);
    const [f, g] = [solution.sourcePotential[0] as number, solution.targetPotential[0] as number];
    const wanted = 100 * Math.exp(-f / penalty);
    expectClose(solution.marginalError, (2 * Math.abs(1e4 * Math.exp(f + g - 5) - wanted)) / 100, 1e-13);
  });

  test('only without them must the sums agree', async () => {
    const { sourcePenalty, targetPenalty, ...held } = UNBALANCED.problem;
    await expectError(() => sinkhornNewton(held), 'INVALID_INPUT', 'target');
    for (const value of [0, -1, Number.MIN_VALUE / 2]) {
      await expectError(
        () => sinkhornNewton({ ...held, sourcePenalty: value }),
        'INVALID_INPUT',
        'sourcePenalty',
      );
    }
    expect((await sinkhornNewton({ ...held, targetPenalty })).status).toBe('converged');
    expect((await sinkhornNewton({ ...held, sourcePenalty })).status).toBe('converged');
  });
});

describe('sinkhornNewton with forbidden pairs', () => {
  const none = Number.POSITIVE_INFINITY;

  test('moves nothing between them', async () => {
    const cost = [
      [1, none, 2],
      [none, 1, 3],
      [0, 4, none],
    ];
    const solution = await sinkhornNewton({ cost, regularization: 0.1, plan: 'dense' });
    expect(solution.status).toBe('converged');
    const plan = (solution.plan as Matrix).data;
    expect([plan[1], plan[3], plan[8]]).toEqual([0, 0, 0]);
    expectFinite(solution);
  });

  test.skipIf(isOnDevice)('names the row or column that has no pair left', async () => {
    const row = [
      [1, 2, 3],
      [none, none, 1],
      [1, 2, 3],
    ];
    const target = [0.4, 0.6, 0];
    const byRow = await expectError(
      () => sinkhornNewton({ cost: row, target, regularization: 1 }),
      'INFEASIBLE',
      'cost',
    );
    expect(byRow.message).toMatch(/^cost .*source 1 .*row 1 /);
    const column = [
      [1, 2, none],
      [1, 2, none],
    ];
    const byColumn = await expectError(
      () => sinkhornNewton({ cost: column, regularization: 1 }),
      'INFEASIBLE',
      'cost',
    );
    expect(byColumn.message).toMatch(/^cost .*target 2 .*column 2 /);
    const inBatch = await expectError(
      () => transport.batch({ problems: [{ cost: column, regularization: 1 }] }),
      'INFEASIBLE',
      'problems[0].cost',
    );
    expect(inBatch.message).toMatch(/^problems\[0\].cost .*target 2 /);
  });

  test('refuses what they leave no plan for', async () => {
    await expectError(() => sinkhornNewton({ cost: [[none]], regularization: 1 }), 'INFEASIBLE', 'cost');
    // Each point has an allowed partner, but the second and third source share their only one.
    const crowded = [
      [1, 1, 1],
      [none, 1, none],
      [none, 1, none],
    ];
    await expectError(() => sinkhornNewton({ cost: crowded, regularization: 1 }), 'INFEASIBLE', 'cost');
    const solution = await sinkhornNewton({ cost: crowded, regularization: 1, targetPenalty: 1 });
    expect(solution.status).toBe('converged');
  });
});

describe('the limits of sinkhornNewton', () => {
  test.skipIf(isOnDevice)('sweeps do alone what would need more plan entries than allowed', async () => {
    // With a regularization of a tenth of the costs, nearly all entries are significant.
    const [sourcePoints, targetPoints] = [0, 0.3].map((start, k) => ({
      rows: 400,
      columns: 3,
      data: uniform(1 + k, 1200).map((value) => start + value * (1 - 0.2 * k)),
    })) as [Matrix, Matrix];
    const problem: Problem = { sourcePoints, targetPoints, regularization: 0.1 };
    const plain = await sinkhornNewton({ ...problem, method: 'sinkhorn' });
    expect(plain.status).toBe('converged');
    for (const maxPlanEntries of [1, 1000, 100_000]) {
      const { status, iterations, transportCost } = await sinkhornNewton({ ...problem, maxPlanEntries });
      expect(status).toBe('converged');
      expect(iterations.newton).toBe(0);
      expect(iterations.sinkhorn).toBeLessThan(2 * plain.iterations.sinkhorn);
      expectClose(transportCost, plain.transportCost, 1e-8);
    }
    // Stages on the way to a small regularization are not solved to convergence.
    const small = await sinkhornNewton({
      ...problem,
      regularization: 1e-3,
      maxPlanEntries: 1000,
      maxIterations: 2000,
    });
    expect(['converged', 'iterationLimit']).toContain(small.status);
    expect(small.marginalError).toBeLessThan(0.01);
  });

  test('without any time the start is measured, and nothing else is done', async () => {
    const points = (seed: number): Matrix => ({ rows: 2500, columns: 3, data: uniform(seed, 7500) });
    const begin = performance.now();
    const { status, iterations, marginalError } = await sinkhornNewton(
      { sourcePoints: points(1), targetPoints: points(2), regularization: 1e-4 },
      { timeLimit: 1e-9 },
    );
    expect(status).toBe('timeLimit');
    expect(iterations).toEqual({ sinkhorn: 0, newton: 0, linear: 0 });
    expect(marginalError).toBeGreaterThan(0.1);
    // About 50 ms natively, and ten times that with WebAssembly on a loaded machine.
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});

describe('the gradients of sinkhornNewton', () => {
  test('in the source points, against a reference', async () => {
    const { gradients } = await sinkhornNewton({ ...FOUR_POINTS.problem, tolerance: 1e-13, gradients: true });
    expectAllClose(gradients?.sourcePoints?.data as Float64Array, FOUR_POINTS.sourceGradient, 1e-11);
  });

  test.each(['squaredEuclidean', 'euclidean', 'manhattan', 'cosine'] as const)(
    'in all points are those of finite differences: %s',
    async (metric) => {
      const points = (seed: number, rows: number) => ({ rows, columns: 3, data: uniform(seed, 3 * rows) });
      const base: Problem & { sourcePoints: Matrix; targetPoints: Matrix } = {
        sourcePoints: points(41, 6),
        targetPoints: points(42, 5),
        source: masses(43, 6),
        target: masses(44, 5),
        normalize: true,
        metric,
        regularization: 0.1,
        tolerance: 1e-13,
      };
      const { gradients } = await sinkhornNewton({ ...base, gradients: true });
      const step = 1e-5;
      for (const side of ['sourcePoints', 'targetPoints'] as const) {
        for (let index = 0; index < base[side].data.length; index++) {
          const at = async (change: number) => {
            const data = base[side].data.slice();
            data[index] = (data[index] as number) + change;
            return (await sinkhornNewton({ ...base, [side]: { ...base[side], data } })).dualValue;
          };
          const difference = ((await at(step)) - (await at(-step))) / (2 * step);
          expectClose(gradients?.[side]?.data[index] as number, difference, 1e-8);
        }
      }
    },
  );

  test('in the masses are those of finite differences, where both sums keep pace', async () => {
    const base: Problem = {
      cost: { rows: 5, columns: 4, data: uniform(51, 20) },
      source: masses(52, 5),
      target: masses(53, 4),
      regularization: 0.1,
      tolerance: 1e-13,
    };
    const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
    const scale = total(base.source as Float64Array) / total(base.target as Float64Array);
    const target = (base.target as Float64Array).map((mass) => mass * scale);
    const { gradients } = await sinkhornNewton({ ...base, target, gradients: true });
    const step = 1e-6;
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 4; j++) {
        const at = async (change: number) => {
          const [source, changed] = [(base.source as Float64Array).slice(), target.slice()];
          source[i] = (source[i] as number) + change;
          changed[j] = (changed[j] as number) + change;
          return (await sinkhornNewton({ ...base, source, target: changed })).dualValue;
        };
        const difference = ((await at(step)) - (await at(-step))) / (2 * step);
        expectClose((gradients?.source[i] as number) + (gradients?.target[j] as number), difference, 1e-7);
      }
    }
  });

  test('in the masses and points scale with the unit of mass as they must', async () => {
    const heavy = 7;
    const { source, target, ...rest } = FOUR_POINTS.problem;
    const scaled = (values: number[]) => values.map((value) => heavy * value);
    const problem = { ...rest, source: scaled(source), target: scaled(target), gradients: true };
    const { gradients, regularizedCost, dualValue } = await sinkhornNewton({ ...problem, tolerance: 1e-13 });
    expectAllClose(gradients?.sourcePoints?.data as Float64Array, scaled(FOUR_POINTS.sourceGradient), 1e-10);
    expectClose(regularizedCost, dualValue, 1e-10);
  });
});
