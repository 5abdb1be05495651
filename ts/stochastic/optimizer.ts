/** An update rule for training loops of the caller's own. */

import type { Dialogue } from '../backends/backend.js';
import { moduleOfDialogue } from '../backends/modules.js';
import { selectBackend } from '../backends/select.js';
import type { VectorInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import { parseSyncOptions, type SyncRunOptions } from '../engine/options.js';
import { tellMethods } from '../engine/probe.js';
import { open } from '../engine/run.js';
import { encode, type GivenForms } from '../engine/wire.js';
import type { OptimizerProblem } from '../generated/stochastic.js';
import '#wasm/stochastic.js';
import { bytesOf } from './words.js';

const METHOD = 'stochastic.optimizer';

/** The first number of an answer to the engine: the request. */
const STEP = 0;
const PARAMETERS = 1;
const CHECKPOINT = 2;

/** The numbers of an answer before the gradient: the request and the value. */
const HEAD = 2;

/** Whether a method's steps depend on values. */
const needsValues = (problem: OptimizerProblem) => problem.method === 'polyak';

/**
 * An update rule with its state, created by {@link optimizer}. A gradient that is refused changes nothing. After any
 * other error the optimizer is closed.
 */
export class Optimizer {
  /** The number of parameters. */
  readonly dimension: number;
  /**
   * The point at which the next gradient is taken. For schedule-free methods it differs from {@link parameters}. The
   * array is used again by the next step: copy it to keep it.
   */
  readonly point: Float64Array;
  readonly #dialogue: Dialogue;
  readonly #forms: GivenForms;
  readonly #answer: Float64Array;
  readonly #needsValues: boolean;
  #isClosed = false;

  /** Prepares the first step. Use {@link optimizer}. */
  constructor(problem: OptimizerProblem, options: SyncRunOptions | undefined) {
    tellMethods(problem, METHOD);
    const { backend, engineOptions } = parseSyncOptions(options);
    const { payload, forms } = encode(problem);
    [this.#forms, this.#needsValues] = [forms, needsValues(problem)];
    this.#dialogue = selectBackend(backend).converse({ method: METHOD, ...payload, options: engineOptions });
    if (this.#dialogue.resume(new Float64Array(0), NO_ROOM) < 0) {
      const reply = this.#dialogue.finish();
      this.#dialogue.close();
      open(reply, forms);
    }
    // The second length is that of an answer.
    this.#answer = new Float64Array(this.#dialogue.lengths[1] as number);
    this.dimension = this.#answer.length - HEAD;
    this.point = new Float64Array(this.dimension);
    this.#dialogue.readPoint(this.point);
  }

  /**
   * Makes a step, given the gradient at {@link point} and, for `polyak`, the value there. Returns the next point, in the
   * same array.
   */
  step(gradient: VectorInput, value?: number): Float64Array {
    this.#ensureOpen();
    this.#write(gradient, value);
    // A getter of the gradient may have closed the optimizer.
    this.#ensureOpen();
    this.#resume(this.point);
    return this.point;
  }

  /** The parameters found so far: for schedule-free methods an average, else a copy of {@link point}. */
  parameters(): Float64Array {
    return this.#told(PARAMETERS);
  }

  /** The state as bytes, for `checkpoint` of {@link optimizer}. Further steps have the same bits. */
  checkpoint(): Uint8Array {
    return bytesOf(this.#told(CHECKPOINT));
  }

  /** Frees the memory held in the engine. */
  close(): void {
    this.#isClosed = true;
    this.#dialogue.close();
  }

  /** Writes a gradient into the answer. Refuses it before the engine sees it, so that the state is kept. */
  #write(gradient: VectorInput, value: number | undefined): void {
    if (gradient?.length !== this.dimension || typeof gradient === 'string') {
      throw invalidInput('gradient', `must have ${this.dimension} numbers, got ${describeValue(gradient)}`);
    }
    const answer = this.#answer;
    for (let k = 0; k < this.dimension; k++) {
      const entry = gradient[k];
      if (!Number.isFinite(entry)) {
        throw invalidInput(`gradient[${k}]`, `must be a finite number, got ${describeValue(entry)}`);
      }
      answer[HEAD + k] = entry as number;
    }
    if ((this.#needsValues || value !== undefined) && !Number.isFinite(value)) {
      throw invalidInput('value', `must be a finite number, got ${describeValue(value)}`);
    }
    [answer[0], answer[1]] = [STEP, value ?? 0];
  }

  /** Requests numbers. */
  #told(request: number): Float64Array {
    this.#ensureOpen();
    this.#answer.fill(0);
    this.#answer[0] = request;
    this.#resume(NO_ROOM);
    const numbers = new Float64Array(this.#dialogue.items);
    this.#dialogue.readPoint(numbers);
    return numbers;
  }

  #resume(point: Float64Array): void {
    if (this.#dialogue.resume(this.#answer, point) >= 0) return;
    const reply = this.#dialogue.finish();
    this.close();
    open(reply, this.#forms);
  }

  #ensureOpen(): void {
    if (this.#isClosed) throw new SuperlinearError('INVALID_INPUT', 'the optimizer was closed', '');
  }
}

/** An array for points that are read afterwards. */
const NO_ROOM = new Float64Array(1);

/**
 * Makes an update rule for training loops of your own: Adam, AdamW, RAdam, Prodigy, schedule-free descent and others,
 * with learning-rate schedules. Its state stays in the engine. Call `close` to free it.
 *
 * @example
 * ```ts
 * import { optimizer } from 'superlinear/stochastic';
 *
 * const rule = await optimizer({ method: 'prodigy', initial: [3, -2] });
 * for (let k = 0; k < 300; k++) {
 *   const [a = 0, b = 0] = rule.point;
 *   rule.step([a - 1, 4 * b]);
 * }
 * console.log(rule.parameters()); // about (1, 0)
 * rule.close();
 * ```
 */
export async function optimizer(problem: OptimizerProblem, options?: SyncRunOptions): Promise<Optimizer> {
  await selectBackend(parseSyncOptions(options).backend).load(moduleOfDialogue(METHOD));
  return optimizerSync(problem, options);
}

/** Blocking version of {@link optimizer}. In a page, call `await load('stochastic')` first. */
export function optimizerSync(problem: OptimizerProblem, options?: SyncRunOptions): Optimizer {
  requireObject(problem, 'problem');
  return new Optimizer(problem, options);
}
