/** Conversion of search problems for the engine, and of its results for the caller. */

import { Dialogue, type DialogueOptions, type DialogueQuestion } from '../engine/dialogue.js';
import { isPromise } from '../engine/returned.js';
import { type Translation, translationOf } from './variables.js';

/** Returns whether the functions of a problem are data. Values other than problems are rejected by the entry points. */
export function holdsData(problem: object): boolean {
  const { objective, builtIn } = (problem ?? {}) as { objective?: unknown; builtIn?: unknown };
  return builtIn !== undefined || (typeof objective === 'object' && objective !== null);
}

/** Converts a problem's variables, its initial point or points, and its known evaluations to engine coordinates. */
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

/** Runs `work`, synchronous or asynchronous, and rewrites its errors to name variables as the problem does. */
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

/** A question of a search dialogue. */
export interface SearchQuestion<Point> extends DialogueQuestion {
  /**
   * The points to evaluate, in the form of the functions' argument: objects with the names of the variables, arrays, or
   * vectors.
   */
  readonly points: readonly Point[];
}

/** Opens a dialogue about a translated problem; `decode` converts the engine's solution for the caller. */
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

/**
 * The points of a question, one if it has no item count. The point of an `attack` is followed by the violation flags.
 */
function pointsOf({ name, point, items, answerLength }: DialogueQuestion): Float64Array[] {
  if (name === 'attack') return [point.slice(0, answerLength)];
  const count = Math.max(items, 1);
  const size = point.length / count;
  return Array.from({ length: count }, (_, k) => point.slice(k * size, (k + 1) * size));
}
