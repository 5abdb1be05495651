/** Reading and solving of jobs, which are problems as JSON with the name of a method. */

import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { isComposition } from '../compositions.js';
import { cancellable } from '../engine/cancellation.js';
import { requireObject, requirePositive } from '../engine/check.js';
import { describeValue, type ErrorCode, invalidInput, SuperlinearError } from '../engine/errors.js';
import { withGapsAsNaN } from '../engine/labels.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import { encode } from '../engine/wire.js';
import { withFormulasRead } from '../expression/in-problems.js';
import { isShortcut, unfold } from '../shortcuts.js';
import { mayHaveReferences, plain, readReferences } from './array-files.js';
import { solversOfCompositions } from './compositions.js';
import type { Job, JobRecord, JobSettings } from './job-types.js';
import { isFile, MAX_LINE_BYTES } from './lines.js';
import { requireMethod } from './methods.js';
import type { BatchInput } from './options.js';
import { tellsMemory } from './process-limits.js';

/** Job settings as given by a caller. */
interface SettingsInput {
  readonly method?: string | undefined;
  readonly options?: SyncRunOptions | undefined;
  readonly arraysFrom?: readonly string[] | undefined;
  readonly isolate?: boolean | undefined;
  readonly memoryLimit?: number | undefined;
}

/** The settings for the jobs of an input. Relative paths start in the folder of its file. */
export function settingsFor(input: BatchInput, given: SettingsInput): JobSettings {
  const { method, options = {}, arraysFrom = [] } = given;
  const start = isFile(input) ? dirname(resolve(input)) : process.cwd();
  return {
    ...(method !== undefined && { method }),
    options,
    maxThreads: Math.max(availableParallelism(), options.threads ?? 1),
    folders: { start, allowed: [start, ...arraysFrom.map((folder) => resolve(folder))] },
    ...isolation(given),
  };
}

/** The settings for jobs in separate processes, if requested. */
export function isolation({ isolate, memoryLimit }: SettingsInput): Partial<JobSettings> {
  if (memoryLimit === undefined) return isolate ? { isIsolated: true } : {};
  requirePositive('memoryLimit', memoryLimit, 'mebibytes');
  if (!tellsMemory) throw invalidInput('memoryLimit', 'is kept on Linux alone');
  return { isIsolated: true, processMemory: memoryLimit };
}

/**
 * Limits on the number of solver threads: per processor, and in total on machines with few processors. More threads
 * bring no speedup, because jobs are compute-bound, and each takes about 10 MB.
 */
const MAX_THREADS_PER_PROCESSOR = 4;
const MAX_THREADS_OF_FEW = 16;

/** The number of solver threads for the requested number of concurrent jobs. */
export function threadsFor(jobs = availableParallelism()): number {
  return Math.min(jobs, Math.max(MAX_THREADS_OF_FEW, MAX_THREADS_PER_PROCESSOR * availableParallelism()));
}

/** The number of threads of each job, with `jobs` concurrent jobs. */
export function threadsForEach(jobs: number): number {
  return Math.max(1, Math.floor(availableParallelism() / jobs));
}

/** Matches text of jobs that may contain formulas: the key, or an escape that may spell it. */
const FORMULA_MARK = /formula|\\u/;

const JOB_KEYS = ['id', 'method', 'problem', 'options'];

/** Reads a job, given as text or as an object. Throws `INVALID_INPUT` if it is invalid. */
export function readJob(content: unknown, settings: JobSettings): Job {
  try {
    return jobOf(content, settings);
  } catch (error) {
    // Values nested too deeply overflow the stack.
    throw error instanceof RangeError ? invalidInput('job', 'is nested too deeply') : error;
  }
}

function jobOf(content: unknown, settings: JobSettings): Job {
  const document = typeof content === 'string' ? parseJson(content) : content;
  requireObject(document, settings.method === undefined ? 'job' : 'problem');
  const job =
    settings.method === undefined ? asJob(document) : { method: settings.method, problem: document };
  requireMethod(job.method);
  requireServed(job.method, settings);
  requireObject(job.problem, 'problem');
  const isText = typeof content === 'string';
  const isPlain = isText && !mayHaveReferences(content);
  const complete = isPlain ? job.problem : referencesRead(job.problem, settings);
  const problem = isText && !FORMULA_MARK.test(content) ? complete : withFormulasRead(complete);
  return {
    ...job,
    problem: problem as object,
    options: withinLimits({ ...settings.options, ...job.options }, settings),
  };
}

