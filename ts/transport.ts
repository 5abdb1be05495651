/** Optimal transport: the cheapest way to move one distribution of mass onto another. */

import type { RunOptions, SyncRunOptions } from './engine/options.js';
import { run, runSync } from './engine/run.js';
import type {
  ExactProblem,
  ExactProgress,
  ExactSolution,
  SinkhornNewtonProblem,
  SinkhornNewtonProgress,
  SinkhornNewtonSolution,
} from './generated/transport.js';

export type * from './generated/transport.js';

/**
 * Entropic optimal transport by Sinkhorn-Newton-Sparse: Sinkhorn sweeps find the region, Newton steps on a sparse Hessian
 * finish superlinearly, so that small regularizations and weakly connected masses cost little more than easy ones.
 *
 * After Tang, Shavlovsky, Rahmanian, Tardini, Thekumparampil, Xiao, Ying: Accelerating Sinkhorn Algorithm with Sparse Newton
 * Iterations, ICLR 2024 (arXiv 2401.12253).
 *
 * @example
 * ```ts
 * const { transportCost, plan } = await sinkhornNewton({
 *   cost: [[0, 1], [1, 0]],
 *   source: [0.3, 0.7],
 *   target: [0.6, 0.4],
 *   regularization: 0.01,
 *   plan: 'dense',
 * });
 * ```
 */
export function sinkhornNewton(
  problem: SinkhornNewtonProblem,
  options?: RunOptions<SinkhornNewtonProgress>,
): Promise<SinkhornNewtonSolution> {
  return run('transport.sinkhornNewton', problem, options);
}

/** {@link sinkhornNewton}, blocking the calling thread. */
export function sinkhornNewtonSync(
  problem: SinkhornNewtonProblem,
  options?: SyncRunOptions,
): SinkhornNewtonSolution {
  return runSync('transport.sinkhornNewton', problem, options);
}

/**
 * Exact optimal transport, without regularization, by the network simplex method: the plan has fewer entries than there are
 * points, and the potentials prove that it is the cheapest. With equal masses on as many sources as targets it solves the
 * assignment problem.
 *
 * Samples of the points are solved first; their potentials tell which few pairs matter. A pass over all pairs at the end
 * makes sure that nothing was missed.
 *
 * @example
 * ```ts
 * const { assignment } = await exact({ cost: [[4, 1, 3], [2, 0, 5], [3, 2, 2]] });
 * // Int32Array [1, 0, 2]
 * ```
 */
export function exact(problem: ExactProblem, options?: RunOptions<ExactProgress>): Promise<ExactSolution> {
  return run('transport.exact', problem, options);
}

/** {@link exact}, blocking the calling thread. */
export function exactSync(problem: ExactProblem, options?: SyncRunOptions): ExactSolution {
  return runSync('transport.exact', problem, options);
}
