/** The Sinkhorn divergence against a reference with 50 digits, finite differences, and the axioms of a divergence. */

import { load, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySinkhornDivergence } from '../../certificates/transport.js';
import { DIVERGENCE } from '../../data/transport.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { masses, uniform } from '../../support/random.js';

const { sinkhornDivergence, sinkhornDivergenceSync } = transport;

type Problem = transport.SinkhornDivergenceProblem;

beforeAll(() => load('transport'));

checkSolver({
  method: 'transport.sinkhornDivergence',
  certify: certifySinkhornDivergence,
  solve: sinkhornDivergence,
  solveSync: sinkhornDivergenceSync,
  problem: (): Problem => ({
    ...DIVERGENCE.problem,
    metric: 'squaredEuclidean',
    regularizationUnit: 'absolute',
    normalize: false,
    tolerance: 1e-11,
    maxIterations: 1000,
    gradients: true,
  }),
  verify({ status, divergence }) {
    expect(status).toBe('converged');
    expectClose(divergence, DIVERGENCE.divergence, 1e-11);
  },
  limited: () => ({ ...DIVERGENCE.problem, tolerance: 1e-13, maxIterations: 2 }),
});

const cloud = (seed: number, count: number) => ({ rows: count, columns: 2, data: uniform(seed, 2 * count) });

describe('sinkhornDivergence', () => {
  test('four points and three', async () => {
    const solution = await sinkhornDivergence({ ...DIVERGENCE.problem, gradients: true, tolerance: 1e-13 });
    expect(solution.status).toBe('converged');
    expectClose(solution.divergence, DIVERGENCE.divergence, 1e-13);
    expectClose(solution.costs.between, DIVERGENCE.between, 1e-13);
    expectClose(solution.costs.source, DIVERGENCE.source, 1e-13);
    expectClose(solution.costs.target, DIVERGENCE.target, 1e-13);
    const gradient = solution.gradients?.sourcePoints?.data as Float64Array;
    expectAllClose(gradient.slice(0, 2), DIVERGENCE.firstGradient, 1e-11);
    expectAllClose(gradient.slice(4, 6), DIVERGENCE.thirdGradient, 1e-11);
  });

  test('vanishes between equal distributions, and only there', async () => {
    for (const metric of ['squaredEuclidean', 'euclidean', 'manhattan', 'cosine'] as const) {
      const points = cloud(1, 20);
      const options = {
        source: masses(3, 20),
        normalize: true,
        metric,
        regularization: 0.05,
        gradients: true,
      };
      const same = await sinkhornDivergence({
        ...options,
        target: options.source,
        sourcePoints: points,
        targetPoints: points,
      });
      expect(same.divergence).toBeGreaterThanOrEqual(0);
      expect(same.divergence).toBeLessThan(1e-14);
      expectAllClose(same.gradients?.sourcePoints?.data as Float64Array, new Float64Array(40), 1e-8);
      const other = await sinkhornDivergence({
        ...options,
        sourcePoints: points,
        targetPoints: cloud(2, 15),
      });
      expect(other.divergence).toBeGreaterThan(1e-4);
    }
  });

  test('is the same from a matrix of costs', async () => {
    const [x, y] = [cloud(4, 6), cloud(5, 7)];
    const distances = (p: typeof x, q: typeof x) => ({
      rows: p.rows,
      columns: q.rows,
      data: Float64Array.from({ length: p.rows * q.rows }, (_, k) => {
        const [i, j] = [Math.floor(k / q.rows), k % q.rows];
        const difference = (c: number) => (p.data[2 * i + c] as number) - (q.data[2 * j + c] as number);
        return difference(0) ** 2 + difference(1) ** 2;
      }),
    });
    const fromPoints = await sinkhornDivergence({ sourcePoints: x, targetPoints: y, regularization: 0.1 });
    const costs = { cost: distances(x, y), sourceCost: distances(x, x), targetCost: distances(y, y) };
    const fromCosts = await sinkhornDivergence({ ...costs, regularization: 0.1 });
    expectClose(fromCosts.divergence, fromPoints.divergence, 1e-13);
    await expectError(
      () => sinkhornDivergence({ ...costs, sourceCost: costs.targetCost, regularization: 0.1 }),
      'INVALID_INPUT',
      'sourceCost',
    );
    await expectError(
      () => sinkhornDivergence({ ...costs, penalty: -1, regularization: 0.1 }),
      'INVALID_INPUT',
      'penalty',
    );
    await expectError(
      () => sinkhornDivergence({ cost: costs.cost, regularization: 0.1 }),
      'INVALID_INPUT',
      'sourceCost',
    );
  });

  test.each([undefined, 0.8])('gradients are those of finite differences, penalty %o', async (penalty) => {
    const base = {
      sourcePoints: cloud(6, 5),
      targetPoints: cloud(7, 4),
      source: masses(8, 5),
      target: masses(9, 4),
      normalize: penalty === undefined,
      ...(penalty === undefined ? {} : { penalty }),
      regularization: 0.1,
      tolerance: 1e-13,
    };
    const { gradients } = await sinkhornDivergence({ ...base, gradients: true });
    const step = 1e-5;
    const at = async (index: number, change: number) => {
      const data = base.sourcePoints.data.slice();
      data[index] = (data[index] as number) + change;
      const moved = { ...base.sourcePoints, data };
      return (await sinkhornDivergence({ ...base, sourcePoints: moved })).divergence;
    };
    for (let index = 0; index < 10; index++) {
      const difference = ((await at(index, step)) - (await at(index, -step))) / (2 * step);
      expectClose(gradients?.sourcePoints?.data[index] as number, difference, 1e-8);
    }
    if (penalty === undefined) return;
    for (let index = 0; index < 5; index++) {
      const heavier = async (change: number) => {
        const source = base.source.slice();
        source[index] = (source[index] as number) + change;
        return (await sinkhornDivergence({ ...base, source })).divergence;
      };
      const difference = ((await heavier(step)) - (await heavier(-step))) / (2 * step);
      expectClose(gradients?.source[index] as number, difference, 1e-8);
    }
  });
});
