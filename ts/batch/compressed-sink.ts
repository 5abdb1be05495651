/** A compressed file of records, appended to in separately compressed blocks. */

import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Compression } from './compression.js';
import { reaching } from './files.js';
import type { RecordsFound, Sink } from './sink.js';

/**
 * Uncompressed bytes per block. Larger blocks would hardly reduce the file's size, and a block is lost if the process
 * is killed.
 */
const BLOCK_BYTES = 2 ** 20;

/** Collects records into blocks and appends those to a file. */
export class CompressedSink implements Sink {
  readonly #compression: Compression;
  readonly #handle: FileHandle;
  #position: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #writing = Promise.resolve();

  private constructor(compression: Compression, handle: FileHandle, position: number) {
    this.#compression = compression;
    this.#handle = handle;
    this.#position = position;
  }

  /** Opens a file and keeps the records found in it. */
  static async open(path: string, compression: Compression, found: RecordsFound): Promise<CompressedSink> {
    return reaching('output', 'written', async () => {
      if (found.bytes === 0) return new CompressedSink(compression, await open(path, 'w'), 0);
      if (found.isCut) await keepStart(path, compression, found.bytes);
      return new CompressedSink(compression, await open(path, 'r+'), (await stat(path)).size);
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= BLOCK_BYTES) await this.#flush();
  }

  async sync(): Promise<void> {
    await this.#flush();
    await reaching('output', 'written', () => this.#handle.datasync());
  }

  async close(): Promise<void> {
    try {
      await this.#flush();
    } finally {
      await this.#handle.close();
    }
  }

  /** Writes the waiting records, after all writes in progress. */
  #flush(): Promise<void> {
    const block = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#writing = this.#writing.then(() => reaching('output', 'written', () => this.#append(block)));
    return this.#writing;
  }

  async #append(block: Buffer): Promise<void> {
    if (block.length === 0) return;
    const { size } = await this.#handle.stat();
    if (size !== this.#position) throw new Error('another process has changed it');
    const bytes = await this.#compression.compress(block);
    for (let written = 0; written < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, written, undefined, this.#position);
      written += bytesWritten;
      this.#position += bytesWritten;
    }
  }
}

/** Rewrites a truncated file with the first `bytes` bytes of its text. */
async function keepStart(path: string, compression: Compression, bytes: number): Promise<void> {
  const next = `${path}.next`;
  async function* blocks() {
    let left = bytes;
    for await (const block of compression.decompress(createReadStream(path))) {
      yield await compression.compress(block.subarray(0, left));
      left -= Math.min(left, block.length);
      if (left === 0) return;
    }
  }
  await pipeline(blocks, createWriteStream(next, { flush: true }));
  await rename(next, path);
}
