/** Zero-sum games: values known to 40 digits, certificates, all methods, sparse games, and bad input. */

import { games, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyZeroSum } from '../../certificates/games.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { sparseRows } from '../../support/matrices.js';
import { normals, uniform } from '../../support/random.js';

const { zeroSum, zeroSumSync } = games;

const square = (size: number, data: Float64Array) => ({ rows: size, columns: size, data });

/** Signs of random numbers above the diagonal, completed to a symmetric game with value 0. */
function skew(size: number, seed: number) {
  const data = uniform(seed, size * size).map((value) => Math.sign(value - 0.5));
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) data[i * size + j] = i === j ? 0 : -(data[j * size + i] as number);
  return square(size, data);
}

checkSolver<games.ZeroSumProblem, games.ZeroSumSolution, games.ZeroSumProgress>({
  method: 'games.zeroSum',
  solve: zeroSum,
  solveSync: zeroSumSync,
  certify: certifyZeroSum,
  problem: () => ({
    payoffs: [
      [3, -1],
      [-2, 4],
    ],
    tolerance: 1e-12,
    maxIterations: 100,
    method: 'simplex',
    initial: { row: [0.5, 0.5], column: [0.25, 0.75] },
  }),
  verify({ status, value, row, column, method }) {
    expect([status, method]).toEqual(['converged', 'simplex']);
    expectClose(value, 1, 1e-15);
    expectAllClose(row, [0.6, 0.4], 1e-15);
    expectAllClose(column, [0.5, 0.5], 1e-15);
  },
  limited: () => ({ payoffs: square(50, normals(7, 2500)), maxIterations: 3 }),
  long: () => ({
    payoffs: square(300, normals(3, 90_000)),
    method: 'regretMatching',
    tolerance: 1e-12,
    maxIterations: 4_000_000,
  }),
});

