/** Dialogues held open in the engine between the calls of their owner's methods. Answers are commands, and points are reports. */

import type { Dialogue } from '../backends/backend.js';
import { moduleOfDialogue } from '../backends/modules.js';
import { selectBackend } from '../backends/select.js';
import { requireObject } from './check.js';
import { SuperlinearError } from './errors.js';
import { parseSyncOptions, type SyncRunOptions } from './options.js';
import { tellMethods } from './probe.js';
import { open } from './run.js';
import { encode, type GivenForms } from './wire.js';

const NONE = new Float64Array(0);

/** An array for points read afterwards. */
const NO_ROOM = new Float64Array(1);

/** An open dialogue with its state in the engine. An error of the engine closes it. */
export class HeldDialogue {
  /** Four lengths for each question by tag: of point and answer, and the additions of each item to both. */
  readonly lengths: ArrayLike<number>;
  readonly #dialogue: Dialogue;
  readonly #forms: GivenForms;
  readonly #owner: string;
  #isClosed = false;

  /** Opens the dialogue `method` and runs it to its first question. `owner` names it in errors: `the learner`. */
  constructor(method: string, owner: string, problem: object, options: SyncRunOptions | undefined) {
    requireObject(problem, 'problem');
    tellMethods(problem, method);
    const { backend, engineOptions } = parseSyncOptions(options);
    const { payload, forms } = encode(problem);
    [this.#forms, this.#owner] = [forms, owner];
    this.#dialogue = selectBackend(backend).converse({ method, ...payload, options: engineOptions });
    this.lengths = this.#dialogue.lengths;
    this.advance(NONE);
  }

  /** Loads the module of a method: the constructor cannot wait for it. */
  static load(method: string, options: SyncRunOptions | undefined): Promise<void> {
    return selectBackend(parseSyncOptions(options).backend).load(moduleOfDialogue(method));
  }

  /** Whether it was closed, by its owner or by an error. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Passes an answer to the engine. Its report is written into `report` if the array is long enough. Throws the error
   * ending the dialogue.
   */
  advance(answer: Float64Array, report: Float64Array = NO_ROOM): void {
    this.ensureOpen();
    if (this.#dialogue.resume(answer, report) >= 0) return;
    const reply = this.#dialogue.finish();
    this.close();
    open(reply, this.#forms);
  }

  /** Reads the last report, one number for each item. */
  report(): Float64Array {
    const numbers = new Float64Array(this.#dialogue.items);
    this.#dialogue.readPoint(numbers);
    return numbers;
  }

  /** Reads the last report into an array of its length. */
  readReport(report: Float64Array): void {
    this.#dialogue.readPoint(report);
  }

  /** Throws if it was closed. Getters of arguments may close their owner, so methods ask again after reading them. */
  ensureOpen(): void {
    if (this.#isClosed) throw new SuperlinearError('INVALID_INPUT', `${this.#owner} was closed`, '');
  }

  /** Frees the memory held in the engine. */
  close(): void {
    this.#isClosed = true;
    this.#dialogue.close();
  }
}
