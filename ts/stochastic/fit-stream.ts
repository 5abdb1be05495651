/** A linear model of a stream of rows, in one pass and constant memory. */

import { requireKnown, requireObject, requirePositive } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import type { SyncRunOptions } from '../engine/options.js';
import { settles } from '../engine/patience.js';
import { Turns } from '../engine/turns.js';
import type { LearnerProblem, LossKind } from '../generated/stochastic.js';
import type { LossOf } from './fit.js';
import { type LearnedModel, type Learner, learner } from './learner.js';
import { ANY_INDEX, type CheckedRows, requireMatrix, type StreamRows } from './rows.js';

/** Rows in chunks of any size, as they arrive. */
export type RowSource = AsyncIterable<StreamRows> | Iterable<StreamRows>;

/** The progress of a stream. */
export interface StreamProgress {
  /** The number of rows learned from, without those of weight 0. */
  readonly rows: number;
  /** The mean loss of rows, each before it was learned from. */
  readonly progressiveLoss: number;
  /** The state so far as bytes, at the cost of a copy. */
  checkpoint(): Uint8Array;
}

/** How a stream is run. */
export interface StreamRunOptions
  extends Pick<SyncRunOptions, 'threads' | 'backend' | 'timeLimit' | 'memoryLimit'> {
  /**
   * Aborting it ends the stream, also while a chunk is awaited, and rejects the promise with the signal's reason. The
   * source is then told to end, without waiting for a chunk that does not come.
   */
  readonly signal?: AbortSignal;
  /** Called after each chunk. An exception thrown here stops the run. */
  readonly onProgress?: (progress: StreamProgress) => void;
}

/** A model learned from a stream. */
export interface FitStreamSolution<Loss extends LossKind = LossKind> extends LearnedModel<Loss> {
  /**
   * `finished` after the last row; `timeLimit` if the time limit came first; `diverged` if losses grew without bound: give a
   * smaller `learningRate`. The coefficients are then those of the last row before.
   */
  readonly status: 'finished' | 'timeLimit' | 'diverged';
  /** The state as bytes, for the `checkpoint` of another call or of a learner with the same settings. */
  readonly checkpoint: Uint8Array;
}

/** Milliseconds given to a source that is told to end while a chunk of it is awaited. */
const CLOSING = 100;

/** Entries learned between two looks at the clock: below a frame of 16 ms, with four copies of the model. */
const ENTRIES_PER_TURN = 2 ** 16;

const OPTIONS = ['threads', 'backend', 'timeLimit', 'memoryLimit', 'signal', 'onProgress'];

/**
 * Fits a linear model to a stream of rows, in one pass: the memory used does not grow with the stream, and other work of the
 * thread runs between chunks. A chunk is read while the one before it is learned from. The division into chunks changes no
 * bit. `dimension` may be left out: it is then the number of columns of the first chunk.
 *
 * @param source Chunks of rows: an array, a generator, or any other asynchronous iterable, such as {@link csvRows}.
 * @param problem The settings of {@link learner}.
 * @param options The run options.
 *
 * @example
 * ```ts
 * async function* measurements() {
 *   for (let day = 0; day < 100; day++) yield { matrix: [[day / 100, 1]], response: [day / 50 - 1] };
 * }
 * const { coefficients, progressiveLoss } = await fitStream(measurements(), { loss: 'squared' });
 * console.log(coefficients, progressiveLoss);
 * ```
 */
export async function fitStream<Problem extends LearnerProblem>(
  source: RowSource,
  problem: Problem,
  options: StreamRunOptions = {},
): Promise<FitStreamSolution<LossOf<Problem>>> {
  requireObject(problem, 'problem');
  requireObject(options, 'options');
  requireKnown(options, OPTIONS);
  const { signal, onProgress, timeLimit, ...others } = options;
  if (timeLimit !== undefined) requirePositive('timeLimit', timeLimit, 'seconds');
  signal?.throwIfAborted();
  const clock = { deadline: performance.now() + 1000 * (timeLimit ?? Number.POSITIVE_INFINITY), signal };
  const chunks = new Chunks(source, clock);
  let open: Learner<LossOf<Problem>> | undefined;
  try {
    const first = await chunks.next();
    open = await learner(withDimension(problem, first), others);
    const stream = new Stream(open, clock);
    for (let chunk = first; chunk !== 'none'; chunk = await chunks.next()) {
      if (chunk === 'late') {
        stream.status = 'timeLimit';
        break;
      }
      chunks.request();
      const mayContinue = await stream.learn(open.check(chunk));
      onProgress?.(progressOf(open));
      if (!mayContinue) break;
    }
    return { status: stream.status, ...open.model(), checkpoint: open.checkpoint() };
  } finally {
    open?.close();
    await chunks.close();
  }
}

