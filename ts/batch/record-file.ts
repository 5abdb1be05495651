/**
 * The file of records: written in order of completion or of lines, synced periodically, and read again after a kill.
 */

import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { invalidInput } from '../engine/errors.js';
import type { CompletedLines } from './completed-lines.js';
import { CompressedSink } from './compressed-sink.js';
import { compressionOf, isCutOff, isDamaged } from './compression.js';
import type { Destination } from './dealer.js';
import { reaching, unreachable } from './files.js';
import { InTurn, type LineRecord } from './in-turn.js';
import type { JobRecord } from './job-types.js';
import { STANDARD } from './lines.js';
import type { RecordsFound, Sink } from './sink.js';
import { writeOut } from './standard-output.js';

/** Limit on the bytes waiting to be written or to come in order. Beyond it, producers wait. */
const MAX_WAITING_BYTES = 2 ** 25;

const LINE_FEED = 10;

/** The beginning of every record. */
const RECORD_START = '{"line":';

/** The contents of an empty file. */
export const NO_RECORDS: RecordsFound = { bytes: 0, solved: 0, failed: 0 };

/** The record of the earlier line. */
export function firstOf(one: JobRecord | undefined, other: JobRecord | undefined): JobRecord | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.line <= other.line ? one : other;
}

/** Notifications to the producer of records. */
export interface RecordFileOwner {
  /** Called after records have been written. */
  wake(): void;
  /** Called if no more can be written. */
  stop(reason: unknown): void;
}

/** Appends records. */
export class RecordFile implements Destination {
  readonly #sink: Sink;
  readonly #completed: CompletedLines;
  readonly #owner: RecordFileOwner | undefined;
  readonly #before: (() => Promise<void>) | undefined;
  readonly #inTurn: InTurn | undefined;
  #pending: LineRecord[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #written: RecordsFound;
  #failure: Error | undefined;

  private constructor(sink: Sink, options: RecordFileOptions) {
    const { found = NO_RECORDS, completed, ordered = false, owner, before } = options;
    this.#sink = sink;
    this.#written = found;
    this.#completed = completed;
    this.#owner = owner;
    this.#before = before;
    if (ordered) this.#inTurn = new InTurn(completed, (record) => this.#append(record));
  }

  /** Opens a file, or standard output. */
  static async open(path: string, options: RecordFileOptions): Promise<RecordFile> {
    const sink = path === STANDARD ? STANDARD_OUTPUT : await fileSink(path, options.found ?? NO_RECORDS);
    return new RecordFile(sink, options);
  }

  /** The records written so far. */
  get written(): RecordsFound {
    return this.#written;
  }

  /** Takes the record of a line. */
  add(record: LineRecord): void {
    this.#waitingBytes += record.text?.length ?? 0;
    if (this.#inTurn === undefined) this.#append(record);
    else this.#inTurn.add(record);
  }

  /** Whether too much is waiting to start a new job. */
  get isFull(): boolean {
    return this.#waitingBytes > MAX_WAITING_BYTES;
  }

  /** Waits until all pending records are written. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Syncs the written records to disk. */
  async sync(): Promise<void> {
    await this.#sink.sync();
  }

  async close(): Promise<void> {
    await this.#sink.close();
  }

  #append(record: LineRecord): void {
    this.#pending.push(record);
    this.#writing ??= this.#write();
  }

  /** Writes until nothing is pending; records that arrive meanwhile are written together. */
  async #write(): Promise<void> {
    // Records added in the same turn of the event loop are written together.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      while (this.#pending.length > 0) {
        const records = this.#pending;
        this.#pending = [];
        const bytes = Buffer.concat(records.flatMap(({ text }) => text ?? []));
        await this.#before?.();
        await this.#sink.write(bytes, this.#written.bytes);
        this.#count(records, bytes.length);
        this.#owner?.wake();
      }
    } catch (error) {
      this.#failure = unreachable('output', 'written', error);
      this.#owner?.stop(this.#failure);
    } finally {
      this.#writing = undefined;
    }
  }

  #count(records: readonly LineRecord[], bytes: number): void {
    const errors = records.filter(({ isError }) => isError);
    const solved = records.length - errors.length;
    const before = this.#written;
    this.#written = {
      bytes: before.bytes + bytes,
      solved: before.solved + solved,
      failed: before.failed + errors.length,
      firstFailure: errors.reduce(earlierFailure, before.firstFailure),
    };
    this.#waitingBytes -= bytes;
    for (const { line } of records) this.#completed.add(line);
  }
}

