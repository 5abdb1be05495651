/** The functions of bilevel problems, and the answerers of the engine's questions. */

import { requireFunction } from '../engine/check.js';
import { type Answerer, type MakeAnswerer, vectorAnswerer } from '../engine/converse.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { flattened, type MatrixAnswer } from '../engine/matrix-answers.js';
import type { VectorAnswer } from '../engine/operators.js';
import { isNumbers, received } from '../engine/returned.js';
import { numbersFromJson } from '../engine/wire.js';

/** The outer objective at a point: its value and gradients. */
export interface OuterAnswer {
  /** The value F(x, y). */
  readonly value: number;
  /** The gradient with respect to x. */
  readonly xGradient: ArrayLike<number>;
  /** The gradient with respect to y. */
  readonly yGradient: ArrayLike<number>;
}

/** The inner objective at a point: its value and gradients. */
export interface InnerAnswer {
  /** The value f(x, y). */
  readonly value: number;
  /** The gradient with respect to y. */
  readonly yGradient: ArrayLike<number>;
  /** The gradient with respect to x. Required without `innerProduct`, and with constraints. */
  readonly xGradient?: ArrayLike<number>;
}

/** The derivatives of the gradients of a function along a direction v of y. */
export interface ProductAnswer {
  /** The product of the Hessian with respect to y with v: one number per entry of y. */
  readonly hessianProduct: ArrayLike<number>;
  /** The derivative of the gradient with respect to x along v: one number per entry of x. */
  readonly mixedProduct: ArrayLike<number>;
}

/** The constraints of the inner problem at a point: values and Jacobians. */
export interface ConstraintAnswer {
  /** The values of the `inequalityCount` inequality constraints g(x, y) ≤ 0. */
  readonly inequalities?: ArrayLike<number>;
  /** The values of the `equalityCount` equality constraints h(x, y) = 0. */
  readonly equalities?: ArrayLike<number>;
  /** The Jacobian with respect to x: a row for each inequality, then for each equality constraint. */
  readonly xJacobian: Exclude<MatrixAnswer, void>;
  /** The Jacobian with respect to y, with rows in the same order. */
  readonly yJacobian: Exclude<MatrixAnswer, void>;
}

/** The mean gradients of the outer objective over a batch. */
export interface OuterBatchAnswer {
  /** The gradient with respect to x. */
  readonly xGradient: ArrayLike<number>;
  /** The gradient with respect to y. */
  readonly yGradient: ArrayLike<number>;
}

/** The result of a function, possibly asynchronous. */
export type Later<Answer> = Answer | PromiseLike<Answer>;

/**
 * The functions of a bilevel problem. Arguments are reused for the next question: do not keep them. At trial points the
 * values may be `NaN` or infinite, which ranks below every number.
 */
export interface LevelFunctions<Outer, Inner, Product, Matrix> {
  /** The outer objective F(x, y). */
  outer(x: Float64Array, y: Float64Array): Outer;
  /** The inner objective f(x, y), minimized over y. */
  inner(x: Float64Array, y: Float64Array): Inner;
  /**
   * Products of the second derivatives of f with a direction v of y.
   * @defaultValue central differences of the gradients
   */
  innerProduct?(x: Float64Array, y: Float64Array, v: Float64Array): Product;
  /**
   * The Hessian of f with respect to y: all entries row by row, returned or written into the last argument. If given,
   * linear systems are solved by a factorization, else iteratively by products.
   */
  innerHessian?(x: Float64Array, y: Float64Array, entries: Float64Array): Matrix;
}

/** Possibly asynchronous {@link LevelFunctions}. */
export type AnyLevelFunctions = LevelFunctions<
  Later<OuterAnswer>,
  Later<InnerAnswer>,
  Later<ProductAnswer>,
  Later<MatrixAnswer>
>;

/** Synchronous {@link LevelFunctions}, for the blocking functions. */
export type SyncLevelFunctions = LevelFunctions<OuterAnswer, InnerAnswer, ProductAnswer, MatrixAnswer>;

/** The lengths `n` of x and `m` of y, and the numbers of constraints. */
export interface Sizes {
  readonly n: number;
  readonly m: number;
  readonly inequalities: number;
  readonly equalities: number;
}

/**
 * Reads the sizes from a problem. Invalid problems and sizes are rejected by the entry points before the first
 * question.
 */
export function sizesOf(problem: object): Sizes {
  const { initial, innerInitial, inequalityCount, equalityCount } = (problem ?? {}) as Record<
    string,
    unknown
  >;
  return {
    n: lengthOf(initial),
    m: lengthOf(innerInitial),
    inequalities: countOf(inequalityCount),
    equalities: countOf(equalityCount),
  };
}

