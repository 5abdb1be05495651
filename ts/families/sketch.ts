/** Sketched linear algebra: random projections that make large problems small, and refinement that makes answers exact. */

import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import { converse, converseSync, scalarAnswerer } from '../engine/converse.js';
import { type SyncLinearOperator, solve, solveSync, type WithOperator } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type {
  IterativeHessianSketchProblem,
  IterativeHessianSketchProgress,
  IterativeHessianSketchSolution,
  KrylovProblem,
  KrylovProgress,
  KrylovSolution,
  LstsqProblem,
  LstsqProgress,
  LstsqSolution,
  RandomizedRangeFinderProblem,
  RandomizedRangeFinderProgress,
  RandomizedRangeFinderSolution,
  RandomizedSvdProblem,
  RandomizedSvdProgress,
  RandomizedSvdSolution,
  SampledLstsqProblem,
  SampledLstsqSolution,
  SketchedLstsqProblem,
  SketchedLstsqSolution,
} from '../generated/sketch.js';
import '../generated/wasm/sketch.js';

export type { LinearOperator, SyncLinearOperator, VectorAnswer, WithOperator } from '../engine/operators.js';
export * from '../generated/sketch.js';

/**
 * Linear least squares to machine precision, quicker than LAPACK's for tall matrices. A random sketch finds variables in
 * which the problem is well conditioned, the whole matrix corrects it, and a certificate says how exact the answer is; where
 * it fails, a QR decomposition takes over, and the result says so. Weights, a ridge, several right sides; the shortest
 * solution where the rank is deficient or the matrix is wide.
 *
 * @example
 * ```ts
 * const { solution, backwardError } = await lstsq({
 *   matrix: [
 *     [1, 0],
 *     [1, 1],
 *     [1, 2],
 *   ],
 *   rightSide: [1, 2.9, 5.1],
 * });
 * ```
 */
export function lstsq<RightSide extends VectorInput | MatrixInput>(
  problem: (LstsqProblem | WithOperator<LstsqProblem>) & { readonly rightSide: RightSide },
  options?: RunOptions<LstsqProgress>,
): Promise<LstsqSolutionOf<RightSide>> {
  return solve('sketch.lstsq', problem, options);
}

/** {@link lstsq}, blocking the calling thread; an operator's functions must answer at once. */
export function lstsqSync<RightSide extends VectorInput | MatrixInput>(
  problem: (LstsqProblem | WithOperator<LstsqProblem, SyncLinearOperator>) & {
    readonly rightSide: RightSide;
  },
  options?: SyncRunOptions,
): LstsqSolutionOf<RightSide> {
  return solveSync('sketch.lstsq', problem, options);
}

/** The solution in the form of the right side: a vector for a vector, a matrix for a matrix. */
export type LstsqSolutionOf<RightSide> = RightSide extends VectorInput
  ? LstsqSolution & { readonly solution: Float64Array; readonly residual?: Float64Array }
  : RightSide extends MatrixInput
    ? LstsqSolution & { readonly solution: Matrix; readonly residual?: Matrix }
    : LstsqSolution;

/**
 * Least squares by LSQR, for large sparse matrices and for matrices that are known only by their products: the problem's
 * `matrix` may be data, or the caller's own functions. Each iteration takes one product with the matrix and one with its
 * transpose, and the residual falls in each.
 *
 * After Paige, Saunders: LSQR, An Algorithm for Sparse Linear Equations and Sparse Least Squares, ACM Transactions on
 * Mathematical Software 8, 1982.
 *
 * @example
 * ```ts
 * const differences = {
 *   rows: 3,
 *   columns: 4,
 *   apply: ([a = 0, b = 0, c = 0, d = 0]: Float64Array) => [b - a, c - b, d - c],
 *   applyTranspose: ([a = 0, b = 0, c = 0]: Float64Array) => [-a, a - b, b - c, c],
 * };
 * const { solution } = await lsqr({ matrix: differences, rightSide: [1, 2, 3] });
 * ```
 */
export function lsqr(
  problem: KrylovProblem | WithOperator<KrylovProblem>,
  options?: RunOptions<KrylovProgress>,
): Promise<KrylovSolution> {
  return solve('sketch.lsqr', problem, options);
}

/** {@link lsqr}, blocking the calling thread; an operator's functions must answer at once. */
export function lsqrSync(
  problem: KrylovProblem | WithOperator<KrylovProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): KrylovSolution {
  return solveSync('sketch.lsqr', problem, options);
}

