/** A small problem with slow plain Sinkhorn iteration. */

/** Three sources and four targets in two clusters, linked by a mass of 6e-7. */
export const WEAK_LINK = {
  source: [0.2, 0.3, 0.5],
  target: [0.1, 0.4, 0.25, 0.25],
  cost: [
    [0, 1, 2, 3],
    [1, 0, 1.5, 2.5],
    [3, 2, 0.5, 0.25],
  ],
  regularization: 0.1,
};
