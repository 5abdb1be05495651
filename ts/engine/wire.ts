/**
 * Objects to the wire and back: a JSON header in which every array is a reference `{ "$": k }`, and a long number its bits, and the
 * arrays beside it.
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

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Deeper objects than this are refused: no problem is so deep, but a cyclic object is. */
const MAX_DEPTH = 16;

const REFERENCE_KEY = '$';

/** Writes a plain object to the wire. Throws `INVALID_INPUT` with the path to whatever is not data. */
export function encode(problem: unknown, name = 'problem'): Payload {
  requireObject(problem, name);
  const buffers: WireArray[] = [];
  const header = JSON.stringify(encodeObject(problem, '', buffers, 0));
  return { header, buffers };
}

/** Reads an object back from the wire; its arrays are the payload's own. */
export function decode<Result>(payload: Payload): Result {
  return decodeValue(JSON.parse(payload.header) as Json, payload.buffers) as Result;
}

function encodeObject(object: object, path: string, buffers: WireArray[], depth: number): Json {
  if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
  const entries: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) {
    const valuePath = path === '' ? key : `${path}.${key}`;
    if (key.startsWith(REFERENCE_KEY)) throw invalidInput(valuePath, 'is not an option');
    if (value !== undefined) entries.push([key, encodeValue(value, valuePath, buffers, depth)]);
  }
  return Object.fromEntries(entries);
}

function encodeValue(value: unknown, path: string, buffers: WireArray[], depth: number): Json {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw invalidInput(path, `must be a finite number, got ${value}`);
      return encodeNumber(value);
    case 'object':
      if (value === null) return null;
      if (ArrayBuffer.isView(value)) return reference(wireArray(value, path), buffers);
      if (Array.isArray(value)) return encodeArray(value, path, buffers, depth);
      return encodeObject(value, path, buffers, depth + 1);
    default:
      throw invalidInput(path, `must be data, got ${describeValue(value)}`);
  }
}

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

/** A list of numbers is a vector, a list of vectors is a matrix, any other list stays one. */
function encodeArray(list: unknown[], path: string, buffers: WireArray[], depth: number): Json {
  if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
  const first = list[0];
  // What kind of list an empty one is, the engine knows.
  if (list.length === 0) return [];
  if (typeof first === 'number') return reference(vectorOf(list, path), buffers);
  if (isVector(first)) return encodeRows(list, path, buffers);
  // Array.from also visits holes, which map would skip.
  return Array.from(list, (value, index) => encodeValue(value, `${path}[${index}]`, buffers, depth + 1));
}

function encodeRows(rows: unknown[], path: string, buffers: WireArray[]): Json {
  const columns = (rows[0] as ArrayLike<number>).length;
  const data = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const rowPath = `${path}[${i}]`;
    if (!isVector(row)) throw invalidInput(rowPath, `must be a row of numbers, got ${describeValue(row)}`);
    if (row.length !== columns) {
      throw invalidInput(rowPath, `has ${row.length} entries where the first row has ${columns}`);
    }
    if (Array.isArray(row)) copyNumbers(row, data, i * columns, rowPath);
    else data.set(wireArray(row as unknown as ArrayBufferView, rowPath), i * columns);
  }
  return { rows: rows.length, columns, data: reference(data, buffers) };
}

function isVector(value: unknown): value is ArrayLike<number> {
  if (Array.isArray(value)) return value.length === 0 || typeof value[0] === 'number';
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
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
  if (view instanceof Uint8Array) return plainBytes(view);
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

/** Node's buffers are byte arrays whose `slice` makes no copy; this is a view that does. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array
    ? bytes
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function reference(array: WireArray, buffers: WireArray[]): Json {
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
