/** The records of a queue to a file. */

import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { CompletedLines } from '../batch/completed-lines.js';
import { reaching } from '../batch/files.js';
import { InputLog, inputLogPath, readInputLog } from '../batch/input-log.js';
import { failure, type QueuedJob } from '../batch/job.js';
import { STANDARD } from '../batch/lines.js';
import { lockOutput } from '../batch/output-lock.js';
import { findRecords, NO_RECORDS, RecordFile } from '../batch/record-file.js';
import { invalidInput, SuperlinearError } from '../engine/errors.js';
import type { QueueAddress } from './address.js';
import { markCollected } from './collected.js';
import { type Connection, connect, fileKey } from './connection.js';
import { type Lease, lease } from './lease.js';
import { isEnqueued } from './queued-jobs.js';
import { lostQueue, partlyFilled, pointsOf, stateOf } from './state.js';

/** What is collected. */
export interface CollectOptions extends QueueAddress {
  /** The file of records; where it is there, what is missing is added. */
  readonly output: string;
  /**
   * Whether to wait until all jobs of the queue have their records, and not only to take what is there.
   * @defaultValue true
   */
  readonly wait?: boolean;
  /** Aborting it stops collecting, which can be gone on with. */
  readonly signal?: AbortSignal;
  /** Hears how many records there are, and of how many jobs, where that is known. */
  readonly onProgress?: (progress: CollectProgress) => void;
}

/** How far collecting has come. */
export interface CollectProgress {
  readonly solved: number;
  readonly failed: number;
  /** The part of all jobs that has its record; undefined while jobs are still being put on the queue. */
  readonly fraction: number | undefined;
}

/** What was collected. */
export interface CollectSummary {
  readonly solved: number;
  readonly failed: number;
  /** Whether every job has its record. */
  readonly complete: boolean;
}

/** Jobs that are asked for together. */
const GROUP = 500;

/** Milliseconds between looks at the queue. */
const INTERVAL = 500;

/**
 * Writes the record of each job that was solved or that failed for good. Solved jobs leave the queue once the disk has their
 * records; failed ones stay there, with their error. Killed and started again, it loses and repeats nothing. Rejects with `UNREACHABLE`
 * where records will never come: there is no such queue, `enqueue` was stopped before its end, or jobs are gone.
 *
 * @example
 * ```ts
 * import { collect } from 'superlinear/batch';
 *
 * const { solved, failed } = await collect({ output: 'records.jsonl', queue: 'redis://localhost:6379' });
 * ```
 */
export async function collect(options: CollectOptions): Promise<CollectSummary> {
  const { output } = options;
  if (output === STANDARD) {
    throw invalidInput('output', 'must be a file: records leave the queue once the disk has them');
  }
  const connection = await connect(options);
  try {
    await connection.whileReached(stateOf(connection));
    const unlock = await lockOutput(output);
    try {
      return await connection.whileReached(collectTo(output, connection, options));
    } finally {
      unlock();
    }
  } finally {
    await connection.close();
  }
}

/** Collects to an output that is locked. A record is in one file only, so one process collects at a time. */
async function collectTo(output: string, connection: Connection, options: CollectOptions) {
  const { redis, queue } = connection;
  const refusal = `name cannot be collected: another process collects the queue ${queue.name}`;
  const held = await lease(redis, `${fileKey(queue.name)}:collecting`, refusal);
  try {
    const collector = await Collector.open(output, connection, held);
    try {
      return await collector.run(options);
    } finally {
      await collector.close();
    }
  } finally {
    await held.release();
  }
}

/** The files and connections of a collector. */
interface Tools {
  readonly output: string;
  readonly connection: Connection;
  /** The id of the queue that is collected. */
  readonly id: string | undefined;
  readonly lease: Lease;
  readonly completed: CompletedLines;
  readonly records: RecordFile;
  readonly log: InputLog;
}

class Collector {
  readonly #tools: Tools;
  /** Hashes of the input of the records that were there, by the bytes before. */
  readonly #known: ReadonlyMap<number, string>;
  /** The number of the queue's points that have been compared. */
  #points = 0;
  /** The number of lines before the last of them. */
  #lines = 0;

  private constructor(tools: Tools) {
    this.#tools = tools;
    this.#known = new Map(tools.log.points.map(({ bytes, hash }) => [bytes, hash]));
  }

  static async open(output: string, connection: Connection, held: Lease): Promise<Collector> {
    const { redis, queue } = connection;
    const { id, settings = '' } = await redis.hgetall(fileKey(queue.name));
    const completed = new CompletedLines();
    const isThere = existsSync(output);
    const read = () => findRecords(output, 0, completed, false);
    const found = isThere ? await reaching('output', 'read', read) : NO_RECORDS;
    const earlier =
      found.bytes === 0 ? undefined : await reaching('output', 'read', () => readInputLog(output));
    if (found.bytes > 0 && earlier?.settings !== settings) throw otherRecords(output, queue.name);
    const log = await (earlier ? InputLog.goOn(output, earlier) : InputLog.create(output, settings));
    const records = await RecordFile.open(output, { found, completed });
    return new Collector({ output, connection, id, lease: held, completed, records, log });
  }

