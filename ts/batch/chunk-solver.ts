/** The solver loop of a thread or process: solves chunks line by line and reports the records. */

import { type Chunk, contentsOf, pack, type Report } from './chunk.js';
import { solveLine } from './job.js';
import type { JobRecord, JobSettings } from './job-types.js';

/** Interval between reports, short so that little is lost if the process is killed. */
const REPORT_SECONDS = 0.05;

const decoder = new TextDecoder();

/** Sends a report, transferring the given buffers. */
export type Send = (report: Report, transfer: readonly ArrayBuffer[]) => void;

/** Solves a chunk. A nonzero number in `cancelled` stops it without a report. */
export function solveChunk(chunk: Chunk, base: JobSettings, cancelled: Int32Array, send: Send): void {
  const { options, ...others } = chunk.settings ?? {};
  const settings = { ...base, ...others, options: { ...base.options, ...options } };
  let report = new ReportUnderWay(settings, cancelled, send);
  let index = 0;
  for (const content of contentsOf(chunk)) {
    const job = content instanceof Uint8Array ? decoder.decode(content) : content;
    try {
      report.solve(chunk.lines[index++] as number, job);
    } catch (error) {
      report.send(chunk.number, false, (error as Error).message);
      return;
    }
    // A cancelled job has not failed and has no record.
    if (Atomics.load(cancelled, 0) !== 0) return;
    if (report.age >= REPORT_SECONDS && index < chunk.lines.length) {
      report.send(chunk.number, false);
      report = new ReportUnderWay(settings, cancelled, send);
    }
  }
  report.send(chunk.number, true);
}

/** Records not sent yet. */
class ReportUnderWay {
  readonly #started = performance.now();
  readonly #lines: number[] = [];
  readonly #records: (JobRecord | string)[] = [];
  readonly #failed: number[] = [];
  readonly #settings: JobSettings;
  readonly #cancelled: Int32Array;
  readonly #send: Send;
  #seconds = 0;

  constructor(settings: JobSettings, cancelled: Int32Array, send: Send) {
    this.#settings = settings;
    this.#cancelled = cancelled;
    this.#send = send;
  }

  get age(): number {
    return (performance.now() - this.#started) / 1000;
  }

  solve(line: number, content: unknown): void {
    const { record, error, seconds } = solveLine(line, content, this.#settings, this.#cancelled);
    this.#lines.push(line);
    this.#records.push(record);
    this.#seconds += seconds;
    if (error !== undefined) this.#failed.push(line);
  }

  send(chunk: number, isLast: boolean, unwritten?: string): void {
    const records = pack(this.#records);
    const report: Report = {
      chunk,
      lines: this.#lines,
      records,
      failed: this.#failed,
      busySeconds: this.age,
      solverSeconds: this.#seconds,
      isLast,
      ...(unwritten !== undefined && { unwritten }),
    };
    this.#send(report, 'bytes' in records ? [records.bytes.buffer] : []);
  }
}
