/**
 * Threads that each solve one line after another. A thread reads, solves and writes JSON by itself, so that the main thread
 * only deals out text; the next chunk lies ready while one is worked on, so that no thread ever waits.
 */

import { Worker } from 'node:worker_threads';
import { selectBackend } from '../backends/select.js';
import { SuperlinearError } from '../engine/errors.js';
import { failure, type JobSettings } from './job.js';

/** Lines that are given to a thread together. */
export interface Chunk {
  readonly number: number;
  /** Their numbers in the input. */
  readonly lines: readonly number[];
  /** Their text; each ends with a line feed. */
  readonly text: Uint8Array;
  /** What is different for them. */
  readonly settings?: Partial<JobSettings>;
}

/** Records that a thread hands over. */
export interface Report {
  readonly chunk: number;
  readonly lines: readonly number[];
  /** Bytes of each line's record, its line feed included. */
  readonly lengths: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The lines whose records are errors. */
  readonly failed: readonly number[];
  /** Seconds that the thread took for them, and that part of it which it spent in solvers. */
  readonly busySeconds: number;
  readonly solverSeconds: number;
  /** Whether these are the last ones of the chunk. */
  readonly isLast: boolean;
}

/** One chunk that is worked on and one that lies ready. */
const CHUNKS_PER_THREAD = 2;

const LINE_FEED = 10;

/** A chunk that a thread has, and what of it has not been handed over. */
interface Assignment {
  readonly chunk: Chunk;
  reported: number;
}

/** Solves chunks on `size` threads. */
export class SolverPool {
  readonly #size: number;
  readonly #settings: JobSettings;
  readonly #onReport: (report: Report) => void;
  readonly #memoryLimit: number | undefined;
  readonly #threads = new Map<Worker, Assignment[]>();
  /** Chunks of threads that died, which come before new ones. */
  readonly #orphans: Chunk[] = [];
  #wake: () => void = () => {};
  #isClosed = false;

  /** `memoryLimit` is in mebibytes for each thread's JavaScript; without it, Node's own rule holds. */
  constructor(size: number, settings: JobSettings, onReport: (report: Report) => void, memoryLimit?: number) {
    this.#size = size;
    this.#settings = settings;
    this.#onReport = onReport;
    this.#memoryLimit = memoryLimit;
    // Loaded here, the addon outlives the threads; and where the backend is not to be had, that is told once.
    selectBackend(settings.options.backend);
  }

  /** Gives the chunk to a thread, as soon as one has room for it. */
  async submit(chunk: Chunk): Promise<void> {
    while (!this.#isClosed) {
      const thread = this.#threadWithRoom();
      if (thread !== undefined) {
        this.#assign(thread, chunk);
        return;
      }
      await this.#change();
    }
  }

  /** Waits until all that was submitted has been reported. */
  async drain(): Promise<void> {
    while (!this.#isClosed && !this.#isIdle()) await this.#change();
  }

  /** Ends the threads, whatever they are at. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    await Promise.all([...this.#threads.keys()].map((thread) => thread.terminate()));
  }

  #isIdle(): boolean {
    return this.#orphans.length === 0 && [...this.#threads.values()].every((left) => left.length === 0);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #threadWithRoom(): Worker | undefined {
    const idle = [...this.#threads].find(([, assignments]) => assignments.length === 0);
    if (idle !== undefined) return idle[0];
    if (this.#threads.size < this.#size) return this.#start();
    return [...this.#threads].find(([, assignments]) => assignments.length < CHUNKS_PER_THREAD)?.[0];
  }

  #start(): Worker {
    const thread = new Worker(new URL('./solver-worker.js', import.meta.url), {
      workerData: this.#settings,
      execArgv: [],
      ...(this.#memoryLimit && { resourceLimits: { maxOldGenerationSizeMb: this.#memoryLimit } }),
    });
    this.#threads.set(thread, []);
    let reason = 'its thread ended';
    thread.on('message', (report: Report) => this.#hear(thread, report));
    thread.on('error', (error) => {
      reason = (error as Error).message;
    });
    thread.on('exit', () => this.#bury(thread, reason));
    return thread;
  }

  #assign(thread: Worker, chunk: Chunk): void {
    this.#threads.get(thread)?.push({ chunk, reported: 0 });
    thread.postMessage(chunk);
  }

  #hear(thread: Worker, report: Report): void {
    const assignments = this.#threads.get(thread) ?? [];
    const current = assignments[0];
    if (current !== undefined) current.reported += report.lines.length;
    if (report.isLast) assignments.shift();
    this.#onReport(report);
    this.#dealOrphans();
    this.#wake();
  }

  /**
   * A thread dies where a job takes more memory than it may have. Which job that was is found by giving what it left to
   * other threads line by line; a line that a thread dies of alone has failed.
   */
  #bury(thread: Worker, reason: string): void {
    const left = this.#threads.get(thread) ?? [];
    this.#threads.delete(thread);
    if (this.#isClosed) return;
    const lines = left.flatMap(({ chunk, reported }) => separated(chunk).slice(reported));
    const isSuspect = left[0] !== undefined && left[0].chunk.lines.length === 1;
    if (isSuspect) this.#reportDeath(lines.shift() as Chunk, reason);
    this.#orphans.push(...lines);
    this.#dealOrphans();
    this.#wake();
  }

  #dealOrphans(): void {
    while (this.#orphans.length > 0) {
      const thread = this.#threadWithRoom();
      if (thread === undefined) return;
      this.#assign(thread, this.#orphans.shift() as Chunk);
    }
  }

  #reportDeath(chunk: Chunk, reason: string): void {
    const line = chunk.lines[0] as number;
    const error = new SuperlinearError('OUT_OF_MEMORY', `the thread that solved it died: ${reason}`);
    const bytes = new TextEncoder().encode(`${failure(line, undefined, error).record}\n`);
    this.#onReport({
      chunk: chunk.number,
      lines: [line],
      lengths: [bytes.length],
      bytes,
      failed: [line],
      busySeconds: 0,
      solverSeconds: 0,
      isLast: true,
    });
  }
}

/** The lines of a chunk, each as a chunk of its own. */
function separated(chunk: Chunk): Chunk[] {
  const { lines, text } = chunk;
  let position = 0;
  return lines.map((line) => {
    const end = text.indexOf(LINE_FEED, position) + 1;
    const single = { ...chunk, lines: [line], text: text.slice(position, end) };
    position = end;
    return single;
  });
}
