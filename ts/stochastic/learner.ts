/** Linear models of rows that arrive over time, held open in the engine. */

import type { AnyMatrixInput, Matrix } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import { invalidInput } from '../engine/errors.js';
import { HeldDialogue } from '../engine/held-dialogue.js';
import type { SyncRunOptions } from '../engine/options.js';
import type { LearnerProblem, LossKind } from '../generated/stochastic.js';
import { classesInOrder } from './classes.js';
import type { LossOf } from './fit.js';
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

/** A number for each row or feature; for `multinomial`, a number for each class beside. */
export type NumbersOf<Loss> = Loss extends 'multinomial' ? Matrix : Float64Array;

/** A model learned so far, also for `coordinate.predict`. */
export interface LearnedModel<Loss extends LossKind = LossKind> {
  /** The coefficient of each feature; for `multinomial`, a matrix with a column for each class. */
  readonly coefficients: NumbersOf<Loss>;
  /** The intercept, 0 if the model has none; for `multinomial`, one for each class. */
  readonly intercept: Loss extends 'multinomial' ? Float64Array : number;
  /** The features with nonzero coefficients, ascending. */
  readonly support: Int32Array;
  /** The loss of the learner. */
  readonly loss: Loss;
  /** The classes in ascending order; of two with one predictor, the second is the positive one. Absent without classes. */
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
export interface LearnedPredictions<Loss extends LossKind = LossKind> {
  /** The linear predictor of each row; for `multinomial`, a column for each class. */
  readonly predictor: NumbersOf<Loss>;
  /** The predicted response: the most probable class, the mean count for `poisson`, else the predictor. */
  readonly response: Float64Array | readonly ClassLabel[];
  /** The probability of each class, a column for each in ascending order; for `logistic` and `multinomial`. */
  readonly probabilities?: Matrix;
}

/**
 * A linear model that learns rows as they arrive, created by {@link learner}. Rows may be divided into calls of `learn` in
 * any way without changing a bit. Refused rows throw an error and change nothing.
 */
export class Learner<Loss extends LossKind = LossKind> {
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
    this.#classes = problem.classes && classesInOrder(problem.classes);
  }

  /** The number of rows learned from, without those of weight 0. */
  get rows(): number {
    return this.#facts[0] as number;
  }

