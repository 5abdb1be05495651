/** Parsing of indices and integers: `3`, `2 i + 1`, `0..9`, `p[i]`. */

import { type DataInput, isSparse, tensorData } from './data.js';
import { type Affine, affineAlong, dependentVariable, type IndexVariable } from './dependent-indices.js';
import { type ExpressionData, MAX_SIZE, type TensorData } from './function.js';
import type { Index } from './indices.js';
import type { Lexer } from './lexer.js';

/** The indices in scope, changed by the parser. */
export interface IndexScope {
  /** The index variables of sums and lists. */
  readonly variables: readonly IndexVariable[];
  /** The current values of the indices of recurrences. */
  readonly steps: ReadonlyMap<string, number>;
}

/** Parses indices and integers. */
export class IndexReader {
  readonly #lexer: Lexer;
  readonly #data: ReadonlyMap<string, ExpressionData>;
  readonly #variables: readonly IndexVariable[];
  readonly #steps: ReadonlyMap<string, number>;
  /** Parts of tables, by table and positions. Equal parts share one array, which is stored once. */
  readonly #tables = new Map<object, Map<unknown, Int32Array>>();

  constructor(lexer: Lexer, data: ReadonlyMap<string, ExpressionData>, scope: IndexScope) {
    this.#lexer = lexer;
    this.#data = data;
    this.#variables = scope.variables;
    this.#steps = scope.steps;
  }

