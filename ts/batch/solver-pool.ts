/**
 * Threads or processes that each solve one line at a time. Each of them parses, solves and serializes by itself, so
 * that the main thread only distributes text. While one chunk is solved, the next one is already queued, so no thread
 * idles.
 */

import { selectBackend } from '../backends/select.js';
import type { SuperlinearError } from '../engine/errors.js';
import { type Chunk, contentsOf, pack, type Report, separated } from './chunk.js';
import { failure, idIn, refusalOf } from './job.js';
import type { JobSettings } from './job-types.js';
import { type Listener, type Solver, startProcess, startThread } from './solvers.js';

/** One chunk being solved and one queued. */
const CHUNKS_PER_THREAD = 2;

/** A chunk assigned to a thread, with the number of lines reported. */
interface Assignment {
  readonly chunk: Chunk;
  reported: number;
}

/** Solves chunks on `size` threads, or in as many processes if jobs are isolated. */
export class SolverPool {
  #size: number;
  readonly #settings: JobSettings;
  readonly #onReport: (report: Report) => void;
  readonly #memoryLimit: number | undefined;
  readonly #threads = new Map<Solver, Assignment[]>();
  /** Chunks of dead threads, assigned before new ones. */
  readonly #orphans: Chunk[] = [];
  readonly #cancelled = new Int32Array(new SharedArrayBuffer(4));
  /** Waiters for a change. There may be several, since jobs of a queue arrive one by one. */
  #waiting: (() => void)[] = [];
  #isClosed = false;

  /** `memoryLimit` is the JavaScript heap limit of each thread in mebibytes; by default, that of Node. */
  constructor(size: number, settings: JobSettings, onReport: (report: Report) => void, memoryLimit?: number) {
    this.#size = size;
    this.#settings = settings;
    this.#onReport = onReport;
    this.#memoryLimit = memoryLimit;
    // Loading the backend here keeps the addon loaded when threads end, and reports an unavailable backend once.
    selectBackend(settings.options.backend);
  }

  /** Assigns a chunk to a thread as soon as one has capacity. */
  async submit(chunk: Chunk): Promise<void> {
    while (!this.#isClosed) {
      const thread = this.#threadWithCapacity();
      if (thread !== undefined) {
        this.#assign(thread, chunk);
        return;
      }
      await this.#change();
    }
  }

  /** Waits until all submitted chunks are reported. */
  async drain(): Promise<void> {
    while (!this.#isClosed && !this.#isIdle()) await this.#change();
  }

  /** Terminates all threads. */
  async close(): Promise<void> {
    this.#isClosed = true;
    // A thread ends only after it returns from native code.
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

  #threadWithCapacity(): Solver | undefined {
    const [idle] = [...this.#threads].find(([, assignments]) => assignments.length === 0) ?? [];
    if (idle?.isWorn) {
      this.#threads.delete(idle);
      void idle.terminate();
    } else if (idle !== undefined) {
      return idle;
    }
    if (this.#threads.size < this.#size) return this.#start();
    const hasCapacity = (thread: Solver, left: readonly Assignment[]) =>
      left.length < CHUNKS_PER_THREAD && !thread.isWorn;
    return [...this.#threads].find(([thread, left]) => hasCapacity(thread, left))?.[0];
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
      // Only jobs from an iterable, which come one by one, may contain values that cannot be posted.
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
    // An idle thread does not keep the process alive, but one being terminated does until it has ended.
    if (assignments.length === 0 && !this.#isClosed) thread.keepAlive(false);
    this.#onReport(report);
    this.#dealOrphans();
    this.#wake();
  }

  /**
   * Handles the death of a thread, which a job may cause by exceeding the memory limit, or of a process. The job is
   * identified by reassigning the remaining lines one by one; a line on which a thread dies alone has failed.
   */
  #bury(thread: Solver, error: SuperlinearError): void {
    const left = this.#threads.get(thread) ?? [];
    this.#threads.delete(thread);
    if (this.#isClosed) return;
    const lines = left.flatMap(({ chunk, reported }) => separated(chunk).slice(reported));
    const isSuspect = left[0] !== undefined && left[0].chunk.lines.length === 1;
    // If one cannot be started, the others do its work.
    const haveOthers = error.code === 'BACKEND_UNAVAILABLE' && this.#threads.size > 0;
    if (haveOthers) this.#size = this.#threads.size;
    else if (isSuspect) this.#reportFailure(lines.shift() as Chunk, error);
    this.#orphans.push(...lines);
    this.#dealOrphans();
    this.#wake();
  }

  #dealOrphans(): void {
    while (this.#orphans.length > 0) {
      const thread = this.#threadWithCapacity();
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
