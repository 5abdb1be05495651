/** What this side checks of arguments, before they travel. */

import { describeValue, invalidInput } from './errors.js';

/** Refuses whatever is not an object with named values. */
export function requireObject(value: unknown, name: string): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw invalidInput(name, `must be an object, got ${describeValue(value)}`);
  }
}

/** Refuses whatever cannot be called. */
export function requireFunction(name: string, f: unknown): asserts f is (...values: unknown[]) => unknown {
  if (typeof f !== 'function') throw invalidInput(name, `must be a function, got ${describeValue(f)}`);
}
