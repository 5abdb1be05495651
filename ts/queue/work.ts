/** Workers: take jobs from a queue and solve them. */

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { requireFolders } from '../batch/array-folders.js';
import { type Chunk, type Report, unpack } from '../batch/chunk.js';
import { isolation, threadsFor, threadsForEach } from '../batch/job.js';
import type { JobSettings, QueuedJob } from '../batch/job-types.js';
import { requireMethodsOrFamilies } from '../batch/methods.js';
import { SolverPool } from '../batch/solver-pool.js';
import { requirePositive } from '../engine/check.js';
import { describeValue, type ErrorCode, invalidInput } from '../engine/errors.js';
import type { QueueAddress } from './address.js';
import { type Connection, connect } from './connection.js';
import { isEnqueued } from './queued-jobs.js';
import { partlyFilled, stateOf } from './state.js';
import { type Taking, takeJobs } from './take-jobs.js';

/** Options of {@link work}. */
export interface WorkOptions extends QueueAddress {
  /**
   * The number of concurrent jobs, each on a separate thread; limited to the larger of 16 and four per processor.
   * @defaultValue one per processor
   */
  readonly jobs?: number;
  /**
   * Seconds without a sign of life from this worker before its jobs are given to others. Each worker sets its own
   * value, and the others respect it.
   * @defaultValue 30
   */
  readonly patience?: number;
  /**
   * Whether to stop when no job is left, instead of waiting for more.
   * @defaultValue false
   */
  readonly untilEmpty?: boolean;
  /**
   * Folders from which jobs may read arrays (`{ "npy": FILE }` and `{ "mtx": FILE }`), including their subfolders.
   * Relative paths start in the first one.
   * @defaultValue none: a job with arrays in files fails
   */
  readonly arraysFrom?: readonly string[];
  /**
   * The methods served: full names such as `transport.exact`, or families such as `transport`. Other jobs fail.
   * @defaultValue all
   */
  readonly methods?: readonly string[];
  /** The largest time limit of a job in seconds, and the limit of jobs without one. */
  readonly timeLimit?: number;
  /**
   * The maximum number of threads of a job, and the default.
   * @defaultValue jobs get their share of the processors, and may ask for all of them
   */
  readonly threads?: number;
  /**
   * Mebibytes of a record at most: solutions take room in Redis until they are collected. A job with a longer one fails with `OUT_OF_MEMORY`.
   * @defaultValue no limit but that of all records, 10⁷ numbers
   */
  readonly recordLimit?: number;
  /**
   * Whether jobs are solved in separate processes, so that none crashes the worker. A job that exceeds `timeLimit` is
   * then terminated even if its method ignores the limit.
   * @defaultValue false
   */
  readonly isolate?: boolean;
  /**
   * The memory limit of such a process in mebibytes, on Linux. A job that exceeds it fails with `OUT_OF_MEMORY`.
   * Implies `isolate`.
   * @defaultValue no limit
   */
  readonly memoryLimit?: number;
  /** Aborting it stops the worker after its current jobs. */
  readonly signal?: AbortSignal;
  /** Called for each solved or failed job. */
  readonly onJob?: (line: number, error: string | undefined) => void;
}

/** Milliseconds between checks for jobs of unresponsive workers. */
const LOOK_INTERVAL = 1000;

/** Milliseconds between checks for remaining jobs. */
const EMPTY_INTERVAL = 500;

/** Errors that no further attempt can fix. */
export const FINAL: readonly ErrorCode[] = ['INVALID_INPUT', 'INFEASIBLE', 'NUMERICAL_BREAKDOWN'];

/** One job being solved and one queued in each thread. */
const JOBS_PER_THREAD = 2;

/**
 * Solves jobs until the signal is aborted or, with `untilEmpty`, none is left. If a worker is killed, its jobs are
 * given to others. Rejects with `UNREACHABLE` if none is left but jobs are missing: the queue does not exist, or
 * `enqueue` was stopped before its end.
 *
 * @example
 * ```ts
 * import { work } from 'superlinear/batch';
 *
 * await work({ queue: 'redis://localhost:6379', untilEmpty: true });
 * ```
 */
export async function work(options: WorkOptions): Promise<void> {
  const { untilEmpty = false } = options;
  const jobs = threadsFor(options.jobs);
  const settings = settingsOf(options, jobs);
  const connection = await connect(options);
  try {
    if (untilEmpty) await connection.whileReached(stateOf(connection));
    await workOn(connection, new JobSolver(jobs, settings), jobs, options);
  } finally {
    await connection.close();
  }
}

