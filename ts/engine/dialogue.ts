/** Dialogues: solvers that hand their questions to the caller, to be answered at any time and in any place. */

import type { Dialogue as BackendDialogue } from '../backends/backend.js';
import { selectBackend } from '../backends/select.js';
import { requireObject } from './check.js';
import { describeValue, invalidInput, SuperlinearError } from './errors.js';
import { lengthsOf, type QuestionLengths, roomFor } from './lengths.js';
import { parseSyncOptions, type SyncRunOptions } from './options.js';
import { tellMethods } from './probe.js';
import { open } from './run.js';
import { encode, type GivenForms, numbersFromJson } from './wire.js';

/** A question waiting for an answer. */
export interface DialogueQuestion {
  /** The name of the function to evaluate. */
  readonly name: string;
  /** The point of evaluation. A copy, yours to keep. */
  readonly point: Float64Array;
  /** The number of entries of the answer. */
  readonly answerLength: number;
  /** The number of items for questions about any number of them; else 0. */
  readonly items: number;
}

/** Options of a dialogue. */
export interface DialogueOptions extends SyncRunOptions {
  /**
   * Answers to the first questions, from {@link Dialogue.answers} of a dialogue about the same problem with the same
   * options, or from their JSON. The dialogue resumes from there.
   */
  readonly answers?: readonly ArrayLike<StoredNumber>[];
}

/**
 * A number as stored in JSON by {@link StoredAnswer}. Infinities, `NaN` and -0 have no JSON form and become strings.
 */
export type StoredNumber = number | string;

/** An answer that is stored in JSON as a list, without loss. */
export class StoredAnswer extends Float64Array {
  toJSON(): StoredNumber[] {
    const isInJson = (number: number) => Number.isFinite(number) && !Object.is(number, -0);
    return Array.from(this, (number) => (isInJson(number) ? number : inWords(number)));
  }
}

const inWords = (number: number) => (Object.is(number, -0) ? '-0' : String(number));

/** The strings allowed as stored numbers. */
const NUMBERS_IN_WORDS: readonly StoredNumber[] = [Number.NaN, Infinity, -Infinity, -0].map(inWords);

/** Translates questions, solutions and errors of the engine to the caller's terms. */
export interface DialogueTranslation<Solution, Question> {
  question(asked: DialogueQuestion): Question;
  solution(found: never): Solution;
  error(error: unknown): unknown;
}

/** The identity translation. */
const AS_IT_IS: DialogueTranslation<unknown, unknown> = {
  question: (asked) => asked,
  solution: (found) => found,
  error: (error) => error,
};

/**
 * A solver that suspends at each question until it is answered. It holds no thread while suspended, so an answer may
 * take any time. Its list of answers suffices to restore it, in another process too.
 */
export class Dialogue<Solution, Question extends DialogueQuestion = DialogueQuestion> {
  readonly #dialogue: BackendDialogue;
  readonly #forms: GivenForms;
  readonly #names: readonly string[];
  readonly #lengths: readonly QuestionLengths[];
  readonly #translation: DialogueTranslation<Solution, Question>;
  #point: Float64Array;
  readonly #answers: StoredAnswer[] = [];
  #question: Question | undefined;
  #outcome: { solution: Solution } | { error: unknown } | undefined;

  /** Opens the dialogue `method`; `names` are the names of its questions by tag. Throws if the problem is invalid. */
  constructor(
    method: string,
    names: readonly string[],
    problem: object,
    options: DialogueOptions = {},
    translation = AS_IT_IS as DialogueTranslation<Solution, Question>,
  ) {
    requireObject(problem, 'problem');
    tellMethods(problem, method);
    requireObject(options, 'options');
    const { answers = [], ...runOptions } = options;
    if (!Array.isArray(answers)) throw invalidInput('answers', 'must be an array of answers');
    const { backend, engineOptions } = parseSyncOptions(runOptions, ['answers']);
    const { payload, forms } = encode(problem);
    this.#forms = forms;
    this.#translation = translation;
    this.#dialogue = selectBackend(backend).converse({ method, ...payload, options: engineOptions });
    this.#names = names;
    this.#lengths = lengthsOf(this.#dialogue.lengths);
    this.#point = roomFor(this.#lengths.map(({ point }) => point));
    this.#resume(new Float64Array(0));
    if (this.#outcome !== undefined && 'error' in this.#outcome) throw this.#outcome.error;
    answers.forEach((answer, k) => {
      this.#give(answer, `answers[${k}]`);
    });
  }

  /** The current question; `undefined` once the solver has finished. */
  get question(): Question | undefined {
    return this.#question;
  }

  /** All answers so far: a checkpoint to be stored as JSON. */
  get answers(): readonly StoredAnswer[] {
    return this.#answers;
  }

  /** Answers the current question, and runs the solver to its next one. */
  answer(numbers: ArrayLike<number>): void {
    this.#give(numbers, 'answer');
  }

  /** The solution, once there are no more questions. Throws the solver's error if it failed. */
  get solution(): Solution {
    if (this.#outcome === undefined) {
      throw new SuperlinearError(
        'INVALID_INPUT',
        'there is no solution before all questions are answered',
        '',
      );
    }
    if ('error' in this.#outcome) throw this.#outcome.error;
    return this.#outcome.solution;
  }

  /** Frees the memory of a dialogue that is abandoned before it has finished. */
  close(): void {
    this.#question = undefined;
    this.#dialogue.close();
  }

  #give(given: ArrayLike<StoredNumber>, path: string): void {
    const question = this.#question;
    if (question === undefined) throw invalidInput(path, 'there is no question that awaits an answer');
    const isList = Array.isArray(given) || ArrayBuffer.isView(given);
    const numbers = isList ? given : (numbersFromJson(given) as StoredNumber[] | undefined);
    if (numbers?.length !== question.answerLength) {
      throw invalidInput(path, `must be ${question.answerLength} numbers in answer to ${question.name}`);
    }
    const answer = new StoredAnswer(question.answerLength);
    for (let k = 0; k < answer.length; k++) {
      const number = numbers[k] as StoredNumber;
      if (typeof number !== 'number' && !NUMBERS_IN_WORDS.includes(number)) {
        throw invalidInput(`${path}[${k}]`, `must be a number, got ${describeValue(number)}`);
      }
      answer[k] = Number(number);
    }
    this.#answers.push(answer);
    this.#resume(answer);
  }

  #resume(answer: Float64Array): void {
    const tag = this.#dialogue.resume(answer, this.#point);
    if (tag >= 0) {
      this.#question = this.#asked(tag);
      return;
    }
    this.#question = undefined;
    try {
      const found = open<never>(this.#dialogue.finish(), this.#forms);
      this.#outcome = { solution: this.#translation.solution(found) };
    } catch (error) {
      this.#outcome = { error: this.#translation.error(error) };
    } finally {
      this.#dialogue.close();
    }
  }

  /** Reads the current question. */
  #asked(tag: number): Question {
    const lengths = this.#lengths[tag] as QuestionLengths;
    const items = lengths.varies ? this.#dialogue.items : 0;
    const length = lengths.point + items * lengths.itemPoint;
    if (length > this.#point.length) {
      this.#point = new Float64Array(length);
      this.#dialogue.readPoint(this.#point);
    }
    return this.#translation.question({
      name: this.#names[tag] ?? '',
      point: this.#point.slice(0, length),
      answerLength: lengths.answer + items * lengths.itemAnswer,
      items,
    });
  }
}
