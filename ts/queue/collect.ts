/** Collection of the records of a queue in a file. */

import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { CompletedLines } from '../batch/completed-lines.js';
import { reaching } from '../batch/files.js';
import { InputLog, inputLogPath, readInputLog } from '../batch/input-log.js';
import { failure } from '../batch/job.js';
import type { QueuedJob } from '../batch/job-types.js';
import { STANDARD } from '../batch/lines.js';
import { lockOutput } from '../batch/output-lock.js';
import { findRecords, NO_RECORDS, RecordFile } from '../batch/record-file.js';
import { invalidInput, SuperlinearError } from '../engine/errors.js';
import type { QueueAddress } from './address.js';
import { markCollected } from './collected.js';
import { type Connection, connect, fileKey } from './connection.js';
import { type Lease, lease } from './lease.js';
import { isEnqueued, lineOfId } from './queued-jobs.js';
import { lostQueue, partlyFilled, pointsOf, stateOf } from './state.js';

/** Options of {@link collect}. */
export interface CollectOptions extends QueueAddress {
  /** The file of records. If it exists, missing records are added. */
  readonly output: string;
  /**
   * Whether to wait until all jobs of the queue have records, instead of collecting only the available ones.
   * @defaultValue true
   */
  readonly wait?: boolean;
  /** Aborting it stops collecting. A later call continues. */
  readonly signal?: AbortSignal;
  /** Called with the number of records and, if known, their fraction of all jobs. */
  readonly onProgress?: (progress: CollectProgress) => void;
}

/** The progress of {@link collect}. */
export interface CollectProgress {
  readonly solved: number;
  readonly failed: number;
  /** The fraction of jobs with a record; undefined while jobs are still being added to the queue. */
  readonly fraction: number | undefined;
}

/** The result of {@link collect}. */
export interface CollectSummary {
  readonly solved: number;
  readonly failed: number;
  /** Whether every job has a record. */
  readonly complete: boolean;
}

/** The number of jobs read together, and the bytes of their texts and records; a single job may have more. */
const GROUP = 500;
const GROUP_BYTES = 2 ** 26;

/** Milliseconds between polls of the queue. */
const INTERVAL = 500;

/**
 * Writes the records of all jobs that were solved or finally failed. Solved jobs leave the queue once their records are
 * on disk; failed ones stay there, with their error. If killed and restarted, it loses and repeats nothing. Rejects
 * with `UNREACHABLE` if some records can never arrive: the queue does not exist, `enqueue` was stopped before its end,
 * or jobs are lost.
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

/** Collects to a locked output. Each record is in one file only, so one process collects at a time. */
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
  /** The id of the queue. */
  readonly id: string | undefined;
  readonly lease: Lease;
  readonly completed: CompletedLines;
  readonly records: RecordFile;
  readonly log: InputLog;
}

class Collector {
  readonly #tools: Tools;
  /** Input hashes of the existing records, by the number of bytes before them. */
  readonly #known: ReadonlyMap<number, string>;
  /** Number of the queue's input points compared so far. */
  #points = 0;
  /** Number of lines before the last of them. */
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
      // A job in progress at the first poll has finished by the second.
      if (wasIdle && isIdle && bytes === before) throw this.#incomplete(total);
      wasIdle = isIdle && bytes === before;
      if (bytes === before) await sleep(INTERVAL, undefined, { ...(signal && { signal }) }).catch(() => {});
    }
  }

  async close(): Promise<void> {
    await this.#tools.records.close();
    await this.#tools.log.close();
  }

  /** Creates the error about records that cannot arrive. */
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

  /** Compares new input points of the queue with those of the records, and logs them before the records are written. */
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
    const ids = await queue.getRanges(['completed'], 0, GROUP - 1);
    for await (const jobs of this.#inGroups(ids)) {
      await this.#write(jobs, (job) => job.returnvalue);
      const lines = jobs.filter((job) => this.#isOfFile(job)).map(({ data }) => data.line);
      await markCollected(redis, queue.name, lines);
      // A job stays if it is no longer completed, because Redis has restored an earlier state.
      await Promise.allSettled(jobs.map((job) => job.remove()));
    }
  }

  /** Returns whether a job belongs to a line of the file. Other writers may have added jobs to the queue. */
  #isOfFile(job: Job<QueuedJob, string>): boolean {
    return isEnqueued(job) && job.data.line <= this.#lines;
  }

  async #takeFailed(): Promise<void> {
    const { connection, completed } = this.#tools;
    for (let start = 0; ; start += GROUP) {
      const ids = await connection.queue.getRanges(['failed'], start, start + GROUP - 1, true);
      if (ids.length === 0) return;
      const news = ids.filter((id) => !completed.has(lineOfId(id)));
      for await (const jobs of this.#inGroups(news)) await this.#write(jobs, recordOfFailure);
    }
  }

  /** Jobs in groups within the memory bound, except single larger ones. */
  async *#inGroups(ids: readonly string[]): AsyncGenerator<Job<QueuedJob, string>[]> {
    const { redis, queue } = this.#tools.connection;
    const asking = redis.pipeline();
    for (const id of ids) asking.hstrlen(queue.toKey(id), 'data').hstrlen(queue.toKey(id), 'returnvalue');
    const lengths = ((await asking.exec()) ?? []).map(([, length]) => Number(length));
    for (let first = 0; first < ids.length; ) {
      let end = first;
      for (let bytes = 0; end < ids.length && (end === first || bytes <= GROUP_BYTES); end++) {
        bytes += (lengths[2 * end] ?? 0) + (lengths[2 * end + 1] ?? 0);
      }
      const jobs = await Promise.all(ids.slice(first, end).map((id) => queue.getJob(id)));
      yield jobs.filter((job) => job !== undefined);
      first = end;
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

/** The record left by the worker, or one that reports the death of the workers. */
function recordOfFailure({ data, failedReason }: Job<QueuedJob, string>): string {
  if (data.record !== undefined) return data.record;
  const error = new SuperlinearError('INTERNAL', `every worker crashed on it: ${failedReason}`);
  return JSON.stringify(failure(data.line, undefined, error).record);
}
