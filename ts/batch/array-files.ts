/**
 * Arrays stored in files next to the JSON: `{ "npy": "cost.npy" }` refers to the array in that file,
 * `{ "mtx": "matrix.mtx" }` to the matrix, and `{ "csv": "table.csv", "column": "age" }` to a column of the table.
 */

import { join } from 'node:path';
import { invalidInput, SuperlinearError } from '../engine/errors.js';
import type { WireArray } from '../engine/wire.js';
import { type ArrayFolders, readAllowed } from './array-folders.js';
import { decompressedAt } from './compression.js';
import { type CsvChoice, CsvTable, type CsvValue } from './csv.js';
import { unreachable } from './files.js';
import { type MtxValue, readMtx } from './mtx.js';
import { type NpyValue, readNpy, writeNpy } from './npy.js';

/** Where large arrays of results are written. */
export interface ArrayOutput {
  /** The folder for the files. It must exist. */
  readonly folder: string;
  /** The prefix of file names in the result, relative to the reader's folder. */
  readonly prefix: string;
  /** Arrays with more numbers than this are written to files; smaller ones stay in the JSON. */
  readonly above: number;
}

/** The readers of files, by the first key of an object that refers to an array. */
const READERS = {
  npy: readNpy,
  mtx: readMtx,
} satisfies Record<string, (path: string, content?: Buffer) => NpyValue | MtxValue>;

/** The kinds of references, and their further keys. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  npy: [],
  mtx: [],
  csv: ['column', 'columns'],
};

/** Matches text that may contain references: a key, or an escape that may spell it. */
const REFERENCE_MARK = /npy|mtx|csv|\\u/;

/** Returns whether a value parsed from this text may contain references. A search for them takes as long as parsing. */
export const mayHaveReferences = (text: string): boolean => REFERENCE_MARK.test(text);

/** Replaces references by the arrays, modifying `value`. */
export const readReferences = (value: unknown, folders: ArrayFolders, path: string): unknown =>
  new References(folders).read(value, path);

/** The keys of a reference at most. */
const MAX_KEYS = 3;

/** Returns the kind of a reference, whose keys may have any order; undefined for all other objects. */
export function kindOfReference(value: object): string | undefined {
  const keys = Object.keys(value);
  if (keys.length > MAX_KEYS) return undefined;
  const kind = keys.find((key) => Object.hasOwn(REFERENCES, key));
  const isWhole = keys.every((key) => key === kind || REFERENCES[kind ?? '']?.includes(key));
  return isWhole ? kind : undefined;
}

/** Reads the array of a reference of some kind from the content of its file. */
export function arrayIn(
  kind: string,
  { path, bytes }: { readonly path: string; readonly bytes: Buffer },
  choice: CsvChoice,
): NpyValue | MtxValue | CsvValue {
  if (kind === 'csv') return new CsvTable(decompressedAt(path, bytes)).select(choice);
  return READERS[kind as keyof typeof READERS](path, bytes);
}

class References {
  readonly #folders: ArrayFolders;

  constructor(folders: ArrayFolders) {
    this.#folders = folders;
  }

  read(value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    // A list of numbers contains no references. Checking each entry would take longer than parsing.
    if (Array.isArray(value) && typeof value[0] === 'number') return value;
    const object = value as Record<string, unknown>;
    const kind = kindOfReference(value);
    if (kind !== undefined) return this.#array(object, kind, path);
    for (const key of Object.keys(value)) {
      const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      object[key] = this.read(object[key], place);
    }
    return value;
  }

  #array(reference: Record<string, unknown>, kind: string, path: string) {
    const file = reference[kind];
    if (typeof file !== 'string') throw invalidInput(path, `must name a .${kind} file`);
    return described(file, path, () => arrayIn(kind, readAllowed(file, this.#folders), reference));
  }
}

/** The name of an array file, optionally compressed. */
const ARRAY_FILE = /\.(npy|mtx)(\.gz|\.zst)?$/;

export const isArrayFile = (file: string): boolean => ARRAY_FILE.test(file);

/** Reads the array in a file named by the user, without restriction to folders. */
export const readArray = (file: string, path: string) =>
  described(file, path, () => READERS[ARRAY_FILE.exec(file)?.[1] as keyof typeof READERS](file));

/** Reads an array. Errors name the argument and the file. */
function described<Value>(file: string, path: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw invalidInput(path, `cannot be read: ${file} ${(error as Error).message}`);
  }
}

/**
 * Maximum count of numbers in a text. A longer text could exceed JavaScript's string length, and building it would
 * crash the process.
 */
const MAX_NUMBERS_OF_TEXT = 1e7;

/** Serializes a value as JSON. Arrays become lists of numbers, or files if they are large and `output` is given. */
export function stringify(value: unknown, output?: ArrayOutput, name = ''): string {
  return JSON.stringify(plain(value, output, name));
}

/** Replaces typed arrays in a value. Serializing the result at once takes half the time of doing so piece by piece. */
export const plain = (value: unknown, output: ArrayOutput | undefined, name: string): unknown =>
  new Plain(output).of(value, name);

/** Converts the parts of a value. */
class Plain {
  readonly #output: ArrayOutput | undefined;
  /** Count of the numbers in lists so far. */
  #listed = 0;

  constructor(output: ArrayOutput | undefined) {
    this.#output = output;
  }

  of(value: unknown, name: string): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (ArrayBuffer.isView(value)) return this.#array(value as WireArray, name);
    if (Array.isArray(value)) return value.map((item, index) => this.of(item, `${name}.${index}`));
    const { rows, columns, data, ...others } = value as Record<string, unknown>;
    const isMatrix = isLarge(data, this.#output) && Object.keys(others).length === 0;
    if (isMatrix && rows !== undefined && columns !== undefined) {
      return this.#array(data, name, [rows as number, columns as number]);
    }
    const copy: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) copy[key] = this.of(item, `${name}.${key}`);
    return copy;
  }

  #array(array: WireArray, name: string, shape: readonly number[] = [array.length]): unknown {
    const output = this.#output;
    if (output === undefined || !isLarge(array, output)) return this.#list(array);
    const file = `${name}.npy`;
    try {
      writeNpy(join(output.folder, file), array, shape);
    } catch (error) {
      throw unreachable('arraysTo', 'written', error);
    }
    return { npy: `${output.prefix}${file}` };
  }

  #list(array: WireArray): number[] {
    this.#listed += array.length;
    if (this.#listed <= MAX_NUMBERS_OF_TEXT) return listOf(array);
    const message = `the solution has more than ${MAX_NUMBERS_OF_TEXT} numbers, too many for a text: write large arrays to files by arraysTo`;
    throw new SuperlinearError('OUT_OF_MEMORY', message, 'arraysTo');
  }
}

function isLarge(data: unknown, output: ArrayOutput | undefined): data is WireArray {
  return output !== undefined && ArrayBuffer.isView(data) && (data as WireArray).length > output.above;
}

/** Converts an array to a list. `Array.from` uses its iterator and takes ten times as long. */
function listOf(array: WireArray): number[] {
  const list = new Array<number>(array.length);
  for (let i = 0; i < array.length; i++) list[i] = array[i] as number;
  return list;
}
