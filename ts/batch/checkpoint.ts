/**
 * How far a batch has come, in a file beside its output. Nothing in it is needed to go on, since the records themselves tell
 * which lines are done; it spares reading those again, and tells how much of the output the disk has for certain.
 */

import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reaching } from './files.js';
import type { JobRecord } from './job.js';
import type { Place } from './lines.js';

/** What a checkpoint holds. */
export interface Checkpoint {
  /** What else than the input decides the records, as JSON. */
  readonly settings: string;
  /** A hash of the first bytes of the input, and how many they are. */
  readonly inputStart: { readonly bytes: number; readonly sha256: string };
  /** From where on the input has to be read again. */
  readonly place: Place;
  /** Bytes of the output that the disk has. */
  readonly outputBytes: number;
  /** Lines whose records are in those bytes: all below `next`, and `beyond`. */
  readonly next: number;
  readonly beyond: readonly number[];
  readonly solved: number;
  readonly failed: number;
  readonly firstFailure?: JobRecord | undefined;
}

/** The bytes of the input that are compared to tell it from another. */
const COMPARED_BYTES = 2 ** 16;

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

/** The hash of the first bytes of a file. */
export function hashStart(path: string, bytes = COMPARED_BYTES): Promise<Checkpoint['inputStart']> {
  return reaching('input', 'read', async () => {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      const sha256 = createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex');
      return { bytes: bytesRead, sha256 };
    } finally {
      await file.close();
    }
  });
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
