// Made from the Rust structs by `npm run codegen`; not to be edited.

/**
 * The options of a run, as opposed to its problem.
 */
export interface EngineOptions {
  /**
   * Mebibytes of memory that the run may take, its problem and its solution included. A run that would need more
   * fails with `OUT_OF_MEMORY` before it allocates. Sizes are estimates: keep a margin of a quarter. Default: half of
   * the memory that the process may use, or half of the address space of WebAssembly; `backend()` reports it.
   */
  readonly memoryLimit?: number;
  /**
   * The seed of the random streams, an integer below 2^53. Equal seeds give bitwise equal results.
   * @defaultValue 0
   */
  readonly seed?: number;
  /**
   * The number of threads; results do not depend on it. WebAssembly always uses one. Default: one per processor.
   */
  readonly threads?: number;
  /**
   * Seconds after which an iterative method stops and returns its best point with the status `timeLimit`. The answer
   * of a user function is not awaited beyond the limit, unless there is nothing to return without it: then for at
   * most the longer of 0.1 seconds and twice the slowest answer so far, before the run fails. Default: no limit.
   */
  readonly timeLimit?: number;
}

/**
 * The fields passed to `onProgress` by every method, beside its own record.
 */
export interface ProgressFraction {
  /**
   * The progress of the run from 0 to 1; it never decreases. The largest of: the logarithmic progress of the error
   * measure from its first value to its goal, the finished fraction of the work, and the used fraction of
   * `maxIterations` or `timeLimit`. It measures the work done, not the remaining time.
   */
  readonly fraction: number;
}

/** The names of all options of the engine. */
export const engineOptions = ['memoryLimit', 'seed', 'threads', 'timeLimit'] as const;
