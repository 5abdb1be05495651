/** Exact transport against known solutions, against enumeration, and with the proof returned by each solution. */

import { load, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyExact } from '../../certificates/transport.js';
import { ASSIGNMENT_FIVE, FOUR_POINTS, WEAK_LINK } from '../../data/transport.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { rowsOf } from '../../support/matrices.js';
import { masses, mulberry32, uniform } from '../../support/random.js';

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
  problem: (): Problem => ({ cost, source, target, normalize: false, maxIterations: 1000 }),
  verify({ status, transportCost, dualityGap, marginalError }) {
    expect(status).toBe('converged');
    expectClose(transportCost, 0.2875, 1e-14);
    expectClose(dualityGap, 0, 1e-14);
    expectClose(marginalError, 0, 1e-14);
  },
  limited: () => ({ cost: square(uniform(1, 3600)), maxIterations: 3 }),
  long: (): Problem => ({
    sourcePoints: { rows: 9000, columns: 4, data: uniform(3, 36_000) },
    targetPoints: { rows: 9000, columns: 4, data: uniform(4, 36_000) },
  }),
});

function square(data: Float64Array) {
  const rows = Math.round(Math.sqrt(data.length));
  return { rows, columns: rows, data };
}

/** Verifies a solution from the costs and the masses alone. */
function expectProven(
  rows: ArrayLike<ArrayLike<number>>,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  solution: Solution,
): void {
  expectFinite(solution);
  expect(solution.status).toBe('converged');
  const { plan, sourcePotential, targetPotential } = solution;
  const [rest, need] = [Float64Array.from(a), Float64Array.from(b)];
  let paid = 0;
  expect(plan.data.length).toBeLessThan(a.length + b.length);
  for (let i = 0; i < a.length; i++) {
    for (let k = plan.indptr[i] as number; k < (plan.indptr[i + 1] as number); k++) {
      const [j, flow] = [plan.indices[k] as number, plan.data[k] as number];
      expect(flow).toBeGreaterThan(0);
      paid += flow * (rows[i]?.[j] as number);
      rest[i] = (rest[i] as number) - flow;
      need[j] = (need[j] as number) - flow;
    }
    for (let j = 0; j < b.length; j++) {
      const bound = (rows[i]?.[j] as number) + 1e-12;
      expect((sourcePotential[i] as number) + (targetPotential[j] as number)).toBeLessThanOrEqual(bound);
    }
  }
  expectAllClose(rest, new Float64Array(a.length), 1e-13);
  expectAllClose(need, new Float64Array(b.length), 1e-13);
  expectClose(solution.transportCost, paid, 1e-13);
  expectClose(solution.dualityGap, 0, 1e-12);
  expectClose(solution.transportCost - solution.dualValue, solution.dualityGap, 0);
}

const equal = (count: number) => new Float64Array(count).fill(1 / count);

/** The minimum cost of an assignment, by enumeration. */
function leastSum(rows: number[][], row = 0, used = 0): number {
  if (row === rows.length) return 0;
  return (rows[row] as number[]).reduce((least, value, j) => {
    if (used & (1 << j)) return least;
    return Math.min(least, value + leastSum(rows, row + 1, used | (1 << j)));
  }, Number.POSITIVE_INFINITY);
}

