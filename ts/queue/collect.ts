/** The records of a queue to a file. */

import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { CompletedLines } from '../batch/completed-lines.js';
import { reaching } from '../batch/files.js';
import { failure, type QueuedJob } from '../batch/job.js';
import { STANDARD } from '../batch/lines.js';
import { findRecords, NO_RECORDS, RecordFile } from '../batch/record-file.js';
import { invalidInput, SuperlinearError } from '../engine/errors.js';
import type { QueueAddress } from './address.js';
import { type Connection, connect, fileKey } from './connection.js';

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
 * records; failed ones stay there, with their error. Killed and started again, it loses and repeats nothing.
 *
 * @example
 * ```ts
 * import { collect } from 'superlinear/batch';
 *
 * const { solved, failed } = await collect({ output: 'records.jsonl', queue: 'redis://localhost:6379' });
 * ```
 */
export async function collect(options: CollectOptions): Promise<CollectSummary> {
  if (options.output === STANDARD) {
    throw invalidInput('output', 'must be a file: records leave the queue once the disk has them');
  }
  const connection = await connect(options);
  try {
    const collector = await Collector.open(options.output, connection);
    try {
      return await collector.run(options);
    } finally {
      await collector.close();
    }
  } finally {
    await connection.close();
  }
}

class Collector {
  readonly #connection: Connection;
  readonly #completed: CompletedLines;
  readonly #records: RecordFile;

  private constructor(connection: Connection, completed: CompletedLines, records: RecordFile) {
    this.#connection = connection;
    this.#completed = completed;
    this.#records = records;
  }

  static async open(output: string, connection: Connection): Promise<Collector> {
    const completed = new CompletedLines();
    const isThere = existsSync(output);
    const read = () => findRecords(output, 0, completed, false);
    const found = isThere ? await reaching('output', 'read', read) : NO_RECORDS;
    return new Collector(connection, completed, await RecordFile.open(output, { found, completed }));
  }

  async run({ wait = true, signal, onProgress }: CollectOptions): Promise<CollectSummary> {
    for (;;) {
      const before = this.#records.written.bytes;
      await this.#takeSolved();
      await this.#takeFailed();
      const total = await this.#jobs();
      const { solved, failed, bytes } = this.#records.written;
      onProgress?.({ solved, failed, fraction: total && (solved + failed) / total });
      const complete = solved + failed === total;
      if (complete || !wait || signal?.aborted) return { solved, failed, complete };
      if (bytes === before) await sleep(INTERVAL, undefined, { ...(signal && { signal }) }).catch(() => {});
    }
  }

  async close(): Promise<void> {
    await this.#records.close();
  }

  /** How many jobs the queue was given; undefined while they are being put there. */
  async #jobs(): Promise<number | undefined> {
    const { redis, queue } = this.#connection;
    const jobs = await redis.hget(fileKey(queue.name), 'jobs');
    return jobs === null ? undefined : Number(jobs);
  }

  async #takeSolved(): Promise<void> {
    const { queue } = this.#connection;
    const jobs = await queue.getCompleted(0, GROUP - 1);
    await this.#write(jobs, (job) => job.returnvalue);
    await Promise.all(jobs.map((job) => job.remove()));
  }

  async #takeFailed(): Promise<void> {
    const { queue } = this.#connection;
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
    const news = jobs.filter(({ data }) => !this.#completed.has(data.line));
    for (const job of news) {
      const text = new TextEncoder().encode(`${recordOf(job)}\n`);
      this.#records.add({ line: job.data.line, text, isError: recordOf === recordOfFailure });
    }
    if (news.length === 0) return;
    await this.#records.flush();
    await this.#records.sync();
  }
}

/** The record that the worker left, or one that tells how the workers died. */
function recordOfFailure({ data, failedReason }: Job<QueuedJob, string>): string {
  if (data.record !== undefined) return data.record;
  const error = new SuperlinearError('INTERNAL', `no worker survived it: ${failedReason}`);
  return JSON.stringify(failure(data.line, undefined, error).record);
}
