/** Compressed files, recognized by their suffix: `.gz` is gzip, `.zst` is Zstandard. */

import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** A compression format in which concatenated blocks decompress to the concatenation of their contents. */
export interface Compression {
  compress(bytes: Uint8Array): Promise<Buffer>;
  compressSync(bytes: Uint8Array): Buffer;
  /** Throws if the result exceeds two gigabytes. */
  decompressSync(bytes: Uint8Array): Buffer;
  /** Decompresses a stream. A truncated file yields everything it contains and then throws. */
  decompress(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
}

/** Output chunk size of decoders, equal to the read size of uncompressed files. */
const CHUNK_BYTES = 2 ** 18;

/** Maximum size of a file read at once, equal to Node's limit for uncompressed files. */
const MAX_BYTES = 2 ** 31 - 1;

const gzip: Compression = {
  compress: promisify<Uint8Array, Buffer>(zlib.gzip),
  compressSync: (bytes) => zlib.gzipSync(bytes),
  decompressSync: (bytes) => zlib.gunzipSync(bytes, { maxOutputLength: MAX_BYTES }),
  decompress: (pieces) => decompress(pieces, () => zlib.createGunzip({ chunkSize: CHUNK_BYTES })),
};

/** Zstandard, available in Node since 22.15 and 23.8. */
const zstd: Compression = {
  compress: (bytes) => promisify<Uint8Array, Buffer>(zlib.zstdCompress)(bytes),
  compressSync: (bytes) => zlib.zstdCompressSync(bytes),
  decompressSync: unzstd,
  decompress: (pieces) => decompress(pieces, () => zlib.createZstdDecompress({ chunkSize: CHUNK_BYTES })),
};

/** The compression of a file by its suffix. Throws if this version of Node does not support it. */
export function compressionOf(path: string): Compression | undefined {
  if (path.endsWith('.gz')) return gzip;
  if (!path.endsWith('.zst')) return undefined;
  if ('createZstdDecompress' in zlib) return zstd;
  throw new Error(`${path}: .zst files need Node 22.15 or later, this is ${process.version}; use .gz`);
}

/** Decompresses the content of a whole file, given its path. */
export const decompressedAt = (path: string, bytes: Buffer): Buffer =>
  compressionOf(path)?.decompressSync(bytes) ?? bytes;

/** Returns whether an error reports truncated compressed data, such as after a process was killed. */
export const isCutOff = (error: unknown): boolean =>
  error instanceof Error && error.message === 'unexpected end of file';

/** Returns whether an error reports corrupt compressed data. */
export const isDamaged = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(Z_|ZSTD_)/.test(String(error.code));

/** Decompresses frame by frame: Node's function stops after the first frame and reports the bytes consumed. */
function unzstd(bytes: Uint8Array): Buffer {
  const frames: Buffer[] = [];
  let left = MAX_BYTES;
  for (let rest = bytes; rest.length > 0; ) {
    const options = { info: true, maxOutputLength: Math.max(1, left) } as zlib.ZstdOptions;
    const frame = zlib.zstdDecompressSync(rest, options) as unknown as { buffer: Buffer; engine: Decoder };
    frames.push(frame.buffer);
    left -= frame.buffer.length;
    rest = rest.subarray(frame.engine.bytesWritten);
  }
  return Buffer.concat(frames);
}

type Decoder = ReturnType<typeof zlib.createGunzip>;

/**
 * Decompresses a stream. Node's Zstandard decoder ends after a frame, which may be before the end of a piece; a new
 * decoder handles the rest.
 */
async function* decompress(
  pieces: AsyncIterable<Buffer>,
  create: () => Decoder,
): AsyncGenerator<Buffer, void, undefined> {
  let decoding = new Decoding(create());
  try {
    for await (const piece of pieces) {
      for (let rest = piece; rest.length > 0; ) {
        rest = rest.subarray(await decoding.write(rest));
        yield* decoding.take();
        // Files may be padded with zeros.
        while (rest[0] === 0) rest = rest.subarray(1);
        if (rest.length === 0) break;
        decoding.close();
        decoding = new Decoding(create());
      }
    }
    await decoding.end();
    yield* decoding.take();
  } catch (error) {
    yield* decoding.take();
    throw error;
  } finally {
    decoding.close();
  }
}

/** A decoder and its output. Unlike in a stream, output before an error is kept. */
class Decoding {
  readonly #decoder: Decoder;
  #output: Buffer[] = [];

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
    decoder.on('data', (bytes: Buffer) => this.#output.push(bytes));
  }

  /** Decodes a piece and returns the number of bytes consumed. */
  async write(piece: Buffer): Promise<number> {
    const before = this.#decoder.bytesWritten;
    await this.#until((settle) => this.#decoder.write(piece, settle));
    return this.#decoder.bytesWritten - before;
  }

  /** Finishes decoding. Throws if the data are incomplete. */
  async end(): Promise<void> {
    if (this.#decoder.readableEnded) return;
    await this.#until((settle) => this.#decoder.once('end', settle).end());
  }

  /** Returns the output decoded since the last call. */
  take(): Buffer[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  close(): void {
    this.#decoder.destroy();
  }

  #until(work: (settle: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#decoder.once('error', reject);
      work((error) => {
        this.#decoder.off('error', reject);
        if (error) reject(error);
        else resolve();
      });
    });
  }
}