  /** Parses an index. */
  index(): Index {
    const lexer = this.#lexer;
    const { kind, text, position } = lexer.peek();
    const isTable = lexer.sees('[', 1) && (kind === 'hole' || (kind === 'name' && this.#data.has(text)));
    if (isTable) return this.#lexer.at(position, () => this.#table());
    const index = this.#affine();
    if (!lexer.sees('..')) return lexer.at(position, () => this.#evenly(index));
    if (index.variable !== undefined)
      throw lexer.unexpected(lexer.peek(), 'the ends of a range are whole numbers');
    lexer.take();
    const count = Math.max(0, this.integer() - index.offset + 1);
    return { positions: { start: index.offset, step: 1 }, count, isRange: true };
  }

  /** Parses the limits of an index, as in `i in 0..9` or `j in 0..i`, and creates its variable. */
  variable(name: string): IndexVariable {
    const lexer = this.#lexer;
    const { position } = lexer.peek();
    const first = this.#affine();
    lexer.expect('..', 'the range of an index, such as 0..9, both ends included');
    const last = this.#affine();
    if (first.variable !== undefined || last.variable !== undefined) {
      return lexer.at(position, () => dependentVariable(name, [first, last], this.#variables));
    }
    const count = Math.max(0, last.offset - first.offset + 1);
    if (count > MAX_SIZE)
      throw lexer.error(position, `has an index ${name} of more than ${MAX_SIZE} numbers`);
    return { name, from: first.offset, count };
  }

  /** The positions of an affine index, a single one if it has no variable. */
  #evenly({ coefficient, variable, offset }: Affine): Index {
    if (variable === undefined || coefficient === 0)
      return { positions: { start: offset, step: 1 }, count: 1 };
    const { from, count, dependent } = this.#variables[variable] as IndexVariable;
    if (dependent !== undefined) {
      const positions = affineAlong({ coefficient, variable, offset }, variable, this.#variables);
      return { positions, count, variable };
    }
    return { positions: { start: coefficient * from + offset, step: coefficient }, count, variable };
  }

  /** Parses `p[i + 1]`, where p is data. */
  #table(): Index {
    const lexer = this.#lexer;
    const { kind, text, position, value } = lexer.take();
    const given = kind === 'hole' ? value : this.#data.get(text);
    lexer.take();
    const { positions: inTable, count, variable } = this.#evenly(this.#affine());
    lexer.expect(']', 'the index of a table of positions, such as p[i]');
    const table = isSparse(given) ? undefined : tensorData(given as DataInput as TensorData, 'index');
    if (table?.shape.length !== 1)
      throw lexer.error(position, 'has a table of positions here that is no vector');
    const { length } = table.values;
    const ends =
      inTable instanceof Int32Array ? inTable : [inTable.start, inTable.start + (count - 1) * inTable.step];
    const outside = ends.find((k) => k < 0 || k >= length);
    if (count > 0 && outside !== undefined) {
      throw lexer.error(position, `runs to entry ${outside} of a table, not in 0..${length - 1}`);
    }
    const positions = this.#part(table.values, inTable, count, position);
    if (variable !== undefined) return { positions, count, variable };
    return { positions: { start: positions[0] as number, step: 1 }, count: 1 };
  }

  /** Entries of a table. Equal requests return the same array. */
  #part(
    values: TensorData['values'],
    places: Index['positions'],
    count: number,
    position: number,
  ): Int32Array {
    const known = this.#tables.get(values) ?? new Map<unknown, Int32Array>();
    this.#tables.set(values, known);
    const isTable = places instanceof Int32Array;
    const key = isTable ? places : `${places.start}|${count}|${places.step}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const part = Int32Array.from({ length: count }, (_, k) => {
      const entry = values[isTable ? (places[k] as number) : places.start + k * places.step] as number;
      if (Number.isInteger(entry)) return entry;
      throw this.#lexer.error(position, `has positions here that are not whole, such as ${entry}`);
    });
    known.set(key, part);
    return part;
  }

  /** Parses an integer without index variables. */
  integer(): number {
    const { position } = this.#lexer.peek();
    const { variable, offset } = this.#affine();
    if (variable === undefined) return offset;
    const { name } = this.#variables[variable] as IndexVariable;
    throw this.#lexer.error(position, `has the index ${name} here: expected a whole number`);
  }

  /** Parses an affine index such as `2 i + 1`, with at most one variable. */
  #affine(): Affine {
    const lexer = this.#lexer;
    const sum: { coefficient: number; variable?: number; offset: number } = { coefficient: 0, offset: 0 };
    let sign = lexer.skips('-') ? -1 : 1;
    for (;;) {
      const { factor, variable, position } = this.#multiple();
      if (variable === undefined) sum.offset += sign * factor;
      else if (sum.variable !== undefined && sum.variable !== variable) {
        throw lexer.error(position, 'has two indices in one place: one is possible, as in x[2 i + 1]');
      } else {
        sum.variable = variable;
        sum.coefficient += sign * factor;
      }
      if (!lexer.sees('+') && !lexer.sees('-')) return sum;
      sign = lexer.take().text === '-' ? -1 : 1;
    }
  }

  /** Parses `3`, `i`, `2 i` or `2 * i`. */
  #multiple(): { factor: number; variable: number | undefined; position: number } {
    const lexer = this.#lexer;
    const { kind, position } = lexer.peek();
    const factor = kind === 'name' ? 1 : this.#wholeNumber();
    const isProduct = kind === 'name' || lexer.skips('*') || lexer.peek().kind === 'name';
    if (!isProduct) return { factor, variable: undefined, position };
    const step = this.#steps.get(lexer.peek().text);
    if (step === undefined) return { factor, variable: this.#variable(), position };
    lexer.take();
    return { factor: factor * step, variable: undefined, position };
  }

  #wholeNumber(): number {
    const token = this.#lexer.take();
    const value = token.kind === 'hole' ? token.value : Number(token.text);
    const isNumber = token.kind === 'hole' || token.kind === 'number';
    if (isNumber && Number.isSafeInteger(value)) return value as number;
    throw this.#lexer.unexpected(token, 'expected a whole number or an index such as 2 i + 1');
  }

  #variable(): number {
    const token = this.#lexer.take();
    const variable = this.#variables.findLastIndex(({ name }) => name === token.text);
    if (variable >= 0) return variable;
    const isData = this.#data.has(token.text);
    const instead = isData
      ? `write ${token.text}[i]`
      : 'indices are those of sum(i in 0..9: …) and [i in 0..9: …]';
    throw this.#lexer.unexpected(token, `it is no index; ${instead}, whole numbers come as \${n}`);
  }

  /** Parses `[2, 3]`, a single integer, or an embedded list. */
  integers(): readonly number[] {
    const lexer = this.#lexer;
    const { value } = lexer.peek();
    if (Array.isArray(value)) {
      lexer.take();
      return value as number[];
    }
    if (!lexer.skips('[')) return [this.integer()];
    const list: number[] = [];
    if (lexer.skips(']')) return list;
    do list.push(this.integer());
    while (lexer.skips(','));
    lexer.expect(']', 'a list of whole numbers');
    return list;
  }
}
