/** Zero-sum games regularized towards reference strategies: equilibrium conditions for any payoffs. */

import { games, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { normalNumbers } from '../../../ts/claims/support/equilibria.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

beforeAll(() => load('games'));

test.each([
  [2, 3, 0.3],
  [30, 20, 0.1],
  [50, 50, 0.02],
])('of %i x %i payoffs both answers are the best ones', async (rows, columns, regularization) => {
  const data = normalNumbers(81, rows * columns);
  const rowReference = Float64Array.from({ length: rows }, (_, i) => 1 + (i % 3));
  const solution = await games.zeroSum({
    payoffs: { rows, columns, data },
    regularization,
    rowReference,
    tolerance: 1e-13,
  });
  expect(solution.method).toBe('mirrorProx');
  expect(solution.exploitability).toBeLessThan(1e-11);
  // Best responses: x proportional to the reference times exp(A y / β), and y proportional to exp(−A'x / β).
  const at = (i: number, j: number) => data[i * columns + j] as number;
  const gains = Array.from(solution.row, (_, i) =>
    solution.column.reduce((sum, y, j) => sum + at(i, j) * y, 0),
  );
  const costs = Array.from(solution.column, (_, j) =>
    solution.row.reduce((sum, x, i) => sum + at(i, j) * x, 0),
  );
  const answer = (weights: number[]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };
  const top = Math.max(...gains);
  const rowAnswer = answer(
    gains.map((gain, i) => (rowReference[i] as number) * Math.exp((gain - top) / regularization)),
  );
  const least = Math.min(...costs);
  const columnAnswer = answer(costs.map((cost) => Math.exp((least - cost) / regularization)));
  expectAllClose(solution.row, rowAnswer, 1e-5);
  expectAllClose(solution.column, columnAnswer, 1e-5);
  expectClose(
    solution.value,
    solution.row.reduce((sum, x, i) => sum + x * (gains[i] as number), 0),
    1e-12,
  );
  expect(solution.lowerBound).toBeLessThanOrEqual(solution.upperBound);
});

test('little regularization comes near the equilibrium without any', async () => {
  const payoffs = { rows: 8, columns: 6, data: normalNumbers(82, 48) };
  const [near, exact] = [
    await games.zeroSum({ payoffs, regularization: 1e-3 }),
    await games.zeroSum({ payoffs }),
  ];
  expect(near.status).toBe('converged');
  expectClose(near.value, exact.value, 0.01);
});

test('what does not fit together is refused by its name', async () => {
  const payoffs = [
    [1, 0],
    [0, 2],
  ];
  const refused = (change: object, path: string) =>
    expectError(() => games.zeroSum({ payoffs, ...change }), 'INVALID_INPUT', path);
  await refused({ regularization: -1 }, 'regularization');
  await refused({ method: 'mirrorProx' }, 'method');
  await refused({ method: 'simplex', regularization: 0.1 }, 'method');
  await refused({ regularization: 0.1, rowReference: [1, 0] }, 'rowReference[1]');
  await refused({ regularization: 0.1, columnReference: [1] }, 'columnReference');
});
