/**
 * Serialization of problems and solutions between JavaScript and the engine: a JSON header and a list of typed arrays.
 *
 * The header replaces an array by its index, `{ "$": k }`, a number by its bits if a literal would not be exact, and
 * anything other than data by a description for the engine's error message. Typed arrays are passed on without reading
 * their entries.
 */

import { requireObject } from './check.js';
import { describeValue, invalidInput } from './errors.js';
import { noNumber } from './hints.js';
import { byRows, hasLayout, isByColumns, type WithLayout } from './layout.js';

/** Typed arrays passed to the engine without conversion. */
export type WireArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/** A serialized problem or solution. */
export interface Payload {
  readonly header: string;
  readonly buffers: WireArray[];
}

/** The shape of a matrix given otherwise than flat and by rows. */
export interface GivenForm {
  readonly columns: number;
  /** The number of rows of a matrix by columns; absent for a list of rows. */
  readonly rows?: number;
}

/** The matrices in other forms, by path. Error paths are translated back with them. */
export type GivenForms = ReadonlyMap<string, GivenForm>;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The results collected while a problem is encoded. */
interface Luggage {
  readonly buffers: WireArray[];
  readonly forms: Map<string, GivenForm>;
}

/** Limit on the nesting of objects. No problem is so deep, but a cyclic object is. */
export const MAX_DEPTH = 16;

const REFERENCE_KEY = '$';

/**
 * Serializes a plain object. `functions` lists the keys of callbacks, evaluated by questions from the engine.
 *
 * Throws for values without a serialized form, such as NaN or cyclic objects. Other invalid values are rejected by the
 * engine, because only its schema names the expected type.
 */
export function encode(
  problem: unknown,
  name = 'problem',
  functions: readonly string[] = [],
): { readonly payload: Payload; readonly forms: GivenForms } {
  requireObject(problem, name);
  const luggage: Luggage = { buffers: [], forms: new Map() };
  const object = encodeObject(problem, '', luggage, 0);
  if (functions.length > 0) object[REFERENCE_KEY] = [...functions];
  refuseTwoLayouts(object, luggage.forms);
  return { payload: { header: JSON.stringify(object), buffers: luggage.buffers }, forms: luggage.forms };
}

/** Refuses a matrix that says by its form how it is stored, where the problem says that `matrix` is stored by columns. */
function refuseTwoLayouts({ layout }: { readonly layout?: unknown }, forms: GivenForms): void {
  const form = forms.get('matrix');
  if (layout !== 'columnMajor' || form === undefined) return;
  if (form.rows === undefined)
    throw invalidInput('layout', 'must be rowMajor where matrix is a list of rows');
  throw invalidInput('matrix.layout', 'must not be given beside the layout of the problem');
}

/** Restores an object. Its arrays are those of the payload, not copies. */
export function decode<Result>(payload: Payload): Result {
  return decodeValue(JSON.parse(payload.header) as Json, payload.buffers) as Result;
}

/**
 * Returns the numbers of a typed array after a round trip through JSON, as an object with the keys 0, 1, 2 and so on;
 * `undefined` for any other value. An empty typed array becomes `{}`, to be interpreted by the engine's schema.
 */
export function numbersFromJson(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null || !('0' in value)) return undefined;
  // Integer keys come first, in ascending order. If the last key is `length - 1`, no other keys exist.
  const keys = Object.keys(value);
  return keys.at(-1) === String(keys.length - 1) ? Object.values(value) : undefined;
}

function encodeObject(
  object: object,
  path: string,
  luggage: Luggage,
  depth: number,
  encodePart = encodeValue,
): { [key: string]: Json } {
  if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
  const entries: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) {
    const valuePath = path === '' ? key : `${path}.${key}`;
    if (key === REFERENCE_KEY) throw invalidInput(valuePath, 'is not an option');
    if (value !== undefined) entries.push([key, encodePart(value, valuePath, luggage, depth)]);
  }
  return Object.fromEntries(entries);
}

function encodeValue(value: unknown, path: string, luggage: Luggage, depth: number): Json {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw invalidInput(path, `must be a finite number, got ${value}`);
      return encodeNumber(value);
    case 'object': {
      if (value === null) return null;
      if (ArrayBuffer.isView(value)) return reference(wireArray(value, path), luggage);
      const list = Array.isArray(value) ? value : numbersFromJson(value);
      if (list !== undefined) return encodeArray(list, path, luggage, depth);
      if (isExpression(value)) return encodeExpression(value, path, luggage, depth + 1);
      if (hasLayout(value)) return encodeMatrix(value, path, luggage, depth + 1);
      return hidesItsData(value) ? noData(value) : encodeObject(value, path, luggage, depth + 1);
    }
    default:
      return noData(value);
  }
}

