/** Entropic barycenters against references with 50 digits, closed forms, and mathematical properties. */

import { load, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyBarycenter } from '../../certificates/transport.js';
import { SIX_POINTS } from '../../data/transport.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { sum } from '../../support/matrices.js';
import { masses, mulberry32, uniform } from '../../support/random.js';

const { barycenter, barycenterSync } = transport;

type Problem = transport.BarycenterProblem;
type Solution = transport.BarycenterSolution;

beforeAll(() => load('transport'));

checkSolver({
  method: 'transport.barycenter',
  certify: certifyBarycenter,
  solve: barycenter,
  solveSync: barycenterSync,
  problem: (): Problem => ({
    ...SIX_POINTS.problem,
    regularizationUnit: 'absolute',
    metric: 'squaredEuclidean',
    normalize: false,
    debiased: true,
    tolerance: 1e-10,
    maxIterations: 1000,
    history: true,
  }),
  verify({ status, barycenter, marginalError }) {
    expect(status).toBe('converged');
    expect(marginalError).toBeLessThanOrEqual(1e-10);
    expectAllClose(barycenter, SIX_POINTS.debiased, 1e-9);
  },
  limited: () => ({ ...SIX_POINTS.problem, maxIterations: 3 }),
  // With strong regularization, debiasing is an ill-posed deblurring problem and converges too slowly for any test.
  long: (): Problem => ({
    histograms: [shape(24, isInDisc), shape(24, isInSquare)],
    points: grid(24),
    regularization: 0.05,
    debiased: true,
    tolerance: 1e-13,
    maxIterations: 1_000_000,
  }),
});

type Inside = (x: number, y: number) => boolean;
const isInDisc: Inside = (x, y) => Math.hypot(x - 0.4, y - 0.5) < 0.3;
const isInSquare: Inside = (x, y) => Math.max(Math.abs(x - 0.6), Math.abs(y - 0.5)) < 0.25;

/** The points of a square grid in the unit square. */
function grid(side: number): number[][] {
  const at = (k: number) => k / (side - 1);
  return Array.from({ length: side * side }, (_, k) => [at(k % side), at(Math.floor(k / side))]);
}

