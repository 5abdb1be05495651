// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { BytesInput, IndexInput, VectorInput } from '../engine/arrays.js';

/**
 * The requested behavior.
 */
export interface DiagnosisProblem {
  /**
   * Bytes to return. Default: none.
   */
  readonly bytes?: BytesInput;
  /**
   * An array to return. Default: empty.
   */
  readonly echo?: VectorInput;
  /**
   * Panic with this text, which arrives as an `INTERNAL` error. Default: no panic.
   */
  readonly panic?: string;
  /**
   * Seconds to be busy, polling for cancellation and reporting progress as a solver does.
   * @defaultValue 0.0
   */
  readonly seconds?: number;
}

/**
 * The requested questions.
 */
export interface DiagnosisQuestionsProblem {
  /**
   * The sizes of the batches, in order. Each batch is evaluated by one question and confirmed by another.
   */
  readonly sizes: IndexInput;
  /**
   * The number of entries per item. Every batch consists of the numbers 0, 1, 2 and so on.
   * @defaultValue 1
   */
  readonly dimension?: number;
}

/**
 * The observations of a diagnosis.
 */
export interface Diagnosis {
  /**
   * `converged` if it did as requested, `timeLimit` if the time limit came first.
   */
  readonly status: Ending;
  /**
   * The given array.
   */
  readonly echo: Float64Array;
  /**
   * The given bytes.
   */
  readonly bytes: Uint8Array;
  /**
   * The seed of the run.
   */
  readonly seed: number;
  /**
   * The threads of the run.
   */
  readonly threads: number;
  /**
   * The duration of the run in seconds.
   */
  readonly seconds: number;
}

/**
 * The answers received.
 */
export interface DiagnosisOfQuestions {
  /**
   * The sum of all answers about items.
   */
  readonly sum: number;
  /**
   * The answer to the confirmation of each batch.
   */
  readonly confirmations: Float64Array;
}

/**
 * The progress of a diagnosis.
 */
export interface DiagnosisProgress {
  /**
   * Seconds since its start.
   */
  readonly seconds: number;
}

/**
 * The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its
 * `status`. Methods with further statuses have a type of their own that includes these names.
 * - `converged`: The solution meets the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No further progress, usually because of rounding errors. The point is the best one found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';
