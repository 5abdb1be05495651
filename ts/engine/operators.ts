/** Matrices that are the caller's own functions: one public function goes to the task for data and to the dialogue for these. */

import { converse, converseSync, type Questions, vectorAnswerer } from './converse.js';
import type { RunOptions, SyncRunOptions } from './options.js';
import { run, runSync } from './run.js';

/** What a function of a vector returns: the vector, or nothing where it has written its last argument. */
// biome-ignore lint/suspicious/noConfusingVoidType: functions without a return statement return void
export type VectorAnswer = ArrayLike<number> | void;

/**
 * A matrix `A` given by what it does to vectors. Both functions return the product, or write it into their second argument and
 * return nothing; they may be asynchronous. Their arguments are used again for the next product: do not keep them.
 */
export interface LinearOperator {
  /** The number of rows. */
  readonly rows: number;
  /** The number of columns. */
  readonly columns: number;
  /** `A x`: `x` has as many entries as there are columns, `y` as many as there are rows. */
  apply(x: Float64Array, y: Float64Array): VectorAnswer | PromiseLike<VectorAnswer>;
  /** `A' y`, the product of the transpose. */
  applyTranspose(y: Float64Array, x: Float64Array): VectorAnswer | PromiseLike<VectorAnswer>;
}

/** A {@link LinearOperator} whose functions answer at once, as blocking functions need it. */
export interface SyncLinearOperator extends LinearOperator {
  /** `A x`: `x` has as many entries as there are columns, `y` as many as there are rows. */
  apply(x: Float64Array, y: Float64Array): VectorAnswer;
  /** `A' y`, the product of the transpose. */
  applyTranspose(y: Float64Array, x: Float64Array): VectorAnswer;
}

/** A problem whose matrix is the caller's own functions. */
export type WithOperator<Problem extends { readonly matrix: unknown }, Operator = LinearOperator> = Omit<
  Problem,
  'matrix'
> & { readonly matrix: Operator };

/** Solves a problem whose `matrix` is data, or the caller's functions. */
export function solve<Solution>(
  method: string,
  problem: object,
  options?: RunOptions<never>,
): Promise<Solution> {
  const asking = withFunctionsApart(problem);
  return asking === undefined
    ? run(method, problem, options)
    : converse(method, asking, MATRIX_QUESTIONS, options);
}

/** {@link solve}, blocking the calling thread. */
export function solveSync<Solution>(method: string, problem: object, options?: SyncRunOptions): Solution {
  const asking = withFunctionsApart(problem);
  return asking === undefined
    ? runSync(method, problem, options)
    : converseSync(method, asking, MATRIX_QUESTIONS, options);
}

const MATRIX_QUESTIONS: Questions = {
  'matrix.apply': vectorAnswerer,
  'matrix.applyTranspose': vectorAnswerer,
};

/**
 * A problem whose matrix is an operator, with the operator's functions under the names of the questions, and nothing left of it but
 * its shape: whatever else an object with these functions holds is its own affair. `undefined` for all other problems.
 */
function withFunctionsApart(problem: object): object | undefined {
  // Whatever is not a problem, the doors refuse.
  const matrix: unknown = (problem as { matrix?: unknown } | undefined | null)?.matrix;
  if (typeof matrix !== 'object' || matrix === null) return undefined;
  const { rows, columns, apply, applyTranspose } = matrix as Partial<LinearOperator>;
  if (typeof apply !== 'function' && typeof applyTranspose !== 'function') return undefined;
  return {
    ...problem,
    matrix: { rows, columns },
    'matrix.apply': bound(apply, matrix),
    'matrix.applyTranspose': bound(applyTranspose, matrix),
  };
}

/** The method of an object as a function of its own; whatever else it is, the questions refuse. */
function bound(method: unknown, owner: object): unknown {
  return typeof method === 'function' ? method.bind(owner) : method;
}
