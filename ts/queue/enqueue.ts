/** Adds the jobs of a file to a queue. */

import { randomUUID } from 'node:crypto';
import { fingerprint } from '../batch/beginning.js';
import { InputHistory } from '../batch/input-history.js';
import type { JobSettings } from '../batch/job-types.js';
import { type Line, lastLineOf, readLines } from '../batch/lines.js';
import { requireMethod } from '../batch/methods.js';
import { invalidInput } from '../engine/errors.js';
import { parseSyncOptions, type SyncRunOptions } from '../engine/options.js';
import type { QueueAddress } from './address.js';
import { collectedAmong } from './collected.js';
import { type Connection, connect, fileKey, pointsKey, repeating } from './connection.js';
import { type Lease, lease } from './lease.js';
import { JOB_NAME, jobId } from './queued-jobs.js';
import { fillingKey, lostQueue, pointsOf } from './state.js';

/** Options of {@link enqueue}. */
export interface EnqueueOptions extends QueueAddress {
  /** The file of jobs, one per line as JSON; `-` is standard input. */
  readonly input: string;
  /** If given, each line is a problem for this method instead of a job. */
  readonly method?: string;
  /** Default run options of jobs. */
  readonly options?: SyncRunOptions;
  /**
   * The number of attempts for a job that fails for a reason other than its own input.
   * @defaultValue 3
   */
  readonly attempts?: number;
  /** Called with the number of jobs added so far. */
  readonly onProgress?: (jobs: number) => void;
}

/** Limits of a group of jobs sent to Redis together: their number and their bytes. */
const GROUP = 500;
const GROUP_BYTES = 2 ** 20;

/** Sets the number of jobs once all are added, unless the queue was replaced. */
const FINISH = `
if redis.call('HGET', KEYS[1], 'id') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'jobs', ARGV[2])
return 1`;

/** Milliseconds before the second attempt of a job; doubled for each further one. */
const RETRY_DELAY = 1000;

/**
 * Adds every line of a file to the queue, and resolves to their number. If repeated, for example after being killed, it
 * adds only missing jobs and those appended to the file. A file that differs from the one on the queue, or other
 * options, are rejected with `INVALID_INPUT`.
 *
 * @example
 * ```ts
 * import { enqueue } from 'superlinear/batch';
 *
 * const jobs = await enqueue({ input: 'jobs.jsonl', queue: 'redis://localhost:6379' });
 * ```
 */
export async function enqueue(options: EnqueueOptions): Promise<number> {
  const { method } = options;
  if (method !== undefined) requireMethod(method);
  parseSyncOptions(options.options);
  const connection = await connect(options);
  const { redis, queue } = connection;
  const refusal = `name cannot be filled: another process puts jobs on the queue ${queue.name}`;
  const fill = async () => {
    const held = await lease(redis, fillingKey(queue.name), refusal);
    try {
      return await new Filler(connection, options, held).run();
    } finally {
      await held.release();
    }
  };
  try {
    return await connection.whileReached(fill());
  } finally {
    await connection.close();
  }
}

/** Fills a queue with the jobs of a file. Its process holds the lease. */
class Filler {
  readonly #connection: Connection;
  readonly #options: EnqueueOptions;
  readonly #lease: Lease;
  /** The id of the queue. If it changes, Redis has lost the queue. */
  #id = '';
  #count = 0;

  constructor(connection: Connection, options: EnqueueOptions, held: Lease) {
    this.#connection = connection;
    this.#options = options;
    this.#lease = held;
  }

  async run(): Promise<number> {
    const { redis, queue } = this.#connection;
    const name = queue.name;
    const settings = await this.#claim();
    const known = await pointsOf(redis, name, 0);
    const history = new InputHistory(known, (difference) =>
      invalidInput('name', `is taken: the queue ${name} has the jobs of another file: ${difference}`),
    );
    let reached = known.at(-1)?.bytes ?? 0;
    let waiting: Line[] = [];
    for await (const { lines, text, lastLine } of groupsOf(this.#options.input)) {
      history.add(text, lastLine);
      waiting.push(...lines);
      if (!history.isNew || waiting.length === 0) continue;
      if (history.point.bytes > reached) {
        reached = history.point.bytes;
        // The collector must know the input of the jobs before the first of them exists, and wait for the others.
        const point = JSON.stringify(history.point);
        await repeating(this.#connection, () =>
          redis.multi().rpush(pointsKey(name), point).hdel(fileKey(name), 'jobs').exec(),
        );
      }
      await this.#add(waiting, settings);
      waiting = [];
    }
    history.end();
    if ((await redis.eval(FINISH, 1, fileKey(name), this.#id, this.#count)) !== 1) throw lostQueue(name);
    return this.#count;
  }

  /** Claims the queue for a file and its settings, since records identify their jobs by line. */
  async #claim(): Promise<JobSettings> {
    const { redis, queue } = this.#connection;
    const { method, options = {} } = this.#options;
    const settings = { ...(method !== undefined && { method }), options };
    const key = fileKey(queue.name);
    await redis.hsetnx(key, 'id', randomUUID());
    await redis.hsetnx(key, 'settings', fingerprint(settings, false));
    const { id = '', settings: known } = await redis.hgetall(key);
    if (known !== fingerprint(settings, false)) {
      throw invalidInput('name', `is taken: the queue ${queue.name} has jobs with other options`);
    }
    this.#id = id;
    return settings;
  }

  /** Adds jobs to the queue, except those already there or collected. */
  async #add(lines: readonly Line[], settings: JobSettings): Promise<void> {
    const { redis, queue } = this.#connection;
    const { attempts = 3, onProgress } = this.#options;
    for (let start = 0; start < lines.length; start += GROUP) {
      const group = lines.slice(start, start + GROUP);
      const numbers = group.map(({ number }) => number);
      const collected = await repeating(this.#connection, () => collectedAmong(redis, queue.name, numbers));
      const missing = group.filter(({ number }) => !collected.has(number));
      const jobs = missing.map(({ number, text }) => ({
        name: JOB_NAME,
        data: { line: number, text: text.toString().trimEnd(), ...settings },
        // BullMQ ignores jobs whose id is already on the queue.
        opts: { jobId: jobId(number), attempts, backoff: { type: 'exponential', delay: RETRY_DELAY } },
      }));
      await repeating(this.#connection, () => queue.addBulk(jobs));
      this.#lease.require();
      if ((await redis.hget(fileKey(queue.name), 'id')) !== this.#id) throw lostQueue(queue.name);
      this.#count += group.length;
      onProgress?.(this.#count);
    }
  }
}

/** The lines of a file in groups, with all text between their ends. A line beyond the limit comes in parts. */
async function* groupsOf(input: string) {
  let lines: Line[] = [];
  let text: Buffer[] = [];
  let bytes = 0;
  let lastLine = 0;
  const group = () => ({ lines, text: Buffer.concat(text), lastLine });
  for await (const block of readLines(input)) {
    let from = 0;
    for (const line of block.lines) {
      lines.push(line);
      const end = line.text.byteOffset + line.text.length - block.text.byteOffset;
      if (lines.length < GROUP && bytes + end - from < GROUP_BYTES) continue;
      text.push(block.text.subarray(from, end));
      lastLine = line.number;
      yield group();
      [lines, text, bytes, from] = [[], [], 0, end];
    }
    text.push(block.text.subarray(from));
    bytes += block.text.length - from;
    lastLine = lastLineOf(block);
    if (bytes < GROUP_BYTES) continue;
    yield group();
    [lines, text, bytes] = [[], [], 0];
  }
  yield group();
}
