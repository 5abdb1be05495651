/**
 * Reads jobs, distributes them to threads and forwards their records, with bounded memory, until all are done or the
 * run is stopped.
 */

import { SuperlinearError } from '../engine/errors.js';
import type { BegunLines } from './begun-lines.js';
import { type Chunk, type Report, separated, unpack } from './chunk.js';
import type { CompletedLines } from './completed-lines.js';
import type { LineRecord } from './in-turn.js';
import type { InputHistory } from './input-history.js';
import { textOf, threadsFor } from './job.js';
import type { JobSettings } from './job-types.js';
import { type Line, type LineBlock, lastLineOf, readLines, sizeOf } from './lines.js';
import type { BatchOptions } from './options.js';
import { SolverPool } from './solver-pool.js';

/** The destination of records. */
export interface Destination {
  /** Takes the record of a line. */
  add(record: LineRecord): void;
  /** Whether too many records are waiting to start a new job. */
  readonly isFull: boolean;
  /** The number of records written. */
  readonly written: { readonly solved: number; readonly failed: number };
}

/** A line number, and the byte of the input at which the line starts. */
interface Place {
  readonly line: number;
  readonly byte: number;
}

const PROGRESS_SECONDS = 0.1;

/** Target duration of a chunk in a thread, long enough to make the cost of distributing it negligible. */
const CHUNK_SECONDS = 0.02;
const MAX_CHUNK_LINES = 512;
const MAX_CHUNK_BYTES = 2 ** 20;

/** Limit on the lines read ahead of the first unfinished line, to bound the memory for later ones. */
const MAX_LINES_AHEAD = 100_000;

/** Distributes the jobs of a batch to solvers. */
export class Dealer {
  /** The number of solver threads. */
  readonly threads: number;
  readonly #options: BatchOptions;
  readonly #completed: CompletedLines;
  readonly #pool: SolverPool;
  /** Solves lines that may have crashed an earlier process. Created when first needed. */
  #isolated: SolverPool | undefined;
  readonly #settings: JobSettings;
  readonly #begun: BegunLines | undefined;
  /** Start positions of input blocks, beginning with the block that contains the first unfinished line. */
  readonly #places: Place[] = [{ line: 1, byte: 0 }];
  readonly #history: InputHistory | undefined;
  #destination!: Destination;
  #chunk: Line[] = [];
  #blank: number[] = [];
  #chunkBytes = 0;
  #chunkNumber = 0;
  #busySeconds = 0;
  #busyLines = 0;
  #solverSeconds = 0;
  #inputBytes: number | undefined;
  #stopped: { readonly reason: unknown } | undefined;
  #wake = () => {};
  #interrupt: (reason: unknown) => void = () => {};

  /**
   * `completed` lists the lines that need not be solved. If records are kept, `history` follows the input, and `begun`
   * tracks the lines in progress.
   */
  constructor(
    options: BatchOptions,
    settings: JobSettings,
    completed: CompletedLines,
    { history, begun }: { history?: InputHistory | undefined; begun?: BegunLines | undefined } = {},
  ) {
    this.#options = options;
    this.#settings = settings;
    this.#completed = completed;
    this.#history = history;
    this.#begun = begun;
    this.threads = threadsFor(options.jobs);
    this.#pool = new SolverPool(this.threads, settings, (report) => this.#hear(report));
  }

