/** Input by lines, of any number and length, in bounded memory. */

import { createReadStream, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { invalidInput } from '../engine/errors.js';
import { compressionOf } from './compression.js';
import { reaching, unreachable } from './files.js';
import type { BatchInput } from './options.js';

/** A line that is not blank. */
export interface Line {
  /** The line number, counted from 1. */
  readonly number: number;
  /** The text, ending with a line feed. */
  readonly text: Buffer;
}

/** Lines read together. */
export interface LineBlock {
  readonly lines: readonly Line[];
  /** The numbers of blank lines. */
  readonly blank: readonly number[];
  /** The text of all lines. */
  readonly text: Buffer;
  /** The number of the first line. */
  readonly firstLine: number;
  /** The byte offset after the block. */
  readonly endByte: number;
}

const BLOCK_BYTES = 2 ** 18;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** The name of standard input and standard output. */
export const STANDARD = '-';

/**
 * Returns whether the input is a file, which can be read again, rather than standard input, a named pipe or an
 * iterable.
 */
export const isFile = (input: BatchInput): input is string =>
  typeof input === 'string' && input !== STANDARD && !isPipe(input);

/** Returns whether a path can be read only once, like `<(zcat jobs.gz)` in a shell. */
function isPipe(path: string): boolean {
  try {
    const found = statSync(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    // Reading the path reports the error.
    return false;
  }
}

/** Reads the lines of a file, or of standard input for `-`. */
export async function* readLines(path: string): AsyncGenerator<LineBlock> {
  let rest: Buffer[] = [];
  let line = 1;
  let byte = 0;
  for await (const block of readBlocks(path)) {
    const lastFeed = block.lastIndexOf(LINE_FEED);
    if (lastFeed < 0) {
      rest.push(block);
      continue;
    }
    const whole = Buffer.concat([...rest, block.subarray(0, lastFeed + 1)]);
    rest = [block.subarray(lastFeed + 1)];
    const lines = split(whole, line, byte);
    yield lines;
    line += lines.lines.length + lines.blank.length;
    byte = lines.endByte;
  }
  const last = Buffer.concat(rest);
  // The last line may lack a line feed.
  if (last.length > 0)
    yield { ...split(Buffer.concat([last, Buffer.from('\n')]), line, byte), endByte: byte + last.length };
}

/** The size of the text in bytes, if it is known. */
export async function sizeOf(path: string): Promise<number | undefined> {
  if (path === STANDARD) return undefined;
  return reaching('input', 'read', async () => {
    const status = await stat(path);
    return status.isFile() && compressionOf(path) === undefined ? status.size : undefined;
  });
}

async function* readBlocks(path: string): AsyncGenerator<Buffer> {
  try {
    const whole = path === STANDARD ? process.stdin : createReadStream(path, { highWaterMark: BLOCK_BYTES });
    yield* compressionOf(path)?.decompress(whole) ?? (whole as AsyncIterable<Buffer>);
  } catch (error) {
    throw unreachable('input', 'read', error);
  }
}

function split(bytes: Buffer, firstLine: number, firstByte: number): LineBlock {
  const lines: Line[] = [];
  const blank: number[] = [];
  let number = firstLine;
  let position = firstByte === 0 ? markLength(bytes) : 0;
  while (position < bytes.length) {
    const end = bytes.indexOf(LINE_FEED, position) + 1;
    const text = bytes.subarray(position, end);
    if (isBlank(text)) blank.push(number);
    else lines.push({ number, text });
    number++;
    position = end;
  }
  return { lines, blank, text: bytes, firstLine, endByte: firstByte + bytes.length };
}

/**
 * The length of the UTF-8 byte order mark, if there is one. Rejects UTF-16, in which line ends are encoded differently.
 */
function markLength(bytes: Buffer): number {
  if (/^(\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2))) {
    throw invalidInput('input', 'is UTF-16; batches take UTF-8');
  }
  return bytes.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
}

function isBlank(text: Buffer): boolean {
  return text.every((byte) => byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === 9);
}
