/** Nonlinear regression of few inputs in one pass over rows. */

import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { HeldDialogue } from '../engine/held-dialogue.js';
import { byRows, hasLayout, isByColumns } from '../engine/layout.js';
import { finiteVector } from '../engine/numbers.js';
import type { SyncRunOptions } from '../engine/options.js';
import type { StreamRegressionProblem } from '../generated/stochastic.js';
import '#wasm/stochastic.js';
import { requireCount, requireMatrix } from './rows.js';
import { bytesOf } from './words.js';

const METHOD = 'stochastic.streamRegression';

/** The commands of the engine. */
const [LEARN, PREDICT, CHECKPOINT, RESIDUAL, POLISH] = [0, 1, 2, 3, 4] as const;

/** Rows held back until the engine is called: a call takes as long as some rows. */
const QUEUE = 256;

/** The largest response: sums of more remain finite. */
const MAX_RESPONSE = 1e100;

/** Limits of `polish`. */
export interface PolishOptions {
  /**
   * The norm of the residual of the normal equations, relative to the right sides.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * The limit on steps.
   * @defaultValue 1000
   */
  readonly maxIterations?: number;
}

/**
 * A regression of rows as they arrive, created by {@link streamRegression}. Rows that are refused change nothing. After
 * any other error it is closed.
 */
export class StreamRegression {
  readonly #dialogue: HeldDialogue;
  readonly #dimension: number;
  readonly #outputs: number;
  readonly #queue: Float64Array;
  #queued = 0;
  #rows: number;

