// Made from the Rust structs by `npm run codegen`; not to be edited.

/**
 * How a method is run, as opposed to what it is given.
 */
export interface EngineOptions {
  /**
   * Seed of the random streams, a whole number below 2^53; the same seed gives the same bits.
   * @defaultValue 0
   */
  readonly seed?: number;
  /**
   * Threads to compute on; results do not depend on it. WebAssembly always computes on one. Default: one for each
   * processor.
   */
  readonly threads?: number;
  /**
   * Seconds after which an iterative method stops and returns its best point with the status `timeLimit`. A function of the
   * caller that answers later is not waited for beyond it, or hardly: for twice as long as it took before, at most, where
   * there is nothing to return without the answer, and then the run fails. Default: no limit.
   */
  readonly timeLimit?: number;
}

/**
 * What `onProgress` hears of every method, beside the method's own record.
 */
export interface ProgressFraction {
  /**
   * How far the run has come, from 0 to 1; it never falls. By the logarithm of what shows the solution to be good, from its
   * first value to the one asked for, by the parts of the work that are done, or by what is used up of `maxIterations` and
   * `timeLimit`: whichever is furthest. It says how much is done, not how long the rest takes.
   */
  readonly fraction: number;
}

/** The names of all options that the engine takes. */
export const engineOptions = ['seed', 'threads', 'timeLimit'] as const;