const progressOf = (open: Learner): StreamProgress => ({
  rows: open.rows,
  progressiveLoss: open.progressiveLoss,
  checkpoint: () => open.checkpoint(),
});

/** The end of a run, in milliseconds of `performance.now()`, and the signal that aborts it. */
interface Clock {
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** A learner with the clock of a run. */
class Stream {
  status: FitStreamSolution['status'] = 'finished';
  readonly #turns = new Turns();

  constructor(
    readonly learner: Learner,
    readonly clock: Clock,
  ) {}

  /** Learns a chunk in parts of some milliseconds. Returns whether the stream goes on. */
  async learn(rows: CheckedRows): Promise<boolean> {
    const perRow = Math.max(1, rows.entries / Math.max(1, rows.count));
    const part = Math.max(1, Math.floor(ENTRIES_PER_TURN / perRow));
    for (let from = 0; from < rows.count; from += part) {
      if (performance.now() >= this.clock.deadline) {
        this.status = 'timeLimit';
        return false;
      }
      this.learner.learnChecked(rows, from, Math.min(rows.count, from + part));
      if (this.learner.hasDiverged) {
        this.status = 'diverged';
        return false;
      }
      if (this.#turns.areDue) await this.#turns.take();
      this.clock.signal?.throwIfAborted();
    }
    return true;
  }
}

/** A chunk, or the reason that there is none: no more rows, or the time limit. */
type NextChunk = StreamRows | 'none' | 'late';

/** The chunks of a source, of which one is read ahead. */
class Chunks {
  readonly #iterator: AsyncIterator<StreamRows> | Iterator<StreamRows>;
  readonly #clock: Clock;
  #ahead: Promise<IteratorResult<StreamRows>> | undefined;
  #isDone = false;

  constructor(source: RowSource, clock: Clock) {
    this.#clock = clock;
    const isIterable = typeof source === 'object' && source !== null;
    if (isIterable && Symbol.asyncIterator in source) this.#iterator = source[Symbol.asyncIterator]();
    else if (isIterable && Symbol.iterator in source) this.#iterator = source[Symbol.iterator]();
    else throw invalidInput('source', `must be an iterable of rows, got ${describeValue(source)}`);
  }

  /** Begins to read the next chunk. */
  request(): void {
    this.#ahead ??= this.#read();
    // A source that fails while a chunk is learned is told of when its chunk is awaited.
    this.#ahead.catch(() => undefined);
  }

  /** The next chunk. */
  async next(): Promise<NextChunk> {
    const { deadline, signal } = this.#clock;
    const chunk = this.#ahead ?? this.#read();
    this.#ahead = chunk;
    if (!(await settles(chunk, deadline - performance.now(), signal))) return 'late';
    const { done, value } = await chunk;
    this.#ahead = undefined;
    if (done === true) {
      this.#isDone = true;
      return 'none';
    }
    requireObject(value, 'rows');
    return value;
  }

  /** Tells the source that no more chunks are read. A generator hears it after the chunk that is awaited. */
  async close(): Promise<void> {
    if (this.#isDone) return;
    // An error of a chunk that nobody awaits any more would end the process.
    this.#ahead?.catch(() => undefined);
    const closed = Promise.resolve(this.#iterator.return?.());
    await settles(closed, this.#ahead === undefined ? Number.POSITIVE_INFINITY : CLOSING);
  }

  async #read(): Promise<IteratorResult<StreamRows>> {
    const result = this.#iterator.next();
    try {
      return await result;
    } catch (error) {
      this.#isDone = true;
      throw error;
    }
  }
}

/** The problem with the number of columns of the first chunk, if it says nothing about features. */
function withDimension<Problem extends LearnerProblem>(problem: Problem, first: NextChunk): Problem {
  const isGiven = (value: unknown) => value !== undefined && value !== null;
  if (isGiven(problem.dimension) || isGiven(problem.hashBits)) return problem;
  if (first === 'late') {
    const message = 'passed while the first rows were awaited, before there was anything to return';
    throw invalidInput('timeLimit', message);
  }
  if (first === 'none') throw invalidInput('source', 'must have rows, or the problem a dimension');
  const { matrix } = first;
  requireMatrix(matrix);
  const columns = 'columns' in matrix ? matrix.columns : (matrix[0]?.length ?? 0);
  if (columns === ANY_INDEX)
    throw invalidInput('dimension', 'must be given, or hashBits, or the number of columns of the rows');
  return { ...problem, dimension: columns };
}
