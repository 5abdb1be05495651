/** Words and decimal numbers of a line of UTF-8, read without decoding it. */

const [PLUS, MINUS, POINT, ZERO, COLON, SPACE, COMMENT] = [0x2b, 0x2d, 0x2e, 0x30, 0x3a, 0x20, 0x23];

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** Digits of an integer that a double holds exactly. */
const EXACT_DIGITS = 15;

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Reads the words of a line up to a comment, each up to a colon, a space or a control character. */
export class WordReader {
  /** The place of the next word. */
  at = 0;
  readonly length: number;

  constructor(readonly bytes: Uint8Array) {
    const comment = bytes.indexOf(COMMENT);
    this.length = comment < 0 ? bytes.length : comment;
    this.skipSpaces();
  }

  get isAtEnd(): boolean {
    return this.at >= this.length;
  }

  get isAtColon(): boolean {
    return this.at < this.length && this.bytes[this.at] === COLON;
  }

  skipSpaces(): void {
    while (this.at < this.length && (this.bytes[this.at] as number) <= SPACE) this.at++;
  }

  /** Moves to the next space. */
  skipEntry(): void {
    while (this.at < this.length && (this.bytes[this.at] as number) > SPACE) this.at++;
  }

  /** Whether the next entry begins with these bytes. */
  startsWith(bytes: readonly number[]): boolean {
    return bytes.every((byte, k) => this.bytes[this.at + k] === byte);
  }

  /** The characters from a place up to the next space. */
  entryAt(start: number): string {
    this.at = start;
    this.skipSpaces();
    const from = this.at;
    this.skipEntry();
    return textOf(this.bytes.subarray(from, this.at));
  }

  /**
   * The number that the next word is, the same as by `Number`; `NaN` for no word. An integer of at most 15 digits over a
   * power of ten needs one rounding, so their quotient is the nearest double (Clinger 1990); `Number` reads the rest.
   */
  number(): number {
    const { bytes, length, at: start } = this;
    const sign = bytes[start];
    let at = sign === MINUS || sign === PLUS ? start + 1 : start;
    let [integer, digits, places] = [0, 0, -1];
    for (; at < length; at++) {
      const code = bytes[at] as number;
      const digit = code - ZERO;
      if (digit >= 0 && digit <= 9) {
        integer = 10 * integer + digit;
        digits += 1;
        if (places >= 0) places += 1;
      } else if (code === POINT && places < 0) places = 0;
      else break;
    }
    this.at = at;
    if (digits === 0 || digits > EXACT_DIGITS || !this.#isEndOfWord) return this.#otherNumber(start);
    const size = places > 0 ? integer / (POWERS[places] as number) : integer;
    return sign === MINUS ? -size : size;
  }

  get #isEndOfWord(): boolean {
    if (this.at >= this.length) return true;
    const code = this.bytes[this.at] as number;
    return code <= SPACE || code === COLON;
  }

  #otherNumber(start: number): number {
    while (!this.#isEndOfWord) this.at++;
    const word = textOf(this.bytes.subarray(start, this.at));
    return word.trim() === '' ? Number.NaN : Number(word);
  }
}
