/** Input by lines, of any number and length, in constant memory. */

import { createReadStream, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { invalidInput } from '../engine/errors.js';
import { compressionOf } from './compression.js';
import { reaching, unreachable } from './files.js';
import type { BatchInput } from './options.js';

/** A line with something on it. */
export interface Line {
  /** Its number, from 1 on. */
  readonly number: number;
  /** Its text, which ends with a line feed. */
  readonly text: Buffer;
}

/** The lines that were read together. */
export interface LineBlock {
  readonly lines: readonly Line[];
  /** Numbers of the lines with nothing on them. */
  readonly blank: readonly number[];
  /** The text of all of them. */
  readonly text: Buffer;
  /** The number of the block's first line. */
  readonly firstLine: number;
  /** The byte after the block. */
  readonly endByte: number;
}

const BLOCK_BYTES = 2 ** 18;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** Stands for standard input, and for standard output. */
export const STANDARD = '-';

/** Whether jobs come from a file, which can be read again; and not from standard input, a named pipe or an iterable. */
export const isFile = (input: BatchInput): input is string =>
  typeof input === 'string' && input !== STANDARD && !isPipe(input);

/** Whether a path is that of something that gives its bytes once, as `<(zcat jobs.gz)` in a shell. */
function isPipe(path: string): boolean {
  try {
    const found = statSync(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    // Reading it tells why.
    return false;
  }
}

/** The lines of a file, or of standard input for `-`. */
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
  // A last line without a line feed is a line all the same.
  if (last.length > 0)
    yield { ...split(Buffer.concat([last, Buffer.from('\n')]), line, byte), endByte: byte + last.length };
}

/** How many bytes of text there are to read, where that is known. */
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

/** How long the byte order mark of UTF-8 is, if there is one. Refuses that of UTF-16, whose lines other bytes end. */
function markLength(bytes: Buffer): number {
  if (/^(\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2))) {
    throw invalidInput('input', 'is UTF-16; batches take UTF-8');
  }
  return bytes.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
}

function isBlank(text: Buffer): boolean {
  return text.every((byte) => byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === 9);
}
