/** A queue of records for a consumer that takes them one by one. */

import type { CompletedLines } from './completed-lines.js';
import type { Destination } from './dealer.js';
import { InTurn, type LineRecord } from './in-turn.js';
import type { JobRecord } from './job-types.js';

/** Options of a record queue. */
export interface RecordQueueOptions {
  /** Updated with the lines of the records. */
  readonly completed: CompletedLines;
  /** Whether records come in the order of their lines. */
  readonly ordered: boolean;
  /** At this number of waiting records, no new job starts. */
  readonly capacity: number;
  /** Called after a record is taken. */
  readonly onTaken: () => void;
}

/** Passes records from the threads to the consumer. */
export class RecordQueue implements Destination {
  readonly #options: RecordQueueOptions;
  readonly #inTurn: InTurn | undefined;
  readonly #ready: JobRecord[] = [];
  #written = { solved: 0, failed: 0 };
  #end: 'open' | 'done' | { readonly reason: unknown } = 'open';
  #wake = () => {};

  constructor(options: RecordQueueOptions) {
    this.#options = options;
    if (options.ordered) this.#inTurn = new InTurn(options.completed, (record) => this.#append(record));
  }

  /** The number of records so far. */
  get written(): { readonly solved: number; readonly failed: number } {
    return this.#written;
  }

  /** Whether too many records are waiting to start a new job. */
  get isFull(): boolean {
    return this.#ready.length + (this.#inTurn?.waiting ?? 0) >= this.#options.capacity;
  }

  /** Takes the record of a line. */
  add(record: LineRecord): void {
    if (this.#inTurn === undefined) this.#append(record);
    else this.#inTurn.add(record);
  }

  /** Ends the queue. */
  close(): void {
    this.#end = 'done';
    this.#wake();
  }

  /** Makes the next `take` reject with this reason. */
  fail(reason: unknown): void {
    this.#end = { reason };
    this.#wake();
  }

  /** Takes the next record; undefined after the last one. */
  async take(): Promise<JobRecord | undefined> {
    for (;;) {
      if (typeof this.#end === 'object') throw this.#end.reason;
      const record = this.#ready.shift();
      if (record !== undefined) this.#options.onTaken();
      if (record !== undefined || this.#end === 'done') return record;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #append({ line, record, isError }: LineRecord): void {
    this.#options.completed.add(line);
    if (record === undefined) return;
    const { solved, failed } = this.#written;
    this.#written = isError ? { solved, failed: failed + 1 } : { solved: solved + 1, failed };
    this.#ready.push(record as JobRecord);
    this.#wake();
  }
}
