/** Access to array files within allowed folders. Jobs may come from strangers, so no other file is opened. */

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
} from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { describeValue, invalidInput } from '../engine/errors.js';

/** The folders from which jobs may read arrays. */
export interface ArrayFolders {
  /** The base folder of relative paths. */
  readonly start: string;
  /** The readable folders, including their subfolders. */
  readonly allowed: readonly string[];
  /** The largest file in bytes; absent if none is too large. */
  readonly maxBytes?: number;
}

/** Rejects values other than lists of folder names. */
export function requireFolders(folders: readonly string[] | undefined): void {
  if (folders === undefined) return;
  if (!Array.isArray(folders)) {
    throw invalidInput('arraysFrom', `must be a list of folders, got ${describeValue(folders)}`);
  }
  for (const folder of folders) {
    if (typeof folder === 'string' && folder !== '') continue;
    throw invalidInput('arraysFrom', `must be names of folders, got ${describeValue(folder)}`);
  }
}

/** The only error message about a file. Distinct ones would reveal to a stranger which files exist. */
const REFUSAL = 'is no file below a folder that arrays may be read from';

/**
 * Reads a regular file whose real path, with links resolved, is below an allowed folder. Returns the real path too.
 * Throws the same error for all other paths.
 */
export function readAllowed(path: string, folders: ArrayFolders): { path: string; bytes: Buffer } {
  const real = allowedPath(path, folders);
  const content = real === undefined ? undefined : readRegular(real, folders.maxBytes);
  if (real === undefined || content === undefined) throw new Error(REFUSAL);
  return { path: real, bytes: content };
}

function allowedPath(path: string, { start, allowed }: ArrayFolders): string | undefined {
  try {
    const given = resolve(start, path);
    const folders = allowed.flatMap(realFolders);
    // The system is not asked about paths elsewhere: the time would tell whether they are there, and on Windows another computer would be.
    if (![...allowed, ...folders].some((folder) => contains(resolve(folder), given))) return undefined;
    const real = realpathSync(given);
    return folders.some((folder) => contains(folder, real)) ? real : undefined;
  } catch {
    return undefined;
  }
}

/** The real path of a folder, if there is one. */
function realFolders(folder: string): string[] {
  try {
    return [realpathSync(folder)];
  } catch {
    return [];
  }
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows, a path to another drive has no relative form.
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

/**
 * Returns whether an open file is the one at a path without links: a folder on the way may have been exchanged for a
 * link before the file was opened.
 */
function isAt(file: number, path: string): boolean {
  const told = toldPath(file);
  // The system marks a file that was replaced after it was opened.
  if (told !== undefined) return told === path || told === `${path} (deleted)`;
  try {
    // A folder exchanged several times at the right moments may still deceive this comparison.
    const [opened, found] = [fstatSync(file, { bigint: true }), lstatSync(path, { bigint: true })];
    return realpathSync(path) === path && opened.dev === found.dev && opened.ino === found.ino;
  } catch {
    return false;
  }
}

/** The path of an open file, where the system tells it. */
function toldPath(file: number): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${file}`);
  } catch {
    return undefined;
  }
}

/**
 * Reads a file unless it is a pipe, a device or a folder. Without `O_NONBLOCK`, opening a pipe would wait for a writer.
 * `path` has no links.
 */
function readRegular(path: string, maxBytes = Infinity): Buffer | undefined {
  // Windows has neither flag.
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  let file: number;
  try {
    file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  } catch {
    return undefined;
  }
  try {
    const status = fstatSync(file);
    if (!status.isFile() || !isAt(file, path)) return undefined;
    if (status.size > maxBytes) throw new Error(`is larger than ${maxBytes / 2 ** 20} MiB`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
