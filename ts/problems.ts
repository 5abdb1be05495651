/** The catalogue of problems: the wishes of users, in their words, and the method for each. */

import { families } from './generated/methods.js';
import type { Problem } from './problems/problem.js';

export type { Have, Problem } from './problems/problem.js';

/** The problems of a family, from the module of its name. */
export async function problemsOf(family: string): Promise<readonly Problem[]> {
  const module = (await import(`./problems/${family}.js`)) as { problems: readonly Problem[] };
  return module.problems;
}

/** All problems, ordered by family. */
export async function allProblems(): Promise<readonly Problem[]> {
  return (await Promise.all(families.map(problemsOf))).flat();
}

/** A command line to solve the example of a problem. */
export function commandOf({ method, example }: Problem): string {
  if (typeof example === 'string') return example;
  return `echo '${JSON.stringify(example)}' | superlinear solve - --method ${method}`;
}
