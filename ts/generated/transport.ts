// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, Matrix, MatrixInput, SparseMatrix, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/transport.js';

export { load } from '../engine/load.js';

/**
 * The entropic Wasserstein barycentre of histograms: the masses p on a given support that are nearest to all of them,
 * weighted, by transport cost.
 *
 * The plain barycentre minimises the weighted sum over k of `<P_k, C> + regularization * sum(P_k ln P_k)` over plans
 * P_k >= 0 whose rows sum to histogram k and whose columns all sum to the same p. The entropy blurs it. In terms of the
 * other common entropy this is, up to a constant for masses that sum to 1, the weighted sum of `<P_k, C> + regularization *
 * KL(P_k | h_k p')` plus `regularization * sum(p ln p)`.
 *
 * The debiased barycentre minimises the weighted sum of the Sinkhorn divergences between the histograms and p, which
 * takes the blur out: the barycentre of equal histograms is that histogram.
 */
export interface BarycenterProblem {
  /**
   * The histograms, one a row: the masses at each of their points, zero or positive, all rows of the same sum.
   */
  readonly histograms: MatrixInput;
  /**
   * How strongly the plans are smoothed, positive, in units of cost unless `regularizationUnit` says otherwise.
   */
  readonly regularization: number;
  /**
   * The points of the barycentre, one a row, of the same dimension as `points`. Default: `points`.
   */
  readonly barycenterPoints?: MatrixInput;
  /**
   * The cost of moving one unit of mass from point `i` of the histograms (row) to point `j` of the barycentre (column):
   * finite numbers, of either sign. Give either this or `points`.
   */
  readonly cost?: MatrixInput;
  /**
   * Whether the barycentre is that of the Sinkhorn divergence, without the blur of the entropy. Needs a square and
   * symmetric `cost`, or `points` without `barycenterPoints`.
   * @defaultValue false
   */
  readonly debiased?: boolean;
  /**
   * Whether to return a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Where to start from, mostly the solution of a similar problem: then the solver starts at the given regularization.
   * Default: no previous knowledge.
   */
  readonly initial?: InitialBarycenter;
  /**
   * The most iterations, at least 1; each is one pass over the cost for each histogram.
   * @defaultValue 10000
   */
  readonly maxIterations?: number;
  /**
   * How the cost is computed from two points. Only for points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Divides each histogram by its sum before anything else, so that the sums need not agree. Otherwise sums that differ
   * by more than 1e-9 of their size are an error.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * The points of the histograms, one a row. The cost is then computed from the points wherever it is needed and never
   * stored.
   */
  readonly points?: MatrixInput;
  /**
   * The unit of `regularization`.
   * @defaultValue 'absolute'
   */
  readonly regularizationUnit?: RegularizationUnit;
  /**
   * The marginal error that is asked for, positive; see the solution's `marginalError`.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * The weight of each histogram, zero or positive; only their proportions matter. Default: equal weights.
   */
  readonly weights?: VectorInput;
}

/**
 * Many problems of entropic transport, of any sizes.
 */
export interface BatchProblem {
  /**
   * The problems. Their solutions have the same bits as if each had been solved alone.
   */
  readonly problems: readonly SinkhornNewtonProblem[];
  /**
   * The cost of all problems that have neither a cost nor points of their own. Give either this or the two sets of points, or
   * none where every problem has its own.
   */
  readonly cost?: MatrixInput;
  /**
   * The source points of all problems that have neither a cost nor points of their own.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The target points of all problems that have neither a cost nor points of their own.
   */
  readonly targetPoints?: MatrixInput;
}

/**
 * Which way points go.
 * - `forward`: From the sources to the targets.
 * - `backward`: From the targets to the sources.
 */
export type Direction = 'forward' | 'backward';

