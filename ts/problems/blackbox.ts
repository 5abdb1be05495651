/** Problems of blackbox. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'tune-a-program',
    want: 'Find the best settings of a program or simulation by trying them',
    words:
      'black box, black-box optimization, hyperparameter, hyperparameters, tuning, tune, optuna, hyperopt, scikit-optimize, ray tune, bayesian optimization, gaussian process, surrogate, expensive function, slow function, slow to evaluate, noisy function, simulation, a/b settings, grid search, random search, automl, categories, integers',
    have: 'function',
    method: 'blackbox.minimize',
    guide: 'blackbox#the-least-value-in-a-box',
    example: `superlinear tune "node -p 'Math.hypot({x}, {y} - 1)'" --variable x=-2..2 --variable y=-2..2 --evaluations 8 --record tune-example.jsonl --overwrite`,
    alternatives: {
      'blackbox.directSearch': 'constraints',
      'blackbox.pareto': 'several objectives',
      'constrained.minimize': 'smooth functions',
    },
  },
  {
    id: 'global-minimum',
    want: 'Find the global minimum of a function with many local ones, without derivatives',
    words:
      'global optimization, global optimum, local minima, multimodal, derivative-free, gradient-free, cma-es, cmaes, nelder-mead, fminsearch, simplex search, differential evolution, genetic algorithm, evolutionary algorithm, particle swarm, simulated annealing, basin hopping, dual annealing, multistart, rastrigin, ackley',
    have: 'formula',
    method: 'blackbox.minimize',
    guide: 'blackbox#choosing-a-method',
    example: {
      objective: { formula: '20 + sum(x^2 - 10 * cos(2 * pi * x))', inputs: { x: 2 } },
      lower: [-5, -5],
      upper: [5, 5],
      maxEvaluations: 400,
    },
    alternatives: { 'constrained.minimize': 'smooth functions and a good start' },
  },
  {
    id: 'direct-search',
    want: 'Minimize without derivatives under constraints that are known only by values',
    words:
      'direct search, pattern search, mads, nomad, cobyla, bobyqa, derivative-free constraints, forbidden settings, hidden constraints, crashes, failures, feasible, engineering design, simulation-based',
    have: 'function',
    method: 'blackbox.directSearch',
    guide: 'blackbox#minima-under-constraints',
    example: {
      objective: { formula: '10 - 3 * x[0] - 4 * x[1]', inputs: { x: 2 } },
      constraints: { formula: '[x[0]^2 + x[1]^2 - 1]', inputs: { x: 2 } },
      lower: [-2, -2],
      upper: [2, 2],
    },
    alternatives: {
      'constrained.minimize': 'smooth functions',
      'blackbox.minimize': 'a global search in a box',
    },
  },
  {
    id: 'compromises',
    want: 'Find the best compromises between several goals',
    words:
      'pareto front, pareto, multi-objective, multiobjective, many objectives, trade-off, tradeoff, conflicting goals, cost against quality, weight against strength, nsga-ii, nsga2, pymoo, moea, efficient frontier',
    have: 'function',
    method: 'blackbox.pareto',
    guide: 'blackbox#several-objectives',
    example: {
      objective: { formula: '[sum(x^2), sum((x - 1)^2)]', inputs: { x: 2 } },
      lower: [0, 0],
      upper: [1, 1],
      maxEvaluations: 300,
    },
    alternatives: { 'blackbox.nondominated': 'candidates already evaluated' },
  },
  {
    id: 'hypervolume',
    want: 'Measure how good a set of compromises is',
    words:
      'hypervolume, indicator, s-metric, dominated volume, compare pareto fronts, contributions, moocore',
    have: 'points',
    method: 'blackbox.hypervolume',
    guide: 'blackbox#hypervolume',
    example: {
      values: [
        [1, 3],
        [2, 1],
        [3, 3],
      ],
      reference: [4, 4],
      contributions: true,
    },
  },
  {
    id: 'nondominated',
    want: 'Sort candidates by dominance: keep those that nothing beats in everything',
    words:
      'non-dominated sorting, nondominated, pareto optimal, pareto rank, skyline, skyline query, crowding distance, best options, filter options',
    have: 'points',
    method: 'blackbox.nondominated',
    guide: 'blackbox#fronts',
    example: {
      values: [
        [1, 3],
        [2, 1],
        [2, 4],
      ],
    },
  },
  {
    id: 'design-from-a-table',
    want: 'Propose better designs from a table of designs and scores, without new trials',
    words:
      'offline optimization, model-based optimization, dna, protein, sequence design, materials, recipes, propose experiments, next experiment, design bench, surrogate, candidates',
    have: 'table',
    method: 'blackbox.design',
    guide: 'blackbox#designs-from-a-table',
    example: {
      designs: [
        [0, 1, 1],
        [1, 1, 0],
        [2, 0, 1],
        [1, 2, 2],
        [0, 0, 2],
        [2, 2, 1],
      ],
      scores: [0.1, 0.7, 0.3, 0.9, 0.2, 0.8],
      count: 2,
    },
    alternatives: { 'blackbox.minimize': 'designs that can be tried' },
  },
  {
    id: 'test-functions',
    want: 'Evaluate well-known test functions of optimization',
    words: 'rastrigin, rosenbrock, ackley, benchmark function, test function, sphere, griewank',
    have: 'points',
    method: 'blackbox.evaluate',
    guide: 'blackbox#test-functions',
    example: {
      builtIn: { name: 'rastrigin' },
      points: [
        [0, 0],
        [1, 2],
      ],
    },
  },
];
