/** Argument checks made before arguments are passed to the engine. */

import { describeValue, invalidInput } from './errors.js';
import { unknownName } from './hints.js';

/** Rejects values other than objects with named fields. */
export function requireObject(value: unknown, name: string): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw invalidInput(name, `must be an object, got ${describeValue(value)}`);
  }
}

/** Rejects unknown keys, of options or of a problem. */
export function requireKnown(
  options: object,
  known: readonly string[],
  of: { readonly isProblem?: boolean } = {},
): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw invalidInput(key, unknownName(key, known, of));
  }
}

/** Rejects values other than positive numbers, such as limits. `unit` is a plural: seconds. */
export function requirePositive(name: string, value: number, unit: string): void {
  if (!(typeof value === 'number' && value > 0))
    throw invalidInput(name, `must be a positive number of ${unit}, got ${describeValue(value)}`);
}

/** Rejects values that cannot be called. */
export function requireFunction(name: string, f: unknown): asserts f is (...values: unknown[]) => unknown {
  if (typeof f !== 'function') throw invalidInput(name, `must be a function, got ${describeValue(f)}`);
}
