/** Variables as users have them: by name or in a list, with categories of any kind; and as the engine has them, in numbers. */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import type { Known, KnownOutputs, Scale, Variable } from '../generated/blackbox.js';

/** Any number from `lower` to `upper`. */
export interface RealVariable {
  readonly type: 'real';
  /** The least value. */
  readonly lower: number;
  /** The largest value. */
  readonly upper: number;
  /**
   * How steps are measured: by ratios where it is `log`, for positive numbers of unknown size.
   * @defaultValue `linear`
   */
  readonly scale?: Scale;
}

/** A whole number from `lower` to `upper`. */
export interface IntegerVariable extends Omit<RealVariable, 'type'> {
  readonly type: 'integer';
}

/** One of 2 to 1000 values that have no order. */
export interface CategoryVariable<Value = unknown> {
  readonly type: 'category';
  /** The values, which may be anything. */
  readonly values: readonly Value[];
}

/** `true` or `false`. */
export interface BooleanVariable {
  readonly type: 'boolean';
}

/** A variable. */
export type VariableInput = RealVariable | IntegerVariable | CategoryVariable | BooleanVariable;

/** Variables by name, or in a list. */
export type VariablesInput = Readonly<Record<string, VariableInput>> | readonly VariableInput[];

/** What a variable's values are. */
export type ValueOf<Input> = Input extends { readonly values: readonly (infer Value)[] }
  ? Value
  : Input extends { readonly type: 'boolean' }
    ? boolean
    : number;

/** A point: an object with the names of the variables, or an array, or a vector where only bounds are given. */
export type PointOf<Variables> = [Variables] extends [VariablesInput]
  ? { [Name in keyof Variables]: ValueOf<Variables[Name]> }
  : Float64Array;

/** A point, or several in a list; where only bounds are given, several as the rows of a matrix. */
export type PointsOf<Variables> = [Variables] extends [VariablesInput]
  ? PointOf<Variables> | readonly PointOf<Variables>[]
  : VectorInput | MatrixInput;

/** What is known of a function: its values at points, as the function has them, or as the rows of a matrix in the engine's numbers. */
export interface KnownAt<Variables, Values = Known['values'] | KnownOutputs['values']> {
  /** The points. */
  readonly points:
    | MatrixInput
    | ([Variables] extends [VariablesInput] ? readonly PointOf<Variables>[] : never);
  /** The values at each. */
  readonly values: Values;
}

/** Between users and the engine. */
export interface Translation {
  /** The variables as the engine has them. */
  readonly variables: Variable[];
  /** A user's point in the engine's numbers; refused at `path` where a value is none of its variable's. */
  encode(point: unknown, path: string): number[];
  /** The same of one point, or of each in a list of points. */
  encodeSome(points: unknown, path: string): number[] | number[][];
  /** Points of a list, as the rows of a matrix; a matrix is in the engine's numbers already. */
  encodeAll(points: unknown, path: string): unknown;
  /** An error about one of the variables, by its name. */
  named(error: unknown): unknown;
  /** The engine's point as users have it, new each time. */
  decode(numbers: ArrayLike<number>): unknown;
}