  /** The mean loss of rows, each before it was learned from; 0 before the first row. */
  get progressiveLoss(): number {
    return finite(this.#facts[1] as number);
  }

  /**
   * Whether steps diverged: a smaller `learningRate` is needed. The coefficients are those of the last row before, and more
   * rows do not change them.
   */
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
    const { loss } = this.#problem;
    const isOfPlaces = loss === 'multinomial';
    return checkRows(rows, size, { classes: this.#classes, isOfPlaces, isOfCounts: loss === 'poisson' });
  }

  /** @internal Learns from checked rows, or a part of them. */
  learnChecked(rows: CheckedRows, from = 0, to = rows.count): void {
    if (from < to) this.#facts = this.#send(LEARN, rows, from, to);
  }

  /** Predicts rows. */
  predict(matrix: AnyMatrixInput): LearnedPredictions<Loss> {
    const rows = this.check({ matrix, response: undefined } as unknown as StreamRows);
    const predictor = rows.count === 0 ? NONE : this.#send(PREDICT, rows, 0, rows.count);
    const unfit = predictor.findIndex((z) => !Number.isFinite(z));
    if (unfit >= 0)
      throw invalidInput(
        `matrix[${Math.floor(unfit / this.#outputs)}]`,
        'must have smaller entries: their products with coefficients overflow',
      );
    return predictionsOf(predictor, this.#problem.loss, this.#classes) as LearnedPredictions<Loss>;
  }

  /** The model learned so far. */
  model(): LearnedModel<Loss> {
    const report = this.#command(MODEL);
    const [rows = 0, mean = 0, error = 0, learningRate = 0, isAtEnd = 0] = report;
    const [outputs, classes] = [this.#outputs, this.#classes];
    const intercepts = report.slice(FACTS, FACTS + outputs);
    const data = report.slice(FACTS + outputs);
    const support = new Set<number>();
    data.forEach((w, place) => {
      if (w !== 0) support.add(Math.floor(place / outputs));
    });
    const isOfMany = this.#problem.loss === 'multinomial';
    const model = {
      coefficients: isOfMany ? { rows: this.dimension, columns: outputs, data } : data,
      intercept: isOfMany ? intercepts : intercepts[0],
      support: Int32Array.from(support),
      loss: this.#problem.loss ?? 'squared',
      ...(classes !== undefined && { classes: inForm(classes) }),
      rows,
      progressiveLoss: finite(mean),
      standardError: finite(error),
      learningRate,
      rateAtEnd: isAtEnd === 1,
    };
    return model as LearnedModel<Loss>;
  }

  /** The state as bytes, for the `checkpoint` of another learner with the same settings. */
  checkpoint(): Uint8Array {
    return bytesOf(this.#command(CHECKPOINT));
  }

  /** Frees the memory held in the engine. */
  close(): void {
    this.#dialogue.close();
  }

  /** The number of predictors of a row. */
  get #outputs(): number {
    return this.#problem.loss === 'multinomial' ? (this.#classes?.length as number) : 1;
  }

  #send(kind: number, rows: CheckedRows, from: number, to: number): Float64Array {
    this.#dialogue.ensureOpen();
    const numbers = rows.pack(from, to);
    const bits = (rows.isWeighted ? WEIGHTED : 0) + (rows.isSparse ? SPARSE : 0);
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

const inForm = (classes: readonly ClassLabel[]): ResponseInput =>
  typeof classes[0] === 'number'
    ? Float64Array.from(classes as readonly number[])
    : (classes as readonly string[]);

/** Predictors of rows with the responses that they predict. */
function predictionsOf(
  predictor: Float64Array,
  loss: LossKind | undefined,
  classes: readonly ClassLabel[] | undefined,
): LearnedPredictions {
  if (classes === undefined)
    return {
      predictor,
      response: loss === 'poisson' ? predictor.map((z) => finite(Math.exp(z))) : predictor,
    };
  if (loss !== 'multinomial') {
    const response = Array.from(predictor, (z) => classes[z > 0 ? 1 : 0] as ClassLabel);
    if (loss !== 'logistic') return { predictor, response };
    const pairs = Float64Array.from(
      { length: 2 * predictor.length },
      (_, k) => (k % 2) * at(predictor, k >> 1),
    );
    return { predictor, response, probabilities: probabilitiesOf(pairs, 2) };
  }
  const probabilities = probabilitiesOf(predictor, classes.length);
  const response = Array.from({ length: probabilities.rows }, (_, i) => {
    const row = predictor.subarray(i * classes.length, (i + 1) * classes.length);
    return classes[row.indexOf(Math.max(...row))] as ClassLabel;
  });
  return { predictor: { ...probabilities, data: predictor }, response, probabilities };
}

const at = (numbers: Float64Array, k: number): number => numbers[k] as number;

/** The probabilities of classes, whose logarithms are predictors up to a number for each row. */
function probabilitiesOf(predictors: Float64Array, columns: number): Matrix {
  const data = Float64Array.from(predictors);
  for (let from = 0; from < data.length; from += columns) {
    const row = data.subarray(from, from + columns);
    const largest = Math.max(...row);
    row.forEach((z, k) => {
      row[k] = Math.exp(z - largest);
    });
    const total = row.reduce((sum, power) => sum + power, 0);
    row.forEach((power, k) => {
      row[k] = power / total;
    });
  }
  return { rows: data.length / columns, columns, data };
}

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
export async function learner<Problem extends LearnerProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): Promise<Learner<LossOf<Problem>>> {
  await HeldDialogue.load(METHOD, options);
  return learnerSync(problem, options);
}

/** Blocking version of {@link learner}. In a page, call `await load('stochastic')` first. */
export function learnerSync<Problem extends LearnerProblem>(
  problem: Problem,
  options?: SyncRunOptions,
): Learner<LossOf<Problem>> {
  requireObject(problem, 'problem');
  if ('initial' in problem)
    throw invalidInput('initial', 'must be left out: a learner continues from a checkpoint');
  return new Learner(problem, options);
}
