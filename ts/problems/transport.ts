/** Problems of transport. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
  {
    id: 'assign',
    want: 'Assign people to jobs, or one set of things to another, at the lowest cost',
    words:
      'assignment problem, hungarian, munkres, jonker-volgenant, lapjv, linear_sum_assignment, linear sum assignment, bipartite matching, minimum weight matching, workers, tasks, allocate, seats, roommates, pair up, one to one, optimal pairs',
    have: 'costs',
    method: 'transport.exact',
    guide: 'transport#without-regularization',
    example: {
      cost: [
        [4, 1, 3],
        [2, 0, 5],
        [3, 2, 2],
      ],
    },
    alternatives: { 'transport.sinkhornNewton': 'a smooth plan, or one with gradients' },
  },
  {
    id: 'ship',
    want: 'Ship goods from sources to targets at the lowest cost',
    words:
      'transportation problem, warehouse, factory, store, demand, supply, logistics, delivery, minimum cost flow, min cost flow, distribute, monge, kantorovich',
    have: 'costs',
    method: 'transport.exact',
    guide: 'transport#without-regularization',
    example: {
      source: [20, 30],
      target: [10, 25, 15],
      cost: [
        [8, 6, 10],
        [9, 12, 13],
      ],
    },
    alternatives: { 'constrained.quadraticProgram': 'further linear constraints' },
  },
  {
    id: 'match-points',
    want: 'Match two clouds of points, each point to one, over the shortest total distance',
    words:
      'point set, point cloud, pairing, nearest pairs, correspondence, total distance, match, registration, tracking, detections, wasserstein distance, earth mover, emd, emd2, ot.emd, w2, distance between distributions, distance between histograms, compare histograms, exact optimal transport',
    have: 'points',
    method: 'transport.exact',
    guide: 'transport#without-regularization',
    example: {
      sourcePoints: [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      targetPoints: [
        [1, 1],
        [2, 0],
        [0, 2],
      ],
      metric: 'euclidean',
    },
    alternatives: {
      'transport.sinkhornNewton': 'a smooth matching, or points that may stay without a partner',
      'transport.sinkhornDivergence': 'a loss with gradients',
    },
  },
  {
    id: 'match-softly',
    want: 'Match two distributions or clouds of points softly',
    words:
      'optimal transport, entropic, regularized, sinkhorn, ot.sinkhorn, sinkhorn-knopp, soft assignment, smooth plan, unbalanced, partial, outliers, color transfer, colour transfer, recolor a photograph, histogram matching, domain adaptation, wasserstein, differentiable',
    have: 'points',
    method: 'transport.sinkhornNewton',
    guide: 'transport#which-input',
    example: {
      sourcePoints: [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      targetPoints: [
        [0.2, 0.1],
        [0.9, 0.8],
      ],
      regularization: 0.01,
      plan: 'sparse',
    },
    alternatives: {
      'transport.exact': 'the exact plan, mostly faster',
      'transport.batch': 'hundreds of small problems',
    },
  },
  {
    id: 'compare-distributions',
    want: 'Measure how far apart two distributions are, as a smooth loss',
    words:
      'sinkhorn divergence, loss between point clouds, distance between distributions, samples, generated and real, geomloss, gradient of the distance, differentiable loss, two-sample, energy distance, mmd',
    have: 'points',
    method: 'transport.sinkhornDivergence',
    guide: 'transport#the-sinkhorn-divergence',
    example: {
      sourcePoints: [
        [0, 0],
        [1, 0],
      ],
      targetPoints: [
        [0, 1],
        [1, 1],
        [2, 1],
      ],
      regularization: 0.1,
    },
    alternatives: { 'transport.exact': 'the Wasserstein distance itself' },
  },
  {
    id: 'average-distributions',
    want: 'Average several histograms, pictures or shapes',
    words:
      'barycenter, barycentre, wasserstein mean, mean of distributions, frechet mean, morph, blend, interpolate between shapes, in between, average image, ot.bregman.barycenter',
    have: 'points',
    method: 'transport.barycenter',
    guide: 'transport#barycenters',
    example: {
      histograms: [
        [0.7, 0.2, 0.1, 0],
        [0, 0.1, 0.2, 0.7],
      ],
      points: [[0], [1], [2], [3]],
      regularization: 0.1,
    },
  },
  {
    id: 'match-many',
    want: 'Solve many small transport problems in one call',
    words:
      'batch of transports, many pairs of histograms, pairwise distance matrix, thousands of distributions, at once, all pairs, vectorized, parallel sinkhorn',
    have: 'points',
    method: 'transport.batch',
    guide: 'transport#many-problems',
    example: {
      cost: [
        [0, 1, 4],
        [1, 0, 1],
        [4, 1, 0],
      ],
      problems: [
        { source: [0.5, 0.5, 0], target: [0, 0.5, 0.5], regularization: 0.1 },
        { source: [1, 0, 0], target: [0, 0, 1], regularization: 0.1 },
      ],
    },
    alternatives: { 'transport.sinkhornNewton': 'a single large problem' },
  },
  {
    id: 'move-points',
    want: 'Say where each point goes, and where new points would go',
    words:
      'transport map, monge map, barycentric projection, out of sample, new points, apply a transport, extend a matching, brenier, images of points, domain adaptation',
    have: 'solution',
    method: 'transport.map',
    guide: 'transport#where-points-go',
    example: `node --input-type=module -e "import { transport } from 'superlinear'; const problem = { sourcePoints: [[0, 0], [1, 0]], targetPoints: [[0, 1], [1, 2]], regularization: 0.05 }; const solution = await transport.sinkhornNewton(problem); console.log(await transport.map({ problem, solution, points: [[0.5, 0]] }))"`,
  },
];
