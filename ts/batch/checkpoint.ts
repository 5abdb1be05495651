/**
 * How far a batch has come, in a file beside its output. Nothing in it is needed to go on, since the records themselves tell
 * which lines are done; it spares reading those again, and tells how much of the output the disk has for certain.
 */

import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JobRecord } from './job.js';

/** What a checkpoint holds. */
export interface Checkpoint {
  /** Bytes of the output that the disk has. */
  readonly outputBytes: number;
  /** Lines whose records are in those bytes: all below `next`, and `beyond`. */
  readonly next: number;
  readonly beyond: readonly number[];
  readonly solved: number;
  readonly failed: number;
  readonly firstFailure?: JobRecord | undefined;
}

/** The checkpoint of an output file. */
export const checkpointPath = (output: string) => `${output}.checkpoint`;

/** Replaces the checkpoint by a new one; killed at any moment, it leaves the old one or the new one. */
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

/** The checkpoint, if there is one that can be read. */
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

/** A file's name is durable only when its folder is. Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
