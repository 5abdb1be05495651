/** Jobs: problems as JSON, each with the name of the method that is to solve it; and the records of what became of them. */

import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { requireObject } from '../engine/check.js';
import { describeValue, type ErrorCode, invalidInput, SuperlinearError } from '../engine/errors.js';
import { withGapsAsNaN } from '../engine/labels.js';
import type { SyncRunOptions } from '../engine/options.js';
import { runSync } from '../engine/run.js';
import { encode } from '../engine/wire.js';
import { withFormulasRead } from '../expression/in-problems.js';
import { isShortcut, unfold } from '../shortcuts.js';
import { type ArrayOutput, mayHaveReferences, plain, readReferences } from './array-files.js';
import type { ArrayFolders } from './array-folders.js';
import { isFile } from './lines.js';
import { requireMethod } from './methods.js';
import type { BatchInput } from './options.js';
import { tellsMemory } from './process-limits.js';

/** A problem, and how to solve it. */
export interface Job {
  /** Whatever shall stand in the record too, to tell it from others: a string, or a number up to 2^53. */
  readonly id?: string | number;
  /** The method's full name, for instance `transport.exact`. */
  readonly method: string;
  /** The problem, as the method's function takes it; `{ "npy": "FILE" }` stands for an array in a file. */
  readonly problem: object;
  /** How to run it. */
  readonly options?: SyncRunOptions;
}

/** What became of the job on one line. */
export interface JobRecord {
  /** Its line in the input, from 1 on. */
  readonly line: number;
  /** The job's `id`, where it has one. */
  readonly id?: string | number;
  /** The solution, as the method's function returns it; absent where there is an error. */
  readonly solution?: object;
  /** Why there is no solution. */
  readonly error?: { readonly code: ErrorCode; readonly message: string; readonly path: string };
}

/** What all jobs have in common. */
export interface JobSettings {
  /** Where given, each document is a problem for this method, and not a job. */
  readonly method?: string;
  /** Run options of jobs that do not say otherwise. */
  readonly options: SyncRunOptions;
  /** The folders that arrays may be read from; absent where none are. */
  readonly folders?: ArrayFolders;
  /** The methods that are served, by full name or family; absent where all are. */
  readonly methods?: readonly string[];
  /** Seconds that a job may ask for at most. */
  readonly maxTimeLimit?: number;
  /** Whether jobs are solved in processes of their own, which they may take down. */
  readonly isIsolated?: boolean;
  /** Mebibytes of memory that such a process may have. */
  readonly processMemory?: number;
  /** Where large arrays of results go; absent where they stay in the record. */
  readonly arrays?: ArrayOutput;
  /** Whether records are objects that hold what the methods' functions return, and not text. */
  readonly asObjects?: boolean;
}

/** What a job on a queue carries. */
export interface QueuedJob extends Pick<JobSettings, 'method' | 'options'> {
  readonly line: number;
  /** The line's text. */
  readonly text: string;
  /** Its record, where it is an error. */
  readonly record?: string;
}

/** The settings of jobs as a caller gives them. */
interface SettingsInput {
  readonly method?: string | undefined;
  readonly options?: SyncRunOptions | undefined;
  readonly arraysFrom?: readonly string[] | undefined;
  readonly isolate?: boolean | undefined;
  readonly memoryLimit?: number | undefined;
}

/** The settings of the jobs of an input: relative paths start where its file lies. */
export function settingsFor(input: BatchInput, given: SettingsInput): JobSettings {
  const { method, options = {}, arraysFrom = [] } = given;
  const start = isFile(input) ? dirname(resolve(input)) : process.cwd();
  return {
    ...(method !== undefined && { method }),
    options,
    folders: { start, allowed: [start, ...arraysFrom.map((folder) => resolve(folder))] },
    ...isolation(given),
  };
}

/** The settings of jobs that are solved in processes of their own, where that is asked for. */
export function isolation({ isolate, memoryLimit }: SettingsInput): Partial<JobSettings> {
  if (memoryLimit === undefined) return isolate ? { isIsolated: true } : {};
  if (!(memoryLimit > 0)) {
    throw invalidInput(
      'memoryLimit',
      `must be a positive number of mebibytes, got ${describeValue(memoryLimit)}`,
    );
  }
  if (!tellsMemory) throw invalidInput('memoryLimit', 'is kept on Linux alone');
  return { isIsolated: true, processMemory: memoryLimit };
}

/**
 * Threads that solve at most, for each processor and in all where processors are few. More gain nothing: jobs compute, and each thread
 * takes some 10 MB.
 */
const MAX_THREADS_PER_PROCESSOR = 4;
const MAX_THREADS_OF_FEW = 16;

/** How many threads solve where so many jobs at a time are asked for. */
export function threadsFor(jobs = availableParallelism()): number {
  return Math.min(jobs, Math.max(MAX_THREADS_OF_FEW, MAX_THREADS_PER_PROCESSOR * availableParallelism()));
}

