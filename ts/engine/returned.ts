/** Results of users' functions. Their numbers may be `NaN` or infinite: methods take these as failed evaluations. */

import { describeValue, invalidInput } from './errors.js';

/** The result of asking a function: a promise if its answer is asynchronous, else nothing. */
export type Pending = PromiseLike<void> | undefined;

/** The number returned by a function. */
export function returnedNumber(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw invalidInput(name, `must return a number, returned ${describeValue(value)}`);
}

/** Takes a result at once, or when its promise resolves. */
export function received(result: unknown, take: (value: unknown) => void): Pending {
  if (isPromise(result)) return result.then(take);
  take(result);
  return undefined;
}

/** Returns whether a value is a promise. */
export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | undefined)?.then === 'function';
}

/** Describes a result other than numbers; of a list, its first other entry. */
export function describeReturned(value: unknown): string {
  const place = Array.isArray(value) ? value.findIndex((entry) => typeof entry !== 'number') : -1;
  if (place < 0) return describeValue(value);
  return `${describeValue((value as unknown[])[place])} at entry ${place}`;
}

/** Returns whether a value is a list or a typed array of numbers. */
export function isNumbers(value: unknown): value is ArrayLike<number> {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === 'number');
  if (value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array)
    return false;
  return ArrayBuffer.isView(value);
}