  async run({ wait = true, signal, onProgress }: CollectOptions): Promise<CollectSummary> {
    const { connection, records } = this.#tools;
    let wasIdle = false;
    await this.#followInput();
    for (;;) {
      const before = records.written.bytes;
      await this.#takeSolved();
      await this.#takeFailed();
      const { total, isIdle } = await stateOf(connection);
      const { solved, failed, bytes } = records.written;
      onProgress?.({ solved, failed, fraction: total && (solved + failed) / total });
      const complete = solved + failed === total;
      if (complete || !wait || signal?.aborted) return { solved, failed, complete };
      // A job that was under way at the first look has come by the second.
      if (wasIdle && isIdle && bytes === before) throw this.#incomplete(total);
      wasIdle = isIdle && bytes === before;
      if (bytes === before) await sleep(INTERVAL, undefined, { ...(signal && { signal }) }).catch(() => {});
    }
  }

  async close(): Promise<void> {
    await this.#tools.records.close();
    await this.#tools.log.close();
  }

  /** The error of records that will not come. */
  #incomplete(total: number | undefined): SuperlinearError {
    const { output, connection, records } = this.#tools;
    const { name } = connection.queue;
    if (total === undefined) return partlyFilled(name);
    const { solved, failed } = records.written;
    if (solved + failed > total) return otherRecords(output, name);
    const message =
      `name is that of a queue without the rest of its jobs: ${total - solved - failed} of ${total} are neither ` +
      `on ${name} nor in ${output}; collect into the file that has them, enqueue again what Redis has lost, or all of it under another name`;
    return new SuperlinearError('UNREACHABLE', message, 'name');
  }

  /** Compares what is new of the queue's file with that of the records, and logs it before its records are written. */
  async #followInput(): Promise<void> {
    const { output, connection, id, log } = this.#tools;
    const { redis, queue } = connection;
    if ((await redis.hget(fileKey(queue.name), 'id')) !== (id ?? null)) throw lostQueue(queue.name);
    const last = log.points.at(-1)?.bytes ?? 0;
    for (const point of await pointsOf(redis, queue.name, this.#points)) {
      const isKnown = this.#known.get(point.bytes) === point.hash;
      if (point.bytes <= last && !isKnown) throw otherRecords(output, queue.name);
      await log.append(point);
      this.#points++;
      this.#lines = point.lines;
    }
  }

  async #takeSolved(): Promise<void> {
    const { redis, queue } = this.#tools.connection;
    const jobs = await queue.getCompleted(0, GROUP - 1);
    if (jobs.length === 0) return;
    await this.#write(jobs, (job) => job.returnvalue);
    const lines = jobs.filter((job) => this.#isOfFile(job)).map(({ data }) => data.line);
    await markCollected(redis, queue.name, lines);
    // One that is not done any more, since Redis came back as it was before, stays.
    await Promise.allSettled(jobs.map((job) => job.remove()));
  }

  /** Whether a job belongs to a line of the file. Other writers of the queue may have added jobs. */
  #isOfFile(job: Job<QueuedJob, string>): boolean {
    return isEnqueued(job) && job.data.line <= this.#lines;
  }

  async #takeFailed(): Promise<void> {
    const { queue } = this.#tools.connection;
    for (let start = 0; ; start += GROUP) {
      const jobs = await queue.getFailed(start, start + GROUP - 1);
      if (jobs.length === 0) return;
      await this.#write(jobs, recordOfFailure);
    }
  }

  async #write(
    jobs: readonly Job<QueuedJob, string>[],
    recordOf: (job: Job<QueuedJob, string>) => string,
  ): Promise<void> {
    const { completed, records, log } = this.#tools;
    if (jobs.length > 0) await this.#followInput();
    const news = jobs.filter((job) => this.#isOfFile(job) && !completed.has(job.data.line));
    for (const job of news) {
      const text = new TextEncoder().encode(`${recordOf(job)}\n`);
      records.add({ line: job.data.line, text, isError: recordOf === recordOfFailure });
    }
    if (news.length === 0) return;
    await records.flush();
    await log.sync();
    await records.sync();
    this.#tools.lease.require();
  }
}

function otherRecords(output: string, name: string): SuperlinearError {
  const reason = `by ${inputLogPath(output)}, which must be beside them, they are of another input`;
  return invalidInput('output', `has records that are not those of the queue ${name}: ${output}; ${reason}`);
}

/** The record that the worker left, or one that tells how the workers died. */
function recordOfFailure({ data, failedReason }: Job<QueuedJob, string>): string {
  if (data.record !== undefined) return data.record;
  const error = new SuperlinearError('INTERNAL', `no worker survived it: ${failedReason}`);
  return JSON.stringify(failure(data.line, undefined, error).record);
}
