/**
 * Designs from a table: reference values from another program, properties of all proposals, and improvement over the
 * table.
 */

import { blackbox, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyDesign } from '../../certificates/blackbox-sets.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { normals, uniform } from '../../support/random.js';

const { design, designSync } = blackbox;

beforeAll(() => load('blackbox-designs'));

/** Eight sequences of four letters from an alphabet of three, and their scores. */
const designs = { rows: 8, columns: 4, data: uniform(81, 32).map((value) => Math.floor(3 * value)) };
const scores = normals(82, 8);

checkSolver({
  method: 'blackbox.design',
  certify: certifyDesign,
  solve: design,
  solveSync: designSync,
  loads: ['blackbox-designs'],
  problem: () => ({ designs, scores, ridge: 0.2, count: 3, wish: 10, backwardWeight: 0.5 }),
  verify({ status, proposals, leaveOneOutError }) {
    expect(status).toBe('converged');
    expect([proposals.rows, proposals.columns]).toEqual([3, 4]);
    // In standard deviations, 1.079488123877586, computed with NumPy.
    const mean = scores.reduce((sum, score) => sum + score, 0) / 8;
    const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / 8);
    expectClose(leaveOneOutError / deviation, 1.079488123877586, 1e-12);
  },
  long: () => ({
    designs: { rows: 100, columns: 100, data: uniform(1, 10_000).map((value) => Math.floor(4 * value)) },
    scores: normals(2, 100),
    count: 10_000,
  }),
});

test('without time a first ridge is fitted, and nothing is proposed', () => {
  const table = { rows: 200, columns: 6, data: uniform(3, 1200).map((value) => Math.floor(4 * value)) };
  const { status, proposals, ridge } = designSync(
    { designs: table, scores: normals(4, 200) },
    { timeLimit: 0 },
  );
  expect([status, proposals.rows]).toEqual(['timeLimit', 0]);
  // A hundredth of the kernel of a design with itself, which is 3.
  expectClose(ridge, 0.03, 1e-12);
});

describe('a hidden rule of letters', () => {
  const [rows, length] = [150, 10];
  const data = uniform(5, rows * length).map((value) => Math.floor(4 * value));
  const rule = normals(6, 4 * length);
  const scoreOf = (letters: ArrayLike<number>) =>
    Array.from(letters, (letter, j) => rule[4 * j + letter] as number).reduce((sum, part) => sum + part, 0);
  const table = { rows, columns: length, data };
  const scored = Array.from({ length: rows }, (_, i) => scoreOf(data.subarray(i * length, (i + 1) * length)));

  test.each(['ntk', 'rbf'] as const)(
    'is seen by the kernel %s, and its best design found',
    async (kernel) => {
      const solution = await design({ designs: table, scores: scored, kernel });
      certifyDesign({ designs: table, scores: scored, kernel }, solution);
      expect(solution.leaveOneOutRank).toBeGreaterThan(0.7);
      const best = scoreOf(solution.proposals.data.subarray(0, length));
      const most = Array.from({ length }, (_, j) => Math.max(...rule.subarray(4 * j, 4 * j + 4)));
      expect(best).toBeGreaterThan(Math.max(...scored));
      expect(best).toBeGreaterThan(0.9 * most.reduce((sum, part) => sum + part, 0));
    },
  );

  test('letters that may not change are those of a row of the table', async () => {
    const problem = { designs: table, scores: scored, mutable: [1, 4], backwardWeight: 0.5 };
    const { proposals } = await design(problem);
    expect(proposals.rows).toBe(24);
    const fixed = (row: ArrayLike<number>) => `${Array.from(row).filter((_, j) => j !== 1 && j !== 4)}`;
    const known = new Set(scored.map((_, i) => fixed(data.subarray(i * length, (i + 1) * length))));
    for (let i = 0; i < proposals.rows; i++)
      expect(known).toContain(fixed(proposals.data.subarray(i * length, (i + 1) * length)));
  });
});

