/**
 * Objects to the wire and back: a JSON header in which every array is a reference `{ "$": k }`, a long number its bits, and whatever is
 * no data a word for it; and the arrays beside it.
 * No typed array is walked.
 */

import { requireObject } from './check.js';
import { describeValue, invalidInput } from './errors.js';

/** The arrays that travel as they are. */
export type WireArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/** A problem or a solution on the wire. */
export interface Payload {
  readonly header: string;
  readonly buffers: WireArray[];
}

/** The matrices of a problem that were given as rows: how many columns each has, by its path. */
export type GivenAsRows = ReadonlyMap<string, number>;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a problem becomes on its way. */
interface Luggage {
  readonly buffers: WireArray[];
  readonly asRows: Map<string, number>;
}

/** Deeper objects than this are refused: no problem is so deep, but a cyclic object is. */
export const MAX_DEPTH = 16;

const REFERENCE_KEY = '$';

/**
 * Writes a plain object to the wire. `functions` are further keys that the problem has, for functions that the engine asks. What is no
 * data is refused by the engine, which knows what should stand there; what no header can hold, here.
 */
export function encode(
  problem: unknown,
  name = 'problem',
  functions: readonly string[] = [],
): { readonly payload: Payload; readonly asRows: GivenAsRows } {
  requireObject(problem, name);
  const luggage: Luggage = { buffers: [], asRows: new Map() };
  const object = encodeObject(problem, '', luggage, 0);
  if (functions.length > 0) object[REFERENCE_KEY] = [...functions];
  return { payload: { header: JSON.stringify(object), buffers: luggage.buffers }, asRows: luggage.asRows };
}

/** Reads an object back from the wire; its arrays are the payload's own. */
export function decode<Result>(payload: Payload): Result {
  return decodeValue(JSON.parse(payload.header) as Json, payload.buffers) as Result;
}

/**
 * The numbers of a typed array that was written as JSON, which is an object with the keys 0, 1, 2 and so on; `undefined` for all other
 * values. (An array without numbers becomes an object without keys, of which the engine knows what it stands for.)
 */
export function numbersFromJson(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null || !('0' in value)) return undefined;
  // Such keys come first and ascend, so that the last one tells of all.
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
      return hidesItsData(value) ? noData(value) : encodeObject(value, path, luggage, depth + 1);
    }
    default:
      return noData(value);
  }
}

/** Whether an object is a function as `define` makes it. */
const isExpression = (value: object): boolean => EXPRESSION_KEYS.every((key) => key in value);

const EXPRESSION_KEYS = ['version', 'inputs', 'data', 'nodes', 'outputs'];

/** A function: its graph and shapes are no arrays to compute with, and stay in the header; what it holds travels beside it. */
function encodeExpression(value: object, path: string, luggage: Luggage, depth: number): Json {
  return encodeObject(value, path, luggage, depth, (part, partPath, _, partDepth) =>
    partPath === `${path}.data` && Array.isArray(part)
      ? part.map((held, k) => encodeHeld(held, `${partPath}[${k}]`, luggage, partDepth + 1))
      : plainJson(part, partPath, luggage, partDepth),
  );
}

/** An array that a function holds, whose shape stays in the header. */
function encodeHeld(held: unknown, path: string, luggage: Luggage, depth: number): Json {
  if (typeof held !== 'object' || held === null) return encodeValue(held, path, luggage, depth);
  return encodeObject(held, path, luggage, depth, (part, partPath, _, partDepth) =>
    partPath === `${path}.shape`
      ? plainJson(part, partPath, luggage, partDepth)
      : encodeValue(part, partPath, luggage, partDepth),
  );
}

/** A value of lists, which stay lists, of numbers too. */
function plainJson(value: unknown, path: string, luggage: Luggage, depth: number): Json {
  if (Array.isArray(value)) {
    if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
    return Array.from(value, (item, k) => plainJson(item, `${path}[${k}]`, luggage, depth + 1));
  }
  if (typeof value !== 'object' || value === null) return encodeValue(value, path, luggage, depth);
  return ArrayBuffer.isView(value) ? noData(value) : encodeObject(value, path, luggage, depth + 1, plainJson);
}

