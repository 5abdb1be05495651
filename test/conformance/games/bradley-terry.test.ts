/** Strengths from votes: known fits, groups without a maximum, features, and policies. */

import { games, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawnComparisons, votesOf } from '../../../ts/claims/support/equilibria.js';
import { certifyBradleyTerry } from '../../certificates/equilibria.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { bradleyTerry, bradleyTerrySync } = games;

beforeAll(() => load('games'));

const votes = [
  [0, 7, 5],
  [3, 0, 6],
  [5, 4, 0],
];

checkSolver({
  method: 'games.bradleyTerry',
  certify: certifyBradleyTerry as never,
  solve: bradleyTerry as never,
  solveSync: bradleyTerrySync as never,
  problem: () => ({ votes: { rows: 3, columns: 3, data: new Float64Array(votes.flat()) } }),
  verify({ status, strengths }: games.BradleyTerrySolution) {
    expect(status).toBe('converged');
    expectAllClose(strengths, [0.2703100720721096, -0.13515503603605478, -0.13515503603605478], 1e-11);
  },
  limited: (() => ({ votes, maxIterations: 1 })) as never,
});

describe('known fits', () => {
  test('of three items', async () => {
    const { logLikelihood, ranking, standardErrors } = await bradleyTerry({ votes });
    expectClose(logLikelihood, -20.39170514578458, 1e-12);
    expect(Array.from(ranking)).toEqual([0, 1, 2]);
    // From the pseudoinverse of the observed information, with weights 10 p (1 - p).
    const p = 1 / (1 + Math.exp(-0.2703100720721096 - 0.13515503603605478));
    const [a, b] = [10 * p * (1 - p), 2.5];
    expectClose(standardErrors?.[0] as number, Math.sqrt(2 / (9 * a)), 1e-9);
    expectClose(standardErrors?.[1] as number, Math.sqrt(1 / (18 * a) + 1 / (2 * (a + 2 * b))), 1e-9);
    const { strengths } = await bradleyTerry({ votes, regularization: 0.1 });
    expectClose(strengths[0] as number, 0.26660921242483643, 1e-10);
  });

  test('of ten items and 400 votes, as a matrix, one by one, and sparse', async () => {
    const comparisons = drawnComparisons(10, 400, 31, 32);
    const drawn = { comparisons, votes: votesOf(10, comparisons) };
    const unpenalized = await bradleyTerry({ votes: drawn.votes });
    expectClose(unpenalized.strengths[0] as number, 0.9612005805273605, 1e-10);
    expectClose(unpenalized.logLikelihood, -203.3303531626496, 1e-11);
    for (const problem of [{ votes: drawn.votes }, { comparisons: drawn.comparisons }]) {
      const solution = await bradleyTerry({ ...problem, regularization: 0.1 });
      certifyBradleyTerry({ ...problem, regularization: 0.1 }, solution);
      expectAllClose(
        solution.strengths.slice(0, 3),
        [0.9498565680200083, 1.8092964634528075, -0.7502943712895584],
        1e-10,
      );
    }
  });

  test('of so many items that conjugate gradients take the steps', async () => {
    const comparisons = drawnComparisons(300, 12_000, 33, 34);
    const problem = { comparisons, regularization: 0.1 };
    const solution = await bradleyTerry(problem);
    certifyBradleyTerry(problem, solution);
    expect(solution.status).toBe('converged');
    expect(solution.iterations).toBeLessThan(15);
    expect(solution.standardErrors?.every((error) => error > 0.1 && error < 1)).toBe(true);
  });
});

test('standard errors shrink with the root of the number of votes, however many there are', async () => {
  const few = await bradleyTerry({ votes });
  for (const factor of [1e-6, 1e4, 1e8, 1e12]) {
    const many = await bradleyTerry({ votes: votes.map((row) => row.map((count) => factor * count)) });
    expect(many.status).toBe('converged');
    expectAllClose(many.strengths, few.strengths, 1e-9);
    few.standardErrors?.forEach((error, i) => {
      expectClose((many.standardErrors?.[i] as number) * Math.sqrt(factor), error, 1e-9 * error);
    });
  }
});