/** Encodes a matrix that names its layout; the engine has matrices by rows. */
function encodeMatrix(matrix: WithLayout, path: string, luggage: Luggage, depth: number): Json {
  const { layout: _, data, ...sides } = matrix;
  const { rows, columns } = sides;
  const list = Array.isArray(data) ? data : numbersFromJson(data);
  const numbers = list === undefined ? data : vectorOf(list, `${path}.data`);
  const entries = ArrayBuffer.isView(numbers) ? wireArray(numbers, `${path}.data`) : undefined;
  const isWhole =
    typeof rows === 'number' && typeof columns === 'number' && rows * columns === entries?.length;
  // The engine's messages tell other numbers of entries, and data of another type.
  if (!isByColumns(matrix, path) || !isWhole)
    return encodeObject({ ...sides, data: numbers }, path, luggage, depth);
  luggage.forms.set(path, { columns, rows });
  return {
    ...encodeObject(sides, path, luggage, depth),
    data: reference(byRows(entries, rows, columns), luggage),
  };
}

/** Returns whether an object is an expression created by `define`. */
const isExpression = (value: object): boolean => EXPRESSION_KEYS.every((key) => key in value);

const EXPRESSION_KEYS = ['version', 'inputs', 'data', 'nodes', 'outputs'];

/** The encodings of expressions that never change and hold no tensors; absent until the first use. */
const encodings = new WeakMap<object, Json | undefined>();

/** Declares that an expression never changes, so that it is encoded only once. */
export function encodesOnce<Given extends { readonly data: readonly unknown[] }>(expression: Given): Given {
  if (expression.data.length === 0) encodings.set(expression, undefined);
  return expression;
}

/** Encodes an expression: its graph and shapes stay in the header as JSON, and its constant tensors become buffers. */
function encodeExpression(value: object, path: string, luggage: Luggage, depth: number): Json {
  const known = encodings.get(value);
  if (known !== undefined) return known;
  const encoded = encodeParts(value, path, luggage, depth);
  if (encodings.has(value)) encodings.set(value, encoded);
  return encoded;
}

function encodeParts(value: object, path: string, luggage: Luggage, depth: number): Json {
  return encodeObject(value, path, luggage, depth, (part, partPath, _, partDepth) =>
    partPath === `${path}.data` && Array.isArray(part)
      ? part.map((held, k) => encodeHeld(held, `${partPath}[${k}]`, luggage, partDepth + 1))
      : plainJson(part, partPath, luggage, partDepth),
  );
}

/** Encodes a constant tensor of an expression. Its shape stays in the header. */
function encodeHeld(held: unknown, path: string, luggage: Luggage, depth: number): Json {
  if (typeof held !== 'object' || held === null) return encodeValue(held, path, luggage, depth);
  return encodeObject(held, path, luggage, depth, (part, partPath, _, partDepth) =>
    partPath === `${path}.shape`
      ? plainJson(part, partPath, luggage, partDepth)
      : encodeValue(part, partPath, luggage, partDepth),
  );
}

/** Encodes a value as plain JSON: its lists of numbers do not become buffers. */
function plainJson(value: unknown, path: string, luggage: Luggage, depth: number): Json {
  if (Array.isArray(value)) {
    if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
    // Most items are names and whole numbers, which need no path.
    const isPlain = (item: unknown) => typeof item === 'string' || Number.isSafeInteger(item);
    return Array.from(value, (item, k) =>
      isPlain(item) ? item : plainJson(item, `${path}[${k}]`, luggage, depth + 1),
    );
  }
  if (typeof value !== 'object' || value === null) return encodeValue(value, path, luggage, depth);
  return ArrayBuffer.isView(value) ? noData(value) : encodeObject(value, path, luggage, depth + 1, plainJson);
}

/** Returns whether an object has no enumerable keys because it is a `Date`, a `Map` or the like, rather than `{}`. */
function hidesItsData(object: object): boolean {
  return Object.keys(object).length === 0 && Object.prototype.toString.call(object) !== '[object Object]';
}

const noData = (value: unknown): Json => ({ [REFERENCE_KEY]: describeValue(value) });

/**
 * Decimal literals up to this length are parsed exactly by the engine. Its JSON parser is correctly rounded only while
 * the digits form an integer below 2^53.
 */
const EXACT_TEXT = 15;

/**
 * Encodes a number as a JSON literal, or by its bits, `{ "$": "3fb999999999999a" }`, if the literal would lose the last
 * bit.
 */
function encodeNumber(value: number): Json {
  if (Number.isSafeInteger(value)) return value;
  const text = String(value);
  if (text.length <= EXACT_TEXT && !text.includes('e')) return value;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  return { [REFERENCE_KEY]: bits.getBigUint64(0).toString(16) };
}

/**
 * Encodes a list of numbers as a vector, a list of such lists as a matrix, and any other list (a list of matrices, for
 * example) entry by entry. The first entry that is a number or a list decides, so that an invalid entry is reported
 * even if it is the first.
 */
