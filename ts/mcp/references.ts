/**
 * References in problems: an object naming a file or a result stands for an array, a matrix or any value. Its content is
 * data, and is not searched for further references.
 */

import { arrayIn, kindOfReference } from '../batch/array-files.js';
import { invalidInput } from '../engine/errors.js';
import type { CallError } from './call-error.js';
import { fieldOf } from './fields.js';
import type { OpenedFile } from './served-files.js';

/** The sources of values. */
export interface Sources {
  /** Reads a file, or throws why it is not served. */
  readonly file: (name: string, path: string) => OpenedFile;
  /** The solution of an earlier call. */
  readonly result: (name: string, path: string) => unknown;
}

/** Levels of objects in the arguments of a call. */
const MAX_DEPTH = 40;

/** Replaces all references in arguments. Unchanged parts are not copied. */
export const withReferencesRead = (value: unknown, sources: Sources, path: string): unknown =>
  new Reader(sources).read(value, path, 0);

class Reader {
  readonly #sources: Sources;
  /** Files read so far: one named twice is read once. */
  readonly #files = new Map<string, OpenedFile>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  read(value: unknown, path: string, depth: number): unknown {
    if (value === 'Infinity') return Infinity;
    if (value === '-Infinity') return -Infinity;
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH) throw invalidInput(path, 'is nested too deeply');
    if (Array.isArray(value)) return this.#list(value, path, depth);
    return this.#reference(value as Record<string, unknown>, path) ?? this.#object(value, path, depth);
  }

  #list(list: readonly unknown[], path: string, depth: number): readonly unknown[] {
    if (list.every((item) => typeof item === 'number')) return list;
    return list.map((item, index) => this.read(item, `${path}[${index}]`, depth + 1));
  }

  /** An object with its fields read. The shapes of a function's inputs are no references, whatever their names. */
  #object(object: object, path: string, depth: number): object {
    const isFunction = 'formula' in object;
    const entries = Object.entries(object).map(([key, item]) => {
      const place = path === '' ? key : `${path}.${key}`;
      return [key, isFunction && key === 'inputs' ? item : this.read(item, place, depth + 1)] as const;
    });
    return Object.fromEntries(entries);
  }

  /** The value of a reference; undefined for other objects. */
  #reference(object: Record<string, unknown>, path: string): unknown {
    const { json, result, field, ...others } = object;
    const isAlone = Object.keys(others).length === 0 && (field === undefined || typeof field === 'string');
    if (isAlone && typeof json === 'string' && result === undefined)
      return fieldOf(this.#json(json, path), field as string | undefined, path);
    if (isAlone && typeof result === 'string' && json === undefined)
      return fieldOf(this.#sources.result(result, path), field as string | undefined, path);
    const kind = kindOfReference(object);
    return kind === undefined || typeof object[kind] !== 'string'
      ? undefined
      : this.#array(kind, object, path);
  }

  #json(name: string, path: string): unknown {
    const { bytes } = this.#file(name, path);
    return described(name, path, () => JSON.parse(bytes.toString('utf8')));
  }

  #array(kind: string, object: Record<string, unknown>, path: string): unknown {
    const name = object[kind] as string;
    const file = this.#file(name, path);
    return described(name, path, () => arrayIn(kind, file, object));
  }

  #file(name: string, path: string): OpenedFile {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const file = this.#sources.file(name, path);
    this.#files.set(name, file);
    return file;
  }
}

/** Reads content. Errors name the argument and the file. */
function described<Value>(name: string, path: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if ((error as CallError).code !== undefined && !(error instanceof SyntaxError)) throw error;
    const reason = error instanceof SyntaxError ? 'is not JSON' : (error as Error).message;
    throw invalidInput(path, `cannot be read: ${name} ${reason}`);
  }
}
