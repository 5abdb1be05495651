/** Functions compiled once for evaluation at many points. */

import { requireObject } from '../engine/check.js';
import { SuperlinearError } from '../engine/errors.js';
import { HeldDialogue } from '../engine/held-dialogue.js';
import { finiteVector } from '../engine/numbers.js';
import type { SyncRunOptions } from '../engine/options.js';
import type { PreparedQuantity } from '../generated/expression.js';
import { withFormulasRead } from './in-problems.js';
import type { FunctionInput, PointInput } from './inputs.js';
import '#wasm/expression.js';

/** A function with one input that varies between calls, and the fixed values of the others. */
export interface PrepareProblem<Name extends string, Variables extends Name = Name> {
  /** The function. */
  readonly function: FunctionInput<Name>;
  /**
   * The input that varies between calls.
   * @defaultValue the first input
   */
  readonly variables?: Variables;
  /** The values of all other inputs, by name. */
  readonly parameters?: { readonly [Input in Name]?: PointInput };
}

/** The sparsity pattern of a matrix of derivatives, in compressed row format. */
export interface EntriesStructure {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
}

/** A compiled computation of a function's values or derivatives in the engine. */
class Computation {
  readonly variableCount: number;
  /** Reported by the engine before the first call: the number of values, and the sparsity pattern of the matrix. */
  readonly facts: Float64Array;
  readonly #quantity: PreparedQuantity;
  readonly #dialogue: HeldDialogue;
  #result: Float64Array | undefined;
  /** Views of the parts of the result. Creating them at each call would take as long as a small function. */
  #parts: readonly Float64Array[] = [];

  constructor(problem: object, quantity: PreparedQuantity, options: SyncRunOptions | undefined) {
    this.#quantity = quantity;
    const given = { ...withFormulasRead(problem), quantity };
    this.#dialogue = new HeldDialogue(METHOD, 'the function', given, options);
    // The second entry of `lengths` is the length of an answer.
    this.variableCount = this.#dialogue.lengths[1] as number;
    this.facts = this.#dialogue.report();
  }

  /** Whether it has ended. */
  get isClosed(): boolean {
    return this.#dialogue.isClosed;
  }

  /** The parts of the result at a point, in arrays that are reused. A point that is not finite ends the computation. */
  at(x: Float64Array): readonly Float64Array[] {
    this.#dialogue.advance(x, this.#result);
    if (this.#result === undefined) {
      this.#result = this.#dialogue.report();
      this.#parts = this.#partsOf(this.#result);
    }
    return this.#parts;
  }

  close(): void {
    this.#dialogue.close();
  }

  #partsOf(result: Float64Array): readonly Float64Array[] {
    const valueCount = this.facts[0] as number;
    const behind = {
      values: [],
      gradient: [1],
      jacobian: [valueCount],
      hessian: [this.variableCount, 1],
    }[this.#quantity];
    const first = behind.reduce((start, length) => start - length, result.length);
    let end = 0;
    return [first, ...behind].map((length) => {
      end += length;
      return result.subarray(end - length, end);
    });
  }
}

const NONE = new Float64Array(0);

/**
 * A compiled function with exact derivatives, created by {@link prepare}. Each derivative is compiled when first
 * requested; later calls cost little more than the evaluation. Returned arrays are reused by the next call of the same
 * method: copy them to keep them. Points must be finite; non-finite values of the function are not an error.
 */
export class PreparedFunction {
  /** The number of variables. */
  readonly variableCount: number;
  /** The number of values of the function. */
  readonly valueCount: number;
  readonly #problem: object;
  readonly #options: SyncRunOptions | undefined;
  readonly #computations = new Map<PreparedQuantity, Computation>();
  #isClosed = false;

