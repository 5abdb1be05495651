/** The methods that a blocking function calls, told by the function itself: it is called with a mark in the place of a problem. */

import { invalidInput } from './errors.js';

/** A blocking function of this library, or a function that opens a dialogue. */
export type BlockingFunction = (problem: never, options?: never) => unknown;

/** The key of the mark. A symbol survives copies of a problem. */
const MARK = Symbol('mark');

/** Thrown in answer to a mark. */
class Told {
  constructor(readonly methods: readonly string[]) {}
}

/** Ends the call here if the problem is a mark. `methods` are those that the call would need. */
export function tellMethods(problem: unknown, ...methods: string[]): void {
  if (typeof problem === 'object' && problem !== null && MARK in problem) throw new Told(methods);
}

/** The methods that a function calls. */
export function methodsOf(blocking: BlockingFunction): readonly string[] {
  try {
    const promise = blocking({ [MARK]: true } as never);
    // An asynchronous function is refused below, and its error is of no interest.
    if (promise instanceof Promise) promise.catch(() => {});
  } catch (told) {
    if (told instanceof Told) return told.methods;
  }
  throw invalidInput('name', 'must be a name or a blocking function of this library');
}