/** The length of a vector in any accepted form. */
function lengthOf(vector: unknown): number {
  if (typeof vector !== 'object' || vector === null) return 0;
  return countOf((numbersFromJson(vector) ?? (vector as { length?: unknown })).length);
}

const countOf = (count: unknown): number => (typeof count === 'number' && count > 0 ? count : 0);

/** A part of an answer: its name and its length, or a scalar if no length is given. */
export type Part = readonly [name: string, length?: number];

/**
 * Makes an answerer from a function that takes parts of the point and returns an object of named parts. The arguments
 * have the lengths `lengths`, and a last one takes the rest of the point. `partsOf` gives the parts of an answer of
 * given length.
 */
export function partsAnswerer(
  lengths: readonly number[],
  partsOf: (length: number) => readonly Part[],
): MakeAnswerer {
  return (name, f): Answerer => {
    requireFunction(name, f);
    const argumentsOf = splitting(lengths);
    return vectorAnswerer(name, (point: Float64Array, answer: Float64Array) => {
      const result: unknown = f(...argumentsOf(point));
      return received(result, (value) => writeParts(name, value, partsOf(answer.length), answer));
    });
  };
}

/**
 * Makes an answerer from a function that takes parts of the point and returns a vector or a matrix, or writes it into
 * its last argument.
 */
export function splitAnswerer(lengths: readonly number[]): MakeAnswerer {
  return (name, f): Answerer => {
    requireFunction(name, f);
    const argumentsOf = splitting(lengths);
    return vectorAnswerer(
      name,
      (point: Float64Array, answer: Float64Array): VectorAnswer =>
        flattened(f(...argumentsOf(point), answer)) as VectorAnswer,
    );
  };
}

/** Splits points into views of the given lengths, and one of the rest if there is any. */
function splitting(lengths: readonly number[]): (point: Float64Array) => Float64Array[] {
  // The point is always the same array, and creating views of it would cost more than many functions do.
  let last: { readonly of: Float64Array; readonly views: Float64Array[] } | undefined;
  return (point) => {
    if (last?.of === point) return last.views;
    let end = 0;
    const views = lengths.map((length) => {
      end += length;
      return point.subarray(end - length, end);
    });
    if (end < point.length) views.push(point.subarray(end));
    last = { of: point, views };
    return views;
  };
}

function writeParts(name: string, value: unknown, parts: readonly Part[], answer: Float64Array): void {
  if (typeof value !== 'object' || value === null) {
    const names = parts.map(([part]) => part).join(', ');
    throw invalidInput(name, `must return an object with ${names}, returned ${describeValue(value)}`);
  }
  let end = 0;
  for (const [part, length] of parts) {
    const [path, given] = [`${name}.${part}`, flattened((value as Record<string, unknown>)[part])];
    const start = end;
    end += length ?? 1;
    if (length === undefined) {
      if (typeof given !== 'number')
        throw invalidInput(path, `must be a number, got ${describeValue(given)}`);
      answer[start] = given;
    } else if (length > 0) {
      answer.set(numbersOf(path, given, length), start);
    }
  }
}

/** Checks that a value is a list of `length` numbers. */
function numbersOf(path: string, given: unknown, length: number): ArrayLike<number> {
  if (!isNumbers(given)) throw invalidInput(path, `must be a vector of numbers, got ${describeValue(given)}`);
  if (given.length !== length) throw invalidInput(path, `must have ${length} numbers, got ${given.length}`);
  return given;
}

/** The answerers of the objectives, for given sizes. */
export function levelAnswerers({ n, m }: Sizes) {
  const product = partsAnswerer([n, m], () => [
    ['hessianProduct', m],
    ['mixedProduct', n],
  ]);
  return {
    outer: partsAnswerer([n, m], () => [['value'], ['xGradient', n], ['yGradient', m]]),
    inner: partsAnswerer([n, m], (length) => [
      ['value'],
      ['yGradient', m],
      ...(length > 1 + m ? ([['xGradient', n]] as const) : []),
    ]),
    innerProduct: { ifGiven: product },
    innerHessian: { ifGiven: splitAnswerer([n, m]) },
  };
}

/**
 * Returns whether the functions are written in JavaScript, decided by the key `outer`. Values other than problems are
 * rejected by the entry points.
 */
export const areAsked = (problem: object): boolean =>
  (problem as { outer?: unknown } | null | undefined)?.outer !== undefined;
