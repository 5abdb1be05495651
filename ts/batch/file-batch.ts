/** A batch whose records go to a file or to standard output: solves, writes, and makes checkpoints. */

import { type Beginning, begin, fingerprint } from './beginning.js';
import { type Checkpoint, hashStart, removeCheckpoint, writeCheckpoint } from './checkpoint.js';
import { Dealer } from './dealer.js';
import { reaching } from './files.js';
import type { JobSettings } from './job.js';
import { isFile, STANDARD, sizeOf } from './lines.js';
import type { BatchSummary, BatchToFileOptions } from './options.js';
import { RecordFile } from './record-file.js';

/** Seconds between checkpoints: what is waited for the disk then does not hold up anybody. */
const CHECKPOINT_SECONDS = 1;

/** Solves the jobs of a batch and writes their records, however far an earlier run has come. */
export async function solveToFile(options: BatchToFileOptions, settings: JobSettings): Promise<BatchSummary> {
  // Before the output is touched, which a mistaken path of the input should cost nobody.
  if (isFile(options.input)) await sizeOf(options.input);
  const beginning = await begin(options, settings);
  return new FileBatch(options, settings, beginning).run();
}

/** One run of a batch. */
class FileBatch {
  readonly #options: BatchToFileOptions;
  readonly #settings: JobSettings;
  readonly #beginning: Beginning;
  readonly #dealer: Dealer;
  readonly #started = performance.now();
  #records!: RecordFile;
  #saving: Promise<void> | undefined;

  constructor(options: BatchToFileOptions, settings: JobSettings, beginning: Beginning) {
    this.#options = options;
    this.#settings = settings;
    this.#beginning = beginning;
    this.#dealer = new Dealer(options, settings, beginning.completed, beginning.place);
  }

  async run(): Promise<BatchSummary> {
    const { output, ordered = false } = this.#options;
    const { completed, found } = this.#beginning;
    this.#records = await RecordFile.open(output, { found, completed, ordered, owner: this.#dealer });
    try {
      await this.#solve();
      await this.#records.sync();
      if (output !== STANDARD) await removeCheckpoint(output);
    } catch (error) {
      // Without a last checkpoint more has to be read again, and that is all.
      await this.#checkpoint().catch(() => {});
      if (this.#options.signal?.aborted) this.#dealer.tell();
      throw error;
    } finally {
      await this.#records.close();
    }
    this.#dealer.tell();
    return this.#summary();
  }

  /** Solves and writes all there is, with checkpoints on the way. */
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

  /** Makes a checkpoint, unless the last one is still being made. */
  #save(): void {
    this.#saving ??= this.#checkpoint()
      .catch((error: unknown) => this.#dealer.stop(error))
      .finally(() => {
        this.#saving = undefined;
      });
  }

  async #checkpoint(): Promise<void> {
    const { input, output, ordered = false } = this.#options;
    if (output === STANDARD) return;
    const { completed } = this.#beginning;
    const { next, beyond } = completed;
    const { bytes, solved, failed, firstFailure } = this.#records.written;
    const known = { settings: fingerprint(this.#settings, ordered), place: this.#dealer.place, next, beyond };
    await this.#records.sync();
    const inputStart = isFile(input) ? await hashStart(input) : { bytes: 0, sha256: '' };
    const checkpoint: Checkpoint = { ...known, solved, failed, firstFailure, outputBytes: bytes, inputStart };
    await reaching('output', 'written', () => writeCheckpoint(output, checkpoint));
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