/**
 * Optimal transport without regularization: the cheapest plan that moves the masses `source` to the masses `target`.
 *
 * It minimises `<P, C>`, the sum of `P_ij C_ij`, over plans P >= 0 whose rows sum to `source` and whose columns sum to `target`.
 * With `transportedMass` only that much is moved: the rows sum to at most `source`, the columns to at most `target`, and all
 * entries to `transportedMass` (partial transport).
 */
export interface ExactProblem {
  /**
   * The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity` forbids
   * the pair. Give either this or the two sets of points.
   */
  readonly cost?: MatrixInput;
  /**
   * The most exchanges of one arc of the plan for another, at least 1. When they are used up, the best plan so far is
   * returned with the status `iterationLimit`.
   * @defaultValue 1000000000
   */
  readonly maxIterations?: number;
  /**
   * How the cost is computed from two points. Only for points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Divides the masses of each side by their sum before anything else, so that the sums need not agree.
   * Otherwise sums that differ by more than 1e-9 of their size are an error, unless `transportedMass` is given.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * The mass at each source, zero or positive. Default: equal masses that sum to 1 (or, where only `target` is given, to
   * the sum of that).
   */
  readonly source?: VectorInput;
  /**
   * The source points, one a row. The cost is then computed from the points wherever it is needed and never stored.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The mass at each target, zero or positive, of the same sum as the source masses unless `transportedMass` is given.
   * Default: equal masses that sum to 1 (or, where only `source` is given, to the sum of that).
   */
  readonly target?: VectorInput;
  /**
   * The target points, one a row, of the same dimension as the source points.
   */
  readonly targetPoints?: MatrixInput;
  /**
   * The mass that is moved, from 0 to the smaller of the two sums of the masses: partial transport. Which mass is moved
   * and which stays is chosen for the least cost. With `normalize` both sums are 1. Default: all mass is moved.
   */
  readonly transportedMass?: number;
}

/**
 * A barycentre to start from; a solution has it.
 */
export interface InitialBarycenter {
  /**
   * Its masses, zero or positive, of positive sum.
   */
  readonly barycenter: VectorInput;
  /**
   * The potentials of the barycentre's points, a row for each histogram, in units of cost.
   */
  readonly barycenterPotentials: MatrixInput;
}

/**
 * Potentials to start from; a solution has them.
 */
export interface InitialPotentials {
  /**
   * One number for each source, in units of cost.
   */
  readonly sourcePotential: VectorInput;
  /**
   * One number for each target, in units of cost.
   */
  readonly targetPotential: VectorInput;
}

/**
 * A solved problem of transport, and points of which it is to be told where they go.
 */
export interface MapProblem {
  /**
   * The problem that was solved, as it was given to `sinkhornNewton` or `exact`. What a map does not need is not looked at.
   */
  readonly problem: SolvedProblem;
  /**
   * Its solution by `sinkhornNewton` or `exact`. What a map does not need is not looked at.
   */
  readonly solution: SolvedPotentials;
  /**
   * What is at each target (backward: at each source), one row for each: what the images are means of. Mostly the places, but
   * numbers of any kind do that have a mean: colours, labels as rows of zeros and a one. Default: the problem's own points.
   */
  readonly destinations?: MatrixInput;
  /**
   * Which way points go.
   * @defaultValue 'forward'
   */
  readonly direction?: Direction;
  /**
   * The points whose images are wanted, one a row, of the same dimension as the problem's points, which it must have. Default:
   * the problem's own sources (backward: its targets).
   */
  readonly points?: MatrixInput;
}

/**
 * The algorithm.
 * - `auto`: Sweeps and sparse Newton steps along a decreasing sequence of regularizations: quick on hard problems too.
 * - `sinkhorn`: Plain Sinkhorn iteration in the log domain at the given regularization: simple, the same answer, and slow where the
 * regularization is small. For comparison. (Of a distribution with itself: the mean of a potential and its update.)
 */
export type Method = 'auto' | 'sinkhorn';

