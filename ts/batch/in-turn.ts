/** Records in the order of their lines, whenever they come. */

import type { CompletedLines } from './completed-lines.js';

/** What became of a line. */
export interface LineRecord {
  readonly line: number;
  /** Its record as text, line feed included, or as an object; neither for a blank line, which has no record. */
  readonly text?: Uint8Array;
  readonly record?: object;
  /** Whether it tells of an error. */
  readonly isError?: boolean;
}

/** Holds back records until those of all lines before have been given. */
export class InTurn {
  readonly #completed: CompletedLines;
  readonly #give: (record: LineRecord) => void;
  readonly #early = new Map<number, LineRecord>();
  #turn: number;

  /** Lines that are completed now are passed over. */
  constructor(completed: CompletedLines, give: (record: LineRecord) => void) {
    this.#completed = completed;
    this.#give = give;
    this.#turn = completed.next;
  }

  /** How many records are held back. */
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
