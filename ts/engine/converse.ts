/** The entry point for problems with user-defined functions, solved by a dialogue with the engine. */

import type { Dialogue, Reply } from '../backends/backend.js';
import { moduleOfDialogue } from '../backends/modules.js';
import { selectBackend } from '../backends/select.js';
import type { ProgressFraction } from '../generated/options.js';
import { isCancelled } from './cancellation.js';
import { requireFunction, requireObject } from './check.js';
import { counted, invalidInput, SuperlinearError } from './errors.js';
import { byOtherName } from './hints.js';
import { lengthsOf, type QuestionLengths, roomFor } from './lengths.js';
import { parseOptions, parseSyncOptions, type RunOptions, type SyncRunOptions } from './options.js';
import { Patience } from './patience.js';
import { tellMethods } from './probe.js';
import { describeReturned, isNumbers, type Pending, received, returnedNumber } from './returned.js';
import { open } from './run.js';
import { Turns } from './turns.js';
import { encode } from './wire.js';

/**
 * Answers one kind of question: reads the point and writes the answer. Both arrays are reused for the next question. An
 * exception or a rejection ends the dialogue and reaches the caller unchanged. `items` is the number of items of the
 * question; 0 for kinds of questions without items.
 */
export type Answerer = (point: Float64Array, answer: Float64Array, items: number) => Pending;

interface NamedAnswerer {
  readonly name: string;
  /** The answerer, or the names of the questions answered jointly. */
  readonly answerer: Answerer | readonly string[];
}

/** Makes an answerer from the value of the problem's key `name`. */
export type MakeAnswerer = (name: string, f: unknown) => Answerer;

/** A question about an optional function. If the function is given, `true` replaces it in the problem's data. */
export interface OptionalQuestion {
  readonly ifGiven: MakeAnswerer;
}

/** A question that combines earlier ones about the same point. Its answer holds their answers one after another. */
export interface JointQuestion {
  readonly jointly: readonly string[];
}

/**
 * The key of the functions of nested objects, by the names of their questions, such as `matrix.apply`. A symbol cannot be a
 * field of a caller's problem. The objects hold `true` or nothing in place of their functions.
 */
export const NESTED = Symbol('functions of nested objects');

/** The questions of a method, in the method's order: the problem's key of the function, and a maker of its answerer. */
export type Questions = Readonly<Record<string, MakeAnswerer | OptionalQuestion | JointQuestion>>;

/**
 * Runs the dialogue `method` on a problem that contains data and the functions named in `questions`. Promises returned
 * by answerers are awaited, but not beyond the time limit. If all answers are synchronous, the loop still yields to
 * timers and events about sixty times a second.
 */
export async function converse<Solution>(
  method: string,
  problem: object,
  questions: Questions,
  options?: RunOptions<never>,
): Promise<Solution> {
  const { signal, onProgress, backend, timeLimit, engineOptions } = parseOptions(options);
  signal?.throwIfAborted();
  const selected = selectBackend(backend);
  const { answerers, payload, forms } = takeApart(problem, questions);
  await selected.load(moduleOfDialogue(method));
  const dialogue = selected.converse({ method, ...payload, options: engineOptions });
  try {
    const [turns, patience] = [new Turns(), new Patience(signal, timeLimit)];
    const asking = ask(dialogue, answerers);
    let step = asking.next();
    while (!step.done) {
      const { name, pending } = step.value;
      if (pending !== undefined) {
        if (!(await patience.isAnswered(pending, name, dialogue))) break;
      } else if (turns.areDue) {
        await turns.take();
      }
      signal?.throwIfAborted();
      if (onProgress !== undefined) report(dialogue, onProgress);
      step = asking.next();
    }
    if (onProgress !== undefined) report(dialogue, onProgress);
    return open(step.done ? step.value : dialogue.finish(), forms);
  } finally {
    dialogue.close();
  }
}

/** Blocking version of {@link converse}; the functions must not return promises. */
export function converseSync<Solution>(
  method: string,
  problem: object,
  questions: Questions,
  options?: SyncRunOptions,
): Solution {
  tellMethods(problem, method);
  const { backend, engineOptions } = parseSyncOptions(options);
  const { answerers, payload, forms } = takeApart(problem, questions);
  const dialogue = selectBackend(backend).converse({ method, ...payload, options: engineOptions });
  try {
    const asking = ask(dialogue, answerers);
    let step = asking.next();
    while (!step.done) {
      if (step.value.pending !== undefined) {
        // Nothing awaits this promise. The handler prevents an unhandled rejection.
        step.value.pending.then(undefined, () => {});
        throw invalidInput(step.value.name, 'returned a promise; the form without Sync awaits it');
      }
      if (isCancelled()) return open(dialogue.finish(), forms);
      step = asking.next();
    }
    return open(step.value, forms);
  } finally {
    dialogue.close();
  }
}

