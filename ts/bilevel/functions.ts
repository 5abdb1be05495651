/** The functions of two levels, and what answers the engine's questions by them. */

import { requireFunction } from '../engine/check.js';
import { type Answerer, isPromise, type MakeAnswerer, vectorAnswerer } from '../engine/converse.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { flattened, type MatrixAnswer } from '../engine/matrix-answers.js';
import type { VectorAnswer } from '../engine/operators.js';
import { numbersFromJson } from '../engine/wire.js';

/** The outer objective at a point. */
export interface OuterAnswer {
  /** Its value. */
  readonly value: number;
  /** Its gradient by x. */
  readonly xGradient: ArrayLike<number>;
  /** Its gradient by y. */
  readonly yGradient: ArrayLike<number>;
}

/** The inner objective at a point. */
export interface InnerAnswer {
  /** Its value. */
  readonly value: number;
  /** Its gradient by y. */
  readonly yGradient: ArrayLike<number>;
  /** Its gradient by x: needed where there is no `innerProduct`, and where there are constraints. */
  readonly xGradient?: ArrayLike<number>;
}

/** How a gradient by y changes along a direction v of y. */
export interface ProductAnswer {
  /** The product of the Hessian by y with v: as many numbers as y has. */
  readonly hessianProduct: ArrayLike<number>;
  /** The change of the gradient by x along v: as many numbers as x has. */
  readonly mixedProduct: ArrayLike<number>;
}

/** The constraints of the inner problem at a point. */
export interface ConstraintAnswer {
  /** What is not to be positive: `inequalityCount` numbers. */
  readonly inequalities?: ArrayLike<number>;
  /** What is to be zero: `equalityCount` numbers. */
  readonly equalities?: ArrayLike<number>;
  /** The gradients by x, a row for each inequality and after them for each equation. */
  readonly xJacobian: Exclude<MatrixAnswer, void>;
  /** The gradients by y, in the same order. */
  readonly yJacobian: Exclude<MatrixAnswer, void>;
}

/** The gradients of the outer objective over a batch. */
export interface OuterBatchAnswer {
  /** By x. */
  readonly xGradient: ArrayLike<number>;
  /** By y. */
  readonly yGradient: ArrayLike<number>;
}

/** What a function answers at once, or later. */
export type Later<Answer> = Answer | PromiseLike<Answer>;

/**
 * The functions of two levels. Arguments are used again for the next question: do not keep them. At points that are only tried out they may
 * be `NaN` or infinite, which is worse than any number.
 */
export interface LevelFunctions<Outer, Inner, Product, Matrix> {
  /** The outer objective F. */
  outer(x: Float64Array, y: Float64Array): Outer;
  /** The inner objective f, which y minimises. */
  inner(x: Float64Array, y: Float64Array): Inner;
  /**
   * Products of its second derivatives with v.
   * @defaultValue by central differences of its gradients
   */
  innerProduct?(x: Float64Array, y: Float64Array, v: Float64Array): Product;
  /**
   * Its Hessian by y: all entries row by row, returned or written into the last argument. With it, the linear systems are solved by a
   * decomposition; without, by products.
   */
  innerHessian?(x: Float64Array, y: Float64Array, entries: Float64Array): Matrix;
}

/** {@link LevelFunctions} that may answer later. */
export type AnyLevelFunctions = LevelFunctions<
  Later<OuterAnswer>,
  Later<InnerAnswer>,
  Later<ProductAnswer>,
  Later<MatrixAnswer>
>;

/** {@link LevelFunctions} that answer at once. */
export type SyncLevelFunctions = LevelFunctions<OuterAnswer, InnerAnswer, ProductAnswer, MatrixAnswer>;

/** How many numbers x and y have, and how many constraints there are. */
export interface Sizes {
  readonly n: number;
  readonly m: number;
  readonly inequalities: number;
  readonly equalities: number;
}

/** The sizes that a problem says. What is no problem, or none of its sizes, the doors refuse before anything is asked. */
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

/** The length of a vector, in whatever form it comes. */
function lengthOf(vector: unknown): number {
  if (typeof vector !== 'object' || vector === null) return 0;
  return countOf((numbersFromJson(vector) ?? (vector as { length?: unknown })).length);
}

const countOf = (count: unknown): number => (typeof count === 'number' && count > 0 ? count : 0);

/** A part of an answer: its name, and how many numbers it has; a number itself where that is not said. */
export type Part = readonly [name: string, length?: number];

/**
 * Makes an answerer of a function of parts of the point, as long as `lengths` say and the rest, whose answer is an object of named parts:
 * those that `partsOf` an answer so long.
 */
export function partsAnswerer(
  lengths: readonly number[],
  partsOf: (length: number) => readonly Part[],
): MakeAnswerer {
  return (name, f): Answerer => {
    requireFunction(name, f);
    const argumentsOf = splitting(lengths);
    return vectorAnswerer(name, (point: Float64Array, answer: Float64Array) => {
      const write = (value: unknown) => writeParts(name, value, partsOf(answer.length), answer);
      const value: unknown = f(...argumentsOf(point));
      return isPromise(value) ? value.then(write) : write(value);
    });
  };
}

/** Makes an answerer of a function of parts of the point whose answer is a vector, or a matrix, returned or written into its last argument. */
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

/** Takes points apart: into views so long, and one of the rest where there is one. */
function splitting(lengths: readonly number[]): (point: Float64Array) => Float64Array[] {
  // The point is the same array each time, and views of it cost more than many a function.
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

/** A list of numbers so long. */
function numbersOf(path: string, given: unknown, length: number): ArrayLike<number> {
  const isList = Array.isArray(given)
    ? given.every((entry) => typeof entry === 'number')
    : given instanceof Float64Array || given instanceof Float32Array || given instanceof Int32Array;
  if (!isList) throw invalidInput(path, `must be a vector of numbers, got ${describeValue(given)}`);
  const list = given as ArrayLike<number>;
  if (list.length !== length) throw invalidInput(path, `must have ${length} numbers, got ${list.length}`);
  return list;
}

/** The answerers of the functions of two levels, by the sizes of a problem. */
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

/** Whether the functions of a problem are JavaScript's own: its outer objective says so. What is no problem, the doors refuse. */
export const areAsked = (problem: object): boolean =>
  (problem as { outer?: unknown } | null | undefined)?.outer !== undefined;
