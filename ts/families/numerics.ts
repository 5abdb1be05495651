/** Small problems in one variable, by functions of the caller. */

import { converse, converseSync, scalarAnswerer } from '../engine/converse.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import type {
  BrentMinimumProblem,
  BrentMinimumSolution,
  BrentRootProblem,
  BrentRootSolution,
} from '../generated/numerics.js';
import '../generated/wasm/numerics.js';

export * from '../generated/numerics.js';

/** A function of one number, or one that answers later. */
export type ScalarFunction = (x: number) => number | PromiseLike<number>;

/**
 * The minimum of a function of one variable in an interval, by Brent's combination of golden sections and parabolas
 * (Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5). No derivatives; a local minimum where there are
 * several.
 *
 * @param problem The interval and how exactly to search it, and the function, which may be asynchronous.
 *
 * @example
 * ```ts
 * const { minimizer } = await brentMinimum({ objective: (x) => (x - 2) ** 2, lower: 0, upper: 5 });
 * ```
 */
export function brentMinimum(
  problem: BrentMinimumProblem & { readonly objective: ScalarFunction },
  options?: RunOptions<never>,
): Promise<BrentMinimumSolution> {
  return converse('numerics.brentMinimum', problem, { objective: scalarAnswerer }, options);
}

/** {@link brentMinimum}, blocking the calling thread; `objective` must return its value at once. */
export function brentMinimumSync(
  problem: BrentMinimumProblem & { readonly objective: (x: number) => number },
  options?: SyncRunOptions,
): BrentMinimumSolution {
  return converseSync('numerics.brentMinimum', problem, { objective: scalarAnswerer }, options);
}

/**
 * A root of a function of one variable between two points where its signs differ, by Brent's combination of bisection and
 * inverse quadratic interpolation (Brent 1973, chapter 4).
 *
 * @param problem The interval and how exactly to search it, and the function, which may be asynchronous.
 *
 * @example
 * ```ts
 * const { root } = await brentRoot({ function: Math.cos, lower: 1, upper: 2 });
 * ```
 */
export function brentRoot(
  problem: BrentRootProblem & { readonly function: ScalarFunction },
  options?: RunOptions<never>,
): Promise<BrentRootSolution> {
  return converse('numerics.brentRoot', problem, { function: scalarAnswerer }, options);
}

/** {@link brentRoot}, blocking the calling thread; `function` must return its value at once. */
export function brentRootSync(
  problem: BrentRootProblem & { readonly function: (x: number) => number },
  options?: SyncRunOptions,
): BrentRootSolution {
  return converseSync('numerics.brentRoot', problem, { function: scalarAnswerer }, options);
}
