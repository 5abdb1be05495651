/** The problems of methods as JSON Schema, from the reference. */

import type { Description } from '../cli/methods.js';
import type { Field, NamedType } from '../generated/reference.js';
import { firstSentence } from './sentences.js';
import { type Type, typeOf } from './type-text.js';

type Schema = Readonly<Record<string, unknown>>;

const REFERENCE: Schema = {
  type: 'object',
  description: 'A reference to a file or a result, see solve',
  minProperties: 1,
};

const orReference = (...schemas: readonly Schema[]): Schema => ({
  anyOf: [...schemas, { $ref: '#/$defs/reference' }],
});

const NUMBERS: Schema = { type: 'array', items: { type: ['number', 'string'] } };

const MATRIX: Schema = { type: 'array', items: NUMBERS, description: 'Rows' };

const shaped = (...names: readonly string[]): Schema => ({
  type: 'object',
  properties: Object.fromEntries(
    ['rows', 'columns', ...names].map((name) => [
      name,
      name === 'rows' || name === 'columns' ? { type: 'integer' } : { $ref: '#/$defs/numbers' },
    ]),
  ),
  required: ['rows', 'columns', ...names],
});

/** The types without an entry in the reference. */
const BASIC: Readonly<Record<string, Schema>> = {
  number: { type: 'number' },
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  null: { type: 'null' },
  numbers: orReference(NUMBERS),
  integers: orReference({ type: 'array', items: { type: 'integer' } }),
  bytes: orReference({ type: 'array', items: { type: 'integer', minimum: 0, maximum: 255 } }),
  matrix: orReference(MATRIX, shaped('data')),
  'sparse matrix': orReference(shaped('indptr', 'indices', 'data')),
  function: {
    type: 'object',
    properties: { formula: { type: 'string' }, inputs: { type: 'object' }, data: { type: 'object' } },
    required: ['formula', 'inputs'],
  },
};

/** Types used by other basic types. */
const SHARED = { numbers: BASIC.numbers as Schema, reference: REFERENCE };

/** The JSON Schema of a method's problem. */
export function problemSchema({ problem, types }: Description): Schema {
  const maker = new SchemaMaker(types);
  const schema = maker.object(problem);
  return { ...schema, $defs: maker.definitions() };
}

class SchemaMaker {
  readonly #types: Readonly<Record<string, NamedType>>;
  /** The definitions in use, in order of their first use. */
  readonly #used = new Map<string, Schema>();

  constructor(types: Readonly<Record<string, NamedType>>) {
    this.#types = types;
  }

  object(fields: readonly Field[]): Schema {
    const properties = fields.map(({ name, type, about }) => {
      const schema = this.#of(typeOf(type));
      const isBare = Object.keys(schema).join() === '$ref';
      return [
        name,
        { ...(isBare ? { allOf: [schema] } : schema), description: firstSentence(about) },
      ] as const;
    });
    const required = fields.filter(({ optional }) => !optional).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }

  definitions(): Schema {
    return { ...Object.fromEntries(this.#used), ...SHARED };
  }

  #of(type: Type): Schema {
    switch (type.kind) {
      case 'name':
        return this.#named(type.name);
      case 'literal':
        return { const: type.value };
      case 'list':
        return orReference({ type: 'array', items: this.#of(type.of) });
      case 'record':
        return { type: 'object', additionalProperties: this.#of(type.of) };
      case 'object':
        return {
          type: 'object',
          properties: Object.fromEntries(type.fields.map(([name, of]) => [name, this.#of(of)])),
        };
      case 'union':
        return this.#union(type.of);
    }
  }

  #union(members: readonly Type[]): Schema {
    const literals = members.flatMap((member) => (member.kind === 'literal' ? [member.value] : []));
    const others = members.filter(({ kind }) => kind !== 'literal').map((member) => this.#of(member));
    const choice: Schema[] = literals.length > 0 ? [{ enum: literals }] : [];
    const all = [...choice, ...others];
    return all.length === 1 ? (all[0] as Schema) : { anyOf: all };
  }

  #named(name: string): Schema {
    const basic = Object.hasOwn(BASIC, name) ? BASIC[name] : undefined;
    if (basic?.type !== undefined && basic.properties === undefined) return basic;
    this.#define(name, basic);
    return { $ref: `#/$defs/${name.replace(' ', '_')}` };
  }

  #define(name: string, basic: Schema | undefined): void {
    const key = name.replace(' ', '_');
    if (this.#used.has(key)) return;
    this.#used.set(key, basic ?? {}); // beforehand: types may refer to themselves
    if (basic !== undefined) return;
    const named = Object.hasOwn(this.#types, name) ? this.#types[name] : undefined;
    if (named === undefined) throw new Error(`the reference has no type ${name}`);
    this.#used.set(
      key,
      named.fields === undefined ? this.#of(typeOf(named.type ?? '')) : this.object(named.fields),
    );
  }
}
