/** Lengths of the questions and answers of a dialogue. */

import { SuperlinearError } from './errors.js';

/** The lengths of one question. */
export interface QuestionLengths {
  /** Length of the point, without items. */
  readonly point: number;
  /** Length of the answer, without items. */
  readonly answer: number;
  /** Numbers added to the point by each item. */
  readonly itemPoint: number;
  /** Numbers added to the answer by each item. */
  readonly itemAnswer: number;
  /** Whether the number of items varies. */
  readonly varies: boolean;
}

/** The lengths of all questions, by tag, from a backend's flat list of four numbers each. */
export function lengthsOf(flat: ArrayLike<number>): QuestionLengths[] {
  return Array.from({ length: flat.length / 4 }, (_, tag) => {
    const at = (place: number) => flat[4 * tag + place] as number;
    const [itemPoint, itemAnswer] = [at(2), at(3)];
    return { point: at(0), answer: at(1), itemPoint, itemAnswer, varies: itemPoint + itemAnswer > 0 };
  });
}

/**
 * An array for the longest of these lengths. It is never empty, because an empty buffer indicates a transferred one.
 */
export function roomFor(lengths: readonly number[]): Float64Array {
  const length = Math.max(1, ...lengths);
  try {
    return new Float64Array(length);
  } catch {
    throw new SuperlinearError('OUT_OF_MEMORY', `there is no memory for questions of ${length} numbers`);
  }
}
