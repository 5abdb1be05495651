/** Questions over a queue: one process asks, another one answers. */

import { randomUUID } from 'node:crypto';
import { requirePositive } from '../engine/check.js';
import { invalidInput } from '../engine/errors.js';
import { pack, unpack } from '../engine/pack.js';
import { after } from '../engine/timer.js';
import type { QueueAddress } from './address.js';
import { type Connection, connect } from './connection.js';

/** Options of {@link request}. */
export interface RequestOptions extends QueueAddress {
  /** The question: objects, lists, typed arrays, numbers, strings, booleans and null. */
  readonly payload: unknown;
  /**
   * Seconds to wait for the answer.
   * @defaultValue 30
   */
  readonly patience?: number;
  /** Aborting it ends the waiting; the reply rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** The reason for which there is no answer. */
export type RequestFailure = 'timeout' | 'failed';

/** The error of a question without an answer. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  /** `timeout`: there was no answer in time. `failed`: the handler threw an error, which is in the message. */
  readonly reason: RequestFailure;

  constructor(reason: RequestFailure, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A question or an answer as BullMQ's data: {@link pack}ed, in base 64. */
export interface Packed {
  readonly packed: string;
}

/** The name of all questions, required by BullMQ. */
const QUESTION = 'question';

/** Seconds for which answers to questions are kept that nobody waits for any more. */
const KEPT = 600;

/** Data as text for BullMQ. */
export const toPacked = (value: unknown): Packed => ({ packed: Buffer.from(pack(value)).toString('base64') });

/** The data of a question or an answer. */
export const fromPacked = ({ packed }: Packed): unknown =>
  unpack(new Uint8Array(Buffer.from(packed, 'base64')));

/**
 * Asks the process that serves a queue, and resolves to its answer. Rejects with a {@link RequestError} if there is none
 * in time: the question is then withdrawn, or, if it is being answered, its answer is dropped. The process that serves
 * may be killed and started again meanwhile: it is asked anew.
 *
 * @example
 * ```ts
 * import { request, serve } from 'superlinear/batch';
 *
 * const queue = 'redis://localhost:6379';
 * const stop = new AbortController();
 * const serving = serve({ queue, name: 'echo', signal: stop.signal }, (payload) => ({ heard: payload }));
 * console.log(await request({ queue, name: 'echo', payload: [1, 2] }));
 * stop.abort();
 * await serving;
 * ```
 */
export async function request<Reply = unknown>(options: RequestOptions): Promise<Reply> {
  const { payload, patience = 30, signal } = options;
  requirePositive('patience', patience, 'seconds');
  const data = packedPayload(payload);
  signal?.throwIfAborted();
  const connection = await connect(options);
  try {
    return (await connection.whileReached(ask(connection, data, patience, signal))) as Reply;
  } finally {
    await connection.close();
  }
}

function packedPayload(payload: unknown): Packed {
  if (payload === undefined) throw invalidInput('payload', 'is required');
  return toPacked(payload);
}

async function ask(
  connection: Connection,
  data: Packed,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const { bullmq, redis, queue } = connection;
  const eventsRedis = connection.another();
  // Events are read from the last one before the question, so that an answer cannot come before the reading begins.
  const [last] = await redis.xrevrange(queue.toKey('events'), '+', '-', 'COUNT', 1);
  const events = new bullmq.QueueEvents(queue.name, {
    connection: eventsRedis,
    lastEventId: last?.[0] ?? '0-0',
  });
  events.on('error', () => {});
  const timer = new AbortController();
  try {
    const id = randomUUID();
    const kept = { age: KEPT };
    const answered = answerTo(events, id);
    const job = await queue.add(QUESTION, data as never, {
      jobId: id,
      removeOnComplete: kept,
      removeOnFail: kept,
    });
    try {
      return fromPacked(await Promise.race([answered, noAnswer(patience, timer.signal, signal)]));
    } finally {
      // A question being answered is locked: it leaves Redis some time after its answer.
      await job.remove().catch(() => {});
    }
  } finally {
    timer.abort();
    await events.close().catch(() => {});
    eventsRedis.disconnect();
  }
}

/** Waits for the events of a question. */
function answerTo(events: import('bullmq').QueueEvents, id: string): Promise<Packed> {
  const answered = new Promise<Packed>((resolve, reject) => {
    events.on('completed', ({ jobId, returnvalue }) => {
      if (jobId === id) resolve(returnvalue as unknown as Packed);
    });
    events.on('failed', ({ jobId, failedReason }) => {
      if (jobId === id) reject(new RequestError('failed', failedReason));
    });
  });
  answered.catch(() => {});
  return answered;
}

/** Rejects after some seconds, or with the reason of the caller's signal. */
function noAnswer(seconds: number, done: AbortSignal, signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const timer = after(seconds * 1000, () =>
      reject(new RequestError('timeout', `there was no answer within ${seconds} seconds`)),
    );
    const abort = () => reject(signal?.reason);
    // It may have been aborted while the question was posed.
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    done.addEventListener('abort', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    });
  });
}
