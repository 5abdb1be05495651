/** The inside of a thread that solves lines. */

import { parentPort, workerData } from 'node:worker_threads';
import { type JobSettings, solveLine } from './job.js';
import type { Chunk, Report } from './solver-pool.js';

/** What has been solved is handed over this often, so that little is lost when the process is killed. */
const REPORT_SECONDS = 0.05;

const LINE_FEED = 10;

const settings = workerData as JobSettings;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

parentPort?.on('message', (chunk: Chunk) => {
  const { options, ...others } = chunk.settings ?? {};
  const chunkSettings = { ...settings, ...others, options: { ...settings.options, ...options } };
  let report = new ReportUnderWay(chunkSettings);
  let position = 0;
  for (const line of chunk.lines) {
    const end = chunk.text.indexOf(LINE_FEED, position);
    report.solve(line, decoder.decode(chunk.text.subarray(position, end)));
    position = end + 1;
    if (report.age >= REPORT_SECONDS && line !== chunk.lines.at(-1)) {
      report.send(chunk.number, false);
      report = new ReportUnderWay(chunkSettings);
    }
  }
  report.send(chunk.number, true);
});

/** Records that have not been handed over yet. */
class ReportUnderWay {
  readonly #started = performance.now();
  readonly #lines: number[] = [];
  readonly #records: Uint8Array[] = [];
  readonly #failed: number[] = [];
  readonly #settings: JobSettings;
  #seconds = 0;

  constructor(settings: JobSettings) {
    this.#settings = settings;
  }

  get age(): number {
    return (performance.now() - this.#started) / 1000;
  }

  solve(line: number, text: string): void {
    const { record, error, seconds } = solveLine(line, text, this.#settings);
    this.#lines.push(line);
    this.#records.push(encoder.encode(`${record}\n`));
    this.#seconds += seconds;
    if (error !== undefined) this.#failed.push(line);
  }

  send(chunk: number, isLast: boolean): void {
    const bytes = new Uint8Array(this.#records.reduce((sum, record) => sum + record.length, 0));
    let position = 0;
    for (const record of this.#records) {
      bytes.set(record, position);
      position += record.length;
    }
    const report: Report = {
      chunk,
      lines: this.#lines,
      lengths: this.#records.map((record) => record.length),
      bytes,
      failed: this.#failed,
      busySeconds: this.age,
      solverSeconds: this.#seconds,
      isLast,
    };
    parentPort?.postMessage(report, [bytes.buffer]);
  }
}
