/** Series and sequences: forecasts, regression on streams, linear recurrences and automata. */

import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { ForecastSolution } from '../generated/dynamics.js';

export * from '../generated/dynamics.js';

/** A forecast in the form of the history: a number for each moment, or a row. */
export type ForecastSolutionOf<Problem> = Problem extends { readonly history: infer History }
  ? Omit<ForecastSolution, 'forecast' | 'quantiles'> &
      ForecastsOf<
        History extends VectorInput
          ? Float64Array
          : History extends MatrixInput
            ? Matrix
            : Float64Array | Matrix
      >
  : ForecastSolution;

/** Forecasts of some form. */
export interface ForecastsOf<Form> {
  /**
   * The forecast of each of the next moments: the model without errors. With the status `unbounded`, the moments before.
   */
  readonly forecast: Form;
  /** The quantiles by level; none without samples. */
  readonly quantiles: readonly Form[];
}
