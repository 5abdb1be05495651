/** A file of jobs to the queue. */

import { randomUUID } from 'node:crypto';
import { fingerprint } from '../batch/beginning.js';
import { InputHistory } from '../batch/input-history.js';
import type { JobSettings } from '../batch/job.js';
import { type Line, readLines } from '../batch/lines.js';
import { requireMethod } from '../batch/methods.js';
import { invalidInput } from '../engine/errors.js';
import { parseSyncOptions, type SyncRunOptions } from '../engine/options.js';
import type { QueueAddress } from './address.js';
import { collectedAmong } from './collected.js';
import { type Connection, connect, fileKey, pointsKey, repeating } from './connection.js';
import { type Lease, lease } from './lease.js';
import { JOB_NAME, jobId } from './queued-jobs.js';
import { fillingKey, lostQueue, pointsOf } from './state.js';

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

/** Jobs that go to Redis together, and the bytes that end a group before. */
const GROUP = 500;
const GROUP_BYTES = 2 ** 20;

/** Tells the number of jobs, once all are there, unless the queue is another one. */
const FINISH = `
if redis.call('HGET', KEYS[1], 'id') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'jobs', ARGV[2])
return 1`;

/** Milliseconds before a job is tried again; doubled each time. */
const RETRY_DELAY = 1000;

/**
 * Puts every line of a file on the queue, and resolves to their number. Repeated, for instance because it was killed, it adds
 * only what is not there yet, and jobs that were added at the file's end. A file that differs from what is on the queue, or other
 * options, are refused with `INVALID_INPUT`.
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

/** Fills a queue with the jobs of a file, by a process that has the lease. */
class Filler {
  readonly #connection: Connection;
  readonly #options: EnqueueOptions;
  readonly #lease: Lease;
  /** The id of the queue. Redis has lost the queue where it has another one. */
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
      if (!history.isNew) continue;
      if (history.point.bytes > reached) {
        reached = history.point.bytes;
        // Whoever collects learns of what file the jobs are before there is one of them, and waits for the others.
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

  /** A queue belongs to one file and its settings, since records know their jobs by the line. */
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

  /** Puts jobs on the queue, but for those that are there or were collected. */
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
        // A job that is there already is not added again.
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

/** The lines of a file in groups that do not depend on how it is read, with all text between their ends. */
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
      bytes += line.text.length;
      if (lines.length < GROUP && bytes < GROUP_BYTES) continue;
      const end = line.text.byteOffset + line.text.length - block.text.byteOffset;
      text.push(block.text.subarray(from, end));
      lastLine = line.number;
      yield group();
      [lines, text, bytes, from] = [[], [], 0, end];
    }
    text.push(block.text.subarray(from));
    lastLine = block.firstLine + block.lines.length + block.blank.length - 1;
  }
  yield group();
}