describe('exact transport against references', () => {
  test('two clusters', async () => {
    expectProven(cost, source, target, await exact({ cost, source, target }));
  });

  test('an assignment of five, of which there are several', async () => {
    const solution = await exact(ASSIGNMENT_FIVE.problem);
    expectClose(solution.transportCost, 0.26, 1e-15);
    expectProven(ASSIGNMENT_FIVE.problem.cost, equal(5), equal(5), solution);
    expect(new Set(solution.assignment)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  test('points in the plane, one of them without mass', async () => {
    const { regularization: _, ...problem } = FOUR_POINTS.problem;
    const solution = await exact(problem);
    expectClose(solution.transportCost, 0.272, 1e-14);
    const { sourcePoints, targetPoints } = problem;
    const squares = sourcePoints.map((x) =>
      targetPoints.map((y) => x.reduce((sum, value, k) => sum + (value - (y[k] as number)) ** 2, 0)),
    );
    expectProven(squares, problem.source, problem.target, solution);
    expect(solution.assignment).toBeUndefined();
    expect(solution.plan.indptr[1]).toBe(solution.plan.indptr[2]);
  });

  test('one source or one target', async () => {
    const weights = masses(5, 7);
    const data = uniform(6, 7);
    const expected = data.reduce((sum, value, j) => sum + value * (weights[j] as number), 0);
    for (const [rows, columns, side] of [
      [1, 7, 'target'],
      [7, 1, 'source'],
    ] as const) {
      const { transportCost } = await exact({ cost: { rows, columns, data }, [side]: weights });
      expectClose(transportCost, expected, 1e-15);
    }
    expect((await exact({ cost: [[3]] })).transportCost).toBe(3);
  });

  test('small assignments are the best of all', async () => {
    const random = mulberry32(8);
    for (let k = 0; k < 60; k++) {
      const n = 1 + Math.floor(6 * random());
      const rows = Array.from({ length: n }, () =>
        Array.from({ length: n }, () => (k % 2 === 0 ? random() : Math.floor(3 * random()))),
      );
      const solution = await exact({ cost: rows });
      expectProven(rows, equal(n), equal(n), solution);
      const { assignment } = solution;
      const sum = rows.reduce((total, row, i) => total + (row[assignment?.[i] as number] as number), 0);
      expectClose(sum, leastSum(rows), 1e-13);
    }
  });
});

describe('exact transport', () => {
  const [n, m] = [150, 120];
  const data = uniform(11, n * m);
  const matrix = { rows: n, columns: m, data };
  const [a, b] = [masses(12, n), masses(13, m)];

  test('is proven on a random problem', async () => {
    expectProven(rowsOf(data, m), a, b, await exact({ cost: matrix, source: a, target: b }));
  });

  test('is the limit of small regularizations', async () => {
    const { transportCost } = await exact({ cost: matrix, source: a, target: b });
    const entropic = await transport.sinkhornNewton({
      cost: matrix,
      source: a,
      target: b,
      regularization: 1e-4,
    });
    expect(entropic.exactCostBounds.lower).toBeLessThanOrEqual(transportCost + 1e-12);
    expect(entropic.exactCostBounds.upper).toBeGreaterThanOrEqual(transportCost - 1e-12);
  });

  test('does not depend on the order of the points', async () => {
    const turned = {
      rows: n,
      columns: m,
      data: Float64Array.from(data, (_, k) => data[n * m - 1 - k] as number),
    };
    const plain = await exact({ cost: matrix, source: a, target: b });
    const other = await exact({ cost: turned, source: a.slice().reverse(), target: b.slice().reverse() });
    expectClose(other.transportCost, plain.transportCost, 1e-14);
  });

  test('the cost may be shifted by row and by column', async () => {
    const shifted = data.map((value, k) => value + Math.sin(Math.floor(k / m)) + Math.cos(k % m));
    const plain = await exact({ cost: matrix, source: a, target: b });
    const moved = await exact({ cost: { ...matrix, data: shifted }, source: a, target: b });
    const shift =
      a.reduce((sum, mass, i) => sum + mass * Math.sin(i), 0) +
      b.reduce((sum, mass, j) => sum + mass * Math.cos(j), 0);
    expectClose(moved.transportCost, plain.transportCost + shift, 1e-13);
  });

  test.each(['squaredEuclidean', 'euclidean', 'manhattan', 'cosine'] as const)(
    'points with the metric %s take a proven plan',
    async (metric) => {
      const [x, y] = [uniform(21, 3 * n), uniform(22, 3 * m)];
      const solution = await exact({
        sourcePoints: { rows: n, columns: 3, data: x },
        targetPoints: { rows: m, columns: 3, data: y },
        metric,
      });
      expect(solution.status).toBe('converged');
      expectClose(solution.dualityGap, 0, 1e-13);
      expectClose(solution.marginalError, 0, 1e-13);
    },
  );

  test('avoids forbidden pairs, and says when they leave no plan', async () => {
    const { POSITIVE_INFINITY: never } = Number;
    const { transportCost, assignment } = await exact({
      cost: [
        [1, 5, never],
        [2, never, 9],
        [never, 1, 1],
      ],
    });
    expectClose(transportCost, 8 / 3, 1e-15);
    expect(Array.from(assignment ?? [])).toEqual([1, 0, 2]);
    const impossible = [
      [1, never, never],
      [2, never, never],
      [3, 1, 1],
    ];
    const error = await expectError(() => exact({ cost: impossible }), 'INFEASIBLE', 'cost');
    expect(error.message).toContain('forbidden');
    const lonely = [
      [1, 2, never],
      [1, 2, never],
      [1, 2, never],
    ];
    const named = await expectError(() => exact({ cost: lonely }), 'INFEASIBLE', 'cost');
    expect(named.message).toMatch(/^cost .*target 2 .*column 2 /);
  });

  test('masses of any size, zeros among them', async () => {
    const odd = Float64Array.from(a, (mass, i) => (i % 3 === 0 ? 0 : i % 3 === 1 ? mass * 1e-18 : mass));
    const solution = await exact({ cost: matrix, source: odd, target: b, normalize: true });
    expectFinite(solution);
    expect(solution.status).toBe('converged');
    expectClose(solution.dualityGap, 0, 1e-13);
  });

  test('the mass may be any amount', async () => {
    const one = await exact({ cost: matrix, source: a, target: b });
    const many = await exact({
      cost: matrix,
      source: a.map((x) => 1000 * x),
      target: b.map((x) => 1000 * x),
    });
    expectClose(many.transportCost, 1000 * one.transportCost, 1e-12);
    expectAllClose(many.sourcePotential, one.sourcePotential, 1e-12);
  });
});

describe('exact transport refuses', () => {
  const square = [
    [0, 1],
    [1, 0],
  ];
  const cases: [string, object, string][] = [
    ['neither cost nor points', {}, 'cost'],
    ['both cost and points', { cost: square, sourcePoints: square, targetPoints: square }, 'cost'],
    ['points of one side only', { sourcePoints: square }, 'targetPoints'],
    ['points of different dimension', { sourcePoints: [[1, 2]], targetPoints: [[1]] }, 'targetPoints'],
    ['a NaN in the cost', { cost: [[0, Number.NaN]] }, 'cost[0][1]'],
    ['minus infinity in the cost', { cost: [[0, Number.NEGATIVE_INFINITY]] }, 'cost[0][1]'],
    ['an empty cost', { cost: { rows: 0, columns: 0, data: [] } }, 'cost'],
    ['masses of the wrong length', { cost: square, source: [1] }, 'source'],
    ['a negative mass', { cost: square, source: [1.5, -0.5] }, 'source[1]'],
    ['masses that are all zero', { cost: square, target: [0, 0] }, 'target'],
    ['sums that differ', { cost: square, source: [1, 1], target: [1, 2] }, 'target'],
    ['no iterations', { cost: square, maxIterations: 0 }, 'maxIterations'],
    ['a regularization', { cost: square, regularization: 1 }, 'regularization'],
    ['an unknown metric', { sourcePoints: square, targetPoints: square, metric: 'chebyshev' }, 'metric'],
  ];

  test.each(cases)('%s', async (_, problem, path) => {
    const error = await expectError(() => exact(problem as Problem), 'INVALID_INPUT', path);
    expect(error.message).toMatch(/^[\w.[\]]+ .+/);
  });
});
