/** Maps against closed forms, permutations, the rows of the plan, and their definitions. */

import { load, type Matrix, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyMap } from '../../certificates/transport.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { masses, uniform } from '../../support/random.js';

const { exact, map, mapSync, sinkhornNewton } = transport;

beforeAll(() => load('transport'));

const cloud = (seed: number, count: number, columns = 2) => ({
  rows: count,
  columns,
  data: uniform(seed, columns * count),
});
const rowsOf = ({ rows, columns, data }: Matrix) =>
  Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));

/** Two sources and three targets, with potentials of any size: each defines a map. */
const SOLVED = () => ({
  sourcePoints: { rows: 2, columns: 2, data: Float64Array.of(0, 0, 1, 0.5) },
  targetPoints: { rows: 3, columns: 2, data: Float64Array.of(2, 0.5, 0, 1, 1, 1.5) },
  metric: 'squaredEuclidean' as const,
  source: Float64Array.of(1, 1),
  target: Float64Array.of(0.5, 1, 0.25),
  sourcePenalty: 2,
  targetPenalty: 3,
  normalize: false,
});
const sourcePotential = () => Float64Array.of(0.25, -0.5);
const targetPotential = () => Float64Array.of(1.25, -0.25, 0.5);

const SOLVER = { method: 'transport.map', certify: certifyMap, solve: map, solveSync: mapSync };

checkSolver({
  ...SOLVER,
  problem: (): transport.MapProblem => ({
    problem: SOLVED(),
    solution: {
      sourcePotential: sourcePotential(),
      targetPotential: targetPotential(),
      regularization: 0.5,
    },
    points: { rows: 2, columns: 2, data: Float64Array.of(0, 0, 1.5, 1) },
    destinations: { rows: 3, columns: 1, data: Float64Array.of(1, 2, 4) },
    direction: 'forward',
  }),
  verify({ images, potential }) {
    // The weights 0.5 exp(2 (1.25 - 4.25)), exp(2 (-0.25 - 1)) and 0.25 exp(2 (0.5 - 3.25)).
    const weights = [0.5 * Math.exp(-6), Math.exp(-2.5), 0.25 * Math.exp(-5.5)];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const [first, second, third] = weights as [number, number, number];
    expectClose(images.data[0] as number, (first + 2 * second + 4 * third) / total, 1e-14);
    expectClose(potential[0] as number, (-0.5 * Math.log(total)) / 1.25, 1e-14);
  },
});

checkSolver({
  ...SOLVER,
  problem: (): transport.MapProblem => ({
    problem: { cost: { rows: 2, columns: 3, data: Float64Array.of(4, 1, 3, 2, 0, 5) } },
    solution: {
      sourcePotential: sourcePotential(),
      targetPotential: targetPotential(),
      plan: {
        rows: 2,
        columns: 3,
        indptr: Int32Array.of(0, 1, 2),
        indices: Int32Array.of(1, 1),
        data: Float64Array.of(1, 3),
      },
      massPotential: 0.5,
    },
    destinations: { rows: 2, columns: 1, data: Float64Array.of(4, 8) },
    direction: 'backward',
  }),
  verify({ images, potential }) {
    // The middle target has a quarter of its mass from the first source; the others go to the one with minimal cost
    // minus potential.
    expect(Array.from(images.data)).toEqual([8, 7, 4]);
    expect(potential).toEqual(targetPotential());
  },
});

