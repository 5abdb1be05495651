/** Problems of very many rows and of streams. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'many-rows',
    want: 'Fit a linear model to very many rows, in one pass or a few',
    words:
      'stochastic gradient descent, SGD, SGDClassifier, SGDRegressor, online learning, AdaGrad, FTRL, hinge, support vector machine, quantile regression, softmax regression, multiclass, group lasso, penalty factors, adaptive lasso, Polyak averaging, averaged SGD, large sparse data, vowpal wabbit',
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
  {
    id: 'mean-of-functions',
    want: 'Minimize a mean of many JavaScript functions, batch by batch, also on a simplex or a ball',
    words:
      'mini-batch, finite sum, empirical risk, mirror descent, exponentiated gradient, SVRG, variance reduction, projected stochastic gradient, custom loss function in JavaScript over many samples',
    have: 'function',
    alternatives: {
      'expression.train': 'a loss that is a formula',
      'constrained.minimize': 'few variables, one function',
    },
    method: 'stochastic.minimize',
    guide: 'stochastic',
    example: `node --input-type=module -e "import { minimize } from 'superlinear/stochastic'; const { solution } = await minimize({ dimension: 1, componentCount: 5, method: 'sgd', learningRate: 0.5, epochs: 50, gradient(x, indices, weights, out) { let value = 0; out[0] = 0; indices.forEach((i, k) => { value += weights[k] * (x[0] - i) ** 2 / 2; out[0] += weights[k] * (x[0] - i); }); return value; } }); console.log(solution)"`,
  },
  {
    id: 'expensive-gradient-of-predictions',
    want: 'Fit a model, linear or a formula, with few evaluations of an expensive loss of its predictions',
    words:
      'target-based surrogate, functional gradient, expensive simulator, majorization, human feedback, nonlinear model of rows',
    have: 'function',
    alternatives: { 'stochastic.fit': 'a usual loss', 'stochastic.minimize': 'a cheap loss' },
    method: 'stochastic.minimizeTargets',
    guide: 'stochastic',
    example: `node --input-type=module -e "import { minimizeTargets } from 'superlinear/stochastic'; const y = [1, 3, 5]; const { coefficients } = await minimizeTargets({ matrix: [[0, 1], [1, 1], [2, 1]], targetSmoothness: 1, targetGradient(z, indices, out) { let loss = 0; z.forEach((p, k) => { out[k] = p - y[indices[k]]; loss += out[k] ** 2 / 2 / z.length; }); return loss; } }); console.log(coefficients)"`,
  },
  {
    id: 'nonlinear-stream',
    want: 'Learn a nonlinear function of few inputs from rows as they arrive, without forgetting',
    words:
      'online regression, incremental learning, random features, tile coding, follow the leader, streaming regression, continual learning, data drift in order',
    have: 'table',
    alternatives: {
      'dynamics.recursiveLeastSquares': 'linear, with old rows forgotten',
      'bilevel.tuneKernel': 'all rows in memory',
    },
    method: 'stochastic.streamRegression',
    guide: 'stochastic',
    example: `node --input-type=module -e "import { streamRegression } from 'superlinear/stochastic'; const fit = await streamRegression({ dimension: 1, scale: 1 }); for (let k = 0; k < 1000; k++) fit.learn([[k / 500 - 1]], [Math.sin(k / 100)]); console.log(fit.predict([[0]])); fit.close()"`,
  },
  {
    id: 'update-rule',
    want: 'Use Adam, schedule-free descent or Prodigy in a training loop of your own',
    words:
      'optimizer, torch.optim, optax, AdamW, RAdam, Nesterov, momentum, RMSProp, Polyak step size, optimizer state, own training loop',
    have: 'function',
    alternatives: { 'expression.train': 'a loss that is a formula' },
    method: 'stochastic.optimizer',
    guide: 'stochastic',
    example: `node --input-type=module -e "import { optimizer } from 'superlinear/stochastic'; const rule = await optimizer({ method: 'prodigy', initial: [3] }); for (let k = 0; k < 100; k++) rule.step([rule.point[0] - 1]); console.log(rule.parameters()); rule.close()"`,
  },
  {
    id: 'learning-rate-schedule',
    want: 'List the learning rates of a schedule with warm-up',
    words:
      'learning rate schedule, step size, cosine annealing, linear decay, warmup, one cycle, exponential decay, budgeted training',
    have: 'formula',
    method: 'stochastic.stepSizes',
    guide: 'stochastic',
    example: { kind: 'uba', steps: 8, peak: 0.1, warmup: 2 },
  },
  {
    id: 'importance-sampling',
    want: 'Draw items by importance, with weights that keep means unbiased',
    words:
      'importance sampling, weighted random sampler, sampling probabilities, gradient norm sampling, inverse probability weights, random draws proportional to scores, paths through a supernet',
    have: 'table',
    alternatives: { 'sketch.weightedSample': 'few rows of a table to label, for regression' },
    method: 'stochastic.samplingProbabilities',
    guide: 'stochastic',
    example: { scores: [1, 2, 0, 5], count: 4 },
  },
];
