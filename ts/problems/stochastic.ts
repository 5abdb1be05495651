/** Problems of very many rows and of streams. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'many-rows',
    want: 'Fit a linear model to very many rows, in one pass or a few',
    words:
      'stochastic gradient descent, SGD, SGDClassifier, SGDRegressor, online learning, AdaGrad, FTRL, hinge, support vector machine, quantile regression, large sparse data, vowpal wabbit',
    have: 'table',
    method: 'stochastic.fit',
    guide: 'stochastic',
    example: {
      matrix: [
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 1],
      ],
      response: ['no', 'no', 'yes', 'yes'],
      loss: 'hinge',
      lambda: 0.01,
    },
  },
];