describe('entropic maps', () => {
  const [n, m] = [40, 30];
  const points = { sourcePoints: cloud(1, n), targetPoints: cloud(2, m) };
  const source = masses(3, n).fill(0, 4, 7);
  const target = masses(4, m).fill(0, 2, 3);

  /** The means of the plan's rows. */
  const rowMeans = (plan: Matrix, places: readonly ArrayLike<number>[]) =>
    rowsOf(plan).map((row) => {
      const total = row.reduce((sum, mass) => sum + mass, 0);
      const coordinates = Array.from(places[0] ?? [], (_, k) => k);
      return coordinates.map((k) =>
        row.reduce((sum, mass, j) => sum + (mass / total) * (places[j]?.[k] as number), 0),
      );
    });
  const hasMass = (_: unknown, i: number) => source[i] !== 0;

  test.each(['squaredEuclidean', 'euclidean', 'manhattan', 'cosine'] as const)(
    'are the means of the plan by rows and by columns: %s',
    async (metric) => {
      for (const penalties of [{}, { sourcePenalty: 0.3 }, { sourcePenalty: 0.3, targetPenalty: 2 }]) {
        const problem = {
          ...points,
          metric,
          source,
          target,
          ...penalties,
          normalize: true,
          regularization: 0.02,
        };
        const solution = await sinkhornNewton({ ...problem, plan: 'dense', tolerance: 1e-12 });
        const plan = solution.plan as Matrix;
        const { images, potential } = await map({ problem, solution });
        const means = rowMeans(plan, rowsOf(points.targetPoints));
        expectAllClose(
          rowsOf(images)
            .filter(hasMass)
            .flatMap((image) => Array.from(image)),
          means.filter(hasMass).flat(),
          1e-13,
        );
        expectAllClose(potential, solution.sourcePotential, 1e-11);

        const back = await map({
          problem,
          solution,
          direction: 'backward',
          destinations: points.sourcePoints,
        });
        const columns = { rows: m, columns: n, data: new Float64Array(n * m) };
        plan.data.forEach((mass, k) => {
          columns.data[(k % m) * n + Math.floor(k / m)] = mass;
        });
        const backMeans = rowMeans(columns, rowsOf(points.sourcePoints));
        const reached = (_: unknown, j: number) => target[j] !== 0;
        expectAllClose(
          rowsOf(back.images)
            .filter(reached)
            .flatMap((image) => Array.from(image)),
          backMeans.filter(reached).flat(),
          1e-13,
        );
        expectAllClose(back.potential, solution.targetPotential, 1e-11);
      }
    },
  );

  test('between normal distributions are the affine map that is known', async () => {
    // Masses of a density on a grid: sums over it equal integrals up to rounding.
    const grid = (mean: number, deviation: number) => {
      const places = Array.from({ length: 161 }, (_, k) => mean + deviation * (k - 80) * 0.1);
      return { places, masses: places.map((x) => Math.exp(-0.5 * ((x - mean) / deviation) ** 2)) };
    };
    const [from, to] = [grid(1, 1), grid(-3, 2)];
    for (const regularization of [0.5, 4]) {
      const problem = {
        sourcePoints: from.places.map((x) => [x]),
        targetPoints: to.places.map((y) => [y]),
        source: from.masses,
        target: to.masses,
        normalize: true,
        regularization,
        tolerance: 1e-12,
      };
      const solution = await sinkhornNewton(problem);
      const asked = [-2, 0.123, 1, 3.7];
      const { images } = await map({ problem, solution, points: asked.map((x) => [x]) });
      // The plan is normal too, with a covariance c that solves 2 c^2 + regularization c = 2 * 1 * 4.
      const covariance = (Math.sqrt(regularization ** 2 + 64) - regularization) / 4;
      expectAllClose(
        images.data,
        asked.map((x) => -3 + covariance * (x - 1)),
        1e-9,
      );
    }
  });

  test('are half the gradient of the potential away, and grow along a line', async () => {
    const line = { sourcePoints: cloud(5, 30, 1), targetPoints: cloud(6, 20, 1) };
    const problem = { ...line, regularization: 0.01 };
    const solution = await sinkhornNewton(problem);
    const [x, h] = [Array.from({ length: 50 }, (_, k) => (k - 10) / 25), 1e-5];
    const at = (shift: number) => map({ problem, solution, points: x.map((value) => [value + shift]) });
    const [{ images }, { potential: above }, { potential: below }] = await Promise.all([
      at(0),
      at(h),
      at(-h),
    ]);
    const slopes = x.map((value, k) => value - ((above[k] as number) - (below[k] as number)) / (4 * h));
    expectAllClose(images.data, slopes, 1e-8);
    expect(images.data).toEqual(images.data.toSorted());
  });

  test('move with the targets, keep the mean, and end at the targets far away', async () => {
    const problem = { ...points, source, target, normalize: true, regularization: 0.01 };
    const solution = await sinkhornNewton(problem);
    const { images } = await map({ problem, solution });
    const mean = (weights: Float64Array, { data }: { data: Float64Array }) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.reduce((sum, weight, i) => sum + (weight / total) * (data[2 * i] as number), 0);
    };
    expectClose(mean(source, images), mean(target, points.targetPoints), 1e-8);

    const shifted = {
      ...problem,
      targetPoints: { ...points.targetPoints, data: points.targetPoints.data.map((value) => value + 3) },
    };
    const there = await map({ problem: shifted, solution: await sinkhornNewton(shifted) });
    expectAllClose(
      there.images.data.map((value) => value - 3),
      images.data,
      1e-6,
    );

    const far = await map({ problem, solution, points: [[1e9, 0]] });
    const reached = rowsOf(points.targetPoints).filter((_, j) => target[j] !== 0);
    expectClose(far.images.data[0] as number, Math.max(...reached.map(([x = 0]) => x)), 1e-12);
  });

  test('of costs take what is to be averaged: labels here', async () => {
    const problem = {
      cost: [
        [0, 5, 5],
        [5, 0, 1],
      ],
      source: [1, 2],
      target: [1, 1, 1],
      regularization: 0.01,
    };
    const solution = await sinkhornNewton(problem);
    const labels = [
      [1, 0],
      [0, 1],
      [1, 0],
    ];
    const { images } = await map({ problem, solution, destinations: labels });
    expectAllClose(images.data, [1, 0, 0.5, 0.5], 1e-8);
    await expectError(() => map({ problem, solution }), 'INVALID_INPUT', 'destinations');
    const points = [[0, 0]];
    await expectError(
      () => map({ problem, solution, points, destinations: labels }),
      'INVALID_INPUT',
      'points',
    );
  });

  test('say how much of a new mass would be used', async () => {
    const problem = {
      sourcePoints: [[0], [1], [50]],
      targetPoints: [[0.1], [0.9]],
      sourcePenalty: 1,
      targetPenalty: 1,
      regularization: 0.01,
    };
    const solution = await sinkhornNewton(problem);
    const { potential } = await map({ problem, solution, points: [[0.5], [50], [70]] });
    const used = Array.from(potential, (value) => Math.exp(-value / problem.sourcePenalty));
    expect(used[0]).toBeGreaterThan(0.5);
    expectClose(used[1] as number, Math.exp(-(solution.sourcePotential[2] as number)), 1e-9);
    expect(used[2]).toBeLessThan(1e-100);
  });

  test('are the same on any number of threads where there is work for several', async () => {
    const problem = { sourcePoints: cloud(7, 700, 3), targetPoints: cloud(8, 600, 3), regularization: 0.01 };
    const solution = await sinkhornNewton(problem, { threads: 1 });
    const alone = await map({ problem, solution }, { threads: 1 });
    expect(await map({ problem, solution }, { threads: 3 })).toEqual(alone);
    certifyMap({ problem, solution }, alone);
  });
});