/** The threads of each job where `jobs` are solved at a time. */
export function threadsForEach(jobs: number): number {
  return Math.max(1, Math.floor(availableParallelism() / jobs));
}

/** What the text of a job with functions as formulas has in it: the key, or characters by their numbers, which may be the key's. */
const FORMULA_MARK = /formula|\\u/;

const JOB_KEYS = ['id', 'method', 'problem', 'options'];

/** Reads a job, which may be text. Throws `INVALID_INPUT` where it is none. */
export function readJob(content: unknown, settings: JobSettings): Job {
  try {
    return jobOf(content, settings);
  } catch (error) {
    // The stack ends where values are nested too deeply.
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
    options: withinLimit({ ...settings.options, ...job.options }, settings),
  };
}

function referencesRead(problem: object, { folders }: JobSettings): unknown {
  return readReferences(problem, folders ?? { start: '', allowed: [] }, '');
}

/** Refuses a method that is not served here. */
function requireServed(method: string, { methods }: JobSettings): void {
  const family = method.slice(0, method.indexOf('.'));
  if (methods === undefined || methods.includes(method) || methods.includes(family)) return;
  throw invalidInput('method', `is not served here: ${method}; served are ${methods.join(', ')}`);
}

/** The options with no more time than is allowed. */
function withinLimit(options: SyncRunOptions, { maxTimeLimit }: JobSettings): SyncRunOptions {
  if (maxTimeLimit === undefined) return options;
  // JSON has null for no limit, too. Words and the like are refused with the other options.
  const timeLimit = options.timeLimit ?? maxTimeLimit;
  return { ...options, timeLimit: timeLimit > maxTimeLimit ? maxTimeLimit : timeLimit };
}

/** Solves a job on this thread. Another thread may cancel it by `cancelled`. */
export function solveJob({ method, problem, options }: Job, cancelled?: Int32Array): object {
  const given = method === 'coordinate.labelPropagation' ? withGapsAsNaN(problem) : problem;
  const task = isShortcut(method) ? unfold(method, problem) : { method, problem: given };
  return runSync(task.method, task.problem, options, cancelled);
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

/** Whether the value can be an `id`: a string, or a number that is exact. */
const isId = (id: unknown): id is string | number =>
  typeof id === 'string' || (Number.isFinite(id) && (Number.isSafeInteger(id) || !Number.isInteger(id)));

/** What came of one line: its record, as an object or as JSON text without a line's end, and how long the solver took. */
export interface LineOutcome {
  readonly record: JobRecord | string;
  readonly error: ErrorCode | undefined;
  /** Seconds in the solver, of those that it took to read, solve and write. */
  readonly seconds: number;
}

/**
 * Solves the job on a line, which may be text; what is wrong with the job is told by the record. Throws `UNREACHABLE` where arrays of its
 * solution cannot be written.
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
    return { record, error: undefined, seconds };
  } catch (error) {
    // The job has not failed: a disk has no place for its arrays.
    if (error instanceof SuperlinearError && error.code === 'UNREACHABLE') throw error;
    const { code, record } = failure(line, id ?? idIn(content), error);
    return { record: settings.asObjects ? record : JSON.stringify(record), error: code, seconds };
  }
}

/** The record of a job that failed. */
export function failure(line: number, id: Job['id'], error: unknown): { code: ErrorCode; record: JobRecord } {
  const known = error instanceof SuperlinearError;
  const message = error instanceof Error ? error.message : String(error);
  const code = known ? error.code : 'INTERNAL';
  const told = { code, message, path: known ? error.path : '' };
  return { code, record: { line, ...(id !== undefined && { id }), error: told } };
}

/** The text of a job of a program, which tells it from another. */
export function textOf(job: unknown): Uint8Array {
  try {
    const { header, buffers } = encode({ job }, 'job').payload;
    const bytes = buffers.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    );
    return Buffer.concat([Buffer.from(`${header}\n`), ...bytes]);
  } catch {
    // It will be refused.
    return Buffer.from(`${JSON.stringify(idIn(job))}\n`);
  }
}

/** Why a job cannot be handed to a thread: the argument that is no data. */
export function refusalOf(job: unknown, error: unknown): SuperlinearError {
  try {
    requireObject(job, 'job');
    const problem = 'problem' in job ? job.problem : job;
    encode(problem); // refuses what is too deep to look through
    const refusal = refusalIn(problem, '');
    if (refusal !== undefined) return refusal;
  } catch (refusal) {
    if (refusal instanceof SuperlinearError) return refusal;
  }
  return invalidInput('job', `must be data: ${(error as Error).message}`);
}

/** The first thing in a value that no thread can be given. */
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

/** The `id` of a job that has failed, where it can be read. */
export function idIn(content: unknown): Job['id'] {
  try {
    const document: unknown = typeof content === 'string' ? JSON.parse(content) : content;
    const id = (document as { id?: unknown } | null)?.id;
    return isId(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
