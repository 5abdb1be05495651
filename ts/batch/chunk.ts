/** Messages between the main thread and the solvers. */

import type { LineRecord } from './in-turn.js';
import type { JobRecord, JobSettings } from './job-types.js';

/** The data passed to a new thread. */
export interface SolverData {
  readonly settings: JobSettings;
  /** Shared memory; a nonzero number cancels the current jobs of all threads. */
  readonly cancelled: Int32Array;
}

/** Lines assigned to a thread together. */
export interface Chunk {
  readonly number: number;
  /** Line numbers in the input. */
  readonly lines: readonly number[];
  /** The text of the lines, each ending with a line feed; or the jobs themselves. */
  readonly content: Uint8Array | readonly unknown[];
  /** Settings that differ for these lines. */
  readonly settings?: Partial<JobSettings>;
}

/** Records sent by a thread. */
export interface Report {
  readonly chunk: number;
  readonly lines: readonly number[];
  readonly records: Records;
  /** The lines whose records are errors. */
  readonly failed: readonly number[];
  /** Seconds spent by the thread on these lines, and the part of it spent in solvers. */
  readonly busySeconds: number;
  readonly solverSeconds: number;
  /** Whether these are the last records of the chunk. */
  readonly isLast: boolean;
  /** The reason the thread cannot continue: arrays could not be written. */
  readonly unwritten?: string;
}

/** The first message of a process, once it has its settings. */
export const BEGUN = 'begun';

/** Records of several lines: objects; or text with the byte length of each, including its line feed. */
export type Records =
  | readonly JobRecord[]
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly lengths: readonly number[] };

const LINE_FEED = 10;

const encoder = new TextEncoder();

/** Packs records, either all text or all objects. */
export function pack(records: readonly (JobRecord | string)[]): Records {
  if (typeof records[0] !== 'string') return records as readonly JobRecord[];
  const texts = records.map((record) => encoder.encode(`${record}\n`));
  const lengths = texts.map(({ length }) => length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let position = 0;
  for (const text of texts) {
    bytes.set(text, position);
    position += text.length;
  }
  return { bytes, lengths };
}

/** Iterates over the records of a report. */
export function* unpack({ lines, records, failed }: Report): Generator<LineRecord> {
  const errors = new Set(failed);
  let position = 0;
  for (const [index, line] of lines.entries()) {
    const isError = errors.has(line);
    if (!('bytes' in records)) {
      yield { line, record: records[index] as JobRecord, isError };
      continue;
    }
    const start = position;
    position += records.lengths[index] as number;
    yield { line, text: records.bytes.subarray(start, position), isError };
  }
}

/** Iterates over the lines of a chunk. */
export function* contentsOf({ content }: Chunk): Generator<unknown> {
  if (!(content instanceof Uint8Array)) {
    yield* content;
    return;
  }
  for (let position = 0; position < content.length; ) {
    const end = content.indexOf(LINE_FEED, position) + 1;
    yield content.subarray(position, end);
    position = end;
  }
}

/** Splits a chunk into one chunk for each line. */
export function separated(chunk: Chunk): Chunk[] {
  const alone = (content: unknown) => (content instanceof Uint8Array ? content.slice() : [content]);
  return [...contentsOf(chunk)].map((content, index) => ({
    ...chunk,
    lines: [chunk.lines[index] as number],
    content: alone(content),
  }));
}
