/** The dialogue door: problems that need the caller's own functions. */

import type { Dialogue, Reply } from '../backends/backend.js';
import { selectBackend } from '../backends/select.js';
import { describeValue, invalidInput } from './errors.js';
import { parseOptions, parseSyncOptions, type RunOptions, type SyncRunOptions } from './options.js';
import { open } from './run.js';
import { encode } from './wire.js';

/** What an answerer returns: a promise where the answer takes time, else nothing. */
type Pending = PromiseLike<void> | undefined;

/**
 * Answers one kind of question: reads the point and writes the answer. Both arrays are used again for the next question.
 * What it throws, or rejects with, ends the dialogue and reaches the caller unchanged.
 */
export type Answerer = (point: Float64Array, answer: Float64Array) => Pending;

/** An answerer for each question of a method, under its name and in the order of the method. */
export type Answerers = Readonly<Record<string, Answerer>>;

/**
 * Runs the dialogue `method`. An answerer that returns nothing is answered at once, so that a dialogue with ordinary
 * functions never leaves the thread; one that returns a promise is awaited.
 */
export async function converse<Solution>(
  method: string,
  problem: object,
  answerers: Answerers,
  options?: RunOptions<never>,
): Promise<Solution> {
  const { signal, backend, engineOptions } = parseOptions(options);
  signal?.throwIfAborted();
  const selected = selectBackend(backend);
  const call = { method, ...encode(problem), options: engineOptions };
  await selected.load(method);
  const dialogue = selected.converse(call);
  try {
    const questions = ask(dialogue, answerers);
    let step = questions.next();
    while (!step.done) {
      if (step.value.pending !== undefined) await unlessAborted(step.value.pending, signal);
      signal?.throwIfAborted();
      step = questions.next();
    }
    return open(step.value);
  } finally {
    dialogue.close();
  }
}

/** Runs the dialogue `method` without ever giving the thread away; its answerers must not return promises. */
export function converseSync<Solution>(
  method: string,
  problem: object,
  answerers: Answerers,
  options?: SyncRunOptions,
): Solution {
  const { backend, engineOptions } = parseSyncOptions(options);
  const dialogue = selectBackend(backend).converse({ method, ...encode(problem), options: engineOptions });
  try {
    const questions = ask(dialogue, answerers);
    let step = questions.next();
    while (!step.done) {
      if (step.value.pending !== undefined) {
        throw invalidInput(step.value.name, 'returned a promise; the form without Sync awaits it');
      }
      step = questions.next();
    }
    return open(step.value);
  } finally {
    dialogue.close();
  }
}

/** An answerer from a function of one number to one number; `name` is that function's for messages. */
export function scalarAnswerer(name: string, f: (x: number) => number | PromiseLike<number>): Answerer {
  if (typeof f !== 'function') throw invalidInput(name, `must be a function, got ${describeValue(f)}`);
  return (point, answer) => {
    const write = (value: number) => {
      if (typeof value !== 'number') {
        throw invalidInput(name, `must return a number, returned ${describeValue(value)}`);
      }
      answer[0] = value;
    };
    const value = f(point[0] as number);
    if (isPromise(value)) return value.then(write);
    write(value);
    return undefined;
  };
}

/** Steps through a dialogue: yields after each question was put to its answerer, and returns the outcome. */
function* ask(dialogue: Dialogue, answerers: Answerers): Generator<{ name: string; pending: Pending }, Reply> {
  const named = Object.entries(answerers);
  const point = new Float64Array(dialogue.pointLength);
  const answer = new Float64Array(dialogue.answerLength);
  for (let tag = dialogue.resume(answer, point); tag >= 0; tag = dialogue.resume(answer, point)) {
    const [name, answerer] = named[tag] as [string, Answerer];
    yield { name, pending: answerer(point, answer) };
  }
  return dialogue.finish();
}

function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | undefined)?.then === 'function';
}

/** Waits for a promise, but no longer than until the signal is aborted. */
function unlessAborted(pending: PromiseLike<void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal?.reason);
    signal?.addEventListener('abort', abort);
    Promise.resolve(pending)
      .finally(() => signal?.removeEventListener('abort', abort))
      .then(resolve, reject);
  });
}