function referencesRead(problem: object, { folders }: JobSettings): unknown {
  return readReferences(problem, folders ?? { start: '', allowed: [] }, '');
}

/** Rejects methods not served here. */
function requireServed(method: string, { methods }: JobSettings): void {
  const family = method.slice(0, method.indexOf('.'));
  if (methods === undefined || methods.includes(method) || methods.includes(family)) return;
  throw invalidInput('method', `is not served here: ${method}; served are ${methods.join(', ')}`);
}

/** The options with no more time, threads and memory than are allowed. */
function withinLimits(options: SyncRunOptions, settings: JobSettings): SyncRunOptions {
  const { maxTimeLimit, maxThreads, processMemory } = settings;
  return {
    ...options,
    ...(processMemory !== undefined && { memoryLimit: atMost(processMemory, options.memoryLimit) }),
    ...(maxTimeLimit !== undefined && { timeLimit: atMost(maxTimeLimit, options.timeLimit) }),
    ...(maxThreads !== undefined && { threads: atMost(maxThreads, options.threads) }),
  };
}

/** A value, or the limit if there is none: JSON has null for that, too. Words and the like are refused with the other options. */
function atMost(limit: number, value: number | undefined): number {
  const given = value ?? limit;
  return typeof given === 'number' && given > limit ? limit : given;
}

/** Solves a job on this thread. Another thread may cancel it through `cancelled`. */
export function solveJob(job: Job, cancelled?: Int32Array): object {
  const { method, problem, options } = taskOf(job);
  return cancellable(cancelled, () =>
    isComposition(method)
      ? solversOfCompositions[method].solveSync(problem, options)
      : runSync<object>(method, problem, options),
  );
}

/** Solves a job without blocking this thread. */
export async function solveJobAsync(
  job: Omit<Job, 'options'> & { readonly options: RunOptions },
): Promise<object> {
  const { method, problem } = taskOf(job);
  const options = job.options as RunOptions<never>;
  return isComposition(method)
    ? solversOfCompositions[method].solve(problem, options)
    : run<object>(method, problem, options);
}

/** A job as the engine takes it: a shortcut is replaced by its method, and gaps in labels by NaN. */
function taskOf(job: Job): Job {
  const { method, problem } = job;
  if (isShortcut(method)) return { ...job, ...unfold(method, problem) };
  return method === 'coordinate.labelPropagation' ? { ...job, problem: withGapsAsNaN(problem) } : job;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidInput('job', `is not JSON: ${(error as Error).message}`);
  }
}

function asJob(document: object): Job {
  const unknown = Object.keys(document).find((key) => !JOB_KEYS.includes(key));
  if (unknown !== undefined) {
    throw invalidInput(unknown, `is not part of a job; expected ${JOB_KEYS.join(', ')}`);
  }
  const { id, options } = document as Job;
  if (id !== undefined) requireId(id);
  if (options !== undefined) requireObject(options, 'options');
  return document as Job;
}

function requireId(id: unknown): void {
  if (isId(id)) return;
  if (typeof id !== 'number') throw invalidInput('id', 'must be a string or a number');
  throw invalidInput(
    'id',
    'must be a string where it is above 2^53: numbers of that size lose their last digits',
  );
}

/** Returns whether a value is a valid `id`: a string, or a number represented exactly. */
const isId = (id: unknown): id is string | number =>
  typeof id === 'string' || (Number.isFinite(id) && (Number.isSafeInteger(id) || !Number.isInteger(id)));

/** The outcome of a line: its record, as an object or as JSON text without a line feed, and the time in the solver. */
interface LineOutcome {
  readonly record: JobRecord | string;
  readonly error: ErrorCode | undefined;
  /** Seconds in the solver, excluding reading and writing. */
  readonly seconds: number;
}

/**
 * Solves the job on a line, given as text or as an object. The record reports errors of the job. Throws `UNREACHABLE`
 * if arrays of its solution cannot be written.
 */