test('thousands of items with votes between neighbors on a ring', () => {
  const [items, reach] = [10_000, 10];
  const chances = uniform(1, items * reach);
  const [winners, losers] = [new Int32Array(items * reach), new Int32Array(items * reach)];
  chances.forEach((chance, k) => {
    const one = Math.floor(k / reach);
    const pair = [one, (one + 1 + (k % reach)) % items];
    [winners[k], losers[k]] = (chance < 0.5 ? pair : pair.reverse()) as [number, number];
  });
  // Conjugate gradients to far below the tolerance would never end, because of rounding.
  const problem = { comparisons: { winners, losers }, tolerance: 1e-13 };
  const { status, strengths } = bradleyTerrySync(problem, { timeLimit: 20 });
  expect(status).toBe('converged');
  const gradient = new Float64Array(items);
  winners.forEach((winner, k) => {
    const loser = losers[k] as number;
    const upset = 1 / (1 + Math.exp((strengths[winner] as number) - (strengths[loser] as number)));
    gradient[winner] = (gradient[winner] as number) - upset;
    gradient[loser] = (gradient[loser] as number) + upset;
  });
  expect(gradient.every((slope) => Math.abs(slope) < 1e-12)).toBe(true);
});

describe('without a maximum', () => {
  test('groups are told, winners first, and strengths are right within them', async () => {
    // Item 3 won all its comparisons; 0, 1, 2 form a cycle; 4 only lost; 5 was never compared.
    const comparisons = { winners: [3, 3, 0, 1, 2, 2, 0], losers: [0, 1, 1, 2, 0, 4, 4] };
    const solution = await bradleyTerry({ comparisons, itemCount: 6 });
    expect(solution.status).toBe('unbounded');
    const groups = solution.components?.map((group) => Array.from(group)) ?? [];
    expect(groups.filter((group) => group.length === 3)).toEqual([[0, 1, 2]]);
    const place = (item: number) => groups.findIndex((group) => group.includes(item));
    expect(place(3)).toBeLessThan(place(0));
    expect(place(0)).toBeLessThan(place(4));
    expect(Array.from(solution.strengths)).toEqual(Array(6).fill(0));
    const regularized = await bradleyTerry({ comparisons, itemCount: 6, regularization: 1e-3 });
    expect(regularized.status).toBe('converged');
    expect(regularized.ranking[0]).toBe(3);
  });

  test('items that no votes connect are not compared, and those that nobody compared come last', async () => {
    const apart = await bradleyTerry({
      votes: [
        [0, 0, 0, 0, 0],
        [0, 0, 3, 0, 0],
        [0, 1, 0, 0, 0],
        [0, 0, 0, 0, 2],
        [0, 0, 0, 5, 0],
      ],
    });
    expect(apart.status).toBe('converged');
    expect(apart.components).toBeUndefined();
    expect(apart.connectedGroups?.map((group) => Array.from(group))).toEqual([[1, 2], [3, 4], [0]]);
    expect(Array.from(apart.ranking)).toEqual([1, 2, 4, 3, 0]);
    const unbounded = await bradleyTerry({ comparisons: { winners: [2, 3], losers: [1, 2] }, itemCount: 4 });
    expect(unbounded.status).toBe('unbounded');
    expect(Array.from(unbounded.ranking)).toEqual([3, 2, 1, 0]);
    expect(unbounded.components?.length).toBe(4);
    const tied = await bradleyTerry({
      comparisons: { winners: [1, 2], losers: [2, 1] },
      itemCount: 3,
      regularization: 1,
    });
    expect([tied.status, tied.connectedGroups]).toEqual(['converged', undefined]);
  });

  test('of coefficients that let every winner be the stronger', async () => {
    const problem = { comparisons: { winners: [1, 2], losers: [0, 1] }, features: [[0], [1], [2]] };
    const { status, coefficients } = await bradleyTerry(problem);
    expect(status).toBe('unbounded');
    expect(coefficients?.[0]).toBeGreaterThan(0);
  });
});

