/** Assertions about numbers and errors. */

import { type ErrorCode, SuperlinearError } from 'superlinear';
import { expect } from 'vitest';
import { infiniteIn } from './finite.js';

/** Asserts that `|actual - expected| <= tolerance * max(1, |expected|)`. */
export function expectClose(actual: number, expected: number, tolerance: number): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  expect(error, `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

/** {@link expectClose} for each pair of entries. */
export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expectClose(actual[i] as number, expected[i] as number, tolerance);
}

/** The error that an action throws or rejects with; fails if it does neither. */
export async function failureOf(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure');
}

/** Asserts that an action fails with a typed error, and returns it. */
export async function expectError(
  action: () => unknown,
  code: ErrorCode,
  path?: string,
): Promise<SuperlinearError> {
  const error = await failureOf(action);
  if (!(error instanceof SuperlinearError)) throw error;
  expect(error.code, error.message).toBe(code);
  if (path !== undefined) expect(error.path, error.message).toBe(path);
  expect(error.message.length).toBeGreaterThan(path?.length ?? 0);
  return error;
}

/** Asserts that all numbers of a result, at any depth, are finite, except under some keys. */
export function expectFinite(value: unknown, mayBe: readonly string[] = []): void {
  expect(infiniteIn(value, mayBe)).toBeUndefined();
}