/**
 * Least squares by LSMR: as {@link lsqr}, but it is the residual of the normal equations that falls in each iteration. So it
 * is the safer of the two to be stopped early, at a little more memory.
 *
 * After Fong, Saunders: LSMR, An Iterative Algorithm for Sparse Least-Squares Problems, SIAM Journal on Scientific Computing
 * 33, 2011.
 *
 * @example
 * ```ts
 * const { solution, normalResidual } = await lsmr({
 *   matrix: [[1, 0], [1, 1], [1, 2]],
 *   rightSide: [1, 3, 2],
 * });
 * ```
 */
export function lsmr(
  problem: KrylovProblem | WithOperator<KrylovProblem>,
  options?: RunOptions<KrylovProgress>,
): Promise<KrylovSolution> {
  return solve('sketch.lsmr', problem, options);
}

/** {@link lsmr}, blocking the calling thread; an operator's functions must answer at once. */
export function lsmrSync(
  problem: KrylovProblem | WithOperator<KrylovProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): KrylovSolution {
  return solveSync('sketch.lsmr', problem, options);
}

/**
 * Least squares to a chosen accuracy: the problem is sketched to few rows, and the small one solved. With a dense sketch the
 * promise holds for every coordinate of the solution: errors spread evenly over them.
 *
 * After Song, Yin, Zhang: A Nearly-Optimal Bound for Fast Regression with l∞ Guarantee, ICML 2023 (arXiv 2302.00248).
 *
 * @example
 * ```ts
 * const times = Array.from({ length: 100_000 }, (_, i) => i / 100_000);
 * const { solution, errorBounds } = await sketchedLstsq({
 *   matrix: times.map((t) => [1, t]),
 *   rightSide: times.map((t) => 2 - t + 0.1 * Math.sin(1e6 * t)),
 *   accuracy: 0.2,
 * });
 * ```
 */
export function sketchedLstsq<RightSide extends VectorInput | MatrixInput>(
  problem: SketchedLstsqProblem & { readonly rightSide: RightSide },
  options?: RunOptions,
): Promise<SketchedLstsqSolution & InTheFormOf<RightSide>> {
  return run('sketch.sketchedLstsq', problem, options);
}

/** {@link sketchedLstsq}, blocking the calling thread. */
export function sketchedLstsqSync<RightSide extends VectorInput | MatrixInput>(
  problem: SketchedLstsqProblem & { readonly rightSide: RightSide },
  options?: SyncRunOptions,
): SketchedLstsqSolution & InTheFormOf<RightSide> {
  return runSync('sketch.sketchedLstsq', problem, options);
}

/**
 * Least squares by the iterative Hessian sketch: Newton's steps, in which a sketch takes the place of the Hessian. The error
 * falls in each step by a factor that the sketch's rows tell, whatever the condition number.
 *
 * After Pilanci, Wainwright: Iterative Hessian Sketch, Journal of Machine Learning Research 17, 2016; Lacotte, Pilanci: Optimal
 * Randomized First-Order Methods for Least-Squares Problems, ICML 2020.
 *
 * @example
 * ```ts
 * const { status, iterations, solution } = await iterativeHessianSketch({
 *   matrix: Array.from({ length: 5000 }, (_, i) => [1, i, i * i]),
 *   rightSide: Array.from({ length: 5000 }, (_, i) => Math.sqrt(i)),
 *   tolerance: 1e-6,
 * });
 * ```
 */
export function iterativeHessianSketch<RightSide extends VectorInput | MatrixInput>(
  problem: IterativeHessianSketchProblem & { readonly rightSide: RightSide },
  options?: RunOptions<IterativeHessianSketchProgress>,
): Promise<IterativeHessianSketchSolution & InTheFormOf<RightSide>> {
  return run('sketch.iterativeHessianSketch', problem, options);
}

/** {@link iterativeHessianSketch}, blocking the calling thread. */
export function iterativeHessianSketchSync<RightSide extends VectorInput | MatrixInput>(
  problem: IterativeHessianSketchProblem & { readonly rightSide: RightSide },
  options?: SyncRunOptions,
): IterativeHessianSketchSolution & InTheFormOf<RightSide> {
  return runSync('sketch.iterativeHessianSketch', problem, options);
}

/** Solutions are a vector for one right side, a matrix for several. */
export type InTheFormOf<RightSide> = RightSide extends VectorInput
  ? { readonly solution: Float64Array }
  : RightSide extends MatrixInput
    ? { readonly solution: Matrix }
    : unknown;

/** The label of a row of features, or a promise of it. */
export type LabelFunction = (row: number) => number | PromiseLike<number>;

