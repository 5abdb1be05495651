/** Compressed files, told by the ending of their name: `.gz` is gzip, `.zst` is Zstandard. */

import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** A format in which compressed blocks that follow one another in a file are the blocks in that order. */
export interface Compression {
  compress(bytes: Uint8Array): Promise<Buffer>;
  compressSync(bytes: Uint8Array): Buffer;
  /** Throws where there are more than two gigabytes. */
  decompressSync(bytes: Uint8Array): Buffer;
  /** Decompresses what is read piece by piece. A file that was cut off gives all that is in it, and then fails. */
  decompress(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
}

/** Decoders give so many bytes at a time: as many as uncompressed files are read in. */
const CHUNK_BYTES = 2 ** 18;

/** Bytes of a whole file at most: of an uncompressed one Node reads no more. */
const MAX_BYTES = 2 ** 31 - 1;

const gzip: Compression = {
  compress: promisify<Uint8Array, Buffer>(zlib.gzip),
  compressSync: (bytes) => zlib.gzipSync(bytes),
  decompressSync: (bytes) => zlib.gunzipSync(bytes, { maxOutputLength: MAX_BYTES }),
  decompress: (pieces) => decompress(pieces, () => zlib.createGunzip({ chunkSize: CHUNK_BYTES })),
};

/** Zstandard as Node has it, since 22.15 and 23.8. */
const zstd: Compression = {
  compress: (bytes) => promisify<Uint8Array, Buffer>(zlib.zstdCompress)(bytes),
  compressSync: (bytes) => zlib.zstdCompressSync(bytes),
  decompressSync: unzstd,
  decompress: (pieces) => decompress(pieces, () => zlib.createZstdDecompress({ chunkSize: CHUNK_BYTES })),
};

/** The compression of the file at a path, by its ending; throws where this Node has it not. */
export function compressionOf(path: string): Compression | undefined {
  if (path.endsWith('.gz')) return gzip;
  if (!path.endsWith('.zst')) return undefined;
  if ('createZstdDecompress' in zlib) return zstd;
  throw new Error(`${path}: .zst files need Node 22.15 or later, this is ${process.version}; use .gz`);
}

/** The content of a whole file that was read from a path. */
export const decompressedAt = (path: string, bytes: Buffer): Buffer =>
  compressionOf(path)?.decompressSync(bytes) ?? bytes;

/** Whether an error tells that compressed data end before they are complete, as after a process was killed. */
export const isCutOff = (error: unknown): boolean =>
  error instanceof Error && error.message === 'unexpected end of file';

/** Whether an error tells of compressed data that are damaged. */
export const isDamaged = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(Z_|ZSTD_)/.test(String(error.code));

/** Decompresses frame after frame: Node's function stops after the first, and tells how many bytes it took. */
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
 * Decompresses piece by piece. A decoder of Node's may end before its piece does, after a frame of Zstandard; another decodes the rest.
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
        if (rest.length > 0) decoding = new Decoding(create());
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

/** One decoder, and what it has given. Its output is kept even where an error follows, which a stream would drop. */
class Decoding {
  readonly #decoder: Decoder;
  #output: Buffer[] = [];

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
    decoder.on('data', (bytes: Buffer) => this.#output.push(bytes));
  }

  /** Decodes a piece, and returns how many of its bytes were of the data that the decoder is for. */
  async write(piece: Buffer): Promise<number> {
    const before = this.#decoder.bytesWritten;
    await this.#until((settle) => this.#decoder.write(piece, settle));
    return this.#decoder.bytesWritten - before;
  }

  /** Fails where the data are not complete. */
  async end(): Promise<void> {
    if (this.#decoder.readableEnded) return;
    await this.#until((settle) => this.#decoder.once('end', settle).end());
  }

  /** What was decoded since the last time. */
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
