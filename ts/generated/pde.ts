// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/pde.js';

export { load } from '../engine/load.js';

/**
 * The vector to be added up.
 */
export interface PoissonProblem {
  /**
   * Finite numbers, at least one.
   */
  readonly values: VectorInput;
}

/**
 * The sum.
 */
export interface PoissonSolution {
  /**
   * The sum of `values`.
   */
  readonly sum: number;
}

/**
 * Poisson: the computation, the method and the source. This is the doc comment of the functions in TypeScript.
 *
 * @example
 * ```ts
 * const { sum } = await poisson({ values: [1, 2, 3] });
 * ```
 */
export function poisson(
  problem: PoissonProblem,
  options?: RunOptions,
): Promise<PoissonSolution> {
  return run('pde.poisson', problem, options);
}

/** {@link poisson}, blocking the calling thread. */
export function poissonSync(problem: PoissonProblem, options?: SyncRunOptions): PoissonSolution {
  return runSync('pde.poisson', problem, options);
}
