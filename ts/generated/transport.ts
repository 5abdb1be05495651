// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, SparseMatrix, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/transport.js';

export { load } from '../engine/load.js';

/**
 * The entropic Wasserstein barycenter of histograms: the masses p on a given support with the smallest weighted sum of
 * transport costs to all of them.
 *
 * The plain barycenter minimizes the weighted sum over k of `<P_k, C> + regularization * sum(P_k ln P_k)` over plans
 * P_k >= 0 with the row sums of histogram k and common column sums p. The entropy blurs it. In terms of the other
 * common entropy this is, up to a constant for masses of sum 1, the weighted sum of
 * `<P_k, C> + regularization * KL(P_k | h_k p')` plus `regularization * sum(p ln p)`.
 *
 * The debiased barycenter minimizes the weighted sum of the Sinkhorn divergences between the histograms and p, which
 * removes the blur: the barycenter of equal histograms is that histogram.
 */
export interface BarycenterProblem {
  /**
   * The histograms, one per row: the masses at each of their points, zero or positive, all rows of the same sum.
   */
  readonly histograms: MatrixInput;
  /**
   * The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise.
   */
  readonly regularization: number;
  /**
   * The points of the barycenter, one per row, of the same dimension as `points`. Default: `points`.
   */
  readonly barycenterPoints?: MatrixInput;
  /**
   * The cost of moving one unit of mass from point `i` of the histograms (row) to point `j` of the barycenter
   * (column): finite numbers, of either sign. Give either this or `points`.
   */
  readonly cost?: MatrixInput;
  /**
   * Whether to minimize the Sinkhorn divergence, without the blur of the entropy. Needs a square and symmetric
   * `cost`, or `points` without `barycenterPoints`.
   * @defaultValue false
   */
  readonly debiased?: boolean;
  /**
   * Whether to return a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * An initial point, usually the solution of a similar problem: the solver then starts at the given regularization.
   * Default: a cold start.
   */
  readonly initial?: InitialBarycenter;
  /**
   * The maximum number of iterations, at least 1; each is one pass over the cost for each histogram.
   * @defaultValue 10000
   */
  readonly maxIterations?: number;
  /**
   * The cost as a function of two points. Only for points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Divides each histogram by its sum first, so that the sums need not agree. Otherwise a relative difference of the
   * sums above 1e-9 is an error.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * The points of the histograms, one per row. Costs are then computed from the points on demand and never stored.
   */
  readonly points?: MatrixInput;
  /**
   * The unit of `regularization`.
   * @defaultValue 'absolute'
   */
  readonly regularizationUnit?: RegularizationUnit;
  /**
   * The requested marginal error, positive; see the solution's `marginalError`.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * The weight of each histogram, zero or positive; only their proportions matter. Default: equal weights.
   */
  readonly weights?: VectorInput;
}

/**
 * Batch of entropic transport problems, of any sizes.
 */
export interface BatchProblem {
  /**
   * The problems. Each solution is bitwise equal to that of a separate solve.
   */
  readonly problems: readonly SinkhornNewtonProblem[];
  /**
   * The cost of all problems without a cost or points of their own. Give either this or the two sets of points, or
   * none if every problem has its own.
   */
  readonly cost?: MatrixInput;
  /**
   * The source points of all problems without a cost or points of their own.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The target points of all problems without a cost or points of their own.
   */
  readonly targetPoints?: MatrixInput;
}

/**
 * The direction of a map.
 * - `forward`: From the sources to the targets.
 * - `backward`: From the targets to the sources.
 */
export type Direction = 'forward' | 'backward';

/**
 * Optimal transport without regularization: the plan of minimum cost that moves the masses `source` to the masses
 * `target`.
 *
 * Minimizes `<P, C>`, the sum of `P_ij C_ij`, over plans P >= 0 with row sums `source` and column sums `target`. With
 * `transportedMass` only that much is moved: the row sums are at most `source`, the column sums at most `target`, and
 * the sum of all entries is `transportedMass` (partial transport).
 */
