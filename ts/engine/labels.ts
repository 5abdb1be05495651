/** The types of class labels. */

import type { MatrixInput, VectorInput } from './arrays.js';

/** Class labels in the form in which the response was given: strings for strings, booleans for booleans, else numbers. */
export type LabelsOf<Response> = Response extends readonly string[]
  ? readonly string[]
  : Response extends readonly boolean[]
    ? readonly boolean[]
    : Response extends VectorInput | MatrixInput
      ? Float64Array
      : Float64Array | readonly string[] | readonly boolean[];
