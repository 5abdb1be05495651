/** Claims about games. */

import { correlated, nash, zeroSum } from '../families/games.js';
import type { Claim } from './support/claim.js';
import { claims as equilibria } from './support/equilibrium-claims.js';
import { uniform } from './support/random.js';

const matrix = (rows: number, columns: number, data: Float64Array) => ({ rows, columns, data });

const levels = (seed: number, count: number, of: number) =>
  uniform(seed, count).map((value) => Math.floor(of * value));

export const claims: readonly Claim[] = [
  {
    name: 'minimax-by-linear-programming',
    claim:
      'A linear program gives both optimal strategies and the value of a zero-sum game, even a degenerate one',
    source: 'Dantzig, in: Activity Analysis of Production and Allocation, 1951',
    shown: {
      what: 'twenty games of 30 x 30 payoffs of two or three levels, seeds 100 to 119: largest duality gap divided by the range',
      budget: 0.3,
      async measure(log) {
        let gap = 0;
        for (let k = 0; k < 20; k++) {
          const payoffs = matrix(30, 30, levels(100 + k, 900, 2 + (k % 2)));
          const solution = await zeroSum({ payoffs });
          gap = Math.max(gap, solution.relativeGap);
          if (solution.status === 'converged') log('converged');
        }
        return { gap };
      },
    },
    gold: { gap: { atMost: 1e-13 } },
    landmarks: ['converged'],
    verdict: 'holds',
  },
  {
    name: 'regret-matching-plus-is-fast-at-first',
    claim:
      'The duality gap of the averages of regret matching plus falls at least as the inverse square root of the rounds',
    source: 'Tammelin, Burch, Johanson, Bowling, IJCAI 2015',
    shown: {
      what: 'game of 50 x 50 uniform payoffs, seed 5: gap divided by the range after 100 and after 1600 rounds, and their ratio, at least 4 if the claim holds',
      budget: 0.3,
      async measure(log) {
        const payoffs = matrix(50, 50, uniform(5, 2500));
        const after = async (maxIterations: number) => {
          const { relativeGap } = await zeroSum({
            payoffs,
            method: 'regretMatching',
            maxIterations,
            tolerance: 1e-12,
          });
          log(`after ${maxIterations} rounds`);
          return relativeGap;
        };
        const [early, late] = [await after(100), await after(1600)];
        return { ratio: early / late };
      },
    },
    gold: { ratio: { atLeast: 4 } },
    landmarks: ['after 100 rounds', 'after 1600 rounds'],
    verdict: 'holds',
  },
  {
    name: 'lemke-howson-ends-on-degenerate-games',
    claim:
      'With the lexicographic ratio test the path from each label ends at an equilibrium, even in degenerate games',
    source: 'Lemke, Howson, J. SIAM 12, 1964; von Stengel, Handbook of Game Theory 3, 2002',
    shown: {
      what: 'every label of 24 games of 3 to 8 actions each with payoffs 0, 1 and 2, seeds 100 to 123 and 500 to 523: number of the 264 paths that end, and largest regret',
      budget: 0.4,
      async measure(log) {
        let [ended, regret] = [0, 0];
        for (let game = 0; game < 24; game++) {
          const size = 3 + (game % 6);
          const payoffs = [100, 500].map((seed) => matrix(size, size, levels(seed + game, size * size, 3)));
          for (let label = 0; label < 2 * size; label++) {
            const solution = await nash({ payoffs, label });
            if (solution.status === 'converged') ended++;
            regret = Math.max(regret, solution.regret);
          }
        }
        log(`${ended} paths`);
        return { ended, regret };
      },
    },
    gold: { ended: { near: 264 }, regret: { atMost: 1e-13 } },
    landmarks: ['264 paths'],
    verdict: 'holds',
  },
  {
    name: 'odd-number-of-equilibria',
    claim: 'A nondegenerate game of two players has an odd number of equilibria',
    source: 'Lemke, Howson, J. SIAM 12, 1964; Wilson, SIAM J. Appl. Math. 21, 1971',
    shown: {
      what: 'all equilibria of 50 games of 5 x 5 uniform payoffs, seeds 1 to 100: number of games with an even number',
      budget: 0.4,
      async measure(log) {
        let even = 0;
        for (let game = 0; game < 50; game++) {
          const payoffs = [1, 2].map((player) => matrix(5, 5, uniform(2 * game + player, 25)));
          const { equilibria = [], degenerate, complete } = await nash({ payoffs, find: 'all' });
          if (complete === true && degenerate === false && equilibria.length % 2 === 0) even++;
          if (equilibria.length > 1) log('several equilibria');
        }
        return { even };
      },
    },
    gold: { even: { near: 0 } },
    landmarks: ['several equilibria'],
    verdict: 'holds',
  },
  {
    name: 'signals-help',
    claim: 'In chicken a correlated equilibrium gives both players together more than any Nash equilibrium',
    source: 'Aumann, J. Math. Econ. 1, 1974',
    shown: {
      what: 'payoffs 6 and 6, 2 and 7, 7 and 2, 0 and 0: largest sums',
      budget: 0.1,
      async measure(log) {
        const payoffs = [
          [
            [6, 2],
            [7, 0],
          ],
          [
            [6, 7],
            [2, 0],
          ],
        ];
        const { equilibria = [] } = await nash({ payoffs, find: 'all' });
        log(`${equilibria.length} Nash equilibria`);
        const sums = equilibria.map(({ expectedPayoffs }) =>
          expectedPayoffs.reduce((sum, payoff) => sum + payoff, 0),
        );
        const { objective } = await correlated({ payoffs });
        return { nash: Math.max(...sums), correlated: objective };
      },
    },
    gold: { nash: { near: 28 / 3, relative: 1e-12 }, correlated: { near: 10.5, relative: 1e-12 } },
    landmarks: ['3 Nash equilibria'],
    verdict: 'holds',
  },
  ...equilibria,
];