/** Makes an answerer from a function of one number that returns a number. */
export function scalarAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return numberAnswerer(name, (point: Float64Array) => f(point[0]));
}

/** Makes an answerer from a function of a vector that returns a number. The vector is reused for the next question. */
export function numberAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return (point, answer) => {
    const result = f(point);
    requireKept(name, point);
    return received(result, (value) => {
      answer[0] = returnedNumber(name, value);
    });
  };
}

/**
 * Makes an answerer from a function of a vector that returns a vector, or writes it into its second argument. Both
 * arrays are reused for the next question. The engine checks that the numbers are finite.
 */
export function vectorAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return writingAnswerer(name, (point, answer) => f(point, answer));
}

/**
 * Makes an answerer from a function of all items of a question and their number. It returns the answers, one after
 * another, or writes them into its third argument. Both arrays are reused for the next question.
 */
export function batchAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return writingAnswerer(name, (points, answers, items) => f(points, items, answers));
}

/**
 * Makes an answerer from a function that returns a vector, or writes it into its second argument and returns nothing.
 */
function writingAnswerer(
  name: string,
  f: (point: Float64Array, answer: Float64Array, items: number) => unknown,
): Answerer {
  const write = (value: unknown, answer: Float64Array) => {
    requireKept(name, answer);
    if (value === undefined || value === answer) return;
    if (!isNumbers(value)) {
      const what = 'must return a vector of numbers, or write its last argument and return nothing';
      throw invalidInput(name, `${what}; it returned ${describeReturned(value)}`);
    }
    if (value.length !== answer.length) {
      throw invalidInput(name, `must give ${counted(answer.length, 'number')}, gave ${value.length}`);
    }
    answer.set(value);
  };
  return (point, answer, items) => {
    // Entries left unwritten by the function remain NaN. A loop is faster than `fill` for few.
    for (let i = 0; i < answer.length; i++) answer[i] = Number.NaN;
    const result = f(point, answer, items);
    requireKept(name, point);
    return received(result, (value) => write(value, answer));
  };
}

/**
 * Throws if a function has transferred the buffer of an argument. The arrays of {@link QuestionBuffers} are never empty
 * otherwise.
 */
function requireKept(name: string, argument: Float64Array): void {
  // The length is faster to read, and also 0 after a transfer.
  if (argument.length === 0 && argument.buffer.byteLength === 0) {
    throw invalidInput(name, 'must not transfer its arguments, which are used again for the next question');
  }
}

/** A problem with the functions of its nested objects. */
interface WithNested {
  readonly [NESTED]?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** Separates the functions of a problem from its data. */
function takeApart(problem: object, questions: Questions) {
  requireObject(problem, 'problem');
  const { [NESTED]: nested = {}, ...fields } = problem as WithNested;
  const data: Record<string, unknown> = { ...fields };
  const asked: string[] = [];
  const answerers = Object.entries(questions).map(([name, question]): NamedAnswerer => {
    if ('jointly' in question) return { name, answerer: question.jointly };
    const isNested = name.includes('.');
    const given = (isNested ? nested : fields)[name];
    if (!isNested) delete data[name];
    if (typeof question === 'function') {
      if (!isNested) asked.push(name);
      if (given === undefined) requireNoOtherName(problem, name);
      return { name, answerer: question(name, given) };
    }
    if (given === undefined) return { name, answerer: unanswerable };
    if (!isNested) data[name] = true;
    return { name, answerer: question.ifGiven(name, given) };
  });
  return { answerers, ...encode(data, 'problem', asked) };
}

/** Refuses the name of another program for a missing function. */
function requireNoOtherName(problem: object, name: string): void {
  const other = Object.keys(problem).find((key) => byOtherName(key, [name]) !== undefined);
  if (other !== undefined) throw invalidInput(other, `is not an option; did you mean ${name}?`);
}

/** The answerer of an optional function that is not given. The engine never asks for it. */
function unanswerable(): never {
  throw new SuperlinearError('INTERNAL', 'an unknown function was requested');
}

/** Runs a dialogue: yields after passing each question to its answerer, and returns the outcome. */
function* ask(
  dialogue: Dialogue,
  answerers: readonly NamedAnswerer[],
): Generator<{ name: string; pending: Pending }, Reply> {
  const buffers = new QuestionBuffers(dialogue, answerers);
  let tag = dialogue.resume(new Float64Array(0), buffers.point);
  while (tag >= 0) {
    const question = buffers.questionOf(tag);
    yield put(question);
    const [first] = question.parts;
    requireKept(first?.name ?? '', question.point);
    requireKept(first?.name ?? '', question.answer);
    tag = dialogue.resume(question.answer, buffers.point);
  }
  return dialogue.finish();
}

/** A question with its answerers and the arrays of point and answer. */
interface Question {
  readonly items: number;
  readonly parts: readonly { name: string; answerer: Answerer; answer: Float64Array }[];
  readonly point: Float64Array;
  readonly answer: Float64Array;
}

/** The arrays of points and answers of all questions, reused for each question. They grow with the number of items. */
class QuestionBuffers {
  readonly #dialogue: Dialogue;
  readonly #answerers: readonly NamedAnswerer[];
  readonly #lengths: readonly QuestionLengths[];
  #point: Float64Array;
  #answer: Float64Array;
  /** The most recent question of each kind, by tag. */
  #questions: Question[] = [];