function encodeArray(list: unknown[], path: string, luggage: Luggage, depth: number): Json {
  if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
  const telling = tellingOf(list);
  if (typeof telling === 'number') return reference(vectorOf(list, path), luggage);
  if (telling !== undefined && !hasRows(telling)) return encodeRows(list, path, luggage);
  // Unlike `map`, `Array.from` also visits holes.
  return Array.from(list, (value, index) => encodeValue(value, `${path}[${index}]`, luggage, depth + 1));
}

/** Returns the first entry that is a number or a list. */
const tellingOf = (list: unknown[]): unknown =>
  list.find((entry) => typeof entry === 'number' || isRow(entry));

/** Returns whether a value is a list of lists. */
const hasRows = (list: unknown): boolean => Array.isArray(list) && isRow(tellingOf(list));

function encodeRows(given: unknown[], path: string, luggage: Luggage): Json {
  const rows = Array.from(given, (row, i) => rowOf(row, `${path}[${i}]`));
  const columns = rows[0]?.length ?? 0;
  // Before there is memory for a matrix of such rows, which short ones do not promise.
  const other = rows.findIndex((row) => row.length !== columns);
  if (other >= 0) {
    const expected = `as many entries as the first row, ${columns}, got ${rows[other]?.length}`;
    throw invalidInput(`${path}[${other}]`, `must have ${expected}`);
  }
  const data = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) {
    if (Array.isArray(row)) copyNumbers(row, data, i * columns, `${path}[${i}]`);
    else data.set(row, i * columns);
  }
  luggage.forms.set(path, { columns });
  return { rows: rows.length, columns, data: reference(data, luggage) };
}

function isRow(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value) || numbersFromJson(value) !== undefined;
}

function rowOf(row: unknown, path: string): unknown[] | WireArray {
  if (ArrayBuffer.isView(row)) return wireArray(row, path);
  const list = Array.isArray(row) ? row : numbersFromJson(row);
  if (list === undefined) throw invalidInput(path, `must be a row of numbers, got ${describeValue(row)}`);
  return list;
}

function vectorOf(list: unknown[], path: string): Float64Array {
  const vector = new Float64Array(list.length);
  copyNumbers(list, vector, 0, path);
  return vector;
}

/** Copies a list into `target` from index `start` on. Throws at the first entry that is not a number. */
function copyNumbers(list: unknown[], target: Float64Array, start: number, path: string): void {
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value !== 'number') throw invalidInput(`${path}[${i}]`, noNumber(value, path));
    target[start + i] = value;
  }
}

function wireArray(view: ArrayBufferView, path: string): WireArray {
  requireContent(view, path);
  if (view instanceof Float64Array || view instanceof Float32Array || view instanceof Int32Array) return view;
  if (view instanceof Uint8Array || view instanceof Uint8ClampedArray) return plainBytes(view);
  if (view instanceof DataView || view instanceof BigInt64Array || view instanceof BigUint64Array) {
    throw invalidInput(path, `must be an array of numbers, got a ${view.constructor.name}`);
  }
  return Float64Array.from(view as unknown as ArrayLike<number>);
}

/** The methods that all typed arrays share. */
const TypedArray = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;

/**
 * Refuses a view whose buffer was transferred elsewhere, or has been made too short for it. No property tells this on every runtime;
 * methods of such a view throw, and its length is 0.
 */
function requireContent(view: ArrayBufferView, path: string): void {
  if (view instanceof DataView || view.byteLength > 0) return;
  try {
    TypedArray.values.call(view as Uint8Array);
  } catch {
    const isCut = view.buffer.byteLength > 0 || canBeViewed(view.buffer);
    throw invalidInput(path, isCut ? 'lies beyond the end of its buffer' : 'has been transferred elsewhere');
  }
}

/** Whether a buffer has not been transferred. */
function canBeViewed(buffer: ArrayBufferLike): boolean {
  try {
    new Uint8Array(buffer);
    return true;
  } catch {
    return false;
  }
}

/** Returns a plain `Uint8Array` view: `slice` of a Node `Buffer` does not copy, and a `Uint8ClampedArray` clamps. */
function plainBytes(bytes: Uint8Array | Uint8ClampedArray): Uint8Array {
  return bytes.constructor === Uint8Array
    ? bytes
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function reference(array: WireArray, { buffers }: Luggage): Json {
  return { [REFERENCE_KEY]: buffers.push(array) - 1 };
}

function decodeValue(value: Json, buffers: readonly WireArray[]): unknown {
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, buffers));
  if (typeof value !== 'object' || value === null) return value;
  const index = value[REFERENCE_KEY];
  if (typeof index === 'number') return buffers[index];
  const object: Record<string, unknown> = {};
  for (const key of Object.keys(value)) object[key] = decodeValue(value[key] as Json, buffers);
  return object;
}
