/** Data with typed arrays as bytes, for files and messages. */

import { describeValue, invalidInput } from './errors.js';

/** `SLP1` as bytes. */
const MAGIC = [0x53, 0x4c, 0x50, 0x31] as const;

/** The typed arrays, by the number that stands for them. */
const ARRAYS = [Float64Array, Float32Array, Int32Array, Uint8Array] as const;

/** Stands for the array of an index in place of the array; also marks objects that have this key themselves. */
const REFERENCE = '$';

/**
 * Data as bytes: objects, lists, typed arrays (`Float64Array`, `Float32Array`, `Int32Array`, `Uint8Array`), numbers,
 * strings, booleans and null.
 *
 * @example
 * ```ts
 * const bytes = pack({ round: 3, parameters: new Float64Array([0.5, 1]) });
 * ```
 */
export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: ArrayBufferView[] = [];
  const header = new TextEncoder().encode(JSON.stringify(described(value, 'value', arrays)));
  const bodies = arrays.reduce((total, { byteLength }) => total + byteLength, 0);
  const bytes = new Uint8Array(8 + header.length + bodies);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint32(4, header.length, true);
  bytes.set(header, 8);
  let end = 8 + header.length;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), end);
    end += byteLength;
  }
  return bytes;
}

/**
 * The data of {@link pack}. Throws an `INVALID_INPUT` for other bytes.
 *
 * @example
 * ```ts
 * const { round } = unpack<{ round: number }>(pack({ round: 3 }));
 * ```
 */
export function unpack<Data = unknown>(bytes: Uint8Array): Data {
  if (!(bytes instanceof Uint8Array)) {
    throw invalidInput('bytes', `must be a Uint8Array, got ${describeValue(bytes)}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length >= 8 ? view.getUint32(4, true) : 0;
  if (!MAGIC.every((byte, k) => bytes[k] === byte) || 8 + length > bytes.length) throw noPack();
  let [header, place]: [unknown, number] = [undefined, 8 + length];
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, place)));
  } catch {
    throw noPack();
  }
  const take = (kind: unknown, count: unknown) => {
    const Kind = ARRAYS[kind as number];
    if (Kind === undefined || !Number.isSafeInteger(count) || (count as number) < 0) throw noPack();
    const end = place + Kind.BYTES_PER_ELEMENT * (count as number);
    if (end > bytes.length) throw noPack();
    // A copy, because an array begins at a multiple of its entries' length. The method `slice` of Node's buffers makes none.
    const array = new Kind(Uint8Array.from(bytes.subarray(place, end)).buffer);
    place = end;
    return array;
  };
  const value = restored(header, take);
  if (place !== bytes.length) throw noPack();
  return value as Data;
}

const noPack = () => invalidInput('bytes', 'must be the bytes of pack, all of them');

/** Limit on the nesting: no state is so deep, but a cyclic object is. */
const MAX_DEPTH = 64;

function described(value: unknown, path: string, arrays: ArrayBufferView[], depth = 0): unknown {
  if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw invalidInput(path, `must be a finite number, got ${value}`);
    return Object.is(value, -0) ? { [REFERENCE]: '-0' } : value;
  }
  if (ArrayBuffer.isView(value)) {
    const kind = ARRAYS.findIndex((Kind) => value instanceof Kind);
    const array = ARRAYS[kind];
    if (array === undefined)
      throw invalidInput(path, `must be an array of another type, got ${value.constructor.name}`);
    arrays.push(value);
    return { [REFERENCE]: [kind, value.byteLength / array.BYTES_PER_ELEMENT] };
  }
  if (Array.isArray(value)) {
    return Array.from(value, (entry, k) => described(entry, `${path}[${k}]`, arrays, depth + 1));
  }
  if (typeof value !== 'object' || Object.prototype.toString.call(value) !== '[object Object]') {
    throw invalidInput(path, `must be data, got ${describeValue(value)}`);
  }
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  if (parts.some(([key]) => key === REFERENCE || key === '__proto__')) {
    throw invalidInput(path, `must not have the keys "${REFERENCE}" and "__proto__"`);
  }
  return Object.fromEntries(
    parts.map(([key, part]) => [key, described(part, `${path}.${key}`, arrays, depth + 1)]),
  );
}

function restored(value: unknown, take: (kind: unknown, count: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => restored(entry, take));
  if (typeof value !== 'object' || value === null) return value;
  if (REFERENCE in value) {
    const reference = value[REFERENCE];
    if (reference === '-0') return -0;
    if (!Array.isArray(reference) || reference.length !== 2) throw noPack();
    return take(reference[0], reference[1]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, restored(part, take)]));
}
