/** A worker: takes jobs from the queue and solves them. */

import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Worker } from 'bullmq';
import { requireFolders } from '../batch/array-folders.js';
import { type Chunk, type Report, unpack } from '../batch/chunk.js';
import { isolation, type JobSettings, type QueuedJob, threadsFor, threadsForEach } from '../batch/job.js';
import { requireMethodsOrFamilies } from '../batch/methods.js';
import { SolverPool } from '../batch/solver-pool.js';
import { describeValue, type ErrorCode, invalidInput } from '../engine/errors.js';
import type { QueueAddress } from './address.js';
import { type Connection, connect } from './connection.js';
import { isEnqueued } from './queued-jobs.js';
import { partlyFilled, stateOf } from './state.js';

/** What a worker takes, and how. */
export interface WorkOptions extends QueueAddress {
  /**
   * Jobs that are solved at a time, each on a thread of its own; never more than four for each processor, or 16 where that is more.
   * @defaultValue one for each processor
   */
  readonly jobs?: number;
  /**
   * Seconds without a word of this worker after which its jobs are given to others. Each worker tells its own, and the others keep to it.
   * @defaultValue 30
   */
  readonly patience?: number;
  /**
   * Whether to end when there is nothing left to do, and not to wait for more.
   * @defaultValue false
   */
  readonly untilEmpty?: boolean;
  /**
   * Folders that jobs may read arrays from (`{ "npy": FILE }`), with all folders below them. Relative paths start in the first.
   * @defaultValue none: a job with arrays in files fails
   */
  readonly arraysFrom?: readonly string[];
  /**
   * The methods that are served: full names such as `transport.exact`, or families such as `transport`. Other jobs fail.
   * @defaultValue all
   */
  readonly methods?: readonly string[];
  /** Seconds that a job may ask for at most; jobs without a limit get this one. */
  readonly timeLimit?: number;
  /**
   * Whether jobs are solved in processes of their own, so that none takes the worker down. A job beyond `timeLimit` is ended then even
   * where its method does not look at the clock.
   * @defaultValue false
   */
  readonly isolate?: boolean;
  /**
   * Mebibytes of memory that such a process may have, on Linux. A job that takes more fails with `OUT_OF_MEMORY`. Isolates jobs.
   * @defaultValue no limit
   */
  readonly memoryLimit?: number;
  /** Aborting it ends the worker after the jobs that it is at. */
  readonly signal?: AbortSignal;
  /** Hears of each job that was solved or failed. */
  readonly onJob?: (line: number, error: string | undefined) => void;
}

/** How often a job is taken over from workers that are not heard of any more, before it is held to be what kills them. */
const MAX_TAKEOVERS = 5;

/**
 * Milliseconds between looks for jobs whose worker is not heard of any more. The same for all workers, since BullMQ lets one of them
 * look in such a time: one with a longer time would make all others wait.
 */
const LOOK_INTERVAL = 1000;

/** Milliseconds between looks at whether there is anything left. */
const EMPTY_INTERVAL = 500;

/** Errors that no other try can mend. */
const FINAL: readonly ErrorCode[] = ['INVALID_INPUT', 'INFEASIBLE', 'NUMERICAL_BREAKDOWN'];

/** One more than is solved lies ready in each thread. */
const JOBS_PER_THREAD = 2;

/**
 * Works until its signal is aborted, or nothing is left where that was asked for. A worker that is killed loses nothing: what
 * it was at is given to another. Rejects with `UNREACHABLE` where nothing is left and jobs are missing: there is no such queue, or
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
  const { patience = 30, untilEmpty = false, onJob } = options;
  const jobs = threadsFor(options.jobs);
  const settings = settingsOf(options, jobs);
  const connection = await connect(options);
  const solver = new JobSolver(jobs, settings);
  // BullMQ leaves connections open that it was given.
  const workerRedis = connection.redis.duplicate();
  workerRedis.on('error', () => {});
  let worker: Worker<QueuedJob, string> | undefined;
  try {
    if (untilEmpty) await connection.whileReached(stateOf(connection));
    worker = new connection.bullmq.Worker<QueuedJob, string>(
      connection.queue.name,
      (job) => solve(job, solver, connection),
      {
        connection: workerRedis,
        concurrency: jobs * JOBS_PER_THREAD,
        lockDuration: patience * 1000,
        stalledInterval: LOOK_INTERVAL,
        maxStalledCount: MAX_TAKEOVERS,
      },
    );
    worker.on('error', () => {});
    worker.on('completed', ({ data }) => onJob?.(data.line, undefined));
    worker.on(
      'failed',
      (job, error) => job !== undefined && isEnqueued(job) && onJob?.(job.data.line, error.message),
    );
    await connection.whileReached(ending(options, connection));
  } finally {
    // A Redis that is away is not told; other workers take over what was under way.
    const isAway = connection.redis.status !== 'ready';
    if (isAway) workerRedis.disconnect();
    await worker?.close(isAway);
    workerRedis.disconnect();
    await solver.close();
    await connection.close();
  }
}

/** The settings of jobs by which this worker limits them. */
function settingsOf(given: WorkOptions, jobs: number): JobSettings {
  const { arraysFrom, methods, timeLimit } = given;
  requireFolders(arraysFrom);
  if (methods !== undefined) requireMethodsOrFamilies(methods);
  if (timeLimit !== undefined && !(timeLimit > 0)) {
    throw invalidInput('timeLimit', `must be a positive number of seconds, got ${describeValue(timeLimit)}`);
  }
  const allowed = (arraysFrom ?? []).map((folder) => resolve(folder));
  return {
    options: { threads: threadsForEach(jobs) },
    folders: { start: allowed[0] ?? process.cwd(), allowed },
    ...(methods !== undefined && { methods }),
    ...(timeLimit !== undefined && { maxTimeLimit: timeLimit }),
    ...isolation(given),
  };
}

/** Solves a job. The record of one that failed for good stays with it. */
async function solve(
  job: Job<QueuedJob, string>,
  solver: JobSolver,
  connection: Connection,
): Promise<string> {
  const { bullmq } = connection;
  if (!isEnqueued(job)) {
    throw new bullmq.UnrecoverableError('no job of enqueue: it has no line of its own, or no text');
  }
  const record = await solver.solve(job.data);
  const { error } = JSON.parse(record) as { error?: { code: ErrorCode; message: string } };
  if (error === undefined) return record;
  await job.updateData({ ...job.data, record });
  const message = `${error.code}: ${error.message}`;
  throw FINAL.includes(error.code) ? new bullmq.UnrecoverableError(message) : new Error(message);
}

/** Resolves when the worker shall end. */
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

/** Solves jobs on threads, so that this one stays free to tell the queue that it is alive. */
class JobSolver {
  readonly #pool: SolverPool;
  readonly #waiting = new Map<number, (record: string) => void>();
  #next = 0;

  constructor(threads: number, settings: JobSettings) {
    this.#pool = new SolverPool(threads, settings, (report) => this.#hear(report));
  }

  async solve({ line, text, method, options }: QueuedJob): Promise<string> {
    const chunk: Chunk = {
      number: this.#next++,
      lines: [line],
      content: new TextEncoder().encode(`${text}\n`),
      settings: { ...(method !== undefined && { method }), options },
    };
    const record = new Promise<string>((resolve) => this.#waiting.set(chunk.number, resolve));
    await this.#pool.submit(chunk);
    return record;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #hear(report: Report): void {
    const [record] = unpack(report);
    this.#waiting.get(report.chunk)?.(new TextDecoder().decode(record?.text).trimEnd());
    this.#waiting.delete(report.chunk);
  }
}
