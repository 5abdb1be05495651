// Three sources and four targets that plain Sinkhorn needs 1.6 million iterations for.

import type { transport } from 'superlinear';

/**
 * The cheapest plan splits into two groups: what the first two sources send stays with the first two targets, and what the
 * third sends goes to the others. With this regularization only 6e-7 of the mass links the groups. Plain Sinkhorn learns how
 * the groups stand to one another through that link alone; Newton's method solves for it.
 */
export const weakLink: transport.SinkhornNewtonProblem = {
  cost: [
    [0, 1, 2, 3],
    [1, 0, 1.5, 2.5],
    [3, 2, 0.5, 0.25],
  ],
  source: [0.2, 0.3, 0.5],
  target: [0.1, 0.4, 0.25, 0.25],
  regularization: 0.1,
};
