/** The dialogue door: problems that need the caller's own functions. */

import type { Dialogue, Reply } from '../backends/backend.js';
import { moduleOfDialogue } from '../backends/modules.js';
import { selectBackend } from '../backends/select.js';
import type { ProgressFraction } from '../generated/options.js';
import { requireFunction, requireObject } from './check.js';
import { describeValue, invalidInput, SuperlinearError } from './errors.js';
import { lengthsOf, type QuestionLengths, roomFor } from './lengths.js';
import { parseOptions, parseSyncOptions, type RunOptions, type SyncRunOptions } from './options.js';
import { Patience } from './patience.js';
import { open } from './run.js';
import { Turns } from './turns.js';
import { encode } from './wire.js';

/** What an answerer returns: a promise where the answer takes time, else nothing. */
export type Pending = PromiseLike<void> | undefined;

/**
 * Answers one kind of question: reads the point and writes the answer. Both arrays are used again for the next question. What
 * it throws, or rejects with, ends the dialogue and reaches the caller unchanged. A question about any number of items tells
 * how many they are this time; all others say 0.
 */
export type Answerer = (point: Float64Array, answer: Float64Array, items: number) => Pending;

interface NamedAnswerer {
  readonly name: string;
  /** The answerer, or the names of those that answer together. */
  readonly answerer: Answerer | readonly string[];
}

/** Makes an answerer of what a problem has under the question's name. */
export type MakeAnswerer = (name: string, f: unknown) => Answerer;

/** A question about a function that the caller may leave out. Where it is there, the problem's data say so: `true`. */
export interface OptionalQuestion {
  readonly ifGiven: MakeAnswerer;
}

/** A question that puts others, which come before it, at once: about the same point, with their answers one after another. */
export interface JointQuestion {
  readonly jointly: readonly string[];
}

/**
 * For each question of a method, in the method's order: the problem's key that holds the caller's function, and how an
 * answerer is made of that function.
 */
export type Questions = Readonly<Record<string, MakeAnswerer | OptionalQuestion | JointQuestion>>;

/**
 * Runs the dialogue `method` on a problem that holds data and the functions that `questions` names. An answerer that returns
 * nothing is answered at once, and one that returns a promise is awaited, but not beyond the time limit. However quick the
 * answers, timers and events get their turn some sixty times a second.
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
  const { answerers, payload, asRows } = takeApart(problem, questions);
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
    return open(step.done ? step.value : dialogue.finish(), asRows);
  } finally {
    dialogue.close();
  }
}

/** {@link converse} without ever giving the thread away; the caller's functions must not return promises. */
export function converseSync<Solution>(
  method: string,
  problem: object,
  questions: Questions,
  options?: SyncRunOptions,
): Solution {
  const { backend, engineOptions } = parseSyncOptions(options);
  const { answerers, payload, asRows } = takeApart(problem, questions);
  const dialogue = selectBackend(backend).converse({ method, ...payload, options: engineOptions });
  try {
    const asking = ask(dialogue, answerers);
    let step = asking.next();
    while (!step.done) {
      if (step.value.pending !== undefined) {
        // Nobody waits for it, so nobody would hear of its failure.
        step.value.pending.then(undefined, () => {});
        throw invalidInput(step.value.name, 'returned a promise; the form without Sync awaits it');
      }
      step = asking.next();
    }
    return open(step.value, asRows);
  } finally {
    dialogue.close();
  }
}

/** An answerer from a function of one number to one number. */
export function scalarAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return numberAnswerer(name, (point: Float64Array) => f(point[0]));
}

/** An answerer from a function of a vector to one number. The vector is used again for the next question. */
export function numberAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return (point, answer) => {
    const write = (value: number) => {
      if (typeof value !== 'number') {
        throw invalidInput(name, `must return a number, returned ${describeValue(value)}`);
      }
      answer[0] = value;
    };
    const value = f(point) as number | PromiseLike<number>;
    requireKept(name, point);
    if (isPromise(value)) return value.then(write);
    write(value);
    return undefined;
  };
}

/**
 * An answerer from a function of a vector to a vector, which it returns or writes into its second argument. Both arguments
 * are used again for the next question. That the numbers are finite is checked by the engine.
 */
export function vectorAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return writingAnswerer(name, (point, answer) => f(point, answer));
}

/**
 * An answerer from a function of all items that are asked about at once and of their number to all answers, one after another,
 * which it returns or writes into its third argument. Both arrays are used again for the next question.
 */
export function batchAnswerer(name: string, f: unknown): Answerer {
  requireFunction(name, f);
  return writingAnswerer(name, (points, answers, items) => f(points, items, answers));
}

/** An answerer from a function that returns a vector, or writes it into its second argument and returns nothing. */
function writingAnswerer(
  name: string,
  f: (point: Float64Array, answer: Float64Array, items: number) => unknown,
): Answerer {
  return (point, answer, items) => {
    // What the function leaves unwritten is then no number.
    answer.fill(Number.NaN);
    const write = (value: unknown) => {
      requireKept(name, answer);
      if (value === undefined) return;
      if (!isNumbers(value)) {
        const what = 'must return a vector of numbers, or write its last argument and return nothing';
        throw invalidInput(name, `${what}; it returned ${describeValue(value)}`);
      }
      if (value.length !== answer.length) {
        throw invalidInput(name, `must give ${answer.length} numbers, gave ${value.length}`);
      }
      if (value !== answer) answer.set(value);
    };
    const value = f(point, answer, items);
    requireKept(name, point);
    if (isPromise(value)) return value.then(write);
    write(value);
    return undefined;
  };
}

