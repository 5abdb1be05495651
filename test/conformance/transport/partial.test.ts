/** Exact partial transport: against POT, closed forms, its own proof, and relations between transported masses. */

import * as fc from 'fast-check';
import { load, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyExact } from '../../certificates/transport.js';
import { PARTIAL, UNBALANCED, WEAK_LINK } from '../../data/transport.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { rowsOf, sum } from '../../support/matrices.js';
import { testNatively } from '../../support/natively.js';
import { masses, uniform } from '../../support/random.js';

const { exact, exactSync } = transport;

type Problem = transport.ExactProblem;
type Solution = transport.ExactSolution;

beforeAll(() => load('transport'));

const { source, target, cost } = WEAK_LINK.problem;

checkSolver({
  method: 'transport.exact',
  certify: certifyExact,
  solve: exact,
  solveSync: exactSync,
  problem: (): Problem => ({ cost, source, target, transportedMass: 0.8 }),
  verify({ status, transportCost, massPotential, dualityGap, marginalError }) {
    expect(status).toBe('converged');
    expectClose(transportCost, 0.1375, 1e-14);
    expectClose(massPotential as number, 0.5, 1e-14);
    expectClose(dualityGap, 0, 1e-14);
    expectClose(marginalError, 0, 1e-14);
  },
  limited: () => ({
    cost: { rows: 60, columns: 60, data: uniform(1, 3600) },
    transportedMass: 0.5,
    maxIterations: 3,
  }),
});

/** Runs of the properties on random input; the seed makes them reproducible. */
const PROPERTY_RUNS = { numRuns: 150, seed: 20240117 };

