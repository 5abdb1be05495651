/** Adapts functions with several outputs to questions about several points at once. */

import { askAll } from '../engine/ask-all.js';
import { requireFunction } from '../engine/check.js';
import type { Answerer, MakeAnswerer } from '../engine/converse.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { type Pending, received } from '../engine/returned.js';

/** One of the caller's functions, its number of outputs, and their offset among the outputs of a point. */
interface Part {
  readonly name: string;
  readonly f: (point: unknown) => unknown;
  readonly count: number;
  readonly start: number;
}

/** A number of outputs. A count that is not a number is rejected by the engine. */
export const countOf = (given: unknown, otherwise: number): number =>
  typeof given === 'number' ? given : otherwise;

/**
 * Makes an answerer from functions of one point, the objectives and, if there are any, the constraints; `decode`
 * converts engine coordinates to their argument. Asynchronous functions are called for all points of a question before
 * any result is awaited.
 */
export function outputsAnswerer(
  decode: (numbers: Float64Array) => unknown,
  counts: { readonly objectives: number; readonly constraints: number },
  constraints: unknown,
): MakeAnswerer {
  return (name, f): Answerer => {
    requireFunction(name, f);
    const parts: Part[] = [{ name, f, count: counts.objectives, start: 0 }];
    if (counts.constraints > 0) {
      requireFunction('constraints', constraints);
      const { constraints: count, objectives: start } = counts;
      parts.push({ name: 'constraints', f: constraints, count, start });
    }
    return (points, outputs, items) => {
      // `items` is 0 for questions without an item count: they hold one point.
      const count = Math.max(items, 1);
      const size = points.length / count;
      const width = counts.objectives + counts.constraints;
      return askAll(count * parts.length, (question) => {
        const k = Math.floor(question / parts.length);
        const part = parts[question % parts.length] as Part;
        const value = part.f(decode(points.slice(k * size, (k + 1) * size)));
        return answerInto(part, value, outputs, k * width + part.start);
      });
    };
  };
}

/** Writes the result of a function, checked to be `count` numbers, immediately or when its promise resolves. */
export function answerInto(
  part: Pick<Part, 'name' | 'count'>,
  result: unknown,
  outputs: Float64Array,
  start: number,
): Pending {
  return received(result, (value) => writeNumbers(part, value, outputs, start));
}

function writeNumbers(
  { name, count }: Pick<Part, 'name' | 'count'>,
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