describe('maps without an entropy', () => {
  test('are the permutation, and take new points to the cell that they are in', async () => {
    const problem = { sourcePoints: cloud(9, 25), targetPoints: cloud(10, 25) };
    const solution = await exact(problem);
    const { images } = await map({ problem, solution });
    const places = rowsOf(problem.targetPoints);
    const partners = Array.from(solution.assignment ?? [], (j) => places[j]);
    expect(rowsOf(images)).toEqual(partners);
    const back = await map({ problem, solution: await exact(problem), direction: 'backward' });
    const [first = 0] = solution.assignment ?? [];
    expect(rowsOf(back.images)[first]).toEqual(rowsOf(problem.sourcePoints)[0]);

    // Sources are on cell boundaries: several cells give the same potential there.
    const points = problem.sourcePoints;
    const anew = await map({ problem, solution, points });
    expectAllClose(anew.potential, solution.sourcePotential, 1e-14);
    certifyMap({ problem, solution, points }, anew);
  });

  test('split the mass of a source, and cut the line where the masses say', async () => {
    // Ten sources; the first target takes three and a half of them.
    const problem = {
      sourcePoints: Array.from({ length: 10 }, (_, k) => [k]),
      targetPoints: [[0], [10]],
      target: [0.35, 0.65],
    };
    const solution = await exact(problem);
    const { images } = await map({ problem, solution });
    expectAllClose(images.data, [0, 0, 0, 5, 10, 10, 10, 10, 10, 10], 1e-12);
    // The cell boundary is at the split source.
    const { images: new_ } = await map({ problem, solution, points: [[-7], [2.999], [3.001], [99]] });
    expect(Array.from(new_.data)).toEqual([0, 0, 10, 10]);
  });

  test('tell what stays of a part of the mass', async () => {
    const problem = {
      sourcePoints: [[0], [1], [2], [50]],
      targetPoints: [[2.1], [0.1], [-70]],
      metric: 'euclidean' as const,
      source: [1, 1, 1, 1],
      target: [1, 1, 1],
      transportedMass: 2,
    };
    const solution = await exact(problem);
    const { images, potential } = await map({ problem, solution });
    expect(Array.from(images.data).slice(0, 3)).toEqual([0.1, 0.1, 2.1]);
    expect(potential[3]).toBe(0);
    const asked = await map({ problem, solution, points: [[2.05], [60]] });
    expect(asked.images.data[0]).toBe(2.1);
    expect(asked.potential[1]).toBe(0);
  });
});

