// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { Matrix, MatrixInput, SparseMatrix, VectorInput } from '../engine/arrays.js';

/**
 * Optimal transport without regularization: the cheapest plan that moves the masses `source` to the masses `target`.
 *
 * It minimises `<P, C>`, the sum of `P_ij C_ij`, over plans P >= 0 whose rows sum to `source` and whose columns sum to `target`.
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
   * Otherwise sums that differ by more than 1e-9 of their size are an error.
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
   * The mass at each target, zero or positive, of the same sum as the source masses. Default: equal masses that sum to 1 (or,
   * where only `source` is given, to the sum of that).
   */
  readonly target?: VectorInput;
  /**
   * The target points, one a row, of the same dimension as the source points.
   */
  readonly targetPoints?: MatrixInput;
}

/**
 * Potentials to start from.
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
 * The algorithm.
 * - `auto`: Sweeps and sparse Newton steps along a decreasing sequence of regularizations: quick on hard problems too.
 * - `sinkhorn`: Plain Sinkhorn iteration in the log domain at the given regularization: simple, the same answer, and slow where the
 * regularization is small. For comparison.
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
 * Entropic optimal transport: the cheapest plan that moves the masses `source` to the masses `target`, smoothed by an entropy.
 *
 * It minimises `<P, C> + regularization * KL(P | source target')` over plans P >= 0 whose rows sum to `source` and whose
 * columns sum to `target`, where KL(P | Q) is the sum of `P ln(P / Q) - P + Q`. The reference measure is the product of
 * the masses, not the counting measure: for masses that sum to 1, the other common objective
 * `<P, C> + regularization * sum(P ln P)` is `regularizedCost` plus `regularization` times the sum of `a ln a` over all
 * masses of both sides. The optimal plan is the same.
 */
export interface SinkhornNewtonProblem {
  /**
   * How strongly the plan is smoothed, positive, in units of cost unless `regularizationUnit` says otherwise. Small values
   * give costs close to those of unregularized transport: the excess is about `regularization` times the logarithm of
   * the number of points at most.
   */
  readonly regularization: number;
  /**
   * The cost of moving one unit of mass from source `i` (row) to target `j` (column): finite numbers, of either sign.
   * Give either this or the two sets of points.
   */
  readonly cost?: MatrixInput;
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
   * The most plan entries that may be held in memory, by the solver itself (12 bytes each) or as the result (12 bytes
   * each in a sparse plan, 8 in a dense one). The solver does with sweeps alone what would need more; a sparse plan
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
   * Otherwise sums that differ by more than 1e-9 of their size are an error.
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
   * The source points, one a row. The cost is then computed from the points wherever it is needed and never stored.
   */
  readonly sourcePoints?: MatrixInput;
  /**
   * The mass at each target, zero or positive, of the same sum as the source masses. Default: equal masses that sum to 1 (or,
   * where only `source` is given, to the sum of that).
   */
  readonly target?: VectorInput;
  /**
   * The target points, one a row, of the same dimension as the source points.
   */
  readonly targetPoints?: MatrixInput;
  /**
   * The marginal error that is asked for, positive: the sum of the absolute differences between the plan's row sums and
   * the source masses and between its column sums and the target masses, divided by the total mass.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
}

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
   * The sources of the sample that is being worked on, in the end all that hold mass.
   */
  readonly sources: number;
  /**
   * The targets of the sample.
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
   * Why the solver stopped. Only `converged` promises that the plan is optimal.
   */
  readonly status: ExactStatus;
  /**
   * The work done.
   */
  readonly iterations: ExactIterations;
  /**
   * `<P, C>`, the cost of the plan.
   */
  readonly transportCost: number;
  /**
   * The sum of the masses times the potentials: no plan costs less.
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
   * largest value that the other potentials allow.
   */
  readonly sourcePotential: Float64Array;
  /**
   * The dual potential g of the targets, in units of cost; see `sourcePotential`.
   */
  readonly targetPotential: Float64Array;
  /**
   * The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total mass:
   * rounding.
   */
  readonly marginalError: number;
  /**
   * The plan, a sparse matrix by compressed rows with fewer entries than there are sources and targets: entry (i, j) is the
   * mass moved from source i to target j.
   */
  readonly plan: SparseMatrix;
  /**
   * The target of each source, where there are as many of the ones as of the others and all have the same mass: the plan is
   * a permutation then.
   */
  readonly assignment?: Int32Array;
}

/**
 * Why the solver stopped.
 * - `converged`: The plan is optimal.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 */
export type ExactStatus = 'converged' | 'iterationLimit' | 'timeLimit';

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
   * Why the solver stopped. Only `converged` promises that `marginalError` is at most `tolerance`.
   */
  readonly status: Status;
  /**
   * The work done.
   */
  readonly iterations: Iterations;
  /**
   * `<P, C>`, the cost of the plan without its entropy.
   */
  readonly transportCost: number;
  /**
   * `<P, C> + regularization * KL(P | source target')`, the objective at the plan.
   */
  readonly regularizedCost: number;
  /**
   * The dual objective at the potentials: the optimal `regularizedCost` is not below it.
   */
  readonly dualValue: number;
  /**
   * The dual potential f of the sources, in units of cost: the plan is `P_ij = source_i target_j exp((f_i + g_j - C_ij) /
   * regularization)`. A source without mass has the value that it would have with a very small mass. The free constant is
   * chosen so that f and g have the same sum, weighted by the masses.
   */
  readonly sourcePotential: Float64Array;
  /**
   * The dual potential g of the targets, in units of cost; see `sourcePotential`.
   */
  readonly targetPotential: Float64Array;
  /**
   * The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total mass.
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
   * Bounds of the cost of unregularized transport between the same masses.
   */
  readonly exactCostBounds: Bounds;
  /**
   * The sum of the entries that a sparse `plan` leaves out; 0 for a dense one. The sparse plan's row and column sums reach
   * the masses to this and `marginalError` together.
   */
  readonly droppedMass?: number;
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
 * Why the solver stopped.
 * - `converged`: The marginal error is at most the tolerance.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: The marginal error stopped falling before it reached the tolerance, mostly because double precision allows no smaller
 * one: see `precisionFloor`.
 */
export type Status = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';
