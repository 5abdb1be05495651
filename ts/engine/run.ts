/** The task door: problems that are all data. */

import type { Job, Reply } from '../backends/backend.js';
import { selectBackend } from '../backends/select.js';
import { type ErrorCode, SuperlinearError } from './errors.js';
import {
  type ParsedOptions,
  parseOptions,
  parseSyncOptions,
  type RunOptions,
  type SyncRunOptions,
} from './options.js';
import { decode, encode } from './wire.js';

/** Solves `problem` by the task `method` without blocking the calling thread. */
export async function run<Solution>(
  method: string,
  problem: object,
  options?: RunOptions<never>,
): Promise<Solution> {
  const parsed = parseOptions(options);
  parsed.signal?.throwIfAborted();
  const backend = selectBackend(parsed.backend);
  const call = { method, ...encode(problem), options: parsed.engineOptions };
  return open(await supervise(parsed, (onProgress) => backend.solve(call, onProgress)));
}

/** Solves `problem` by the task `method` on the calling thread, which it blocks. Another thread may cancel it by `cancelled`. */
export function runSync<Solution>(
  method: string,
  problem: object,
  options?: SyncRunOptions,
  cancelled?: Int32Array,
): Solution {
  const parsed = parseSyncOptions(options);
  const backend = selectBackend(parsed.backend);
  return open(backend.solveSync({ method, ...encode(problem), options: parsed.engineOptions }, cancelled));
}

/** The solution in a reply; throws the error in it. */
export function open<Solution>(reply: Reply): Solution {
  if (reply.ok) return decode<Solution>(reply);
  const { code, message, path } = JSON.parse(reply.header) as {
    code: ErrorCode;
    message: string;
    path: string;
  };
  throw new SuperlinearError(code, message, path);
}

/**
 * Waits for a job, and ends it early when the signal is aborted or the caller's `onProgress` throws. The promise settles at
 * once then; the job stops at its next poll.
 */
function supervise(
  { signal, onProgress }: ParsedOptions,
  start: (onProgress: ((record: string) => void) | undefined) => Job,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let ended = false;
    const end = () => {
      ended = true;
      signal?.removeEventListener('abort', abort);
    };
    const endEarly = (reason: unknown) => {
      end();
      job.cancel();
      reject(reason);
    };
    const abort = () => endEarly(signal?.reason);
    const report = (record: string) => {
      if (ended) return;
      try {
        onProgress?.(JSON.parse(record));
      } catch (error) {
        endEarly(error);
      }
    };
    const job = start(onProgress && report);
    signal?.addEventListener('abort', abort);
    job.reply.finally(end).then(resolve, reject);
  });
}
