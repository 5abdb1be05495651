/** What concerns the engine itself and no family. */

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
import './generated/wasm/engine.js';

export type * from './generated/engine.js';

/**
 * Solves nothing: gives back what it was given, after as long as asked, or fails as asked. For measuring what a call costs,
 * and for trying out progress, cancelling and failure.
 */
export function diagnose(
  problem: DiagnosisProblem,
  options?: RunOptions<DiagnosisProgress>,
): Promise<Diagnosis> {
  return run('engine.diagnose', problem, options);
}

/** {@link diagnose}, blocking the calling thread. */
export function diagnoseSync(problem: DiagnosisProblem, options?: SyncRunOptions): Diagnosis {
  return runSync('engine.diagnose', problem, options);
}

/** The functions that {@link diagnoseQuestions} asks. */
export interface DiagnosisFunctions {
  /**
   * A number for each of `count` items, whose own numbers stand one after another in `items`; returned, or written to the last
   * argument. Both arrays are used again for the next batch.
   */
  evaluate(
    items: Float64Array,
    count: number,
    values: Float64Array,
  ): VectorAnswer | PromiseLike<VectorAnswer>;
  /** Any number, about the sum of all values so far. */
  confirm(sum: Float64Array): number | PromiseLike<number>;
}

/** {@link DiagnosisFunctions} that answer at once, as blocking functions need them. */
export interface SyncDiagnosisFunctions {
  /** A number for each item. */
  evaluate(items: Float64Array, count: number, values: Float64Array): VectorAnswer;
  /** Any number, about the sum of all values so far. */
  confirm(sum: Float64Array): number;
}

/**
 * Solves nothing: asks about batches of items, and adds up the answers. For measuring what a question costs, and for trying out
 * functions that answer for many items at once.
 */
export function diagnoseQuestions(
  problem: DiagnosisQuestionsProblem & DiagnosisFunctions,
  options?: RunOptions,
): Promise<DiagnosisOfQuestions> {
  return converse('engine.diagnoseQuestions', problem, DIAGNOSIS_QUESTIONS, options);
}

/** {@link diagnoseQuestions}, blocking the calling thread; the functions must answer at once. */
export function diagnoseQuestionsSync(
  problem: DiagnosisQuestionsProblem & SyncDiagnosisFunctions,
  options?: SyncRunOptions,
): DiagnosisOfQuestions {
  return converseSync('engine.diagnoseQuestions', problem, DIAGNOSIS_QUESTIONS, options);
}

/** {@link diagnoseQuestions} with its questions handed out. */
export function diagnoseQuestionsDialogue(
  problem: DiagnosisQuestionsProblem,
  options?: DialogueOptions,
): Dialogue<DiagnosisOfQuestions> {
  return new Dialogue('engine.diagnoseQuestions', Object.keys(DIAGNOSIS_QUESTIONS), problem, options);
}

const DIAGNOSIS_QUESTIONS: Questions = { evaluate: batchAnswerer, confirm: numberAnswerer };
