/** The methods for assistants: their problems may be data. */

import { describeValue } from '../engine/errors.js';
import { nearest } from '../engine/nearest.js';
import { families } from '../generated/methods.js';
import { methods, methodsOf } from '../methods.js';
import { badArgument } from './call-error.js';

const solvable: readonly string[] = methods.filter(({ data }) => data).map(({ name }) => name);

export const isSolvable = (name: string): boolean => solvable.includes(name);

/** The names of solvable methods with a given beginning. */
export const completed = (start: string): string[] => solvable.filter((name) => name.startsWith(start));

/** The solvable methods of a family. */
export const solvableOf = (family: string) => methodsOf(family).filter(({ data }) => data);

/** Refuses unknown methods, and methods for programs alone. */
export function requireSolvable(name: string): void {
  if (isSolvable(name)) return;
  if (methods.some((method) => method.name === name))
    throw badArgument('method', `${name} takes functions of a program, and is not for assistants`);
  const meant = nearest(name, solvable);
  const hint = meant === undefined ? 'find_method finds the methods for a task' : `did you mean ${meant}?`;
  throw badArgument('method', `${describeValue(name)} is not known`, hint);
}

export function requireFamily(name: string): void {
  if (families.some((family) => family === name)) return;
  throw badArgument('family', `${describeValue(name)} is not known; there are ${families.join(', ')}`);
}