/** Verifies from costs and masses alone that a plan has this mass and minimal cost. */
function expectProven(
  rows: number[][],
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  mass: number,
  solution: Solution,
): void {
  expectFinite(solution);
  expect(solution.status).toBe('converged');
  const { plan, sourcePotential: f, targetPotential: g, massPotential = Number.NaN } = solution;
  const [sent, taken] = [new Float64Array(a.length), new Float64Array(b.length)];
  const scale = Math.max(...rows.flat().map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
  let paid = 0;
  rows.forEach((row, i) => {
    for (let k = plan.indptr[i] as number; k < (plan.indptr[i + 1] as number); k++) {
      const [j, flow] = [plan.indices[k] as number, plan.data[k] as number];
      expect(flow).toBeGreaterThan(0);
      paid += flow * (row[j] as number);
      sent[i] = (sent[i] as number) + flow;
      taken[j] = (taken[j] as number) + flow;
    }
    expect(f[i]).toBeLessThanOrEqual(0);
    const slack = 1e-12 * (scale + Math.abs(massPotential) + Math.abs(f[i] as number));
    const excess = row.map(
      (value, j) => (f[i] as number) + (g[j] as number) + massPotential - (value + slack),
    );
    // One comparison for a row: one for each pair would take most of the time.
    expect(Math.max(...excess)).toBeLessThanOrEqual(0);
  });
  for (const value of g) expect(value).toBeLessThanOrEqual(0);
  const limits = [...Array.from(a), ...Array.from(b)];
  for (const [k, value] of [...sent, ...taken].entries())
    expect(value).toBeLessThanOrEqual((limits[k] as number) + 1e-12 * mass);
  expect(Math.abs(sum(sent) - mass)).toBeLessThanOrEqual(1e-12 * mass);
  const total = sum(a) + sum(b);
  const dual =
    sum(f.map((value, i) => value * (a[i] as number))) + sum(g.map((value, j) => value * (b[j] as number)));
  expect(Math.abs(paid - dual - mass * massPotential)).toBeLessThanOrEqual(1e-12 * scale * total);
  expect(Math.abs(solution.transportCost - paid)).toBeLessThanOrEqual(1e-12 * scale * mass);
  expect(solution.transportCost - solution.dualValue).toBe(solution.dualityGap);
}

describe('partial transport against references', () => {
  test.each(PARTIAL.weakLink)(
    'the mass %d of the weakly linked problem',
    async (mass, expected, potential) => {
      const solution = await exact({ cost, source, target, transportedMass: mass });
      expectProven(cost, source, target, mass, solution);
      expectClose(solution.transportCost, expected, 1e-15);
      if (potential !== undefined) expectClose(solution.massPotential as number, potential, 1e-14);
    },
  );

  test.each(PARTIAL.moreTarget)(
    'the mass %d where more could be taken',
    async (mass, expected, potential) => {
      const { target: more } = UNBALANCED.problem;
      const solution = await exact({ cost, source, target: more, transportedMass: mass });
      expectProven(cost, source, more, mass, solution);
      expectClose(solution.transportCost, expected, 1e-15);
      if (potential !== undefined) expectClose(solution.massPotential as number, potential, 1e-14);
    },
  );

  test.each(PARTIAL.random)(
    'the mass %d of random masses at random costs',
    async (mass, expected, potential, lower) => {
      const data = uniform(51, 600);
      const [a, b] = [uniform(52, 30), uniform(53, 20)].map((side) => side.map((value) => value + 0.05)) as [
        Float64Array,
        Float64Array,
      ];
      const solve = (values: Float64Array) =>
        exact({ cost: { rows: 30, columns: 20, data: values }, source: a, target: b, transportedMass: mass });
      const solution = await solve(data);
      expectProven(rowsOf(data, 20), a, b, mass, solution);
      expectClose(solution.transportCost, expected, 1e-14);
      expectClose(solution.massPotential as number, potential, 1e-14);
      const negative = data.map((value) => value - 0.5);
      const shifted = await solve(negative);
      expectProven(rowsOf(negative, 20), a, b, mass, shifted);
      expectClose(shifted.transportCost, lower, 1e-14);
      expectClose(shifted.massPotential as number, potential - 0.5, 1e-14);
    },
  );

  test('on a line the nearest pairs go, and the far ones stay', async () => {
    const x = [0, 10, 20, 30];
    const y = [30.5, 0.25, 11, 40];
    const shifts = [0.25, 0.5, 1];
    for (const count of [1, 2, 3]) {
      const { assignment, transportCost, massPotential } = await exact({
        sourcePoints: x.map((value) => [value]),
        targetPoints: y.map((value) => [value]),
        metric: 'euclidean',
        source: [1, 1, 1, 1],
        target: [1, 1, 1, 1],
        transportedMass: count,
      });
      expectClose(transportCost, sum(shifts.slice(0, count)), 1e-14);
      const expected = [1, count > 2 ? 2 : -1, -1, count > 1 ? 0 : -1];
      expect(Array.from(assignment ?? [])).toEqual(expected);
      expect(massPotential).toBeGreaterThanOrEqual((shifts[count - 1] as number) - 1e-12);
    }
  });

  test('one pair of points', async () => {
    for (const mass of [0, 1e-9, 0.25, 0.5]) {
      const solution = await exact({ cost: [[-3]], source: [2], target: [0.5], transportedMass: mass });
      expectProven([[-3]], [2], [0.5], mass, solution);
      expect(solution.transportCost).toBe(mass === 0 ? 0 : -3 * mass);
      expect(solution.massPotential).toBe(-3);
    }
  });
});

describe('partial transport', () => {
  const [n, m] = [150, 120];
  const data = uniform(11, n * m);
  const matrix = { rows: n, columns: m, data };
  const [a, b] = [masses(12, n), masses(13, m)];
  const solve = (mass: number, more: Partial<Problem> = {}) =>
    exact({ cost: matrix, source: a, target: b, transportedMass: mass, ...more });

  test('of all mass is transport, with the same certificate', async () => {
    const whole = await exact({ cost: matrix, source: a, target: b });
    const all = await solve(sum(a));
    expectProven(rowsOf(data, m), a, b, 1, all);
    expectClose(all.transportCost, whole.transportCost, 1e-14);
    expect(all.plan.indices).toEqual(whole.plan.indices);
    expect(whole).not.toHaveProperty('massPotential');
  });

  testNatively('costs what the mass potential says, at a rate that grows', async () => {
    const parts = Array.from({ length: 21 }, (_, k) => k / 20);
    const solutions = await Promise.all(parts.map((mass) => solve(mass)));
    for (const [k, solution] of solutions.entries())
      expectProven(rowsOf(data, m), a, b, parts[k] as number, solution);
    for (let k = 1; k < solutions.length; k++) {
      const [before, after] = [solutions[k - 1], solutions[k]] as [Solution, Solution];
      const rate = 20 * (after.transportCost - before.transportCost);
      expect(before.massPotential).toBeLessThanOrEqual(rate + 1e-12);
      expect(after.massPotential).toBeGreaterThanOrEqual(rate - 1e-12);
    }
  });

  test('of nothing is an empty plan, with the price of the first mass', async () => {
    const solution = await solve(0);
    expectProven(rowsOf(data, m), a, b, 0, solution);
    expect(solution.plan.data).toHaveLength(0);
    expect(solution.transportCost).toBe(0);
    expect(solution.massPotential).toBe(Math.min(...data));
  });

  test('of next to nothing goes where it is cheapest, with all digits', async () => {
    const solution = await solve(1e-200);
    expect(Array.from(solution.plan.data)).toEqual([1e-200]);
    expectClose(solution.transportCost / 1e-200, Math.min(...data), 1e-15);
  });

  test.each(['squaredEuclidean', 'euclidean', 'manhattan', 'cosine'] as const)(
    'takes points with the metric %s',
    async (metric) => {
      const [x, y] = [uniform(21, 3 * n), uniform(22, 3 * m)];
      const solution = await exact({
        sourcePoints: { rows: n, columns: 3, data: x },
        targetPoints: { rows: m, columns: 3, data: y },
        metric,
        transportedMass: 0.4,
      });
      expect(solution.status).toBe('converged');
      expectClose(sum(solution.plan.data), 0.4, 1e-13);
      expectClose(solution.dualityGap, 0, 1e-13);
      expectClose(solution.marginalError, 0, 1e-13);
    },
  );

  test('points and their matrix give the same', async () => {
    const [x, y] = [uniform(31, 40), uniform(32, 50)];
    const distances = Array.from(x, (from) => Array.from(y, (to) => Math.abs(from - to)));
    const points = {
      sourcePoints: { rows: 40, columns: 1, data: x },
      targetPoints: { rows: 50, columns: 1, data: y },
    };
    const ofPoints = await exact({ ...points, metric: 'euclidean', transportedMass: 0.7 });
    const ofMatrix = await exact({ cost: distances, transportedMass: 0.7 });
    expectClose(ofPoints.transportCost, ofMatrix.transportCost, 1e-14);
    expectAllClose(ofPoints.sourcePotential, ofMatrix.sourcePotential, 1e-13);
  });

  test('masses may be of any size, zeros among them', async () => {
    const odd = Float64Array.from(a, (mass, i) =>
      i % 3 === 0 ? 0 : i % 3 === 1 ? mass * 1e-18 : 1e6 * mass,
    );
    for (const mass of [1e-6, 0.4, 1]) {
      expectProven(rowsOf(data, m), odd, b, mass, await solve(mass, { source: odd }));
    }
  });

  test('with normalize is a part of one', async () => {
    const plain = await solve(0.3);
    const scaled = await solve(0.3, {
      source: a.map((mass) => 7 * mass),
      target: b.map((mass) => 3 * mass),
      normalize: true,
    });
    expectClose(scaled.transportCost, plain.transportCost, 1e-14);
  });

  test('uses the pairs that are allowed, and says when those are too few', async () => {
    const { POSITIVE_INFINITY: never } = Number;
    const rows = [
      [1, never, never],
      [2, never, never],
      [3, 1, 5],
    ];
    const ones = [1, 1, 1];
    const part = (mass: number) => exact({ cost: rows, source: ones, target: ones, transportedMass: mass });
    const solution = await part(2);
    expectProven(rows, ones, ones, 2, solution);
    expect(Array.from(solution.assignment ?? [])).toEqual([0, -1, 1]);
    expectProven(rows, ones, ones, 1.5, await part(1.5));
    for (const mass of [2.001, 3]) {
      const error = await expectError(() => part(mass), 'INFEASIBLE');
      expect(error.message).toContain('transportedMass');
    }
  });

  test('of small random problems is proven', async () => {
    const side = (count: number) =>
      fc.array(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 1e-9, max: 2, noNaN: true })), {
        minLength: count,
        maxLength: count,
      });
    const problem = fc
      .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
      .chain(([rows, columns]) =>
        fc.record({
          a: side(rows),
          b: side(columns),
          costs: fc.array(
            fc.array(fc.integer({ min: -5, max: 5 }), { minLength: columns, maxLength: columns }),
            {
              minLength: rows,
              maxLength: rows,
            },
          ),
          part: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 1e-9, max: 1, noNaN: true })),
        }),
      )
      .filter(({ a, b }) => sum(a) > 0 && sum(b) > 0);
    await fc.assert(
      fc.asyncProperty(problem, async ({ a, b, costs, part }) => {
        const mass = part * Math.min(sum(a), sum(b));
        const solution = await exact({ cost: costs, source: a, target: b, transportedMass: mass });
        expectProven(costs, a, b, mass, solution);
      }),
      PROPERTY_RUNS,
    );
  });
});

describe('partial transport refuses', () => {
  const problem = { cost, source, target: [0.1, 0.4, 0.25, 0.2] };

  test.each([
    ['a negative mass', -0.1],
    ['a mass that is not a number', Number.NaN],
    ['an infinite mass', Number.POSITIVE_INFINITY],
    ['more than the sources hold', 1.5],
    ['more than the targets take', 0.96],
  ])('%s', async (_, transportedMass) => {
    const error = await expectError(
      () => exact({ ...problem, transportedMass }),
      'INVALID_INPUT',
      'transportedMass',
    );
    expect(error.message).toMatch(/^transportedMass must be .+/);
  });

  test('sums that differ where all mass is to be moved', async () => {
    await expectError(() => exact(problem), 'INVALID_INPUT', 'target');
  });
});
