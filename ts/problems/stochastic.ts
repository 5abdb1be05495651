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
    alternatives: {
      'stochastic.learner': 'rows that arrive over time, or do not fit in memory',
      'coordinate.fit': 'the minimum itself, of a smooth loss',
    },
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
      maxIterations: 100,
    },
  },
  {
    id: 'stream-of-rows',
    want: 'Learn a linear model from a stream of rows, or from a file that does not fit in memory',
    words:
      'online learning, incremental learning, partial_fit, out of core, large CSV, svmlight, libsvm, stream, hashing trick, river, vowpal wabbit, resume, checkpoint',
    have: 'table',
    method: 'stochastic.learner',
    guide: 'stochastic',
    example: `printf 'x,y\n1,no\n2,yes\n3,yes\n0,no\n' > rows.csv && superlinear fit-stream rows.csv --response y --loss logistic --classes no,yes --dimension 1`,
  },
];