/** Options of a record file. */
export interface RecordFileOptions {
  /** The existing contents to keep. */
  readonly found?: RecordsFound;
  /** Updated with the lines written. */
  readonly completed: CompletedLines;
  /** Whether records are written in the order of their lines. */
  readonly ordered?: boolean;
  readonly owner?: RecordFileOwner;
  /** Awaited before records are written. */
  readonly before?: (() => Promise<void>) | undefined;
}

/** The first failure among two lines. The text is parsed only if it is the earlier one. */
function earlierFailure(first: JobRecord | undefined, { line, text }: LineRecord): JobRecord | undefined {
  if (first !== undefined && first.line <= line) return first;
  return JSON.parse(new TextDecoder().decode(text)) as JobRecord;
}

/** Opens a file and keeps the records found in it. */
async function fileSink(path: string, found: RecordsFound): Promise<Sink> {
  const compression = await reaching('output', 'written', async () => compressionOf(path));
  if (compression !== undefined) return CompressedSink.open(path, compression, found);
  const handle = await reaching('output', 'written', async () => {
    const opened = await open(path, found.bytes === 0 ? 'w' : 'r+');
    await opened.truncate(found.bytes);
    return opened;
  });
  // After a failed write, the file may contain part of the data.
  let failure: unknown;
  return {
    async write(bytes, position) {
      if (failure !== undefined) throw failure;
      try {
        const { size } = await handle.stat();
        if (size !== position) throw new Error(`another process has changed ${path}`);
        await writeWhole(handle, bytes, position);
      } catch (error) {
        failure = error;
        throw error;
      }
    },
    sync: () => reaching('output', 'written', () => handle.datasync()),
    close: () => handle.close(),
  };
}

const STANDARD_OUTPUT: Sink = {
  write: writeOut,
  sync: async () => {},
  close: async () => {},
};

async function writeWhole(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Reads the records in a file from byte `start` on, and adds their lines to `completed`. An incomplete last record is
 * ignored. Any other invalid text is an error, so that no unrelated file is mistaken for a file of records; with
 * `isOurs`, it is attributed to a power failure, and ignored with everything after it. Records from the first unknown
 * one on are ignored too.
 */
export async function findRecords(
  path: string,
  start: number,
  completed: CompletedLines,
  isOurs: boolean,
  isKnown: (record: JobRecord) => boolean = () => true,
): Promise<RecordsFound> {
  // The text after the last whole record.
  let rest: Buffer[] = [];
  const found: Mutable<RecordsFound> = { ...NO_RECORDS, bytes: start };
  for await (const block of textOf(path, start, isOurs, found)) {
    rest.push(block);
    if (!block.includes(LINE_FEED)) continue;
    const text = Buffer.concat(rest);
    let position = 0;
    for (let end = text.indexOf(LINE_FEED); end >= 0; end = text.indexOf(LINE_FEED, position)) {
      const record = readRecord(text.toString('utf8', position, end));
      if (record === undefined) {
        if (isOurs) return { ...found, isCut: true };
        throw invalidInput('output', `has something that is no record at byte ${found.bytes}: ${path}`);
      }
      if (!isKnown(record)) return { ...found, isCut: true };
      completed.add(record.line);
      if (record.error === undefined) found.solved++;
      else found.failed++;
      if (record.error !== undefined) found.firstFailure = firstOf(found.firstFailure, record);
      found.bytes += end + 1 - position;
      position = end + 1;
    }
    rest = [text.subarray(position)];
  }
  const end = Buffer.concat(rest);
  const remains = end.toString('utf8', 0, RECORD_START.length);
  if (!isOurs && !RECORD_START.startsWith(remains)) {
    throw invalidInput('output', `is not a file of records: ${path}`);
  }
  return end.length === 0 ? found : { ...found, isCut: true };
}

/** Reads the text of a file of records from byte `start` on. Sets `found.isCut` if a compressed file is truncated. */
async function* textOf(
  path: string,
  start: number,
  isOurs: boolean,
  found: Mutable<RecordsFound>,
): AsyncGenerator<Buffer> {
  const compression = compressionOf(path);
  if (compression === undefined) {
    yield* createReadStream(path, { start }) as AsyncIterable<Buffer>;
    return;
  }
  try {
    yield* compression.decompress(createReadStream(path));
  } catch (error) {
    if (!isCutOff(error) && !(isOurs && isDamaged(error))) throw error;
    found.isCut = true;
  }
}

function readRecord(text: string): JobRecord | undefined {
  try {
    const record = JSON.parse(text) as { line?: unknown };
    return typeof record.line === 'number' ? (record as JobRecord) : undefined;
  } catch {
    return undefined;
  }
}
