/** Problems of bilevel. */

import type { Problem } from './problem.js';

const matrix = Array.from({ length: 12 }, (_, i) => [(i % 4) / 2 - 1, ((5 * i) % 12) / 8 - 0.75]);
const response = matrix.map(([x = 0, y = 0], i) => 2 * x + y / 4 + (i % 3) / 16);
const labels = matrix.map(([x = 0]) => (x > -0.25 ? 1 : -1));
const inputs = { x: 1, y: 1 };

/** A program of an imported family. */
const program = (code: string) =>
  `node --input-type=module -e "import { bilevel } from 'superlinear'; ${code}"`;

export const problems: readonly Problem[] = [
  {
    id: 'tune-many-penalties',
    want: 'Tune a penalty for each feature, hundreds of them at once',
    words:
      'hyperparameter gradient, hypergradient, separate penalty, penalty per feature, automatic relevance determination, ard, weighted lasso, individual regularization, many hyperparameters, implicit differentiation, jaxopt, regularization strength',
    have: 'table',
    method: 'bilevel.tunePenalties',
    guide: 'bilevel#penalties-one-for-each-feature',
    example: { matrix, response, folds: 3, spread: 0.5 },
    alternatives: { 'coordinate.crossValidate': 'one penalty' },
  },
  {
    id: 'clean-labels',
    want: 'Find wrong labels among training samples',
    words:
      'label noise, noisy labels, mislabeled, mislabelled, data cleaning, clean a dataset, cleanlab, bad annotations, sample weights, trusted samples, outlier samples, wrong training labels, corrupted labels',
    have: 'table',
    method: 'bilevel.cleanSamples',
    guide: 'bilevel#wrong-labels',
    example: {
      loss: 'logistic',
      matrix,
      response: labels.map((label, i) => (i === 5 ? -label : label)),
      trustedMatrix: matrix.slice(0, 6),
      trustedResponse: labels.slice(0, 6),
    },
  },
  {
    id: 'kernel-regression',
    want: 'Fit a smooth function of several features by a kernel, with its length scales',
    words:
      'kernel ridge regression, KernelRidge, gaussian process regression, gpr, kriging, rbf, length scale, kernel bandwidth, marginal likelihood, leave-one-out, multiple kernel learning, nonparametric regression, interpolation of scattered data, surrogate model',
    have: 'table',
    method: 'bilevel.tuneKernel',
    guide: 'bilevel#kernel-ridge-regression',
    example: { matrix, response },
    alternatives: { 'constrained.curveFit': 'a known formula' },
  },
  {
    id: 'predict-kernel',
    want: 'Predict with a kernel model, with its uncertainty',
    words:
      'kernel predictions, gaussian process prediction, posterior variance, predictive variance, new samples',
    have: 'solution',
    method: 'bilevel.predictKernel',
    guide: 'bilevel#kernel-ridge-regression',
    example: program(
      'const { model } = await bilevel.tuneKernel({ matrix: [[0], [1], [2], [3]], response: [0, 0.8, 0.9, 0.1] }); console.log((await bilevel.predictKernel({ model, matrix: [[1.5]] })).predictions)',
    ),
  },
  {
    id: 'learn-a-denoiser',
    want: 'Learn to remove noise from signals or pictures, from pairs of noisy and clean ones',
    words:
      'denoise, denoising, total variation, tv denoising, learned filters, fields of experts, image restoration, choose the strength of smoothing, noise removal',
    have: 'table',
    method: 'bilevel.learnDenoiser',
    guide: 'bilevel#denoisers',
    example: { noisy: [[0.3, -0.2, 0.1, -0.4, 2.7, 3.3, 2.9, 3.2]], clean: [[0, 0, 0, 0, 3, 3, 3, 3]] },
  },
  {
    id: 'denoise',
    want: 'Remove noise from a signal or picture and keep its edges',
    words:
      'denoise, denoising, total variation, rof, smoothing, edge-preserving, clean a signal, filter noise, noise removal, image denoising',
    have: 'table',
    method: 'bilevel.denoise',
    guide: 'bilevel#denoisers',
    example: program(
      'const { model } = await bilevel.learnDenoiser({ noisy: [[0.3, -0.2, 0.1, 2.7, 3.3, 2.9]], clean: [[0, 0, 0, 3, 3, 3]] }); console.log((await bilevel.denoise({ model, noisy: [[1.8, 2.2, 2.1, -0.1, 0.2, 0.1]] })).denoised)',
    ),
  },
  {
    id: 'choose-operations',
    want: 'Choose the operations of a small network',
    words:
      'neural architecture search, nas, darts, network structure, automl, which activation, differentiable architecture search',
    have: 'table',
    method: 'bilevel.selectOperations',
    guide: 'bilevel#operations-of-a-network',
    example: {
      matrix,
      labels,
      validationMatrix: matrix,
      validationLabels: labels,
      operations: ['linear', 'tanh'],
      edges: 1,
      epochs: 5,
      retrainEpochs: 5,
    },
    alternatives: { 'expression.train': 'a network of your own' },
  },
  {
    id: 'evaluate-operations',
    want: 'Classify with a network of chosen operations',
    words: 'evaluate a found architecture, classes of a network, network accuracy',
    have: 'solution',
    method: 'bilevel.evaluateOperations',
    guide: 'bilevel#operations-of-a-network',
    example: program(
      `const matrix = [[0, 0], [0, 1], [1, 0], [1, 1]], labels = [0, 1, 1, 0]; const { network } = await bilevel.selectOperations({ matrix, labels, validationMatrix: matrix, validationLabels: labels, operations: ['linear', 'tanh'], edges: 1, epochs: 5 }); console.log((await bilevel.evaluateOperations({ network, matrix })).classes)`,
    ),
  },
  {
    id: 'two-levels',
    want: 'Minimize a function whose second part is itself a minimum: prices and buyers, leader and followers',
    words:
      'bilevel optimization, bilevel programming, two levels, stackelberg, leader follower, mpec, mathematical program with equilibrium constraints, inner problem, nested optimization, pricing, meta-learning, inverse optimization',
    have: 'formula',
    method: 'bilevel.minimize',
    guide: 'bilevel#minima-over-two-levels',
    example: {
      outerObjective: { formula: '(y[0] - 1)^2', inputs },
      innerObjective: { formula: 'exp(y[0]) - x[0] * y[0]', inputs },
      initial: [1],
    },
  },
  {
    id: 'hypergradient',
    want: 'Differentiate through an inner minimum',
    words:
      'hypergradient, implicit differentiation, implicit function theorem, gradient of an argmin, differentiable optimization, jaxopt, sensitivity of a minimum',
    have: 'formula',
    method: 'bilevel.hypergradient',
    guide: 'bilevel#minima-over-two-levels',
    example: {
      outerObjective: { formula: '(y[0] - 1)^2', inputs },
      innerObjective: { formula: 'exp(y[0]) - x[0] * y[0]', inputs },
      initial: [1],
    },
  },
  {
    id: 'check-bilevel-derivatives',
    want: 'Check the derivatives of both levels of a bilevel problem',
    words: 'gradient check of a bilevel problem, finite differences, inner gradient, outer gradient',
    have: 'function',
    method: 'bilevel.checkDerivatives',
    guide: 'bilevel#minima-over-two-levels',
    example: program(
      'console.log((await bilevel.checkDerivatives({ outer: (x, [y]) => ({ value: (y - 1) ** 2 / 2, xGradient: [0], yGradient: [y - 1] }), inner: ([x], [y]) => ({ value: y ** 2 / 2 - x * y, yGradient: [y - x], xGradient: [-y] }), initial: [0], innerInitial: [0] })).errors)',
    ),
  },
];
