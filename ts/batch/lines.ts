/** Input by lines, of any number, in constant memory. */

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
  /** Its text, which ends with a line feed; nothing else of a line of more than {@link MAX_LINE_BYTES}. */
  readonly text: Buffer;
}

/** Lines that were read together, or a part of one that is too long. There are at most {@link MAX_BLOCK_LINES} of them. */
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

/** Bytes of a line at most. Reading a job of numbers takes ten times the memory of its text, and a second for each 20 MB. */
export const MAX_LINE_BYTES = 2 ** 27;

/** Lines of a block at most: a decoder may give millions of blank ones at once. */
const MAX_BLOCK_LINES = 2 ** 15;

const BLOCK_BYTES = 2 ** 18;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
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
  let restBytes = 0;
  let start: Start = { line: 1, byte: 0, isWithin: false };
  for await (const block of readBlocks(path)) {
    const lastFeed = block.lastIndexOf(LINE_FEED);
    if (lastFeed < 0) {
      rest.push(block);
      restBytes += block.length;
      if (restBytes <= MAX_LINE_BYTES && !start.isWithin) continue;
      const part = partOf(Buffer.concat(rest), start);
      [rest, restBytes, start] = [[], 0, { ...start, byte: part.endByte, isWithin: true }];
      yield part;
      continue;
    }
    for (const lines of split(Buffer.concat([...rest, block.subarray(0, lastFeed + 1)]), start)) {
      yield lines;
      start = { line: lastLineOf(lines) + 1, byte: lines.endByte, isWithin: false };
    }
    rest = [block.subarray(lastFeed + 1)];
    restBytes = block.length - lastFeed - 1;
  }
  // The last line may lack a line feed.
  if (restBytes === 0 && !start.isWithin) return;
  for (const last of split(Buffer.concat([...rest, Buffer.from('\n')]), start)) {
    yield { ...last, endByte: start.byte + restBytes };
  }
}

/** The number of the last line that ends in a block. */
export const lastLineOf = ({ firstLine, lines, blank }: LineBlock) =>
  firstLine + lines.length + blank.length - 1;

/** Where a block starts. */
interface Start {
  readonly line: number;
  readonly byte: number;
  /** Whether this is within a line beyond the limit. */
  readonly isWithin: boolean;
}

/** A part of a line beyond the limit. */
const partOf = (text: Buffer, { line, byte }: Start): LineBlock => ({
  lines: [],
  blank: [],
  text,
  firstLine: line,
  endByte: byte + text.length,
});

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

/** The blocks of whole lines. */
function* split(bytes: Buffer, start: Start): Generator<LineBlock> {
  let [lines, blank]: [Line[], number[]] = [[], []];
  let [number, firstLine, first] = [start.line, start.line, 0];
  let isTooLong = start.isWithin;
  let position = start.byte === 0 ? markLength(bytes) : 0;
  while (position < bytes.length) {
    const end = bytes.indexOf(LINE_FEED, position) + 1;
    isTooLong ||= end - position > MAX_LINE_BYTES;
    if (!isTooLong && isBlank(bytes, position, end)) blank.push(number);
    else lines.push({ number, text: bytes.subarray(isTooLong ? end - 1 : position, end) });
    number++;
    position = end;
    isTooLong = false;
    if (number - firstLine < MAX_BLOCK_LINES && position < bytes.length) continue;
    yield { lines, blank, text: bytes.subarray(first, position), firstLine, endByte: start.byte + position };
    [lines, blank, firstLine, first] = [[], [], number, position];
  }
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

const BLANKS: readonly (number | undefined)[] = [SPACE, LINE_FEED, CARRIAGE_RETURN, TAB];

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  let position = start;
  while (position < end && BLANKS.includes(bytes[position])) position++;
  return position === end;
}
