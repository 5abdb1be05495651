/**
 * Mutations of a problem by its reference: a field, most often one that the problem does not have, with a random value of
 * its type. Lengths are those of the problem's own lists, or near them.
 */

import { describeMethod } from '../../ts/cli/methods.js';
import type { Field, NamedType } from '../../ts/generated/reference.js';
import { type Type, typeOf } from '../../ts/mcp/type-text.js';
import { mulberry32 } from '../support/random.js';
import { type Mutation, SPECIAL } from './mutations.js';

type Random = () => number;

/** The largest length of a drawn list, and the depth of drawn objects. */
const [LONGEST, DEEPEST] = [64, 5];

const below = (random: Random, count: number) => Math.floor(random() * count);
const pick = <T>(random: Random, items: readonly T[]) => items[below(random, items.length)] as T;

/** The fields of a method's problem, and the values that suit them. */
export class Options {
  readonly #fields: readonly Field[];
  readonly #types: Readonly<Record<string, NamedType>>;

  private constructor(fields: readonly Field[], types: Readonly<Record<string, NamedType>>) {
    this.#fields = fields;
    this.#types = types;
  }

  static async of(method: string): Promise<Options> {
    const { problem, types } = await describeMethod(method);
    // A formula drawn for any problem would hardly have the right inputs.
    const drawn = problem.filter(({ type }) => type !== 'function');
    return new Options(drawn, types);
  }

  /** A field with a random value, which replaces that of the problem. */
  mutation(problem: object, seed: number): Mutation {
    const random = mulberry32(seed);
    const absent = this.#fields.filter(({ name }) => !(name in problem));
    const field = pick(random, absent.length > 0 && random() < 0.75 ? absent : this.#fields);
    const value = new Values(this.#types, problem, random).field(field);
    return { path: [field.name], does: 'a value of its type', change: () => value };
  }
}

/** Random values of types. */
class Values {
  readonly #types: Readonly<Record<string, NamedType>>;
  readonly #lengths: readonly number[];
  readonly #names: readonly string[];
  readonly #random: Random;
  #depth = 0;

  constructor(types: Readonly<Record<string, NamedType>>, problem: object, random: Random) {
    this.#types = types;
    this.#lengths = [...lengthsIn(problem)].filter((length) => length <= LONGEST);
    this.#names = [...namesIn(problem)];
    this.#random = random;
  }

  field({ type, default: usual }: Field): unknown {
    const value = usual === undefined ? Number.NaN : Number(usual);
    return Number.isFinite(value) && this.#random() < 0.5
      ? value * pick(this.#random, [0, 0.1, 0.5, 1, 2, 10])
      : this.#of(typeOf(type));
  }

  #of(type: Type): unknown {
    switch (type.kind) {
      case 'literal':
        return type.value;
      case 'name':
        return this.#named(type.name);
      case 'union':
        return this.#of(pick(this.#random, type.of));
      case 'list':
        return Array.from({ length: this.#length() }, () => this.#of(type.of));
      case 'record':
        return Object.fromEntries(this.#keys().map((name) => [name, this.#of(type.of)]));
      case 'object':
        return Object.fromEntries(type.fields.map(([name, of]) => [name, this.#of(of)]));
    }
  }

  #named(name: string): unknown {
    const random = this.#random;
    if (name === 'number') return this.#number();
    if (name === 'boolean') return random() < 0.5;
    if (name === 'null') return null;
    if (name === 'string') return pick(random, [...this.#names, 'x', '']);
    if (name === 'numbers') return this.#numbers(this.#length());
    if (name === 'integers' || name === 'bytes') return this.#integers(this.#length());
    if (name === 'matrix') return this.#matrix();
    if (name === 'sparse matrix') return this.#sparse();
    if (name === 'function') return {};
    const { fields, type = 'null' } = this.#types[name] as NamedType;
    return fields === undefined ? this.#of(typeOf(type)) : this.#object(fields);
  }

  #object(fields: readonly Field[]): object {
    this.#depth += 1;
    const given = fields.filter(
      ({ optional }) => !optional || (this.#depth < DEEPEST && this.#random() < 0.5),
    );
    const entries = given.map((field) => [field.name, this.field(field)]);
    this.#depth -= 1;
    return Object.fromEntries(entries);
  }

  #keys(): string[] {
    const names = this.#names.filter(() => this.#random() < 0.5);
    return names.length > 0 ? names : ['x'];
  }

  #length(): number {
    const own = this.#random() < 0.8 && this.#lengths.length > 0;
    return own ? pick(this.#random, this.#lengths) : below(this.#random, 4);
  }

  #number(): number {
    const random = this.#random;
    const kind = random();
    if (kind < 0.1) return pick(random, SPECIAL);
    if (kind < 0.4) return random();
    if (kind < 0.5) return 10 ** -below(random, 13);
    return below(random, 12) - (kind < 0.6 ? 6 : 0);
  }

  #numbers(length: number): number[] {
    const [kind, one] = [below(this.#random, 6), this.#number()];
    const draws = [
      () => one,
      () => this.#random(),
      () => 2 * this.#random() - 1,
      () => below(this.#random, 2),
      () => below(this.#random, 5),
      () => this.#number(),
    ];
    const numbers = Array.from({ length }, draws[kind] as () => number);
    return this.#random() < 0.3 ? numbers.sort((a, b) => a - b) : numbers;
  }

  #integers(length: number): number[] {
    const most = 1 + this.#length();
    return Array.from({ length }, (_, k) => (most > 4 ? k % most : below(this.#random, most)));
  }

  #matrix(): object {
    const [rows, columns] = [this.#length(), this.#length()];
    return { rows, columns, data: this.#numbers(rows * columns) };
  }

  #sparse(): object {
    const [rows, columns] = [this.#length(), this.#length()];
    const [indptr, indices, data] = [[0], [] as number[], [] as number[]];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        if (this.#random() > 0.4) continue;
        indices.push(column);
        data.push(this.#number());
      }
      indptr.push(indices.length);
    }
    return { rows, columns, indptr, indices, data };
  }
}

/** The lengths of the lists in a value, and the sides of its matrices. */
function* lengthsIn(value: unknown): Generator<number> {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) yield (value as Float64Array).length;
  else if (Array.isArray(value)) {
    yield value.length;
    if (typeof value[0] === 'object') yield* lengthsIn(value[0]);
  } else {
    const { rows, columns } = value as Record<string, unknown>;
    for (const side of [rows, columns]) if (Number.isInteger(side)) yield side as number;
    for (const item of Object.values(value)) yield* lengthsIn(item);
  }
}

/** The keys of a value's objects, and its words. */
function* namesIn(value: unknown): Generator<string> {
  if (typeof value === 'string' && value.length < 10) yield value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (Array.isArray(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item !== 'function') yield key;
    yield* namesIn(item);
  }
}
