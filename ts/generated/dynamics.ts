// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/dynamics.js';

export { load } from '../engine/load.js';

/**
 * A stream of rows: inputs with outputs, or a series whose rows are predicted from those before.
 */
export interface RecursiveLeastSquaresProblem {
  /**
   * The factor on the weight of all earlier rows at each new row, 1e-6 to 1.
   * @defaultValue 1.0
   */
  readonly forgetting?: number;
  /**
   * The inputs, one row for each moment, with absolute values up to 1e50.
   */
  readonly inputs?: MatrixInput;
  /**
   * Whether to add a constant to the inputs.
   * @defaultValue false
   */
  readonly intercept?: boolean;
  /**
   * The number of preceding rows of the series from which each row is predicted, 1 to 1000.
   * @defaultValue 1
   */
  readonly order?: number;
  /**
   * The outputs to be predicted from the inputs of their row: one number or one row for each moment.
   */
  readonly outputs?: VectorInput | MatrixInput;
  /**
   * The weight of the squared coefficients before the first row, 1e-50 to 1e50; it is forgotten like a row. Default:
   * 1e-3. With `state` it is that of the state.
   */
  readonly ridge?: number;
  /**
   * A series, instead of inputs and outputs: one number or one row for each moment, with absolute values up to 1e50.
   */
  readonly series?: VectorInput | MatrixInput;
  /**
   * The state of an earlier call, to continue its stream. For a series, its last rows are part of the state.
   */
  readonly state?: RecursiveLeastSquaresState;
}

/**
 * The state of a stream after its last row. The weighted normal equations have the matrix `factor' factor` and the right
 * sides `factor' targets`.
 */
export interface RecursiveLeastSquaresState {
  /**
   * The upper triangular factor, with a row for each input; the constant of `intercept` is the last one.
   */
  readonly factor: MatrixInput;
  /**
   * The transformed outputs, with a row for each input and a column for each output.
   */
  readonly targets: MatrixInput;
  /**
   * The weight of the squared coefficients before the first row.
   */
  readonly ridge: number;
  /**
   * The number of rows in which forgetting was limited.
   */
  readonly windups: number;
  /**
   * The last rows of a series, as many as its order; without rows for inputs and outputs.
   */
  readonly recent: MatrixInput;
}

/**
 * The predictions of a stream, and the coefficients after its last row.
 */
export interface RecursiveLeastSquaresSolution {
  /**
   * The reason for termination. While `windups` is 0, the coefficients minimize the weighted sum of squared errors of
   * all processed rows plus the weighted ridge.
   */
  readonly status: StreamStatus;
  /**
   * The coefficients after the last row: a row for each output and a column for each input. The inputs of a series
   * are its preceding rows, the latest one first.
   */
  readonly coefficients: Matrix;
  /**
   * The prediction of each processed row, made from the rows before it. The first `order` rows of a new series have
   * none.
   */
  readonly predictions: Float64Array | Matrix;
  /**
   * The differences of outputs and predictions.
   */
  readonly errors: Float64Array | Matrix;
  /**
   * The number of rows, since the beginning of the stream, in which forgetting was limited, because an input brought
   * no information for so long that its coefficient would have become arbitrary.
   */
  readonly windups: number;
  /**
   * The state to continue the stream with.
   */
  readonly state: StreamState;
  /**
   * The constants, one for each output, if `intercept` is set.
   */
  readonly intercept?: Float64Array;
}

/**
 * The state of a stream after its last row. The weighted normal equations have the matrix `factor' factor` and the right
 * sides `factor' targets`.
 */
export interface StreamState {
  /**
   * The upper triangular factor, with a row for each input; the constant of `intercept` is the last one.
   */
  readonly factor: Matrix;
  /**
   * The transformed outputs, with a row for each input and a column for each output.
   */
  readonly targets: Matrix;
  /**
   * The weight of the squared coefficients before the first row.
   */
  readonly ridge: number;
  /**
   * The number of rows in which forgetting was limited.
   */
  readonly windups: number;
  /**
   * The last rows of a series, as many as its order; without rows for inputs and outputs.
   */
  readonly recent: Matrix;
}

/**
 * How a pass over a stream ended.
 * - `finished`: All rows were processed.
 * - `timeLimit`: The time limit was reached. `predictions` has the processed rows, and `state` continues after them.
 */
export type StreamStatus = 'finished' | 'timeLimit';

/**
 * Predicts each row of a stream by linear regression on the rows before it, with exponential forgetting. The
 * coefficients minimize the weighted sum of squared errors exactly after each row: a triangular factor of the normal
 * equations is updated by rotations. `state` continues a stream with the same bits as one call for all rows.
 *
 * Give `inputs` and `outputs`, or a `series` whose rows are predicted from the `order` rows before.
 *
 * @example
 * ```ts
 * const { coefficients, predictions, state } = await recursiveLeastSquares({
 *   inputs: [[1], [2], [3], [4]],
 *   outputs: [2, 4, 6, 8],
 *   forgetting: 0.98,
 * });
 * ```
 */
export function recursiveLeastSquares(
  problem: RecursiveLeastSquaresProblem,
  options?: RunOptions,
): Promise<RecursiveLeastSquaresSolution> {
  return run('dynamics.recursiveLeastSquares', problem, options);
}

/** {@link recursiveLeastSquares}, blocking the calling thread. */
export function recursiveLeastSquaresSync(problem: RecursiveLeastSquaresProblem, options?: SyncRunOptions): RecursiveLeastSquaresSolution {
  return runSync('dynamics.recursiveLeastSquares', problem, options);
}
