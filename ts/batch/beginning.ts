/** The starting state of a batch: the first line, or the line at which an earlier run stopped. */

import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { invalidInput } from '../engine/errors.js';
import { readCheckpoint, removeCheckpoint } from './checkpoint.js';
import { CompletedLines } from './completed-lines.js';
import { compressionOf } from './compression.js';
import { reaching, unreachable } from './files.js';
import { InputLog, inputLogPath, readInputLog } from './input-log.js';
import type { JobRecord, JobSettings } from './job-types.js';
import { isFile } from './lines.js';
import type { BatchInput, BatchToFileOptions } from './options.js';
import { findRecords, firstOf, NO_RECORDS } from './record-file.js';
import { RecordedIds } from './recorded-ids.js';
import type { RecordsFound } from './sink.js';

/** The starting state of a batch. */
export interface Beginning {
  readonly completed: CompletedLines;
  readonly found: RecordsFound;
  readonly log: InputLog;
}

/** A fingerprint of everything besides the input that determines the records. */
export const fingerprint = ({ method, options, arrays }: JobSettings, isOrdered: boolean) =>
  JSON.stringify({ method, options: { ...options, threads: undefined }, arrays, isOrdered });

/** Determines the starting state from the files left by an earlier run. The output must be locked. */
export async function begin(options: BatchToFileOptions, settings: JobSettings): Promise<Beginning> {
  const { output, ordered = false, resume = false, overwrite = false } = options;
  const isThere = existsSync(output);
  if (isThere) await requireFile(output);
  if (!isThere || (overwrite && !resume)) {
    await reaching('output', 'written', () => removeCheckpoint(output));
    const log = await InputLog.create(output, fingerprint(settings, ordered));
    return { completed: new CompletedLines(), found: NO_RECORDS, log };
  }
  if (!resume) {
    const choice = 'the option resume goes on with it, and overwrite replaces it';
    throw invalidInput('output', `already exists: ${output}; ${choice}`);
  }
  return reaching('output', 'read', () => goOn(options, settings));
}

/** Resumes after the records in the output, or after its checkpoint. */
async function goOn(
  { input, output, ordered = false }: BatchToFileOptions,
  settings: JobSettings,
): Promise<Beginning> {
  const current = fingerprint(settings, ordered);
  const earlier = await readInputLog(output);
  if (earlier === undefined) return goOnWithoutLog(input, output, settings, current);
  const { completed, found } = await recordsOf(output, earlier.points.at(-1)?.lines ?? 0);
  // Without records, the input need not be compared.
  if (found.bytes === 0) return { completed, found, log: await InputLog.create(output, current) };
  if (earlier.settings !== current) {
    throw invalidInput(
      'resume',
      'is impossible with other options than those that the batch was started with',
    );
  }
  return { completed, found, log: await InputLog.goOn(output, earlier) };
}

/** The records of lines up to `knownLines`. Later records are discarded and solved again. */
async function recordsOf(output: string, knownLines: number): Promise<Omit<Beginning, 'log'>> {
  const isKnown = ({ line }: JobRecord) => line <= knownLines;
  const checkpoint = await readCheckpoint(output);
  if (compressionOf(output) !== undefined) {
    // A checkpoint's byte count refers to uncompressed text, so a compressed file is read completely.
    const completed = new CompletedLines();
    return { completed, found: await findRecords(output, 0, completed, checkpoint !== undefined, isKnown) };
  }
  if (checkpoint === undefined || (await stat(output)).size < checkpoint.outputBytes) {
    // A checkpoint beyond the end of the output is obsolete, and must not be mistaken for a current one later.
    await removeCheckpoint(output);
    const completed = new CompletedLines();
    return { completed, found: await findRecords(output, 0, completed, false, isKnown) };
  }
  const completed = new CompletedLines(checkpoint.next, checkpoint.beyond);
  const later = await findRecords(output, checkpoint.outputBytes, completed, true, isKnown);
  const found = {
    bytes: later.bytes,
    solved: checkpoint.solved + later.solved,
    failed: checkpoint.failed + later.failed,
    firstFailure: firstOf(checkpoint.firstFailure, later.firstFailure),
  };
  return { completed, found };
}

/** Resumes from the records alone, comparing ids. */
async function goOnWithoutLog(
  input: BatchInput,
  output: string,
  settings: JobSettings,
  current: string,
): Promise<Beginning> {
  const completed = new CompletedLines();
  const ids = new RecordedIds(completed, settings);
  const found = await findRecords(output, 0, completed, false, (record) => {
    ids.add(record);
    return true;
  });
  if (found.bytes === 0) return { completed, found, log: await InputLog.create(output, current) };
  if (!isFile(input)) {
    const log = inputLogPath(output);
    throw invalidInput('resume', `is impossible without ${log}, which tells one input from another`);
  }
  const point = await ids.requireSame(input);
  return { completed, found, log: await InputLog.create(output, current, [point]) };
}

/** Rejects pipes and devices: a resumable output is written at given positions and read again. */
async function requireFile(output: string): Promise<void> {
  const found = await stat(output);
  if (found.isDirectory()) throw unreachable('output', 'written', new Error(`${output} is a folder`));
  if (!found.isFile()) {
    throw invalidInput('output', `must be a file, and not a pipe or a device: ${output}`);
  }
}
