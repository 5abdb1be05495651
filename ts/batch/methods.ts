/** The methods that a job may name: those whose problems are data, and shortcuts. */

import { invalidInput } from '../engine/errors.js';
import { methods } from '../generated/methods.js';
import { isShortcut, shortcuts } from '../shortcuts.js';
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
  throw invalidInput('method', `must be the name of a method, got ${told(name)}`);
}

/** A name that is none, and the one that may have been meant. */
export function told(name: unknown): string {
  if (typeof name !== 'string') return name === undefined ? 'nothing' : JSON.stringify(name);
  const meant = nearest(name, jobMethods);
  const hint = meant === undefined ? '"superlinear methods" lists them' : `did you mean ${meant}?`;
  return `${JSON.stringify(name.slice(0, 40))}; ${hint}`;
}
