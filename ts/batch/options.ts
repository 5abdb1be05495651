/** What a batch is asked to do, and what it tells. */

import type { SyncRunOptions } from '../engine/options.js';
import type { Job, JobRecord } from './job.js';

/**
 * Where jobs come from: a file of them by its path, one on a line as JSON, or `-` for standard input; or the jobs themselves. An
 * iterable is asked for the next one only when there is a thread for it. Where the batch has a `method`, its problems stand in the
 * place of jobs.
 */
export type BatchInput = string | Iterable<Job | object> | AsyncIterable<Job | object>;

/** What a batch solves, and how. */
export interface BatchOptions {
  /** The jobs. */
  readonly input: BatchInput;
  /**
   * Jobs that are solved at a time, each on a thread of its own; never more than four for each processor, or 16 where that is more.
   * @defaultValue one for each processor
   */
  readonly jobs?: number;
  /**
   * Whether records come in the order of their lines, and not in that in which they are ready.
   * @defaultValue false
   */
  readonly ordered?: boolean;
  /** Where given, each line is a problem for this method, and not a job. */
  readonly method?: string;
  /**
   * Run options of jobs that do not say otherwise.
   * @defaultValue the library's own, but as many `threads` for each job as there are processors for it
   */
  readonly options?: SyncRunOptions;
  /**
   * Folders that jobs may read arrays from (`{ "npy": FILE }`), with all folders below them, beside the input's own.
   * @defaultValue none: the folder of the input's file, or the working folder where it is none
   */
  readonly arraysFrom?: readonly string[];
  /**
   * Whether jobs are solved in processes of their own. One that takes its process down then has a record with an error, and the others go on.
   * @defaultValue false
   */
  readonly isolate?: boolean;
  /**
   * Mebibytes of memory that such a process may have, on Linux. A job that takes more fails with `OUT_OF_MEMORY`. Isolates jobs.
   * @defaultValue no limit
   */
  readonly memoryLimit?: number;
  /** Aborting it ends the batch with the signal's reason. One of files can then be resumed. */
  readonly signal?: AbortSignal;
  /** Hears how far the batch has come, ten times a second. What it throws ends the batch. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** What a batch writes to a file, and how. */
export interface BatchToFileOptions extends BatchOptions {
  /**
   * The file of records, one for each job on a line as JSON; `-` is standard output. A file `OUTPUT.input` with hashes of the input
   * is kept beside it. `UNREACHABLE` where another process writes to it, `INVALID_INPUT` where it is the input.
   */
  readonly output: string;
  /**
   * Whether to go on where a batch with the same input and output stopped, however it did. The input may have more jobs at its end;
   * another change of what was read is refused with `INVALID_INPUT`.
   * @defaultValue false
   */
  readonly resume?: boolean;
  /**
   * Whether to replace an output that is there.
   * @defaultValue false
   */
  readonly overwrite?: boolean;
  /** A folder for large arrays of results, as `.npy` files. */
  readonly arraysTo?: string;
  /**
   * Arrays of more numbers than this go there.
   * @defaultValue 1000
   */
  readonly arraysAbove?: number;
}

/** How far a batch has come. */
export interface BatchProgress {
  /** Jobs that have been solved, in this run or before. */
  readonly solved: number;
  /** Jobs that have failed. */
  readonly failed: number;
  /** The part of the input that has been dealt with, from 0 to 1; undefined where nobody knows how long it is. */
  readonly fraction: number | undefined;
}

/** What became of a batch. */
export interface BatchSummary {
  readonly solved: number;
  readonly failed: number;
  /** The record of the first line that failed, where one has. */
  readonly firstFailure?: JobRecord;
  /** Records that were there already when this run began. */
  readonly resumed: number;
  /** Seconds that this run took. */
  readonly seconds: number;
  /** Threads that solved. */
  readonly threads: number;
  /** The part of all threads' time that was spent in solvers, and not in reading, writing and waiting. */
  readonly solverShare: number;
}
