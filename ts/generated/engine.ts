// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { BytesInput, IndexInput, VectorInput } from '../engine/arrays.js';

/**
 * What the diagnosis is to do.
 */
export interface DiagnosisProblem {
  /**
   * Bytes to give back. Default: none.
   */
  readonly bytes?: BytesInput;
  /**
   * An array to give back. Default: an empty one.
   */
  readonly echo?: VectorInput;
  /**
   * Panic with this text, to see the defect arrive as an `INTERNAL` error. Default: do not.
   */
  readonly panic?: string;
  /**
   * Seconds to be busy for, polling for cancellation and reporting progress as a solver does.
   * @defaultValue 0.0
   */
  readonly seconds?: number;
}

/**
 * What is to be asked.
 */
export interface DiagnosisQuestionsProblem {
  /**
   * How many items each batch has, in the order in which they are asked about. Each is evaluated by one question, and then
   * confirmed by another.
   */
  readonly sizes: IndexInput;
  /**
   * How many numbers an item has. Every batch is made of the numbers 0, 1, 2 and so on.
   * @defaultValue 1
   */
  readonly dimension?: number;
}

/**
 * What the diagnosis saw.
 */
export interface Diagnosis {
  /**
   * `converged` where it did what it was asked to, `timeLimit` where the time limit came first.
   */
  readonly status: Ending;
  /**
   * The array that was given.
   */
  readonly echo: Float64Array;
  /**
   * The bytes that were given.
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
   * Seconds that the run took.
   */
  readonly seconds: number;
}

/**
 * What was answered.
 */
export interface DiagnosisOfQuestions {
  /**
   * The sum of all answers about items.
   */
  readonly sum: number;
  /**
   * What came back for each batch whose sum was to be confirmed.
   */
  readonly confirmations: Float64Array;
}

/**
 * How far a diagnosis has come.
 */
export interface DiagnosisProgress {
  /**
   * Seconds since it began.
   */
  readonly seconds: number;
}

/**
 * How an iterative method ended. What a method means by "converged" and by "stalled" stands at its `status`. A method that
 * can end in a further way has a status of its own, with these names for these endings.
 * - `converged`: The solution is as exact as was asked for.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';
