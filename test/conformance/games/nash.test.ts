/**
 * Nash equilibria: results of papers and of other programs, degenerate games, all equilibria, more players, and bad
 * input.
 */

import { games, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyNash } from '../../certificates/games.js';
import { expectRefusal } from '../../certificates/support.js';
import { SOLVED_BY_HAND } from '../../data/games.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32, normals, uniform } from '../../support/random.js';

const { nash, nashSync } = games;

const matrix = (rows: number, columns: number, data: Float64Array) => ({ rows, columns, data });
const levels = (seed: number, count: number) => uniform(seed, count).map((value) => Math.floor(3 * value));
const tensor = (shape: readonly number[], seed: number) => ({
  shape,
  values: uniform(
    seed,
    shape.reduce((product, actions) => product * actions, 1),
  ),
});

/** Eight numbers as triply nested lists. */
const nested = (values: ArrayLike<number>) =>
  [0, 4].map((i) => [0, 2].map((j) => [0, 1].map((k) => values[i + j + k] as number)));

/** The battle of the sexes. */
const battle = (): games.NashProblem['payoffs'] => [
  [
    [3, 0],
    [0, 2],
  ],
  [
    [2, 0],
    [0, 3],
  ],
];

checkSolver<games.NashProblem, games.NashSolution, games.NashProgress>({
  method: 'games.nash',
  solve: nash,
  solveSync: nashSync,
  certify: certifyNash,
  problem: () => ({
    payoffs: battle(),
    find: 'all',
    method: 'auto',
    label: 0,
    tolerance: 1e-12,
    maxIterations: 1000,
    maxVertices: 1000,
  }),
  verify({ status, equilibria, complete, degenerate }) {
    expect([status, complete, degenerate]).toEqual(['converged', true, false]);
    const found = equilibria?.map(({ strategies }) => strategies.map((strategy) => Array.from(strategy)));
    const expected = [
      [
        [1, 0],
        [1, 0],
      ],
      [
        [0.6, 0.4],
        [0.4, 0.6],
      ],
      [
        [0, 1],
        [0, 1],
      ],
    ];
    expectAllClose((found ?? []).flat(2), expected.flat(2), 1e-15);
  },
  limited: () => ({
    payoffs: [matrix(50, 50, normals(11, 2500)), matrix(50, 50, normals(12, 2500))],
    maxIterations: 3,
  }),
});

describe('an equilibrium of two players', () => {
  beforeAll(() => load('games'));

  test.each([10, 30, 50])('of a random game with %d actions each', (size) => {
    const payoffs = [11, 12].map((seed) => matrix(size, size, normals(seed, size * size)));
    const solution = nashSync({ payoffs });
    expect(solution.status).toBe('converged');
    certifyNash({ payoffs, tolerance: 1e-14 }, solution);
  });

  test('is reached from every label of degenerate games', () => {
    for (let i = 0; i < 24; i++) {
      const size = 3 + (i % 6);
      const payoffs = [100, 500].map((seed) => matrix(size, size, levels(seed + i, size * size)));
      for (let label = 0; label < 2 * size; label++) {
        const solution = nashSync({ payoffs, label });
        expect(solution.status, `game ${i}, label ${label}`).toBe('converged');
        certifyNash({ payoffs, tolerance: 1e-14 }, solution);
      }
    }
  });

  test('is found by the logit path too', () => {
    const payoffs = [13, 14].map((seed) => matrix(4, 4, normals(seed, 16)));
    const solution = nashSync({ payoffs, method: 'logit' });
    expect(solution.status).toBe('converged');
    expect(solution.logitPrecision).toBeGreaterThan(1);
    certifyNash({ payoffs, tolerance: 1e-13 }, solution);
  });
});