describe('errors name what is wrong', () => {
  const problem = { sourcePoints: [[0], [1]], targetPoints: [[0], [2], [3]], regularization: 0.1 };
  const solution = { sourcePotential: [0, 0], targetPotential: [0, 0, 0], regularization: 0.1 };
  const wrong: readonly [string, object, string][] = [
    [
      'a potential for each target',
      { solution: { ...solution, targetPotential: [0, 0] } },
      'solution.targetPotential',
    ],
    ['a regularization', { solution: { ...solution, regularization: 0 } }, 'solution.regularization'],
    [
      'one that does not overflow',
      { solution: { ...solution, regularization: 1e-308 } },
      'solution.regularization',
    ],
    [
      'a plan where there is no entropy',
      { solution: { ...solution, regularization: undefined } },
      'solution.plan',
    ],
    ['points of the dimension of the targets', { points: [[0, 1]] }, 'points'],
    ['points whose costs are numbers', { points: [[1e200]] }, 'points'],
    ['masses', { problem: { ...problem, source: [1, -1] } }, 'problem.source[1]'],
    ['penalties', { problem: { ...problem, sourcePenalty: -1 } }, 'problem.sourcePenalty'],
    ['a destination for each target', { destinations: [[0], [1]] }, 'destinations'],
    ['a problem', { problem: {} }, 'problem.cost'],
  ];
  test.each(wrong)('%s', async (_, change, path) => {
    await expectError(() => map({ problem, solution, ...change } as never), 'INVALID_INPUT', path);
  });

  test('a source that has nowhere to go', async () => {
    const cost = [
      [0, 1],
      [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ];
    const potentials = { sourcePotential: [0, 0], targetPotential: [0, 0], regularization: 1 };
    const given = { problem: { cost, source: [1, 0] }, solution: potentials, destinations: [[0], [1]] };
    const error = await expectError(() => map(given), 'INFEASIBLE', 'problem.cost');
    expect(error.message).toContain('point 1');
  });

  test('a plan of another shape, or with negative mass', async () => {
    const plan = { rows: 2, columns: 3, indptr: [0, 1, 2], indices: [0, 1], data: [1, -1] };
    const potentials = { sourcePotential: [0, 0], targetPotential: [0, 0, 0] };
    const by = (solution: object) => map({ problem, solution: { ...potentials, ...solution } as never });
    await expectError(() => by({ plan }), 'INVALID_INPUT', 'solution.plan.data[1]');
    await expectError(() => by({ plan: { ...plan, columns: 4 } }), 'INVALID_INPUT', 'solution.plan');
    await expectError(
      () => by({ plan: { ...plan, indices: [0, 9] } }),
      'INVALID_INPUT',
      'solution.plan.indices[1]',
    );
  });
});