  constructor(dialogue: Dialogue, answerers: readonly NamedAnswerer[]) {
    this.#dialogue = dialogue;
    this.#answerers = answerers;
    this.#lengths = lengthsOf(dialogue.lengths);
    this.#point = roomFor(this.#lengths.map(({ point }) => point));
    this.#answer = roomFor(this.#lengths.map(({ answer }) => answer));
  }

  /** The array for the next point, unless the point is longer. */
  get point(): Float64Array {
    return this.#point;
  }

  /** The current question. */
  questionOf(tag: number): Question {
    const { varies } = this.#lengths[tag] as QuestionLengths;
    const items = varies ? this.#dialogue.items : 0;
    const last = this.#questions[tag];
    if (last?.items === items) return last;
    const question = this.#prepare(tag, items);
    this.#questions[tag] = question;
    return question;
  }

  #prepare(tag: number, items: number): Question {
    const lengths = this.#lengths[tag] as QuestionLengths;
    const pointLength = lengths.point + items * lengths.itemPoint;
    const answerLength = this.#answerLength(tag, items);
    if (pointLength > this.#point.length || answerLength > this.#answer.length) {
      this.#grow(pointLength, answerLength);
    }
    const point = this.#point.subarray(0, pointLength);
    const answer = this.#answer.subarray(0, answerLength);
    return { items, parts: this.#partsOf(tag, items), point, answer };
  }

  #partsOf(tag: number, items: number): Question['parts'] {
    const { name, answerer } = this.#answerers[tag] as NamedAnswerer;
    let end = 0;
    const next = (length: number) => {
      const start = end;
      end += length;
      return this.#answer.subarray(start, end);
    };
    if (typeof answerer === 'function') {
      return [{ name, answerer, answer: next(this.#answerLength(tag, items)) }];
    }
    return answerer.map((part) => {
      const partTag = this.#answerers.findIndex((other) => other.name === part);
      const answer = next(this.#answerLength(partTag, items));
      return { name: part, answerer: this.#answerers[partTag]?.answerer as Answerer, answer };
    });
  }

  #answerLength(tag: number, items: number): number {
    const { answer, itemAnswer } = this.#lengths[tag] as QuestionLengths;
    return answer + items * itemAnswer;
  }

  /**
   * Grows the arrays, at least doubling their lengths, so that a steadily growing number of items causes few
   * reallocations.
   */
  #grow(pointLength: number, answerLength: number): void {
    this.#point = roomFor([pointLength, 2 * this.#point.length]);
    this.#answer = roomFor([answerLength, 2 * this.#answer.length]);
    this.#questions = [];
    this.#dialogue.readPoint(this.#point);
  }
}

/**
 * Passes a question to its answerers. Returns a promise of all pending answers, and the name of the first pending
 * question.
 */
function put({ parts, point, items }: Question): { name: string; pending: Pending } {
  let waiting: { name: string; pending: PromiseLike<unknown> } | undefined;
  for (const { name, answerer, answer } of parts) {
    try {
      const pending = answerer(point, answer, items);
      if (pending === undefined) continue;
      waiting =
        waiting === undefined ? { name, pending } : { ...waiting, pending: all(waiting.pending, pending) };
    } catch (error) {
      // The pending answers are no longer awaited. The handler prevents an unhandled rejection.
      waiting?.pending.then(undefined, () => {});
      throw error;
    }
  }
  return waiting === undefined ? NOTHING_PENDING : { ...waiting, pending: waiting.pending.then(() => {}) };
}

const NOTHING_PENDING = { name: '', pending: undefined } as const;

function all(first: PromiseLike<unknown>, second: PromiseLike<unknown>): Promise<unknown> {
  return Promise.all([first, second]);
}

/** Reports progress to the caller if there is a new record. */
function report(dialogue: Dialogue, onProgress: (progress: ProgressFraction) => void): void {
  const record = dialogue.takeProgress();
  if (record !== null && record !== undefined) onProgress(JSON.parse(record));
}
