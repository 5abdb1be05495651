/** Matrices given by functions: problems with data matrices run as tasks, those with functions as dialogues. */

import { converse, converseSync, NESTED, type Questions, vectorAnswerer } from './converse.js';
import type { RunOptions, SyncRunOptions } from './options.js';
import { run, runSync } from './run.js';

/**
 * The return value of a function with a vector result: the vector, or nothing if it was written into the last argument.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: functions without a return statement return void
export type VectorAnswer = ArrayLike<number> | void;

/**
 * A matrix `A` given by its products with vectors. Both functions return the product, or write it into their second
 * argument and return nothing; they may be asynchronous. Their arguments are reused for the next product: do not keep
 * them.
 */
export interface LinearOperator {
  /** The number of rows. */
  readonly rows: number;
  /** The number of columns. */
  readonly columns: number;
  /** `A x`: `x` has one entry per column, `y` one per row. */
  apply(x: Float64Array, y: Float64Array): VectorAnswer | PromiseLike<VectorAnswer>;
  /** `A' y`, the product with the transpose. */
  applyTranspose(y: Float64Array, x: Float64Array): VectorAnswer | PromiseLike<VectorAnswer>;
}

/** A {@link LinearOperator} with synchronous functions, for the blocking functions. */
export interface SyncLinearOperator extends LinearOperator {
  /** `A x`: `x` has one entry per column, `y` one per row. */
  apply(x: Float64Array, y: Float64Array): VectorAnswer;
  /** `A' y`, the product with the transpose. */
  applyTranspose(y: Float64Array, x: Float64Array): VectorAnswer;
}

/** A problem whose matrix is an operator. */
export type WithOperator<Problem extends { readonly matrix: unknown }, Operator = LinearOperator> = Omit<
  Problem,
  'matrix'
> & { readonly matrix: Operator };

/** Solves a problem whose `matrix` is data or an operator. */
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

/** Blocking version of {@link solve}. */
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

const PRODUCTS = ['apply', 'applyTranspose'] as const;

/**
 * Moves the functions of an operator to {@link NESTED}, and reduces `matrix` to its shape: other
 * properties of the operator are the caller's. `undefined` if the matrix has none of the functions `products`, and thus
 * is not an operator.
 */
export function withFunctionsApart(
  problem: object,
  products: readonly (keyof LinearOperator)[] = PRODUCTS,
): object | undefined {
  // Values other than problems are rejected by the entry points.
  const matrix: unknown = (problem as { matrix?: unknown } | undefined | null)?.matrix;
  if (typeof matrix !== 'object' || matrix === null) return undefined;
  const operator = matrix as Partial<LinearOperator>;
  if (products.every((product) => typeof operator[product] !== 'function')) return undefined;
  const functions = products.map(
    (product) => [`matrix.${product}`, bound(operator[product], matrix)] as const,
  );
  const { rows, columns } = operator;
  return { ...problem, matrix: { rows, columns }, [NESTED]: Object.fromEntries(functions) };
}

/** Binds a method to its object. Values other than functions are rejected by the answerers. */
export function bound(method: unknown, owner: object): unknown {
  return typeof method === 'function' ? method.bind(owner) : method;
}
