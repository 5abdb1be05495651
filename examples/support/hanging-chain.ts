// A chain of links of equal length hanging from (0, 0) and (1, 0), with all derivatives, which are sparse.

import type { constrained } from 'superlinear';

/** The length of the chain. */
export const LENGTH = 1.5;

/** A problem of `minimize` with synchronous functions. */
export type Problem = constrained.MinimizeData & constrained.SyncMinimizeFunctions;

/**
 * The problem with `links` links. The variables are x and y of each joint between the nails; the objective is the
 * height of the joints times their weights, by default 1 each.
 */
export function hangingChain(links: number, weights = new Float64Array(links - 1).fill(1)): Problem {
  const n = 2 * (links - 1);
  const square = (LENGTH / links) ** 2;
  const coordinate = (x: Float64Array, joint: number, axis: number) => {
    if (joint === 0) return 0;
    return joint === links ? 1 - axis : x[2 * (joint - 1) + axis];
  };
  const difference = (x: Float64Array, link: number, axis: number) =>
    coordinate(x, link + 1, axis) - coordinate(x, link, axis);

  // For each link and axis: the near end, then the far one, unless nailed.
  const rows: number[] = [];
  const columns: number[] = [];
  for (let link = 0; link < links; link++) {
    for (const axis of [0, 1]) {
      for (const joint of [link, link + 1]) {
        if (joint === 0 || joint === links) continue;
        rows.push(link);
        columns.push(2 * (joint - 1) + axis);
      }
    }
  }
  const diagonal = Array.from({ length: n }, (_, i) => i);
  return {
    initial: Float64Array.from({ length: n }, (_, i) => {
      const place = (Math.floor(i / 2) + 1) / links;
      return i % 2 === 0 ? place : -1.6 * place * (1 - place);
    }),
    constraintCount: links,
    objective: (x) => weights.reduce((sum, weight, joint) => sum + weight * x[2 * joint + 1], 0),
    constraints: (x, values) => {
      for (let link = 0; link < links; link++) {
        values[link] = difference(x, link, 0) ** 2 + difference(x, link, 1) ** 2 - square;
      }
    },
    gradient: (_, gradient) => {
      for (let joint = 0; joint < links - 1; joint++) {
        gradient[2 * joint] = 0;
        gradient[2 * joint + 1] = weights[joint];
      }
    },
    jacobianStructure: { rows, columns },
    jacobian: (x, entries) => {
      let k = 0;
      for (let link = 0; link < links; link++) {
        for (let axis = 0; axis < 2; axis++) {
          const slope = 2 * difference(x, link, axis);
          if (link > 0) entries[k++] = -slope;
          if (link + 1 < links) entries[k++] = slope;
        }
      }
    },
    hessianStructure: {
      rows: [...diagonal, ...diagonal.slice(2)],
      columns: [...diagonal, ...diagonal.slice(0, -2)],
    },
    hessian: (_, multipliers, __, entries) => {
      for (let i = 0; i < n; i++) {
        const joint = Math.floor(i / 2);
        entries[i] = 2 * (multipliers[joint] + multipliers[joint + 1]);
        if (i >= 2) entries[n + i - 2] = -2 * multipliers[joint];
      }
    },
  };
}
