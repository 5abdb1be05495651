/** Files in NumPy's `.npy` format, each with an array of at most two dimensions. */

import { closeSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import type { Matrix } from '../engine/arrays.js';
import type { WireArray } from '../engine/wire.js';
import { decompressedAt } from './compression.js';
import { writeWhole } from './files.js';

/** The first bytes of a file, followed by two bytes for the version of the format. */
const MAGIC = '\x93NUMPY';

/** Headers are padded to a multiple of this. */
const ALIGNMENT = 64;

/** The value read from a file: a number, a vector or a matrix. */
export type NpyValue = number | WireArray | (Omit<Matrix, 'data'> & { readonly data: WireArray });

/** Conversions by element type, in NumPy's notation without the byte order. */
const ELEMENTS: Readonly<Record<string, (bytes: ArrayBuffer) => ArrayLike<number | bigint>>> = {
  f8: (bytes) => new Float64Array(bytes),
  f4: (bytes) => new Float32Array(bytes),
  f2: (bytes) => Float32Array.from(new Uint16Array(bytes), numberOfHalf),
  i8: (bytes) => new BigInt64Array(bytes),
  u8: (bytes) => new BigUint64Array(bytes),
  i4: (bytes) => new Int32Array(bytes),
  u4: (bytes) => new Uint32Array(bytes),
  i2: (bytes) => new Int16Array(bytes),
  u2: (bytes) => new Uint16Array(bytes),
  i1: (bytes) => new Int8Array(bytes),
  u1: (bytes) => new Uint8Array(bytes),
  b1: (bytes) => new Uint8Array(bytes),
};

interface Header {
  readonly element: string;
  readonly isBigEndian: boolean;
  readonly isFortranOrder: boolean;
  readonly shape: readonly number[];
  /** The offset of the first number. */
  readonly offset: number;
}

/** Exclusive limit on rows and columns. */
const MAX_EXTENT = 2 ** 31;

/**
 * Reads the array in a file, whose content may be given. Bytes stay bytes. Integers with a size other than 32 bits
 * become 32-bit integers if all of them fit, as indices do, else doubles. Throws an `Error` that describes the file if
 * it is invalid.
 */
export function readNpy(path: string, content: Buffer = readFileSync(path)): NpyValue {
  const file = decompressedAt(path, content);
  const { element, isBigEndian, isFortranOrder, shape, offset } = readHeader(file);
  const read = Object.hasOwn(ELEMENTS, element) ? ELEMENTS[element] : undefined;
  if (read === undefined) throw new Error(`has elements of the type ${element}, not numbers`);
  const count = shape.reduce((product, extent) => product * extent, 1);
  const width = Number(element.slice(1));
  if (file.length < offset + count * width) throw new Error('is shorter than its header says');
  const start = file.byteOffset + offset;
  const bytes = file.buffer.slice(start, start + count * width) as ArrayBuffer;
  if (isBigEndian) swapBytes(bytes, width);
  const numbers = wireArrayOf(read(bytes));
  if (shape.length === 0) return numbers[0] as number;
  if (shape.length === 1) return numbers;
  const [rows, columns] = shape as [number, number];
  return { rows, columns, data: isFortranOrder ? transposed(numbers, rows, columns) : numbers };
}

/** Writes a vector, or a matrix of `rows` and `columns`, and syncs it to disk. */
export function writeNpy(path: string, array: WireArray, shape: readonly number[]): void {
  const extents = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${typeOf(array)}', 'fortran_order': False, 'shape': ${extents}, }`;
  const prefix = MAGIC.length + 4;
  const length = Math.ceil((prefix + text.length + 1) / ALIGNMENT) * ALIGNMENT - prefix;
  const header = Buffer.from(`${MAGIC}\x01\x00\x00\x00${text.padEnd(length - 1)}\n`, 'latin1');
  header.writeUInt16LE(length, MAGIC.length + 2);
  const file = openSync(path, 'w');
  try {
    writeWhole(file, header);
    writeWhole(file, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The element type of an array in NumPy's notation, with the byte order. */
function typeOf(array: WireArray): string {
  if (array instanceof Float64Array) return '<f8';
  if (array instanceof Float32Array) return '<f4';
  return array instanceof Int32Array ? '<i4' : '|u1';
}

function readHeader(file: Buffer): Header {
  if (file.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('is not a .npy file');
  const isFirstVersion = file[MAGIC.length] === 1;
  const start = MAGIC.length + (isFirstVersion ? 4 : 6);
  if (file.length < start) throw new Error('is shorter than its header says');
  const length = isFirstVersion ? file.readUInt16LE(MAGIC.length + 2) : file.readUInt32LE(MAGIC.length + 2);
  const text = file.toString('latin1', start, start + length);
  const [, order, element] = /'descr': *'([<>|=]?)(\w+)'/.exec(text) ?? [];
  const [, extents] = /'shape': *\(([\d, ]*)\)/.exec(text) ?? [];
  if (element === undefined || extents === undefined) throw new Error('has a header that cannot be read');
  const shape = (extents.match(/\d+/g) ?? []).map(Number);
  if (shape.length > 2) throw new Error(`has ${shape.length} dimensions; at most 2 are taken`);
  if (shape.some((extent) => extent >= MAX_EXTENT))
    throw new Error(`has a dimension of ${Math.max(...shape)}`);
  const isFortranOrder = /'fortran_order': *True/.test(text);
  return { element, isBigEndian: order === '>', isFortranOrder, shape, offset: start + length };
}

/** Swaps the byte order of numbers of `width` bytes. */
function swapBytes(bytes: ArrayBuffer, width: number): void {
  const buffer = Buffer.from(bytes);
  if (width === 2) buffer.swap16();
  if (width === 4) buffer.swap32();
  if (width === 8) buffer.swap64();
}

/** Decodes a half-precision number: one sign bit, five exponent bits, ten fraction bits (IEEE 754 binary16). */
function numberOfHalf(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const [exponent, fraction] = [(bits >> 10) & 31, (bits & 1023) / 1024];
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

function wireArrayOf(numbers: ArrayLike<number | bigint>): WireArray {
  if (numbers instanceof Float64Array || numbers instanceof Float32Array) return numbers;
  if (numbers instanceof Int32Array || numbers instanceof Uint8Array) return numbers;
  const doubles = Float64Array.from(numbers, Number);
  return doubles.every((value) => value === (value | 0)) ? Int32Array.from(doubles) : doubles;
}

/** Converts a matrix from column-major to row-major order. */
function transposed(numbers: WireArray, rows: number, columns: number): WireArray {
  const result = numbers.slice();
  if (columns === 0) return result;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[i * columns + j] = numbers[j * rows + i] as number;
  }
  return result;
}
