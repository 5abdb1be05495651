/** Comparison of attractors: closed forms, floors, and series of different systems. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyCompareAttractors } from '../../certificates/dynamics-systems.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { normals } from '../../support/random.js';

const { compareAttractors, compareAttractorsSync, simulateSync } = dynamics;

beforeAll(() => Promise.all([load('dynamics-systems'), load('dynamics-simulations')]));

const cloud = (seed: number, rows: number, columns: number) => ({
  rows,
  columns,
  data: normals(seed, rows * columns),
});

checkSolver<dynamics.CompareAttractorsProblem, dynamics.CompareAttractorsSolution, unknown>({
  method: 'dynamics.compareAttractors',
  loads: ['dynamics-systems'],
  certify: certifyCompareAttractors,
  solve: compareAttractors,
  solveSync: compareAttractorsSync,
  problem: () => ({
    reference: cloud(1, 40, 2),
    series: cloud(2, 30, 2),
    bins: 5,
    smoothing: 2,
    pseudocount: 1e-4,
  }),
  verify({ attractorDivergence, spectrumDistance }) {
    expect(attractorDivergence).toBeGreaterThan(0);
    expect(spectrumDistance).toBeLessThan(1);
  },
});

describe('divergence', () => {
  test('is that of the counts, with one cell for all states outside', () => {
    // Twenty rows in two cells, 10 and 10; the series has 15 in the first cell and 5 outside.
    const reference = Float64Array.from({ length: 20 }, (_, k) => (k < 10 ? 0 : 1));
    const series = Float64Array.from({ length: 20 }, (_, k) => (k < 15 ? 0 : 7));
    const { attractorDivergence } = compareAttractorsSync({ reference, series, bins: 2, pseudocount: 1e-3 });
    const of = (count: number) => (count + 1e-3) / 20.003;
    const pairs: [number, number][] = [
      [of(10), of(15)],
      [of(10), of(0)],
      [of(0), of(5)],
    ];
    const expected = pairs.reduce((total, [p, q]) => total + p * Math.log(p / q), 0);
    expectClose(attractorDivergence, expected, 1e-13);
  });

  test('of a series from itself is zero, and its spectrum the same', () => {
    const series = cloud(3, 100, 3);
    const { attractorDivergence, spectrumDistance } = compareAttractorsSync({ reference: series, series });
    expect([attractorDivergence, spectrumDistance]).toEqual([0, 0]);
  });

  test('with more than three columns is the mean over pairs', () => {
    const [reference, series] = [cloud(4, 200, 4), cloud(5, 200, 4)];
    const pick = ({ data }: { data: Float64Array }, columns: readonly number[]) =>
      Array.from({ length: 200 }, (_, i) => columns.map((j) => data[4 * i + j] as number));
    const pairs = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((j) => j > i).map((j) => [i, j]));
    const each = pairs.map(
      (pair) =>
        compareAttractorsSync({ reference: pick(reference, pair), series: pick(series, pair) })
          .attractorDivergence,
    );
    const { attractorDivergence } = compareAttractorsSync({ reference, series });
    expectClose(attractorDivergence, each.reduce((a, b) => a + b) / 6, 1e-12);
  });

  test('of pairs takes the memory of two columns', () => {
    const problem = { reference: cloud(4, 40, 4), series: cloud(5, 40, 4), bins: 200 };
    expect(compareAttractorsSync(problem, { memoryLimit: 4 }).attractorDivergence).toBeGreaterThan(0);
  });

  test('is near the floor for one attractor, and far above it for another', () => {
    const of = (parameters: Record<string, number>, transient: number) =>
      simulateSync({ system: 'lorenz', parameters, length: 20_000, transient }).series;
    const reference = of({}, 2000);
    const same = compareAttractorsSync({ reference, series: of({}, 50_000) });
    const other = compareAttractorsSync({ reference, series: of({ rho: 40 }, 2000) });
    expect(same.attractorDivergence).toBeLessThan(1.2 * same.divergenceFloor);
    expect(other.attractorDivergence).toBeGreaterThan(4 * same.divergenceFloor);
    expect(other.spectrumDistance).toBeGreaterThan(2 * same.spectrumDistance);
  });

  test('that is wrong is refused by the certificate', () => {
    const problem = { reference: cloud(6, 300, 2), series: cloud(7, 300, 2) };
    const solution = compareAttractorsSync(problem);
    certifyCompareAttractors(problem, solution);
    const attractorDivergence = solution.attractorDivergence + 0.1;
    expectRefusal(() => certifyCompareAttractors(problem, { ...solution, attractorDivergence }));
  });
});

describe('spectra', () => {
  test('of two pure waves without smoothing are at distance 1', () => {
    const wave = (periods: number) =>
      Float64Array.from({ length: 256 }, (_, k) => Math.sin((2 * Math.PI * periods * k) / 256));
    const { spectrumDistance } = compareAttractorsSync({
      reference: wave(8),
      series: wave(40),
      smoothing: 0,
    });
    expectClose(spectrumDistance, 1, 1e-9);
  });

  test('are smoothed by a Gaussian: the distance of two lines is that of two Gaussians', () => {
    const wave = (periods: number) =>
      Float64Array.from({ length: 4096 }, (_, k) => Math.sin((2 * Math.PI * periods * k) / 4096));
    const { spectrumDistance } = compareAttractorsSync({ reference: wave(500), series: wave(530) });
    // The affinity of normal distributions with deviation 20 at distance 30.
    expectClose(spectrumDistance, Math.sqrt(1 - Math.exp(-(30 ** 2) / (8 * 20 ** 2))), 1e-3);
  });
});

describe('errors name the argument', () => {
  const [reference, series] = [cloud(1, 40, 2), cloud(2, 30, 2)];
  test.each([
    [{ reference, series: cloud(1, 40, 3) }, 'series'],
    [{ reference: cloud(1, 10, 2), series }, 'reference'],
    [{ reference, series: cloud(1, 5, 2) }, 'series'],
    [{ reference: new Float64Array(30), series: normals(1, 30) }, 'reference'],
    [{ reference, series, bins: 1 }, 'bins'],
    [{ reference, series, smoothing: -1 }, 'smoothing'],
    [{ reference, series, pseudocount: 0 }, 'pseudocount'],
    [{ reference, series, pseudocount: 5e-324 }, 'pseudocount'],
  ] as [dynamics.CompareAttractorsProblem, string][])('%#', async (problem, path) => {
    await expectError(() => compareAttractors(problem), 'INVALID_INPUT', path);
  });
});
