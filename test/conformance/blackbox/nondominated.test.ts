/** Nondominated sorting and crowding distances: small sets by hand, and all others by definition. */

import * as fc from 'fast-check';
import { blackbox, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyNondominated } from '../../certificates/blackbox-sets.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { nondominated, nondominatedSync } = blackbox;

beforeAll(() => load('blackbox'));

/** A front of four points, one of them repeated, and two dominated points. */
const SET = [0, 4, 1, 2, 1, 2, 4, 0, 2, 2, 5, 5];

checkSolver({
  method: 'blackbox.nondominated',
  certify: certifyNondominated,
  solve: nondominated,
  solveSync: nondominatedSync,
  problem: () => ({ values: { rows: 6, columns: 2, data: new Float64Array(SET) } }),
  verify(solution) {
    const { MAX_VALUE: end } = Number;
    expect(solution).toEqual({
      ranks: new Int32Array([0, 0, 0, 0, 1, 2]),
      crowding: new Float64Array([end, 2, 0, end, end, end]),
      front: new Int32Array([0, 1, 2, 3]),
      fronts: 3,
    });
  },
});

test('ranks and distances of random sets are those of their definitions', async () => {
  const cases = fc.record({
    columns: fc.integer({ min: 1, max: 6 }),
    rows: fc.integer({ min: 0, max: 80 }),
    levels: fc.integer({ min: 1, max: 50 }),
    seed: fc.nat(1e6),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ columns, rows, levels, seed }) => {
      const data = uniform(seed, rows * columns).map((value) => Math.floor(value * levels));
      const values = { rows, columns, data };
      certifyNondominated({ values }, await nondominated({ values }));
    }),
    { numRuns: 60, seed: 5 },
  );
});

test('a chain has as many fronts as members, an antichain one', async () => {
  const rows = 3000;
  const chain = Float64Array.from({ length: 3 * rows }, (_, k) => Math.floor(k / 3));
  const one = await nondominated({ values: { rows, columns: 3, data: chain } });
  expect(one.fronts).toBe(rows);
  const antichain = chain.map((value, k) => (k % 3 === 2 ? -value : value));
  const other = await nondominated({ values: { rows, columns: 3, data: antichain } });
  expect(other.fronts).toBe(1);
});

test('its certificate refuses what is nearly right', async () => {
  const problem = { values: { rows: 6, columns: 2, data: new Float64Array(SET) } };
  const solution = await nondominated(problem);
  expectRefusal(() => certifyNondominated(problem, { ...solution, ranks: solution.ranks.with(4, 2) }));
  expectRefusal(() =>
    certifyNondominated(problem, { ...solution, crowding: solution.crowding.with(1, 2.01) }),
  );
});

test.each<[string, object]>([
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
])('%s is refused in %o', async (path, problem) => {
  await expectError(() => nondominated(problem as never), 'INVALID_INPUT', path);
});