  /** Opens the regression. Use {@link streamRegression}. */
  constructor(problem: StreamRegressionProblem, options: SyncRunOptions | undefined) {
    this.#dialogue = new HeldDialogue(METHOD, 'the regression', problem, options);
    [this.#dimension, this.#outputs] = [problem.dimension, problem.outputs ?? 1];
    this.#rows = this.#dialogue.report()[0] as number;
    this.#queue = new Float64Array(QUEUE * (this.#dimension + this.#outputs));
  }

  /** The number of rows learned. */
  get rows(): number {
    return this.#rows + this.#queued;
  }

  /** Learns rows: the inputs, a row for each, and as many responses; several of a row one after another. */
  learn(matrix: MatrixInput, response: VectorInput): void {
    this.#dialogue.ensureOpen();
    const { count, at } = this.#inputsOf(matrix);
    const responses = finiteVector(response, count * this.#outputs, 'response');
    const huge = responses.findIndex((y) => Math.abs(y) > MAX_RESPONSE);
    if (huge >= 0) {
      throw invalidInput(
        `response[${huge}]`,
        `must be at most ${MAX_RESPONSE} in size, got ${responses[huge]}`,
      );
    }
    this.#dialogue.ensureOpen();
    const [d, q] = [this.#dimension, this.#outputs];
    for (let i = 0; i < count; i++) {
      const place = this.#queued * (d + q);
      this.#queue.set(at(i), place);
      this.#queue.set(responses.subarray(i * q, (i + 1) * q), place + d);
      this.#queued++;
      if (this.#queued === QUEUE) this.#flush();
    }
  }

  /** Predicts the responses of rows; several of a row one after another. */
  predict(matrix: MatrixInput): Float64Array {
    this.#dialogue.ensureOpen();
    const { count, at } = this.#inputsOf(matrix);
    const rows = new Float64Array(count * this.#dimension);
    for (let i = 0; i < count; i++) rows.set(at(i), i * this.#dimension);
    this.#flush();
    return count === 0 ? new Float64Array(0) : this.#command(PREDICT, rows);
  }

  /** The state as bytes, for `checkpoint` of {@link streamRegression}. Further rows have the same bits. */
  checkpoint(): Uint8Array {
    this.#flush();
    return bytesOf(this.#command(CHECKPOINT, NONE));
  }

  /**
   * The distance to the least-squares fit of all rows so far: the norm of the residual of its normal equations, relative
   * to the right sides.
   */
  residual(): number {
    this.#flush();
    return this.#command(RESIDUAL, NONE)[0] as number;
  }

  /** Moves to the least-squares fit of all rows so far, by conjugate gradients. Returns the residual. */
  polish({ tolerance = 1e-8, maxIterations = 1000 }: PolishOptions = {}): number {
    if (!(tolerance > 0 && tolerance < 1)) {
      throw invalidInput('tolerance', `must be above 0 and below 1, got ${describeValue(tolerance)}`);
    }
    if (!(Number.isInteger(maxIterations) && maxIterations >= 1)) {
      throw invalidInput('maxIterations', `must be a positive integer, got ${describeValue(maxIterations)}`);
    }
    this.#flush();
    return this.#command(POLISH, Float64Array.of(tolerance, maxIterations))[0] as number;
  }

  /** Frees the memory held in the engine. */
  close(): void {
    this.#dialogue.close();
  }

  /** Hands the queued rows to the engine. */
  #flush(): void {
    if (this.#queued === 0) return;
    const rows = this.#queue.subarray(0, this.#queued * (this.#dimension + this.#outputs));
    this.#queued = 0;
    this.#rows = this.#command(LEARN, rows)[0] as number;
  }

  #command(kind: number, numbers: Float64Array): Float64Array {
    this.#dialogue.advance(Float64Array.of(kind, numbers.length));
    // The engine asks for the numbers of a command, if there are any.
    if (numbers.length > 0) this.#dialogue.advance(numbers);
    return this.#dialogue.report();
  }

  /** The rows of a matrix. */
  #inputsOf(matrix: MatrixInput): { count: number; at(i: number): Float64Array } {
    const d = this.#dimension;
    requireMatrix(matrix);
    if ('data' in matrix) {
      const { rows, columns, data } = matrix;
      if (columns !== d)
        throw invalidInput('matrix', `must have ${d} columns, got ${describeValue(columns)}`);
      requireCount(rows, 'matrix.rows');
      const given = finiteVector(data, rows * d, 'matrix.data');
      const isTransposed = hasLayout(matrix) && isByColumns(matrix, 'matrix');
      const numbers = isTransposed ? byRows(given, rows, d) : given;
      return { count: rows, at: (i) => numbers.subarray(i * d, (i + 1) * d) };
    }
    const rows = Array.from(matrix, (row, i) => finiteVector(row, d, `matrix[${i}]`));
    return { count: rows.length, at: (i) => rows[i] as Float64Array };
  }
}

const NONE = new Float64Array(0);

/**
 * Opens a nonlinear regression of few inputs that learns rows as they arrive, also in an unfavorable order: after each
 * row it is nearly the least-squares fit of all rows so far, or exactly that with the solver `exact`. The state stays in the
 * engine. Call `close` to free it.
 *
 * @example
 * ```ts
 * import { streamRegression } from 'superlinear/stochastic';
 *
 * const regression = await streamRegression({ dimension: 2, scale: 2 });
 * for (let k = 0; k < 3000; k++) {
 *   const [a, b] = [k / 750 - 2, 2 * Math.sin(7 * k)];
 *   regression.learn([[a, b]], [Math.sin(2 * a) * Math.cos(b)]);
 * }
 * console.log(regression.predict([[-1, 0.5], [1, 0]])); // about -0.798 and 0.909
 * regression.close();
 * ```
 */
export async function streamRegression(
  problem: StreamRegressionProblem,
  options?: SyncRunOptions,
): Promise<StreamRegression> {
  await HeldDialogue.load(METHOD, options);
  return streamRegressionSync(problem, options);
}

/** Blocking version of {@link streamRegression}. In a page, call `await load('stochastic')` first. */
export function streamRegressionSync(
  problem: StreamRegressionProblem,
  options?: SyncRunOptions,
): StreamRegression {
  return new StreamRegression(problem, options);
}