/** A problem whose labels come from a function of the caller, which is asked for those of the drawn rows alone, once each. */
export type WithLabels<Problem, Label = LabelFunction> = Omit<Problem, 'rightSide'> & {
  readonly rightSide: Label;
};

/**
 * Least squares from few labels: draws rows as {@link weightedSample} does, and fits coefficients to their labels by weighted
 * least squares. Labels are data, or a function that is asked for them.
 *
 * @example
 * ```ts
 * const times = Array.from({ length: 1001 }, (_, i) => i / 500 - 1);
 * const { solution, lossEstimate } = await sampledLstsq({
 *   points: times.map((time) => [time]),
 *   basis: 'legendre',
 *   degree: 5,
 *   rightSide: async (i) => Math.exp(i / 500 - 1), // a measurement that takes its time
 *   method: 'volumeRescaled',
 *   size: 12,
 * });
 * ```
 */
export function sampledLstsq(
  problem: SampledLstsqProblem | WithLabels<SampledLstsqProblem>,
  options?: RunOptions,
): Promise<SampledLstsqSolution> {
  return asksForLabels(problem)
    ? converse('sketch.sampledLstsq', problem, LABELS, options)
    : run('sketch.sampledLstsq', problem, options);
}

/** {@link sampledLstsq}, blocking the calling thread; a function of labels must answer at once. */
export function sampledLstsqSync(
  problem: SampledLstsqProblem | WithLabels<SampledLstsqProblem, (row: number) => number>,
  options?: SyncRunOptions,
): SampledLstsqSolution {
  return asksForLabels(problem)
    ? converseSync('sketch.sampledLstsq', problem, LABELS, options)
    : runSync('sketch.sampledLstsq', problem, options);
}

const LABELS = { rightSide: scalarAnswerer };

/** Whatever is not a problem, the doors refuse. */
function asksForLabels(problem: { readonly rightSide: unknown } | null | undefined): boolean {
  return typeof problem?.rightSide === 'function';
}

/**
 * The largest singular values of a matrix and their vectors, from its products with a few more random vectors than are wanted:
 * a few readings of the matrix at the speed of matrix products, and a bound of the error. The problem's `matrix` may be data, or
 * the caller's own functions.
 *
 * After Halko, Martinsson, Tropp: Finding Structure with Randomness, SIAM Review 53, 2011.
 *
 * @example
 * ```ts
 * const { singularValues, leftVectors, errorBound } = await randomizedSvd({
 *   matrix: [
 *     [3, 0],
 *     [4, 0],
 *     [0, 1],
 *   ],
 *   rank: 1,
 * });
 * ```
 */
export function randomizedSvd(
  problem: RandomizedSvdProblem | WithOperator<RandomizedSvdProblem>,
  options?: RunOptions<RandomizedSvdProgress>,
): Promise<RandomizedSvdSolution> {
  return solve('sketch.randomizedSvd', problem, options);
}

/** {@link randomizedSvd}, blocking the calling thread; an operator's functions must answer at once. */
export function randomizedSvdSync(
  problem: RandomizedSvdProblem | WithOperator<RandomizedSvdProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): RandomizedSvdSolution {
  return solveSync('sketch.randomizedSvd', problem, options);
}

/**
 * An orthonormal basis of the range of a matrix, of a given rank or to a given tolerance, with a bound of what it misses: the
 * projection of the matrix onto it is then nearly the matrix. The problem's `matrix` may be data, or the caller's own functions.
 *
 * After Halko, Martinsson, Tropp: Finding Structure with Randomness, SIAM Review 53, 2011.
 *
 * @example
 * ```ts
 * const { basis, rank } = await randomizedRangeFinder({
 *   matrix: [
 *     [1, 2, 3],
 *     [2, 4, 6],
 *     [1, 0, 1],
 *   ],
 *   tolerance: 1e-6,
 * });
 * ```
 */
export function randomizedRangeFinder(
  problem: RandomizedRangeFinderProblem | WithOperator<RandomizedRangeFinderProblem>,
  options?: RunOptions<RandomizedRangeFinderProgress>,
): Promise<RandomizedRangeFinderSolution> {
  return solve('sketch.randomizedRangeFinder', problem, options);
}

/** {@link randomizedRangeFinder}, blocking the calling thread; an operator's functions must answer at once. */
export function randomizedRangeFinderSync(
  problem: RandomizedRangeFinderProblem | WithOperator<RandomizedRangeFinderProblem, SyncLinearOperator>,
  options?: SyncRunOptions,
): RandomizedRangeFinderSolution {
  return solveSync('sketch.randomizedRangeFinder', problem, options);
}
