/** The input of a batch as a running hash with known points, by which a changed input is told from one with more jobs. */

import { createHash } from 'node:crypto';

/** A point of an input that was read, and the hash of all text before it. */
export interface InputPoint {
  /** Bytes before it. A last line without a line feed counts as one with it, so that lines may follow. */
  readonly bytes: number;
  /** Lines before it. */
  readonly lines: number;
  /** SHA-256 as base64. */
  readonly hash: string;
}

/** Follows an input as it is read, and compares it with what an earlier run read. */
export class InputHistory {
  readonly #known: readonly InputPoint[];
  readonly #refuse: (difference: string) => Error;
  readonly #hash = createHash('sha256');
  #passed = 0;
  #bytes = 0;
  #lines = 0;

  /** `known` are points of an earlier run in their order. `refuse` makes an error of a difference in words. */
  constructor(known: readonly InputPoint[], refuse: (difference: string) => Error) {
    this.#known = known;
    this.#refuse = refuse;
  }

  /** The last line that is known to be as it was: any, once all known points are passed. */
  get sureLine(): number {
    return this.isNew ? Number.POSITIVE_INFINITY : this.#linesPassed;
  }

  /** Whether an earlier run has not come further. */
  get isNew(): boolean {
    return this.#passed === this.#known.length;
  }

  /** The last line that has been read. */
  get line(): number {
    return this.#lines;
  }

  /** The point up to which the input has been read. */
  get point(): InputPoint {
    return { bytes: this.#bytes, lines: this.#lines, hash: this.#hash.copy().digest('base64') };
  }

  /** Takes the next text, which ends with a line's end. Throws where it differs from what was read before. */
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

  /** Ends the input. Throws where it is shorter than it was. */
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
