/** A file of jobs to the queue. */

import { hashStart } from '../batch/checkpoint.js';
import { settingsFor } from '../batch/job.js';
import { isFile, type Line, readLines } from '../batch/lines.js';
import { requireMethod } from '../batch/methods.js';
import { invalidInput } from '../engine/errors.js';
import { parseSyncOptions, type SyncRunOptions } from '../engine/options.js';
import type { QueueAddress } from './address.js';
import { type Connection, connect, fileKey, JOB_NAME } from './connection.js';

/** What is put on the queue, and how. */
export interface EnqueueOptions extends QueueAddress {
  /** The file of jobs, one on a line as JSON; `-` is standard input. */
  readonly input: string;
  /** Where given, each line is a problem for this method, and not a job. */
  readonly method?: string;
  /** Run options of jobs that do not say otherwise. */
  readonly options?: SyncRunOptions;
  /**
   * How often a job is tried that fails of anything but its own input.
   * @defaultValue 3
   */
  readonly attempts?: number;
  /** Hears how many jobs have been put on the queue. */
  readonly onProgress?: (jobs: number) => void;
}

/** Jobs that go to Redis together. */
const GROUP = 500;

/** Milliseconds before a job is tried again; doubled each time. */
const RETRY_DELAY = 1000;

/**
 * Puts every line of a file on the queue, and resolves to their number. Repeated, for instance because it was killed, it adds
 * only what is not there yet.
 *
 * @example
 * ```ts
 * import { enqueue } from 'superlinear/batch';
 *
 * const jobs = await enqueue({ input: 'jobs.jsonl', queue: 'redis://localhost:6379' });
 * ```
 */
export async function enqueue(options: EnqueueOptions): Promise<number> {
  const { input, method, onProgress } = options;
  if (method !== undefined) requireMethod(method);
  parseSyncOptions(options.options);
  const connection = await connect(options);
  try {
    await claim(connection, input);
    let count = 0;
    for await (const { lines } of readLines(input, { line: 1, byte: 0 })) {
      for (let start = 0; start < lines.length; start += GROUP) {
        const group = lines.slice(start, start + GROUP);
        await add(connection, group, options);
        count += group.length;
        onProgress?.(count);
      }
    }
    // Whoever collects knows by this when all is there.
    await connection.redis.hset(fileKey(connection.queue.name), 'jobs', count);
    return count;
  } finally {
    await connection.close();
  }
}

/** A queue belongs to one file, since records know their jobs by the line. */
async function claim({ redis, queue }: Connection, input: string): Promise<void> {
  if (!isFile(input)) return;
  const { sha256 } = await hashStart(input);
  const key = fileKey(queue.name);
  await redis.hsetnx(key, 'sha256', sha256);
  if ((await redis.hget(key, 'sha256')) !== sha256) {
    throw invalidInput('name', `is taken: the queue ${queue.name} has the jobs of another file`);
  }
}

async function add({ queue }: Connection, lines: readonly Line[], options: EnqueueOptions): Promise<void> {
  const { input, attempts = 3 } = options;
  const settings = settingsFor(input, options);
  const jobs = lines.map(({ number, text }) => ({
    name: JOB_NAME,
    data: { line: number, text: text.toString().trimEnd(), ...settings },
    // A job that is there already is not added again.
    opts: { jobId: `line-${number}`, attempts, backoff: { type: 'exponential', delay: RETRY_DELAY } },
  }));
  await queue.addBulk(jobs);
}
