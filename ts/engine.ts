/** Functions of the engine itself, independent of any family. */

import { batchAnswerer, converse, converseSync, numberAnswerer, type Questions } from './engine/converse.js';
import { Dialogue, type DialogueOptions } from './engine/dialogue.js';
import type { VectorAnswer } from './engine/operators.js';
import type { RunOptions, SyncRunOptions } from './engine/options.js';
import { run, runSync } from './engine/run.js';
import type {
  Diagnosis,
  DiagnosisOfQuestions,
  DiagnosisProblem,
  DiagnosisProgress,
  DiagnosisQuestionsProblem,
} from './generated/engine.js';
import '#wasm/engine.js';

export type * from './generated/engine.js';

/**
 * Solves no problem: returns its input after the requested time, or fails as requested. For measuring the cost of a
 * call, and for trying out progress, cancellation and failure.
 */
export function diagnose(
  problem: DiagnosisProblem,
  options?: RunOptions<DiagnosisProgress>,
): Promise<Diagnosis> {
  return run('engine.diagnose', problem, options);
}

/** Blocking version of {@link diagnose}. */
export function diagnoseSync(problem: DiagnosisProblem, options?: SyncRunOptions): Diagnosis {
  return runSync('engine.diagnose', problem, options);
}

/** The functions called by {@link diagnoseQuestions}. */
export interface DiagnosisFunctions {
  /**
   * Returns one number for each of `count` items, or writes them into the last argument. The items are vectors, stored
   * one after another in `items`. Both arrays are reused for the next batch.
   */
  evaluate(
    items: Float64Array,
    count: number,
    values: Float64Array,
  ): VectorAnswer | PromiseLike<VectorAnswer>;
  /** Returns any number, given the sum of all values so far. */
  confirm(sum: Float64Array): number | PromiseLike<number>;
}

/** {@link DiagnosisFunctions} that are synchronous, for the blocking functions. */
export interface SyncDiagnosisFunctions {
  /** Returns one number for each item. */
  evaluate(items: Float64Array, count: number, values: Float64Array): VectorAnswer;
  /** Returns any number, given the sum of all values so far. */
  confirm(sum: Float64Array): number;
}

/**
 * Solves no problem: asks questions about batches of items and adds up the answers. For measuring the cost of a
 * question, and for trying out functions of many items at once.
 */
export function diagnoseQuestions(
  problem: DiagnosisQuestionsProblem & DiagnosisFunctions,
  options?: RunOptions,
): Promise<DiagnosisOfQuestions> {
  return converse('engine.diagnoseQuestions', problem, DIAGNOSIS_QUESTIONS, options);
}

/** Blocking version of {@link diagnoseQuestions}; the functions must be synchronous. */
export function diagnoseQuestionsSync(
  problem: DiagnosisQuestionsProblem & SyncDiagnosisFunctions,
  options?: SyncRunOptions,
): DiagnosisOfQuestions {
  return converseSync('engine.diagnoseQuestions', problem, DIAGNOSIS_QUESTIONS, options);
}

/** {@link diagnoseQuestions} as a dialogue. */
export function diagnoseQuestionsDialogue(
  problem: DiagnosisQuestionsProblem,
  options?: DialogueOptions,
): Dialogue<DiagnosisOfQuestions> {
  return new Dialogue('engine.diagnoseQuestions', Object.keys(DIAGNOSIS_QUESTIONS), problem, options);
}

const DIAGNOSIS_QUESTIONS: Questions = { evaluate: batchAnswerer, confirm: numberAnswerer };
