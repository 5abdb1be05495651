/**
 * Maximal lotteries, unbeaten by any item: known ones, with and without references, from votes and from preferences.
 */

import { games, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { preferences, rockPaperScissors } from '../../../ts/claims/support/equilibria.js';
import { certifyPreferenceWinner } from '../../certificates/equilibria.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { preferenceWinner, preferenceWinnerSync } = games;

beforeAll(() => load('games'));

const reference = [0.6, 0.3, 0.1];

checkSolver({
  method: 'games.preferenceWinner',
  certify: certifyPreferenceWinner as never,
  solve: preferenceWinner as never,
  solveSync: preferenceWinnerSync as never,
  problem: () => ({
    preferences: { rows: 3, columns: 3, data: new Float64Array(rockPaperScissors.flat()) },
    reference: new Float64Array(reference),
    regularization: 0.1,
  }),
  verify({ status, winner }: games.PreferenceWinnerSolution) {
    expect(status).toBe('converged');
    expectAllClose(winner, [0.4320653244807108, 0.23032931132403764, 0.3376053641952516], 1e-4);
  },
  limited: (() => ({
    preferences: rockPaperScissors,
    reference,
    method: 'mirrorDescent',
    maxIterations: 50,
  })) as never,
  long: (() => ({
    preferences: { rows: 800, columns: 800, data: new Float64Array(preferences(800, 5).flat()) },
    regularization: 1e-4,
    method: 'mirrorProx',
    tolerance: 1e-15,
    maxIterations: 4e9,
  })) as never,
});

describe('known lotteries', () => {
  // To 40 digits, by Newton's method on the fixed-point equation.
  test.each([
    [0.1, [0.4320653244807108, 0.23032931132403764, 0.3376053641952516]],
    [0.01, [0.3409833320114553, 0.32145551628667757, 0.3375611517018671]],
  ])('of rock, paper, scissors at the regularization %f', async (regularization, known) => {
    const problem = { preferences: rockPaperScissors, reference, regularization, tolerance: 1e-14 };
    const solution = await preferenceWinner(problem);
    certifyPreferenceWinner(problem, solution);
    expectAllClose(solution.winner, known, 1e-6);
  });

  test('of 50 items', async () => {
    const problem = { preferences: preferences(50, 21), regularization: 0.03, tolerance: 1e-14 };
    const { winner, condorcetWinner } = await preferenceWinner(problem);
    expectAllClose(
      winner.slice(0, 3),
      [0.014824961968334027, 0.0017875652429348726, 0.054447269560808274],
      1e-6,
    );
    expect(condorcetWinner).toBeUndefined();
  });

  test('of 50 items near nothing: 29 of them, and it is the only one', async () => {
    const problem = { preferences: preferences(50, 21), regularization: 0 };
    const solution = await preferenceWinner(problem);
    certifyPreferenceWinner(problem, solution);
    expect(solution.status).toBe('converged');
    expect(solution.winner.filter((share) => share > 0).length).toBe(29);
    expectClose(solution.winner[2] as number, 0.08838555142182877, 1e-12);
    expect(solution.unique).toBe(true);
    expect(solution.logProbabilities).toBeUndefined();
  });

  test("of Efron's dice, of which two lotteries win", async () => {
    const dice = [
      [4, 4, 4, 4, 0, 0],
      [3, 3, 3, 3, 3, 3],
      [6, 6, 2, 2, 2, 2],
      [5, 5, 5, 1, 1, 1],
    ];
    const shares = dice.map((one) =>
      dice.map((other) => {
        let wins = 0;
        for (const a of one) for (const b of other) wins += a > b ? 1 : a === b ? 0.5 : 0;
        return wins / 36;
      }),
    );
    const solution = await preferenceWinner({ preferences: shares, regularization: 0 });
    expect(solution.exploitability).toBeLessThan(1e-12);
    expect(solution.unique).toBe(false);
    const { winner } = await preferenceWinner({
      preferences: shares,
      regularization: 0.05,
      tolerance: 1e-14,
    });
    expectAllClose(
      winner,
      [0.22894576166997338, 0.28327107834110093, 0.2649283077122062, 0.2228548522803578],
      1e-6,
    );
  });
});

test('votes are preferences, also where some were never compared', async () => {
  const votes = [
    [0, 9, 2, 0],
    [1, 0, 7, 0],
    [8, 3, 0, 0],
    [0, 0, 0, 0],
  ];
  const same = [
    [0.5, 0.9, 0.2, 0.5],
    [0.1, 0.5, 0.7, 0.5],
    [0.8, 0.3, 0.5, 0.5],
    [0.5, 0.5, 0.5, 0.5],
  ];
  const [first, second] = [await preferenceWinner({ votes }), await preferenceWinner({ preferences: same })];
  expectAllClose(first.winner, second.winner, 1e-9);
  certifyPreferenceWinner({ votes }, first);
  const smooth = await preferenceWinner({ votes, smoothing: 1 });
  certifyPreferenceWinner({ votes, smoothing: 1 }, smooth);
  expectClose(
    smooth.winProbabilities.reduce((sum, share, i) => sum + share * (smooth.winner[i] as number), 0),
    0.5,
    1e-9,
  );
});

test('an item that beats each other one wins alone', async () => {
  const winning = [
    [0.5, 0.6, 0.7],
    [0.4, 0.5, 0.9],
    [0.3, 0.1, 0.5],
  ];
  const { winner, condorcetWinner, unique } = await preferenceWinner({
    preferences: winning,
    regularization: 0,
  });
  expectAllClose(winner, [1, 0, 0], 1e-12);
  expect([condorcetWinner, unique]).toEqual([0, true]);
});

test('mirror prox alone comes there too, with two queries a round', async () => {
  const problem = { preferences: preferences(50, 21), regularization: 0.1, method: 'mirrorProx' } as const;
  const solution = await preferenceWinner(problem);
  certifyPreferenceWinner(problem, solution);
  expect(solution.status).toBe('converged');
  expect([solution.newtonSteps, solution.queries]).toEqual([0, 2 * solution.iterations]);
});

test('what does not fit together is refused by its name', async () => {
  const refused = (problem: object, path: string) =>
    expectError(() => preferenceWinner(problem as never), 'INVALID_INPUT', path);
  await refused({}, 'preferences');
  await refused(
    {
      preferences: [
        [0.5, 0.7],
        [0.4, 0.5],
      ],
    },
    'preferences[1][0]',
  );
  await refused(
    {
      preferences: [
        [0.5, 1.5],
        [-0.5, 0.5],
      ],
    },
    'preferences[0][1]',
  );
  await refused(
    {
      votes: [
        [0, -1],
        [1, 0],
      ],
    },
    'votes[0][1]',
  );
  await refused({ preferences: rockPaperScissors, reference: [1, 1] }, 'reference');
  await refused({ preferences: rockPaperScissors, reference: [1, 1, 0] }, 'reference[2]');
});

test('a certificate refuses other lotteries', async () => {
  const problem = { preferences: rockPaperScissors, reference, regularization: 0.1 };
  const solution = await preferenceWinner(problem);
  expectRefusal(() => certifyPreferenceWinner(problem, { ...solution, exploitability: 1e-3 }));
  expectRefusal(() =>
    certifyPreferenceWinner(problem, { ...solution, winner: new Float64Array([0.4, 0.3, 0.3]) }),
  );
});