/** Refuses that a function has transferred an argument, which leaves an array without a buffer. The room's own is never empty. */
function requireKept(name: string, argument: Float64Array): void {
  // The length is quicker to tell, and 0 then too.
  if (argument.length === 0 && argument.buffer.byteLength === 0) {
    throw invalidInput(name, 'must not transfer its arguments, which are used again for the next question');
  }
}

/** Separates a problem's functions from its data. */
function takeApart(problem: object, questions: Questions) {
  requireObject(problem, 'problem');
  const functions: Record<string, unknown> = { ...problem };
  const data: Record<string, unknown> = { ...problem };
  const asked: string[] = [];
  const answerers = Object.entries(questions).map(([name, question]): NamedAnswerer => {
    if ('jointly' in question) return { name, answerer: question.jointly };
    const given = functions[name];
    delete data[name];
    if (typeof question === 'function') {
      // A name with a point is that of a function of a part, and no key of the problem.
      if (!name.includes('.')) asked.push(name);
      return { name, answerer: question(name, given) };
    }
    if (given === undefined) return { name, answerer: unanswerable };
    data[name] = true;
    return { name, answerer: question.ifGiven(name, given) };
  });
  return { answerers, ...encode(data, 'problem', asked) };
}

/** Stands in for a function that is not there, about which the engine does not ask. */
function unanswerable(): never {
  throw new SuperlinearError('INTERNAL', 'a function that is not there was asked for');
}

/** Steps through a dialogue: yields after each question was put to its answerer, and returns the outcome. */
function* ask(
  dialogue: Dialogue,
  answerers: readonly NamedAnswerer[],
): Generator<{ name: string; pending: Pending }, Reply> {
  const room = new QuestionRoom(dialogue, answerers);
  let tag = dialogue.resume(new Float64Array(0), room.point);
  while (tag >= 0) {
    const question = room.questionOf(tag);
    yield put(question);
    const [first] = question.parts;
    requireKept(first?.name ?? '', question.point);
    requireKept(first?.name ?? '', question.answer);
    tag = dialogue.resume(question.answer, room.point);
  }
  return dialogue.finish();
}

/** A question as it is put: who answers it, or its parts, and where to. */
interface Question {
  readonly items: number;
  readonly parts: readonly { name: string; answerer: Answerer; answer: Float64Array }[];
  readonly point: Float64Array;
  readonly answer: Float64Array;
}

/** Points and answers of all questions, in arrays that are used again. They grow with the number of items that are asked about. */
class QuestionRoom {
  readonly #dialogue: Dialogue;
  readonly #answerers: readonly NamedAnswerer[];
  readonly #lengths: readonly QuestionLengths[];
  #point: Float64Array;
  #answer: Float64Array;
  /** Each question as it was put last, by tag. */
  #questions: Question[] = [];

  constructor(dialogue: Dialogue, answerers: readonly NamedAnswerer[]) {
    this.#dialogue = dialogue;
    this.#answerers = answerers;
    this.#lengths = lengthsOf(dialogue.lengths);
    this.#point = roomFor(this.#lengths.map(({ point }) => point));
    this.#answer = roomFor(this.#lengths.map(({ answer }) => answer));
  }

  /** Where the next point goes, if it is not too long. */
  get point(): Float64Array {
    return this.#point;
  }

  /** The question that was asked just now. */
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

  /** Makes room, twice as much as there was, so that steadily growing questions seldom need it. */
  #grow(pointLength: number, answerLength: number): void {
    this.#point = roomFor([pointLength, 2 * this.#point.length]);
    this.#answer = roomFor([answerLength, 2 * this.#answer.length]);
    this.#questions = [];
    this.#dialogue.readPoint(this.#point);
  }
}

/** Puts a question to its answerers, and tells what is to be awaited, and the first whom that is due to. */
function put({ parts, point, items }: Question): { name: string; pending: Pending } {
  let waiting: { name: string; pending: PromiseLike<unknown> } | undefined;
  for (const { name, answerer, answer } of parts) {
    try {
      const pending = answerer(point, answer, items);
      if (pending === undefined) continue;
      waiting =
        waiting === undefined ? { name, pending } : { ...waiting, pending: all(waiting.pending, pending) };
    } catch (error) {
      // Nobody waits for the others any more, so nobody would hear of their failure.
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

/** Tells the caller how far the solver has come, where there is news. */
function report(dialogue: Dialogue, onProgress: (progress: ProgressFraction) => void): void {
  const record = dialogue.takeProgress();
  if (record !== null && record !== undefined) onProgress(JSON.parse(record));
}

/** Whether a value is awaited. */
export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | undefined)?.then === 'function';
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === 'number');
  if (value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array)
    return false;
  return ArrayBuffer.isView(value);
}
