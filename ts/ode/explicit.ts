/**
 * Explicit steps for a field in JavaScript, without the engine: a question to it takes longer than many fields do. The
 * steps are those of `crates/integrate`, with the same arithmetic.
 */

import type { SolveSolution } from '../generated/ode.js';
import { DENSE_5, DENSE_8, ERROR_5, ERRORS_8, ORDER_5, ORDER_8, type Pair, type Table } from './tables.js';

/** A checked problem without events, from a single initial state. */
export interface ExplicitProblem {
  /** Writes the derivative at a time and state. */
  readonly field: (t: number, y: Float64Array, derivative: Float64Array) => void;
  readonly initial: Float64Array;
  readonly from: number;
  readonly end: number;
  /** The times of output; `undefined` for all steps. */
  readonly times: Float64Array | undefined;
  /** The method; `auto` gives up when the problem turns stiff. */
  readonly method: 'auto' | 'dormandPrince5' | 'dormandPrince8';
  readonly tolerance: number;
  readonly absolute: Float64Array;
  readonly firstStep: number | undefined;
  readonly largestStep: number;
  readonly maxIterations: number;
  readonly steadyTolerance: number | undefined;
  readonly estimateError: boolean;
}

type Status = SolveSolution['status'];

/** Constants of `crates/integrate`, where their sources are stated. */
const SAFETY = 0.9;
const MIN_FACTOR = 0.2;
const MAX_FACTOR = 5;
const PROPORTIONAL = 0.7;
const INTEGRAL = 0.4;
const MIN_ERROR = 1e-4;
const AFTER_OVERFLOW = 0.25;
const STIFF_STEPS = 15;
const STEPS_OBSERVED = 20;
const MIN_STEP = 16 * Number.EPSILON;
const NEARLY_ALL = 0.99;
const MAX_SIZE = 1e300;
const HIGH_ORDER_TOLERANCE = 1e-6;
const SMALLEST_NORMAL = 2 ** -1022;

/** The tolerances of the second integration, in those of the first; the smallest relative one is that of rounding. */
const FINER = 0.1;
const MIN_TOLERANCE = 1e-14;

/**
 * Integrates a problem, yielding after each step. Returns `undefined` if explicit steps do not suffice: the problem is
 * stiff, or the derivative is not finite at the start.
 */
export function* integrate(problem: ExplicitProblem): Generator<void, SolveSolution | undefined> {
  const coarse = new Integration(problem);
  if (!coarse.isUsable) return undefined;
  const status = yield* coarse.run();
  if (status === undefined) return undefined;
  if (!problem.estimateError) return coarse.finished(status, undefined);
  const fine = new Integration({
    ...problem,
    tolerance: Math.max(FINER * problem.tolerance, MIN_TOLERANCE),
    absolute: problem.absolute.map((tolerance) => FINER * tolerance),
  });
  const fineStatus = yield* fine.run();
  return fineStatus === undefined ? undefined : fine.finished(fineStatus, { coarse, status });
}

/** The nonzero weights of a sum of stages, and the stages they belong to. */
interface Weights {
  readonly weights: Float64Array;
  readonly stages: Int32Array;
}

const sparse = (all: readonly number[]): Weights => {
  const stages = Int32Array.from(all.keys()).filter((stage) => all[stage] !== 0);
  return { weights: Float64Array.from(stages, (stage) => all[stage] as number), stages };
};

/** A method with the nonzero weights of its stages, of its errors and of its dense output. */
const prepared = (pair: Pair, errors: Table, dense: Table) => ({
  ...pair,
  stages: pair.weights.map(sparse),
  errors: errors.map(sparse),
  dense: dense.map(sparse),
});
const PAIRS = { 5: prepared(ORDER_5, [ERROR_5], DENSE_5), 8: prepared(ORDER_8, ERRORS_8, DENSE_8) };

// States are mostly short: a loop is faster than the methods of typed arrays.

