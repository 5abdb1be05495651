/** Folders that jobs may read arrays from, and files opened within them. Jobs may come from strangers, so no other file is opened. */

import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { describeValue, invalidInput } from '../engine/errors.js';

/** The folders that jobs may read arrays from. */
export interface ArrayFolders {
  /** The folder in which relative paths start. */
  readonly start: string;
  /** Folders whose files may be read, with all folders below them. */
  readonly allowed: readonly string[];
}

/** Refuses what is no list of folders. */
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

/** The only refusal of a file: another one would tell a stranger which files there are. */
const REFUSAL = 'is no file below a folder that arrays may be read from';

/**
 * Reads a regular file that lies below an allowed folder, whatever links lead to it; returns its real path too. Throws one and the same error
 * for all other paths.
 */
export function readAllowed(path: string, folders: ArrayFolders): { path: string; bytes: Buffer } {
  const real = allowedPath(path, folders);
  const content = real === undefined ? undefined : readRegular(real);
  if (real === undefined || content === undefined) throw new Error(REFUSAL);
  return { path: real, bytes: content };
}

function allowedPath(path: string, { start, allowed }: ArrayFolders): string | undefined {
  try {
    const real = realpathSync(resolve(start, path));
    const isAllowed = allowed.some((folder) => contains(realpathSync(folder), real));
    return isAllowed ? real : undefined;
  } catch {
    return undefined;
  }
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows there is no relative path to another drive.
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

/** Reads a file unless it is a pipe, a device or a folder; opening a pipe would wait for its writer. */
function readRegular(path: string): Buffer | undefined {
  // Windows has neither flag.
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  let file: number;
  try {
    file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  } catch {
    return undefined;
  }
  try {
    return fstatSync(file).isFile() ? readFileSync(file) : undefined;
  } finally {
    closeSync(file);
  }
}
