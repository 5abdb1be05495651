/**
 * The progress of a batch, in a file next to its output. Resuming does not depend on it, since the records themselves
 * show which lines are done. It avoids reading them again, and states how much of the output is certainly on disk.
 */

import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JobRecord } from './job-types.js';

/** The contents of a checkpoint. */
export interface Checkpoint {
  /** Bytes of the output known to be on disk. */
  readonly outputBytes: number;
  /** The lines with records in those bytes: all below `next`, and those in `beyond`. */
  readonly next: number;
  readonly beyond: readonly number[];
  readonly solved: number;
  readonly failed: number;
  readonly firstFailure?: JobRecord | undefined;
}

/** The path of an output's checkpoint. */
export const checkpointPath = (output: string) => `${output}.checkpoint`;

/** Replaces the checkpoint atomically: if killed at any moment, either the old one or the new one remains. */
export async function writeCheckpoint(output: string, checkpoint: Checkpoint): Promise<void> {
  const path = checkpointPath(output);
  const next = `${path}.next`;
  const file = await open(next, 'w');
  try {
    await file.writeFile(JSON.stringify(checkpoint));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  await syncFolder(dirname(path));
}

/** Reads the checkpoint; `undefined` if there is no readable one. */
export async function readCheckpoint(output: string): Promise<Checkpoint | undefined> {
  try {
    return JSON.parse(await readFile(checkpointPath(output), 'utf8')) as Checkpoint;
  } catch {
    return undefined;
  }
}

export async function removeCheckpoint(output: string): Promise<void> {
  await rm(`${checkpointPath(output)}.next`, { force: true });
  await rm(checkpointPath(output), { force: true });
}

/** A renamed file is durable only once its folder is synced. Windows cannot sync folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
