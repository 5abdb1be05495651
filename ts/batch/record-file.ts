/**
 * The file of records: written in the order in which they come or in that of their lines, made durable now and then, and
 * read again after the process was killed.
 */

import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { CompletedLines } from './completed-lines.js';

/** The record of a line. */
export interface LineRecord {
  readonly line: number;
  /** Its text, line feed included; absent for a blank line, which has no record. */
  readonly text?: Uint8Array;
  /** Whether it tells of an error. */
  readonly isError?: boolean;
}

/** More than this waiting to be written, or to come in order, makes whoever produces it wait. */
const MAX_WAITING_BYTES = 2 ** 25;

const LINE_FEED = 10;

/** Every record begins like this. */
const RECORD_START = '{"line":';

/** What a file of records held when it was read. */
export interface RecordsFound {
  /** Bytes up to the end of the last whole record. */
  readonly bytes: number;
  readonly solved: number;
  readonly failed: number;
}

/** Appends records. */
export class RecordFile {
  readonly #handle: FileHandle;
  readonly #completed: CompletedLines;
  readonly #isOrdered: boolean;
  /** Records that came before their turn. */
  readonly #early = new Map<number, LineRecord>();
  #turn: number;
  #pending: LineRecord[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #written: RecordsFound;
  #failure: Error | undefined;

  private constructor(
    handle: FileHandle,
    found: RecordsFound,
    completed: CompletedLines,
    isOrdered: boolean,
  ) {
    this.#handle = handle;
    this.#written = found;
    this.#completed = completed;
    this.#isOrdered = isOrdered;
    this.#turn = completed.next;
  }

  /** Opens a file of which what was found is kept; `completed` learns which lines have been written. */
  static async open(
    path: string,
    found: RecordsFound,
    completed: CompletedLines,
    isOrdered: boolean,
  ): Promise<RecordFile> {
    const handle = await open(path, found.bytes === 0 ? 'w' : 'r+');
    await handle.truncate(found.bytes);
    return new RecordFile(handle, found, completed, isOrdered);
  }

  /** What has been written. */
  get written(): RecordsFound {
    return this.#written;
  }

  /** Takes what became of a line. */
  add(record: LineRecord): void {
    this.#waitingBytes += record.text?.length ?? 0;
    if (!this.#isOrdered) {
      this.#append(record);
      return;
    }
    this.#early.set(record.line, record);
    for (let next = this.#early.get(this.#turn); next !== undefined; next = this.#early.get(this.#turn)) {
      this.#append(next);
      this.#early.delete(this.#turn++);
    }
  }

  /** Waits while too much waits to be written. Throws where writing failed. */
  async relief(): Promise<void> {
    while (this.#waitingBytes > MAX_WAITING_BYTES && this.#writing !== undefined) await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Whether so much waits for its turn that nothing new should be begun. */
  get isFull(): boolean {
    return this.#waitingBytes > MAX_WAITING_BYTES;
  }

  /** Waits until all that can be written is written. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Waits until the disk has what has been written. */
  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #append(record: LineRecord): void {
    this.#pending.push(record);
    this.#writing ??= this.#write();
  }

  /** Writes until nothing is pending, all that has come meanwhile at once. */
  async #write(): Promise<void> {
    // What comes in the same turn of the event loop is written together.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      while (this.#pending.length > 0) {
        const records = this.#pending;
        this.#pending = [];
        const bytes = Buffer.concat(records.flatMap(({ text }) => text ?? []));
        await writeWhole(this.#handle, bytes, this.#written.bytes);
        this.#count(records, bytes.length);
      }
    } catch (error) {
      this.#failure = error as Error;
    } finally {
      this.#writing = undefined;
    }
  }

  #count(records: readonly LineRecord[], bytes: number): void {
    const failed = records.filter(({ isError }) => isError).length;
    const solved = records.filter(({ text }) => text !== undefined).length - failed;
    const { bytes: before, solved: solvedBefore, failed: failedBefore } = this.#written;
    this.#written = { bytes: before + bytes, solved: solvedBefore + solved, failed: failedBefore + failed };
    this.#waitingBytes -= bytes;
    for (const { line } of records) this.#completed.add(line);
  }
}

async function writeWhole(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/**
 * Reads the records in a file from byte `start` on, and adds their lines to `completed`. A half-written last record is left
 * out. Anything else that is no record is an error, so that no other file is ever taken for one of records; with `isOurs`, it
 * is where a failure of the power cut off what had been written, and left out too.
 */
export async function findRecords(
  path: string,
  start: number,
  completed: CompletedLines,
  isOurs: boolean,
): Promise<RecordsFound> {
  let rest: Buffer = Buffer.alloc(0);
  const found = { bytes: start, solved: 0, failed: 0 };
  for await (const block of createReadStream(path, { start }) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? block : Buffer.concat([rest, block]);
    let position = 0;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED, position)) {
      const record = readRecord(rest.toString('utf8', position, end));
      if (record === undefined) {
        if (isOurs) return found;
        throw new Error(`${path} has something that is no record at byte ${found.bytes}`);
      }
      completed.add(record.line);
      if (record.isError) found.failed++;
      else found.solved++;
      found.bytes += end + 1 - position;
      position = end + 1;
    }
    rest = rest.subarray(position);
  }
  const remains = rest.toString('utf8', 0, RECORD_START.length);
  if (!isOurs && !RECORD_START.startsWith(remains)) throw new Error(`${path} is not a file of records`);
  return found;
}

function readRecord(text: string): { line: number; isError: boolean } | undefined {
  try {
    const record = JSON.parse(text) as { line?: unknown; error?: unknown };
    if (typeof record.line !== 'number') return undefined;
    return { line: record.line, isError: record.error !== undefined };
  } catch {
    return undefined;
  }
}