  /** Solves all jobs. Rejects with the reason if stopped. */
  async run(destination: Destination): Promise<void> {
    this.#destination = destination;
    const { input, signal } = this.#options;
    const abort = () => this.stop(signal?.reason);
    signal?.addEventListener('abort', abort);
    const clock = setInterval(() => this.#tellOrStop(), PROGRESS_SECONDS * 1000).unref();
    try {
      if (signal?.aborted) abort();
      this.#ensureWanted();
      await (typeof input === 'string' ? this.#dealLines(input) : this.#dealJobs(input));
      await Promise.all([this.#pool.drain(), this.#isolated?.drain()]);
      this.#ensureWanted();
    } finally {
      signal?.removeEventListener('abort', abort);
      clearInterval(clock);
      await Promise.all([this.#pool.close(), this.#isolated?.close()]);
    }
  }

  /** Stops the run with a reason. The first reason counts. */
  stop(reason: unknown): void {
    this.#stopped ??= { reason };
    this.#interrupt(reason);
    this.#wake();
    void this.#pool.close();
    void this.#isolated?.close();
  }

  /** To be called when there may be capacity for more records. */
  wake(): void {
    this.#wake();
  }

  /** Total seconds spent in solvers by all threads. */
  get solverSeconds(): number {
    return this.#solverSeconds;
  }

  /** Reports the progress of the batch. */
  tell(): void {
    const { solved, failed } = this.#destination.written;
    this.#options.onProgress?.({ solved, failed, fraction: this.#fraction() });
  }

  #tellOrStop(): void {
    try {
      this.tell();
    } catch (error) {
      this.stop(error);
    }
  }

  #fraction(): number | undefined {
    const { input } = this.#options;
    if (Array.isArray(input)) return (this.#completed.next - 1) / Math.max(1, input.length);
    if (this.#inputBytes === undefined) return undefined;
    while (this.#places.length > 1 && (this.#places[1] as Place).line <= this.#completed.next)
      this.#places.shift();
    return (this.#places[0] as Place).byte / Math.max(1, this.#inputBytes);
  }

  async #dealLines(path: string): Promise<void> {
    this.#inputBytes = await sizeOf(path);
    for await (const block of this.#each(readLines(path))) {
      const { lines, blank, endByte } = block;
      this.#places.push({ line: lastLineOf(block) + 1, byte: endByte });
      for (const line of blank) if (!this.#completed.has(line)) this.#blank.push(line);
      // Text read by an earlier run is compared before any of it is solved. Later text enters the history only when it
      // is solved, so it may change until then.
      let followed = this.#history?.isNew === false ? this.#follow(block, 0) : 0;
      for (const line of lines) {
        if (this.#completed.has(line.number)) continue;
        this.#chunk.push(line);
        this.#chunkBytes += line.text.length;
        if (!this.#isChunkFull()) continue;
        followed = this.#follow(block, followed, line);
        await this.#submitChunk();
      }
      this.#follow(block, followed);
      // The next block may take long to arrive.
      await this.#submitChunk();
      // Where lines wait to be compared, more has to be read first.
      if (this.#chunk.length === 0 && this.#blank.length === 0) await this.#capacity(lastLineOf(block));
    }
    this.#history?.end();
  }

  /** Adds a block to the history from byte `from` to the end of `line`, or of the block. Returns the end. */
  #follow(block: LineBlock, from: number, line?: Line): number {
    const { text } = block;
    const end = line ? line.text.byteOffset + line.text.length - text.byteOffset : text.length;
    const number = line?.number ?? lastLineOf(block);
    if (end > from) this.#history?.add(text.subarray(from, end), number);
    return Math.max(from, end);
  }

  /** Jobs from an iterable are distributed one by one, so that none is requested before a thread is available. */
  async #dealJobs(jobs: Exclude<BatchOptions['input'], string>): Promise<void> {
    const waiting: { line: number; job: unknown }[] = [];
    let line = 0;
    for await (const job of this.#each(jobs)) {
      line++;
      this.#history?.add(textOf(job), line);
      if (!this.#completed.has(line)) waiting.push({ line, job });
      if (line > this.#sureLine) continue;
      for (const each of waiting.splice(0)) await this.#submit([each.line], [each.job]);
    }
    this.#history?.end();
  }

  /** Counts blank lines, which have no record, as done once the history has them: before later lines are submitted. */
  #passBlank(): void {
    const { sureLine, line: lastLine } = this.#history ?? {
      sureLine: Number.POSITIVE_INFINITY,
      line: Number.POSITIVE_INFINITY,
    };
    const later = this.#blank.findIndex((line) => line > Math.min(sureLine, lastLine));
    for (const line of this.#blank.splice(0, later < 0 ? this.#blank.length : later))
      this.#completed.add(line);
  }

  /** The last line known to be unchanged since an earlier run, up to which lines may be solved. */
  get #sureLine(): number {
    return this.#history?.sureLine ?? Number.POSITIVE_INFINITY;
  }

  #isChunkFull(): boolean {
    // Without timings, chunks hold one job.
    const rate = this.#busySeconds > 0 ? this.#busyLines / this.#busySeconds : 0;
    const lines = Math.min(MAX_CHUNK_LINES, Math.max(1, rate * CHUNK_SECONDS));
    return this.#chunk.length >= lines || this.#chunkBytes >= MAX_CHUNK_BYTES;
  }

  async #submitChunk(): Promise<void> {
    this.#passBlank();
    const sure = this.#chunk.filter(({ number }) => number <= this.#sureLine);
    if (sure.length === 0) return;
    const lines = sure.map(({ number }) => number);
    const text = new Uint8Array(Buffer.concat(sure.map((line) => line.text)));
    this.#chunk = this.#chunk.slice(sure.length);
    this.#chunkBytes -= text.length;
    await this.#submit(lines, text);
  }

  /** Submits jobs to a thread, once a thread and capacity for their records are available. */
  async #submit(lines: readonly number[], content: Uint8Array | readonly unknown[]): Promise<void> {
    await this.#capacity(lines[0] as number);
    const chunk = { number: this.#chunkNumber++, lines, content };
    this.#begun?.begin(lines);
    if (lines.some((line) => this.#begun?.suspects.has(line))) await this.#submitIsolated(chunk);
    else await this.#pool.submit(chunk);
    this.#ensureWanted();
  }

  /** Waits until a line is not too far ahead, and the queue has capacity for records. */
  async #capacity(line: number): Promise<void> {
    const isFar = () => line - this.#completed.next > MAX_LINES_AHEAD || this.#destination.isFull;
    while (isFar() && this.#stopped === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Submits the jobs of a chunk one by one to a separate process. */
  async #submitIsolated(chunk: Chunk): Promise<void> {
    const settings = { ...this.#settings, isIsolated: true };
    this.#isolated ??= new SolverPool(1, settings, (report) => this.#hear(report));
    for (const job of separated(chunk)) {
      this.#ensureWanted();
      await this.#isolated.submit(job);
    }
  }

  #ensureWanted(): void {
    if (this.#stopped !== undefined) throw this.#stopped.reason;
  }

  #hear(report: Report): void {
    for (const record of unpack(report)) this.#destination.add(record);
    this.#busySeconds += report.busySeconds;
    this.#busyLines += report.lines.length;
    this.#solverSeconds += report.solverSeconds;
    if (report.unwritten !== undefined) {
      this.stop(new SuperlinearError('UNREACHABLE', report.unwritten, 'arraysTo'));
    }
    this.#wake();
  }

  /** Iterates like `for await`, but also stops if the run is stopped while the next item is pending. */
  async *#each<Item>(items: Iterable<Item> | AsyncIterable<Item>): AsyncGenerator<Item> {
    const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    let isOpen = true;
    try {
      for (;;) {
        isOpen = false;
        const { done, value } = await this.#next(iterator);
        if (done) return;
        isOpen = true;
        yield value;
      }
    } finally {
      const close = async () => void (await iterator.return?.());
      if (isOpen) await close();
      // An iterator with a pending request closes only after answering it. This is not awaited.
      else if (this.#stopped !== undefined) close().catch(() => {});
    }
  }

  #next<Item>(iterator: Iterator<Item> | AsyncIterator<Item>): Promise<IteratorResult<Item>> {
    return new Promise((resolve, reject) => {
      this.#interrupt = reject;
      Promise.resolve(iterator.next()).then(resolve, reject);
      if (this.#stopped !== undefined) reject(this.#stopped.reason);
    });
  }
}
