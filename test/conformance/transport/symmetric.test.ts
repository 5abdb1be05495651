/**
 * A distribution transported to itself: one potential for both marginals, found in a few steps for any regularization.
 */

import { load, type Matrix, transport } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { isOnDevice } from '../../support/device.js';
import { expectAllClose, expectClose } from '../../support/expect.js';
import { masses, uniform } from '../../support/random.js';

const { sinkhornNewton } = transport;

beforeAll(() => load('transport'));

const METRICS = ['squaredEuclidean', 'euclidean', 'manhattan', 'cosine'] as const;

/** Points of a square away from the origin. */
const cloud = (seed: number, count: number) => ({
  rows: count,
  columns: 2,
  data: uniform(seed, 2 * count).map((value) => value + 0.1),
});

/** The squared distances of points on a line. */
function squaredDistances(places: Float64Array) {
  const size = places.length;
  const data = Float64Array.from(
    { length: size * size },
    (_, k) => ((places[Math.floor(k / size)] as number) - (places[k % size] as number)) ** 2,
  );
  return { rows: size, columns: size, data };
}

describe('sinkhornNewton of a distribution with itself', () => {
  test.each(METRICS)(
    '%s: both potentials are one, and the work does not grow as the regularization falls',
    async (metric) => {
      const points = cloud(4, 150);
      for (const regularization of [0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6]) {
        const solution = await sinkhornNewton({
          sourcePoints: points,
          targetPoints: points,
          source: masses(5, 150),
          target: masses(5, 150),
          metric,
          regularization,
          tolerance: 1e-10,
        });
        expect(solution.status).toBe('converged');
        expect(solution.marginalError).toBeLessThanOrEqual(1e-10);
        expect(solution.targetPotential).toEqual(solution.sourcePotential);
        // Averaged sweeps at least halve the error, and Newton's systems are diagonal up to a factor of 2.
        expect(solution.iterations.sinkhorn).toBeLessThanOrEqual(6);
        expect(solution.iterations.newton).toBeLessThanOrEqual(4);
        expect(solution.iterations.linear).toBeLessThanOrEqual(60);
      }
    },
  );

  test.each([undefined, 0.5])(
    'it is the solution of the general method, with the penalty %s',
    async (penalty) => {
      const cost = squaredDistances(uniform(8, 40));
      const nudged = { ...cost, data: cost.data.slice() };
      nudged.data[1] = (nudged.data[1] as number) + 1e-13;
      const problem = {
        source: masses(6, 40),
        target: masses(6, 40),
        tolerance: 1e-12,
        plan: 'dense',
      } as const;
      for (const regularization of [0.1, 3e-3, 1e-4]) {
        const penalties = penalty === undefined ? {} : { sourcePenalty: penalty, targetPenalty: penalty };
        const options = { ...problem, ...penalties, regularization };
        const own = await sinkhornNewton({ ...options, cost });
        const general = await sinkhornNewton({ ...options, cost: nudged });
        expect([own.status, general.status]).toEqual(['converged', 'converged']);
        expectClose(own.regularizedCost, general.regularizedCost, 1e-11);
        expectClose(own.dualValue, general.dualValue, 1e-11);
        const plans = [own, general].map(({ plan }) => (plan as Matrix).data);
        expectAllClose(plans[0] as Float64Array, plans[1] as Float64Array, 1e-9);
      }
    },
  );

  test('points without mass, and the answer as a start', async () => {
    const points = cloud(9, 60);
    const own = masses(7, 60).map((mass, index) => (index % 3 === 0 ? 0 : mass));
    const problem = {
      sourcePoints: points,
      targetPoints: points,
      source: own,
      target: own,
      normalize: true,
      regularization: 1e-3,
    };
    const solution = await sinkhornNewton(problem);
    expect(solution.status).toBe('converged');
    expectAllClose(solution.sourcePotential, solution.targetPotential, 1e-12);
    // The same start in another gauge.
    const shift = 0.25;
    const initial = {
      sourcePotential: solution.sourcePotential.map((value) => value + shift),
      targetPotential: solution.targetPotential.map((value) => value - shift),
    };
    const again = await sinkhornNewton({ ...problem, initial });
    expect(again.iterations).toEqual({ sinkhorn: 0, newton: 0, linear: 0 });
    expectClose(again.regularizedCost, solution.regularizedCost, 1e-12);
  });

  test.skipIf(isOnDevice)('symmetric costs in which others are nearer than a point itself', async () => {
    const size = 40;
    for (const seed of [11, 12, 13, 14, 15]) {
      const values = uniform(seed, size * size);
      const entry = (i: number, j: number) => values[Math.max(i, j) * size + Math.min(i, j)] as number;
      const data = Float64Array.from({ length: size * size }, (_, k) =>
        entry(Math.floor(k / size), k % size),
      );
      const cost = { rows: size, columns: size, data };
      for (const regularization of [0.1, 1e-2, 1e-3]) {
        const { status, marginalError, exactCostBounds, transportCost } = await sinkhornNewton({
          cost,
          regularization,
        });
        expect(status).toBe('converged');
        expect(marginalError).toBeLessThanOrEqual(1e-9);
        const exact = await transport.exact({ cost });
        expect(exact.transportCost).toBeGreaterThanOrEqual(exactCostBounds.lower - 1e-12);
        expect(exact.transportCost).toBeLessThanOrEqual(transportCost + 1e-12);
      }
    }
  });
});
