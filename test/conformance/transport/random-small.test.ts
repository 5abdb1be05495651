/** Small problems of kinds in which random comparison with other programs once revealed faults. */

import { load, type Matrix, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyBarycenter, certifyExact, certifySinkhornNewton } from '../../certificates/transport.js';
import { isOnDevice } from '../../support/device.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { barycenter, exact, sinkhornNewton } = transport;

const never = Number.POSITIVE_INFINITY;

beforeAll(() => load('transport'));

async function expectConverged(problem: transport.SinkhornNewtonProblem) {
  const solution = await sinkhornNewton(problem);
  expect(solution.status).toBe('converged');
  certifySinkhornNewton(problem, solution);
  return solution;
}

async function expectBarycenter(problem: transport.BarycenterProblem) {
  const solution = await barycenter(problem);
  expect(solution.status).toBe('converged');
  certifyBarycenter(problem, solution);
  return solution;
}

/** Masses with sum 1, over more decades for higher `power`. */
function randomMasses(random: () => number, count: number, power: number): number[] {
  const masses = Array.from({ length: count }, () => random() ** power + 1e-12);
  const total = masses.reduce((sum, mass) => sum + mass);
  return masses.map((mass) => mass / total);
}

describe('a point whose pairs are all forbidden', () => {
  test.skipIf(isOnDevice)('stays where a penalty lets it', async () => {
    const problem = {
      cost: [
        [1, 2],
        [never, never],
        [0.5, 3],
      ],
      source: [0.3, 0.2, 0.5],
      target: [0.6, 0.4],
      regularization: 0.1,
      gradients: true,
      plan: 'dense',
    } as const;
    for (const penalties of [{ sourcePenalty: 2, targetPenalty: 3 }, { sourcePenalty: 2 }]) {
      const solution = await expectConverged({ ...problem, ...penalties });
      expect(Array.from((solution.plan as Matrix).data).slice(2, 4)).toEqual([0, 0]);
      expect(Math.exp(-(solution.sourcePotential[1] as number) / 2)).toBe(0);
      // The derivative with respect to its mass: the penalty, and the product of its mass with the others in the
      // divergence.
      expectClose(solution.gradients?.source[1] as number, 2 + 0.1, 1e-12);
      const { exactCostBounds: bounds } = solution;
      expect(bounds.lower).toBeLessThan(bounds.upper);
      const others = {
        ...problem,
        cost: [
          [1, 2],
          [0.5, 3],
        ],
        source: [0.3, 0.5],
        ...penalties,
      };
      const without = await expectConverged(others);
      expectClose(solution.regularizedCost, without.regularizedCost + 0.2 * 2.1, 1e-9);
      expectClose(bounds.upper, without.exactCostBounds.upper + 0.4, 1e-9);
    }
    await expectError(() => sinkhornNewton({ ...problem, targetPenalty: 3 }), 'INFEASIBLE', 'cost');
  });

  test.skipIf(isOnDevice).each(['dense', 'sparse'] as const)(
    'is no reason to fail where nothing is left: %s',
    async (plan) => {
      const problem = {
        cost: [[never, never]],
        target: [0.5, 1],
        source: [2],
        sourcePenalty: 2,
        targetPenalty: 3,
        regularization: 0.1,
        plan,
      };
      const { transportedMass, regularizedCost, exactCostBounds } = await expectConverged(problem);
      expect(transportedMass).toBe(0);
      expectClose(regularizedCost, 2 * 2 + 1.5 * 3 + 0.1 * 3, 1e-14);
      expect(exactCostBounds).toEqual({ lower: 8.5, upper: 8.5 });
    },
  );

  test('is no reason to fail where nothing is to be moved', async () => {
    const problem = { cost: [[never, never]], source: [1], target: [0.5, 0.5], transportedMass: 0 };
    const solution = await exact(problem);
    expect(solution.status).toBe('converged');
    certifyExact(problem, solution);
  });
});

test('negative costs under small penalties ask for more mass than there is', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = mulberry32(seed);
    const [n, m] = [1 + Math.floor(6 * random()), 1 + Math.floor(6 * random())];
    const cost = Array.from({ length: n }, () =>
      Array.from({ length: m }, () => Math.floor(19 * random()) - 9),
    );
    const penalty = 10 ** -(1 + 2 * random());
    const regularization = 10 ** (1 - 3 * random());
    const source = randomMasses(random, n, 3);
    const target = randomMasses(random, m, 3).map((mass) => 0.1 * mass);
    const problem = {
      cost,
      source,
      target,
      sourcePenalty: penalty,
      targetPenalty: 2 * penalty,
      regularization,
    };
    const smallest = Math.min(...cost.flat());
    // The mass of other problems overflows.
    if (smallest / (3 * penalty + regularization) < -300) continue;
    await expectConverged(problem);
  }
  // Without regularization the mass would grow by exp(4000), so that the lower bound overflows, too.
  await expectConverged({
    cost: [[-8], [-9]],
    source: [1, 0],
    target: [0.1],
    sourcePenalty: 0.001,
    targetPenalty: 0.001,
    regularization: 1,
  });
});

test.each(['manhattan', 'euclidean', 'squaredEuclidean'] as const)(
  'few targets that most sources are equally far from: %s',
  async (metric) => {
    const sourcePoints = [
      [1, 1],
      [0, 0],
      [0, 1],
      [1, 1],
      [0, 0],
      [-2, 0],
      [0, 0],
      [2, 0],
      [0, 0],
      [1, 1],
      [0, -1],
    ];
    const targetPoints = [
      [-1, 1],
      [1, -1],
    ];
    for (const regularization of [1e-2, 1e-3, 3e-4, 1e-4]) {
      const problem = { sourcePoints, targetPoints, metric, regularization };
      const { sourcePotential } = await expectConverged(problem);
      const { sourcePotential: plain } = await sinkhornNewton({ ...problem, method: 'sinkhorn' });
      expectAllClose(sourcePotential, Array.from(plain), 1e-6 * regularization);
    }
  },
);

describe('barycenters of few points', () => {
  const histograms = [
    [0.2, 0.8],
    [0.9, 0.1],
  ];

  test.each([0.1, 0.02, 0.005])('of two, at %d', async (regularization) => {
    const { barycenter: masses } = await expectBarycenter({ histograms, points: [[1], [0]], regularization });
    // For small regularizations the barycenter no longer depends on them.
    expectAllClose(masses, [9 / 17, 8 / 17], 1e-4);
  });

  test('of two to four, with masses over some decades', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = mulberry32(seed);
      const [n, count] = [2 + Math.floor(3 * random()), 2 + Math.floor(2 * random())];
      const power = random() < 0.5 ? 1 : 4;
      await expectBarycenter({
        histograms: Array.from({ length: count }, () => randomMasses(random, n, power)),
        points: Array.from({ length: n }, (_, k) => [k / (n - 1)]),
        regularization: 10 ** -(1 + 2 * random()),
      });
    }
  });

  test.each([0.01, 1, 100])(
    'of one histogram, debiased, which is that histogram: at %d',
    async (regularization) => {
      const histogram = [0, 0.3, 0, 0.5, 0.2];
      const problem = {
        histograms: [histogram, histogram],
        points: [[0], [1], [2], [2.5], [7]],
        regularization,
      };
      const { barycenter: masses } = await expectBarycenter({ ...problem, debiased: true });
      expectAllClose(masses, histogram, 1e-8);
    },
  );
});