/** Whether an object without keys is a `Date`, a `Map` or the like, and not an array without numbers as JSON has it. */
function hidesItsData(object: object): boolean {
  return Object.keys(object).length === 0 && Object.prototype.toString.call(object) !== '[object Object]';
}

const noData = (value: unknown): Json => ({ [REFERENCE_KEY]: describeValue(value) });

/** Texts of numbers so short are read exactly by the engine's quick reader of JSON: their digits make a whole double. */
const EXACT_TEXT = 15;

/** A number as it is, or by its bits, as `{ "$": "3fb999999999999a" }`, where its text is too long to be read to the last one. */
function encodeNumber(value: number): Json {
  if (Number.isSafeInteger(value)) return value;
  const text = String(value);
  if (text.length <= EXACT_TEXT && !text.includes('e')) return value;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  return { [REFERENCE_KEY]: bits.getBigUint64(0).toString(16) };
}

/**
 * A list of numbers is a vector, a list of those is a matrix, any other list stays one, that of matrices too. The first entry that is a
 * number or a list tells, so that one that is neither is named wherever it stands.
 */
function encodeArray(list: unknown[], path: string, luggage: Luggage, depth: number): Json {
  if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
  const telling = tellingOf(list);
  if (typeof telling === 'number') return reference(vectorOf(list, path), luggage);
  if (telling !== undefined && !hasRows(telling)) return encodeRows(list, path, luggage);
  // Array.from also visits holes, which map would skip.
  return Array.from(list, (value, index) => encodeValue(value, `${path}[${index}]`, luggage, depth + 1));
}

/** The first entry that is a number or a list. */
const tellingOf = (list: unknown[]): unknown =>
  list.find((entry) => typeof entry === 'number' || isRow(entry));

/** Whether a list is one of lists. */
const hasRows = (list: unknown): boolean => Array.isArray(list) && isRow(tellingOf(list));

function encodeRows(rows: unknown[], path: string, luggage: Luggage): Json {
  const columns = rowOf(rows[0], `${path}[0]`).length;
  const data = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const rowPath = `${path}[${i}]`;
    const row = rowOf(rows[i], rowPath);
    if (row.length !== columns) {
      const expected = `as many entries as the first row, ${columns}, got ${row.length}`;
      throw invalidInput(rowPath, `must have ${expected}`);
    }
    if (Array.isArray(row)) copyNumbers(row, data, i * columns, rowPath);
    else data.set(row, i * columns);
  }
  luggage.asRows.set(path, columns);
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

/** Copies a list to a place of an array. */
function copyNumbers(list: unknown[], target: Float64Array, start: number, path: string): void {
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value !== 'number')
      throw invalidInput(`${path}[${i}]`, `must be a number, got ${describeValue(value)}`);
    target[start + i] = value;
  }
}

function wireArray(view: ArrayBufferView, path: string): WireArray {
  if (isDetached(view.buffer)) throw invalidInput(path, 'has been transferred elsewhere, and is no more');
  if (view instanceof Float64Array || view instanceof Float32Array || view instanceof Int32Array) return view;
  if (view instanceof Uint8Array || view instanceof Uint8ClampedArray) return plainBytes(view);
  if (view instanceof DataView || view instanceof BigInt64Array || view instanceof BigUint64Array) {
    throw invalidInput(path, `must be an array of numbers, got a ${view.constructor.name}`);
  }
  return Float64Array.from(view as unknown as ArrayLike<number>);
}

/** Whether a buffer was transferred elsewhere, which no property tells everywhere: a view of it cannot be made then. */
function isDetached(buffer: ArrayBufferLike): boolean {
  if (buffer.byteLength > 0) return false;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** Node's buffers are byte arrays whose `slice` makes no copy, and those of pictures clamp; this is a view that does neither. */
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
