/** Linear models of rows that arrive over time, held open in the engine. */

import type { AnyMatrixInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { invalidInput } from '../engine/errors.js';
import { HeldDialogue } from '../engine/held-dialogue.js';
import type { SyncRunOptions } from '../engine/options.js';
import type { LearnerProblem, LossKind } from '../generated/stochastic.js';
import { type CheckedRows, type ClassLabel, checkRows, type ResponseInput, type StreamRows } from './rows.js';
import '#wasm/stochastic.js';
import { bytesOf } from './words.js';

const METHOD = 'stochastic.learner';

/** The commands of the engine, and the bits of their last number. */
const [LEARN, PREDICT, MODEL, CHECKPOINT] = [0, 1, 2, 3];
const [WEIGHTED, SPARSE] = [1, 2];

/** The facts at the head of reports: rows, mean loss, its standard error, rate, and whether it is the first or last one. */
const FACTS = 5;

const NONE = new Float64Array(0);

/** A model learned so far. `coordinate.predict` takes it for the losses of its family. */
export interface LearnedModel {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** The features with nonzero coefficients, ascending. */
  readonly support: Int32Array;
  readonly loss: LossKind;
  /** The classes in ascending order; the second is the positive one. Absent for losses without classes. */
  readonly classes?: ResponseInput;
  /** The number of rows learned from, without those of weight 0. */
  readonly rows: number;
  /** The mean loss of rows, each before it was learned from. */
  readonly progressiveLoss: number;
  /** The standard error of the progressive loss, as if its terms were independent. */
  readonly standardError: number;
  /** The learning rate, given or chosen. */
  readonly learningRate: number;
  /** Whether the chosen rate is the smallest or the largest of its copies, and one beyond may be better. */
  readonly rateAtEnd: boolean;
}

/** Predictions of rows. */
export interface LearnedPredictions {
  /** The linear predictor of each row. */
  readonly predictor: Float64Array;
  /** The predicted response: the class, the mean count for `poisson`, else the predictor. */
  readonly response: Float64Array | readonly ClassLabel[];
}

/**
 * A linear model that learns rows as they arrive, created by {@link learner}. Rows may be divided into calls of `learn` in
 * any way without changing a bit. Refused rows throw an error and change nothing.
 */
export class Learner {
  /** The number of coefficients. */
  readonly dimension: number;
  readonly #dialogue: HeldDialogue;
  readonly #problem: LearnerProblem;
  readonly #classes: readonly ClassLabel[] | undefined;
  #facts: Float64Array;

  /** Opens a learner. Use {@link learner}. */
  constructor(problem: LearnerProblem, options: SyncRunOptions | undefined) {
    this.#dialogue = new HeldDialogue(METHOD, 'the learner', problem, options);
    this.#problem = problem;
    const [dimension = 0, ...facts] = this.#dialogue.report();
    [this.dimension, this.#facts] = [dimension, Float64Array.from(facts)];
    this.#classes = classesOf(problem);
  }

  /** The number of rows learned from, without those of weight 0. */
  get rows(): number {
    return this.#facts[0] as number;
  }

  /** The mean loss of rows, each before it was learned from; 0 before the first row. */
  get progressiveLoss(): number {
    return finite(this.#facts[1] as number);
  }

  /** Whether losses have grown beyond all numbers: a smaller `learningRate` is needed. */
  get hasDiverged(): boolean {
    return !Number.isFinite(this.#facts[1]);
  }

  /** Learns from rows. */
  learn(rows: StreamRows): void {
    this.learnChecked(this.check(rows));
  }

  /** @internal Checks rows, for {@link learnChecked} to learn them in parts. */
  check(rows: StreamRows): CheckedRows {
    this.#dialogue.ensureOpen();
    const isHashed = this.#problem.hashBits !== undefined && this.#problem.hashBits !== null;
    const size = { dimension: this.dimension, isHashed };
    return checkRows(rows, size, { classes: this.#classes, isOfCounts: this.#problem.loss === 'poisson' });
  }

  /** @internal Learns from checked rows, or a part of them. */
  learnChecked(rows: CheckedRows, from = 0, to = rows.count): void {
    if (from < to) this.#facts = this.#send(LEARN as number, rows, from, to);
  }

  /** Predicts rows. */
  predict(matrix: AnyMatrixInput): LearnedPredictions {
    const rows = this.check({ matrix, response: undefined } as unknown as StreamRows);
    const predictor = rows.count === 0 ? NONE : this.#send(PREDICT as number, rows, 0, rows.count);
    const classes = this.#classes;
    if (classes !== undefined)
      return { predictor, response: Array.from(predictor, (z) => classes[z > 0 ? 1 : 0] as ClassLabel) };
    return { predictor, response: this.#problem.loss === 'poisson' ? predictor.map(Math.exp) : predictor };
  }

  /** The model learned so far. */
  model(): LearnedModel {
    const report = this.#command(MODEL as number);
    const [rows = 0, mean = 0, error = 0, learningRate = 0, isAtEnd = 0, intercept = 0] = report;
    const coefficients = report.slice(FACTS + 1);
    const support: number[] = [];
    coefficients.forEach((w, j) => {
      if (w !== 0) support.push(j);
    });
    const classes = this.#classes;
    return {
      coefficients,
      intercept,
      support: Int32Array.from(support),
      loss: this.#problem.loss ?? 'squared',
      ...(classes !== undefined && { classes: inForm(classes) }),
      rows,
      progressiveLoss: finite(mean),
      standardError: finite(error),
      learningRate,
      rateAtEnd: isAtEnd === 1,
    };
  }

  /** The state as bytes, for the `checkpoint` of another learner with the same settings. */
  checkpoint(): Uint8Array {
    return bytesOf(this.#command(CHECKPOINT as number));
  }

  /** Frees the memory held in the engine. */
  close(): void {
    this.#dialogue.close();
  }

  #send(kind: number, rows: CheckedRows, from: number, to: number): Float64Array {
    this.#dialogue.ensureOpen();
    const numbers = rows.pack(from, to);
    const bits = (rows.isWeighted ? (WEIGHTED as number) : 0) + (rows.isSparse ? (SPARSE as number) : 0);
    this.#dialogue.advance(Float64Array.of(kind, to - from, numbers.length, bits));
    this.#dialogue.advance(numbers);
    return this.#dialogue.report();
  }

  /** The report of a command without rows. */
  #command(kind: number): Float64Array {
    this.#dialogue.advance(Float64Array.of(kind, 0, 0, 0));
    return this.#dialogue.report();
  }
}

/** The two classes in ascending order, as the engine sorts them. The engine has checked them. */
function classesOf({ classes }: LearnerProblem): readonly ClassLabel[] | undefined {
  if (classes === undefined || classes === null) return undefined;
  const [first, second] = Array.from(classes as readonly ClassLabel[]) as [ClassLabel, ClassLabel];
  return first < second ? [first, second] : [second, first];
}

const inForm = (classes: readonly ClassLabel[]): ResponseInput =>
  typeof classes[0] === 'number'
    ? Float64Array.from(classes as readonly number[])
    : (classes as readonly string[]);

const finite = (figure: number): number => (Number.isFinite(figure) ? figure : Number.MAX_VALUE);

/**
 * Opens a linear model that learns rows as they arrive, on the calling thread. The state stays in the engine:
 * `checkpoint` returns it as bytes, and a learner with the same settings and this `checkpoint` continues with the same
 * bits. Call `close` to free its memory.
 *
 * @example
 * ```ts
 * const spam = await learner({ loss: 'logistic', classes: ['ham', 'spam'], dimension: 3 });
 * spam.learn({ matrix: [[1, 0, 2], [0, 3, 1]], response: ['ham', 'spam'] });
 * spam.learn({ matrix: [[0, 2, 0]], response: ['spam'] });
 * const { response } = spam.predict([[0, 1, 0]]);
 * console.log(response, spam.progressiveLoss);
 * spam.close();
 * ```
 */
export async function learner(problem: LearnerProblem, options?: SyncRunOptions): Promise<Learner> {
  await HeldDialogue.load(METHOD, options);
  return learnerSync(problem, options);
}

/** Blocking version of {@link learner}. In a page, call `await load('stochastic')` first. */
export function learnerSync(problem: LearnerProblem, options?: SyncRunOptions): Learner {
  requireObject(problem, 'problem');
  if ('initial' in problem)
    throw invalidInput('initial', 'must be left out: a learner continues from a checkpoint');
  return new Learner(problem, options);
}
