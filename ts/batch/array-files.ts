/** Arrays that lie in files beside the JSON: `{ "npy": "cost.npy" }` stands for the array in that file. */

import { join } from 'node:path';
import { invalidInput, SuperlinearError } from '../engine/errors.js';
import type { WireArray } from '../engine/wire.js';
import { type ArrayFolders, readAllowed } from './array-folders.js';
import { unreachable } from './files.js';
import { type NpyValue, readNpy, writeNpy } from './npy.js';

/** Where large arrays of results go. */
export interface ArrayOutput {
  /** The folder that they are written to; there already. */
  readonly folder: string;
  /** What stands before a file's name in the result, to be found from where that is read. */
  readonly prefix: string;
  /** Arrays of more numbers than this are written; smaller ones stand in the JSON. */
  readonly above: number;
}

/** The only key of an object that stands for an array. */
const REFERENCE_KEY = 'npy';

/** What the text of a value with references has in it: the key, or characters by their numbers, which may be the key's. */
const REFERENCE_MARK = /npy|\\u/;

/** Whether to look for references in a value that was read from this text; looking takes as long as reading did. */
export const mayHaveReferences = (text: string): boolean => REFERENCE_MARK.test(text);

/** Replaces references by the arrays themselves, in a value that is ours. */
export function readReferences(value: unknown, folders: ArrayFolders, path: string): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  // A list of numbers holds no references; looking at each would cost more than reading them did.
  if (Array.isArray(value) && typeof value[0] === 'number') return value;
  const keys = Object.keys(value);
  const object = value as Record<string, unknown>;
  if (keys.length === 1 && keys[0] === REFERENCE_KEY)
    return readReference(object[REFERENCE_KEY], folders, path);
  for (const key of keys) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    object[key] = readReferences(object[key], folders, place);
  }
  return value;
}

function readReference(file: unknown, folders: ArrayFolders, path: string): NpyValue {
  if (typeof file !== 'string') throw invalidInput(path, 'must name a .npy file');
  return described(file, path, () => {
    const allowed = readAllowed(file, folders);
    return readNpy(allowed.path, allowed.bytes);
  });
}

/** Reads the array in a file that the user names, which may be any. */
export function readArray(file: string, path: string): NpyValue {
  return described(file, path, () => readNpy(file));
}

/** Reads an array; a failure names the argument and the file. */
function described(file: string, path: string, read: () => NpyValue): NpyValue {
  try {
    return read();
  } catch (error) {
    throw invalidInput(path, `cannot be read: ${file} ${(error as Error).message}`);
  }
}

/** Numbers that a text holds at most. One of more may be longer than JavaScript's strings, whose making ends the process. */
const MAX_NUMBERS_OF_TEXT = 1e7;

/** The value as JSON text, its arrays as lists of numbers, or in files where they are large and `output` says where. */
export function stringify(value: unknown, output?: ArrayOutput, name = ''): string {
  return JSON.stringify(plain(value, output, name));
}

/** The value without typed arrays. That text is then made of all at once takes half the time of piece by piece. */
export const plain = (value: unknown, output: ArrayOutput | undefined, name: string): unknown =>
  new Plain(output).of(value, name);

/** Makes the parts of a value plain. */
class Plain {
  readonly #output: ArrayOutput | undefined;
  /** Numbers that are in lists so far. */
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
    return { [REFERENCE_KEY]: `${output.prefix}${file}` };
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

/** The numbers of an array; Array.from walks its iterator, and takes ten times as long. */
function listOf(array: WireArray): number[] {
  const list = new Array<number>(array.length);
  for (let i = 0; i < array.length; i++) list[i] = array[i] as number;
  return list;
}
