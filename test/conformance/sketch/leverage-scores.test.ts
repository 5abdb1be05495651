/** Leverage scores: closed forms, general properties, and approximations within their error factor. */

import * as fc from 'fast-check';
import { load, type Matrix, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyLeverageScores } from '../../certificates/sketch.js';
import { EXACT_CASES } from '../../data/sketch.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { sum } from '../../support/matrices.js';
import { testNatively } from '../../support/natively.js';
import { uniform } from '../../support/random.js';

const { leverageScores, leverageScoresSync } = sketch;

beforeAll(() => load('sketch'));

/** Scores of the rows (1, t) for t from 0 to 5: 1/6 + (t - 5/2)^2 / (35/2). */
const LINE = [0, 1, 2, 3, 4, 5].map((t) => 1 / 6 + (t - 2.5) ** 2 / 17.5);

checkSolver({
  method: 'sketch.leverageScores',
  certify: certifyLeverageScores,
  solve: leverageScores,
  solveSync: leverageScoresSync,
  problem: () => ({
    matrix: { rows: 6, columns: 2, data: new Float64Array([1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5]) },
    exact: true,
    rankTolerance: 1e-12,
  }),
  verify({ scores, rank, exact }) {
    expectAllClose(scores, LINE, 1e-14);
    expect([rank, exact]).toEqual([2, true]);
  },
});

function random(rows: number, columns: number, seed: number): Matrix {
  return { rows, columns, data: uniform(seed, rows * columns).map((value) => 2 * value - 1) };
}

describe('exact scores', () => {
  test('are from 0 to 1, sum to the rank, and do not depend on the basis', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (rows, columns) => {
          const matrix = random(rows, columns, rows * 100 + columns);
          const { scores, rank } = await leverageScores({ matrix });
          expect(rank).toBe(Math.min(rows, columns));
          expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
          expectClose(sum(scores), rank, 1e-11);
          const scaled = matrix.data.map((value, k) => value * 2 ** (((k % columns) - 3) * 40));
          const again = await leverageScores({ matrix: { ...matrix, data: scaled } });
          expectAllClose(again.scores, scores, 1e-9);
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  test('of dependent columns are those of fewer columns', async () => {
    const { matrix } = EXACT_CASES['dependent columns'].problem;
    const { scores, rank } = await leverageScores({ matrix });
    expect(rank).toBe(4);
    const data = matrix.data.filter((_, k) => k % 5 < 4);
    const fewer = await leverageScores({ matrix: { rows: matrix.rows, columns: 4, data } });
    expectAllClose(scores, fewer.scores, 1e-13);
  });

  test('a row that alone has a column has score 1, a row of zeros 0', async () => {
    const { scores } = await leverageScores({
      matrix: [
        [0, 3],
        [1, 0],
        [1, 0],
        [0, 0],
      ],
    });
    expectAllClose(scores, [1, 0.5, 0.5, 0], 1e-15);
    const zeros = await leverageScores({
      matrix: [
        [0, 0],
        [0, 0],
      ],
    });
    expect(zeros).toEqual({ scores: new Float64Array(2), rank: 0, exact: true });
  });

  test('are the same for sparse matrices', async () => {
    const { rows, columns, data } = random(300, 5, 4);
    const indptr = Array.from({ length: rows + 1 }, (_, i) => i * columns);
    const indices = Array.from(data, (_, k) => k % columns);
    const sparse = await leverageScores({ matrix: { rows, columns, indptr, indices, data } });
    expect(sparse).toEqual(await leverageScores({ matrix: { rows, columns, data } }));
  });
});

describe('approximate scores', () => {
  const rows = 20_000;
  const matrix = random(rows, 8, 5);
  // Some rows have much larger weights than others.
  const uneven = {
    ...matrix,
    data: matrix.data.map((value, k) => (k < 24 ? 1e4 * value : value / (1 + (Math.floor(k / 8) % 50)))),
  };

  testNatively('are within half and one and a half of the exact ones, by seed', async () => {
    const exact = await leverageScores({ matrix: uneven });
    const solutions = [];
    for (let seed = 0; seed < 5; seed++) {
      const approximate = await leverageScores({ matrix: uneven, exact: false }, { seed });
      expect(approximate).toMatchObject({ rank: 8, exact: false });
      const factors = approximate.scores.map((score, i) => score / (exact.scores[i] as number));
      expect(Math.min(...factors)).toBeGreaterThan(0.5);
      expect(Math.max(...factors)).toBeLessThan(1.5);
      solutions.push(approximate);
    }
    expect(solutions[0]).not.toEqual(solutions[1]);
    for (const threads of [1, 2, 3]) {
      const again = await leverageScores({ matrix: uneven, exact: false }, { seed: 1, threads });
      expect(again).toEqual(solutions[1]);
    }
  });

  test('are exact where there are no more rows than a sketch would have', async () => {
    const { problem } = EXACT_CASES.weighted;
    const approximate = await leverageScores({ matrix: problem.matrix, exact: false });
    expect(approximate).toEqual(await leverageScores({ matrix: problem.matrix }));
  });
});

test('a matrix of zeros has none, whatever its shape', async () => {
  for (const matrix of [[[0, 0, 0]], [[0], [0]]]) {
    const { scores, rank } = await leverageScores({ matrix });
    expect(rank).toBe(0);
    expect(Array.from(scores)).toEqual(matrix.map(() => 0));
  }
});

test.each<[string, object]>([
  ['matrix', { matrix: [] }],
  [
    'matrix[1][0]',
    {
      matrix: [
        [1, 2],
        [Number.NaN, 3],
        [1, 1],
      ],
    },
  ],
  ['rankTolerance', { rankTolerance: 0 }],
  ['exact', { exact: 'yes' }],
])('%s is refused in %o', async (path, changes) => {
  const problem = { matrix: [[1]], ...changes } as sketch.LeverageScoresProblem;
  await expectError(() => leverageScores(problem), 'INVALID_INPUT', path);
});
