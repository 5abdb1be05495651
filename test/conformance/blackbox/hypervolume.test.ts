/** Hypervolumes: references by exact arithmetic and by another program, and properties of all sets. */

import * as fc from 'fast-check';
import { blackbox, load, type Matrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyHypervolume } from '../../certificates/blackbox-sets.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { hypervolume, hypervolumeSync } = blackbox;

beforeAll(() => load('blackbox'));

/** Mutually nondominated vectors on a unit sphere around (1, …, 1), on its side facing the origin. */
function sphere(rows: number, columns: number, seed: number): Matrix {
  const data = uniform(seed, rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    const length = Math.hypot(...row);
    row.forEach((value, j) => {
      row[j] = 1 - value / length;
    });
  }
  return { rows, columns, data };
}

checkSolver({
  method: 'blackbox.hypervolume',
  certify: certifyHypervolume,
  solve: hypervolume,
  solveSync: hypervolumeSync,
  problem: () => ({
    values: { rows: 4, columns: 3, data: new Float64Array([1, 2, 3, 3, 1, 2, 2, 3, 1, 3, 3, 3]) },
    reference: new Float64Array([4, 4, 4]),
    contributions: true,
  }),
  // Three boxes of volume 6; pairs intersect in a volume of 2, all three in 1.
  verify(solution) {
    expect(solution).toEqual({
      status: 'converged',
      hypervolume: 13,
      contributions: new Float64Array([3, 3, 3, 0]),
    });
  },
  long: () => ({ values: sphere(2000, 8, 1), reference: new Float64Array(8).fill(1.1) }),
});

describe('references', () => {
  // By inclusion and exclusion of the doubles as fractions; moocore 0.3.2 agrees except for the last digit.
  test.each([
    [2, 20, 3, 1.0852740130165706],
    [3, 30, 4, 1.1504024986525534],
    [4, 25, 5, 0.6107277140644213],
    [5, 20, 6, 0.6686830964770394],
  ])('%i objectives, %i vectors of seed %i', async (columns, rows, seed, expected) => {
    const values = { rows, columns, data: uniform(seed, rows * columns) };
    const reference = new Float64Array(columns).fill(1.1);
    const solution = await hypervolume({ values, reference });
    expectClose(solution.hypervolume, expected, 1e-15);
  });

  test('of one objective it is the distance', async () => {
    const problem = { values: [[3], [1], [2]], reference: [5], contributions: true };
    const contributions = new Float64Array([0, 1, 0]);
    expect(await hypervolume(problem)).toEqual({ status: 'converged', hypervolume: 4, contributions });
  });

  test('of one vector it is the product, at any scale', async () => {
    const problem = { values: [[-1e200, 0, 1e-300]], reference: [1e200, 1e-150, 3e-300] };
    const { hypervolume: volume } = await hypervolume(problem);
    expectClose(volume / 1e-250 / 4, 1, 1e-12);
  });

  test('vectors on the reference or behind it count for nothing', async () => {
    const values = [
      [1, 1],
      [2, 0],
      [0, 3],
      [2, 2],
    ];
    const solution = await hypervolume({ values, reference: [2, 2], contributions: true });
    expect(solution.hypervolume).toBe(1);
    expect(solution.contributions).toEqual(new Float64Array([1, 0, 0, 0]));
    const empty = { rows: 0, columns: 2, data: new Float64Array(0) };
    expect((await hypervolume({ values: empty, reference: [2, 2] })).hypervolume).toBe(0);
  });
});

test('more vectors dominate no less, in whatever order they are, and contributions are what is lost', async () => {
  const cases = fc.record({
    columns: fc.integer({ min: 1, max: 7 }),
    rows: fc.integer({ min: 1, max: 12 }),
    levels: fc.integer({ min: 1, max: 20 }),
    seed: fc.nat(1e6),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ columns, rows, levels, seed }) => {
      const data = uniform(seed, rows * columns).map((value) => Math.floor(value * levels) / levels);
      const values = { rows, columns, data };
      const reference = new Float64Array(columns).fill(1);
      const solution = await hypervolume({ values, reference, contributions: true });
      certifyHypervolume({ values, reference, contributions: true }, solution);
      const reversed = Float64Array.from(
        data,
        (_, k) => data[(rows - 1 - Math.floor(k / columns)) * columns + (k % columns)] as number,
      );
      const again = await hypervolume({ values: { ...values, data: reversed }, reference });
      expectClose(again.hypervolume, solution.hypervolume, 1e-14);
      const fewer = { rows: rows - 1, columns, data: data.slice(columns) };
      const less = await hypervolume({ values: fewer, reference });
      expect(less.hypervolume).toBeLessThanOrEqual(solution.hypervolume * (1 + 1e-14));
    }),
    { numRuns: 60, seed: 4 },
  );
});

test('is the same of objectives in another order, for many vectors', async () => {
  for (const columns of [2, 3, 4, 5]) {
    const values = sphere([0, 0, 2000, 2000, 150, 60][columns] as number, columns, columns);
    const swapped = values.data.map((_, k) => values.data[k - (k % columns) + ((k + 1) % columns)] as number);
    const reference = new Float64Array(columns).fill(1.1);
    const [first, second] = await Promise.all([
      hypervolume({ values, reference, contributions: true }),
      hypervolume({ values: { ...values, data: swapped }, reference, contributions: true }),
    ]);
    expectClose(second.hypervolume, first.hypervolume, 1e-13);
    expectAllClose(second.contributions ?? [], first.contributions ?? [], 1e-13);
  }
});

test('a volume that the time cuts short is a lower bound', async () => {
  const values = sphere(40, 6, 3);
  const reference = new Float64Array(6).fill(1.1);
  const whole = await hypervolume({ values, reference });
  const cut = await hypervolume({ values, reference, contributions: true }, { timeLimit: 0 });
  expect(cut.status).toBe('timeLimit');
  expect(cut.contributions).toBeUndefined();
  expect(cut.hypervolume).toBeLessThanOrEqual(whole.hypervolume);
});

test('its certificate refuses what is nearly right', async () => {
  const problem = {
    values: [
      [1, 2, 0],
      [2, 1, 1],
      [0, 3, 2],
    ],
    reference: [4, 4, 4],
    contributions: true,
  };
  const solution = await hypervolume(problem);
  certifyHypervolume(problem, solution);
  const volume = solution.hypervolume * (1 + 1e-9);
  expectRefusal(() => certifyHypervolume(problem, { ...solution, hypervolume: volume }));
  const contributions = (solution.contributions as Float64Array).map((value) => value * (1 + 1e-9));
  expectRefusal(() => certifyHypervolume(problem, { ...solution, contributions }));
});

test.each<[string, object]>([
  ['values.columns', { values: { rows: 1, columns: 9, data: new Float64Array(9) } }],
  ['values.columns', { values: { rows: 0, columns: 0, data: [] } }],
  [
    'values[1][0]',
    {
      values: [
        [1, 2],
        [Number.NaN, 3],
      ],
    },
  ],
  ['reference', { reference: [1] }],
  ['reference[1]', { reference: [1, Number.POSITIVE_INFINITY] }],
  ['contributions', { contributions: 1 }],
  ['values', { values: [[-1e200, -1e200]] }],
])('%s is refused in %o', async (path, changes) => {
  const problem = { values: [[0, 0]], reference: [1, 1], ...changes } as blackbox.HypervolumeProblem;
  await expectError(() => hypervolume(problem), 'INVALID_INPUT', path);
});
