/**
 * Linear systems with square matrices: dense, sparse, or given by functions, solved by the method that suits the
 * structure of the matrix.
 */

import { converse, converseSync, NESTED, type Questions, vectorAnswerer } from '../engine/converse.js';
import {
  bound,
  type LinearOperator,
  type SyncLinearOperator,
  withFunctionsApart as withProductsApart,
} from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type {
  SolveOperatorSolution,
  SolveProblem,
  SolveProgress,
  SolveSolution,
  Structure,
} from '../generated/linear.js';
import '#wasm/linear.js';

export type { LinearOperator, SyncLinearOperator, VectorAnswer } from '../engine/operators.js';
export * from '../generated/linear.js';
export { PreparedSystem, prepare, prepareSync } from '../linear/prepare.js';

/** A square matrix given by its product with a vector; the product with the transpose is not needed. */
export type SquareOperator = Omit<LinearOperator, 'applyTranspose'>;

/** A {@link SquareOperator} with a synchronous function, for the blocking functions. */
export type SyncSquareOperator = Omit<SyncLinearOperator, 'applyTranspose'>;

/** A linear system whose matrix, and perhaps preconditioner, are functions. */
export interface SolveFunctionsProblem<Operator extends SquareOperator = SquareOperator>
  extends Pick<
    SolveProblem,
    'rightSide' | 'tolerance' | 'maxIterations' | 'restart' | 'initial' | 'history'
  > {
  /** The matrix `A`. */
  readonly matrix: Operator;
  /** The property of the matrix that selects the method: `cg`, `minres` or `gmres`. */
  readonly structure: Structure;
  /** The method. @defaultValue `'auto'` */
  readonly method?: 'auto' | 'cg' | 'minres' | 'gmres' | 'bicgstab';
  /**
   * An approximation of the inverse of `A`, by its product with a vector. For `cg` and `minres` it must be symmetric and
   * positive definite.
   */
  readonly preconditioner?: Pick<Operator, 'apply'>;
}

/**
 * Solves a linear system `A x = b` with a square matrix, dense or sparse, and one or several right sides. The method
 * follows from the structure of the matrix; direct methods equilibrate the matrix and refine the solution. Residual and
 * backward error are computed from the returned solution, and a singular matrix is reported as such.
 *
 * `matrix` may also be an operator with your own function, and then needs its `structure`. `preconditioner` may be one,
 * too.
 *
 * @example
 * ```ts
 * const { solution, backwardError } = await solve({
 *   matrix: [
 *     [4, 1],
 *     [1, 3],
 *   ],
 *   rightSide: [1, 2],
 * });
 * ```
 */
export function solve(problem: SolveProblem, options?: RunOptions<SolveProgress>): Promise<SolveSolution>;
export function solve(
  problem: SolveFunctionsProblem,
  options?: RunOptions<SolveProgress>,
): Promise<SolveOperatorSolution>;
export function solve(
  problem: SolveProblem | SolveFunctionsProblem,
  options?: RunOptions<SolveProgress>,
): Promise<SolveSolution | SolveOperatorSolution> {
  const asking = withFunctionsApart(problem);
  return asking === undefined ? run(METHOD, problem, options) : converse(METHOD, asking, QUESTIONS, options);
}

/** Blocking version of {@link solve}; an operator's functions must be synchronous. */
export function solveSync(problem: SolveProblem, options?: SyncRunOptions): SolveSolution;
export function solveSync(
  problem: SolveFunctionsProblem<SyncSquareOperator>,
  options?: SyncRunOptions,
): SolveOperatorSolution;
export function solveSync(
  problem: SolveProblem | SolveFunctionsProblem<SyncSquareOperator>,
  options?: SyncRunOptions,
): SolveSolution | SolveOperatorSolution {
  const asking = withFunctionsApart(problem);
  return asking === undefined
    ? runSync(METHOD, problem, options)
    : converseSync(METHOD, asking, QUESTIONS, options);
}

const METHOD = 'linear.solve';

const QUESTIONS: Questions = {
  'matrix.apply': vectorAnswerer,
  'preconditioner.apply': { ifGiven: vectorAnswerer },
};

/** Moves the functions of operators to {@link NESTED}. `undefined` if the matrix is not an operator. */
function withFunctionsApart(problem: object): object | undefined {
  const asking = withProductsApart(problem, ['apply']);
  if (asking === undefined) return undefined;
  const { preconditioner, [NESTED]: products, ...rest } = asking as Asking;
  if (preconditioner === undefined) return asking;
  // Other values than operators are rejected in place of their functions.
  const apply = isObject(preconditioner)
    ? (bound(preconditioner.apply, preconditioner) ?? null)
    : preconditioner;
  return {
    ...rest,
    preconditioner: { apply: true },
    [NESTED]: { ...products, 'preconditioner.apply': apply },
  };
}

/** A problem with its functions apart. */
interface Asking {
  readonly preconditioner?: unknown;
  readonly [NESTED]: object;
}

const isObject = (value: unknown): value is Partial<LinearOperator> =>
  typeof value === 'object' && value !== null;
