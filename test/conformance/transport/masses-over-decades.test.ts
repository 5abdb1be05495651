/**
 * Masses over many decades: every row and column sum is accurate relative to its own mass, without extra iterations for
 * the others.
 */

import { load, type Matrix, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import stall34 from '../../data/transport/stall34.json';
import stall72 from '../../data/transport/stall72.json';
import stall76 from '../../data/transport/stall76.json';
import stall92 from '../../data/transport/stall92.json';
import { mulberry32 } from '../../support/random.js';

const { sinkhornNewton } = transport;

beforeAll(() => load('transport'));

/** A problem with a cost matrix and given masses. */
type Problem = transport.SinkhornNewtonProblem & { cost: Matrix; source: Float64Array; target: Float64Array };

/** Limit on the iterations of any problem here; the maximum was 400 over 8600 problems of the two random classes. */
const MAX_ITERATIONS = 1000;

/** The largest error of a row or column sum of the plan, relative to its own mass. */
function relativeError({ cost, source, target, regularization }: Problem, f: Float64Array, g: Float64Array) {
  const rows = new Float64Array(source.length);
  const columns = new Float64Array(target.length);
  for (const [i, a] of source.entries()) {
    for (const [j, b] of target.entries()) {
      const exponent = (f[i] as number) + (g[j] as number) - (cost.data[i * cost.columns + j] as number);
      const part = Math.exp(exponent / regularization);
      rows[i] = (rows[i] as number) + b * part;
      columns[j] = (columns[j] as number) + a * part;
    }
  }
  const errors = (sums: Float64Array, masses: Float64Array) =>
    Array.from(sums, (sum, k) => (masses[k] === 0 ? 0 : Math.abs(sum - 1)));
  return Math.max(...errors(rows, source), ...errors(columns, target));
}

/** Solves with default options and checks both promises of the status. */
async function solveAndCheck(problem: Problem): Promise<transport.SinkhornNewtonSolution> {
  const solution = await sinkhornNewton(problem);
  expect(solution.status).toBe('converged');
  expect(solution.marginalError).toBeLessThanOrEqual(1e-9);
  const { sourcePotential, targetPotential, iterations } = solution;
  // Slack for the rounding of sums in another order.
  expect(relativeError(problem, sourcePotential, targetPotential)).toBeLessThanOrEqual(1.1e-6);
  expect(iterations.sinkhorn + iterations.newton).toBeLessThan(MAX_ITERATIONS);
  return solution;
}

type Random = () => number;

/** Powers of uniform numbers, normalized to sum 1. */
function powers(random: Random, count: number, power: number): Float64Array {
  const values = Float64Array.from({ length: count }, () => random() ** power);
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

/** Costs between points in the unit square, or uniform ones. */
const COSTS = {
  'uniform costs': (_x, _y, random) => random(),
  'squared distances': (x, y) => x ** 2 + y ** 2,
  distances: (x, y) => Math.hypot(x, y),
  'distances along the axes': (x, y) => Math.abs(x) + Math.abs(y),
} satisfies Record<string, (x: number, y: number, random: Random) => number>;

/** A random problem with 20 to 39 points in each marginal, equally many for even seeds. */
function randomProblem(
  kind: keyof typeof COSTS,
  power: number,
  regularization: number,
  seed: number,
): Problem {
  const random = mulberry32(seed);
  const rows = 20 + Math.floor(20 * random());
  const columns = seed % 2 === 0 ? rows : 20 + Math.floor(20 * random());
  const points = (count: number) => Float64Array.from({ length: 2 * count }, random);
  const [x, y] = [points(rows), points(columns)] as [Float64Array, Float64Array];
  const apart = (i: number, j: number, axis: number) =>
    (x[2 * i + axis] as number) - (y[2 * j + axis] as number);
  const data = Float64Array.from({ length: rows * columns }, (_, k) => {
    const [i, j] = [Math.floor(k / columns), k % columns];
    return COSTS[kind](apart(i, j, 0), apart(i, j, 1), random);
  });
  return {
    cost: { rows, columns, data },
    source: powers(random, rows, power),
    target: powers(random, columns, power),
    regularization,
  };
}

const kinds = Object.keys(COSTS) as (keyof typeof COSTS)[];

describe('sinkhornNewton with masses over many decades', () => {
  test.each(Object.entries({ stall34, stall72, stall76, stall92 }))('%s', async (_name, whole) => {
    const { n: rows, m: columns, cost, source, target, regularization } = whole;
    await solveAndCheck({
      cost: { rows, columns, data: Float64Array.from(cost) },
      source: Float64Array.from(source),
      target: Float64Array.from(target),
      regularization,
    });
  });

  const classes = kinds.flatMap((kind) => [
    { kind, power: 8, regularization: 1e-4 },
    { kind, power: 10, regularization: 1e-6 },
  ]);
  test.each(classes)('$kind, masses u^$power, regularization $regularization', async (of) => {
    for (let seed = 1; seed <= 25; seed++) {
      await solveAndCheck(randomProblem(of.kind, of.power, of.regularization, seed));
    }
  });

  test('plain iteration makes the same promise', async () => {
    for (const kind of kinds) {
      const problem = randomProblem(kind, 10, 0.01, 7);
      const newton = await solveAndCheck(problem);
      const plain = await sinkhornNewton({ ...problem, method: 'sinkhorn' });
      expect(plain.status).toBe('converged');
      expect(relativeError(problem, plain.sourcePotential, plain.targetPotential)).toBeLessThan(1.1e-6);
      expect(Math.abs(plain.transportCost - newton.transportCost)).toBeLessThan(1e-8);
    }
  });

  test('of a distribution with itself', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = mulberry32(seed);
      const count = 30;
      const points = Float64Array.from({ length: 2 * count }, random);
      const data = Float64Array.from({ length: count * count }, (_, k) => {
        const [i, j] = [Math.floor(k / count), k % count];
        const apart = (axis: number) => (points[2 * i + axis] as number) - (points[2 * j + axis] as number);
        return apart(0) ** 2 + apart(1) ** 2;
      });
      const source = powers(random, count, 8);
      for (const regularization of [0.1, 0.01, 1e-4]) {
        await solveAndCheck({
          cost: { rows: count, columns: count, data },
          source,
          target: source,
          regularization,
        });
      }
    }
  });

  test('under penalties, where sums are measured beside what is asked for', async () => {
    for (const kind of kinds) {
      for (const penalties of [
        { sourcePenalty: 0.3, targetPenalty: 0.2 },
        { sourcePenalty: 0.3 },
        { targetPenalty: 1000 },
      ]) {
        const problem = { ...randomProblem(kind, 10, 1e-6, 11), ...penalties };
        const { status, marginalError } = await sinkhornNewton(problem);
        expect(status).toBe('converged');
        expect(marginalError).toBeLessThanOrEqual(1e-9);
      }
    }
  });

  test('points whose price is far above the penalties stay behind, and the others do not feel them', async () => {
    for (const penalties of [{ sourcePenalty: 1, targetPenalty: 1 }, { sourcePenalty: 1 }]) {
      const problem = {
        sourcePoints: [[0], [1], [50]],
        targetPoints: [[0.1], [0.9]],
        ...penalties,
        regularization: 0.01,
      };
      const found = await sinkhornNewton(problem);
      const plain = await sinkhornNewton({ ...problem, method: 'sinkhorn' });
      expect([found.status, plain.status]).toEqual(['converged', 'converged']);
      expect(Math.abs(found.regularizedCost - plain.regularizedCost)).toBeLessThan(1e-8);
      found.sourcePotential.forEach((f, i) => {
        expect(Math.abs(f - (plain.sourcePotential[i] as number))).toBeLessThan(1e-5 * (1 + Math.abs(f)));
      });
    }
    const random = mulberry32(5);
    const places = (count: number) => Array.from({ length: count }, (_, i) => [i === 7 ? 60 : random()]);
    const { status, divergence } = await transport.sinkhornDivergence({
      sourcePoints: places(50),
      targetPoints: places(40).map(([x]) => [Math.min(x as number, 1)]),
      penalty: 1,
      regularization: 0.05,
    });
    expect(status).toBe('converged');
    expect(divergence).toBeGreaterThan(0);
  });

  test('images of 18 by 18 pixels by distance, whose masses do not span decades', async () => {
    const side = 18;
    const place = (k: number): [number, number] => [Math.floor(k / side) / side, (k % side) / side];
    const cost = Float64Array.from({ length: side ** 4 }, (_, k) => {
      const [[x, y], [u, v]] = [place(Math.floor(k / side ** 2)), place(k % side ** 2)];
      return Math.hypot(x - u, y - v);
    });
    const random = mulberry32(3);
    const image = () => {
      const blobs = Array.from({ length: 3 }, () => [random(), random(), 0.05 + 0.1 * random()] as const);
      const values = Float64Array.from({ length: side ** 2 }, (_, k) => {
        const [y, x] = place(k);
        const heights = blobs.map(([u, v, s]) => Math.exp(-((x - u) ** 2 + (y - v) ** 2) / (2 * s * s)));
        return heights.reduce((sum, height) => sum + height, 1e-3);
      });
      const total = values.reduce((sum, value) => sum + value, 0);
      return values.map((value) => value / total);
    };
    await solveAndCheck({
      cost: { rows: side ** 2, columns: side ** 2, data: cost },
      source: image(),
      target: image(),
      regularization: 1e-4,
    });
  });
});
