/**
 * A running hash of a batch's input with known points. It distinguishes a changed input from one with additional jobs.
 */

import { createHash } from 'node:crypto';

/** A point of an input, with the hash of all text before it. */
export interface InputPoint {
  /** Bytes before the point. A final line without a line feed counts as if it had one, so that lines may follow. */
  readonly bytes: number;
  /** Lines before the point. */
  readonly lines: number;
  /** The SHA-256 hash in base64. */
  readonly hash: string;
}

/** Follows an input as it is read, and compares it with the input of an earlier run. */
export class InputHistory {
  readonly #known: readonly InputPoint[];
  readonly #refuse: (difference: string) => Error;
  readonly #hash = createHash('sha256');
  #passed = 0;
  #bytes = 0;
  #lines = 0;

  /** `known` lists points of an earlier run in order. `refuse` creates an error from a description of a difference. */
  constructor(known: readonly InputPoint[], refuse: (difference: string) => Error) {
    this.#known = known;
    this.#refuse = refuse;
  }

  /** The last line known to be unchanged; unlimited after all known points. */
  get sureLine(): number {
    return this.isNew ? Number.POSITIVE_INFINITY : this.#linesPassed;
  }

  /** Whether the input has been read beyond all known points. */
  get isNew(): boolean {
    return this.#passed === this.#known.length;
  }

  /** The last line read. */
  get line(): number {
    return this.#lines;
  }

  /** The point up to which the input has been read. */
  get point(): InputPoint {
    return { bytes: this.#bytes, lines: this.#lines, hash: this.#hash.copy().digest('base64') };
  }

  /** Adds text that ends at the end of a line. Throws if the earlier run had read a different text. */
  add(text: Uint8Array, lines: number): void {
    let rest = text;
    for (;;) {
      const next = this.#known[this.#passed];
      if (next === undefined || next.bytes > this.#bytes + rest.length) break;
      const part = rest.subarray(0, next.bytes - this.#bytes);
      rest = rest.subarray(part.length);
      this.#read(part);
      if (this.point.hash !== next.hash) {
        throw this.#refuse(`lines ${this.#linesPassed + 1} to ${next.lines} are not as they were`);
      }
      this.#passed++;
    }
    this.#read(rest);
    this.#lines = lines;
  }

  /** Ends the input. Throws if the earlier run had read more. */
  end(): void {
    const last = this.#known.at(-1);
    if (last !== undefined && !this.isNew) {
      throw this.#refuse(`it ends after line ${this.#lines}, and had ${last.lines} lines or more`);
    }
  }

  get #linesPassed(): number {
    return this.#known[this.#passed - 1]?.lines ?? 0;
  }

  #read(text: Uint8Array): void {
    this.#hash.update(text);
    this.#bytes += text.length;
  }
}
