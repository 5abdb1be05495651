/** Problems of searches on their way to the engine. */

import { type Translation, translationOf } from './variables.js';

/** Whether a problem's functions are data. What is not a problem, the doors refuse. */
export function holdsData(problem: object): boolean {
  const { objective, builtIn } = (problem ?? {}) as { objective?: unknown; builtIn?: unknown };
  return builtIn !== undefined || (typeof objective === 'object' && objective !== null);
}

/** A problem with its variables, and its one initial point or some of them, as the engine has them. */
export function translated(
  problem: object,
  points: 'one' | 'some',
): { translation: Translation | undefined; encoded: object } {
  const given = (problem ?? {}) as { variables?: unknown; initial?: unknown };
  const translation = translationOf(given.variables);
  if (translation === undefined) return { translation, encoded: problem };
  const { variables } = translation;
  const encode = points === 'one' ? translation.encode : translation.encodeSome;
  const initial = given.initial === undefined ? undefined : encode(given.initial, 'initial');
  return { translation, encoded: { ...problem, variables, initial } };
}
