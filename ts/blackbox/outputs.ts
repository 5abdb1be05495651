/** Functions of several outputs as what answers questions about several points at once. */

import { requireFunction } from '../engine/check.js';
import type { Answerer, MakeAnswerer } from '../engine/converse.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { settled } from '../engine/settled.js';
import { isPromise } from './answers.js';

/** One of the caller's functions, and how many numbers it gives. */
interface Part {
  readonly name: string;
  readonly f: (point: unknown) => unknown;
  readonly count: number;
}

/** A number of outputs as the answers need it; what is no number, the engine refuses. */
export const countOf = (given: unknown, otherwise: number): number =>
  typeof given === 'number' ? given : otherwise;

/**
 * Makes an answerer of functions of one point, which `decode` makes of the engine's numbers: the objectives, and after them the constraints
 * where there are some. Where they answer later, they are asked about all points of a question before anything is awaited.
 */
export function outputsAnswerer(
  decode: (numbers: Float64Array) => unknown,
  counts: { readonly objectives: number; readonly constraints: number },
  constraints: unknown,
): MakeAnswerer {
  return (name, f): Answerer => {
    requireFunction(name, f);
    const parts: Part[] = [{ name, f, count: counts.objectives }];
    if (counts.constraints > 0) {
      requireFunction('constraints', constraints);
      parts.push({ name: 'constraints', f: constraints, count: counts.constraints });
    }
    return (points, outputs, items) => {
      // A question that does not count points is about one.
      const count = Math.max(items, 1);
      const size = points.length / count;
      const pending: PromiseLike<void>[] = [];
      const width = counts.objectives + counts.constraints;
      try {
        for (let k = 0; k < count; k++) {
          let place = k * width;
          for (const part of parts) {
            const [start, point] = [place, decode(points.slice(k * size, (k + 1) * size))];
            const value = part.f(point);
            if (isPromise(value))
              pending.push(value.then((late) => writeNumbers(part, late, outputs, start)));
            else writeNumbers(part, value, outputs, start);
            place += part.count;
          }
        }
      } catch (error) {
        if (pending.length === 0) throw error;
        pending.push(Promise.reject(error));
      }
      return pending.length === 0 ? undefined : settled(pending);
    };
  };
}

/** Writes what a function gave, that is to be so many numbers. */
export function writeNumbers(
  { name, count }: Omit<Part, 'f'>,
  value: unknown,
  outputs: Float64Array,
  start: number,
): void {
  if (typeof value === 'number' && count === 1) {
    outputs[start] = value;
    return;
  }
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  if (!isList) throw invalidInput(name, `must return ${count} numbers, returned ${describeValue(value)}`);
  const numbers = value as unknown as ArrayLike<unknown>;
  if (numbers.length !== count)
    throw invalidInput(name, `must return ${count} numbers, returned ${numbers.length}`);
  for (let j = 0; j < count; j++) {
    const number = numbers[j];
    if (typeof number !== 'number')
      throw invalidInput(name, `must return numbers, returned ${describeValue(number)} among them`);
    outputs[start + j] = number;
  }
}
