/** Problems of games. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'rank',
    want: 'Rank players, teams or dishes from the results of pairs',
    words:
      'bradley-terry, bradley terry, ranking, rating, elo, glicko, trueskill, pairwise comparison, paired comparison, votes, a/b test, tournament, league, match results, win loss, wins, strength, skill, choix, preference, preferences, which is best, llm arena, leaderboard, reward model',
    have: 'votes',
    method: 'games.bradleyTerry',
    guide: 'games#strengths-from-votes',
    example: {
      votes: [
        [0, 7, 5],
        [3, 0, 6],
        [5, 4, 0],
      ],
    },
    alternatives: { 'games.preferenceWinner': 'cyclic preferences' },
  },
  {
    id: 'winner-of-cyclic-votes',
    want: 'Choose a winner from preferences that may be cyclic',
    words:
      'voting, election, condorcet, maximal lottery, von neumann winner, majority cycles, paradox, social choice, kreweras, preference between items, alignment, human feedback',
    have: 'votes',
    method: 'games.preferenceWinner',
    guide: 'games#preference-winners',
    example: {
      preferences: [
        [0.5, 0.9, 0.2],
        [0.1, 0.5, 0.7],
        [0.8, 0.3, 0.5],
      ],
      regularization: 0.05,
    },
    alternatives: { 'games.bradleyTerry': 'strengths on one scale' },
  },
  {
    id: 'preference-loss',
    want: 'Compute the DPO loss of chosen and rejected answers, with its gradient',
    words:
      'direct preference optimization, dpo, ipo, rlhf, fine-tuning a language model, log probabilities, chosen and rejected, hinge loss, token',
    have: 'table',
    method: 'games.preferenceLoss',
    guide: 'games#preference-losses',
    example: {
      chosen: { logProbabilities: [-1.2, -0.7, -2], reference: [-1.1, -0.8, -1.9], offsets: [0, 3] },
      rejected: {
        logProbabilities: [-1, -0.9, -0.3, -1.5],
        reference: [-1.2, -0.7, -0.5, -1.1],
        offsets: [0, 4],
      },
    },
  },
  {
    id: 'zero-sum',
    want: 'Play a zero-sum game well: the best mixed strategies of both sides',
    words:
      'zero-sum game, matrix game, two-player, minimax, maximin, mixed strategy, optimal strategy, rock paper scissors, penalty kicks, poker, value of a game, saddle point, bluff',
    have: 'payoffs',
    method: 'games.zeroSum',
    guide: 'games#zero-sum-games',
    example: {
      payoffs: [
        [0, -1, 1],
        [1, 0, -1],
        [-1, 1, 0],
      ],
    },
    alternatives: { 'games.nash': 'payoffs that do not sum to zero' },
  },
  {
    id: 'nash',
    want: 'Find Nash equilibria of a game of two or more players',
    words:
      'nash equilibrium, bimatrix, normal form, strategic form, payoff matrix, lemke-howson, support enumeration, nashpy, gambit, prisoner, dilemma, coordination, chicken, battle of the sexes, all equilibria, game theory, three players, competition between firms',
    have: 'payoffs',
    method: 'games.nash',
    guide: 'games#nash-equilibria',
    example: {
      payoffs: [
        [
          [3, 0],
          [5, 1],
        ],
        [
          [3, 5],
          [0, 1],
        ],
      ],
    },
    alternatives: {
      'games.zeroSum': 'zero-sum games',
      'games.correlated': 'a mediator who advises the players',
    },
  },
  {
    id: 'correlated',
    want: 'Find the best correlated equilibrium of a game',
    words:
      'correlated equilibrium, coarse correlated, mediator, aumann, recommendation, traffic light, welfare, joint distribution',
    have: 'payoffs',
    method: 'games.correlated',
    guide: 'games#correlated-equilibria',
    example: {
      payoffs: [
        [
          [6, 2],
          [7, 0],
        ],
        [
          [6, 7],
          [2, 0],
        ],
      ],
    },
    alternatives: { 'games.nash': 'independent players' },
  },
  {
    id: 'exploitability',
    want: 'Measure how much opponents can gain against given strategies',
    words:
      'exploitability, nashconv, regret, best response, how good is my strategy, deviation, counter-strategy',
    have: 'payoffs',
    method: 'games.exploitability',
    guide: 'games#exploitability',
    example: {
      payoffs: [
        [0, -1, 1],
        [1, 0, -1],
        [-1, 1, 0],
      ],
      strategies: [
        [1, 0, 0],
        [0, 1, 0],
      ],
    },
  },
  {
    id: 'variational-inequality',
    want: 'Find an equilibrium of flows, prices or players with smooth payoffs',
    words:
      'variational inequality, complementarity problem, lcp, mcp solver, path solver, saddle point, minimax, gan, wardrop, traffic assignment, congestion, route choice, braess, market equilibrium, monotone operator, extragradient, cournot, generalized nash',
    have: 'formula',
    method: 'games.variationalInequality',
    guide: 'games#variational-inequalities',
    example: {
      operator: { expression: { formula: '[2 * q[0] + q[1] - 9, q[0] + 2 * q[1] - 6]', inputs: { q: 2 } } },
      set: [{ kind: 'box', size: 2, lower: 0 }],
      initial: [0, 0],
    },
    alternatives: { 'games.nash': 'finitely many moves' },
  },
  {
    id: 'distributed-root',
    want: 'Find a root of a sum of maps held by workers, with little communication',
    words:
      'distributed optimization, federated learning, compressed communication, workers, parameter server, masha, gradient compression, decentralized',
    have: 'function',
    method: 'games.distributed',
    guide: 'games#distributed-roots',
    example: `node --input-type=module -e "import { games } from 'superlinear'; const centers = [[1, 2], [3, -1]]; console.log((await games.distributed({ initial: [0, 0], workerCount: 2, worker: ([x, y], k) => [x - centers[k][0], y - centers[k][1]] })).solution)"`,
  },
];
