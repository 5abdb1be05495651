/** Problems of sketch. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'linear-least-squares',
    want: 'Solve more equations than unknowns as well as possible: linear least squares',
    words:
      'least squares, lstsq, numpy.linalg.lstsq, polyfit, polynomial fit, straight line, best fit line, linear regression, multiple regression, ols, ordinary least squares, overdetermined, underdetermined, normal equations, qr, pseudoinverse, pinv, minimum norm, ridge, tikhonov, weighted least squares, tall matrix, million rows, plane fit, trend',
    have: 'matrix',
    method: 'sketch.lstsq',
    guide: 'sketch#least-squares',
    example: {
      matrix: [
        [1, 0],
        [1, 1],
        [1, 2],
      ],
      rightSide: [1, 2.9, 5.1],
    },
    alternatives: {
      'constrained.curveFit': 'models that are not linear in their parameters',
      'coordinate.lasso': 'few of many features',
      'linear.solve': 'as many equations as unknowns',
    },
  },
  {
    id: 'least-squares-by-products',
    want: 'Solve large sparse least squares by products with the matrix',
    words:
      'lsqr, scipy.sparse.linalg.lsqr, iterative least squares, tomography, inverse problem, matrix-free, damped least squares, golub-kahan, paige saunders',
    have: 'matrix',
    method: 'sketch.lsqr',
    guide: 'sketch#iterative-least-squares',
    example: {
      matrix: [
        [1, 0],
        [1, 1],
        [1, 2],
      ],
      rightSide: [1, 2.9, 5.1],
    },
    alternatives: { 'sketch.lsmr': 'an early stop', 'sketch.lstsq': 'matrices that fit in memory' },
  },
  {
    id: 'least-squares-by-products-steadily',
    want: 'Solve large sparse least squares, with optimality that improves at every step',
    words: 'lsmr, scipy.sparse.linalg.lsmr, iterative least squares, matrix-free, minres on normal equations',
    have: 'matrix',
    method: 'sketch.lsmr',
    guide: 'sketch#iterative-least-squares',
    example: {
      matrix: [
        [1, 0],
        [1, 1],
        [1, 2],
      ],
      rightSide: [1, 2.9, 5.1],
    },
    alternatives: { 'sketch.lsqr': 'the smallest residual at each step' },
  },
  {
    id: 'rough-least-squares',
    want: 'Solve a huge least-squares problem roughly, with a guaranteed error',
    words:
      'sketch and solve, approximate least squares, random projection, subsampled, quick estimate, johnson-lindenstrauss, big data regression, million rows',
    have: 'matrix',
    method: 'sketch.sketchedLstsq',
    guide: 'sketch#approximate-solutions-with-error-bounds',
    example: {
      matrix: [
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 3],
      ],
      rightSide: [1, 2.9, 5.1, 7],
    },
    alternatives: { 'sketch.lstsq': 'full accuracy' },
  },
  {
    id: 'iterative-hessian-sketch',
    want: 'Refine a sketched least-squares solution step by step',
    words: 'iterative hessian sketch, ihs, sketching iteration, preconditioned gradient, refinement',
    have: 'matrix',
    method: 'sketch.iterativeHessianSketch',
    guide: 'sketch#iterative-hessian-sketch',
    example: {
      matrix: [
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 3],
      ],
      rightSide: [1, 2.9, 5.1, 7],
    },
    alternatives: { 'sketch.lstsq': 'every practical problem' },
  },
  {
    id: 'few-labels',
    want: 'Fit a model with few expensive measurements, chosen for me',
    words:
      'active learning, experimental design, doe, optimal design, expensive labels, which points to measure, surrogate model, polynomial chaos, volume sampling, determinantal point process, dpp',
    have: 'function',
    method: 'sketch.sampledLstsq',
    guide: 'sketch#few-labels',
    example: {
      matrix: [
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 3],
        [1, 4],
      ],
      rightSide: [1, 2.9, 5.1, 7, 9.1],
      method: 'dpp',
    },
    alternatives: { 'sketch.weightedSample': 'the rows alone, for a fit of your own' },
  },
  {
    id: 'choose-rows',
    want: 'Choose representative rows of a table, with weights',
    words:
      'row sampling, subset of rows, coreset, subsample, volume sampling, dpp, diverse subset, where to measure, sensor placement',
    have: 'table',
    method: 'sketch.weightedSample',
    guide: 'sketch#few-labels',
    example: {
      matrix: [
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 3],
        [1, 4],
      ],
      method: 'dpp',
    },
    alternatives: { 'sketch.sampledLstsq': 'the fit as well' },
  },
  {
    id: 'basis-of-functions',
    want: 'Evaluate Legendre, Chebyshev or Fourier functions at points',
    words:
      'design matrix, vandermonde, polynomial features, orthogonal polynomials, legvander, chebvander, basis functions, spectral',
    have: 'points',
    method: 'sketch.basisMatrix',
    guide: 'sketch#few-labels',
    example: { points: [[0], [0.5]], basis: 'legendre', degree: 3 },
  },
  {
    id: 'consistent-system',
    want: 'Solve consistent equations row by row',
    words:
      'kaczmarz, randomized kaczmarz, algebraic reconstruction technique, art, sketch and project, gossip, row action, projection method, nearest solution',
    have: 'matrix',
    method: 'sketch.solveConsistent',
    guide: 'sketch#consistent-systems',
    example: {
      matrix: [
        [2, 1],
        [1, 3],
        [3, 4],
      ],
      rightSide: [3, 4, 7],
    },
    alternatives: { 'sketch.lstsq': 'equations with errors' },
  },
  {
    id: 'singular-values',
    want: 'Find the largest singular values and vectors: principal components',
    words:
      'svd, truncated svd, svds, randomized_svd, pca, principal component analysis, low rank approximation, dimensionality reduction, latent semantic analysis, lsa, eigenfaces, compress a matrix, compress a picture, matrix factorization, recommender',
    have: 'matrix',
    method: 'sketch.randomizedSvd',
    guide: 'sketch#singular-values',
    example: {
      matrix: [
        [2, 0, 1],
        [0, 1, 0],
        [1, 0, 2],
        [0, 1, 1],
      ],
      rank: 2,
    },
    alternatives: {
      'linear.eigenvalues': 'symmetric matrices',
      'sketch.randomizedRangeFinder': 'a basis alone',
    },
  },
  {
    id: 'range-of-a-matrix',
    want: 'Find an orthonormal basis of the range of a matrix, to a tolerance',
    words: 'range finder, column space, orth, rank-revealing, numerical rank, basis, halko martinsson tropp',
    have: 'matrix',
    method: 'sketch.randomizedRangeFinder',
    guide: 'sketch#singular-values',
    example: {
      matrix: [
        [2, 0, 1],
        [0, 1, 0],
        [1, 0, 2],
        [0, 1, 1],
      ],
      rank: 2,
    },
  },
  {
    id: 'leverage-scores',
    want: 'Find the rows with most influence on a fit',
    words:
      'leverage score, hat matrix, influential observations, influence, statistical leverage, cook, high-leverage points, importance of rows',
    have: 'matrix',
    method: 'sketch.leverageScores',
    guide: 'sketch#leverage-scores',
    example: {
      matrix: [
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 30],
      ],
    },
  },
  {
    id: 'apply-a-sketch',
    want: 'Multiply a matrix by a random sketch',
    words:
      'random projection, johnson-lindenstrauss, countsketch, count sketch, gaussian projection, hadamard, srht, sparse embedding, subspace embedding, compress rows',
    have: 'matrix',
    method: 'sketch.applySketch',
    guide: 'sketch#sketches',
    example: {
      matrix: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      kind: 'gaussian',
      rows: 2,
    },
  },
];
