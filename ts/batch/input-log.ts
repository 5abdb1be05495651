/**
 * The log of a batch's input, in a file beside its output that stays when the batch is done: which settings the records depend on, and
 * points of the input (see `InputHistory`). A point is written before the records of the lines before it, so that a process that is
 * killed leaves no record of an unknown job.
 */

import { type FileHandle, open, readFile } from 'node:fs/promises';
import { reaching } from './files.js';
import type { InputPoint } from './input-history.js';

/** The input log of an output file. */
export const inputLogPath = (output: string) => `${output}.input`;

/** A log as it was found. */
interface FoundLog {
  readonly settings: string;
  readonly points: readonly InputPoint[];
  /** Bytes of its whole lines. */
  readonly bytes: number;
}

/** A log that is written to. */
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

  /** Starts a log, in the place of one that is there. */
  static create(output: string, settings: string, points: readonly InputPoint[] = []): Promise<InputLog> {
    return reaching('output', 'written', async () => {
      const log = new InputLog(await open(inputLogPath(output), 'w'), { points, bytes: 0 });
      await log.#write([{ settings }, ...points]);
      return log;
    });
  }

  /** Goes on with a log that was found. */
  static goOn(output: string, found: FoundLog): Promise<InputLog> {
    return reaching('output', 'written', async () => {
      const file = await open(inputLogPath(output), 'r+');
      await file.truncate(found.bytes);
      return new InputLog(file, found);
    });
  }

  /** Writes a point, unless it is not beyond the last one. */
  async append(point: InputPoint): Promise<void> {
    if (point.bytes <= this.#last) return;
    this.#last = point.bytes;
    await reaching('output', 'written', () => this.#write([point]));
  }

  /** Waits until the disk has it. */
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

/** Reads the log of an output, if there is one. Anything after its last whole line, as a failure of the power may leave, is ignored. */
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