  /** Compiles the function itself. Use {@link prepare}. */
  constructor(problem: object, options: SyncRunOptions | undefined) {
    [this.#problem, this.#options] = [problem, options];
    const { variableCount, facts } = this.#computation('values');
    this.variableCount = variableCount;
    this.valueCount = facts[0] as number;
  }

  /** Computes the values at a point. */
  values(x: ArrayLike<number>): Float64Array {
    const [values = NONE] = this.#compute('values', x);
    return values;
  }

  /** Computes the value and the gradient. The function must be scalar. */
  gradient(x: ArrayLike<number>): { readonly value: number; readonly gradient: Float64Array } {
    const [gradient = NONE, value = NONE] = this.#compute('gradient', x);
    return { value: value[0] as number, gradient };
  }

  /** Computes the values and the entries of the Jacobian, in the order of {@link jacobianStructure}. */
  jacobian(x: ArrayLike<number>): { readonly values: Float64Array; readonly entries: Float64Array } {
    const [entries = NONE, values = NONE] = this.#compute('jacobian', x);
    return { values, entries };
  }

  /**
   * Computes the value, the gradient, and the entries of the Hessian, in the order of {@link hessianStructure}. The
   * function must be scalar.
   */
  hessian(x: ArrayLike<number>): {
    readonly value: number;
    readonly gradient: Float64Array;
    readonly entries: Float64Array;
  } {
    const [entries = NONE, gradient = NONE, value = NONE] = this.#compute('hessian', x);
    return { value: value[0] as number, gradient, entries };
  }

  /** The sparsity pattern of the Jacobian. */
  get jacobianStructure(): EntriesStructure {
    return this.#structure('jacobian', this.valueCount);
  }

  /** The sparsity pattern of the lower triangle of the Hessian. */
  get hessianStructure(): EntriesStructure {
    return this.#structure('hessian', this.variableCount);
  }

  /** Frees the memory held in the engine. */
  close(): void {
    this.#isClosed = true;
    for (const computation of this.#computations.values()) computation.close();
    this.#computations.clear();
  }

  #structure(quantity: 'jacobian' | 'hessian', rows: number): EntriesStructure {
    const numbers = Int32Array.from(this.#computation(quantity).facts.subarray(1));
    const columns = this.variableCount;
    return { rows, columns, indptr: numbers.slice(0, rows + 1), indices: numbers.slice(rows + 1) };
  }

  #compute(quantity: PreparedQuantity, x: ArrayLike<number>): readonly Float64Array[] {
    const point = this.#pointOf(x);
    // A getter of the point may have closed the function.
    return this.#computation(quantity).at(point);
  }

  #pointOf(x: ArrayLike<number>): Float64Array {
    // The engine checks that it is finite, in less time.
    if (x instanceof Float64Array && x.length === this.variableCount) return x;
    return finiteVector(x, this.variableCount, 'x');
  }

  #computation(quantity: PreparedQuantity): Computation {
    const known = this.#computations.get(quantity);
    if (known !== undefined && !known.isClosed) return known;
    if (this.#isClosed) throw new SuperlinearError('INVALID_INPUT', 'the function was closed', '');
    const computation = new Computation(this.#problem, quantity, this.#options);
    this.#computations.set(quantity, computation);
    return computation;
  }
}

const METHOD = 'expression.prepare';

/**
 * Compiles a function once for evaluation at many points: for your own loops, where {@link evaluate} and {@link
 * gradient} would compile it anew at each call. Call `close` to free its memory.
 *
 * @example
 * ```ts
 * import { prepare, read } from 'superlinear/expression';
 *
 * const f = await prepare({ function: read('sum((x - a)^2)', { x: 2, a: [] }), parameters: { a: 1 } });
 * let x = [3, 0];
 * for (let step = 0; step < 100; step++) {
 *   const { gradient } = f.gradient(x);
 *   x = x.map((entry, k) => entry - 0.25 * (gradient[k] ?? 0));
 * }
 * console.log(x, f.values(x)[0]); // (1, 1) and 0
 * f.close();
 * ```
 */
export async function prepare<Name extends string, Variables extends Name = Name>(
  problem: PrepareProblem<Name, Variables>,
  options?: SyncRunOptions,
): Promise<PreparedFunction> {
  await HeldDialogue.load(METHOD, options);
  return prepareSync(problem, options);
}

/** Blocking version of {@link prepare}. In a page, call `await load('expression-matrices')` first. */
export function prepareSync<Name extends string, Variables extends Name = Name>(
  problem: PrepareProblem<Name, Variables>,
  options?: SyncRunOptions,
): PreparedFunction {
  requireObject(problem, 'problem');
  return new PreparedFunction(problem, options);
}
