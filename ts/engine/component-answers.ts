/** Answers to questions about weighted sums of functions, one for each component or row. */

import { requireFunction } from './check.js';
import type { Answerer } from './converse.js';
import { invalidInput } from './errors.js';
import { received, returnedNumber } from './returned.js';

/**
 * A function for weighted sums: returns the sum of the values of the components with these indices at x, each times its
 * weight, and writes the sum of their gradients, with the same weights, into the last argument. Arguments are used again
 * for the next question: do not keep them.
 */
export type ComponentGradient<Value> = (
  x: Float64Array,
  indices: Float64Array,
  weights: Float64Array,
  out: Float64Array,
) => Value;

/** Makes an answerer for weighted sums of gradients and values. */
export function componentAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  let isFirst = true;
  return (point, answer, items) => {
    const dimension = answer.length - 1;
    const [indices, weights] = [
      point.subarray(dimension, dimension + items),
      point.subarray(dimension + items),
    ];
    // Entries left unwritten by the function remain NaN.
    answer.fill(Number.NaN);
    const gradient = answer.subarray(0, dimension);
    const result = f(point.subarray(0, dimension), indices, weights, gradient);
    return received(result, (value) => {
      const sum = returnedNumber(name, value);
      if (isFirst && !Number.isNaN(sum) && gradient.every(Number.isNaN)) {
        throw invalidInput(name, 'must write the gradient into its last argument');
      }
      isFirst = false;
      answer[dimension] = sum;
    });
  };
}
