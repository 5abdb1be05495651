/** One run of a batch: reads lines, has them solved, writes the records, and makes checkpoints. */

import { availableParallelism } from 'node:os';
import { type Beginning, fingerprint } from './beginning.js';
import { type Checkpoint, hashStart, removeCheckpoint, writeCheckpoint } from './checkpoint.js';
import type { CompletedLines } from './completed-lines.js';
import type { JobSettings } from './job.js';
import { type Line, type LineBlock, type Place, readLines, STANDARD_INPUT, sizeOf } from './lines.js';
import type { BatchOptions, BatchSummary } from './options.js';
import { RecordFile, type RecordsFound } from './record-file.js';
import { type Report, SolverPool } from './solver-pool.js';

/** Seconds between checkpoints: what is waited for the disk then does not hold up anybody. */
const CHECKPOINT_SECONDS = 1;

const PROGRESS_SECONDS = 0.1;

/** A chunk of lines should keep a thread busy for this long, so that dealing it out is nothing beside that. */
const CHUNK_SECONDS = 0.02;
const MAX_CHUNK_LINES = 512;
const MAX_CHUNK_BYTES = 2 ** 20;

/** How far the reading may be ahead of the first line that is not done. */
const MAX_LINES_AHEAD = 100_000;

/** One run of a batch. */
export class Batch {
  readonly #options: BatchOptions;
  readonly #settings: JobSettings;
  readonly #completed: CompletedLines;
  readonly #found: RecordsFound;
  readonly #pool: SolverPool;
  readonly #started = performance.now();
  readonly #threads: number;
  /** Where blocks of the input start that are not done, from the one with the first line that is not done on. */
  readonly #places: Place[];
  #records!: RecordFile;
  #chunk: Line[] = [];
  #chunkBytes = 0;
  #chunkNumber = 0;
  #busySeconds = 0;
  #busyLines = 0;
  #solverSeconds = 0;
  #inputBytes: number | undefined;
  #saving: Promise<void> | undefined;
  #progressed: () => void = () => {};
  #failure: unknown;

  constructor(options: BatchOptions, settings: JobSettings, beginning: Beginning) {
    this.#options = options;
    this.#settings = settings;
    this.#completed = beginning.completed;
    this.#found = beginning.found;
    this.#places = [beginning.place];
    this.#threads = options.jobs ?? availableParallelism();
    this.#pool = new SolverPool(this.#threads, settings, (report) => this.#hear(report));
  }