async function workOn(
  connection: Connection,
  solver: JobSolver,
  jobs: number,
  options: WorkOptions,
): Promise<void> {
  const { patience = 30, onJob } = options;
  const taking: Taking<QueuedJob, string> = {
    perform: (job) => solve(job, solver, connection),
    concurrency: jobs * JOBS_PER_THREAD,
    patience,
    lookInterval: LOOK_INTERVAL,
    onCompleted: ({ data }) => onJob?.(data.line, undefined),
    onFailed: (job, { message }) => isEnqueued(job) && onJob?.(job.data.line, message),
  };
  try {
    await takeJobs(connection, taking, () => ending(options, connection));
  } finally {
    await solver.close();
  }
}

/** The job settings that implement this worker's limits. */
function settingsOf(given: WorkOptions, jobs: number): JobSettings {
  const { arraysFrom, methods, patience, timeLimit, threads, recordLimit } = given;
  requireFolders(arraysFrom);
  if (methods !== undefined) requireMethodsOrFamilies(methods);
  if (patience !== undefined) requirePositive('patience', patience, 'seconds');
  if (timeLimit !== undefined) requirePositive('timeLimit', timeLimit, 'seconds');
  if (recordLimit !== undefined) requirePositive('recordLimit', recordLimit, 'mebibytes');
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
    throw invalidInput('threads', `must be a positive integer, got ${describeValue(threads)}`);
  }
  const allowed = (arraysFrom ?? []).map((folder) => resolve(folder));
  return {
    options: { threads: threads ?? threadsForEach(jobs) },
    maxThreads: threads ?? availableParallelism(),
    folders: { start: allowed[0] ?? process.cwd(), allowed },
    ...(methods !== undefined && { methods }),
    ...(timeLimit !== undefined && { maxTimeLimit: timeLimit }),
    ...(recordLimit !== undefined && { maxRecord: recordLimit }),
    ...isolation(given),
  };
}

/** Solves a job. The record of a failed job is stored with it. */
async function solve(
  job: Job<QueuedJob, string>,
  solver: JobSolver,
  connection: Connection,
): Promise<string> {
  const { bullmq } = connection;
  if (!isEnqueued(job)) {
    throw new bullmq.UnrecoverableError('no job of enqueue: it has no line of its own, or no text');
  }
  const { record, isError } = await solver.solve(job.data);
  if (!isError) return record;
  const { error } = JSON.parse(record) as { error: { code: ErrorCode; message: string } };
  await job.updateData({ ...job.data, record });
  const message = `${error.code}: ${error.message}`;
  throw FINAL.includes(error.code) ? new bullmq.UnrecoverableError(message) : new Error(message);
}

/** Resolves when the worker should stop. */
async function ending(options: WorkOptions, connection: Connection): Promise<void> {
  const { untilEmpty, signal = connection.closed } = options;
  while (!signal.aborted && !connection.closed.aborted) {
    if (untilEmpty) {
      const { total, isIdle } = await stateOf(connection);
      if (isIdle && total === undefined) throw partlyFilled(connection.queue.name);
      if (isIdle) return;
    }
    await sleep(EMPTY_INTERVAL, undefined, { signal }).catch(() => {});
  }
}

/** The record of a job. Reading a large one would take seconds without supervision of the others. */
interface Outcome {
  readonly record: string;
  readonly isError: boolean;
}

/** Solves jobs on threads, so that this thread can keep renewing their locks. */
class JobSolver {
  readonly #pool: SolverPool;
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();
  #next = 0;

  constructor(threads: number, settings: JobSettings) {
    this.#pool = new SolverPool(threads, settings, (report) => this.#hear(report));
  }

  async solve({ line, text, method, options }: QueuedJob): Promise<Outcome> {
    const chunk: Chunk = {
      number: this.#next++,
      lines: [line],
      content: new TextEncoder().encode(`${text}\n`),
      settings: { ...(method !== undefined && { method }), options },
    };
    const outcome = new Promise<Outcome>((resolve) => this.#waiting.set(chunk.number, resolve));
    await this.#pool.submit(chunk);
    return outcome;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #hear(report: Report): void {
    for (const { text, isError = false } of unpack(report)) {
      this.#waiting.get(report.chunk)?.({ record: new TextDecoder().decode(text).trimEnd(), isError });
    }
    this.#waiting.delete(report.chunk);
  }
}
