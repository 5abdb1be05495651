/** Embeddings: references, closed forms, and series without an embedding. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyEmbed } from '../../certificates/dynamics-systems.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { embed, embedSync, simulateSync } = dynamics;

beforeAll(() => Promise.all([load('dynamics-systems'), load('dynamics-simulations')]));

const wave = (rows: number) =>
  Float64Array.from({ length: rows }, (_, k) => Math.sin(0.2 * k) + 0.3 * Math.sin(0.31 * k));

checkSolver<dynamics.EmbedProblem, dynamics.EmbedSolution, unknown>({
  method: 'dynamics.embed',
  loads: ['dynamics-systems'],
  certify: certifyEmbed,
  solve: embed,
  solveSync: embedSync,
  problem: () => ({ series: wave(120), maxDelay: 20, maxDimension: 6 }),
  verify({ delay, dimension, vectors }) {
    expect([vectors.rows, vectors.columns]).toEqual([120 - (dimension - 1) * delay, dimension]);
  },
});

describe('delay vectors', () => {
  test('of the first coordinate of Lorenz are those of the reference', () => {
    const { series } = simulateSync({ system: 'lorenz', length: 10_000, transient: 2000 });
    const x = series.data.filter((_, k) => k % 3 === 0);
    const { status, delay, dimension, falseNeighbors } = embedSync({ series: x });
    expect([status, delay, dimension, falseNeighbors?.length]).toEqual(['finished', 18, 3, 3]);
  });

  test('have the entries of the series', () => {
    const series = Float64Array.from({ length: 50 }, (_, k) => k * k);
    const { vectors, mutualInformation, falseNeighbors } = embedSync({ series, delay: 20, dimension: 3 });
    expectAllClose(vectors.data.slice(0, 6), [0, 400, 1600, 1, 441, 1681], 0);
    expect([vectors.rows, mutualInformation, falseNeighbors]).toEqual([10, undefined, undefined]);
  });

  test('the map of Hénon takes two entries', () => {
    const { series } = simulateSync({ system: 'henon', length: 3000, transient: 100 });
    const x = series.data.filter((_, k) => k % 2 === 0);
    expect(embedSync({ series: x, delay: 1 }).dimension).toBe(2);
  });

  test('do not depend on the unit of the series', () => {
    const found = embedSync({ series: wave(500) });
    const other = embedSync({ series: wave(500).map((value) => 2 ** 40 * value) });
    expect([other.delay, other.dimension]).toEqual([found.delay, found.dimension]);
  });

  test('noise has no dimension', () => {
    expect(embedSync({ series: normals(3, 2000), delay: 1, maxDimension: 4 }).status).toBe('noDimension');
  });

  test('a slow trend has no delay', () => {
    const series = Float64Array.from({ length: 1000 }, (_, k) => k);
    expect(embedSync({ series, maxDelay: 10, dimension: 2 })).toMatchObject({ status: 'noDelay', delay: 10 });
  });

  test('of a wrong delay are refused by the certificate', () => {
    const problem = { series: wave(300) };
    const solution = embedSync(problem);
    certifyEmbed(problem, solution);
    expectRefusal(() => certifyEmbed(problem, { ...solution, delay: solution.delay + 1 }));
  });
});

describe('errors name the argument', () => {
  test.each([
    [{ series: wave(20) }, 'series'],
    [{ series: new Float64Array(100) }, 'series'],
    [{ series: wave(100), delay: 0 }, 'delay'],
    [{ series: wave(100), dimension: 21 }, 'dimension'],
    [{ series: wave(100), maxDelay: 0 }, 'maxDelay'],
    [{ series: wave(100), maxDimension: 0 }, 'maxDimension'],
    [{ series: wave(100), delay: 60, dimension: 3 }, 'series'],
    [{ series: wave(50), delay: 50 }, 'series'],
  ] as [dynamics.EmbedProblem, string][])('%#', async (problem, path) => {
    await expectError(() => embed(problem), 'INVALID_INPUT', path);
  });
});
