/**
 * Variables: in the caller's form, by name or in a list, with categories of any type; and in the engine's, as numbers.
 */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import type { Known, KnownOutputs, Scale, Variable } from '../generated/blackbox.js';

/** A real number from `lower` to `upper`. */
export interface RealVariable {
  readonly type: 'real';
  /** The smallest value. */
  readonly lower: number;
  /** The largest value. */
  readonly upper: number;
  /**
   * The scale of steps: differences if `linear`, ratios if `log`, for positive numbers of unknown magnitude.
   * @defaultValue `linear`
   */
  readonly scale?: Scale;
}

/** An integer from `lower` to `upper`. */
export interface IntegerVariable extends Omit<RealVariable, 'type'> {
  readonly type: 'integer';
}

/** One of 2 to 1000 unordered values. */
export interface CategoryVariable<Value = unknown> {
  readonly type: 'category';
  /** The values, of any type. */
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

/** The type of a variable's values. */
export type ValueOf<Input> = Input extends { readonly values: readonly (infer Value)[] }
  ? Value
  : Input extends { readonly type: 'boolean' }
    ? boolean
    : number;

/**
 * A point: an object with the names of the variables, an array for variables in a list, or a vector if only bounds are
 * given.
 */
export type PointOf<Variables> = [Variables] extends [VariablesInput]
  ? { [Name in keyof Variables]: ValueOf<Variables[Name]> }
  : Float64Array;

/** A point, or several in a list; if only bounds are given, several are the rows of a matrix. */
export type PointsOf<Variables> = [Variables] extends [VariablesInput]
  ? PointOf<Variables> | readonly PointOf<Variables>[]
  : VectorInput | MatrixInput;

/**
 * Known values of a function at points in the form of its argument, or at the rows of a matrix of engine coordinates.
 */
export interface KnownAt<Variables, Values = Known['values'] | KnownOutputs['values']> {
  /** The points. */
  readonly points:
    | MatrixInput
    | ([Variables] extends [VariablesInput] ? readonly PointOf<Variables>[] : never);
  /** The values at the points. */
  readonly values: Values;
}

/** Conversion between the caller's points and engine coordinates. */
export interface Translation {
  /** The variables in the engine's form. */
  readonly variables: Variable[];
  /** Converts a point to engine coordinates. Throws an error at `path` if a value is not allowed for its variable. */
  encode(point: unknown, path: string): number[];
  /** Converts one point, or each point of a list. */
  encodeSome(points: unknown, path: string): number[] | number[][];
  /** Converts a list of points to the rows of a matrix. A matrix is already in engine coordinates. */
  encodeAll(points: unknown, path: string): unknown;
  /** Rewrites an error about a variable to name it. */
  named(error: unknown): unknown;
  /** Converts engine coordinates to a new point in the caller's form. */
  decode(numbers: ArrayLike<number>): unknown;
}

/** The translation for a problem's variables. `undefined` if the problem has none. */
export function translationOf(variables: unknown): Translation | undefined {
  if (variables === undefined) return undefined;
  requireNamed(variables, 'variables');
  const isList = Array.isArray(variables);
  const names = Object.keys(variables);
  const inputs = Object.values(variables) as unknown[];
  const pathOf = (path: string, name: string) => (isList ? `${path}[${name}]` : `${path}.${name}`);
  const axes = inputs.map((input, k) => axisOf(input, pathOf('variables', names[k] as string)));
  // If points are lists too, a list of lists may still be a single point: its categories may be lists.
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

/** The index of a variable in an error path, and the path before it. */
const PLACE_IN_PATH = /^(variables|initial(?:\[\d+\])?|known\.points\[\d+\])\[(\d+)\]/;

/** Replaces the index of a variable in an engine error by its name. */
function withName(error: unknown, nameOf: (place: number) => string | undefined): unknown {
  if (!(error instanceof SuperlinearError)) return error;
  const [old, start, place] = PLACE_IN_PATH.exec(error.path) ?? [];
  const name = nameOf(Number(place));
  if (old === undefined || name === undefined || !error.message.startsWith(old)) return error;
  const renamed = (text: string) => `${start}.${name}${text.slice(old.length)}`;
  return new SuperlinearError(error.code, renamed(error.message), renamed(error.path), { cause: error });
}

/** Rejects values other than lists and objects. */
function requireNamed(value: unknown, path: string): asserts value is object {
  if (!Array.isArray(value)) requireObject(value, path);
}

/** Conversion of one variable. */
interface AxisTranslation {
  readonly variable: Variable;
  /** Whether a value is one of the variable's own. False for numeric variables. */
  hasValue(value: unknown): boolean;
  encode(value: unknown, path: string): number;
  decode(number: number): unknown;
}

function axisOf(input: unknown, path: string): AxisTranslation {
  requireObject(input, path);
  const { values, ...rest } = input as Variable & { readonly values?: unknown };
  // A category with `count` alone, as in the engine's form, has the indices as values.
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
