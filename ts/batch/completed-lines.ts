/** The set of completed lines: all below a number, and a few beyond it. */
export class CompletedLines {
  #next: number;
  readonly #beyond: Set<number>;

  /** Creates the set of all lines below `next` and those in `beyond`. */
  constructor(next = 1, beyond: Iterable<number> = []) {
    this.#next = next;
    this.#beyond = new Set(beyond);
  }

  /** The first line that is not completed. */
  get next(): number {
    return this.#next;
  }

  /** The completed lines after it. */
  get beyond(): number[] {
    return [...this.#beyond];
  }

  has(line: number): boolean {
    return line < this.#next || this.#beyond.has(line);
  }

  add(line: number): void {
    if (line > this.#next) {
      this.#beyond.add(line);
      return;
    }
    if (line < this.#next) return;
    this.#next++;
    while (this.#beyond.delete(this.#next)) this.#next++;
  }
}
