/**
 * Results of calls, in a folder of the server, closed to other users. Processes of calls write and read them; the
 * server names them and removes the oldest.
 */

import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { isRunning } from '../batch/process-limits.js';
import { describeValue } from '../engine/errors.js';
import { CallError } from './call-error.js';

/** Bytes of all results. */
const MAX_BYTES = 2 ** 30;

/** Names of results, and of their files. */
const NAME = /^r[1-9]\d{0,8}$/;

const PREFIX = 'superlinear-mcp-';

/** Stores the solution of a call, without functions: results are data. */
export function writeResult(folder: string, name: string, solution: unknown): void {
  const bytes = serialize(dataOf(solution));
  if (bytes.length > MAX_BYTES)
    throw new CallError('OUT_OF_MEMORY', `the solution has more than ${MAX_BYTES / 2 ** 20} MiB`);
  writeFileSync(join(folder, name), bytes, { mode: 0o600 });
}

/** Reads a result. Errors name the argument at `path`. */
export function readResult(folder: string, name: string, path: string): unknown {
  try {
    if (NAME.test(name)) return deserialize(readFileSync(join(folder, name)));
  } catch {
    // No longer there, as if it never was.
  }
  const message = `${path} names no result: ${describeValue(name)}; results are removed when the server ends, and the oldest beyond 1 GiB`;
  throw new CallError('INVALID_INPUT', message, { path, hint: 'solve again' });
}

/** A copy without functions. Arrays of numbers are not copied. */
function dataOf(value: unknown): unknown {
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map(dataOf);
  const entries = Object.entries(value).map(([key, part]) => [key, dataOf(part)] as const);
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

/** The server's side: the folder, the names and the sizes. */
export class ResultFolder {
  readonly folder: string;
  readonly #maxBytes: number;
  readonly #sizes = new Map<string, number>();
  #count = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
    removeAbandoned();
    this.folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  }

  /** A new name. */
  next(): string {
    this.#count++;
    return `r${this.#count}`;
  }

  /** Counts a new result, and removes the oldest beyond the limit. */
  keep(name: string): void {
    try {
      this.#sizes.set(name, statSync(join(this.folder, name)).size);
    } catch {
      return;
    }
    let total = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const [oldest, size] of this.#sizes) {
      if (total <= this.#maxBytes) break;
      this.discard(oldest);
      total -= size;
    }
  }

  /** Removes a result, or the part of one whose process was ended. */
  discard(name: string): void {
    this.#sizes.delete(name);
    try {
      unlinkSync(join(this.folder, name));
    } catch {
      // It was never written.
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Removes this user's folders of killed servers. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-\\w+$`).exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    try {
      const status = lstatSync(folder);
      const isOurs = process.getuid === undefined || status.uid === process.getuid();
      if (status.isDirectory() && isOurs) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another server removed it.
    }
  }
}
