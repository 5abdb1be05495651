/** The loss of a linear model as a caller computes it. */

import { at, dot } from '../../certificates/support.js';

/** Half the weighted sum of squared errors of rows without intercept, and its gradient. */
export const squaredGradient =
  (rows: readonly (readonly number[])[], response: ArrayLike<number>) =>
  (w: Float64Array, indices: Float64Array, weights: Float64Array, out: Float64Array): number => {
    out.fill(0);
    return indices.reduce((loss, i, k) => {
      const row = rows[i] ?? [];
      const error = dot(row, Array.from(w)) - at(response, i);
      row.forEach((entry, j) => {
        out[j] = at(out, j) + at(weights, k) * error * entry;
      });
      return loss + (at(weights, k) * error ** 2) / 2;
    }, 0);
  };