describe('all equilibria of two players', () => {
  beforeAll(() => load('games'));

  const all = (payoffs: games.NashProblem['payoffs']) => {
    const solution = nashSync({ payoffs, find: 'all' });
    certifyNash({ payoffs, find: 'all', tolerance: 1e-14 }, solution);
    return solution;
  };

  test('of a game that a survey solves by hand', () => {
    const { equilibria } = all(SOLVED_BY_HAND);
    const expected = [
      [1, 0, 0, 1, 0],
      [0.8, 0.2, 0, 2 / 3, 1 / 3],
      [0, 1 / 3, 2 / 3, 1 / 3, 2 / 3],
    ];
    const found = equilibria?.flatMap(({ strategies }) =>
      strategies.flatMap((strategy) => Array.from(strategy)),
    );
    expectAllClose(found ?? [], expected.flat(), 1e-14);
  });

  test('of a degenerate game are the extreme ones', () => {
    const negated = (rows: number[][]) => rows.map((row) => row.map((value) => 0 - value));
    const { equilibria, degenerate, complete } = all([
      negated([
        [0, 0, 6, 0, 0],
        [0, 0, 3, 2, 1],
        [4, 3, 0, 0, 1],
      ]),
      negated([
        [3, 0, 2, 1, 0],
        [0, 2, 0, 0, 4],
        [4, 0, 2, 4, 4],
      ]),
    ]);
    expect([equilibria?.length, degenerate, complete]).toEqual([8, true, true]);
  });

  test.each([
    [5, 5],
    [7, 3],
    [8, 3],
  ])('of a random game with %d actions each are %d', (size, count) => {
    const { equilibria, degenerate } = all(
      [13, 14].map((seed) => matrix(size, size, normals(seed, size * size))),
    );
    expect([equilibria?.length, degenerate]).toEqual([count, false]);
  });

  test('are told not to be all where the search is cut', () => {
    const payoffs = [13, 14].map((seed) => matrix(8, 8, normals(seed, 64)));
    const solution = nashSync({ payoffs, find: 'all', maxVertices: 20 });
    expect(solution).toMatchObject({ status: 'iterationLimit', complete: false });
  });
});

describe('an equilibrium of more players', () => {
  beforeAll(() => load('games'));

  // Results of Gambit's logit_solve; their regret is 1e-9 to 1e-8.
  test.each([
    [
      'three',
      [1000, 1001, 1002].map((seed) => tensor([3, 3, 3], seed)),
      [
        [0.39316828, 0.11324496, 0.49358676],
        [0.55600265, 0.44399735, 0],
        [0.36049572, 0.49627126, 0.14323302],
      ],
    ],
    [
      'four',
      [1090, 1091, 1092, 1093].map((seed) => tensor([2, 2, 2, 2], seed)),
      [[0.41734204], [0.4116228], [0.68171632], [0.59096213]],
    ],
  ] as const)('%s of them is that of another program', (_, payoffs, expected) => {
    const solution = nashSync({ payoffs, method: 'logit' });
    certifyNash({ payoffs, tolerance: 1e-14 }, solution);
    expect(solution.status).toBe('converged');
    expected.forEach((strategy, player) => {
      strategy.forEach((probability, action) => {
        expectClose(solution.strategies[player]?.[action] as number, probability, 1e-8);
      });
    });
  });

  test('is pure where one is, and exact where none is, however few payoffs there are', () => {
    for (let game = 0; game < 300; game++) {
      const shape = (
        [
          [2, 2, 2],
          [3, 3, 3],
          [2, 3, 2],
          [2, 2, 2, 2],
        ] as const
      )[game % 4] as readonly number[];
      const levels = 2 + (game % 3);
      const payoffs = shape.map((_, player) => {
        const { values, ...rest } = tensor([...shape], 50_000 + 10 * game + player);
        return { ...rest, values: values.map((value) => Math.floor(levels * Math.abs(value)) % levels) };
      });
      const profiles = shape.reduce((product, actions) => product * actions, 1);
      const strides = shape.map((_, player) => shape.slice(player + 1).reduce((a, b) => a * b, 1));
      const isPure = Array.from({ length: profiles }, (_, profile) => profile).some((profile) =>
        shape.every((actions, player) => {
          const [stride, values] = [strides[player] as number, payoffs[player]?.values as Float64Array];
          const first = profile - (Math.floor(profile / stride) % actions) * stride;
          return Array.from({ length: actions }, (_, own) => values[first + own * stride] as number).every(
            (payoff) => payoff <= (values[profile] as number),
          );
        }),
      );
      const solution = nashSync({ payoffs, tolerance: 1e-8 });
      expect(solution.status, `game ${game}`).toBe('converged');
      certifyNash({ payoffs, tolerance: 1e-8 }, solution);
      const isCertain = solution.strategies.every((strategy) => strategy.every((p) => p === 0 || p === 1));
      expect(isCertain, `game ${game}`).toBe(isPure);
    }
  });

  test('is found where the logit path goes on for ever', () => {
    for (const seed of [357, 951, 1177, 1864, 2009]) {
      const random = mulberry32(seed);
      const shape = [0, 1, 2].map(() => 2 + Math.floor(3 * random()));
      const profiles = shape.reduce((product, actions) => product * actions, 1);
      const payoffs = shape.map(() => ({
        shape,
        values: Float64Array.from({ length: profiles }, () => Math.floor(3 * random())),
      }));
      const solution = nashSync({ payoffs, method: 'logit', maxIterations: 5000 });
      expect(solution.status, `seed ${seed}`).toBe('converged');
      expect(solution.regret, `seed ${seed}`).toBeLessThan(1e-9);
    }
  });

  test('is exact in all of twelve games', () => {
    for (let game = 0; game < 12; game++) {
      const shape = game < 6 ? [3, 3, 3] : game < 9 ? [4, 4, 4] : [2, 2, 2, 2];
      const payoffs = shape.map((_, player) => tensor(shape, 1000 + 10 * game + player));
      const solution = nashSync({ payoffs });
      expect(solution.status, `game ${game}`).toBe('converged');
      certifyNash({ payoffs, tolerance: 1e-14 }, solution);
    }
  });
});

