/** The caller's function as what answers questions about several points at once. */

import { requireFunction } from '../engine/check.js';
import type { Answerer, MakeAnswerer } from '../engine/converse.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { settled } from '../engine/settled.js';

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
      // A question that does not count points is about one.
      if (items <= 1) {
        const value: unknown = f(decode(points));
        if (isPromise(value)) return value.then((late) => write(late, 0));
        write(value, 0);
        return undefined;
      }
      const size = points.length / items;
      const pending: PromiseLike<void>[] = [];
      try {
        for (let k = 0; k < items; k++) {
          const value: unknown = f(decode(points.subarray(k * size, (k + 1) * size)));
          if (isPromise(value)) pending.push(value.then((late) => write(late, k)));
          else write(value, k);
        }
      } catch (error) {
        if (pending.length === 0) throw error;
        pending.push(Promise.reject(error));
      }
      return pending.length === 0 ? undefined : settled(pending);
    };
  };
}

/** Whether a value is awaited. */
export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
