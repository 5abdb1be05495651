/** Numbers in arguments passed to the engine as answers. It does not check them one by one. */

import { counted, describeValue, invalidInput } from './errors.js';

/** Rejects values other than lists of a length. */
export function requireNumbers(values: unknown, count: number, path: string): void {
  const length = typeof values === 'object' ? (values as ArrayLike<unknown> | null)?.length : undefined;
  if (length === undefined)
    throw invalidInput(path, `must be a list of ${counted(count, 'number')}, got ${describeValue(values)}`);
  if (length !== count) throw invalidInput(path, `must have ${counted(count, 'number')}, got ${length}`);
}

/** Writes the numbers of a list into an array from a place on. They must be finite and from `least` to `most`. */
export function writeFinite(
  values: ArrayLike<number>,
  array: Float64Array,
  start: number,
  pathOf: (k: number) => string,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): void {
  const count = values.length;
  for (let k = 0; k < count; k++) {
    const value = values[k] as number;
    if (!(Number.isFinite(value) && value >= least && value <= most)) {
      const size = most < Number.POSITIVE_INFINITY ? ` of size at most ${most}` : '';
      const range = least === 0 ? `${size}, zero or positive` : size;
      throw invalidInput(pathOf(k), `must be a finite number${range}, got ${describeValue(value)}`);
    }
    array[start + k] = value;
  }
}

/** A copy of the numbers of a list. They must be finite and from `least` to `most`. */
export function finiteNumbers(
  values: ArrayLike<number>,
  pathOf: (k: number) => string,
  least?: number,
  most?: number,
): Float64Array {
  const numbers = new Float64Array(values?.length ?? 0);
  if (numbers.length > 0) writeFinite(values, numbers, 0, pathOf, least, most);
  return numbers;
}

/** A copy of the finite numbers of a vector with a given length. */
export function finiteVector(values: ArrayLike<number>, count: number, path: string): Float64Array {
  requireNumbers(values, count, path);
  return finiteNumbers(values, (k) => `${path}[${k}]`);
}