/** The translation of a problem's variables; none where it has none. */
export function translationOf(variables: unknown): Translation | undefined {
  if (variables === undefined) return undefined;
  requireNamed(variables, 'variables');
  const isList = Array.isArray(variables);
  const names = Object.keys(variables);
  const inputs = Object.values(variables) as unknown[];
  const pathOf = (path: string, name: string) => (isList ? `${path}[${name}]` : `${path}.${name}`);
  const axes = inputs.map((input, k) => axisOf(input, pathOf('variables', names[k] as string)));
  // Where points are lists too, a list of lists may still be a point: of categories that are lists.
  const isSeveral = (given: unknown): given is unknown[] =>
    Array.isArray(given) &&
    (!isList || (given.length > 0 && given.every(Array.isArray) && !axes[0]?.hasValue(given[0])));
  const encode = (point: unknown, path: string) => {
    requireNamed(point, path);
    const values = point as Record<string, unknown>;
    const surplus = Object.keys(values).find((name) => !names.includes(name));
    if (surplus !== undefined) throw invalidInput(pathOf(path, surplus), 'is none of the variables');
    return axes.map((axis, k) => {
      const name = names[k] as string;
      return axis.encode(values[name], pathOf(path, name));
    });
  };
  return {
    variables: axes.map(({ variable }) => variable),
    encode,
    encodeSome: (points, path) =>
      isSeveral(points) ? points.map((point, k) => encode(point, `${path}[${k}]`)) : encode(points, path),
    encodeAll: (points, path) =>
      Array.isArray(points) ? points.map((point, k) => encode(point, `${path}[${k}]`)) : points,
    named: (error) => (isList ? error : withName(error, (k) => names[k])),
    decode(numbers) {
      const values = axes.map(({ decode }, k) => decode(numbers[k] as number));
      return isList ? values : Object.fromEntries(names.map((name, k) => [name, values[k]]));
    },
  };
}

/** The place of a variable in the path of an error, and what stands before it. */
const PLACE_IN_PATH = /^(variables|initial(?:\[\d+\])?|known\.points\[\d+\])\[(\d+)\]/;

/** An error of the engine with the name of a variable for its place. */
function withName(error: unknown, nameOf: (place: number) => string | undefined): unknown {
  if (!(error instanceof SuperlinearError)) return error;
  const [old, start, place] = PLACE_IN_PATH.exec(error.path) ?? [];
  const name = nameOf(Number(place));
  if (old === undefined || name === undefined || !error.message.startsWith(old)) return error;
  const renamed = (text: string) => `${start}.${name}${text.slice(old.length)}`;
  return new SuperlinearError(error.code, renamed(error.message), renamed(error.path), { cause: error });
}

/** Refuses what is neither a list nor an object with names. */
function requireNamed(value: unknown, path: string): asserts value is object {
  if (!Array.isArray(value)) requireObject(value, path);
}

/** One variable between users and the engine. */
interface AxisTranslation {
  readonly variable: Variable;
  /** Whether a value that is no number is one of its own. */
  hasValue(value: unknown): boolean;
  encode(value: unknown, path: string): number;
  decode(number: number): unknown;
}

function axisOf(input: unknown, path: string): AxisTranslation {
  requireObject(input, path);
  const { values, ...rest } = input as Variable & { readonly values?: unknown };
  // With `count` alone, as the engine has it, values are their own places.
  const isCounted = values === undefined && rest.count !== undefined;
  if (rest.type === 'category' && !isCounted) {
    if (!Array.isArray(values)) {
      throw invalidInput(`${path}.values`, `must be an array, got ${describeValue(values)}`);
    }
    const kept = [...values];
    return {
      variable: { ...rest, count: kept.length },
      hasValue: (value) => kept.some((other) => Object.is(other, value)),
      encode: (value, at) => placeIn(kept, value, at),
      decode: (number) => kept[number],
    };
  }
  if (values !== undefined) throw invalidInput(`${path}.values`, 'must not be given for this type');
  const choices = [false, true];
  if (rest.type === 'boolean') {
    return {
      variable: rest,
      hasValue: (value) => typeof value === 'boolean',
      encode: (value, at) => placeIn(choices, value, at),
      decode: (number) => choices[number],
    };
  }
  return { variable: rest, hasValue: () => false, encode: numberAt, decode: (number) => number };
}

function placeIn(values: readonly unknown[], value: unknown, path: string): number {
  const place = values.findIndex((other) => Object.is(other, value));
  if (place < 0)
    throw invalidInput(path, `must be one of the values of its variable, got ${describeValue(value)}`);
  return place;
}

function numberAt(value: unknown, path: string): number {
  if (typeof value !== 'number') throw invalidInput(path, `must be a number, got ${describeValue(value)}`);
  return value;
}
