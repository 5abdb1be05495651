/**
 * Small regression problems, with solutions by exact arithmetic for short numbers, otherwise by a Python solver run to
 * 1e-13.
 */

import type { Matrix } from 'superlinear';

/** Six samples of three features. */
export const SIX: { readonly matrix: Matrix; readonly response: Float64Array } = {
  matrix: {
    rows: 6,
    columns: 3,
    data: new Float64Array([1, 2, 0, 2, -1, 1, 0, 1, 3, 1, 0, -1, -1, 1, 2, 3, 1, 1]),
  },
  response: new Float64Array([1, 2, -1, 0.5, -2, 3]),
};

/** The six samples with a fourth feature, in two groups. */
export const SIX_GROUPED = {
  matrix: {
    rows: 6,
    columns: 4,
    data: new Float64Array([1, 2, 0, 1, 2, -1, 1, 0, 0, 1, 3, 1, 1, 0, -1, -1, -1, 1, 2, 2, 3, 1, 1, 0]),
  },
  response: SIX.response,
  groups: new Int32Array([0, 0, 1, 1]),
};

/** Six samples of two classes. */
export const SIX_CLASSIFIED = {
  matrix: {
    rows: 6,
    columns: 3,
    data: new Float64Array([1, 2, 0, 2, -1, 1, 0, 1, 3, -1, 0, -1, -1, 1, 2, 3, 1, 1]),
  },
  response: new Float64Array([1, 1, -1, 1, -1, 1]),
};

/** Nine samples of three classes. */
export const NINE_CLASSIFIED = {
  matrix: {
    rows: 9,
    columns: 2,
    data: new Float64Array([1, 0, 2, 1, 1.5, -0.5, -1, 1, 0, 2, -0.5, 1.5, -1, -1, 0, -2, -2, 0.5]),
  },
  response: new Float64Array([0, 0, 1, 1, 1, 2, 2, 2, 0]),
};
