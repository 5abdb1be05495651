/** Options, progress and summaries of batches. */

import type { SyncRunOptions } from '../engine/options.js';
import type { Job, JobRecord } from './job-types.js';

/**
 * The source of jobs: the path of a file with one JSON job per line, or `-` for standard input; or an iterable of jobs.
 * An iterable is advanced only when a thread is available. If the batch has a `method`, the input consists of its
 * problems instead of jobs.
 */
export type BatchInput = string | Iterable<Job | object> | AsyncIterable<Job | object>;

/** Options of all batches. */
export interface BatchOptions {
  /** The source of jobs. */
  readonly input: BatchInput;
  /**
   * The number of concurrent jobs, each on a separate thread; limited to the larger of 16 and four per processor.
   * @defaultValue one per processor
   */
  readonly jobs?: number;
  /**
   * Whether records are in the order of their lines instead of the order of completion.
   * @defaultValue false
   */
  readonly ordered?: boolean;
  /** If given, each line is a problem for this method instead of a job. */
  readonly method?: string;
  /**
   * Default run options of jobs.
   * @defaultValue the library's defaults, with the processors divided among the jobs as `threads`
   */
  readonly options?: SyncRunOptions;
  /**
   * Folders from which jobs may read arrays (`{ "npy": FILE }` and `{ "mtx": FILE }`), including their subfolders, in
   * addition to the input's own.
   * @defaultValue none in addition to the folder of the input file, or to the working folder if the input is not a file
   */
  readonly arraysFrom?: readonly string[];
  /**
   * Whether jobs are solved in separate processes. The record of a job that crashes its process is an error, and the
   * other jobs continue.
   * @defaultValue false
   */
  readonly isolate?: boolean;
  /**
   * The memory limit of such a process in mebibytes, on Linux. A job that exceeds it fails with `OUT_OF_MEMORY`.
   * Implies `isolate`.
   * @defaultValue no limit
   */
  readonly memoryLimit?: number;
  /** Aborting it ends the batch with the signal's reason. A batch with an output file can be resumed afterwards. */
  readonly signal?: AbortSignal;
  /** Called with the progress ten times a second. An exception thrown here ends the batch. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** Options of batches with an output file. */
export interface BatchToFileOptions extends BatchOptions {
  /**
   * The file of records, one per job, as lines of JSON; `-` is standard output. A file `OUTPUT.input` with hashes of
   * the input is kept next to it. Throws `UNREACHABLE` if another process writes to it, `INVALID_INPUT` if it is the
   * input.
   */
  readonly output: string;
  /**
   * Whether to resume a stopped or killed batch with the same input and output. The input may have additional jobs at
   * its end; any other change to the part already read throws `INVALID_INPUT`.
   * @defaultValue false
   */
  readonly resume?: boolean;
  /**
   * Whether to replace an existing output.
   * @defaultValue false
   */
  readonly overwrite?: boolean;
  /** A folder for large arrays of results, as `.npy` files. */
  readonly arraysTo?: string;
  /**
   * Arrays with more numbers than this are written to that folder.
   * @defaultValue 1000
   */
  readonly arraysAbove?: number;
}

/** The progress of a batch. */
export interface BatchProgress {
  /** Number of jobs solved, in this run and earlier ones. */
  readonly solved: number;
  /** Number of jobs failed. */
  readonly failed: number;
  /** The fraction of the input processed, from 0 to 1; undefined if its length is unknown. */
  readonly fraction: number | undefined;
}

/** The summary of a batch. */
export interface BatchSummary {
  readonly solved: number;
  readonly failed: number;
  /** The record of the first failed line, if any. */
  readonly firstFailure?: JobRecord;
  /** Number of records that existed before this run. */
  readonly resumed: number;
  /** Duration of this run in seconds. */
  readonly seconds: number;
  /** Number of solver threads. */
  readonly threads: number;
  /** The fraction of all threads' time spent in solvers, as opposed to reading, writing and waiting. */
  readonly solverShare: number;
}