/**
 * How the cost is computed from a source point x and a target point y.
 * - `squaredEuclidean`: The sum of the squares of x - y.
 * - `euclidean`: The square root of the sum of the squares of x - y.
 * - `manhattan`: The sum of the absolute values of x - y.
 * - `cosine`: 1 minus the cosine of the angle between x and y, neither of which may be the zero vector.
 */
export type Metric = 'squaredEuclidean' | 'euclidean' | 'manhattan' | 'cosine';

/**
 * Whether and how the plan is returned.
 * - `none`: No plan. Potentials and costs need far less memory.
 * - `sparse`: The entries that matter, as a sparse matrix by compressed rows.
 * - `dense`: All entries, as a dense matrix.
 */
export type PlanFormat = 'none' | 'sparse' | 'dense';

/**
 * The unit in which the regularization is given.
 * - `absolute`: The unit of the cost.
 * - `ofMaximum`: The largest entry of the cost, which must be positive.
 * - `ofMean`: The mean of all entries of the cost, which must be positive.
 */
export type RegularizationUnit = 'absolute' | 'ofMaximum' | 'ofMean';

/**
 * The Sinkhorn divergence between the distributions `source` and `target`:
 *
 * `OT(source, target) - OT(source, source) / 2 - OT(target, target) / 2`, where OT is the optimal `regularizedCost` of entropic
 * transport; with a penalty, half the regularization times the square of the difference of both total masses is added.
 */
