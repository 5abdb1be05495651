/** Batches that write records to a file or to standard output, with checkpoints. */

import { invalidInput } from '../engine/errors.js';
import { type Beginning, begin } from './beginning.js';
import { BegunLines } from './begun-lines.js';
import { type Checkpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.js';
import { CompletedLines } from './completed-lines.js';
import { Dealer } from './dealer.js';
import { reaching } from './files.js';
import { InputHistory } from './input-history.js';
import type { InputLog } from './input-log.js';
import type { JobSettings } from './job-types.js';
import { isFile, STANDARD, sizeOf } from './lines.js';
import type { BatchSummary, BatchToFileOptions } from './options.js';
import { lockOutput, requireOtherInput } from './output-lock.js';
import { NO_RECORDS, RecordFile } from './record-file.js';
import { invalidResume } from './recorded-ids.js';

/** Seconds between checkpoints, long enough that syncing the disk does not slow the batch. */
const CHECKPOINT_SECONDS = 1;

/** Solves the jobs of a batch and writes their records, resuming an earlier run if requested. */
export async function solveToFile(options: BatchToFileOptions, settings: JobSettings): Promise<BatchSummary> {
  const { input, output, resume } = options;
  // Fails before the output is touched if the path of the input is wrong.
  if (isFile(input)) await sizeOf(input);
  requireOtherInput(input, output);
  if (output === STANDARD) {
    if (resume) throw invalidInput('resume', 'needs an output that is a file, and not standard output');
    const fresh = { completed: new CompletedLines(), found: NO_RECORDS };
    return new FileBatch(options, settings, fresh).run();
  }
  const unlock = await lockOutput(output);
  try {
    const beginning = await begin(options, settings);
    try {
      return await new FileBatch(options, settings, beginning).run();
    } finally {
      await beginning.log.close();
    }
  } finally {
    unlock();
  }
}

/** One run of a batch. */
class FileBatch {
  readonly #options: BatchToFileOptions;
  readonly #beginning: Omit<Beginning, 'log'>;
  readonly #log: InputLog | undefined;
  readonly #history: InputHistory | undefined;
  readonly #begun: BegunLines | undefined;
  readonly #dealer: Dealer;
  readonly #started = performance.now();
  #records!: RecordFile;
  #saving: Promise<void> | undefined;

  /** Without a log, for records written to standard output, the batch cannot be resumed. */
  constructor(
    options: BatchToFileOptions,
    settings: JobSettings,
    { completed, found, log }: Omit<Beginning, 'log'> & Partial<Beginning>,
  ) {
    this.#options = options;
    this.#beginning = { completed, found };
    this.#log = log;
    const name = typeof options.input === 'string' ? options.input : 'the iterable';
    if (log !== undefined) this.#history = new InputHistory(log.points, invalidResume(name));
    if (log !== undefined) this.#begun = new BegunLines(options.output, completed, options.resume === true);
    const kept = { history: this.#history, begun: this.#begun };
    this.#dealer = new Dealer(options, settings, completed, kept);
  }

  async run(): Promise<BatchSummary> {
    const { output, ordered = false } = this.#options;
    const { completed, found } = this.#beginning;
    const before = () => this.#logInput();
    const fileOptions = { found, completed, ordered, owner: this.#dealer, before };
    this.#records = await RecordFile.open(output, fileOptions);
    try {
      await this.#solve();
      await this.#sync();
      if (output !== STANDARD) await removeCheckpoint(output);
    } catch (error) {
      // Without a final checkpoint, resuming only has to read more.
      await this.#checkpoint().catch(() => {});
      if (this.#options.signal?.aborted) this.#dealer.tell();
      throw error;
    } finally {
      this.#begun?.forget();
      await this.#records.close();
    }
    this.#dealer.tell();
    return this.#summary();
  }

  /** Solves all jobs and writes their records, with periodic checkpoints. */
  async #solve(): Promise<void> {
    const clock = setInterval(() => this.#save(), CHECKPOINT_SECONDS * 1000);
    try {
      this.#save();
      await this.#dealer.run(this.#records);
    } finally {
      clearInterval(clock);
      await this.#records.flush();
      await this.#saving;
    }
  }

  /** Starts a checkpoint unless one is in progress. */
  #save(): void {
    this.#saving ??= this.#checkpoint()
      .catch((error: unknown) => this.#dealer.stop(error))
      .finally(() => {
        this.#saving = undefined;
      });
  }

  /** Logs the input read so far, which includes all lines whose records are about to be written. */
  async #logInput(): Promise<void> {
    if (this.#history?.isNew) await this.#log?.append(this.#history.point);
  }

  async #checkpoint(): Promise<void> {
    const { output } = this.#options;
    if (output === STANDARD) return;
    const { next, beyond } = this.#beginning.completed;
    const { bytes, solved, failed, firstFailure } = this.#records.written;
    // Blank lines are done without a record.
    await this.#logInput();
    await this.#sync();
    const checkpoint: Checkpoint = { next, beyond, solved, failed, firstFailure, outputBytes: bytes };
    await reaching('output', 'written', () => writeCheckpoint(output, checkpoint));
  }

  /** Syncs the input log, then the records, so that no record on disk lacks its input. */
  async #sync(): Promise<void> {
    await this.#log?.sync();
    await this.#records.sync();
  }

  #summary(): BatchSummary {
    const { solved, failed, firstFailure } = this.#records.written;
    const { found } = this.#beginning;
    const { threads, solverSeconds } = this.#dealer;
    const seconds = (performance.now() - this.#started) / 1000;
    return {
      solved,
      failed,
      ...(firstFailure && { firstFailure }),
      resumed: found.solved + found.failed,
      seconds,
      threads,
      solverShare: solverSeconds / (seconds * threads),
    };
  }
}
