/**
 * The log of a batch's input, in a file next to its output that is kept after the batch: the settings that determine
 * the records, and points of the input (see `InputHistory`). A point is written before the records of the lines before
 * it, so that a killed process leaves no record of an unknown job.
 */

import { type FileHandle, open, readFile } from 'node:fs/promises';
import { reaching } from './files.js';
import type { InputPoint } from './input-history.js';

/** The path of an output's input log. */
export const inputLogPath = (output: string) => `${output}.input`;

/** A log read from a file. */
interface FoundLog {
  readonly settings: string;
  readonly points: readonly InputPoint[];
  /** Bytes of its complete lines. */
  readonly bytes: number;
}

/** An open log. */
export class InputLog {
  readonly points: readonly InputPoint[];
  readonly #file: FileHandle;
  #bytes: number;
  #last: number;

  private constructor(file: FileHandle, { points, bytes }: Omit<FoundLog, 'settings'>) {
    this.#file = file;
    this.#bytes = bytes;
    this.#last = points.at(-1)?.bytes ?? 0;
    this.points = points;
  }

  /** Starts a new log, replacing an existing one. */
  static create(output: string, settings: string, points: readonly InputPoint[] = []): Promise<InputLog> {
    return reaching('output', 'written', async () => {
      const log = new InputLog(await open(inputLogPath(output), 'w'), { points, bytes: 0 });
      await log.#write([{ settings }, ...points]);
      return log;
    });
  }

  /** Continues an existing log. */
  static goOn(output: string, found: FoundLog): Promise<InputLog> {
    return reaching('output', 'written', async () => {
      const file = await open(inputLogPath(output), 'r+');
      await file.truncate(found.bytes);
      return new InputLog(file, found);
    });
  }

  /** Appends a point if it is beyond the last one. */
  async append(point: InputPoint): Promise<void> {
    if (point.bytes <= this.#last) return;
    this.#last = point.bytes;
    await reaching('output', 'written', () => this.#write([point]));
  }

  /** Syncs the log to disk. */
  async sync(): Promise<void> {
    await reaching('output', 'written', () => this.#file.datasync());
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(lines: readonly object[]): Promise<void> {
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let written = 0; written < bytes.length; ) {
      const left = bytes.length - written;
      written += (await this.#file.write(bytes, written, left, this.#bytes + written)).bytesWritten;
    }
    this.#bytes += bytes.length;
  }
}

/**
 * Reads an output's log if there is one. Text after its last complete line, such as after a power failure, is ignored.
 */
export async function readInputLog(output: string): Promise<FoundLog | undefined> {
  let text: string;
  try {
    text = await readFile(inputLogPath(output), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const [first = '', ...others] = text.split('\n').slice(0, -1);
  const settings = (parse(first) as { settings?: unknown } | undefined)?.settings;
  if (typeof settings !== 'string') return undefined;
  let bytes = Buffer.byteLength(first) + 1;
  const points: InputPoint[] = [];
  for (const line of others) {
    const point = parse(line) as Partial<InputPoint> | undefined;
    if (typeof point?.bytes !== 'number' || typeof point.hash !== 'string') break;
    points.push(point as InputPoint);
    bytes += Buffer.byteLength(line) + 1;
  }
  return { settings, points, bytes };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