/** Equal masses on the grid points in a shape, zero elsewhere. */
function shape(side: number, inside: Inside): number[] {
  const values = grid(side).map(([x, y]) => (inside(x as number, y as number) ? 1 : 0));
  const total = values.reduce((sum: number, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function squaredDistance(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, k) => sum + (value - (y[k] as number)) ** 2, 0);
}

const row = (matrix: { columns: number; data: Float64Array }, k: number) =>
  matrix.data.subarray(k * matrix.columns, (k + 1) * matrix.columns);

/** The plan of histogram `k` from the potentials, as documented. */
function planOf(
  solution: Solution,
  k: number,
  histogram: ArrayLike<number>,
  cost: number[][],
  level: number,
) {
  const f = row(solution.histogramPotentials, k);
  const g = row(solution.barycenterPotentials, k);
  const p = solution.barycenter;
  return cost.map((costs, i) =>
    costs.map(
      (c, j) =>
        (histogram[i] as number) *
        (p[j] as number) *
        Math.exp(((f[i] as number) + (g[j] as number) - c) / level),
    ),
  );
}

const columnSums = (plan: number[][]) => (plan[0] ?? []).map((_, j) => sum(plan.map((r) => r[j] as number)));
const distance = (x: ArrayLike<number>, y: ArrayLike<number>) =>
  sum(Array.from(x, (value, i) => Math.abs(value - (y[i] as number))));

describe('barycenter against references', () => {
  test.each([false, true])('two histograms on six points, debiased: %o', async (debiased) => {
    const solution = await barycenter({ ...SIX_POINTS.problem, debiased, tolerance: 1e-12 });
    expect(solution.status).toBe('converged');
    expectAllClose(solution.barycenter, debiased ? SIX_POINTS.debiased : SIX_POINTS.plain, 1e-11);
  });

  test('one point takes all mass, and one histogram point gives the weights of distances', async () => {
    const single = await barycenter({ histograms: [[2], [2]], cost: [[3]], regularization: 1 });
    expectAllClose(single.barycenter, [2], 1e-15);
    expectClose(single.transportCost, 6, 1e-12);
    // From one point the plan is p itself: the minimum of <p, c> + regularization * sum(p ln p).
    const cost = [0.1, 0.5, 0.3];
    const { barycenter: p } = await barycenter({
      histograms: [[1]],
      cost: [cost],
      regularization: 0.2,
      tolerance: 1e-13,
    });
    const weights = cost.map((c) => Math.exp(-c / 0.2));
    expectAllClose(
      p,
      weights.map((weight) => weight / sum(weights)),
      1e-12,
    );
  });
});

describe('barycenter and the mathematics', () => {
  const n = 30;
  const random = mulberry32(5);
  const points = Array.from({ length: n }, () => [random(), random()]);
  const cost = points.map((x) => points.map((y) => squaredDistance(x, y)));
  const histograms = [masses(1, n), masses(2, n), masses(3, n)];
  const weights = [0.5, 0.2, 0.3];
  const problem = { histograms: histograms.map((h) => Array.from(h)), points, weights, regularization: 0.02 };

  test.each([false, true])(
    'the potentials give plans, marginals, objective; debiased: %o',
    async (debiased) => {
      for (const regularization of debiased ? [0.02, 0.002] : [1, 0.02, 0.002]) {
        const solution = await barycenter({ ...problem, regularization, debiased, tolerance: 1e-8 });
        expect(solution.status).toBe('converged');
        let error = 0;
        let transportCost = 0;
        let objective = 0;
        histograms.forEach((histogram, k) => {
          const plan = planOf(solution, k, histogram, cost, regularization);
          const weight = weights[k] as number;
          error +=
            weight * (distance(plan.map(sum), histogram) + distance(columnSums(plan), solution.barycenter));
          plan.forEach((entries, i) => {
            entries.forEach((mass, j) => {
              const part = mass * (cost[i]?.[j] as number);
              const reference = debiased ? (histogram[i] as number) * (solution.barycenter[j] as number) : 1;
              transportCost += weight * part;
              objective +=
                weight * (part + (mass > 0 ? regularization * mass * Math.log(mass / reference) : 0));
            });
          });
        });
        expect(error).toBeLessThanOrEqual(1.1e-8);
        expectClose(sum(solution.barycenter), 1, 1e-14);
        expectClose(solution.transportCost, transportCost, 1e-10);
        if (debiased) {
          const masses = solution.barycenter;
          const itself = { source: masses, target: masses, cost, regularization, normalize: true };
          objective -= 0.5 * (await transport.sinkhornNewton(itself)).regularizedCost;
        }
        expectClose(solution.objective, objective, 1e-7);
      }
    },
  );

  test('no other masses are nearer', async () => {
    const { barycenter: p, objective } = await barycenter({ ...problem, debiased: true, tolerance: 1e-10 });
    const value = async (q: Float64Array) => {
      const options = { cost, regularization: 0.02, tolerance: 1e-12, normalize: true };
      const costs = await Promise.all(
        [...histograms, q].map((source) => transport.sinkhornNewton({ source, target: q, ...options })),
      );
      return costs.reduce(
        (total, { regularizedCost }, k) => total + (weights[k] ?? -0.5) * regularizedCost,
        0,
      );
    };
    expectClose(await value(p), objective, 1e-9);
    for (const seed of [11, 12, 13]) {
      const change = uniform(seed, n);
      const q = p.map((mass, j) => mass * (1 + 0.05 * ((change[j] as number) - 0.5)));
      const total = sum(q);
      expect(await value(q.map((mass) => mass / total))).toBeGreaterThan(objective);
    }
  });

  test.each([false, true])('histograms may change places, debiased: %o', async (debiased) => {
    const order = [2, 0, 1];
    const solution = await barycenter({ ...problem, debiased });
    const permuted = await barycenter({
      ...problem,
      debiased,
      histograms: order.map((k) => problem.histograms[k] as number[]),
      weights: order.map((k) => weights[k] as number),
    });
    expectAllClose(permuted.barycenter, solution.barycenter, 1e-7);
    expectAllClose(
      row(permuted.histogramPotentials, 0),
      Array.from(row(solution.histogramPotentials, 2)),
      1e-7,
    );
  });

  test('points are the matrix of their costs, and may be moved', async () => {
    const byPoints = await barycenter(problem);
    const { points: _, ...rest } = problem;
    const byMatrix = await barycenter({ ...rest, cost });
    expectAllClose(byPoints.barycenter, byMatrix.barycenter, 1e-9);
    const moved = await barycenter({
      ...problem,
      points: points.map(([x, y]) => [(x as number) + 3, (y as number) - 2]),
    });
    expectAllClose(moved.barycenter, byPoints.barycenter, 1e-9);
  });

  test('shifted histograms have the shifted barycenter', async () => {
    const side = 12;
    const cells = (dx: number) => (inside: Inside) => shape(side, (x, y) => inside(x - dx / (side - 1), y));
    const small: Inside[] = [
      (x, y) => Math.hypot(x - 0.3, y - 0.5) < 0.2,
      (x, y) => Math.max(Math.abs(x - 0.4), Math.abs(y - 0.5)) < 0.15,
    ];
    const [here, there] = await Promise.all(
      [0, 2].map((dx) =>
        barycenter({ histograms: small.map(cells(dx)), points: grid(side), regularization: 1e-3 }),
      ),
    );
    const expected = Array.from(here?.barycenter ?? []);
    const moved = expected.map((_, k) => (k % side < side - 2 ? (there?.barycenter[k + 2] as number) : 0));
    expect(distance(moved, expected)).toBeLessThan(1e-6);
  });

  test.each([false, true])('a histogram of weight 0 has no part, debiased: %o', async (debiased) => {
    const { weights: _, ...rest } = problem;
    const two = await barycenter({
      ...rest,
      histograms: problem.histograms.slice(0, 2),
      weights: [1, 3],
      debiased,
    });
    const three = await barycenter({ ...rest, weights: [0.25, 0.75, 0], debiased });
    expect(three.barycenter).toEqual(two.barycenter);
    expect(row(three.histogramPotentials, 2).every((value) => value === 0)).toBe(true);
  });

  test('debiased, the barycenter of equal histograms is that histogram', async () => {
    const histogram = problem.histograms[0] as number[];
    for (const count of [1, 3]) {
      const solution = await barycenter({
        points,
        histograms: Array.from({ length: count }, () => histogram),
        regularization: 0.01,
        debiased: true,
        tolerance: 1e-11,
      });
      expect(solution.status).toBe('converged');
      expect(distance(solution.barycenter, histogram)).toBeLessThan(1e-7);
    }
    const blurred = await barycenter({ points, histograms: [histogram], regularization: 0.01 });
    expect(distance(blurred.barycenter, histogram)).toBeGreaterThan(0.05);
  });

  test.each([false, true])('small regularizations stay finite, debiased: %o', async (debiased) => {
    const side = 16;
    const shapes = [shape(side, isInDisc), shape(side, isInSquare)];
    for (const regularization of [1e-2, 1e-4, 1e-6, 1e-9]) {
      const options: Problem = {
        histograms: shapes,
        points: grid(side),
        regularization,
        regularizationUnit: 'ofMaximum',
        debiased,
        tolerance: 1e-6,
        maxIterations: 2000,
      };
      const solution = await barycenter(options);
      expectFinite(solution);
      expectClose(sum(solution.barycenter), 1, 1e-13);
      if (regularization === 1e-4) expect(solution.status).toBe('converged');
      if (solution.status === 'converged') expect(solution.marginalError).toBeLessThanOrEqual(1e-6);
    }
  });

  test('masses of any sum, scaled with their potentials', async () => {
    for (const debiased of [false, true]) {
      const solution = await barycenter({ ...problem, debiased });
      const tripled = problem.histograms.map((h) => h.map((mass) => 3 * mass));
      const scaled = await barycenter({ ...problem, histograms: tripled, debiased });
      expectAllClose(
        scaled.barycenter,
        Array.from(solution.barycenter, (mass) => 3 * mass),
        1e-6,
      );
      expectClose(scaled.transportCost, 3 * solution.transportCost, 1e-7);
      const plan = planOf(scaled, 1, tripled[1] as number[], cost, 0.02);
      expectAllClose(columnSums(plan), Array.from(scaled.barycenter), 1e-6);
      const normalized = await barycenter({ ...problem, histograms: tripled, debiased, normalize: true });
      expectAllClose(normalized.barycenter, solution.barycenter, 1e-6);
    }
  });

  test('started from its answer it takes few iterations', async () => {
    for (const debiased of [false, true]) {
      const { barycenter: p, barycenterPotentials } = await barycenter({ ...problem, debiased });
      const again = await barycenter({
        ...problem,
        debiased,
        initial: { barycenter: p, barycenterPotentials },
      });
      expect(again.status).toBe('converged');
      expect(again.iterations).toBeLessThanOrEqual(8);
      expectAllClose(again.barycenter, p, 1e-7);
    }
  });

  test('the barycenter may have points of its own', async () => {
    const barycenterPoints = Array.from({ length: 7 }, (_, k) => [k / 6, 0.5]);
    const solution = await barycenter({ ...problem, barycenterPoints });
    expect(solution.status).toBe('converged');
    expect(solution.barycenter.length).toBe(7);
    const toLine = points.map((x) => barycenterPoints.map((y) => squaredDistance(x, y)));
    const plan = planOf(solution, 0, histograms[0] as Float64Array, toLine, 0.02);
    expectAllClose(columnSums(plan), Array.from(solution.barycenter), 1e-8);
  });
});

describe('barycenter refuses', () => {
  const cost = [
    [0, 1],
    [1, 0],
  ];
  const histograms = [
    [0.5, 0.5],
    [1, 0],
  ];
  const good = { histograms, cost, regularization: 1 };
  const cases: [string, object, string][] = [
    ['missing histograms', { cost, regularization: 1 }, 'histograms'],
    ['a missing regularization', { histograms, cost }, 'regularization'],
    ['a regularization of 0', { ...good, regularization: 0 }, 'regularization'],
    ['neither cost nor points', { histograms, regularization: 1 }, 'cost'],
    ['both cost and points', { ...good, points: [[0], [1]] }, 'cost'],
    ['cost with points of the barycenter', { ...good, barycenterPoints: [[0], [1]] }, 'cost'],
    [
      'the points of the barycenter alone',
      { histograms, barycenterPoints: [[0]], regularization: 1 },
      'points',
    ],
    [
      'points of different dimension',
      { histograms, points: [[0], [1]], barycenterPoints: [[0, 1]], regularization: 1 },
      'barycenterPoints',
    ],
    [
      'points that are not finite',
      { histograms, points: [[0], [Number.NaN]], regularization: 1 },
      'points[1][0]',
    ],
    ['points too far apart', { histograms, points: [[-1e300], [1e300]], regularization: 1 }, 'points'],
    ['a histogram of the wrong length', { ...good, histograms: [[1, 2, 3]] }, 'histograms'],
    ['no histogram', { ...good, histograms: { rows: 0, columns: 2, data: [] } }, 'histograms'],
    ['a negative mass', { ...good, histograms: [[1.5, -0.5]] }, 'histograms[0][1]'],
    ['a NaN mass', { ...good, histograms: [[1, Number.NaN]] }, 'histograms[0][1]'],
    [
      'a histogram that is all zero',
      {
        ...good,
        histograms: [
          [1, 0],
          [0, 0],
        ],
      },
      'histograms[1]',
    ],
    [
      'sums that differ',
      {
        ...good,
        histograms: [
          [1, 0],
          [0, 2],
        ],
      },
      'histograms[1]',
    ],
    ['weights of the wrong length', { ...good, weights: [1] }, 'weights'],
    ['a negative weight', { ...good, weights: [1, -1] }, 'weights[1]'],
    ['weights that are all zero', { ...good, weights: [0, 0] }, 'weights'],
    ['a tolerance of 0', { ...good, tolerance: 0 }, 'tolerance'],
    ['no iterations', { ...good, maxIterations: 0 }, 'maxIterations'],
    ['an unknown metric', { ...good, metric: 'chebyshev' }, 'metric'],
    [
      'debiasing with an asymmetric cost',
      {
        ...good,
        cost: [
          [0, 1],
          [2, 0],
        ],
        debiased: true,
      },
      'cost',
    ],
    [
      'debiasing with a cost that is not square',
      {
        ...good,
        cost: [
          [0, 1, 2],
          [1, 0, 1],
        ],
        debiased: true,
      },
      'cost',
    ],
    [
      'debiasing with points of its own',
      { histograms, points: [[0], [1]], barycenterPoints: [[0]], regularization: 1, debiased: true },
      'barycenterPoints',
    ],
    [
      'an initial barycenter of the wrong length',
      { ...good, initial: { barycenter: [1], barycenterPotentials: cost } },
      'initial.barycenter',
    ],
    [
      'an initial barycenter without mass',
      { ...good, initial: { barycenter: [0, 0], barycenterPotentials: cost } },
      'initial.barycenter',
    ],
    [
      'initial potentials of the wrong shape',
      { ...good, initial: { barycenter: [1, 0], barycenterPotentials: [[0, 0]] } },
      'initial.barycenterPotentials',
    ],
  ];

  test.each(cases)('%s', async (_, problem, path) => {
    const error = await expectError(() => barycenter(problem as Problem), 'INVALID_INPUT', path);
    expect(error.message).toMatch(/^[\w.[\]]+ .+/);
    const blocking = await expectError(() => barycenterSync(problem as Problem), 'INVALID_INPUT', path);
    expect(blocking.message).toBe(error.message);
  });
});
