/** Matrices factorized once, for successive right sides. */

import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { HeldDialogue } from '../engine/held-dialogue.js';
import { hasLayout, isByColumns } from '../engine/layout.js';
import { finiteNumbers, finiteVector, requireNumbers, writeFinite } from '../engine/numbers.js';
import type { SyncRunOptions } from '../engine/options.js';
import type {
  InertiaCounts,
  PrepareProblem,
  SolveRoute,
  SolveStatus,
  UsedPreconditioner,
} from '../generated/linear.js';
import '#wasm/linear.js';

const METHOD = 'linear.prepare';

/** The enumerations in the order of their numbers in the engine. */
const STATUSES: readonly SolveStatus[] = [
  'converged',
  'iterationLimit',
  'timeLimit',
  'stalled',
  'singular',
  'breakdown',
];
const ROUTES: readonly SolveRoute[] = ['cholesky', 'ldl', 'lu', 'cg', 'minres', 'gmres', 'bicgstab'];
const PRECONDITIONERS: readonly UsedPreconditioner[] = [
  'none',
  'jacobi',
  'ssor',
  'incompleteCholesky',
  'incompleteLu',
  'amg',
];

/** The last number of a call, which says whether it is a right side or announces other entries of the matrix. */
const SOLVE = 0;
const UPDATE = 1;

/** The numbers behind each solution in the engine's report. */
type Facts = readonly [
  status: number,
  method: number,
  preconditioner: number,
  relativeResidual: number,
  backwardError: number,
  iterations: number,
  factorEntries: number,
  positive: number,
  negative: number,
  zero: number,
];

const FACTS = 10;

/**
 * A matrix with its factors or preconditioner, created by {@link prepare}. Its properties describe the last call of
 * `solve` or, before the first one and after `update`, the factorization. Bad right sides and entries throw errors and
 * change nothing; after any other error the system is closed.
 */
export class PreparedSystem {
  /** The number of rows. */
  readonly order: number;
  readonly #dialogue: HeldDialogue;
  /** The number of entries of the matrix. */
  readonly #entryCount: number;
  readonly #call: Float64Array;
  readonly #report: Float64Array;
  /** The part of the report with the solution. Creating this view at each call would take as long as a small solve. */
  readonly #solution: Float64Array;

