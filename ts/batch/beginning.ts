/** Where a batch begins: at the first line, or where an earlier run stopped. */

import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { invalidInput } from '../engine/errors.js';
import { type Checkpoint, hashStart, readCheckpoint, removeCheckpoint } from './checkpoint.js';
import { CompletedLines } from './completed-lines.js';
import { compressionOf } from './compression.js';
import { reaching } from './files.js';
import type { JobSettings } from './job.js';
import { isFile, type Place, STANDARD } from './lines.js';
import type { BatchInput, BatchToFileOptions } from './options.js';
import { findRecords, firstOf, NO_RECORDS, type RecordsFound } from './record-file.js';

/** The first line of all. */
export const START: Place = { line: 1, byte: 0 };

/** What a batch starts from. */
export interface Beginning {
  readonly place: Place;
  readonly completed: CompletedLines;
  readonly found: RecordsFound;
}

/** What decides the records, beside the input. */
export const fingerprint = ({ method, options, arrays }: JobSettings, isOrdered: boolean) =>
  JSON.stringify({ method, options: { ...options, threads: undefined }, arrays, isOrdered });

/** Looks at what an earlier run left. */
export async function begin(options: BatchToFileOptions, settings: JobSettings): Promise<Beginning> {
  const { output, resume = false, overwrite = false } = options;
  const fresh = {
    place: START,
    completed: new CompletedLines(),
    found: NO_RECORDS,
  };
  if (output === STANDARD) {
    if (resume) throw invalidInput('resume', 'needs an output that is a file, and not standard output');
    return fresh;
  }
  if (existsSync(output)) await requireFile(output);
  if (!existsSync(output) || (overwrite && !resume)) {
    await removeCheckpoint(output);
    return fresh;
  }
  if (!resume) {
    const choice = 'the option resume goes on with it, and overwrite replaces it';
    throw invalidInput('output', `is there already: ${output}; ${choice}`);
  }
  return reaching('output', 'read', () => goOn(options, settings, fresh));
}

/** Goes on where the records that are there, or the checkpoint beside them, say that an earlier run stopped. */
async function goOn(
  { input, output, ordered = false }: BatchToFileOptions,
  settings: JobSettings,
  fresh: Beginning,
): Promise<Beginning> {
  const checkpoint = await readCheckpoint(output);
  const isCompressed = compressionOf(output) !== undefined;
  if (checkpoint === undefined || (!isCompressed && (await stat(output)).size < checkpoint.outputBytes)) {
    const found = await findRecords(output, 0, fresh.completed, false);
    return { ...fresh, found };
  }
  await requireSame(checkpoint, input, fingerprint(settings, ordered));
  // A checkpoint counts bytes of text, which no place in a compressed file belongs to: all of it is read.
  if (isCompressed) return { ...fresh, found: await findRecords(output, 0, fresh.completed, true) };
  const completed = new CompletedLines(checkpoint.next, checkpoint.beyond);
  const later = await findRecords(output, checkpoint.outputBytes, completed, true);
  const found = {
    bytes: later.bytes,
    solved: checkpoint.solved + later.solved,
    failed: checkpoint.failed + later.failed,
    firstFailure: firstOf(checkpoint.firstFailure, later.firstFailure),
  };
  return { place: checkpoint.place, completed, found };
}

/** Refuses a pipe or a device: records are written where they belong, and read again to go on. */
async function requireFile(output: string): Promise<void> {
  const found = await stat(output);
  if (!found.isFile() && !found.isDirectory()) {
    throw invalidInput('output', `must be a file, and not a pipe or a device: ${output}`);
  }
}

/** Refuses to go on where the records would not be those of one batch. */
async function requireSame(checkpoint: Checkpoint, input: BatchInput, settings: string): Promise<void> {
  if (checkpoint.settings !== settings) {
    throw invalidInput(
      'resume',
      'is impossible with other options than those that the batch was started with',
    );
  }
  if (!isFile(input)) return;
  const { sha256, bytes } = await hashStart(input, checkpoint.inputStart.bytes);
  if (sha256 !== checkpoint.inputStart.sha256 || bytes !== checkpoint.inputStart.bytes) {
    throw invalidInput('resume', `is impossible: ${input} is not the input that the batch was started with`);
  }
}
