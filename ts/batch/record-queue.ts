/** The records that wait to be taken one by one. */

import type { CompletedLines } from './completed-lines.js';
import type { Destination } from './dealer.js';
import { InTurn, type LineRecord } from './in-turn.js';
import type { JobRecord } from './job.js';

/** How records are lined up. */
export interface RecordQueueOptions {
  /** Learns of which lines there are records. */
  readonly completed: CompletedLines;
  /** Whether they come in the order of their lines. */
  readonly ordered: boolean;
  /** So many may wait before nothing new is begun. */
  readonly room: number;
  /** Hears that one was taken. */
  readonly onTaken: () => void;
}

/** Records on the way from the threads to whoever takes them. */
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

  /** How many there have been. */
  get written(): { readonly solved: number; readonly failed: number } {
    return this.#written;
  }

  /** Whether so many wait that nothing new should be begun. */
  get isFull(): boolean {
    return this.#ready.length + (this.#inTurn?.waiting ?? 0) >= this.#options.room;
  }

  /** Takes what became of a line. */
  add(record: LineRecord): void {
    if (this.#inTurn === undefined) this.#append(record);
    else this.#inTurn.add(record);
  }

  /** No more will come. */
  close(): void {
    this.#end = 'done';
    this.#wake();
  }

  /** Whoever takes the next one gets this reason instead. */
  fail(reason: unknown): void {
    this.#end = { reason };
    this.#wake();
  }

  /** The next record; undefined after the last one. */
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