test('vectors go where the scores rise, and stay near the table', async () => {
  const [rows, length] = [80, 3];
  const data = uniform(7, rows * length);
  const scoreOf = (x: ArrayLike<number>) => 5 * (x[0] as number) - 2 * (x[1] as number);
  const scored = Array.from({ length: rows }, (_, i) => scoreOf(data.subarray(i * length, (i + 1) * length)));
  const table = { rows, columns: length, data };
  const problem = { designs: table, scores: scored, kind: 'vector' as const, mutable: [0, 1] };
  const solution = await design(problem);
  certifyDesign(problem, solution);
  expect(solution.proposals.rows).toBeGreaterThan(0);
  expect(scoreOf(solution.proposals.data)).toBeGreaterThan(Math.max(...scored));
  const third = new Set(Array.from(data).filter((_, k) => k % 3 === 2));
  for (let i = 0; i < solution.proposals.rows; i++) {
    const row = solution.proposals.data.subarray(3 * i, 3 * i + 3);
    expect(Math.min(...[...third].map((value) => Math.abs(value - (row[2] as number))))).toBeLessThan(1e-15);
    for (const value of row) expect(value > -0.1 && value < 1.1).toBe(true);
  }
});

test('proposals are in order of their losses, also those beside the ends of descents', async () => {
  const { backwardWeight, forwardLoss, backwardLoss } = await design({
    designs: [
      [2, 2],
      [0, 1],
      [1, 0],
      [3, 3],
      [3, 1],
    ],
    scores: [4, 3.9, 4.2, 12, 11],
    ridge: 2.840110274735748,
    count: 5,
  });
  const losses = Array.from(
    forwardLoss,
    (loss, k) => (1 - backwardWeight) * loss + backwardWeight * (backwardLoss[k] as number),
  );
  expect(losses.length).toBe(5);
  expect(losses).toEqual(losses.toSorted((a, b) => a - b));
});

test('where all designs are known nothing is proposed', async () => {
  const all = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  const { proposals, predictions } = await design({ designs: all, scores: [1, 2, 3, 4] });
  expect([proposals.rows, predictions.length]).toEqual([0, 0]);
});

test('its certificate refuses what is nearly right', async () => {
  const problem = { designs, scores, ridge: 0.2, count: 3, backwardWeight: 0.5 };
  const solution = await design(problem);
  const larger = (values: Float64Array) => values.with(0, (values[0] as number) * (1 + 1e-3));
  for (const key of ['predictions', 'forwardLoss', 'backwardLoss', 'standardDeviations'] as const)
    expectRefusal(() => certifyDesign(problem, { ...solution, [key]: larger(solution[key]) }));
  const known = { ...solution.proposals, data: solution.proposals.data.with(0, 7) };
  expectRefusal(() => certifyDesign(problem, { ...solution, proposals: known }));
});

test.each<[string, object]>([
  ['designs.rows', { designs: [[1]], scores: [1] }],
  ['scores', { scores: [1, 2, 3] }],
  ['scores', { scores: [1, 1] }],
  [
    'designs[0][1]',
    {
      designs: [
        [0, 0.5],
        [1, 1],
      ],
    },
  ],
  [
    'designs[1][0]',
    {
      designs: [
        [0, 0],
        [-1, 1],
      ],
    },
  ],
  [
    'designs[1][1]',
    {
      designs: [
        [0, 0],
        [1, 2],
      ],
      alphabet: 2,
    },
  ],
  ['alphabet', { alphabet: 1 }],
  ['alphabet', { kind: 'vector', alphabet: 3 }],
  ['mutable[0]', { mutable: [2] }],
  ['mutable', { mutable: [] }],
  ['count', { count: 0 }],
  ['backwardWeight', { backwardWeight: 1.5 }],
  ['ridge', { ridge: -1 }],
  ['wish', { wish: 1e9 }],
  ['kernel', { kernel: 'cubic' }],
])('%s is refused in %o', async (path, changes) => {
  const problem = {
    designs: [
      [0, 0],
      [1, 1],
    ],
    scores: [1, 2],
    ...changes,
  } as blackbox.DesignProblem;
  await expectError(() => design(problem), 'INVALID_INPUT', path);
});
