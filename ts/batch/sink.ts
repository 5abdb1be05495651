/** Destinations of records, and what they hold at the start. */

import type { JobRecord } from './job-types.js';

/** The contents of a file of records. */
export interface RecordsFound {
  /** Bytes of text up to the end of the last complete record. */
  readonly bytes: number;
  readonly solved: number;
  readonly failed: number;
  /** The record of the first failed line. */
  readonly firstFailure?: JobRecord | undefined;
  /** Whether more text follows that is not a complete record. */
  readonly isCut?: boolean;
}

/** The destination of the records' bytes. */
export interface Sink {
  write(bytes: Buffer, position: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}
