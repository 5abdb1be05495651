/** Restores the order of records by line. */

import type { CompletedLines } from './completed-lines.js';

/** The outcome of a line. */
export interface LineRecord {
  readonly line: number;
  /** Its record as text, line feed included, or as an object. */
  readonly text?: Uint8Array;
  readonly record?: object;
  /** Whether the record reports an error. */
  readonly isError?: boolean;
}

/** Holds back records until those of all earlier lines have been passed on. */
export class InTurn {
  readonly #completed: CompletedLines;
  readonly #give: (record: LineRecord) => void;
  readonly #early = new Map<number, LineRecord>();
  #turn: number;

  /** Lines already completed are skipped. */
  constructor(completed: CompletedLines, give: (record: LineRecord) => void) {
    this.#completed = completed;
    this.#give = give;
    this.#turn = completed.next;
  }

  /** The number of records held back. */
  get waiting(): number {
    return this.#early.size;
  }

  add(record: LineRecord): void {
    this.#early.set(record.line, record);
    for (;;) {
      const next = this.#early.get(this.#turn);
      if (next === undefined && !this.#completed.has(this.#turn)) return;
      this.#early.delete(this.#turn++);
      if (next !== undefined) this.#give(next);
    }
  }
}
