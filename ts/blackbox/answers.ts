/** Adapts the caller's objective to questions about several points at once. */

import { askAll } from '../engine/ask-all.js';
import { requireFunction } from '../engine/check.js';
import { type Answerer, isPromise, type MakeAnswerer, type Pending } from '../engine/converse.js';
import { describeValue, invalidInput } from '../engine/errors.js';

/**
 * Makes an answerer from a function of one point; `decode` converts engine coordinates to its argument. An asynchronous
 * function is called for all points of a question before any result is awaited. The first failure ends the dialogue
 * after all other calls have settled.
 */
export function pointwiseAnswerer(decode: (numbers: Float64Array) => unknown): MakeAnswerer {
  return (name, f): Answerer => {
    requireFunction(name, f);
    return (points, values, items) => {
      const write = (value: unknown, k: number) => {
        if (typeof value !== 'number') {
          throw invalidInput(name, `must return a number, returned ${describeValue(value)}`);
        }
        values[k] = value;
      };
      const ask = (point: Float64Array, k: number): Pending => {
        const value: unknown = f(decode(point));
        if (isPromise(value)) return value.then((late) => write(late, k));
        write(value, k);
        return undefined;
      };
      // `items` is 0 for questions without an item count: they hold one point.
      if (items <= 1) return ask(points, 0);
      const size = points.length / items;
      return askAll(items, (k) => ask(points.subarray(k * size, (k + 1) * size), k));
    };
  };
}
