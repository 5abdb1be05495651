/** What goes to a thread that solves, and what it gives back. */

import type { LineRecord } from './in-turn.js';
import type { JobRecord, JobSettings } from './job.js';

/** What a thread is started with. */
export interface SolverData {
  readonly settings: JobSettings;
  /** Shared: a number other than zero cancels what threads are at. */
  readonly cancelled: Int32Array;
}

/** Lines that are given to a thread together. */
export interface Chunk {
  readonly number: number;
  /** Their numbers in the input. */
  readonly lines: readonly number[];
  /** Their text, in which each ends with a line feed; or the jobs themselves. */
  readonly content: Uint8Array | readonly unknown[];
  /** What is different for them. */
  readonly settings?: Partial<JobSettings>;
}

/** Records that a thread hands over. */
export interface Report {
  readonly chunk: number;
  readonly lines: readonly number[];
  readonly records: Records;
  /** The lines whose records are errors. */
  readonly failed: readonly number[];
  /** Seconds that the thread took for them, and that part of it which it spent in solvers. */
  readonly busySeconds: number;
  readonly solverSeconds: number;
  /** Whether these are the last ones of the chunk. */
  readonly isLast: boolean;
  /** Why the thread cannot go on: it could not write arrays. */
  readonly unwritten?: string;
}

/** Records of several lines: objects; or text, with the bytes of each, its line feed included. */
export type Records =
  | readonly JobRecord[]
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly lengths: readonly number[] };

const LINE_FEED = 10;

const encoder = new TextEncoder();

/** Puts the records of some lines together, which are all text or all objects. */
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

/** The records of a report, one by one. */
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

/** What is on each line of a chunk. */
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

/** The lines of a chunk, each as a chunk of its own. */
export function separated(chunk: Chunk): Chunk[] {
  const alone = (content: unknown) => (content instanceof Uint8Array ? content.slice() : [content]);
  return [...contentsOf(chunk)].map((content, index) => ({
    ...chunk,
    lines: [chunk.lines[index] as number],
    content: alone(content),
  }));
}
