/** How many numbers are exchanged over the questions of a dialogue. */

import { SuperlinearError } from './errors.js';

/** The lengths of one question. */
export interface QuestionLengths {
  /** Numbers in the point, without what items add. */
  readonly point: number;
  /** Numbers in the answer, without what items add. */
  readonly answer: number;
  /** Numbers that each item adds to the point. */
  readonly itemPoint: number;
  /** Numbers that each item adds to the answer. */
  readonly itemAnswer: number;
  /** Whether it is about any number of items, another one each time. */
  readonly varies: boolean;
}

/** The lengths of all questions, by tag, from four numbers for each as a backend gives them. */
export function lengthsOf(flat: ArrayLike<number>): QuestionLengths[] {
  return Array.from({ length: flat.length / 4 }, (_, tag) => {
    const at = (place: number) => flat[4 * tag + place] as number;
    const [itemPoint, itemAnswer] = [at(2), at(3)];
    return { point: at(0), answer: at(1), itemPoint, itemAnswer, varies: itemPoint + itemAnswer > 0 };
  });
}

/** Room for the longest of these, and never none: a buffer without bytes is one that was transferred elsewhere. */
export function roomFor(lengths: readonly number[]): Float64Array {
  const length = Math.max(1, ...lengths);
  try {
    return new Float64Array(length);
  } catch {
    throw new SuperlinearError('OUT_OF_MEMORY', `there is no memory for questions of ${length} numbers`);
  }
}
