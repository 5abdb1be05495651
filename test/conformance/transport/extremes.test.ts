/** Costs, masses and regularizations at the limits of doubles: promises hold as far as rounding permits. */

import { load, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyExact, certifySinkhornNewton } from '../../certificates/transport.js';
import { isOnDevice } from '../../support/device.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32, uniform } from '../../support/random.js';

const { barycenter, exact, sinkhornNewton } = transport;

beforeAll(() => load('transport'));

describe('a regularization far above two penalties', () => {
  const problem = {
    cost: [
      [1, 2, 0],
      [3, 0, 1],
    ],
    source: [1, 2],
    target: [1, 1, 3],
    sourcePenalty: 2,
    targetPenalty: 0.5,
  };

  test.each([1e10, 1e20, 1e100, 1e300])(
    '%d leaves the product of the masses, at the price of its sums',
    async (regularization) => {
      const solution = await sinkhornNewton({ ...problem, regularization });
      expect(solution.status).toBe('converged');
      certifySinkhornNewton({ ...problem, regularization }, solution);
      expectClose(solution.transportedMass, 15, 1e-8);
      // The rows sum to 5 times their masses and the columns to 3 times theirs, as implied by exp(-potential /
      // penalty).
      expectAllClose(solution.sourcePotential, [-2 * Math.log(5), -2 * Math.log(5)], 1e-8);
      expectAllClose(solution.targetPotential, new Array(3).fill(-0.5 * Math.log(3)), 1e-8);
    },
  );

  test('costs what its plan costs', async () => {
    const { regularizedCost, dualValue } = await sinkhornNewton({ ...problem, regularization: 1e12 });
    const [a, b] = [problem.source, problem.target];
    const moved = problem.cost.flatMap((row, i) =>
      row.map((cost, j) => cost * (a[i] as number) * (b[j] as number)),
    );
    const divergence = (total: number, factor: number) => total * (factor * Math.log(factor) - factor + 1);
    const expected = moved.reduce((sum, cost) => sum + cost) + 2 * divergence(3, 5) + 0.5 * divergence(5, 3);
    // The divergence from the product of the masses is 0 times 1e12, up to rounding.
    expectClose(regularizedCost, expected, 1e-3);
    expectClose(dualValue, expected, 1e-3);
  });
});

describe('a regularization below the rounding of the costs', () => {
  const regularization = 1e-17;

  test.each(['auto', 'sinkhorn'] as const)('is never said to have converged: %s', async (method) => {
    // Exact in doubles, so that all sums are correct; one more digit in any cost would change them all.
    const cost = [
      [0, 1],
      [1, 0],
    ];
    for (const given of [{ cost }, { cost: { rows: 5, columns: 6, data: uniform(3, 30) } }]) {
      const solution = await sinkhornNewton({ ...given, regularization, method, maxIterations: 300 });
      expect(solution.precisionFloor).toBeGreaterThan(1);
      expect(['stalled', 'iterationLimit']).toContain(solution.status);
    }
  });

  test.each([false, true])('nor to have in a barycenter, debiased: %s', async (debiased) => {
    const histogram = [0.25, 0.25, 0.5];
    const histograms = [histogram, histogram];
    const given = { histograms, points: [[0], [1], [2]], regularization, debiased, maxIterations: 300 };
    const { status, precisionFloor } = await barycenter(given);
    expect(precisionFloor).toBeGreaterThan(1);
    expect(status).toBe('stalled');
  });
});

describe.skipIf(isOnDevice)('small masses beside forbidden pairs', () => {
  const cost = [
    [0, Number.POSITIVE_INFINITY],
    [Number.POSITIVE_INFINITY, 0],
  ];

  test('are moved, or it is said that they cannot be', async () => {
    const part = 3e-10;
    const source = [1 - part, part];
    const fitting = { cost, source, target: source };
    const solution = await exact(fitting);
    expect(solution.marginalError).toBeLessThan(1e-15);
    certifyExact(fitting, solution);
    const lacking = { cost, source, target: [1 - 2 * part, 2 * part] };
    await expectError(() => exact(lacking), 'INFEASIBLE', 'cost');
    await expectError(() => sinkhornNewton({ ...lacking, regularization: 0.1 }), 'INFEASIBLE', 'cost');
  });

  test('may be off by what the sums of masses may differ', async () => {
    const uneven = { cost, source: [0.5, 0.5], target: [0.5, 0.5 + 4e-10] };
    const solution = await exact(uneven);
    expect(solution.status).toBe('converged');
    certifyExact(uneven, solution);
  });
});

test.skipIf(isOnDevice)(
  'the proof of a small part of the mass holds beside costs that are 1e13 times the others',
  async () => {
    for (let seed = 1; seed <= 400; seed++) {
      const random = mulberry32(seed);
      const [n, m] = [2 + Math.floor(6 * random()), 2 + Math.floor(6 * random())];
      const [largest, part] = [10 ** Math.round(15 * random()), 10 ** -Math.round(14 * random())];
      const cost = Array.from({ length: n }, () =>
        Array.from({ length: m }, () => (random() < 0.3 ? largest : 1) * random()),
      );
      const [source, target] = [n, m].map((count) => Array.from({ length: count }, () => random() ** 4));
      const total = (masses: number[] = []) => masses.reduce((sum, mass) => sum + mass, 0);
      const transportedMass = part * Math.min(total(source), total(target));
      const problem = { cost, source, target, transportedMass } as transport.ExactProblem;
      const solution = await exact(problem);
      const unit = transportedMass * Math.max(...cost.flat());
      expect(Math.abs(solution.dualityGap), `seed ${seed}`).toBeLessThan(1e-12 * unit);
      certifyExact(problem, solution);
    }
  },
);
