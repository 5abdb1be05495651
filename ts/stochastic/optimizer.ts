/** An update rule for training loops of the caller's own. */

import type { VectorInput } from '../engine/arrays.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { HeldDialogue } from '../engine/held-dialogue.js';
import { requireNumbers, writeFinite } from '../engine/numbers.js';
import type { SyncRunOptions } from '../engine/options.js';
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
  readonly #dialogue: HeldDialogue;
  readonly #answer: Float64Array;
  readonly #needsValues: boolean;

  /** Prepares the first step. Use {@link optimizer}. */
  constructor(problem: OptimizerProblem, options: SyncRunOptions | undefined) {
    this.#dialogue = new HeldDialogue(METHOD, 'the optimizer', problem, options);
    this.#needsValues = needsValues(problem);
    // The second length is that of an answer.
    this.#answer = new Float64Array(this.#dialogue.lengths[1] as number);
    this.dimension = this.#answer.length - HEAD;
    this.point = new Float64Array(this.dimension);
    this.#dialogue.readReport(this.point);
  }

  /**
   * Makes a step, given the gradient at {@link point} and, for `polyak`, the value there. Returns the next point, in the
   * same array.
   */
  step(gradient: VectorInput, value?: number): Float64Array {
    this.#dialogue.ensureOpen();
    this.#write(gradient, value);
    this.#dialogue.advance(this.#answer, this.point);
    return this.point;
  }

  /** The parameters found so far: for schedule-free methods an average, else a copy of {@link point}. */
  parameters(): Float64Array {
    return this.#report(PARAMETERS);
  }

  /** The state as bytes, for `checkpoint` of {@link optimizer}. Further steps have the same bits. */
  checkpoint(): Uint8Array {
    return bytesOf(this.#report(CHECKPOINT));
  }

  /** Frees the memory held in the engine. */
  close(): void {
    this.#dialogue.close();
  }

  /** Writes a gradient into the answer. Refuses it before the engine sees it, so that the state is kept. */
  #write(gradient: VectorInput, value: number | undefined): void {
    requireNumbers(gradient, this.dimension, 'gradient');
    writeFinite(gradient, this.#answer, HEAD, (k) => `gradient[${k}]`);
    if ((this.#needsValues || value !== undefined) && !Number.isFinite(value)) {
      throw invalidInput('value', `must be a finite number, got ${describeValue(value)}`);
    }
    this.#answer[0] = STEP;
    this.#answer[1] = value ?? 0;
  }

  /** Requests numbers. */
  #report(request: number): Float64Array {
    this.#answer.fill(0);
    this.#answer[0] = request;
    this.#dialogue.advance(this.#answer);
    return this.#dialogue.report();
  }
}

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
  await HeldDialogue.load(METHOD, options);
  return optimizerSync(problem, options);
}

/** Blocking version of {@link optimizer}. In a page, call `await load('stochastic')` first. */
export function optimizerSync(problem: OptimizerProblem, options?: SyncRunOptions): Optimizer {
  return new Optimizer(problem, options);
}