test('strengths that are linear in features', async () => {
  const drawn = votesOf(12, drawnComparisons(12, 600, 35, 36));
  const features = Array.from({ length: 12 }, (_, i) => [i / 12, Math.sin(i)]);
  const problem = { votes: drawn, features };
  const solution = await bradleyTerry(problem);
  certifyBradleyTerry(problem, solution);
  expect(solution.status).toBe('converged');
  expect(solution.coefficients?.length).toBe(2);
  expect(solution.standardErrors?.length).toBe(2);
  // Features that identify each item are equivalent to none.
  const unit = Array.from({ length: 12 }, (_, i) => Array.from({ length: 12 }, (_, j) => (i === j ? 1 : 0)));
  const [free, alike] = [
    await bradleyTerry({ votes: drawn }),
    await bradleyTerry({ votes: drawn, features: unit }),
  ];
  expectAllClose(alike.strengths, free.strengths, 1e-9);
});

test('the squared loss has one solution, however the votes fall', async () => {
  const problem = {
    votes: [
      [0, 3, 0],
      [1, 0, 2],
      [0, 0, 0],
    ],
    loss: 'squared',
  } as const;
  const solution = await bradleyTerry(problem);
  certifyBradleyTerry(problem, solution);
  expect(solution.status).toBe('converged');
  // 3 votes suggest a difference of 1/2 and one suggests -1/2; the two others 1/2.
  expectClose((solution.strengths[0] as number) - (solution.strengths[1] as number), 0.25, 1e-12);
  expectClose((solution.strengths[1] as number) - (solution.strengths[2] as number), 0.5, 1e-12);
  expect(solution.standardErrors).toBeUndefined();
});

test('the policy of population preferences is the reference times exp(r / beta)', async () => {
  const reference = [0.1, 0.2, 0.3, 0.25, 0.15];
  const rewards = [0.3, -0.2, 0.5, 0, 1];
  const at = (list: number[], i: number) => list[i] as number;
  const population = reference.map((own, i) =>
    reference.map((other, j) =>
      i === j ? 0 : (own * other) / (1 + Math.exp(at(rewards, j) - at(rewards, i))),
    ),
  );
  const problem = { votes: population, policy: { reference, beta: 0.5 }, tolerance: 1e-14 };
  const solution = await bradleyTerry(problem);
  certifyBradleyTerry(problem, solution);
  const weights = reference.map((share, i) => share * Math.exp(at(rewards, i) / 0.5));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  expectAllClose(
    solution.policy as Float64Array,
    weights.map((weight) => weight / total),
    1e-12,
  );
});

test('what does not fit together is refused by its name', async () => {
  const refused = (problem: object, path: string) =>
    expectError(() => bradleyTerry(problem as never), 'INVALID_INPUT', path);
  await refused({}, 'votes');
  await refused({ votes: [[0, 1]] }, 'votes');
  await refused(
    {
      votes: [
        [0, -1],
        [1, 0],
      ],
    },
    'votes[0][1]',
  );
  await refused(
    {
      votes: [
        [1, 1],
        [1, 0],
      ],
    },
    'votes[0][0]',
  );
  await refused({ comparisons: { winners: [0, 1], losers: [1] } }, 'comparisons.losers');
  await refused({ comparisons: { winners: [0, 1], losers: [1, 1] } }, 'comparisons.losers[1]');
  await refused({ comparisons: { winners: [0, 2], losers: [1, 0] }, itemCount: 2 }, 'comparisons.winners[1]');
  await refused({ votes, features: [[1], [2]] }, 'features');
  await refused({ votes, policy: { reference: [1, 1, 0], beta: 1 } }, 'policy.reference[2]');
});

test('a certificate refuses other strengths', async () => {
  const solution = await bradleyTerry({ votes });
  const strengths = solution.strengths.map((value, i) => value + (i === 0 ? 1e-6 : -5e-7));
  expectRefusal(() => certifyBradleyTerry({ votes }, { ...solution, strengths }));
  expectRefusal(() => certifyBradleyTerry({ votes }, { ...solution, logLikelihood: -20 }));
});
