/** The entry point for problems that are entirely data. */

import type { Job, Reply } from '../backends/backend.js';
import { selectBackend } from '../backends/select.js';
import { cancelFlag } from './cancellation.js';
import { requireObject } from './check.js';
import { type ErrorCode, SuperlinearError } from './errors.js';
import { explained } from './hints.js';
import {
  type ParsedOptions,
  parseOptions,
  parseSyncOptions,
  type RunOptions,
  type SyncRunOptions,
} from './options.js';
import { tellMethods } from './probe.js';
import { decode, encode, type GivenForms } from './wire.js';

/** Solves `problem` with the task `method` without blocking the calling thread. */
export async function run<Solution>(
  method: string,
  problem: object,
  options?: RunOptions<never>,
): Promise<Solution> {
  requireObject(problem, 'problem');
  const parsed = parseOptions(options);
  parsed.signal?.throwIfAborted();
  const backend = selectBackend(parsed.backend);
  const { payload, forms } = encode(problem);
  const call = { method, ...payload, options: parsed.engineOptions };
  return open(await supervise(parsed, (onProgress) => backend.solve(call, onProgress)), forms);
}

/** Solves `problem` with the task `method`, blocking the calling thread. */
export function runSync<Solution>(method: string, problem: object, options?: SyncRunOptions): Solution {
  tellMethods(problem, method);
  requireObject(problem, 'problem');
  const parsed = parseSyncOptions(options);
  const backend = selectBackend(parsed.backend);
  const { payload, forms } = encode(problem);
  const call = { method, ...payload, options: parsed.engineOptions };
  return open(backend.solveSync(call, cancelFlag()), forms);
}

/**
 * Returns the solution of a reply, or throws its error. Paths into matrices in `forms` are translated to the
 * caller's form.
 */
export function open<Solution>(reply: Reply, forms: GivenForms): Solution {
  if (reply.ok) return decode<Solution>(reply);
  const { code, message, path } = JSON.parse(reply.header) as {
    code: ErrorCode;
    message: string;
    path: string;
  };
  const given = asGiven(path, forms);
  const inForm = forms.has(path) ? message.replace(/ got an object$/, ' got a matrix') : message;
  throw new SuperlinearError(
    code,
    explained(
      inForm.replace(path, () => given),
      given,
    ),
    given,
  );
}

/**
 * Translates the path of a matrix entry to the caller's form: of `cost` with three columns, `cost.data[5]` is `cost[1][2]`
 * if it was given as rows, and `cost.data[7]` if it has three rows and was given by columns.
 */
function asGiven(path: string, forms: GivenForms): string {
  const [, matrix = '', entry] = /^(.+)\.data\[(\d+)\]$/.exec(path) ?? [];
  const form = forms.get(matrix);
  if (form === undefined) return path;
  const column = Number(entry) % form.columns;
  const row = (Number(entry) - column) / form.columns;
  return form.rows === undefined
    ? `${matrix}[${row}][${column}]`
    : `${matrix}.data[${column * form.rows + row}]`;
}

/**
 * Waits for a job, and cancels it if the signal is aborted or `onProgress` throws. The promise then settles
 * immediately; the job stops at its next poll.
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
    const finish = (reply: Reply) => {
      if (reply.progress) report(reply.progress);
      resolve(reply);
    };
    job.reply.then(finish, reject).finally(end);
  });
}