  async run(): Promise<BatchSummary> {
    const { input, output, ordered = false, signal } = this.#options;
    this.#inputBytes = await sizeOf(input);
    this.#records = await RecordFile.open(output, this.#found, this.#completed, ordered);
    const timers = [
      setInterval(() => this.#save(), CHECKPOINT_SECONDS * 1000),
      setInterval(() => this.#tell(), PROGRESS_SECONDS * 1000),
    ];
    const stop = () => {
      this.#progressed();
      void this.#pool.close();
    };
    signal?.addEventListener('abort', stop);
    try {
      this.#save();
      await this.#solveAll();
      await this.#pool.close();
      await this.#records.flush();
    } finally {
      signal?.removeEventListener('abort', stop);
      for (const timer of timers) clearInterval(timer);
      await this.#pool.close();
      await this.#saving;
    }
    await this.#finish(signal?.aborted ?? false);
    this.#tell();
    return this.#summary();
  }

  /** Reads all lines and has them solved. */
  async #solveAll(): Promise<void> {
    const { input, signal } = this.#options;
    const start = this.#places[0] as Place;
    for await (const block of readLines(input, start)) {
      this.#take(block);
      for (const line of block.lines) {
        if (signal?.aborted) return;
        if (this.#completed.has(line.number)) continue;
        this.#chunk.push(line);
        this.#chunkBytes += line.text.length;
        if (this.#isChunkFull()) await this.#submit();
      }
      await this.#untilNear(block);
    }
    await this.#submit();
    await this.#pool.drain();
  }

  #take(block: LineBlock): void {
    const count = block.lines.length + block.blank.length;
    this.#places.push({ line: block.firstLine + count, byte: block.endByte });
    for (const line of block.blank) {
      if (!this.#completed.has(line)) this.#records.add({ line });
    }
  }

  #isChunkFull(): boolean {
    // Before anything is known, jobs go one by one.
    const rate = this.#busySeconds > 0 ? this.#busyLines / this.#busySeconds : 0;
    const lines = Math.min(MAX_CHUNK_LINES, Math.max(1, rate * CHUNK_SECONDS));
    return this.#chunk.length >= lines || this.#chunkBytes >= MAX_CHUNK_BYTES;
  }

  async #submit(): Promise<void> {
    if (this.#chunk.length === 0) return;
    const lines = this.#chunk.map(({ number }) => number);
    const text = new Uint8Array(Buffer.concat(this.#chunk.map((line) => line.text)));
    this.#chunk = [];
    this.#chunkBytes = 0;
    await this.#pool.submit({ number: this.#chunkNumber++, lines, text });
    await this.#records.relief();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Waits while the reading is too far ahead, of lines that are not done or of records whose turn has not come. */
  async #untilNear({ firstLine }: LineBlock): Promise<void> {
    const isFar = () => firstLine - this.#completed.next > MAX_LINES_AHEAD || this.#records.isFull;
    if (isFar()) await this.#submit();
    while (isFar() && !this.#options.signal?.aborted) {
      await new Promise<void>((resolve) => {
        this.#progressed = resolve;
      });
      await this.#records.flush();
    }
  }

  #hear({ lines, lengths, bytes, failed, busySeconds, solverSeconds }: Report): void {
    const errors = new Set(failed);
    let position = 0;
    for (const [index, line] of lines.entries()) {
      const end = position + (lengths[index] as number);
      this.#records.add({ line, text: bytes.subarray(position, end), isError: errors.has(line) });
      position = end;
    }
    this.#busySeconds += busySeconds;
    this.#busyLines += lines.length;
    this.#solverSeconds += solverSeconds;
    this.#progressed();
  }

  /** Makes a checkpoint, unless the last one is still being made. */
  #save(): void {
    this.#saving ??= this.#checkpoint().then(
      () => {
        this.#saving = undefined;
      },
      (error: unknown) => {
        this.#failure = error;
        this.#saving = undefined;
      },
    );
  }

  async #checkpoint(): Promise<void> {
    const { input, output, ordered = false } = this.#options;
    const next = this.#completed.next;
    while (this.#places.length > 1 && (this.#places[1] as Place).line <= next) this.#places.shift();
    const place = this.#places[0] as Place;
    const { bytes, solved, failed } = this.#records.written;
    const known = { settings: fingerprint(this.#settings, ordered), place, next, solved, failed };
    const beyond = this.#completed.beyond;
    await this.#records.sync();
    const inputStart = input === STANDARD_INPUT ? { bytes: 0, sha256: '' } : await hashStart(input);
    const checkpoint: Checkpoint = { ...known, beyond, outputBytes: bytes, inputStart };
    await writeCheckpoint(output, checkpoint);
  }

  /** The last checkpoint, or none where nothing is left to do. */
  async #finish(isInterrupted: boolean): Promise<void> {
    await this.#records.sync();
    if (isInterrupted) await this.#checkpoint();
    else await removeCheckpoint(this.#options.output);
    await this.#records.close();
  }

  #tell(): void {
    const { solved, failed } = this.#records.written;
    const { onProgress } = this.#options;
    const total = this.#inputBytes;
    const done = this.#places.findLast(({ line }) => line <= this.#completed.next)?.byte ?? 0;
    onProgress?.({ solved, failed, fraction: total === undefined ? undefined : done / Math.max(1, total) });
  }

  #summary(): BatchSummary {
    const { solved, failed } = this.#records.written;
    const seconds = (performance.now() - this.#started) / 1000;
    return {
      solved,
      failed,
      resumed: this.#found.solved + this.#found.failed,
      interrupted: this.#options.signal?.aborted ?? false,
      seconds,
      threads: this.#threads,
      solverShare: this.#solverSeconds / (seconds * this.#threads),
    };
  }
}