export interface SinkhornDivergenceProblem {
  /**
   * How strongly the plans are smoothed, positive, in units of cost unless `regularizationUnit` says otherwise.
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
   * The most iterations for each of the three problems, at least 1.
   * @defaultValue 10000
   */
  readonly maxIterations?: number;
  /**
   * How the cost is computed from two points. Only for points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Divides the masses of each side by their sum before anything else.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * What it costs where a plan's sums differ from the masses, positive, in units of cost: this times KL(sums | masses), on
   * both sides. Default: they must not differ.
   */
  readonly penalty?: number;
  /**
   * The unit of `regularization`, taken from the cost between sources and targets.
   * @defaultValue 'absolute'
   */
  readonly regularizationUnit?: RegularizationUnit;
  /**
   * The mass at each source, zero or positive. Default: equal masses that sum to 1 (or, where only `target` is given, to
   * the sum of that).
   */
  readonly source?: VectorInput;
  /**
   * The cost from each source to each source; with `cost`.
   */
  readonly sourceCost?: MatrixInput;
  /**
   * The source points, one a row. Give either points or the three costs.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty. Default:
   * equal masses that sum to 1 (or, where only `source` is given, to the sum of that).
   */
  readonly target?: VectorInput;
  /**
   * The cost from each target to each target; with `cost`.
   */
  readonly targetCost?: MatrixInput;
  /**
   * The target points, one a row, of the same dimension as the source points.
   */
  readonly targetPoints?: MatrixInput;
  /**
   * The marginal error that is asked for in each of the three problems, positive.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
}

/**
 * Entropic optimal transport: the cheapest plan that moves the masses `source` to the masses `target`, smoothed by an entropy.
 *
 * It minimises `<P, C> + regularization * KL(P | source target')` over plans P >= 0 whose rows sum to `source` and whose
 * columns sum to `target`, where KL(P | Q) is the sum of `P ln(P / Q) - P + Q`. The reference measure is the product of
 * the masses, not the counting measure: for masses that sum to 1, the other common objective
 * `<P, C> + regularization * sum(P ln P)` is `regularizedCost` plus `regularization` times the sum of `a ln a` over all
 * masses of both sides. The optimal plan is the same.
 *
 * With `sourcePenalty` or `targetPenalty` the sums of that side may differ from its masses, at the price of the penalty times
 * KL(sums | masses): unbalanced transport, which leaves mass where it is too far from anything.
 */
export interface SinkhornNewtonProblem {
  /**
   * How strongly the plan is smoothed, positive, in units of cost unless `regularizationUnit` says otherwise. Small values
   * give costs close to those of unregularized transport: the excess is about `regularization` times the logarithm of
   * the number of points at most.
   */
  readonly regularization: number;
  /**
   * The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity` forbids the
   * pair. Give either this or the two sets of points.
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
   * Where to start from, mostly the potentials of a similar problem's solution: then the solver goes to the given
   * regularization at once or nearly so. Default: no previous knowledge.
   */
  readonly initial?: InitialPotentials;
  /**
   * The most iterations, sweeps and Newton steps counted together, at least 1; each costs one to three passes over the cost.
   * When they are used up, the best point so far is returned with the status `iterationLimit`.
   * @defaultValue 10000
   */
  readonly maxIterations?: number;
  /**
   * The most plan entries that may be held in memory, by the solver itself (2.5 bytes each) or as the result (12 bytes
   * each in a sparse plan, 8 in a dense one). The solver goes on by sweeps alone where it would need more; a sparse plan
   * leaves out its smallest entries; a dense plan that would have more is an error.
   * @defaultValue 32000000
   */
  readonly maxPlanEntries?: number;
  /**
   * The algorithm.
   * @defaultValue 'auto'
   */
  readonly method?: Method;
  /**
   * How the cost is computed from two points. Only for points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Divides the masses of each side by their sum before anything else, so that the sums need not agree.
   * Otherwise sums that differ by more than 1e-9 of their size are an error, unless there is a penalty.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * Whether and how the plan itself is returned.
   * @defaultValue 'none'
   */
  readonly plan?: PlanFormat;
  /**
   * Entries of a sparse plan smaller than this part of its largest entry are left out; 0 or positive, below 1.
   * @defaultValue 1e-12
   */
  readonly planThreshold?: number;
  /**
   * The unit of `regularization`.
   * @defaultValue 'absolute'
   */
  readonly regularizationUnit?: RegularizationUnit;
  /**
   * The mass at each source, zero or positive. Default: equal masses that sum to 1 (or, where only `target` is given, to
   * the sum of that).
   */
  readonly source?: VectorInput;
  /**
   * What it costs where the plan's row sums differ from the source masses, positive, in units of cost: this times
   * KL(row sums | source). Default: they must not differ.
   */
  readonly sourcePenalty?: number;
  /**
   * The source points, one a row. The cost is then computed from the points wherever it is needed and never stored.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty. Default: equal masses that sum to 1 (or,
   * where only `source` is given, to the sum of that).
   */
  readonly target?: VectorInput;
  /**
   * What it costs where the plan's column sums differ from the target masses, positive, in units of cost: this times
   * KL(column sums | target). Default: they must not differ.
   */
  readonly targetPenalty?: number;
  /**
   * The target points, one a row, of the same dimension as the source points.
   */
  readonly targetPoints?: MatrixInput;
  /**
   * The marginal error that is asked for, positive: see the solution's `marginalError`. 1000 times that is asked for of each
   * row and column relative to its own mass, however small that is: 1e-6 by default.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
}

/**
 * The part of a solution that a map needs.
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
   * The potential of the mass that is moved, where only a part of it was.
   */
  readonly massPotential?: number;
  /**
   * The plan of a solution of `exact`, a sparse matrix.
   */
  readonly plan?: AnyMatrixInput;
  /**
   * The regularization in units of cost. A solution that has none is one of `exact`.
   */
  readonly regularization?: number;
}

/**
 * The part of a solved problem that a map needs.
 */
export interface SolvedProblem {
  /**
   * The cost, where it was given; then the images are those of the problem's own points.
   */
  readonly cost?: MatrixInput;
  /**
   * How the cost is computed from two points.
   * @defaultValue 'squaredEuclidean'
   */
  readonly metric?: Metric;
  /**
   * Whether the masses were divided by their sums.
   * @defaultValue false
   */
  readonly normalize?: boolean;
  /**
   * The source masses, where they were given.
   */
  readonly source?: VectorInput;
  /**
   * The source penalty, where there was one.
   */
  readonly sourcePenalty?: number;
  /**
   * The source points, where they were given.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The target masses, where they were given.
   */
  readonly target?: VectorInput;
  /**
   * The target penalty, where there was one.
   */
  readonly targetPenalty?: number;
  /**
   * The target points, where they were given.
   */
  readonly targetPoints?: MatrixInput;
}

/**
 * How far the solver has come.
 */
export interface BarycenterProgress {
  /**
   * The regularization that is being worked with, in units of cost.
   */
  readonly level: number;
  /**
   * Iterations done so far.
   */
  readonly iterations: number;
  /**
   * The marginal error at this level, divided by the total mass.
   */
  readonly marginalError: number;
}

/**
 * What one iteration came to.
 */
export interface BarycenterRecord {
  /**
   * The regularization that this iteration worked with, in units of cost.
   */
  readonly level: number;
  /**
   * The marginal error before the iteration, divided by the total mass, at this level.
   */
  readonly marginalError: number;
  /**
   * How many earlier iterations the extrapolation to the next point used; 0 for a plain iteration.
   */
  readonly extrapolatedFrom: number;
}

/**
 * An entropic barycentre. All errors and costs are measured on the returned barycentre and potentials.
 */
export interface BarycenterSolution {
  /**
   * Why the solver stopped. `converged`: `marginalError` is at most `tolerance`; nothing else promises that. `stalled`: the
   * marginal error stopped falling before, mostly because double precision allows no smaller one: see `precisionFloor`.
   * It is never `converged` where that is 1 or more.
   */
  readonly status: Ending;
  /**
   * Iterations done, each one pass over the cost for each histogram, and one more where `debiased`.
   */
  readonly iterations: number;
  /**
   * The barycentre's masses, which sum to what each histogram sums to.
   */
  readonly barycenter: Float64Array;
  /**
   * The weighted sum over the histograms of the absolute differences between their plan's row sums and the histogram
   * and between its column sums and the barycentre, divided by the total mass. Where `debiased`, also those between
   * the barycentre and both marginals of its plan onto itself.
   */
  readonly marginalError: number;
  /**
   * The weighted sum of the transport costs `<P_k, C>` between the histograms and the barycentre.
   */
  readonly transportCost: number;
  /**
   * What is minimised. Plain: the weighted sum of `<P_k, C> + regularization * sum(P_k ln P_k)`. Debiased: the weighted
   * sum of the regularized costs `<P_k, C> + regularization * KL(P_k | h_k p')` minus half of the regularized cost
   * between the barycentre p and itself; the histograms' own such terms do not depend on p and are left out.
   */
  readonly objective: number;
  /**
   * The dual potentials f of the histograms' points, a row for each histogram, in units of cost: the plan of histogram
   * h is `P_ij = h_i p_j exp((f_i + g_j - C_ij) / regularization)`. Points without mass have the values that they
   * would have with a very small one. The free constant is chosen so that f and g have the same sum, weighted by the
   * masses. A histogram of weight 0 has zeros.
   */
  readonly histogramPotentials: Matrix;
  /**
   * The dual potentials g of the barycentre's points, a row for each histogram; see `histogramPotentials`.
   */
  readonly barycenterPotentials: Matrix;
  /**
   * An estimate of the smallest marginal error that double precision allows at this regularization, from the rounding
   * of the plans' exponents. With the status `stalled`, a `marginalError` near it is as good as any.
   */
  readonly precisionFloor: number;
  /**
   * One record for each iteration, where `history` was set.
   */
  readonly history?: readonly BarycenterRecord[];
}

/**
 * Why a problem of a batch has no solution: its numbers overflow, or its memory could not be had. (A problem that is not
 * well formed, or infeasible, is refused with the whole batch before any is solved.)
 */
export interface BatchFailure {
  /**
   * Always `failed`.
   */
  readonly status: Failed;
  /**
   * The code that the error would have had, had the problem been solved alone.
   */
  readonly code: string;
  /**
   * The error's message.
   */
  readonly message: string;
}

/**
 * What became of one problem.
 */
export type BatchItem = SinkhornNewtonSolution | BatchFailure;

/**
 * How far a batch has come.
 */
export interface BatchProgress {
  /**
   * Problems done.
   */
  readonly solved: number;
  /**
   * Problems in all.
   */
  readonly total: number;
}

/**
 * The solutions of a batch.
 */
export interface BatchSolution {
  /**
   * `converged` where all problems are; else the status of the first that is not.
   */
  readonly status: BatchStatus;
  /**
   * One for each problem, in the order of the problems.
   */
  readonly solutions: readonly BatchItem[];
}

/**
 * What became of a problem, or of all of them.
 * - `converged`: The marginal error is at most the tolerance.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: The marginal error stopped falling before it reached the tolerance.
 * - `failed`: There is no solution.
 */
export type BatchStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'failed';

/**
 * A number is between these two.
 */
export interface Bounds {
  /**
   * Not above the number: the dual value of the potentials made feasible without regularization.
   */
  readonly lower: number;
  /**
   * Not below the number: the cost of the plan made feasible exactly, an upper bound of it.
   */
  readonly upper: number;
}

/**
 * The three costs that make a Sinkhorn divergence, each the dual objective at the potentials found, whose error is of
 * the order of the square of theirs.
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
 * How an iterative method ended. What a method means by "converged" and by "stalled" stands at its `status`. A method that
 * can end in a further way has a status of its own, with these names for these endings.
 * - `converged`: The solution is as exact as was asked for.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The work done.
 */
export interface ExactIterations {
  /**
   * Exchanges of one arc of the plan for another, the ones on samples of the points included.
   */
  readonly pivots: number;
  /**
   * How often all costs were looked through for arcs that may lower the cost, the ones of samples not counted.
   */
  readonly rounds: number;
}

/**
 * How far the solver has come.
 */
export interface ExactProgress {
  /**
   * The sources of the sample that is being worked on, in the end all that hold mass; 0 before the first. For partial
   * transport there may be one more, which stands for the mass that the targets lack.
   */
  readonly sources: number;
  /**
   * The targets of the sample; one more may stand for the mass that stays.
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
   * Why the solver stopped. `converged`: the plan is optimal; nothing else promises that. It is never `stalled`.
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
   * The sum of the masses times the potentials, and of `transportedMass` times `massPotential` where there is one: no plan
   * costs less.
   */
  readonly dualValue: number;
  /**
   * `transportCost - dualValue`: the plan costs at most this more than the cheapest one. Zero to rounding where the status
   * is `converged`.
   */
  readonly dualityGap: number;
  /**
   * The dual potential f of the sources, in units of cost: `f_i + g_j <= C_ij` for all pairs, with equality where the plan moves
   * mass. The free constant is chosen so that f and g have the same sum, weighted by the masses. Where no mass is, the
   * largest value that the other potentials allow, or less after a `timeLimit`. For partial transport
   * `f_i + g_j + massPotential <= C_ij`, and f and g are at most 0, with 0 where mass stays.
   */
  readonly sourcePotential: Float64Array;
  /**
   * The dual potential g of the targets, in units of cost; see `sourcePotential`.
   */
  readonly targetPotential: Float64Array;
  /**
   * The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total mass:
   * rounding. For partial transport, what the sums are above the masses, and how far the plan's mass is from `transportedMass`,
   * divided by that.
   */
  readonly marginalError: number;
  /**
   * The plan, a sparse matrix by compressed rows with fewer entries than there are sources and targets: entry (i, j) is the
   * mass moved from source i to target j.
   */
  readonly plan: SparseMatrix;
  /**
   * The target of each source, where there are as many of the ones as of the others and all have the same mass: the plan is
   * a permutation then. For partial transport also where there are not as many, if `transportedMass` is a whole number of these
   * masses; -1 for a source that stays.
   */
  readonly assignment?: Int32Array;
  /**
   * The dual potential of `transportedMass`, where that was given, in units of cost: the rate at which the cost grows with
   * the mass. It grows with the mass by steps; at a step it is one of the values between.
   */
  readonly massPotential?: number;
}

/**
 * The status of what failed.
 * - `failed`: There is no solution.
 */
export type Failed = 'failed';

/**
 * Gradients of the optimal `regularizedCost`, by the envelope theorem. (That in a matrix of costs is the plan itself.)
 */
export interface Gradients {
  /**
   * In the source masses. Where all mass has to be moved, masses can change only by amounts that keep both sums equal,
   * so any constant may be added to this one and subtracted from the other.
   */
  readonly source: Float64Array;
  /**
   * In the target masses; see `source`.
   */
  readonly target: Float64Array;
  /**
   * In the source points, one a row, where there are points. A point without mass has a zero gradient; so has, in
   * the Euclidean and Manhattan metrics, the pair of two equal points, where there is none.
   */
  readonly sourcePoints?: Matrix;
  /**
   * In the target points; see `sourcePoints`.
   */
  readonly targetPoints?: Matrix;
}

/**
 * What one iteration came to.
 */
export interface HistoryRecord {
  /**
   * The regularization that this iteration worked with, in units of cost.
   */
  readonly level: number;
  /**
   * What was done.
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
   * The plan entries in the Newton step's sparse matrix; 0 for sweeps.
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
   * Steps of the conjugate gradient method on the sparse linear systems of the Newton steps and of the path predictor.
   */
  readonly linear: number;
}

/**
 * Where points go.
 */
export interface MapSolution {
  /**
   * Where each point goes, one a row: the mean of the destinations, weighted by how much of a vanishing mass at the point
   * would go to each of the targets that hold mass. With an entropy the weights are those of `target_j exp((g_j - C_j) /
   * regularization)`, C_j being the cost to target `j` and g its potential, which at the problem's own points are those of the
   * plan's rows; so the image depends smoothly on the point. Without an entropy a source goes where the plan takes it, and
   * a new point, or a source of which nothing is moved, to the one target of least `C_j - g_j`.
   */
  readonly images: Matrix;
  /**
   * The dual potential at each point, in units of cost: what the solution's `sourcePotential` (backward: `targetPotential`) would be
   * for a source there of a very small mass. With a penalty exp(-potential / penalty) is the part of a mass there that is used; for
   * partial transport a point of potential 0 stays.
   */
  readonly potential: Float64Array;
}

/**
 * What an iteration did.
 * - `sweep`: A Sinkhorn sweep: all source potentials, then all target potentials.
 * - `newton`: A Newton step on the dual with a sparse Hessian.
 */
export type Phase = 'sweep' | 'newton';

/**
 * A transport plan: entry (i, j) is the mass moved from source i to target j.
 */
export type Plan = SparseMatrix | Matrix;

/**
 * How far a divergence has come.
 */
export interface SinkhornDivergenceProgress {
  /**
   * How many of the three problems are solved.
   */
  readonly solved: number;
}

/**
 * The Sinkhorn divergence of two distributions.
 */
export interface SinkhornDivergenceSolution {
  /**
   * `converged` where all three problems are, their marginal errors at most `tolerance`; else why the first of those stopped
   * that are not.
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
   * The optimal regularized costs that it is made of.
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
   * The gradients of the divergence, where they were asked for.
   */
  readonly gradients?: Gradients;
}

/**
 * How far the solver has come.
 */
export interface SinkhornNewtonProgress {
  /**
   * What is being done.
   */
  readonly phase: Phase;
  /**
   * The regularization that is being worked with, in units of cost.
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
 * The solution of an entropic transport problem. All errors and costs are measured on the returned potentials.
 */
export interface SinkhornNewtonSolution {
  /**
   * Why the solver stopped. `converged`: `marginalError` is at most `tolerance`, and no row or column sum of the plan is
   * wrong by more than 1000 times `tolerance` of that point's own mass; nothing else promises that. `stalled`: the
   * errors stopped falling before, mostly because double precision allows no smaller ones: see `precisionFloor`. It is never
   * `converged` where that is 1 or more.
   */
  readonly status: Ending;
  /**
   * The work done.
   */
  readonly iterations: Iterations;
  /**
   * The regularization in units of cost, whatever unit it was given in.
   */
  readonly regularization: number;
  /**
   * `<P, C>`, the cost of the plan without its entropy.
   */
  readonly transportCost: number;
  /**
   * The objective at the plan: `<P, C> + regularization * KL(P | source target')`, and the penalties where there are any.
   */
  readonly regularizedCost: number;
  /**
   * The dual objective at the potentials: the optimal `regularizedCost` is not below it.
   */
  readonly dualValue: number;
  /**
   * The dual potential f of the sources, in units of cost: the plan is `P_ij = source_i target_j exp((f_i + g_j - C_ij) /
   * regularization)`. A source without mass has the value that it would have with a very small mass. The free constant is
   * chosen so that f and g have the same sum, weighted by the masses; with a penalty, no constant is free. A source whose pairs
   * are all forbidden stays where there is a penalty, with a potential of 750 penalties, at which nothing of it is used.
   */
  readonly sourcePotential: Float64Array;
  /**
   * The dual potential g of the targets, in units of cost; see `sourcePotential`.
   */
  readonly targetPotential: Float64Array;
  /**
   * The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total mass.
   * On a side with a penalty the sums are compared with what the potentials ask for, which are the masses times
   * exp(-potential / penalty), and divided by a mean of both total masses where these differ, or by the plan's mass where
   * negative costs make that larger.
   */
  readonly marginalError: number;
  /**
   * The sum of the plan's entries.
   */
  readonly transportedMass: number;
  /**
   * An estimate of the smallest marginal error that double precision allows at this regularization, from the rounding
   * of the plan's exponents. With the status `stalled`, a `marginalError` near it is as good as any.
   */
  readonly precisionFloor: number;
  /**
   * Bounds of the cost of unregularized transport between the same masses, penalties included. (Where pairs are forbidden,
   * the upper one takes it that mass within the marginal error can be moved at the largest finite cost.)
   */
  readonly exactCostBounds: Bounds;
  /**
   * The sum of the entries that a sparse `plan` leaves out; 0 for a dense one. The sparse plan's row and column sums reach
   * the masses to this and `marginalError` together.
   */
  readonly droppedMass?: number;
  /**
   * The gradients of `regularizedCost`, where they were asked for.
   */
  readonly gradients?: Gradients;
  /**
   * One record for each iteration, where `history` was set.
   */
  readonly history?: readonly HistoryRecord[];
  /**
   * The plan, where it was asked for.
   */
  readonly plan?: Plan;
}

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
export function sinkhornNewtonSync(problem: SinkhornNewtonProblem, options?: SyncRunOptions): SinkhornNewtonSolution {
  return runSync('transport.sinkhornNewton', problem, options);
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
export function sinkhornDivergenceSync(problem: SinkhornDivergenceProblem, options?: SyncRunOptions): SinkhornDivergenceSolution {
  return runSync('transport.sinkhornDivergence', problem, options);
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
 * Where solved transport sends each point, and where it would send new ones: to the mean of the targets that its mass goes to
 * (the barycentric projection). In passes over the cost, row by row; no plan is held in memory.
 *
 * Of new points by the potentials, after Pooladian, Niles-Weed: Entropic estimation of optimal transport maps (arXiv 2109.12004).
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