function copy(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < from.length; i++) to[i] = from[i] as number;
}

function areUsable(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i] as number) < MAX_SIZE)) return false;
  return true;
}

/** One integration. */
class Integration {
  readonly #problem: ExplicitProblem;
  readonly #pair: (typeof PAIRS)[5 | 8];
  readonly #direction: number;
  /** The derivatives of all stages, one after another, and a view of each. */
  readonly #derivatives: Float64Array;
  readonly #stages: readonly Float64Array[];
  readonly #coefficients: Float64Array[];
  #t: number;
  #y: Float64Array;
  #slope: Float64Array;
  #endT: number;
  #endY: Float64Array;
  readonly #before: Float64Array;
  readonly #error: Float64Array;
  #size: number;
  #previousLog = Math.log(MIN_ERROR);
  #wasRejected = false;
  #stiff = 0;
  #nextOutput = 0;
  #start: { readonly t: number; readonly h: number; readonly y: Float64Array };
  readonly times: number[] = [];
  readonly states: number[] = [];
  steps = 0;
  rejected = 0;
  evaluations = 0;
  readonly isUsable: boolean;

  constructor(problem: ExplicitProblem) {
    const { initial, from, end, tolerance, method } = problem;
    const n = initial.length;
    const isHigh = method === 'dormandPrince8' || (method === 'auto' && tolerance <= HIGH_ORDER_TOLERANCE);
    this.#problem = problem;
    this.#pair = PAIRS[isHigh ? 8 : 5];
    this.#direction = end < from ? -1 : 1;
    this.#derivatives = new Float64Array(this.#pair.nodes.length * n);
    this.#stages = this.#pair.nodes.map((_, stage) => this.#derivatives.subarray(stage * n, (stage + 1) * n));
    this.#coefficients = Array.from({ length: 7 }, () => new Float64Array(n));
    [this.#t, this.#endT] = [from, from];
    [this.#y, this.#endY] = [initial.slice(), initial.slice()];
    this.#slope = new Float64Array(n);
    [this.#before, this.#error] = [new Float64Array(n), new Float64Array(n)];
    this.#start = { t: from, h: 0, y: this.#y };
    this.#evaluate(from, this.#y, this.#slope);
    this.isUsable = areUsable(this.#slope);
    this.#size = this.isUsable ? (problem.firstStep ?? this.#firstSize()) : 0;
    this.#writeStart();
  }

  /** Steps to the end; `undefined` once the problem is stiff and the method is free. */
  *run(): Generator<void, Status | undefined> {
    const { end, maxIterations, method } = this.#problem;
    while (this.#t !== end) {
      if (this.steps + this.rejected >= maxIterations) return 'iterationLimit';
      yield;
      const aim = this.#aim(end);
      if (aim === undefined) return 'stalled';
      const { h, isShortened } = aim;
      const factor = this.#attempt(h);
      if (factor < 0) {
        this.rejected++;
        this.#size = Math.abs(h) * -factor;
        continue;
      }
      if (this.#hasOutput() && !this.#interpolate(h)) {
        this.rejected++;
        this.#size = AFTER_OVERFLOW * Math.abs(h);
        continue;
      }
      this.steps++;
      const proposed = Math.abs(h) * factor;
      this.#size = isShortened ? Math.max(proposed, this.#size) : proposed;
      const isStiff = method === 'auto' && this.#isStiff(h);
      this.#advance();
      if (isStiff) return undefined;
      if (this.#problem.times === undefined) this.#write(this.#t, this.#y);
      if (this.#isSteady()) return 'steady';
    }
    return 'finished';
  }

  /** The solution, with the difference to a coarser integration as an estimate of the error. */
  finished(
    status: Status,
    other: { readonly coarse: Integration; readonly status: Status } | undefined,
  ): SolveSolution {
    const { initial, from } = this.#problem;
    if (status !== 'finished' && this.times.at(-1) !== this.#t) this.#write(this.#t, this.#y);
    // After other endings the last states are at different times.
    const isComplete = status === 'finished' || status === 'steady';
    const estimate = isComplete && other?.status === status ? this.#differences(other) : undefined;
    const total = (count: 'steps' | 'rejected' | 'evaluations') => this[count] + (other?.coarse[count] ?? 0);
    return {
      status,
      times: Float64Array.from(this.times),
      states: { rows: this.times.length, columns: initial.length, data: Float64Array.from(this.states) },
      events: [],
      ...(estimate && { errorEstimate: estimate }),
      steps: total('steps'),
      rejected: total('rejected'),
      evaluations: total('evaluations'),
      jacobians: 0,
      factorizations: 0,
      methods: [{ from, method: this.#pair.order === 5 ? 'dormandPrince5' : 'dormandPrince8' }],
      lastStep: Math.min(this.#size, Number.MAX_VALUE) * this.#direction,
    };
  }

  /** The largest differences to the states of a coarser integration: at all times, or at the end. */
  #differences({ coarse, status }: { readonly coarse: Integration; readonly status: Status }): Float64Array {
    const n = this.#problem.initial.length;
    const { states } = coarse.finished(status, undefined);
    const [a, b] = [states.data, this.states];
    const isAtAll = this.#problem.times !== undefined;
    const [startA, startB] = isAtAll ? [0, 0] : [a.length - n, b.length - n];
    const largest = new Float64Array(n);
    const count = Math.min(a.length - startA, b.length - startB);
    for (let k = 0; k < count; k++) {
      const difference = Math.abs((a[startA + k] as number) - (b[startB + k] as number));
      largest[k % n] = Math.max(largest[k % n] as number, difference);
    }
    return largest;
  }

  #evaluate(t: number, y: Float64Array, derivative: Float64Array): void {
    this.evaluations++;
    this.#problem.field(t, y, derivative);
  }

  /** Writes weighted sums of the derivatives; `factor` multiplies the weights. Two components share a loop, for speed. */
  #combine({ weights, stages }: Weights, sums: Float64Array, factor = 1): void {
    const derivatives = this.#derivatives;
    const n = sums.length;
    for (let i = 0; i < n; i += 2) {
      const isLast = i + 1 === n;
      let first = 0;
      let second = 0;
      for (let k = 0; k < weights.length; k++) {
        const weight = factor * (weights[k] as number);
        const index = (stages[k] as number) * n + i;
        first += weight * (derivatives[index] as number);
        if (!isLast) second += weight * (derivatives[index + 1] as number);
      }
      sums[i] = first;
      if (!isLast) sums[i + 1] = second;
    }
  }

  /** Evaluates a stage at its point, which is written to `point`. */
  #stage(stage: number, h: number, point: Float64Array): void {
    this.#combine(this.#pair.stages[stage] as Weights, point);
    const y = this.#y;
    for (let i = 0; i < point.length; i++) point[i] = (y[i] as number) + h * (point[i] as number);
    const t = stage === this.#pair.last ? this.#endT : this.#t + h * (this.#pair.nodes[stage] as number);
    if (stage === this.#pair.last - 1) copy(point, this.#before);
    this.#evaluate(t, point, this.#stages[stage] as Float64Array);
  }

  /** Tries a step. Returns the factor of the next step size, negative if the step is rejected. */
  #attempt(h: number): number {
    const { last, order } = this.#pair;
    copy(this.#slope, this.#stages[0] as Float64Array);
    for (let stage = 1; stage <= last; stage++) this.#stage(stage, h, this.#endY);
    const error = this.#errorNorm(h);
    if (!Number.isFinite(error) || !areUsable(this.#endY) || !areUsable(this.#stages[last] as Float64Array)) {
      this.#wasRejected = true;
      return -AFTER_OVERFLOW;
    }
    const log = Math.log(error);
    if (error > 1) {
      this.#wasRejected = true;
      return -Math.fround(Math.max(SAFETY * Math.exp(-log / order), MIN_FACTOR));
    }
    const growth = Math.exp((INTEGRAL * this.#previousLog - PROPORTIONAL * log) / order);
    const largest = this.#wasRejected ? 1 : MAX_FACTOR;
    [this.#previousLog, this.#wasRejected] = [Math.max(log, Math.log(MIN_ERROR)), false];
    return Math.fround(Math.min(Math.max(SAFETY * growth, MIN_FACTOR), largest));
  }

  /** The norm of the error of a step, by the one or two errors of the method. */
  #errorNorm(h: number): number {
    const [fifth, third] = this.#pair.errors;
    const first = this.#weightedNorm(fifth as Weights, h);
    if (third === undefined) return first;
    const second = 0.1 * this.#weightedNorm(third, h);
    const both = Math.sqrt(first * first + second * second);
    return both > 0 ? first * (first / both) : both;
  }

  #weightedNorm(weights: Weights, h: number): number {
    this.#combine(weights, this.#error);
    return Math.abs(h) * this.#norm(this.#error, this.#y, this.#endY);
  }

  /** The norm of an error between two states, the root of the mean of squares in tolerances. */
  #norm(error: Float64Array, y: Float64Array, end: Float64Array): number {
    const { tolerance, absolute } = this.#problem;
    let sum = 0;
    for (let i = 0; i < error.length; i++) {
      const size = Math.max(Math.abs(y[i] as number), Math.abs(end[i] as number));
      const scaled = (error[i] as number) / ((absolute[i] as number) + tolerance * size);
      sum += scaled * scaled;
    }
    return Math.sqrt(sum / error.length);
  }

  /** Chooses the end of the next step; `undefined` if time does not resolve it. */
  #aim(stop: number): { h: number; isShortened: boolean } | undefined {
    const { largestStep } = this.#problem;
    const [size, rest] = [Math.min(this.#size, largestStep), stop - this.#t];
    if (size >= NEARLY_ALL * Math.abs(rest) && Math.abs(rest) <= largestStep) {
      this.#endT = stop;
      return { h: rest, isShortened: size > Math.abs(rest) };
    }
    const h = size * this.#direction;
    this.#endT = this.#t + h;
    const isResolved = size >= MIN_STEP * Math.abs(this.#t) && this.#endT !== this.#t;
    return isResolved ? { h, isShortened: false } : undefined;
  }

  /** The size of a first step by first and second derivatives. */
  #firstSize(): number {
    const { end } = this.#problem;
    const [y, slope, rest] = [this.#y, this.#slope, Math.abs(end - this.#t)];
    const [d0, d1] = [this.#norm(y, y, y), this.#norm(slope, y, y)];
    const euler = Math.min(d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1, rest);
    const step = this.#direction * euler;
    const point = y.map((value, i) => value + step * (slope[i] as number));
    const change = new Float64Array(y.length);
    this.#evaluate(this.#t + step, point, change);
    for (let i = 0; i < change.length; i++) change[i] = (change[i] as number) - (slope[i] as number);
    const d2 = this.#norm(change, y, y) / euler;
    // A NaN does not count, as in Rust.
    const largest = Number.isNaN(d2) ? d1 : Math.max(d1, d2);
    const power = () => Math.fround((0.01 / largest) ** (1 / this.#pair.order));
    const small = () => (largest <= 1e-15 ? Math.max(euler * 1e-3, 1e-6) : power());
    const size = Number.isFinite(largest) ? small() : euler;
    return Math.max(Math.min(size, 100 * euler, rest), SMALLEST_NORMAL);
  }

  #isStiff(h: number): boolean {
    const { last, stability } = this.#pair;
    const distance = (a: Float64Array, b: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
      return Math.sqrt(sum);
    };
    const slopes = distance(this.#stages[last] as Float64Array, this.#stages[last - 1] as Float64Array);
    const points = distance(this.#endY, this.#before);
    const isStiff = points > 0 && Math.abs(h) * slopes > stability * points;
    this.#stiff = ((this.#stiff << 1) | (isStiff ? 1 : 0)) & ((1 << STEPS_OBSERVED) - 1);
    let count = 0;
    for (let bits = this.#stiff; bits !== 0; bits &= bits - 1) count++;
    return count >= STIFF_STEPS;
  }

  #isSteady(): boolean {
    const { steadyTolerance, absolute, tolerance } = this.#problem;
    if (steadyTolerance === undefined) return false;
    return this.#slope.every((slope, i) => {
      const size = Math.max(Math.abs(this.#y[i] as number), (absolute[i] as number) / tolerance);
      return Math.abs(slope) <= steadyTolerance * size;
    });
  }

  /** Computes the dense output of the current step. Returns whether it is finite. */
  #interpolate(h: number): boolean {
    const { last, nodes, order } = this.#pair;
    this.#start = { t: this.#t, h, y: this.#y };
    if (order === 5) {
      this.#setCoefficients(0, h);
    } else {
      const [first, end] = [this.#stages[0] as Float64Array, this.#stages[last] as Float64Array];
      const [a, b, c] = this.#coefficients as [Float64Array, Float64Array, Float64Array];
      for (let i = 0; i < first.length; i++) {
        const k = first[i] as number;
        const change = (this.#endY[i] as number) - (this.#y[i] as number);
        a[i] = change;
        b[i] = h * k - change;
        c[i] = 2 * change - h * ((end[i] as number) + k);
      }
      for (let stage = last + 1; stage < nodes.length; stage++) this.#stage(stage, h, this.#error);
      this.#setCoefficients(3, h);
    }
    return this.#coefficients.every(areUsable);
  }

  /** Writes the coefficients of the dense output from number `start` on: weighted sums of all stages. */
  #setCoefficients(start: number, h: number): void {
    this.#pair.dense.forEach((weights, k) => {
      this.#combine(weights, this.#coefficients[start + k] as Float64Array, h);
    });
  }

  /** The state at a time within the interpolated step. */
  #at(t: number): Float64Array {
    const { t: start, h, y } = this.#start;
    const x = (t - start) / h;
    const count = this.#pair.order === 5 ? 4 : 7;
    const state = (this.#coefficients[count - 1] as Float64Array).slice();
    for (let k = count - 2; k >= 0; k--) {
      const factor = count === 4 || k % 2 === 1 ? x : 1 - x;
      const own = this.#coefficients[k] as Float64Array;
      for (let i = 0; i < state.length; i++) state[i] = (own[i] as number) + factor * (state[i] as number);
    }
    for (let i = 0; i < state.length; i++) state[i] = (y[i] as number) + x * (state[i] as number);
    return state;
  }

  get #outputTime(): number | undefined {
    return this.#problem.times?.[this.#nextOutput];
  }

  #hasOutput(): boolean {
    const time = this.#outputTime;
    return time !== undefined && (this.#endT - time) * this.#direction > 0;
  }

  /** Continues from the end of the step. */
  #advance(): void {
    for (let time = this.#outputTime; time !== undefined; time = this.#outputTime) {
      if ((this.#endT - time) * this.#direction < 0) break;
      this.#write(time, time === this.#endT ? this.#endY : this.#at(time));
      this.#nextOutput++;
    }
    this.#t = this.#endT;
    [this.#y, this.#endY] = [this.#endY, this.#y];
    copy(this.#stages[this.#pair.last] as Float64Array, this.#slope);
  }

  #writeStart(): void {
    const time = this.#outputTime;
    if (time !== undefined && time !== this.#t) return;
    this.#write(this.#t, this.#y);
    if (time !== undefined) this.#nextOutput = 1;
  }

  #write(t: number, y: Float64Array): void {
    this.times.push(t);
    for (const value of y) this.states.push(value);
  }
}
