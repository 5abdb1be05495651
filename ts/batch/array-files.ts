/** Arrays that lie in files beside the JSON: `{ "npy": "cost.npy" }` stands for the array in that file. */

import { join, resolve } from 'node:path';
import { invalidInput } from '../engine/errors.js';
import type { WireArray } from '../engine/wire.js';
import { readNpy, writeNpy } from './npy.js';

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

/** Replaces references by the arrays themselves; relative paths start at `folder`. Works on a freshly parsed value. */
export function readReferences(value: unknown, folder: string, path: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // A list of numbers holds no references; looking at each would cost more than reading them did.
  if (Array.isArray(value) && typeof value[0] === 'number') return value;
  const keys = Object.keys(value);
  const object = value as Record<string, unknown>;
  if (keys.length === 1 && keys[0] === REFERENCE_KEY)
    return readReference(object[REFERENCE_KEY], folder, path);
  for (const key of keys) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    object[key] = readReferences(object[key], folder, place);
  }
  return value;
}

function readReference(file: unknown, folder: string, path: string): unknown {
  if (typeof file !== 'string') throw invalidInput(path, 'must name a .npy file');
  try {
    return readNpy(resolve(folder, file));
  } catch (error) {
    throw invalidInput(path, `cannot be read: ${file} ${(error as Error).message}`);
  }
}

/** The value as JSON text, its arrays as lists of numbers, or in files where they are large and `output` says where. */
export function stringify(value: unknown, output?: ArrayOutput, name = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (ArrayBuffer.isView(value)) return stringifyArray(value as WireArray, output, name, undefined);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => stringify(item, output, `${name}.${index}`)).join(',')}]`;
  }
  const { rows, columns, data, ...others } = value as Record<string, unknown>;
  const isMatrix = Object.keys(others).length === 0 && isLarge(data, output);
  if (isMatrix && rows !== undefined && columns !== undefined) {
    return stringifyArray(data, output, name, [rows as number, columns as number]);
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const texts = entries.map(
    ([key, item]) => `${JSON.stringify(key)}:${stringify(item, output, `${name}.${key}`)}`,
  );
  return `{${texts.join(',')}}`;
}

function isLarge(data: unknown, output: ArrayOutput | undefined): data is WireArray {
  return output !== undefined && ArrayBuffer.isView(data) && (data as WireArray).length > output.above;
}

function stringifyArray(
  array: WireArray,
  output: ArrayOutput | undefined,
  name: string,
  shape: readonly number[] = [array.length],
): string {
  if (output === undefined || !isLarge(array, output)) return `[${array.join(',')}]`;
  const file = `${name}.npy`;
  writeNpy(join(output.folder, file), array, shape);
  return JSON.stringify({ [REFERENCE_KEY]: `${output.prefix}${file}` });
}
