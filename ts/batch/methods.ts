/** The methods allowed in jobs: those with problems that may be data. */

import { describeValue, invalidInput } from '../engine/errors.js';
import { nearest } from '../engine/nearest.js';
import { families } from '../generated/methods.js';
import { methods } from '../methods.js';

/** The names allowed in jobs. */
const jobMethods: readonly string[] = methods.filter(({ data }) => data).map(({ name }) => name);

/** Rejects unknown methods, and methods of problems without a JSON form. */
export function requireMethod(name: unknown): asserts name is string {
  if (typeof name === 'string' && jobMethods.includes(name)) return;
  if (methods.some((method) => method.name === name)) {
    throw invalidInput('method', `cannot be ${name}: its problems hold functions, which JSON has not`);
  }
  const got = typeof name === 'string' ? withHint(name, jobMethods) : describeValue(name);
  throw invalidInput('method', `must be the name of a method, got ${got}`);
}

/** Rejects values other than lists of methods and families. */
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

/** Describes an unknown name, with the closest known one. */
export function withHint(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  const hint =
    meant === undefined
      ? '"superlinear methods" lists all, and "superlinear find" searches them'
      : `did you mean ${meant}?`;
  return `${describeValue(name)}; ${hint}`;
}
