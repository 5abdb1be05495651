/**
 * Threads, or processes, that each solve one line after another. Each reads, solves and writes JSON by itself, so that the main thread
 * only deals out text; the next chunk lies ready while one is worked on, so that no thread ever waits.
 */

import { selectBackend } from '../backends/select.js';
import type { SuperlinearError } from '../engine/errors.js';
import { type Chunk, contentsOf, pack, type Report, separated } from './chunk.js';
import { failure, idIn, type JobSettings, refusalOf } from './job.js';
import { type Listener, type Solver, startProcess, startThread } from './solvers.js';

/** One chunk that is worked on and one that lies ready. */
const CHUNKS_PER_THREAD = 2;

/** A chunk that a thread has, and what of it has not been handed over. */
interface Assignment {
  readonly chunk: Chunk;
  reported: number;
}

/** Solves chunks on `size` threads, or in as many processes where the settings isolate jobs. */
export class SolverPool {
  readonly #size: number;
  readonly #settings: JobSettings;
  readonly #onReport: (report: Report) => void;
  readonly #memoryLimit: number | undefined;
  readonly #threads = new Map<Solver, Assignment[]>();
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

  #threadWithRoom(): Solver | undefined {
    const [idle] = [...this.#threads].find(([, assignments]) => assignments.length === 0) ?? [];
    if (idle?.isWorn) {
      this.#threads.delete(idle);
      void idle.terminate();
    } else if (idle !== undefined) {
      return idle;
    }
    if (this.#threads.size < this.#size) return this.#start();
    const hasRoom = (thread: Solver, left: readonly Assignment[]) =>
      left.length < CHUNKS_PER_THREAD && !thread.isWorn;
    return [...this.#threads].find(([thread, left]) => hasRoom(thread, left))?.[0];
  }

  #start(): Solver {
    const [settings, cancelled] = [this.#settings, this.#cancelled];
    const listener: Listener = {
      report: (report) => this.#hear(thread, report),
      end: (error) => this.#bury(thread, error),
    };
    const thread: Solver = settings.isIsolated
      ? startProcess(settings, listener)
      : startThread({ settings, cancelled }, listener, this.#memoryLimit);
    this.#threads.set(thread, []);
    return thread;
  }

  #assign(thread: Solver, chunk: Chunk): void {
    try {
      thread.post(chunk);
    } catch (error) {
      // Only jobs of a program, which come one by one, may hold what cannot be handed to a thread.
      this.#reportFailure(chunk, refusalOf((chunk.content as readonly unknown[])[0], error));
      return;
    }
    this.#threads.get(thread)?.push({ chunk, reported: 0 });
    thread.keepAlive(true);
  }

  #hear(thread: Solver, report: Report): void {
    const assignments = this.#threads.get(thread) ?? [];
    const current = assignments[0];
    if (current !== undefined) current.reported += report.lines.length;
    if (report.isLast) assignments.shift();
    // An idle thread does not keep the process alive, but one that ends does until it has.
    if (assignments.length === 0 && !this.#isClosed) thread.keepAlive(false);
    this.#onReport(report);
    this.#dealOrphans();
    this.#wake();
  }

  /**
   * A thread dies where a job takes more memory than it may have, and a process of worse, too. Which job that was is found by giving what it left to
   * other threads line by line; a line that a thread dies of alone has failed.
   */
  #bury(thread: Solver, error: SuperlinearError): void {
    const left = this.#threads.get(thread) ?? [];
    this.#threads.delete(thread);
    if (this.#isClosed) return;
    const lines = left.flatMap(({ chunk, reported }) => separated(chunk).slice(reported));
    const isSuspect = left[0] !== undefined && left[0].chunk.lines.length === 1;
    if (isSuspect) {
      this.#reportFailure(lines.shift() as Chunk, error);
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