export interface ExactProblem {
  /**
   * The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity`
   * forbids the pair. Give either this or the two sets of points.
   */
  readonly cost?: MatrixInput;
  /**
   * The maximum number of simplex pivots, at least 1. If they are used up, the best plan so far is returned with the
   * status `iterationLimit`.
   * @defaultValue 1000000000
   */
  readonly maxIterations?: number;
  /**
   * The cost as a function of two points. Only for points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Divides the source masses and the target masses by their sums first, so that the sums need not agree. Otherwise
   * a relative difference of the sums above 1e-9 is an error, unless `transportedMass` is given.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * The mass at each source, zero or positive. Default: equal masses of sum 1 (or, if only `target` is given, of its
   * sum).
   */
  readonly source?: VectorInput;
  /**
   * The source points, one per row. Costs are then computed from the points on demand and never stored.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The mass at each target, zero or positive, of the same sum as the source masses unless `transportedMass` is
   * given. Default: equal masses of sum 1 (or, if only `source` is given, of its sum).
   */
  readonly target?: VectorInput;
  /**
   * The target points, one per row, of the same dimension as the source points.
   */
  readonly targetPoints?: MatrixInput;
  /**
   * The mass to move, from 0 to the smaller sum of the masses: partial transport. The solver chooses the moved mass
   * for minimum cost. With `normalize` both sums are 1. Default: all mass is moved.
   */
  readonly transportedMass?: number;
}

/**
 * An initial barycenter, as returned in a solution.
 */
export interface InitialBarycenter {
  /**
   * Its masses, zero or positive, of positive sum.
   */
  readonly barycenter: VectorInput;
  /**
   * The potentials of the barycenter's points, one row per histogram, in units of cost.
   */
  readonly barycenterPotentials: MatrixInput;
}

/**
 * Initial potentials, as returned in a solution.
 */
export interface InitialPotentials {
  /**
   * One number per source, in units of cost.
   */
  readonly sourcePotential: VectorInput;
  /**
   * One number per target, in units of cost.
   */
  readonly targetPotential: VectorInput;
}

/**
 * A solved transport problem, and points to map.
 */
export interface MapProblem {
  /**
   * The problem as passed to `sinkhornNewton` or `exact`. Fields irrelevant to a map are ignored.
   */
  readonly problem: SolvedProblem;
  /**
   * Its solution by `sinkhornNewton` or `exact`. Fields irrelevant to a map are ignored.
   */
  readonly solution: SolvedPotentials;
  /**
   * A vector for each target (backward: each source), one per row; images are means of these. Usually positions, but
   * any numbers with a meaningful mean will do: colors, or one-hot labels. Default: the problem's own points.
   */
  readonly destinations?: MatrixInput;
  /**
   * The direction of the map.
   * @defaultValue 'forward'
   */
  readonly direction?: Direction;
  /**
   * The points to map, one per row, of the same dimension as the problem's points; not for problems with a cost
   * matrix. Default: the problem's own sources (backward: its targets).
   */
  readonly points?: MatrixInput;
}

/**
 * The algorithm.
 * - `auto`: Sweeps and sparse Newton steps along a decreasing sequence of regularizations: fast on hard problems too.
 * - `sinkhorn`: Plain Sinkhorn iteration in the log domain at the given regularization: simple, the same result, and slow if the
 * regularization is small. For comparison. (For a distribution with itself: the mean of a potential and its
 * update.)
 */
export type Method = 'auto' | 'sinkhorn';

/**
 * The cost as a function of a source point x and a target point y.
 * - `squaredEuclidean`: The sum of the squares of x - y.
 * - `euclidean`: The square root of the sum of the squares of x - y.
 * - `manhattan`: The sum of the absolute values of x - y.
 * - `cosine`: 1 minus the cosine of the angle between x and y; both must be nonzero.
 */
export type Metric = 'squaredEuclidean' | 'euclidean' | 'manhattan' | 'cosine';

/**
 * The format of the plan.
 * - `none`: No plan. Potentials and costs need far less memory.
 * - `sparse`: The entries above the threshold, as a sparse matrix in compressed rows.
 * - `dense`: All entries, as a dense matrix.
 */
export type PlanFormat = 'none' | 'sparse' | 'dense';

/**
 * The unit of the regularization.
 * - `absolute`: The unit of the cost.
 * - `ofMaximum`: The largest entry of the cost, which must be positive.
 * - `ofMean`: The mean of all entries of the cost, which must be positive.
 */
export type RegularizationUnit = 'absolute' | 'ofMaximum' | 'ofMean';

/**
 * The Sinkhorn divergence between the distributions `source` and `target`:
 *
 * `OT(source, target) - OT(source, source) / 2 - OT(target, target) / 2`, where OT is the optimal `regularizedCost` of
 * entropic transport. With a penalty, half the regularization times the squared difference of both total masses is
 * added.
 */
