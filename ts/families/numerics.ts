/** Scalar minimization and root finding for user-defined functions. */

import { converse, converseSync, scalarAnswerer } from '../engine/converse.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { type OfFormula, withScalar, withScalarSync } from '../expression/scalar.js';
import type {
  BrentMinimumProblem,
  BrentMinimumSolution,
  BrentRootProblem,
  BrentRootSolution,
} from '../generated/numerics.js';
import '../generated/wasm/numerics.js';

export type { FunctionInput, PointInput } from '../expression/problems.js';
export type { OfFormula } from '../expression/scalar.js';
export * from '../generated/numerics.js';

/** A function of one number, possibly asynchronous. */
export type ScalarFunction = (x: number) => number | PromiseLike<number>;

/**
 * Minimizes a function of one variable in an interval, without derivatives, by Brent's combination of golden sections
 * and parabolas (Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5). Finds one local minimum if
 * there are several.
 *
 * @param problem The interval, the tolerances, and the function, which may be asynchronous or a formula.
 *
 * @example
 * ```ts
 * const { minimizer } = await brentMinimum({ objective: (x) => (x - 2) ** 2, lower: 0, upper: 5 });
 * ```
 */
export function brentMinimum(
  problem:
    | (BrentMinimumProblem & { readonly objective: ScalarFunction })
    | OfFormula<BrentMinimumProblem, 'objective'>,
  options?: RunOptions,
): Promise<BrentMinimumSolution> {
  return withScalar(problem, 'objective', options, (asked) =>
    converse('numerics.brentMinimum', asked, { objective: scalarAnswerer }, options),
  );
}

/**
 * Blocking version of {@link brentMinimum}; `objective` must be synchronous. In a page, call `await load('numerics')`
 * first, and for a formula `await load('expression-matrices')`.
 */
export function brentMinimumSync(
  problem:
    | (BrentMinimumProblem & { readonly objective: (x: number) => number })
    | OfFormula<BrentMinimumProblem, 'objective'>,
  options?: SyncRunOptions,
): BrentMinimumSolution {
  return withScalarSync(problem, 'objective', options, (asked) =>
    converseSync('numerics.brentMinimum', asked, { objective: scalarAnswerer }, options),
  );
}

/**
 * Finds a root of a function of one variable between two points where its signs differ, by Brent's combination of
 * bisection and inverse quadratic interpolation (Brent 1973, chapter 4).
 *
 * @param problem The interval, the tolerances, and the function, which may be asynchronous or a formula.
 *
 * @example
 * ```ts
 * const { root } = await brentRoot({ function: Math.cos, lower: 1, upper: 2 });
 * const same = await brentRoot({ function: { formula: 'cos(x)', inputs: { x: [] } }, lower: 1, upper: 2 });
 * ```
 */
export function brentRoot(
  problem:
    | (BrentRootProblem & { readonly function: ScalarFunction })
    | OfFormula<BrentRootProblem, 'function'>,
  options?: RunOptions,
): Promise<BrentRootSolution> {
  return withScalar(problem, 'function', options, (asked) =>
    converse('numerics.brentRoot', asked, { function: scalarAnswerer }, options),
  );
}

/**
 * Blocking version of {@link brentRoot}; `function` must be synchronous. In a page, call `await load('numerics')`
 * first, and for a formula `await load('expression-matrices')`.
 */
export function brentRootSync(
  problem:
    | (BrentRootProblem & { readonly function: (x: number) => number })
    | OfFormula<BrentRootProblem, 'function'>,
  options?: SyncRunOptions,
): BrentRootSolution {
  return withScalarSync(problem, 'function', options, (asked) =>
    converseSync('numerics.brentRoot', asked, { function: scalarAnswerer }, options),
  );
}
