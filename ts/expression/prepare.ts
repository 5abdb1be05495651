/** Functions compiled once for evaluation at many points. */

import type { Dialogue } from '../backends/backend.js';
import { moduleOfDialogue } from '../backends/modules.js';
import { selectBackend } from '../backends/select.js';
import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import { parseSyncOptions, type SyncRunOptions } from '../engine/options.js';
import { tellMethods } from '../engine/probe.js';
import { open } from '../engine/run.js';
import { encode } from '../engine/wire.js';
import type { PreparedQuantity } from '../generated/expression.js';
import { withFormulasRead } from './in-problems.js';
import type { FunctionInput, PointInput } from './problems.js';

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
  readonly #dialogue: Dialogue;
  #result: Float64Array | undefined;
  /** Views of the parts of the result. Creating them at each call would take as long as a small function. */
  #parts: readonly Float64Array[] = [];

  constructor(problem: object, quantity: PreparedQuantity, options: SyncRunOptions | undefined) {
    this.#quantity = quantity;
    tellMethods(problem, METHOD);
    const { backend, engineOptions } = parseSyncOptions(options);
    const { payload, forms } = encode({ ...withFormulasRead(problem), quantity });
    this.#dialogue = selectBackend(backend).converse({ method: METHOD, ...payload, options: engineOptions });
    if (this.#dialogue.resume(new Float64Array(0), new Float64Array(1)) < 0) {
      const reply = this.#dialogue.finish();
      this.#dialogue.close();
      open(reply, forms);
    }
    // The second entry of `lengths` is the length of an answer.
    this.variableCount = this.#dialogue.lengths[1] as number;
    this.facts = this.#told();
  }

  /**
   * The parts of the result at a point, in arrays that are reused. `undefined` if the point is not finite, which ends
   * the computation.
   */
  at(x: Float64Array): readonly Float64Array[] | undefined {
    if (this.#dialogue.resume(x, this.#result ?? NO_ROOM) < 0) {
      this.close();
      return undefined;
    }
    if (this.#result === undefined) {
      this.#result = this.#told();
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

  /** Reads the engine's output. Its length is the same in each call. */
  #told(): Float64Array {
    const numbers = new Float64Array(this.#dialogue.items);
    this.#dialogue.readPoint(numbers);
    return numbers;
  }
}

const NO_ROOM = new Float64Array(1);
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
    const parts = this.#computation(quantity).at(point);
    if (parts !== undefined) return parts;
    this.#computations.delete(quantity);
    const place = point.findIndex((number) => !Number.isFinite(number));
    throw invalidInput(`x[${place}]`, `must be a finite number, got ${describeValue(x[place])}`);
  }

  #pointOf(x: ArrayLike<number>): Float64Array {
    const isLong = x?.length === this.variableCount && typeof x !== 'string';
    const point = !isLong || x instanceof Float64Array ? x : numbersOf(x);
    // An iterator may give another number of entries than the length promises.
    if (isLong && point.length === this.variableCount) return point as Float64Array;
    throw invalidInput('x', `must have ${this.variableCount} numbers, got ${describeValue(x)}`);
  }

  #computation(quantity: PreparedQuantity): Computation {
    const known = this.#computations.get(quantity);
    if (known !== undefined) return known;
    if (this.#isClosed) throw new SuperlinearError('INVALID_INPUT', 'the function was closed', '');
    const computation = new Computation(this.#problem, quantity, this.#options);
    this.#computations.set(quantity, computation);
    return computation;
  }
}

/** Converts a point to a typed array. Strings are rejected even if they could be parsed as numbers. */
function numbersOf(x: ArrayLike<unknown>): Float64Array {
  return Float64Array.from(x, (entry, place) => {
    if (typeof entry === 'number') return entry;
    throw invalidInput(`x[${place}]`, `must be a finite number, got ${describeValue(entry)}`);
  });
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
  await selectBackend(parseSyncOptions(options).backend).load(moduleOfDialogue(METHOD));
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
