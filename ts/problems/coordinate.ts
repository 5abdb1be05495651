/** Problems of coordinate. */

import type { Problem } from './problem.js';

/** A small table: six samples of three features. */
const matrix = [
  [1, 0.5, -1],
  [0, 1, 0.5],
  [-1, 0.2, 1],
  [2, -0.5, 0.1],
  [0.5, 0.8, -0.3],
  [-0.7, -1, 0.9],
];
const response = [2.1, 0.3, -1.8, 3.9, 1.1, -1.5];
const classes = ['yes', 'no', 'no', 'yes', 'yes', 'no'];

export const problems: readonly Problem[] = [
  {
    id: 'fit-a-sparse-model',
    want: 'Fit a linear model with any loss and any penalty',
    words:
      'regression, glm, generalized linear model, glmnet, skglm, sklearn linear_model, SGDClassifier, ridge regression, regularized regression, huber, robust regression, quantile, sparse model, sparsity, penalty, gamma regression, survival, cox, svm, offset, sample weights',
    have: 'table',
    method: 'coordinate.fit',
    guide: 'coordinate#sparse-models',
    example: { matrix, response, loss: 'squared', penalty: 'l2', lambda: 0.1 },
    alternatives: {
      'coordinate.crossValidate': 'a penalty chosen by cross-validation',
      'sketch.lstsq': 'no penalty',
    },
  },
  {
    id: 'select-features',
    want: 'Select the features that matter and predict a number from them',
    words:
      'lasso, Lasso, l1 regularization, sparse regression, feature selection, variable selection, which variables matter, important features, drop irrelevant columns, compressed sensing, basis pursuit denoising, sparse recovery, predict prices, many features',
    have: 'table',
    method: 'coordinate.lasso',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response, lambdaRatio: 0.1 },
    alternatives: {
      'coordinate.crossValidate': 'a strength chosen for you',
      'coordinate.elasticNet': 'correlated features',
      'coordinate.adaptiveLasso': 'less shrinkage of large coefficients',
    },
  },
  {
    id: 'correlated-features',
    want: 'Select features in groups of correlated ones',
    words:
      'elastic net, ElasticNet, enet, l1 and l2, l1_ratio, collinear, multicollinearity, correlated predictors, mixed penalty',
    have: 'table',
    method: 'coordinate.elasticNet',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response, lambdaRatio: 0.1, l1Ratio: 0.5 },
    alternatives: { 'coordinate.crossValidate': 'strength and mix chosen for you' },
  },
  {
    id: 'classify-in-two',
    want: 'Predict yes or no, with probabilities',
    words:
      'logistic regression, LogisticRegression, binary classification, two classes, classifier, spam, churn, credit default, diagnosis, tumour, benign or malignant, probability of an event, sentiment, text classification, bag of words, liblinear, click, odds',
    have: 'table',
    method: 'coordinate.logisticRegression',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response: classes, lambdaRatio: 0.1 },
    alternatives: {
      'coordinate.multinomialRegression': 'more than two classes',
      'constrained.logistic': 'equations among coefficients',
    },
  },
  {
    id: 'classify-in-several',
    want: 'Predict one of several classes, with probabilities',
    words:
      'multinomial, softmax regression, multiclass classification, multi-class, several categories, digits, topics, species, iris, maximum entropy, one vs rest',
    have: 'table',
    method: 'coordinate.multinomialRegression',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response: ['red', 'green', 'blue', 'red', 'green', 'blue'], lambdaRatio: 0.1 },
    alternatives: { 'coordinate.logisticRegression': 'two classes' },
  },
  {
    id: 'predict-counts',
    want: 'Predict counts: events, visits, claims',
    words:
      'poisson regression, PoissonRegressor, count data, rate, number of events, accidents, insurance, exposure, log-linear, frequency',
    have: 'table',
    method: 'coordinate.poissonRegression',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response: [3, 1, 0, 9, 2, 0], lambdaRatio: 0.1 },
  },
  {
    id: 'select-groups',
    want: 'Select whole groups of features',
    words:
      'group lasso, groups of variables, dummy variables, categorical, one-hot, factor levels, all or none, block sparsity',
    have: 'table',
    method: 'coordinate.groupLasso',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response, groups: [0, 0, 1], lambdaRatio: 0.1 },
    alternatives: { 'coordinate.sparseGroupLasso': 'few features within groups' },
  },
  {
    id: 'select-within-groups',
    want: 'Select groups of features, and few features within them',
    words: 'sparse group lasso, sgl, bi-level selection, genes and pathways, groups and features',
    have: 'table',
    method: 'coordinate.sparseGroupLasso',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response, groups: [0, 0, 1], lambdaRatio: 0.1, l1Ratio: 0.5 },
  },
  {
    id: 'several-responses',
    want: 'Predict several numbers from the same few features',
    words:
      'multi-task lasso, MultiTaskLasso, multi-output regression, multivariate response, mgaussian, joint feature selection, meg, eeg source',
    have: 'table',
    method: 'coordinate.multiTaskLasso',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response: response.map((value) => [value, 1 - value]), lambdaRatio: 0.1 },
  },
  {
    id: 'nonnegative',
    want: 'Fit coefficients that must not be negative',
    words:
      'nnls, nonnegative least squares, non-negative, positive coefficients, scipy.optimize.nnls, lsqnonneg, mixture, unmixing, deconvolution, shares, concentrations of components',
    have: 'table',
    method: 'coordinate.nonNegativeLeastSquares',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response },
    alternatives: { 'constrained.quadraticProgram': 'further constraints, such as a sum' },
  },
  {
    id: 'select-with-mcp',
    want: 'Select features without shrinking the large coefficients, by MCP',
    words: 'mcp, minimax concave penalty, nonconvex penalty, ncvreg, unbiased selection, sparsenet',
    have: 'table',
    method: 'coordinate.mcpRegression',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response, lambdaRatio: 0.1 },
    alternatives: { 'coordinate.adaptiveLasso': 'convex problems' },
  },
  {
    id: 'select-with-scad',
    want: 'Select features without shrinking the large coefficients, by SCAD',
    words: 'scad, smoothly clipped absolute deviation, nonconvex penalty, ncvreg, oracle property, fan li',
    have: 'table',
    method: 'coordinate.scadRegression',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response, lambdaRatio: 0.1 },
  },
  {
    id: 'adaptive-lasso',
    want: 'Select features in rounds, each with penalties from the last',
    words:
      'adaptive lasso, reweighted l1, iteratively reweighted, oracle, zou, two-stage selection, less bias',
    have: 'table',
    method: 'coordinate.adaptiveLasso',
    guide: 'coordinate#choosing-a-solver',
    example: { matrix, response, lambdaRatio: 0.1 },
  },
  {
    id: 'choose-the-penalty',
    want: 'Choose the strength of a penalty by cross-validation',
    words:
      'cross-validation, crossvalidation, LassoCV, ElasticNetCV, LogisticRegressionCV, cv.glmnet, GridSearchCV, choose lambda, alpha, regularization strength, k-fold, folds, overfitting, held-out error, model selection, one standard error rule, automatically',
    have: 'table',
    method: 'coordinate.crossValidate',
    guide: 'coordinate#cross-validation',
    example: { matrix, response, folds: 3, count: 10 },
    alternatives: { 'bilevel.tunePenalties': 'a penalty for each feature' },
  },
  {
    id: 'path-of-penalties',
    want: 'See how a model changes with the strength of its penalty',
    words:
      'regularization path, lasso path, lasso_path, lars, coefficients against lambda, sequence of lambdas, glmnet path, aic, bic, order in which features enter',
    have: 'table',
    method: 'coordinate.path',
    guide: 'coordinate#paths',
    example: { matrix, response, count: 10 },
    alternatives: { 'coordinate.crossValidate': 'a choice among them' },
  },
  {
    id: 'predict',
    want: 'Predict new rows with a fitted model',
    words:
      'predict, prediction, predict_proba, apply a model, score new data, inference, forecast, decision function',
    have: 'solution',
    method: 'coordinate.predict',
    guide: 'coordinate#predictions',
    example: {
      model: { coefficients: [1.8, 0.4, 0], intercept: 0.1, loss: 'squared' },
      matrix: [
        [1, 1, 0],
        [0, 2, 1],
      ],
    },
  },
  {
    id: 'score',
    want: 'Measure how good a fitted model is on other rows',
    words:
      'accuracy, r2, r-squared, log loss, mean squared error, rmse, evaluate a model, test set, score, deviance, goodness of fit',
    have: 'solution',
    method: 'coordinate.score',
    guide: 'coordinate#predictions',
    example: {
      model: { coefficients: [1.8, 0.4, 0], intercept: 0.1, loss: 'squared' },
      matrix: [
        [1, 1, 0],
        [0, 2, 1],
      ],
      response: [2, 1],
    },
  },
  {
    id: 'largest-penalty',
    want: 'Find the smallest penalty at which all coefficients are zero',
    words: 'lambda max, lambdaMax, alpha_max, start of a path, critical lambda',
    have: 'table',
    method: 'coordinate.lambdaMax',
    guide: 'coordinate#paths',
    example: { matrix, response },
  },
  {
    id: 'duality-gap',
    want: 'Bound how far coefficients are from the best ones, in the objective',
    words: 'duality gap, suboptimality, certificate, how accurate is a fit, dual objective, dual_gap_',
    have: 'solution',
    method: 'coordinate.dualityGap',
    guide: 'coordinate#duality-gap-and-tolerance',
    example: { matrix, response, lambda: 0.1, point: { coefficients: [1.8, 0, 0], intercept: 0.1 } },
  },
  {
    id: 'kkt-violation',
    want: 'Measure how far coefficients are from the conditions of optimality',
    words: 'kkt, optimality conditions, stationarity, residual of a fit, check another program, subgradient',
    have: 'solution',
    method: 'coordinate.kktViolation',
    guide: 'coordinate#duality-gap-and-tolerance',
    example: { matrix, response, lambda: 0.1, point: { coefficients: [1.8, 0, 0], intercept: 0.1 } },
  },
  {
    id: 'spread-labels',
    want: 'Label all nodes of a graph from a few known labels',
    words:
      'label propagation, LabelPropagation, LabelSpreading, semi-supervised, few labels, similar items, similarity, nearest neighbors, neighbours, segmentation, random walker, colorize, colorization, interpolate on a graph, harmonic function, communities',
    have: 'graph',
    method: 'coordinate.labelPropagation',
    guide: 'coordinate#labels',
    example: {
      edges: [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
      labels: [0, -1, -1, -1, 1],
    },
  },
  {
    id: 'graph-quadratic',
    want: 'Solve a Laplacian or another quadratic on a graph',
    words:
      'graph laplacian, laplacian system, electrical network, resistor, effective resistance, sparse positive definite, smoothing on a graph, mesh, image editing, gaussian markov random field, message passing',
    have: 'graph',
    method: 'coordinate.solveGraphQuadratic',
    guide: 'coordinate#quadratics',
    example: {
      matrix: {
        rows: 3,
        columns: 3,
        indptr: [0, 2, 5, 7],
        indices: [0, 1, 0, 1, 2, 1, 2],
        data: [2, -1, -1, 2, -1, -1, 2],
      },
      rightSide: [0, 0, 1],
    },
    alternatives: { 'linear.solve': 'any other matrix' },
  },
  {
    id: 'forest',
    want: 'Find a large forest in a graph and solve along it',
    words:
      'spanning forest, spanning tree, acyclic subgraph, message passing, belief propagation, tree, elimination',
    have: 'graph',
    method: 'coordinate.forest',
    guide: 'coordinate#forests',
    example: {
      matrix: {
        rows: 3,
        columns: 3,
        indptr: [0, 2, 5, 7],
        indices: [0, 1, 0, 1, 2, 1, 2],
        data: [2, -1, -1, 2, -1, -1, 2],
      },
      rightSide: [0, 0, 1],
    },
  },
  {
    id: 'block-descent',
    want: 'Study block coordinate descent, with every choice exposed',
    words:
      'block coordinate descent, bcd, gauss-southwell, greedy rules, coordinate descent, selection rule, convergence study',
    have: 'matrix',
    method: 'coordinate.minimizeBlocks',
    guide: 'coordinate#blocks',
    example: {
      matrix: [
        [2, 1, 0],
        [1, 2, 1],
        [0, 1, 2],
      ],
      target: [1, 2, 3],
      blockSize: 2,
      rule: 'gsl',
    },
    alternatives: { 'coordinate.fit': 'solutions, many times faster' },
  },
];
