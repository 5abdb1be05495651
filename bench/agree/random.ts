// Random numbers that are a function of words: the seed, the family, the kind and the number of a problem.

import { mulberry32 } from '../../test/support/random.js';

/** Factors of badly scaled data. */
const SCALES = [1e-100, 1e-8, 1e-3, 1e3, 1e8, 1e100];

/** The scales with finite squares and products. */
const MILD_SCALES = SCALES.slice(1, -1);

/** The hash FNV-1a of a text, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) as number), 0x01000193);
  return state;
}

/** Draws of one problem. */
export class Random {
  readonly #next: () => number;

  constructor(...words: readonly (string | number)[]) {
    this.#next = mulberry32(hash(words.join('/')));
    this.#next();
  }

  /** A number from `low` up to `high`. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.#next();
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1));
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#next()));
    return radius * Math.cos(2 * Math.PI * this.#next());
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)] as Item;
  }

  list<Item>(length: number, item: (index: number) => Item): Item[] {
    return Array.from({ length }, (_, index) => item(index));
  }

  matrix(rows: number, columns: number, entry: (row: number, column: number) => number): number[][] {
    return this.list(rows, (i) => this.list(columns, (j) => entry(i, j)));
  }

  normals(rows: number, columns: number): number[][] {
    return this.matrix(rows, columns, () => this.normal());
  }

  /** A factor of badly scaled data. */
  scale(): number {
    return this.pick(SCALES);
  }

  /** The same, such that squares do not overflow. */
  mildScale(): number {
    return this.pick(MILD_SCALES);
  }

  /** A number that is alike on all scales between two. */
  decade(low: number, high: number): number {
    return 10 ** this.uniform(low, high);
  }
}
