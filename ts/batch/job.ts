/** Jobs: problems as JSON, each with the name of the method that is to solve it; and the records of what became of them. */

import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { requireObject } from '../engine/check.js';
import { type ErrorCode, invalidInput, SuperlinearError } from '../engine/errors.js';
import type { SyncRunOptions } from '../engine/options.js';
import { runSync } from '../engine/run.js';
import { methods } from '../generated/methods.js';
import { type ArrayOutput, mayHaveReferences, readReferences, stringify } from './array-files.js';
import { STANDARD_INPUT } from './lines.js';

/** A problem, and how to solve it. */
export interface Job {
  /** Whatever shall stand in the record too, to tell it from others. */
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
  /** Where relative paths to arrays start. */
  readonly folder: string;
  /** Where large arrays of results go; absent where they stay in the record. */
  readonly arrays?: ArrayOutput;
}

/** What a job on a queue carries. */
export interface QueuedJob extends Omit<JobSettings, 'arrays'> {
  readonly line: number;
  /** The line's text. */
  readonly text: string;
  /** Its record, where it is an error. */
  readonly record?: string;
}

/** The settings of the jobs in a file: relative paths start where it lies. */
export function settingsFor(
  input: string,
  { method, options = {} }: { readonly method?: string | undefined; readonly options?: SyncRunOptions },
): JobSettings {
  return {
    ...(method !== undefined && { method }),
    options,
    folder: input === STANDARD_INPUT ? process.cwd() : dirname(resolve(input)),
  };
}

/** The threads of each job where `jobs` are solved at a time. */
export function threadsForEach(jobs: number): number {
  return Math.max(1, Math.floor(availableParallelism() / jobs));
}

const JOB_KEYS = ['id', 'method', 'problem', 'options'];

/** Reads a job. Throws `INVALID_INPUT` where it is none. */
export function parseJob(text: string, settings: JobSettings): Job {
  const document = parseJson(text);
  requireObject(document, settings.method === undefined ? 'job' : 'problem');
  const job =
    settings.method === undefined ? asJob(document) : { method: settings.method, problem: document };
  requireMethod(job.method);
  requireObject(job.problem, 'problem');
  const problem = mayHaveReferences(text) ? readReferences(job.problem, settings.folder, '') : job.problem;
  return {
    ...job,
    problem: problem as object,
    options: { ...settings.options, ...job.options },
  };
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
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    throw invalidInput('id', 'must be a string or a number');
  }
  if (options !== undefined) requireObject(options, 'options');
  return document as Job;
}

/** Refuses methods that are not there, and those that no JSON can hold a problem of. */
export function requireMethod(name: unknown): void {
  const known = methods.find((method) => method.name === name);
  if (known?.data) return;
  if (known !== undefined) {
    throw invalidInput('method', `cannot be ${name}: its problems hold functions, which JSON has not`);
  }
  const names = methods.filter((method) => method.data).map((method) => method.name);
  throw invalidInput(
    'method',
    `must be one of ${names.join(', ')}, got ${JSON.stringify(name) ?? 'nothing'}`,
  );
}

/** What came of one line: the record as JSON text without a line's end, and how long the solver took. */
export interface LineOutcome {
  readonly record: string;
  readonly error: ErrorCode | undefined;
  /** Seconds in the solver, of those that it took to read, solve and write. */
  readonly seconds: number;
}

/** Solves the job on a line; whatever goes wrong is told by the record. */
export function solveLine(line: number, text: string, settings: JobSettings): LineOutcome {
  let id: Job['id'];
  let seconds = 0;
  try {
    const job = parseJob(text, settings);
    id = job.id;
    const start = performance.now();
    let solution: object;
    try {
      solution = runSync<object>(job.method, job.problem, job.options);
    } finally {
      seconds = (performance.now() - start) / 1000;
    }
    const body = stringify(solution, settings.arrays, String(line));
    return { record: `${head(line, id)},"solution":${body}}`, error: undefined, seconds };
  } catch (error) {
    const { code, record } = failure(line, id ?? idIn(text), error);
    return { record, error: code, seconds };
  }
}

/** The record of a job that failed. */
export function failure(line: number, id: Job['id'], error: unknown): { code: ErrorCode; record: string } {
  const known = error instanceof SuperlinearError;
  const message = error instanceof Error ? error.message : String(error);
  const code = known ? error.code : 'INTERNAL';
  const body = JSON.stringify({ code, message, path: known ? error.path : '' });
  return { code, record: `${head(line, id)},"error":${body}}` };
}

function head(line: number, id: Job['id']): string {
  return `{"line":${line}${id === undefined ? '' : `,"id":${JSON.stringify(id)}`}`;
}

/** The `id` of a job that is refused, where it can be read. */
function idIn(text: string): Job['id'] {
  try {
    const id: unknown = (JSON.parse(text) as { id?: unknown } | null)?.id;
    return typeof id === 'string' || typeof id === 'number' ? id : undefined;
  } catch {
    return undefined;
  }
}
