/** The caller's function as what answers questions about several points at once. */

import { askAll } from '../engine/ask-all.js';
import { requireFunction } from '../engine/check.js';
import { type Answerer, isPromise, type MakeAnswerer, type Pending } from '../engine/converse.js';
import { describeValue, invalidInput } from '../engine/errors.js';

/**
 * Makes an answerer of a function of one point, which `decode` makes of the engine's numbers. Where it answers later, it is asked about
 * all points of a question before anything is awaited. The first failure ends the dialogue, once all others have settled.
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
      // A question that does not count points is about one.
      if (items <= 1) return ask(points, 0);
      const size = points.length / items;
      return askAll(items, (k) => ask(points.subarray(k * size, (k + 1) * size), k));
    };
  };
}
