/** The types of the reference, written for readers (`numbers | 'auto' | {[name]: number}[]`), as trees. */

export type Type =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'record'; readonly of: Type }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [name: string, type: Type])[] }
  | { readonly kind: 'union'; readonly of: readonly Type[] };

const TOKEN = /\s*('[^']*'|\[name\]|\[\]|[(){}|:,]|sparse matrix|-?\d+(?:\.\d+)?|\w+)/y;

/** Parses the text of a type. Throws an `Error` if it is none. */
export function typeOf(text: string): Type {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw new Error(`no type: ${text}`);
    tokens.push(token);
  }
  const parser = new Parser(tokens);
  const type = parser.union();
  if (!parser.isAtEnd) throw new Error(`more than a type: ${text}`);
  return type;
}

class Parser {
  readonly #tokens: string[];

  constructor(tokens: string[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#tokens.length === 0;
  }

  union(): Type {
    const members = [this.#list()];
    while (this.#skip('|')) members.push(this.#list());
    return members.length === 1 ? (members[0] as Type) : { kind: 'union', of: members };
  }

  #list(): Type {
    let type = this.#single();
    while (this.#skip('[]')) type = { kind: 'list', of: type };
    return type;
  }

  #single(): Type {
    const token = this.#tokens.shift() ?? '';
    if (token === '(') return this.#closed(this.union(), ')');
    if (token === '{') return this.#braces();
    if (token.startsWith("'")) return { kind: 'literal', value: token.slice(1, -1) };
    if (/^-?\d/.test(token)) return { kind: 'literal', value: Number(token) };
    if (!/^\w/.test(token)) throw new Error(`no type begins with ${token}`);
    return { kind: 'name', name: token };
  }

  #braces(): Type {
    if (this.#skip('[name]')) {
      this.#expect(':');
      return this.#closed({ kind: 'record', of: this.union() }, '}');
    }
    const fields: (readonly [string, Type])[] = [];
    do {
      const name = this.#tokens.shift() ?? '';
      this.#expect(':');
      fields.push([name, this.union()]);
    } while (this.#skip(','));
    return this.#closed({ kind: 'object', fields }, '}');
  }

  #closed(type: Type, end: string): Type {
    this.#expect(end);
    return type;
  }

  #expect(token: string): void {
    if (!this.#skip(token)) throw new Error(`${token} is missing in a type`);
  }

  #skip(token: string): boolean {
    if (this.#tokens[0] !== token) return false;
    this.#tokens.shift();
    return true;
  }
}
