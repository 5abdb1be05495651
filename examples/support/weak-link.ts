// Three sources and four targets for which plain Sinkhorn needs 1.6 million iterations.

import type { transport } from 'superlinear';

/**
 * The cheapest plan splits into two groups: the first two sources go to the first two targets, and the third source to
 * the others. With this regularization only 6e-7 of the mass links the groups. Plain Sinkhorn adjusts the groups'
 * relative potentials through that link alone; Newton's method solves for them.
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
