// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput } from '../engine/arrays.js';

/**
 * The matrix whose rows are to be weighed.
 */
export interface LeverageScoresProblem {
  /**
   * The matrix, with at least as many rows as columns.
   */
  readonly matrix: AnyMatrixInput;
}

/**
 * The scores.
 */
export interface LeverageScoresSolution {
  /**
   * The squared norm of each row of an orthonormal basis of the column space: from 0 to 1, and as much in all as the rank.
   */
  readonly scores: Float64Array;
  /**
   * The numerical rank of the matrix.
   */
  readonly rank: number;
}
