/** Correlated equilibria: optima of known games, from another program and by hand; coarse equilibria; bad input. */

import { games, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyCorrelated } from '../../certificates/games.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { correlated, correlatedSync } = games;

/** Chicken; the largest sum of payoffs in an equilibrium is 10.5. */
const chicken = (): games.CorrelatedProblem['payoffs'] => [
  [
    [6, 2],
    [7, 0],
  ],
  [
    [6, 7],
    [2, 0],
  ],
];

const cubes = (size: number, seed: number) =>
  [0, 1, 2].map((player) => ({ shape: [size, size, size], values: uniform(seed + player, size ** 3) }));

checkSolver<games.CorrelatedProblem, games.CorrelatedSolution, games.CorrelatedProgress>({
  method: 'games.correlated',
  solve: correlated,
  solveSync: correlatedSync,
  certify: certifyCorrelated,
  problem: () => ({
    payoffs: chicken(),
    coarse: false,
    objective: [
      [12, 9],
      [9, 0],
    ],
    tolerance: 1e-10,
    maxIterations: 100,
  }),
  verify({ status, objective, distribution, expectedPayoffs }) {
    expect(status).toBe('converged');
    expectClose(objective, 10.5, 1e-14);
    expectAllClose(distribution, [0.5, 0.25, 0.25, 0], 1e-14);
    expectAllClose(expectedPayoffs, [5.25, 5.25], 1e-14);
  },
  limited: () => ({ payoffs: chicken(), maxIterations: 1 }),
});

describe('the best correlated equilibrium', () => {
  beforeAll(() => load('games'));

  // Optima from HiGHS on the explicit linear program.
  test.each([
    [3, 71, false, 1.5344270450318818],
    [3, 71, true, 1.8544491879772256],
    [8, 91, false, 2.7240470370743424],
    [8, 91, true, 2.7330734894033544],
  ] as const)('of three players with %d actions each, seed %d, coarse %s', (size, seed, coarse, expected) => {
    const problem = { payoffs: cubes(size, seed), coarse };
    const solution = correlatedSync(problem);
    certifyCorrelated({ ...problem, tolerance: 1e-13 }, solution);
    expect(solution.status).toBe('converged');
    expectClose(solution.objective, expected, 1e-12);
    const { payoffs } = problem;
    const { regret } = games.exploitabilitySync({ payoffs, distribution: solution.distribution });
    if (!coarse) expectClose(regret, 0, 1e-13);
  });

  test('is the best for a player who is named', () => {
    const one = correlatedSync({ payoffs: chicken(), player: 0 });
    certifyCorrelated({ payoffs: chicken(), player: 0 }, one);
    expectClose(one.objective, 7, 1e-14);
    const coarse = correlatedSync({ payoffs: cubes(3, 71), player: 1, coarse: true });
    const told = correlatedSync({ payoffs: cubes(3, 71), player: 1 });
    expect(coarse.objective).toBeGreaterThanOrEqual(told.objective);
  });

  test('is the Nash equilibrium where there is no other', () => {
    const rock = [
      [0, -1, 1],
      [1, 0, -1],
      [-1, 1, 0],
    ];
    const paper = rock.map((row) => row.map((value) => 0 - value));
    const { distribution } = correlatedSync({ payoffs: [rock, paper], player: 0 });
    expectAllClose(distribution, new Array(9).fill(1 / 9), 1e-12);
  });

  test('meets its tolerance where gains are of many decades', () => {
    const games: games.CorrelatedProblem[] = [
      {
        payoffs: [
          [
            [0, 0],
            [1, 70000],
          ],
          [
            [-8000, 2000],
            [0, -0.000003],
          ],
        ],
      },
      {
        payoffs: [
          [
            [0, 20000],
            [7000, 0],
          ],
          [
            [0, -20000],
            [-0.000002, 0.000003],
          ],
        ],
      },
      {
        payoffs: [
          [
            [0, 1],
            [1, -300000],
            [0, 0],
          ],
          [
            [9, 5],
            [0, 0.0003],
            [0, 1],
          ],
        ],
      },
    ];
    for (const problem of games) {
      const solution = correlatedSync(problem);
      expect(solution.status).toBe('converged');
      certifyCorrelated(problem, solution);
    }
  });

  test('is that of rational numbers where gains are of many decades', () => {
    const first = [
      [0.035965280046073134, -0.006223685734986794, 0.0554340113271106],
      [-1702826.9151859896, -776125.2198159945, 2466315.2735835793],
      [22223.522199008446, -7247.115813016616, -15254.018902098791],
    ];
    const second = [
      [-296761.0442438905, 478833.75675496197, 609053.0154853007],
      [0.12234287359333154, 0.025608272478005935, -0.017625223750608467],
      [-124.62720177465995, 99.2590484019541, -1128.5956019405664],
    ];
    const { status, objective } = correlatedSync({ payoffs: [first, second] });
    expect(status).toBe('converged');
    // By the simplex method in rational numbers.
    expectClose(objective, 2141361.939913749, 1e-9);
  });

  test('needs an objective for each profile, and players that there are', async () => {
    const refused = (problem: object, path: string) =>
      expectError(
        () => correlated({ payoffs: chicken(), ...problem } as games.CorrelatedProblem),
        'INVALID_INPUT',
        path,
      );
    await refused({ player: 2 }, 'player');
    await refused({ objective: [1, 2, 3] }, 'objective');
    await refused({ objective: [1, 2, 3, 4], player: 0 }, 'player');
    const wide = { rows: 1, columns: 20_000, data: new Float64Array(20_000) };
    await refused({ payoffs: [wide, wide] }, 'payoffs');
  });

  test('has a certificate that refuses others', () => {
    const problem = { payoffs: chicken() };
    const solution = correlatedSync(problem);
    const distribution = new Float64Array([0.6, 0.2, 0.2, 0]);
    expectRefusal(() => certifyCorrelated(problem, { ...solution, distribution }));
  });
});
