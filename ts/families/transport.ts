/** Optimal transport: the cheapest way to move one distribution of mass onto another. */

import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type {
  BarycenterProblem,
  BarycenterProgress,
  BarycenterSolution,
  BatchProblem,
  BatchProgress,
  BatchSolution,
  ExactProblem,
  ExactProgress,
  ExactSolution,
  SinkhornDivergenceProblem,
  SinkhornDivergenceProgress,
  SinkhornDivergenceSolution,
  SinkhornNewtonProblem,
  SinkhornNewtonProgress,
  SinkhornNewtonSolution,
} from '../generated/transport.js';

export type * from '../generated/transport.js';

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
 * Many problems of entropic transport in one call, on all threads at once. Each solution has the same bits as if its problem
 * had been solved alone.
 *
 * @example
 * ```ts
 * const targets = [[0.6, 0.4], [0.1, 0.9]];
 * const { solutions } = await batch({
 *   cost: [[0, 1], [1, 0]],
 *   problems: targets.map((target) => ({ source: [0.3, 0.7], target, regularization: 0.01 })),
 * });
 * ```
 */
export function batch(problem: BatchProblem, options?: RunOptions<BatchProgress>): Promise<BatchSolution> {
  return run('transport.batch', problem, options);
}

/** {@link batch}, blocking the calling thread. */
export function batchSync(problem: BatchProblem, options?: SyncRunOptions): BatchSolution {
  return runSync('transport.batch', problem, options);
}

/**
 * The Sinkhorn divergence: entropic transport without its bias, which vanishes where both distributions are equal, with its
 * gradients. The loss to fit one distribution to another.
 *
 * @example
 * ```ts
 * const { divergence, gradients } = await sinkhornDivergence({
 *   sourcePoints: [[0, 0], [1, 0]],
 *   targetPoints: [[0, 1], [1, 1]],
 *   regularization: 0.05,
 *   gradients: true,
 * });
 * ```
 */
export function sinkhornDivergence(
  problem: SinkhornDivergenceProblem,
  options?: RunOptions<SinkhornDivergenceProgress>,
): Promise<SinkhornDivergenceSolution> {
  return run('transport.sinkhornDivergence', problem, options);
}

/** {@link sinkhornDivergence}, blocking the calling thread. */
export function sinkhornDivergenceSync(
  problem: SinkhornDivergenceProblem,
  options?: SyncRunOptions,
): SinkhornDivergenceSolution {
  return runSync('transport.sinkhornDivergence', problem, options);
}

/**
 * Exact optimal transport, without regularization, by the network simplex method: the plan has fewer entries than there are
 * points, and the potentials prove that it is the cheapest. With equal masses on as many sources as targets it solves the
 * assignment problem.
 *
 * Samples of the points are solved first; their potentials tell which few pairs matter. A pass over all pairs at the end
 * makes sure that nothing was missed.
 *
 * With `transportedMass` it solves partial transport: the cheapest plan of that mass, the rest of which stays.
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

/**
 * Entropic Wasserstein barycentres of histograms on a fixed support, plain or debiased: iterative Bregman projections in
 * potentials, under Anderson acceleration, at a regularization that is lowered in steps.
 *
 * After Benamou, Carlier, Cuturi, Nenna, Peyré: Iterative Bregman Projections for Regularized Transportation Problems, SIAM J.
 * Sci. Comput. 37, 2015 (arXiv 1412.5154); debiased after Janati, Cuturi, Gramfort: Debiased Sinkhorn Barycenters, ICML 2020
 * (arXiv 2006.02575).
 *
 * @example
 * ```ts
 * const { barycenter } = await transport.barycenter({
 *   histograms: [
 *     [0.7, 0.2, 0.1, 0],
 *     [0, 0.1, 0.2, 0.7],
 *   ],
 *   points: [[0], [1], [2], [3]],
 *   weights: [0.25, 0.75],
 *   regularization: 0.2,
 * });
 * ```
 */
export function barycenter(
  problem: BarycenterProblem,
  options?: RunOptions<BarycenterProgress>,
): Promise<BarycenterSolution> {
  return run('transport.barycenter', problem, options);
}

/** {@link barycenter}, blocking the calling thread. */
export function barycenterSync(problem: BarycenterProblem, options?: SyncRunOptions): BarycenterSolution {
  return runSync('transport.barycenter', problem, options);
}
