/** Certificates reject slightly wrong solutions, perturbed beyond the tolerance. */

import { load, type Matrix, transport } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { expectRefusal } from '../../certificates/support.js';
import {
  certifyBarycenter,
  certifyBatch,
  certifyExact,
  certifyMap,
  certifySinkhornDivergence,
  certifySinkhornNewton,
} from '../../certificates/transport.js';
import { masses, uniform } from '../../support/random.js';

beforeAll(() => load('transport'));

const cost = { rows: 5, columns: 4, data: uniform(1, 20) };
const sides = { source: masses(2, 5), target: masses(3, 4), normalize: true };
const SEEDS = [1, 2, 3, 4, 5];

/** Moves one number of a list, chosen by the seed, by a fraction of the largest. */
const moved = (values: Float64Array, seed: number, part: number) =>
  values.with(
    seed % values.length,
    (values[seed % values.length] as number) + part * Math.max(...values.map(Math.abs)),
  );

test.each(SEEDS)('an exact plan whose masses or potentials are moved: seed %i', (seed) => {
  const problem = { cost, ...sides };
  const solution = transport.exactSync(problem);
  certifyExact(problem, solution);
  const { plan, sourcePotential } = solution;
  expectRefusal(() =>
    certifyExact(problem, { ...solution, plan: { ...plan, data: moved(plan.data, seed, 1e-9) } }),
  );
  expectRefusal(() =>
    certifyExact(problem, { ...solution, sourcePotential: moved(sourcePotential, seed, 1e-9) }),
  );
});

test.each(SEEDS)('entropic potentials that are moved: seed %i', (seed) => {
  const problem = { cost, ...sides, regularization: 0.05, plan: 'dense' as const };
  const solution = transport.sinkhornNewtonSync(problem);
  certifySinkhornNewton(problem, solution);
  const wrong = { ...solution, sourcePotential: moved(solution.sourcePotential, seed, 1e-6) };
  expectRefusal(() => certifySinkhornNewton(problem, wrong));
  const plan = solution.plan as Matrix;
  expectRefusal(() =>
    certifySinkhornNewton(problem, { ...solution, plan: { ...plan, data: moved(plan.data, seed, 1e-6) } }),
  );
  expectRefusal(() => certifyBatch({ problems: [problem] }, { status: 'converged', solutions: [wrong] }));
});

test('a divergence of other costs, or another sum of them', () => {
  const problem = {
    sourcePoints: { rows: 5, columns: 2, data: uniform(4, 10) },
    targetPoints: { rows: 4, columns: 2, data: uniform(5, 8) },
    ...sides,
    regularization: 0.1,
  };
  const solution = transport.sinkhornDivergenceSync(problem);
  certifySinkhornDivergence(problem, solution);
  const between = solution.costs.between + 1e-4;
  const costs = { ...solution.costs, between };
  expectRefusal(() => certifySinkhornDivergence(problem, { ...solution, costs }));
  const divergence = solution.divergence + 1e-4;
  expectRefusal(() => certifySinkhornDivergence(problem, { ...solution, costs, divergence }));
});

test.each(SEEDS)('a barycenter whose masses are moved: seed %i', (seed) => {
  const problem = { histograms: [masses(6, 5), masses(7, 5)], cost, normalize: true, regularization: 0.1 };
  const solution = transport.barycenterSync(problem);
  expect(solution.status).toBe('converged');
  certifyBarycenter(problem, solution);
  expectRefusal(() =>
    certifyBarycenter(problem, { ...solution, barycenter: moved(solution.barycenter, seed, 1e-6) }),
  );
});

test.each(SEEDS)('a map whose images or potentials are moved: seed %i', (seed) => {
  const problem = { cost, ...sides, regularization: 0.05 };
  const destinations = { rows: 4, columns: 2, data: uniform(8, 8) };
  const solutions = [transport.sinkhornNewtonSync(problem), transport.exactSync({ cost, ...sides })];
  for (const solution of solutions) {
    const given = { problem, solution, destinations };
    const map = transport.mapSync(given);
    certifyMap(given, map);
    const { images, potential } = map;
    const wrong = { ...images, data: moved(images.data, seed, 1e-9) };
    expectRefusal(() => certifyMap(given, { ...map, images: wrong }));
    expectRefusal(() => certifyMap(given, { ...map, potential: moved(potential, seed, 1e-6) }));
  }
});