describe('a game', () => {
  beforeAll(() => load('games'));

  test('that is none is refused', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => nash(problem as games.NashProblem), 'INVALID_INPUT', path);
    const [first, second] = battle();
    await refused({ payoffs: [first] }, 'payoffs');
    await refused({ payoffs: [first, [[1, 2, 3]]] }, 'payoffs[1]');
    await refused({ payoffs: [first, [1, 2]] }, 'payoffs[1]');
    await refused({ payoffs: [first, second], label: 4 }, 'label');
    const three = [1, 2, 3].map((seed) => tensor([2, 2, 2], seed));
    const lists = three.map(({ values }) => nested(values));
    expect(nashSync({ payoffs: lists })).toEqual(nashSync({ payoffs: three }));
    await refused(
      { payoffs: [lists[0], lists[1], nested([0, 1, 2, 3, 4, 1e200, 6, 7])] },
      'payoffs[2][1][0][1]',
    );
    await refused({ payoffs: [lists[0], lists[1], [first, [[1, 2]]]] }, 'payoffs[2][1]');
    await refused({ payoffs: three, find: 'all' }, 'find');
    const messageOf = async (problem: object) =>
      (await expectError(() => nash(problem as never), 'INVALID_INPUT')).message;
    expect(await messageOf({ payoffs: three, find: 'all' })).toBe(
      "find must be 'one' for more than two players, got 3 players",
    );
    expect(await messageOf({ payoffs: first })).toBe(
      "payoffs must be a list of each player's payoffs; `zeroSum` takes the one matrix of a zero-sum game",
    );
    expect(await messageOf({ payoffs: 3 })).toBe("payoffs must be a list of each player's payoffs, got 3");
    await refused({ payoffs: three, method: 'lemkeHowson' }, 'method');
    const large = [1, 2].map((seed) => matrix(40, 40, normals(seed, 1600)));
    await refused({ payoffs: large, find: 'all' }, 'find');
  });

  test('has a certificate that refuses what is no equilibrium', () => {
    const payoffs = battle();
    const solution = nashSync({ payoffs });
    const strategies = [new Float64Array([0.61, 0.39]), new Float64Array([0.4, 0.6])];
    expectRefusal(() => certifyNash({ payoffs }, { ...solution, strategies }));
  });
});
