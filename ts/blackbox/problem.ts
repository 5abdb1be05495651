/** Problems of searches on their way to the engine, and what comes back. */

import { isPromise } from '../engine/converse.js';
import { Dialogue, type DialogueOptions, type DialogueQuestion } from '../engine/dialogue.js';
import { type Translation, translationOf } from './variables.js';

/** Whether a problem's functions are data. What is not a problem, the doors refuse. */
export function holdsData(problem: object): boolean {
  const { objective, builtIn } = (problem ?? {}) as { objective?: unknown; builtIn?: unknown };
  return builtIn !== undefined || (typeof objective === 'object' && objective !== null);
}

/** A problem with its variables, its one initial point or some of them, and what is known, as the engine has them. */
export function translated(
  problem: object,
  points: 'one' | 'some',
): { translation: Translation | undefined; encoded: object } {
  const given = (problem ?? {}) as { variables?: unknown; initial?: unknown; known?: unknown };
  const translation = translationOf(given.variables);
  if (translation === undefined) return { translation, encoded: problem };
  const { variables } = translation;
  const encode = points === 'one' ? translation.encode : translation.encodeSome;
  const initial = given.initial === undefined ? undefined : encode(given.initial, 'initial');
  const known = knownOf(given.known, translation);
  return { translation, encoded: { ...problem, variables, initial, known } };
}

function knownOf(known: unknown, { encodeAll }: Translation): unknown {
  if (typeof known !== 'object' || known === null || !('points' in known)) return known;
  return { ...known, points: encodeAll(known.points, 'known.points') };
}

/** Does work, at once or later, whose errors then name variables as the problem does. */
export function named<Result>(translation: Translation | undefined, work: () => Result): Result {
  const rethrow = (error: unknown): never => {
    throw translation?.named(error) ?? error;
  };
  try {
    const result = work();
    return isPromise(result) ? (result.then(undefined, rethrow) as Result) : result;
  } catch (error) {
    return rethrow(error);
  }
}

/** A question of a search. */
export interface SearchQuestion<Point> extends DialogueQuestion {
  /** The points that it is about, as functions have them: objects with the names of the variables, arrays, or vectors. */
  readonly points: readonly Point[];
}

/** A dialogue about a problem that was translated, whose solution `decode` makes of the engine's. */
export function searchDialogue<Solution, Point>(
  method: string,
  names: readonly string[],
  { translation, encoded }: ReturnType<typeof translated>,
  options: DialogueOptions | undefined,
  decode: (found: never, translation: Translation | undefined) => Solution,
): Dialogue<Solution, SearchQuestion<Point>> {
  const pointOf = (numbers: Float64Array) => (translation?.decode(numbers) ?? numbers) as Point;
  return new Dialogue<Solution, SearchQuestion<Point>>(method, names, encoded, options, {
    question: (asked) => ({ ...asked, points: pointsOf(asked).map(pointOf) }),
    solution: (found) => decode(found, translation),
    error: (error) => translation?.named(error) ?? error,
  });
}

/** The points of a question; one that does not count them is about one. After that of an `attack` stands what was violated. */
function pointsOf({ name, point, items, answerLength }: DialogueQuestion): Float64Array[] {
  if (name === 'attack') return [point.slice(0, answerLength)];
  const count = Math.max(items, 1);
  const size = point.length / count;
  return Array.from({ length: count }, (_, k) => point.slice(k * size, (k + 1) * size));
}
