/** Tokens of formulas, with their positions. */

import { SuperlinearError } from '../engine/errors.js';

/** The placeholder of a template value between `${` and `}`; it counts as one character. */
export const HOLE = '\uFFFC';

/** Maximum length of a formula, in characters. */
export const MAX_LENGTH = 1_000_000;

/** A token of a formula. */
export interface Token {
  readonly kind: 'number' | 'name' | 'hole' | 'symbol' | 'end';
  readonly text: string;
  /** The position of its first character, counted from 1. */
  readonly position: number;
  /** The value of a placeholder. */
  readonly value?: unknown;
}

/** Matches one token of any kind, in this order, after optional white space. */
const KINDS = ['number', 'name', 'hole', 'symbol'] as const;
const TOKEN =
  /\s*(?:(\d+(?:\.(?!\.)\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\uFFFC)|(\*\*|\.\.|[<>=!]=|[-+*/^@()[\],:;<>=])|$)/y;

/** Tokenizes a formula from left to right with arbitrary lookahead. */
export class Lexer {
  readonly #text: string;
  readonly #holes: readonly unknown[];
  readonly #path: string;
  #ahead: Token[] = [];
  #next = 0;
  #nextHole = 0;

  constructor(text: string, holes: readonly unknown[], path: string) {
    this.#text = text;
    this.#holes = holes;
    this.#path = path;
    if (text.length > MAX_LENGTH) {
      throw this.error(
        1,
        `is too long: ${text.length} characters of at most ${MAX_LENGTH}; write large arrays as data`,
      );
    }
  }

  /** Returns the next token, or a later one, without consuming it. */
  peek(further = 0): Token {
    while (this.#ahead.length <= further) this.#ahead.push(this.#read());
    return this.#ahead[further] as Token;
  }

  /** Returns a function that goes back to the next token. */
  marked(): () => void {
    const [ahead, next, nextHole] = [[...this.#ahead], this.#next, this.#nextHole];
    return () => {
      this.#ahead = [...ahead];
      this.#next = next;
      this.#nextHole = nextHole;
    };
  }

  /** Returns whether the next token, or a later one, is this symbol. */
  sees(symbol: string, further = 0): boolean {
    const { kind, text } = this.peek(further);
    return kind === 'symbol' && text === symbol;
  }

  /** Consumes the next token. */
  take(): Token {
    const token = this.peek();
    this.#ahead.shift();
    return token;
  }

  /** Consumes the next token if it is this symbol. */
  skips(symbol: string): boolean {
    const isThere = this.sees(symbol);
    if (isThere) this.take();
    return isThere;
  }

  /** Consumes the next token, which must be this symbol. `what` names the construct in the error message. */
  expect(symbol: string, what: string): Token {
    if (!this.sees(symbol)) throw this.unexpected(this.peek(), `expected ${symbol} in ${what}`);
    return this.take();
  }

  /** Creates an error about an unexpected token. */
  unexpected(token: Token, expectation: string): SuperlinearError {
    const shown = token.kind === 'end' ? 'ends too soon' : `has ${shownText(token.text)} here`;
    return this.error(token.position, `${shown}: ${expectation}`);
  }

  /** Creates an error about a character; `message` continues a sentence that starts with the path. */
  error(position: number, message: string): SuperlinearError {
    const path = `${this.#path}:${position}`;
    return new SuperlinearError('INVALID_INPUT', `${path} ${message}`, path);
  }

  /** Runs an action. Errors without a position are attributed to this one. */
  at<Result>(position: number, action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      const isPlaced = !(error instanceof SuperlinearError) || error.path.includes(':');
      throw isPlaced ? error : this.error(position, error.message);
    }
  }

  #read(): Token {
    TOKEN.lastIndex = this.#next;
    const match = TOKEN.exec(this.#text);
    if (match === null) {
      const position =
        this.#next + (/^\s*/.exec(this.#text.slice(this.#next, this.#next + MAX_LENGTH))?.[0].length ?? 0);
      throw this.error(
        position + 1,
        `has ${JSON.stringify(this.#text[position])}, which is no part of formulas`,
      );
    }
    this.#next = TOKEN.lastIndex;
    const group = [1, 2, 3, 4].find((k) => match[k] !== undefined);
    if (group === undefined) return { kind: 'end', text: '', position: this.#next + 1 };
    const kind = KINDS[group - 1] as Token['kind'];
    const text = match[group] as string;
    const token = { kind, text, position: this.#next - text.length + 1 };
    if (kind !== 'hole') return token;
    if (this.#nextHole === this.#holes.length)
      throw this.error(token.position, 'has a character that stands for values of templates only');
    return { ...token, value: this.#holes[this.#nextHole++] };
  }
}

const shownText = (text: string) => (text === HOLE ? 'a value' : text);