describe('a zero-sum game', () => {
  beforeAll(() => load('games'));

  test.each(['simplex', 'regretMatching', 'primalDual', 'mirrorProx'] as const)(
    '%s tells the gap at each look',
    (method) => {
      const problem = {
        payoffs: square(20, normals(5, 400)),
        method,
        tolerance: 1e-4,
        ...(method === 'mirrorProx' ? { regularization: 0.1 } : {}),
      };
      const { history, ...rest } = zeroSumSync({ ...problem, history: true });
      const last = history?.at(-1);
      const gap = rest.exploitability === undefined ? rest.relativeGap : (last?.relativeGap ?? Number.NaN);
      expect(last).toEqual({ iteration: rest.iterations, relativeGap: gap });
      expect(last?.relativeGap).toBeLessThanOrEqual(1e-4);
      const steps = history?.map(({ iteration }) => iteration) ?? [];
      expect(steps[0]).toBe(0);
      expect(steps.every((step, k) => k === 0 || step > (steps[k - 1] as number))).toBe(true);
      expect(zeroSumSync(problem)).toEqual(rest);
    },
  );

  // To 40 digits, from the equations on the supports.
  test.each([
    ['50 x 50 normal', () => square(50, normals(7, 2500)), -0.0619241422951463, 25],
    [
      '100 x 1000 normal',
      () => ({ rows: 100, columns: 1000, data: normals(7, 100_000) }),
      -0.16185501079176409,
      92,
    ],
    ['30 x 30 uniform', () => square(30, uniform(5, 900)), 0.4677688792714966, 15],
    [
      '200 x 200 of four levels',
      () =>
        square(
          200,
          uniform(9, 40_000).map((u) => Math.floor(4 * u)),
        ),
      1.51166563411433,
      undefined,
    ],
    ['201 x 201 of signs', () => skew(201, 10), 0, undefined],
  ] as const)('%s has its known value', (_, make, value, support) => {
    const problem = { payoffs: make() };
    const solution = zeroSumSync(problem);
    certifyZeroSum({ ...problem, tolerance: 1e-13 }, solution);
    expect(solution.status).toBe('converged');
    expectClose(solution.value, value, 1e-13);
    if (support !== undefined)
      expect([solution.rowSupport.length, solution.columnSupport.length]).toEqual([support, support]);
  });

  test('the first probabilities are known too', () => {
    const { row, column } = zeroSumSync({ payoffs: square(50, normals(7, 2500)) });
    expectClose(row[0] as number, 0.004179052901765847, 1e-14);
    expectClose(column[0] as number, 0.01699332431512036, 1e-14);
  });

  test.each([
    ['regretMatching', 1e-3],
    ['primalDual', 1e-8],
  ] as const)('%s reaches a gap of %s', (method, tolerance) => {
    const problem = { payoffs: square(50, normals(7, 2500)), method, tolerance } as const;
    const solution = zeroSumSync(problem);
    certifyZeroSum(problem, solution);
    expect(solution.status).toBe('converged');
    expect(solution.iterations).toBeLessThan(3000);
  });

  test('a sparse game is the same as the dense one', () => {
    const size = 40;
    const rows = Array.from({ length: size }, (_, i) =>
      Array.from(uniform(60 + i, size), (value, j) => (value < 0.2 || i === j ? value - 0.05 : 0)),
    );
    const sparse = sparseRows(rows);
    const dense = zeroSumSync({ payoffs: rows });
    for (const method of ['simplex', 'primalDual'] as const) {
      const solution = zeroSumSync({ payoffs: sparse, method, tolerance: 1e-9 });
      certifyZeroSum({ payoffs: sparse, tolerance: 1e-9 }, solution);
      expect(solution.status).toBe('converged');
      expectClose(solution.value, dense.value, 1e-9);
    }
  });

  test('payoffs that are all the same leave nothing to do', () => {
    const solution = zeroSumSync({ payoffs: [[2, 2, 2]] });
    expect(solution).toMatchObject({ status: 'converged', value: 2, iterations: 0, dualityGap: 0 });
  });

  test('shifts and scales of payoffs change no strategy', () => {
    const payoffs = normals(8, 400);
    const { row, value } = zeroSumSync({ payoffs: square(20, payoffs) });
    const other = zeroSumSync({
      payoffs: square(
        20,
        payoffs.map((payoff) => 1e6 * payoff + 3e6),
      ),
    });
    expectAllClose(other.row, row, 1e-9);
    expectClose(other.value, 1e6 * value + 3e6, 1e-12);
  });

  test('bad input is refused by its name', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => zeroSum(problem as games.ZeroSumProblem), 'INVALID_INPUT', path);
    const payoffs = [
      [1, 2],
      [3, 4],
    ];
    await refused({ payoffs: [] }, 'payoffs');
    await refused({ payoffs: { rows: 2, columns: 0, data: [] } }, 'payoffs');
    await refused({ payoffs: [[1, 1e200]] }, 'payoffs[0][1]');
    await refused({ payoffs, tolerance: 0 }, 'tolerance');
    const messageOf = async (problem: object) =>
      (await expectError(() => zeroSum(problem as never), 'INVALID_INPUT')).message;
    expect(await messageOf({ payoffs: [payoffs, payoffs] })).toBe(
      "payoffs must be a matrix; `nash` takes a list of each player's payoffs",
    );
    expect(await messageOf({ payoffs: [] })).toBe('payoffs must be a matrix, got an empty list');
    await refused({ payoffs, maxIterations: 0 }, 'maxIterations');
    await refused({ payoffs, initial: { row: [1] } }, 'initial.row');
    await refused({ payoffs, initial: { row: [0.5, 0.6] } }, 'initial.row');
    await refused({ payoffs, initial: { column: [1.5, -0.5] } }, 'initial.column[1]');
    const wide = { rows: 1, columns: 4e9, indptr: [0, 0], indices: [], data: [] };
    await refused({ payoffs: wide }, 'payoffs.columns');
  });

  test('a certificate refuses strategies that are not optimal', () => {
    const payoffs = [
      [3, -1],
      [-2, 4],
    ];
    const solution = zeroSumSync({ payoffs });
    expectRefusal(() => certifyZeroSum({ payoffs }, { ...solution, row: new Float64Array([0.61, 0.39]) }));
    expectRefusal(() => certifyZeroSum({ payoffs }, { ...solution, upperBound: 0.9 }));
  });
});