  /** Factorizes the matrix. Use {@link prepare}. */
  constructor(problem: object, options: SyncRunOptions | undefined) {
    this.#dialogue = new HeldDialogue(METHOD, 'the system', problem, options);
    const [length = FACTS, callLength = 1, , , , entryCount = 0] = Array.from(this.#dialogue.lengths);
    [this.order, this.#entryCount] = [length - FACTS, entryCount];
    this.#call = new Float64Array(callLength);
    this.#report = new Float64Array(length);
    this.#solution = this.#report.subarray(0, this.order);
    this.#dialogue.readReport(this.#report);
  }

  /**
   * Solves for a right side, or for the columns of a matrix. The array of the solution of a vector is used again by the
   * next call: copy it to keep it.
   */
  solve(rightSide: VectorInput): Float64Array;
  solve(rightSide: MatrixInput): Matrix;
  solve(rightSide: VectorInput | MatrixInput): Float64Array | Matrix {
    this.#dialogue.ensureOpen();
    const columns = isMatrix(rightSide) ? this.#columnsOf(rightSide) : undefined;
    if (columns === undefined) return this.#solveColumn(rightSide as VectorInput, (i) => `rightSide[${i}]`);
    const data = new Float64Array(this.order * columns.length);
    let worst: Facts | undefined;
    columns.forEach((column, j) => {
      const x = this.#solveColumn(column, (i) => `rightSide[${i}][${j}]`);
      for (let i = 0; i < x.length; i++) data[i * columns.length + j] = x[i] as number;
      worst = worse(worst, this.#facts());
    });
    if (worst !== undefined) this.#report.set(worst, this.order);
    return { rows: this.order, columns: columns.length, data };
  }

  /**
   * Replaces the entries of the matrix: for a sparse one those at its given places, for a dense one all, by rows. The
   * analysis of a sparse matrix is used again.
   */
  update(data: VectorInput): void {
    this.#dialogue.ensureOpen();
    const entries = finiteVector(data, this.#entryCount, 'data');
    this.#call[this.order] = UPDATE;
    this.#dialogue.advance(this.#call, this.#report);
    this.#dialogue.advance(entries, this.#report);
  }

  /**
   * The reason the last call ended. Before the first one, `converged` unless the factorization failed. For several right
   * sides the first one other than `converged`.
   */
  get status(): SolveStatus {
    return STATUSES[this.#facts()[0]] as SolveStatus;
  }

  /** The method in use. */
  get method(): SolveRoute {
    return ROUTES[this.#facts()[1]] as SolveRoute;
  }

  /** The preconditioner in use; `none` for direct methods. */
  get preconditioner(): UsedPreconditioner {
    return PRECONDITIONERS[this.#facts()[2]] as UsedPreconditioner;
  }

  /** The norm of `b - A x` divided by the norm of `b`, for the last solution; for several right sides the largest. */
  get relativeResidual(): number {
    return this.#facts()[3];
  }

  /** The normwise relative backward error of the last solution; for several right sides the largest. */
  get backwardError(): number {
    return this.#facts()[4];
  }

  /** The number of iterations of the last call, for several right sides the largest; 0 for direct methods. */
  get iterations(): number {
    return this.#facts()[5];
  }

  /** The number of entries in the factors. Only for direct methods. */
  get factorEntries(): number | undefined {
    const [, , , , , , entries] = this.#facts();
    return entries < 0 ? undefined : entries;
  }

  /** The numbers of positive, negative and zero eigenvalues. Only for `ldl`. */
  get inertia(): InertiaCounts | undefined {
    const [, , , , , , , positive, negative, zero] = this.#facts();
    return positive < 0 ? undefined : { positive, negative, zero };
  }

  /** Frees the memory held in the engine. */
  close(): void {
    this.#dialogue.close();
  }

  #facts(): Facts {
    return Array.from(this.#report.subarray(this.order)) as unknown as Facts;
  }

  #columnsOf(rightSide: MatrixInput): Float64Array[] {
    const { rows, columns, entry } = entriesOf(rightSide);
    if (rows !== this.order)
      throw invalidInput(
        'rightSide',
        `must have ${this.order} rows, one for each row of matrix, got ${rows}`,
      );
    if (!(columns >= 1)) throw invalidInput('rightSide', 'must have at least one column');
    return Array.from({ length: columns }, (_, j) =>
      finiteNumbers(
        Array.from({ length: rows }, (_, i) => entry(i, j)),
        (i) => `rightSide[${i}][${j}]`,
      ),
    );
  }

  #solveColumn(rightSide: VectorInput, nameOf: (i: number) => string): Float64Array {
    requireNumbers(rightSide, this.order, 'rightSide');
    writeFinite(rightSide, this.#call, 0, nameOf);
    this.#call[this.order] = SOLVE;
    this.#dialogue.advance(this.#call, this.#report);
    return this.#solution;
  }
}

/** The facts of several right sides: the first status other than `converged`, and the largest figures. */
function worse(worst: Facts | undefined, facts: Facts): Facts {
  if (worst === undefined) return facts;
  const [status, method, preconditioner, ...figures] = facts;
  const [firstStatus, , , ...others] = worst;
  const largest = figures.map((figure, k) => (k < 3 ? Math.max(figure, others[k] as number) : figure));
  return [firstStatus === 0 ? status : firstStatus, method, preconditioner, ...largest] as unknown as Facts;
}

function isMatrix(rightSide: VectorInput | MatrixInput): rightSide is MatrixInput {
  if (typeof rightSide !== 'object' || rightSide === null) return false;
  return 'columns' in rightSide || typeof (rightSide as ArrayLike<unknown>)[0] === 'object';
}

/** Rows, columns and entries of a dense matrix in either form. */
function entriesOf(matrix: MatrixInput): {
  rows: number;
  columns: number;
  entry: (i: number, j: number) => number;
} {
  if ('columns' in matrix) {
    const { rows, columns, data } = matrix;
    if (data?.length !== rows * columns)
      throw invalidInput(
        'rightSide.data',
        `must have ${rows} x ${columns} numbers, got ${describeValue(data)}`,
      );
    if (hasLayout(matrix) && isByColumns(matrix, 'rightSide'))
      return { rows, columns, entry: (i, j) => data[j * rows + i] as number };
    return { rows, columns, entry: (i, j) => data[i * columns + j] as number };
  }
  const columns = matrix[0]?.length ?? 0;
  const ragged = matrix.findIndex((row) => row?.length !== columns);
  if (ragged >= 0)
    throw invalidInput(`rightSide[${ragged}]`, `must have ${columns} numbers, as the first row`);
  return { rows: matrix.length, columns, entry: (i, j) => (matrix[i] as ArrayLike<number>)[j] as number };
}

/**
 * Factorizes a matrix, or sets up its preconditioner, for successive right sides. `solve` runs on the calling thread;
 * `update` replaces the entries of the matrix and repeats the numeric step alone. Call `close` to free its memory.
 *
 * The run option `timeLimit` applies to the preparation and to each call.
 *
 * @example
 * ```ts
 * const system = await prepare({
 *   matrix: [
 *     [4, 1],
 *     [1, 3],
 *   ],
 * });
 * const first = system.solve([1, 2]).slice();
 * const second = system.solve([2, 1]);
 * console.log(first, second, system.backwardError);
 * system.close();
 * ```
 */
export async function prepare(problem: PrepareProblem, options?: SyncRunOptions): Promise<PreparedSystem> {
  await HeldDialogue.load(METHOD, options);
  return prepareSync(problem, options);
}

/** Blocking version of {@link prepare}. In a page, call `await load('linear')` first. */
export function prepareSync(problem: PrepareProblem, options?: SyncRunOptions): PreparedSystem {
  return new PreparedSystem(problem, options);
}