export function solveLine(
  line: number,
  content: unknown,
  settings: JobSettings,
  cancelled: Int32Array,
): LineOutcome {
  let id: Job['id'];
  let seconds = 0;
  try {
    requireText(content);
    const job = readJob(content, settings);
    id = job.id;
    const start = performance.now();
    let solution: object;
    try {
      solution = solveJob(job, cancelled);
    } finally {
      seconds = (performance.now() - start) / 1000;
    }
    const head = { line, ...(id !== undefined && { id }) };
    const record = settings.asObjects
      ? { ...head, solution }
      : JSON.stringify({ ...head, solution: plain(solution, settings.arrays, String(line)) });
    requireRecordSize(record, settings);
    return { record, error: undefined, seconds };
  } catch (error) {
    // The job has not failed; its arrays could not be written.
    if (error instanceof SuperlinearError && error.code === 'UNREACHABLE') throw error;
    const { code, record } = failure(line, id ?? idIn(content), error);
    return { record: settings.asObjects ? record : JSON.stringify(record), error: code, seconds };
  }
}

/** Refuses a line of whose text nothing was kept since it is too long. */
function requireText(content: unknown): void {
  if (typeof content !== 'string' || content.trimEnd() !== '') return;
  const size = `${MAX_LINE_BYTES / 2 ** 20} MiB`;
  throw invalidInput('job', `is longer than ${size}; write its arrays to .npy files`);
}

/** Refuses a record that is longer than is allowed. */
function requireRecordSize(record: JobRecord | string, { maxRecord }: JobSettings): void {
  if (maxRecord === undefined || typeof record !== 'string' || record.length <= maxRecord * 2 ** 20) return;
  throw new SuperlinearError('OUT_OF_MEMORY', `the record is longer than ${maxRecord} MiB`);
}

/** Characters of a record's message and path at most: keys of a job, which may have millions, are part of both. */
const MAX_MESSAGE = 2000;

/** The record of a failed job. */
export function failure(line: number, id: Job['id'], error: unknown): { code: ErrorCode; record: JobRecord } {
  const { code, message, path } = typedError(error);
  const told = { code, message: shortened(message), path: shortened(path) };
  return { code, record: { line, ...(id !== undefined && { id }), error: told } };
}

const shortened = (text: string) => (text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text);

/** An error with a code. What is of neither this library nor V8's memory is a defect. */
function typedError(error: unknown): SuperlinearError {
  if (error instanceof SuperlinearError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof RangeError && /allocation failed|length/.test(message))) {
    return new SuperlinearError('INTERNAL', message);
  }
  return new SuperlinearError(
    'OUT_OF_MEMORY',
    `the job does not fit into the memory of JavaScript: ${message}`,
  );
}

/** A serialization of a job from an iterable, to detect changes. */
export function textOf(job: unknown): Uint8Array {
  try {
    const { header, buffers } = encode({ job }, 'job').payload;
    const bytes = buffers.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    );
    return Buffer.concat([Buffer.from(`${header}\n`), ...bytes]);
  } catch {
    // The job is invalid and will be rejected.
    return Buffer.from(`${JSON.stringify(idIn(job))}\n`);
  }
}

/** The error for a job that cannot be passed to a thread. It names the argument that is not data. */
export function refusalOf(job: unknown, error: unknown): SuperlinearError {
  try {
    requireObject(job, 'job');
    const problem = 'problem' in job ? job.problem : job;
    encode(problem); // rejects values too deep to search
    const refusal = refusalIn(problem, '');
    if (refusal !== undefined) return refusal;
  } catch (refusal) {
    if (refusal instanceof SuperlinearError) return refusal;
  }
  return invalidInput('job', `must be data: ${(error as Error).message}`);
}

/** Finds the first part of a value that cannot be passed to a thread. */
function refusalIn(value: unknown, path: string): SuperlinearError | undefined {
  if (typeof value === 'function' || typeof value === 'symbol')
    return invalidInput(path, `must be data, got ${describeValue(value)}`);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const refusal = refusalIn(part, place);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The `id` of a failed job, if it can be read. */
export function idIn(content: unknown): Job['id'] {
  try {
    const document: unknown = typeof content === 'string' ? JSON.parse(content) : content;
    const id = (document as { id?: unknown } | null)?.id;
    return isId(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