export interface SinkhornDivergenceProblem {
  /**
   * The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise.
   */
  readonly regularization: number;
  /**
   * The cost from each source (row) to each target (column).
   */
  readonly cost?: MatrixInput;
  /**
   * Whether to return the gradients of the divergence.
   * @defaultValue false
   */
  readonly gradients?: boolean;
  /**
   * The maximum number of iterations for each of the three problems, at least 1.
   * @defaultValue 10000
   */
  readonly maxIterations?: number;
  /**
   * The cost as a function of two points. Only for points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Divides the source masses and the target masses by their sums first.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * The price of plans with sums that differ from the masses, positive, in units of cost: this times KL(sums |
   * masses) is added for both marginals. Default: the sums must equal the masses.
   */
  readonly penalty?: number;
  /**
   * The unit of `regularization`, taken from the cost between sources and targets.
   * @defaultValue 'absolute'
   */
  readonly regularizationUnit?: RegularizationUnit;
  /**
   * The mass at each source, zero or positive. Default: equal masses of sum 1 (or, if only `target` is given, of its
   * sum).
   */
  readonly source?: VectorInput;
  /**
   * The cost from each source to each source; required with `cost`.
   */
  readonly sourceCost?: MatrixInput;
  /**
   * The source points, one per row. Give either points or the three costs.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty.
   * Default: equal masses of sum 1 (or, if only `source` is given, of its sum).
   */
  readonly target?: VectorInput;
  /**
   * The cost from each target to each target; required with `cost`.
   */
  readonly targetCost?: MatrixInput;
  /**
   * The target points, one per row, of the same dimension as the source points.
   */
  readonly targetPoints?: MatrixInput;
  /**
   * The requested marginal error of each of the three problems, positive.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
}

/**
 * Entropic optimal transport: the plan of minimum cost that moves the masses `source` to the masses `target`, with
 * entropic regularization.
 *
 * Minimizes `<P, C> + regularization * KL(P | source target')` over plans P >= 0 with row sums `source` and column
 * sums `target`, where KL(P | Q) is the sum of `P ln(P / Q) - P + Q`. The reference measure is the product of the
 * masses, not the counting measure: for masses of sum 1, the other common objective
 * `<P, C> + regularization * sum(P ln P)` is `regularizedCost` plus `regularization` times the sum of `a ln a` over
 * all source and target masses. The optimal plan is the same.
 *
 * With `sourcePenalty` or `targetPenalty` the sums of that marginal may differ from its masses, at the price of the
 * penalty times KL(sums | masses): unbalanced transport. It leaves mass in place if every partner is too far.
 */
export interface SinkhornNewtonProblem {
  /**
   * The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise. Small values
   * give costs close to unregularized transport: the excess is about `regularization` times the logarithm of the
   * number of points at most.
   */
  readonly regularization: number;
  /**
   * The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity`
   * forbids the pair. Give either this or the two sets of points.
   */
  readonly cost?: MatrixInput;
  /**
   * Whether to return the gradients of `regularizedCost`.
   * @defaultValue false
   */
  readonly gradients?: boolean;
  /**
   * Whether to return a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Initial potentials, usually from the solution of a similar problem: the solver then starts at the given
   * regularization or close to it. Default: a cold start.
   */
  readonly initial?: InitialPotentials;
  /**
   * The maximum number of iterations, sweeps and Newton steps together, at least 1; each takes one to three passes
   * over the cost. If they are used up, the best point so far is returned with the status `iterationLimit`.
   * @defaultValue 10000
   */
  readonly maxIterations?: number;
  /**
   * The maximum number of plan entries in memory, for the solver itself (2.5 bytes each) or as the result (12 bytes
   * each in a sparse plan, 8 in a dense one). If the solver would need more, it continues by sweeps alone; a sparse
   * plan omits its smallest entries; a dense plan with more is an error.
   * @defaultValue 32000000
   */
  readonly maxPlanEntries?: number;
  /**
   * The algorithm.
   * @defaultValue 'auto'
   */
  readonly method?: Method;
  /**
   * The cost as a function of two points. Only for points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Divides the source masses and the target masses by their sums first, so that the sums need not agree. Otherwise
   * a relative difference of the sums above 1e-9 is an error, unless there is a penalty.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * Format of the returned plan, if any.
   * @defaultValue 'none'
   */
  readonly plan?: PlanFormat;
  /**
   * Entries of a sparse plan smaller than this fraction of its largest entry are omitted; 0 or positive, below 1.
   * @defaultValue 1e-12
   */
  readonly planThreshold?: number;
  /**
   * The unit of `regularization`.
   * @defaultValue 'absolute'
   */
  readonly regularizationUnit?: RegularizationUnit;
  /**
   * The mass at each source, zero or positive. Default: equal masses of sum 1 (or, if only `target` is given, of its
   * sum).
   */
  readonly source?: VectorInput;
  /**
   * The price of row sums that differ from the source masses, positive, in units of cost: this times KL(row sums |
   * source) is added to the objective. Default: the sums must equal the masses.
   */
  readonly sourcePenalty?: number;
  /**
   * The source points, one per row. Costs are then computed from the points on demand and never stored.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty.
   * Default: equal masses of sum 1 (or, if only `source` is given, of its sum).
   */
  readonly target?: VectorInput;
  /**
   * The price of column sums that differ from the target masses, positive, in units of cost: this times KL(column
   * sums | target) is added to the objective. Default: the sums must equal the masses.
   */
  readonly targetPenalty?: number;
  /**
   * The target points, one per row, of the same dimension as the source points.
   */
  readonly targetPoints?: MatrixInput;
  /**
   * The requested marginal error, positive: see the solution's `marginalError`. Each row and column sum must also
   * reach 1000 times this relative to its own mass, however small: 1e-6 by default.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
}

/**
 * The fields of a solution used by a map.
 */
export interface SolvedPotentials {
  /**
   * The potentials of the sources.
   */
  readonly sourcePotential: VectorInput;
  /**
   * The potentials of the targets.
   */
  readonly targetPotential: VectorInput;
  /**
   * The potential of the moved mass, for partial transport.
   */
  readonly massPotential?: number;
  /**
   * The plan of a solution of `exact`, a sparse matrix.
   */
  readonly plan?: AnyMatrixInput;
  /**
   * The regularization in units of cost; absent in solutions of `exact`.
   */
  readonly regularization?: number;
}

/**
 * The fields of a solved problem used by a map.
 */
export interface SolvedProblem {
  /**
   * The cost, if it was given; the images are then those of the problem's own points.
   */
  readonly cost?: MatrixInput;
  /**
   * The cost as a function of two points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Whether the masses were divided by their sums.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * The source masses, if they were given.
   */
  readonly source?: VectorInput;
  /**
   * The source penalty, if there was one.
   */
  readonly sourcePenalty?: number;
  /**
   * The source points, if they were given.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The target masses, if they were given.
   */
  readonly target?: VectorInput;
  /**
   * The target penalty, if there was one.
   */
  readonly targetPenalty?: number;
  /**
   * The target points, if they were given.
   */
  readonly targetPoints?: MatrixInput;
}

/**
 * Progress of the solver.
 */
export interface BarycenterProgress {
  /**
   * The current regularization, in units of cost.
   */
  readonly level: number;
  /**
   * Iterations so far.
   */
  readonly iterations: number;
  /**
   * The marginal error at this level, divided by the total mass.
   */
  readonly marginalError: number;
}

/**
 * A record of one iteration.
 */
export interface BarycenterRecord {
  /**
   * The regularization of this iteration, in units of cost.
   */
  readonly level: number;
  /**
   * The marginal error before the iteration, divided by the total mass, at this level.
   */
  readonly marginalError: number;
  /**
   * The number of earlier iterations used to extrapolate the next point; 0 for a plain iteration.
   */
  readonly extrapolatedFrom: number;
}

/**
 * An entropic barycenter. All errors and costs are measured at the returned barycenter and potentials.
 */
export interface BarycenterSolution {
  /**
   * The reason for termination. `converged`: `marginalError` is at most `tolerance`; no other status guarantees it.
   * `stalled`: the marginal error stopped decreasing earlier, mostly because double precision allows no smaller one;
   * see `precisionFloor`. The status is never `converged` if `precisionFloor` is 1 or more.
   */
  readonly status: Ending;
  /**
   * Iterations, each one pass over the cost for each histogram, and one more if `debiased`.
   */
  readonly iterations: number;
  /**
   * The barycenter's masses, with the same sum as each histogram.
   */
  readonly barycenter: Float64Array;
  /**
   * The weighted sum over the histograms of the absolute differences between their plan's row sums and the histogram
   * and between its column sums and the barycenter, divided by the total mass. If `debiased`, also those between the
   * barycenter and both marginals of its plan onto itself.
   */
  readonly marginalError: number;
  /**
   * The weighted sum of the transport costs `<P_k, C>` between the histograms and the barycenter.
   */
  readonly transportCost: number;
  /**
   * The minimized objective. Plain: the weighted sum of `<P_k, C> + regularization * sum(P_k ln P_k)`. Debiased: the
   * weighted sum of the regularized costs `<P_k, C> + regularization * KL(P_k | h_k p')` minus half of the
   * regularized cost between the barycenter p and itself; the corresponding terms of the histograms do not depend on
   * p and are omitted.
   */
  readonly objective: number;
  /**
   * The dual potentials f of the histograms' points, one row per histogram, in units of cost: the plan of histogram
   * h is `P_ij = h_i p_j exp((f_i + g_j - C_ij) / regularization)`. Points without mass have the limit for a
   * vanishing mass. The free constant makes the mass-weighted sums of f and g equal. A histogram of weight 0 has
   * zeros.
   */
  readonly histogramPotentials: Matrix;
  /**
   * The dual potentials g of the barycenter's points, one row per histogram; see `histogramPotentials`.
   */
  readonly barycenterPotentials: Matrix;
  /**
   * An estimate of the smallest marginal error that double precision allows at this regularization, from the
   * rounding of the plans' exponents. With the status `stalled`, a `marginalError` near it is the best attainable.
   */
  readonly precisionFloor: number;
  /**
   * One record per iteration, if `history` is set.
   */
  readonly history?: readonly BarycenterRecord[];
}

/**
 * The reason why a problem of a batch has no solution: overflow, or lack of memory. (An invalid or infeasible problem
 * is an error of the whole batch, raised before any problem is solved.)
 */
export interface BatchFailure {
  /**
   * Always `failed`.
   */
  readonly status: Failed;
  /**
   * The error code of a separate solve.
   */
  readonly code: string;
  /**
   * The error's message.
   */
  readonly message: string;
}

/**
 * The result of one problem.
 */
export type BatchItem = SinkhornNewtonSolution | BatchFailure;

/**
 * Progress of a batch.
 */
export interface BatchProgress {
  /**
   * Problems solved so far.
   */
  readonly solved: number;
  /**
   * Problems in total.
   */
  readonly total: number;
}

/**
 * The solutions of a batch.
 */
export interface BatchSolution {
  /**
   * `converged` if all problems are; otherwise the status of the first unconverged one.
   */
  readonly status: BatchStatus;
  /**
   * One solution per problem, in the order of the problems.
   */
  readonly solutions: readonly BatchItem[];
}

/**
 * The status of a problem, or of the batch.
 * - `converged`: The marginal error is at most the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: The marginal error stopped decreasing before it reached the tolerance.
 * - `failed`: There is no solution.
 */
export type BatchStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'failed';

/**
 * A lower and an upper bound on a number.
 */
export interface Bounds {
  /**
   * The lower bound: the unregularized dual objective at the potentials made feasible.
   */
  readonly lower: number;
  /**
   * The upper bound: the cost of the plan made exactly feasible, or a bound on it.
   */
  readonly upper: number;
}

/**
 * The three costs in a Sinkhorn divergence, each the dual objective at the computed potentials, with an error of the
 * order of the square of theirs.
 */
export interface DivergenceCosts {
  /**
   * From the sources to the targets.
   */
  readonly between: number;
  /**
   * From the sources to themselves.
   */
  readonly source: number;
  /**
   * From the targets to themselves.
   */
  readonly target: number;
}

/**
 * The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its
 * `status`. Methods with further statuses have a type of their own that includes these names.
 * - `converged`: The solution meets the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No further progress, usually because of rounding errors. The point is the best one found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The work done.
 */
export interface ExactIterations {
  /**
   * Simplex pivots, including those on samples of the points.
   */
  readonly pivots: number;
  /**
   * Passes over all costs in search of arcs with negative reduced cost, excluding those on samples.
   */
  readonly rounds: number;
}

/**
 * Progress of the solver.
 */
export interface ExactProgress {
  /**
   * The number of sources of the current sample, finally all with mass; 0 before the first. For partial transport it
   * may include a dummy for the mass missing at the targets.
   */
  readonly sources: number;
  /**
   * The number of targets of the sample; it may include a dummy for the mass that stays.
   */
  readonly targets: number;
  /**
   * The work done so far.
   */
  readonly iterations: ExactIterations;
}

/**
 * The solution of a transport problem without regularization.
 */
export interface ExactSolution {
  /**
   * The reason for termination. `converged`: the plan is optimal; no other status guarantees it. It is never
   * `stalled`.
   */
  readonly status: Ending;
  /**
   * The work done.
   */
  readonly iterations: ExactIterations;
  /**
   * `<P, C>`, the cost of the plan.
   */
  readonly transportCost: number;
  /**
   * The sum of the masses times the potentials, plus `transportedMass` times `massPotential` for partial transport:
   * a lower bound on the cost of any plan.
   */
  readonly dualValue: number;
  /**
   * `transportCost - dualValue`, a bound on the excess over the minimum cost. Zero up to rounding if the status is
   * `converged`.
   */
  readonly dualityGap: number;
  /**
   * The dual potential f of the sources, in units of cost: `f_i + g_j <= C_ij` for all pairs, with equality if the
   * plan moves mass between them. The free constant makes the mass-weighted sums of f and g equal. Points without
   * mass have the largest feasible value, or a smaller one after a `timeLimit`. For partial transport
   * `f_i + g_j + massPotential <= C_ij`, and f and g are at most 0, with 0 at points with mass that stays.
   */
  readonly sourcePotential: Float64Array;
  /**
   * The dual potential g of the targets, in units of cost; see `sourcePotential`.
   */
  readonly targetPotential: Float64Array;
  /**
   * The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total
   * mass: rounding error. For partial transport, the excess of the sums over the masses plus the difference between
   * the plan's mass and `transportedMass`, divided by the latter.
   */
  readonly marginalError: number;
  /**
   * The plan, a sparse matrix in compressed rows with fewer entries than there are sources and targets: entry (i, j)
   * is the mass moved from source i to target j.
   */
  readonly plan: SparseMatrix;
  /**
   * The target of each source, if there are as many sources as targets, all with the same mass: the plan is then a
   * permutation. For partial transport the numbers may differ if `transportedMass` is an integer multiple of this
   * mass; -1 for a source that stays.
   */
  readonly assignment?: Int32Array;
  /**
   * The dual potential of `transportedMass`, if given, in units of cost: the derivative of the cost with respect to
   * the mass. It is a step function of the mass; at a step it is one of the values in between.
   */
  readonly massPotential?: number;
}

/**
 * The status of a failed problem.
 * - `failed`: There is no solution.
 */
export type Failed = 'failed';

/**
 * Gradients of the optimal `regularizedCost`, by the envelope theorem. (Its gradient with respect to a matrix of costs
 * is the plan itself.)
 */
export interface Gradients {
  /**
   * With respect to the source masses. If all mass has to be moved, masses can change only by amounts that keep both
   * sums equal, so any constant may be added to this gradient and subtracted from the other.
   */
  readonly source: Float64Array;
  /**
   * With respect to the target masses; see `source`.
   */
  readonly target: Float64Array;
  /**
   * With respect to the source points, one per row, if there are points. The gradient of a point without mass is
   * zero. In the Euclidean and Manhattan metrics the cost is not differentiable at two equal points, and their pair
   * contributes zero.
   */
  readonly sourcePoints?: Matrix;
  /**
   * With respect to the target points; see `sourcePoints`.
   */
  readonly targetPoints?: Matrix;
}

/**
 * A record of one iteration.
 */
export interface HistoryRecord {
  /**
   * The regularization of this iteration, in units of cost.
   */
  readonly level: number;
  /**
   * The kind of iteration.
   */
  readonly phase: Phase;
  /**
   * The marginal error before the iteration, divided by the total mass, at this level.
   */
  readonly marginalError: number;
  /**
   * The dual objective before the iteration, at this level.
   */
  readonly dualValue: number;
  /**
   * The number of plan entries in the Newton step's sparse matrix; 0 for sweeps.
   */
  readonly entries: number;
}

/**
 * The work done.
 */
export interface Iterations {
  /**
   * Sinkhorn sweeps, each one pass over the cost.
   */
  readonly sinkhorn: number;
  /**
   * Newton steps.
   */
  readonly newton: number;
  /**
   * Conjugate gradient iterations on the sparse linear systems of the Newton steps and of the path predictor.
   */
  readonly linear: number;
}

/**
 * Images of points.
 */
export interface MapSolution {
  /**
   * The image of each point, one per row: the mean of the destinations, weighted by the distribution of a vanishing
   * mass at the point over the targets with mass. For entropic transport the weights are proportional to
   * `target_j exp((g_j - C_j) / regularization)`, where C_j is the cost to target `j` and g its potential. At the
   * problem's own points they are those of the plan's rows, and the image depends smoothly on the point. For exact
   * transport a source is mapped by the plan, and a new point, or a source with no moved mass, to the target of
   * smallest `C_j - g_j`.
   */
  readonly images: Matrix;
  /**
   * The dual potential at each point, in units of cost: the solution's `sourcePotential` (backward:
   * `targetPotential`) of a source there with vanishing mass. With a penalty exp(-potential / penalty) is the
   * fraction of such a mass that is used; for partial transport a point of potential 0 stays.
   */
  readonly potential: Float64Array;
}

/**
 * The kind of iteration.
 * - `sweep`: A Sinkhorn sweep: all source potentials, then all target potentials.
 * - `newton`: A Newton step on the dual with a sparse Hessian.
 */
export type Phase = 'sweep' | 'newton';

/**
 * A transport plan: entry (i, j) is the mass moved from source i to target j.
 */
export type Plan = SparseMatrix | Matrix;

/**
 * Progress of a divergence.
 */
export interface SinkhornDivergenceProgress {
  /**
   * The number of problems solved so far, of three.
   */
  readonly solved: number;
}

/**
 * The Sinkhorn divergence of two distributions.
 */
export interface SinkhornDivergenceSolution {
  /**
   * `converged` if all three problems are, with marginal errors of at most `tolerance`; otherwise the status of the
   * first unconverged one.
   */
  readonly status: Ending;
  /**
   * The work done for all three problems.
   */
  readonly iterations: Iterations;
  /**
   * The divergence. Between points it is never negative, and 0 for equal distributions.
   */
  readonly divergence: number;
  /**
   * The optimal regularized costs in the divergence.
   */
  readonly costs: DivergenceCosts;
  /**
   * The regularization in units of cost.
   */
  readonly regularization: number;
  /**
   * The largest of the three marginal errors.
   */
  readonly marginalError: number;
  /**
   * The gradients of the divergence, if requested.
   */
  readonly gradients?: Gradients;
}

/**
 * Progress of the solver.
 */
export interface SinkhornNewtonProgress {
  /**
   * The kind of the current iteration.
   */
  readonly phase: Phase;
  /**
   * The current regularization, in units of cost.
   */
  readonly level: number;
  /**
   * The work done so far.
   */
  readonly iterations: Iterations;
  /**
   * The marginal error at this level, divided by the total mass.
   */
  readonly marginalError: number;
}

/**
 * The solution of an entropic transport problem. All errors and costs are measured at the returned potentials.
 */
export interface SinkhornNewtonSolution {
  /**
   * The reason for termination. `converged`: `marginalError` is at most `tolerance`, and the error of each row and
   * column sum, relative to its own mass, is at most 1000 times `tolerance`; no other status guarantees either.
   * `stalled`: the errors stopped decreasing earlier, mostly because double precision allows no smaller ones; see
   * `precisionFloor`. The status is never `converged` if `precisionFloor` is 1 or more.
   */
  readonly status: Ending;
  /**
   * The work done.
   */
  readonly iterations: Iterations;
  /**
   * The regularization in units of cost, whatever its unit in the problem.
   */
  readonly regularization: number;
  /**
   * `<P, C>`, the cost of the plan without the entropy.
   */
  readonly transportCost: number;
  /**
   * The objective at the plan: `<P, C> + regularization * KL(P | source target')`, plus the penalties, if any.
   */
  readonly regularizedCost: number;
  /**
   * The dual objective at the potentials, a lower bound on the optimal `regularizedCost`.
   */
  readonly dualValue: number;
  /**
   * The dual potential f of the sources, in units of cost: the plan is
   * `P_ij = source_i target_j exp((f_i + g_j - C_ij) / regularization)`. A source without mass has the limit of its
   * value for a vanishing mass. The free constant makes the mass-weighted sums of f and g equal; with a penalty, no
   * constant is free. With a penalty, the mass of a source without an allowed pair stays in place: its potential is
   * 750 penalties, at which exp(-f / penalty) is 0.
   */
  readonly sourcePotential: Float64Array;
  /**
   * The dual potential g of the targets, in units of cost; see `sourcePotential`.
   */
  readonly targetPotential: Float64Array;
  /**
   * The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total
   * mass. For a marginal with a penalty the sums are compared with the masses times exp(-potential / penalty), their
   * values at the optimum for these potentials. The divisor is then a mean of both total masses if these differ, or
   * the plan's mass if that is larger.
   */
  readonly marginalError: number;
  /**
   * The sum of the plan's entries.
   */
  readonly transportedMass: number;
  /**
   * An estimate of the smallest marginal error that double precision allows at this regularization, from the
   * rounding of the plan's exponents. With the status `stalled`, a `marginalError` near it is the best attainable.
   */
  readonly precisionFloor: number;
  /**
   * Bounds on the cost of unregularized transport between the same masses, penalties included. (With forbidden
   * pairs, the upper bound assumes that mass within the marginal error can be moved at the largest finite cost.)
   */
  readonly exactCostBounds: Bounds;
  /**
   * The sum of the entries omitted from a sparse `plan`; 0 for a dense one. The sparse plan's row and column sums
   * equal the masses up to the sum of this and `marginalError`.
   */
  readonly droppedMass?: number;
  /**
   * The gradients of `regularizedCost`, if requested.
   */
  readonly gradients?: Gradients;
  /**
   * One record per iteration, if `history` is set.
   */
  readonly history?: readonly HistoryRecord[];
  /**
   * The plan, if requested.
   */
  readonly plan?: Plan;
}

/**
 * Solves entropic optimal transport by Sinkhorn-Newton-Sparse: Sinkhorn sweeps approach the solution, and Newton steps
 * with a sparse Hessian converge superlinearly, so that small regularizations and weakly connected masses cost little
 * more than easy problems.
 *
 * After Tang, Shavlovsky, Rahmanian, Tardini, Thekumparampil, Xiao, Ying: Accelerating Sinkhorn Algorithm with Sparse
 * Newton Iterations, ICLR 2024 (arXiv 2401.12253).
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
export function sinkhornNewtonSync(problem: SinkhornNewtonProblem, options?: SyncRunOptions): SinkhornNewtonSolution {
  return runSync('transport.sinkhornNewton', problem, options);
}

/**
 * The Sinkhorn divergence and its gradients: entropic transport without its bias, so that it vanishes for equal
 * distributions. A loss for fitting one distribution to another.
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
export function sinkhornDivergenceSync(problem: SinkhornDivergenceProblem, options?: SyncRunOptions): SinkhornDivergenceSolution {
  return runSync('transport.sinkhornDivergence', problem, options);
}

/**
 * Solves a batch of entropic transport problems on all threads. Each solution is bitwise equal to that of a separate
 * solve.
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
export function batch(
  problem: BatchProblem,
  options?: RunOptions<BatchProgress>,
): Promise<BatchSolution> {
  return run('transport.batch', problem, options);
}

/** {@link batch}, blocking the calling thread. */
export function batchSync(problem: BatchProblem, options?: SyncRunOptions): BatchSolution {
  return runSync('transport.batch', problem, options);
}

/**
 * Computes entropic Wasserstein barycenters of histograms on a fixed support, plain or debiased: iterative Bregman
 * projections in potentials, with Anderson acceleration and a regularization lowered in steps.
 *
 * After Benamou, Carlier, Cuturi, Nenna, Peyré: Iterative Bregman Projections for Regularized Transportation Problems,
 * SIAM J. Sci. Comput. 37, 2015 (arXiv 1412.5154); debiased after Janati, Cuturi, Gramfort: Debiased Sinkhorn
 * Barycenters, ICML 2020 (arXiv 2006.02575).
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

/**
 * Solves optimal transport without regularization by the network simplex method: the plan has fewer entries than there
 * are points, and the potentials prove its optimality. For equal masses and equal numbers of sources and targets this
 * is the assignment problem.
 *
 * Samples of the points are solved first; their potentials select the few candidate pairs. A final pass over all pairs
 * verifies optimality.
 *
 * With `transportedMass` it solves partial transport: the cheapest plan of that mass, leaving the rest in place.
 *
 * @example
 * ```ts
 * const { assignment } = await exact({ cost: [[4, 1, 3], [2, 0, 5], [3, 2, 2]] });
 * // Int32Array [1, 0, 2]
 * ```
 */
export function exact(
  problem: ExactProblem,
  options?: RunOptions<ExactProgress>,
): Promise<ExactSolution> {
  return run('transport.exact', problem, options);
}

/** {@link exact}, blocking the calling thread. */
export function exactSync(problem: ExactProblem, options?: SyncRunOptions): ExactSolution {
  return runSync('transport.exact', problem, options);
}

/**
 * Maps each point of a solved transport problem, or new points, to the mean of the targets that receive its mass (the
 * barycentric projection). Takes passes over the cost, row by row, without storing a plan.
 *
 * New points are mapped by the potentials, after Pooladian, Niles-Weed: Entropic estimation of optimal transport maps
 * (arXiv 2109.12004).
 *
 * @example
 * ```ts
 * const problem = { sourcePoints: [[0], [1]], targetPoints: [[10], [12]], regularization: 0.1 };
 * const solution = await sinkhornNewton(problem);
 * const { images } = await map({ problem, solution, points: [[0], [0.5], [1]] });
 * ```
 */
export function map(
  problem: MapProblem,
  options?: RunOptions,
): Promise<MapSolution> {
  return run('transport.map', problem, options);
}

/** {@link map}, blocking the calling thread. */
export function mapSync(problem: MapProblem, options?: SyncRunOptions): MapSolution {
  return runSync('transport.map', problem, options);
}
