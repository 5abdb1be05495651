/** The types of jobs and of the records of their outcomes. */

import type { ErrorCode } from '../engine/errors.js';
import type { SyncRunOptions } from '../engine/options.js';
import type { ArrayOutput } from './array-files.js';
import type { ArrayFolders } from './array-folders.js';

/** A problem and the method to solve it. */
export interface Job {
  /** An identifier copied to the record: a string, or a number up to 2^53. */
  readonly id?: string | number;
  /** The method's full name, such as `transport.exact`. */
  readonly method: string;
  /**
   * The problem, as taken by the method's function. `{ "npy": "FILE" }` refers to an array in a file, and
   * `{ "mtx": "FILE" }` to a matrix.
   */
  readonly problem: object;
  /** The run options. */
  readonly options?: SyncRunOptions;
}

/** The outcome of the job on one line. */
export interface JobRecord {
  /** The line number in the input, counted from 1. */
  readonly line: number;
  /** The job's `id`, if it has one. */
  readonly id?: string | number;
  /** The solution, as returned by the method's function; absent if there is an error. */
  readonly solution?: object;
  /** The error, if the job failed. */
  readonly error?: { readonly code: ErrorCode; readonly message: string; readonly path: string };
}

/** Settings shared by all jobs. */
export interface JobSettings {
  /** If given, each document is a problem for this method instead of a job. */
  readonly method?: string;
  /** Default run options of jobs. */
  readonly options: SyncRunOptions;
  /** The folders from which arrays may be read; absent if arrays in files are not allowed. */
  readonly folders?: ArrayFolders;
  /** The methods served, by full name or family; absent if all are. */
  readonly methods?: readonly string[];
  /** The largest time limit a job may request, in seconds. */
  readonly maxTimeLimit?: number;
  /** Threads that a job may ask for at most. */
  readonly maxThreads?: number;
  /** Mebibytes of a record at most. */
  readonly maxRecord?: number;
  /** Whether jobs are solved in separate processes, to survive crashes. */
  readonly isIsolated?: boolean;
  /** Memory limit of such a process, in mebibytes. */
  readonly processMemory?: number;
  /** The destination of large arrays of results; absent if they stay in the record. */
  readonly arrays?: ArrayOutput;
  /** Whether records are objects with the results of the methods' functions instead of text. */
  readonly asObjects?: boolean;
}

/** The data of a job on a queue. */
export interface QueuedJob extends Pick<JobSettings, 'method' | 'options'> {
  readonly line: number;
  /** The text of the line. */
  readonly text: string;
  /** The job's record, if it is an error. */
  readonly record?: string;
}
