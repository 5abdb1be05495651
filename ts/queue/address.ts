/** Where a queue is, and what lies in it. (Without the types of packages that a user may not have.) */

import type { SyncRunOptions } from '../engine/options.js';

/** Where a queue is. */
export interface QueueAddress {
  /** The address of Redis, for instance `redis://localhost:6379`. */
  readonly queue: string;
  /**
   * The queue's name; a queue holds the jobs of one file.
   * @defaultValue `superlinear`
   */
  readonly name?: string;
}

/** What a job on the queue carries. */
export interface QueuedJob {
  readonly line: number;
  /** The line's text. */
  readonly text: string;
  readonly method?: string;
  readonly options: SyncRunOptions;
  /** Where relative paths to arrays start. */
  readonly folder: string;
  /** Its record, where it is an error. */
  readonly record?: string;
}
