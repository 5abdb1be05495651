/** The methods that a job may name: those whose problems are data, and shortcuts. */

import { describeValue, invalidInput } from '../engine/errors.js';
import { families, methods } from '../generated/methods.js';
import { shortcuts } from '../shortcuts.js';
import { nearest } from './nearest.js';

/** Their names. */
export const jobMethods: readonly string[] = [
  ...methods.filter(({ data }) => data).map(({ name }) => name),
  ...Object.keys(shortcuts),
];

/** Refuses methods that are not there, and those that no JSON can hold a problem of. */
export function requireMethod(name: unknown): asserts name is string {
  if (typeof name === 'string' && jobMethods.includes(name)) return;
  if (methods.some((method) => method.name === name)) {
    throw invalidInput('method', `cannot be ${name}: its problems hold functions, which JSON has not`);
  }
  const got = typeof name === 'string' ? withHint(name, jobMethods) : describeValue(name);
  throw invalidInput('method', `must be the name of a method, got ${got}`);
}

/** Refuses what is no list of methods and families. */
export function requireMethodsOrFamilies(names: unknown): void {
  if (!Array.isArray(names)) {
    throw invalidInput('methods', `must be a list of methods and families, got ${describeValue(names)}`);
  }
  const known = [...jobMethods, ...families];
  for (const name of names) {
    if (known.includes(name)) continue;
    const got = typeof name === 'string' ? withHint(name, known) : describeValue(name);
    throw invalidInput('methods', `must be names of methods or families, got ${got}`);
  }
}

/** A name that is none, and the one that may have been meant. */
export function withHint(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  const hint = meant === undefined ? '"superlinear methods" lists all' : `did you mean ${meant}?`;
  return `${describeValue(name)}; ${hint}`;
}
