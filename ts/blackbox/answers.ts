/** Adapts the caller's objective to questions about several points at once. */

import { askAll } from '../engine/ask-all.js';
import { requireFunction } from '../engine/check.js';
import type { Answerer, MakeAnswerer } from '../engine/converse.js';
import { type Pending, received, returnedNumber } from '../engine/returned.js';

/**
 * Makes an answerer from a function of one point; `decode` converts engine coordinates to its argument. An asynchronous
 * function is called for all points of a question before any result is awaited. The first failure ends the dialogue
 * after all other calls have settled.
 */
export function pointwiseAnswerer(decode: (numbers: Float64Array) => unknown): MakeAnswerer {
  return (name, f): Answerer => {
    requireFunction(name, f);
    return (points, values, items) => {
      const ask = (point: Float64Array, k: number): Pending =>
        received(f(decode(point)), (value) => {
          values[k] = returnedNumber(name, value);
        });
      // `items` is 0 for questions without an item count: they hold one point.
      if (items <= 1) return ask(points, 0);
      const size = points.length / items;
      return askAll(items, (k) => ask(points.subarray(k * size, (k + 1) * size), k));
    };
  };
}
