/**
 * Threads that each solve one line after another. A thread reads, solves and writes JSON by itself, so that the main thread
 * only deals out text; the next chunk lies ready while one is worked on, so that no thread ever waits.
 */

import { Worker } from 'node:worker_threads';
import { selectBackend } from '../backends/select.js';
import { SuperlinearError } from '../engine/errors.js';
import { type Chunk, contentsOf, pack, type Report, type SolverData, separated } from './chunk.js';
import { failure, idIn, type JobSettings, refusalOf } from './job.js';

/** One chunk that is worked on and one that lies ready. */
const CHUNKS_PER_THREAD = 2;

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
  readonly #cancelled = new Int32Array(new SharedArrayBuffer(4));
  /** Who waits for a change: several may, as the jobs of a queue come one by one. */
  #waiting: (() => void)[] = [];
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
    // A thread ends only once it is back from native code.
    Atomics.store(this.#cancelled, 0, 1);
    this.#wake();
    await Promise.all([...this.#threads.keys()].map((thread) => thread.terminate()));
  }

  #isIdle(): boolean {
    return this.#orphans.length === 0 && [...this.#threads.values()].every((left) => left.length === 0);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #threadWithRoom(): Worker | undefined {
    const idle = [...this.#threads].find(([, assignments]) => assignments.length === 0);
    if (idle !== undefined) return idle[0];
    if (this.#threads.size < this.#size) return this.#start();
    return [...this.#threads].find(([, assignments]) => assignments.length < CHUNKS_PER_THREAD)?.[0];
  }

  #start(): Worker {
    const workerData: SolverData = { settings: this.#settings, cancelled: this.#cancelled };
    const thread = new Worker(new URL('./solver-worker.js', import.meta.url), {
      workerData,
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
    try {
      thread.postMessage(chunk);
    } catch (error) {
      // Only jobs of a program, which come one by one, may hold what cannot be handed to a thread.
      this.#reportFailure(chunk, refusalOf((chunk.content as readonly unknown[])[0], error));
      return;
    }
    this.#threads.get(thread)?.push({ chunk, reported: 0 });
    thread.ref();
  }

  #hear(thread: Worker, report: Report): void {
    const assignments = this.#threads.get(thread) ?? [];
    const current = assignments[0];
    if (current !== undefined) current.reported += report.lines.length;
    if (report.isLast) assignments.shift();
    // An idle thread does not keep the process alive, but one that ends does until it has.
    if (assignments.length === 0 && !this.#isClosed) thread.unref();
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
    if (isSuspect) {
      const message = `the thread that solved it died: ${reason}`;
      this.#reportFailure(lines.shift() as Chunk, new SuperlinearError('OUT_OF_MEMORY', message));
    }
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

  #reportFailure(chunk: Chunk, error: SuperlinearError): void {
    const { number, lines } = chunk;
    const line = lines[0] as number;
    const [content] = contentsOf(chunk);
    const job = content instanceof Uint8Array ? new TextDecoder().decode(content) : content;
    const { record } = failure(line, idIn(job), error);
    this.#onReport({
      chunk: number,
      lines: [line],
      records: pack([this.#settings.asObjects ? record : JSON.stringify(record)]),
      failed: [line],
      busySeconds: 0,
      solverSeconds: 0,
      isLast: true,
    });
  }
}
